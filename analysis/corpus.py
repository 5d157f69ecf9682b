"""An event folder or a table of articles → `Corpus`, a frozen set of tables."""

from __future__ import annotations

import dataclasses
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import polars as pl

from analysis import cache, derived, phrasing, tables
from analysis.errors import ParallaxError
from analysis.reading import articles as stated_articles
from analysis.reading import corrections, manifest

if TYPE_CHECKING:  # what a kept result needs not is imported where it is called
    from analysis.measures.claims import Claims
    from analysis.measures.overlap import Statements


@dataclass(frozen=True)
class Corpus:
    """The tables of one event; what a row and a column mean stands in `analysis.tables`.

    ``actors`` has one row per actor (actor, name, side), ``aliases`` one per actor
    and name (actor, alias, label), ``concepts`` one per concept and term
    (concept, name, term). ``event`` holds title, date, language and whether full
    texts may be shown. ``corrections`` are those that event.toml states, applied in all other
    tables; ``home`` is the event's folder and whether its proposals were read, or None.
    """

    event: Mapping[str, Any]
    outlets: pl.DataFrame
    articles: pl.DataFrame
    paragraphs: pl.DataFrame
    sentences: pl.DataFrame
    tokens: pl.DataFrame
    quotes: pl.DataFrame
    mentions: pl.DataFrame
    actors: pl.DataFrame
    aliases: pl.DataFrame
    concepts: pl.DataFrame
    provenance: pl.DataFrame
    corrections: pl.DataFrame = field(default_factory=tables.CORRECTIONS.empty)
    home: tuple[Path, bool] | None = None

    def _repr_html_(self) -> str:
        """What was read, an article a row, as inert HTML."""
        words = self.tokens.group_by("article_id").agg(words=pl.len())
        named = self.outlets.select("outlet", "name")
        rows = self.articles.join(named, on="outlet", how="left", maintain_order="left").join(
            words, on="article_id", how="left", maintain_order="left"
        )
        columns = ("name", "title", "published", "language", "words")
        about = f"{self.event.get('title') or 'Event'}: {len(self.articles)} articles"
        caption = f"{about} by {len(self.outlets)} outlets"
        heads = ("outlet", *columns[1:])
        return phrasing.html_table(heads, rows.select(columns).head(50).iter_rows(), caption)

    def _kept(self, function: Callable[[Any], Any], *names: str) -> Any:
        """What a function makes of these tables; from an earlier run, for an event's folder."""
        return cache.of(function, cache.part(self, *names)) if self.home else function(self)

    @cached_property
    def aligned(self) -> Statements:
        """The statements of the event, as `overlap.statements` gives them, and as corrected."""
        from analysis.measures import overlap

        found = self._kept(derived.aligned, "quotes", "articles")
        return overlap.corrected(found, self.corrections)

    @property
    def clauses(self) -> pl.DataFrame:
        return self.aligned.clauses

    @property
    def statements(self) -> pl.DataFrame:
        return self.aligned.statements

    @property
    def renderings(self) -> pl.DataFrame:
        return self.aligned.renderings

    @cached_property
    def claimed(self) -> Claims:
        """The claims of the event, as `claims.read` gives them."""
        return self._kept(derived.claimed, "articles", "paragraphs", "sentences", "quotes")

    @property
    def claims(self) -> pl.DataFrame:
        return self.claimed.map

    @property
    def conflicts(self) -> pl.DataFrame:
        return self.claimed.conflicts

    @cached_property
    def judgements(self) -> pl.DataFrame:
        """The tone of every mention of an actor, as `tone.judgements` gives it."""
        return self._kept(derived.judgements, "articles", "sentences", "mentions")

    @cached_property
    def roles(self) -> pl.DataFrame:
        """Who acts and who is acted upon, as `framing.roles` gives it."""
        return self._kept(derived.roles, *_PORTRAYED)

    @cached_property
    def descriptions(self) -> pl.DataFrame:
        """What actors are called and described as, as `framing.descriptions` gives it."""
        return self._kept(derived.descriptions, *_PORTRAYED, "tokens", "aliases")

    @cached_property
    def coverage(self) -> pl.DataFrame:
        """Where each concept stands, as `framing.coverage` gives it."""
        return self._kept(derived.coverage, "articles", "sentences", "paragraphs", "concepts")

    @cached_property
    def readability(self) -> pl.DataFrame:
        """How hard each article reads, by voice, as `readability.measures` gives it."""
        return self._kept(derived.readability, "articles", "tokens", "sentences")

    @cached_property
    def text_kinds(self) -> pl.DataFrame:
        """What kind of text each article is, as `text_kinds.text_kinds` tells."""
        from analysis.measures import text_kinds

        read = (self.articles, self.paragraphs, self.tokens, self.outlets)
        return text_kinds.text_kinds(*read, moment=self.event.get("date"))

    @cached_property
    def measures(self) -> pl.DataFrame:
        """Airtime, coverage, VADER's baseline tone and readability in one table.

        The other measures have columns of their own and are called by name.
        """
        from analysis.measures import framing
        from analysis.measures.tone import vader

        parts = [
            framing.airtime(self.tokens, self.quotes, self.articles),
            self.coverage,
            vader.toward(self.mentions, self.sentences, self.articles),
            self.readability,
        ]
        return pl.concat(tables.conform(part, tables.MEASURES) for part in parts)

    @property
    def tables(self) -> SimpleNamespace:
        """What the event states and every table that was read: all that is derived rests on it."""
        names = [spec.name for spec in dataclasses.fields(self) if spec.name != "home"]
        return cache.part(self, *names)

    def __repr__(self) -> str:
        lines = [f"Corpus: {self.event['title']}"]
        for spec in dataclasses.fields(self):
            if isinstance(rows := getattr(self, spec.name), pl.DataFrame):
                lines.append(f"  {spec.name:<11}{len(rows):>7} rows")
        return "\n".join(lines)


_PORTRAYED = ("articles", "sentences", "mentions")

_kept: dict[tuple[Path, bool], Corpus] = {}


def keep(folder: str | Path, corpus: Corpus, *, proposed: bool = True) -> None:
    """Let `load` of a folder give this corpus, in a process that got it from another."""
    _kept[Path(folder).resolve(), proposed] = corpus


def load(folder: str | Path, *, proposed: bool = True) -> Corpus:
    """Read an event folder (``event.toml`` and the files it names) into a Corpus.

    ``proposed=False`` leaves out actors and concepts that wait for a person to accept them
    (``proposed = true``), as the report and the notebooks do; outlets stay.
    An article of which no body is left is warned of by name, and the others are read.
    Raises ParallaxError naming file, place, value and remedy when something in the
    folder is missing or wrong, or no article has a body.

    >>> corpus = load("corpus/vostochny-2023")
    >>> corpus.articles["outlet"].to_list()[:2]
    ['efe', 'bz']
    """
    if kept := _kept.get((Path(folder).resolve(), proposed)):
        return kept
    corpus = of_manifest(manifest.read_manifest(folder), proposed=proposed)
    return dataclasses.replace(corpus, home=(Path(folder).resolve(), proposed))


def of_manifest(stated: manifest.Manifest, *, proposed: bool) -> Corpus:
    """Read the articles that a manifest lists, as `load` does; the result has no home.

    Raises ParallaxError as `load` does.
    """
    articles = stated_articles.of_event(stated)
    mended = corrections.table(stated, articles)
    given = SimpleNamespace(articles=articles, labels=stated_articles.labels(stated.articles))
    labelled: pl.DataFrame = cache.of(derived.labelled, given)
    labelled = corrections.relabelled(labelled, mended)
    bare = stated_articles.bodiless(articles, labelled, stated.path.parent)
    if bare:
        articles, labelled = _without(bare, articles, labelled)
    return _assemble(
        stated.event,
        stated.outlets,
        articles,
        labelled,
        *(_entries(stated) if proposed else _accepted(stated)),
        boundaries={entry["id"]: list(entry["boundaries"]) for entry in stated.articles},
        mended=mended,
        keep=True,
    )


def reload(corpus: Corpus) -> Corpus:
    """Read an event again from its folder, whatever was kept of it.

    Raises ParallaxError where the corpus came from no folder, or as `load` does.
    """
    if corpus.home is None:
        remedy = "make an event of the articles: `parallax new`"
        raise ParallaxError("corpus", "it was not read from an event's folder", remedy)
    folder, proposed = corpus.home
    _kept.pop(corpus.home, None)
    return load(folder, proposed=proposed)


def _entries(stated: manifest.Manifest) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    return stated.actors, stated.aliases, stated.concepts


def _accepted(stated: manifest.Manifest) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Actors, aliases and concepts without those that are only proposed."""
    actors, concepts = stated.proposed["actors"], stated.proposed["concepts"]
    return (
        stated.actors.filter(~pl.col("actor").is_in(actors)),
        stated.aliases.filter(~pl.col("actor").is_in(actors)),
        stated.concepts.filter(~pl.col("concept").is_in(concepts)),
    )


def read(
    source: str | Path | Sequence[str | Path] | pl.DataFrame,
    *,
    columns: Mapping[str, str] | None = None,
    actors: str | Path | pl.DataFrame | None = None,
) -> Corpus:
    """Read articles with no event folder: from a table, or from files as `parallax new` reads them.

    A table needs a column with the text; outlet, article_id, title, published, url and
    language are used where they are there. Columns are known by their usual names
    (``content`` or ``body`` for text, ``source`` or ``publisher`` for outlet);
    ``columns`` (ours → the table's) says otherwise. The texts of a frame stay as they
    are, so that offsets hold in it; from a file, a title goes before a text that lacks
    it. Without an outlet, every article of a frame is its own. There are no concepts, and
    actors only where ``actors`` names them (`analysis.reading.actors.aliases`): an event
    folder, a CSV file, or a table with actor and alias. Files and rows that cannot be read
    or hold no body are warned of, and the rest is read.

    Raises ParallaxError naming place, value and remedy where nothing is left to read.

    >>> read(pl.DataFrame({"source": ["a", "b"], "content": ["It rained.", "It poured."]})
    ...     ).articles["article_id"].to_list()
    ['a', 'b']
    """
    from analysis.importing.memory import from_files, named
    from analysis.reading import actors as stated_actors

    aliases = stated_actors.aliases(actors)
    if isinstance(source, pl.DataFrame):
        name, stated = "the frame", []
        frame, bad = stated_articles.with_text(named(source, columns), name)
    else:
        paths = [source] if isinstance(source, str | Path) else list(source)
        frame, bad, stated = from_files(paths, columns)
        name = ", ".join(Path(path).stem for path in paths[:3]) or "nothing"
        if not len(frame):
            raise bad[0] if bad else ParallaxError(name, "there are no articles", "name files")
    articles, labelled = _labelled(frame, name, stated, bad)
    outlets = articles.select("outlet").unique(maintain_order=True)
    outlets = outlets.with_columns(
        name="outlet", country=pl.lit(None, pl.String), ownership=pl.lit(None, pl.String)
    )
    return _assemble(
        {"id": "articles", "title": name, "date": None, "language": None, "show_full_text": True},
        tables.conform(outlets, tables.OUTLETS),
        articles,
        labelled,
        stated_actors.actors(aliases),
        aliases,
        pl.DataFrame(schema={"concept": pl.String, "name": pl.String, "term": pl.String}),
    )


def passages(frame: pl.DataFrame) -> SimpleNamespace:
    """The articles, paragraphs and sentences that `read` makes of a table, and nothing else.

    For who asks for no words, speakers or mentions: finding them is most of the work.
    Raises ParallaxError as `read` does.

    >>> passages(pl.DataFrame({"text": ["It rained. It poured."]})).sentences.height
    2
    """
    from analysis.importing.memory import named
    from analysis.languages import detection
    from analysis.reading import segments

    frame, bad = stated_articles.with_text(named(frame, None), "the frame")
    articles, labelled = _labelled(frame, "the frame", [], bad)
    articles = detection.filled(articles)
    cut = segments.sentences(articles, labelled)
    return SimpleNamespace(articles=articles, paragraphs=labelled, sentences=cut)


def _labelled(
    frame: pl.DataFrame,
    name: str,
    stated: Sequence[tuple[Any, ...]],
    bad: Sequence[ParallaxError],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Articles and their labelled paragraphs, with a warning for each that is not read."""
    articles = stated_articles.of_frame(frame, name)
    ids = articles["article_id"]
    labels = stated_articles.label_rows((ids[row], *label) for row, *label in stated)
    labelled = derived.labelled(SimpleNamespace(articles=articles, labels=labels))
    bare = stated_articles.bodiless(articles, labelled)
    if len(bare) == len(articles):
        raise [*bad, *bare][0]
    for error in bad:
        warnings.warn(f"not read: {error}", stacklevel=3)
    return _without(bare, articles, labelled) if bare else (articles, labelled)


def _assemble(
    event: Mapping[str, Any],
    outlets: pl.DataFrame,
    articles: pl.DataFrame,
    labelled: pl.DataFrame,
    actors: pl.DataFrame,
    aliases: pl.DataFrame,
    concepts: pl.DataFrame,
    boundaries: Mapping[str, list[str]] | None = None,
    *,
    mended: pl.DataFrame | None = None,
    keep: bool = False,
) -> Corpus:
    """Derive every other table from the articles' texts and their labelled paragraphs."""
    given = SimpleNamespace(
        articles=articles,
        paragraphs=labelled,
        aliases=aliases,
        boundaries=boundaries,
        corrections=tables.CORRECTIONS.empty() if mended is None else mended,
    )
    read: dict[str, Any] = cache.of(derived.of_event, given) if keep else derived.of_articles(given)
    return Corpus(
        event=event,
        outlets=outlets,
        paragraphs=labelled,
        actors=actors,
        aliases=aliases,
        concepts=concepts,
        corrections=given.corrections,
        **read,
    )


def _without(
    bare: Sequence[ParallaxError], articles: pl.DataFrame, labelled: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The articles that have a body, and a warning for each that has none.

    Raises the first of them where no article is left.
    """
    if len(bare) == len(articles):
        raise bare[0]
    for error in bare:
        warnings.warn(f"not read: {error}", stacklevel=3)
    articles = articles.join(
        stated_articles.body_of(labelled), on="article_id", how="semi", maintain_order="left"
    )
    labelled = labelled.join(articles, on="article_id", how="semi", maintain_order="left")
    return articles, labelled
