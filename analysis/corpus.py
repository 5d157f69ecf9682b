"""An event folder or a table of articles → `Corpus`, a frozen set of tables."""

from __future__ import annotations

import dataclasses
import hashlib
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.importing.memory import from_files, named
from analysis.languages import detection
from analysis.measures import claims, framing, overlap, readability
from analysis.measures.tone import vader
from analysis.reading import actors as stated_actors
from analysis.reading import manifest, mentions, paragraphs, quotes, segments
from analysis.reading.eventfile import read_text
from analysis.runtime import collection_paused


@dataclass(frozen=True)
class Corpus:
    """The tables of one event; what a row and a column mean stands in `analysis.tables`.

    ``actors`` has one row per actor (actor, name, side), ``aliases`` one per actor
    and name (actor, alias, label), ``concepts`` one per concept and term
    (concept, name, term). ``event`` holds title, date, language and whether full
    texts may be shown.
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

    @cached_property
    def aligned(self) -> overlap.Statements:
        """The statements of the event, as `overlap.statements` gives them."""
        return overlap.statements(self.quotes, self.articles)

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
    def claimed(self) -> claims.Claims:
        """The claims of the event, as `claims.read` gives them."""
        return claims.read(self)

    @property
    def claims(self) -> pl.DataFrame:
        return self.claimed.map

    @property
    def conflicts(self) -> pl.DataFrame:
        return self.claimed.conflicts

    @cached_property
    def measures(self) -> pl.DataFrame:
        """Airtime, coverage, VADER's baseline tone and readability in one table.

        The other measures have columns of their own and are called by name.
        """
        parts = [
            framing.airtime(self.tokens, self.quotes, self.articles),
            framing.coverage(self.articles, self.sentences, self.paragraphs, self.concepts),
            vader.toward(self.mentions, self.sentences, self.articles),
            readability.measures(self.articles, tokens=self.tokens, sentences=self.sentences),
        ]
        return pl.concat(tables.conform(part, tables.MEASURES) for part in parts)

    def __repr__(self) -> str:
        lines = [f"Corpus: {self.event['title']}"]
        for spec in dataclasses.fields(self)[1:]:
            lines.append(f"  {spec.name:<11}{len(getattr(self, spec.name)):>7} rows")
        return "\n".join(lines)


def load(folder: str | Path) -> Corpus:
    """Read an event folder (``event.toml`` and the files it names) into a Corpus.

    An article of which no body is left is warned of by name, and the others are read.
    Raises ParallaxError naming file, place, value and remedy when something in the
    folder is missing or wrong, or no article has a body.

    >>> corpus = load("corpus/vostochny-2023")
    >>> corpus.articles["outlet"].to_list()[:2]
    ['efe', 'bz']
    """
    stated = manifest.read_manifest(folder)
    articles = _read_articles(stated)
    labelled = paragraphs.label(articles, labels(stated.articles))
    bare = bodiless(articles, labelled, stated.path.parent)
    if bare:
        articles, labelled = _without(bare, articles, labelled)
    corpus = _assemble(
        stated.event,
        stated.outlets,
        articles,
        labelled,
        stated.actors,
        stated.aliases,
        stated.concepts,
        boundaries={entry["id"]: list(entry["boundaries"]) for entry in stated.articles},
    )
    # one event, so one medium has one name in it: not so in `read`, whose result for an
    # article may not depend on the articles beside it
    return dataclasses.replace(corpus, quotes=quotes.merged(corpus.quotes))


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
    aliases = stated_actors.aliases(actors)
    if isinstance(source, pl.DataFrame):
        name, stated = "the frame", []
        frame, bad = _with_text(named(source, columns), name)
    else:
        paths = [source] if isinstance(source, str | Path) else list(source)
        frame, bad, stated = from_files(paths, columns)
        name = ", ".join(Path(path).stem for path in paths[:3]) or "nothing"
        if not len(frame):
            raise bad[0] if bad else ParallaxError(name, "there are no articles", "name files")
    articles = _article_frame(frame, name)
    ids = articles["article_id"]
    labelled = paragraphs.label(articles, _labels((ids[row], *label) for row, *label in stated))
    bare = bodiless(articles, labelled)
    if len(bare) == len(articles):
        raise [*bad, *bare][0]
    for error in bad:
        warnings.warn(f"not read: {error}", stacklevel=2)
    if bare:
        articles, labelled = _without(bare, articles, labelled)
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


def _with_text(frame: pl.DataFrame, name: str) -> tuple[pl.DataFrame, list[ParallaxError]]:
    """The rows that have text, each with its article_id, and an error for each that has none.

    Raises the first of them where no row is left.
    """
    if "text" not in frame.columns:
        remedy = "rename the column with the text, or say columns={'text': …}"
        raise ParallaxError(name, "column 'text' is missing", remedy)
    frame = _identified(frame.with_columns(pl.col("text").cast(pl.String)))
    empty = frame["text"].fill_null("").str.strip_chars() == ""
    bad = [
        ParallaxError(f"{name}, row {row}", "there is no text", "fill it or drop the row")
        for row in empty.arg_true()
    ]
    if empty.all():
        raise bad[0] if bad else ParallaxError(name, "there are no rows", "give it articles")
    return frame.filter(~empty), bad


def _identified(frame: pl.DataFrame) -> pl.DataFrame:
    have = set(frame.columns)
    ids = pl.col("article_id") if "article_id" in have else pl.int_range(pl.len()).cast(pl.String)
    if "article_id" not in have and "outlet" in have and frame["outlet"].is_unique().all():
        ids = pl.col("outlet")
    return frame.with_columns(article_id=ids.cast(pl.String))


def _article_frame(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    frame = _identified(frame)
    have = set(frame.columns)
    if not frame["article_id"].is_unique().all():
        twice = frame.filter(pl.col("article_id").is_duplicated())["article_id"][0]
        raise ParallaxError(name, f"article_id '{twice}' is used twice", "make ids unique")
    optional = {
        column: pl.lit(None, spec.dtype)
        for column, spec in tables.ARTICLES.columns.items()
        if spec.null and column not in have
    }
    outlet = pl.col("outlet" if "outlet" in have else "article_id").cast(pl.String)
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in frame["text"]]
    return tables.conform(
        frame.with_columns(outlet=outlet, sha256=pl.Series(hashes), **optional), tables.ARTICLES
    )


def _read_articles(stated: manifest.Manifest) -> pl.DataFrame:
    rows = [read_article(stated, entry) for entry in stated.articles]
    return tables.conform(pl.DataFrame(rows, schema=tables.ARTICLES.schema), tables.ARTICLES)


def read_article(stated: manifest.Manifest, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The row of `tables.ARTICLES` of one entry of event.toml.

    Raises ParallaxError where its file is missing, damaged, changed or outside the event.
    """
    folder = stated.path.parent
    path = folder / entry["file"]
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ParallaxError(
            stated.source.place("articles", entry["number"], "file"),
            f"file '{entry['file']}' lies outside the event",
            "move it inside",
        )
    text = read_text(path, entry["encoding"])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if entry["sha256"] not in (None, digest):
        raise ParallaxError(
            str(path),
            f"the file has changed: its sha256 is {digest}",
            "restore the file, or write the new sha256 into event.toml",
        )
    row = {key: entry.get(key) for key in tables.ARTICLES.columns}
    row |= {"article_id": entry["id"], "text": text, "sha256": digest}
    row["language"] = entry["language"] or stated.event["language"]
    return row


def labels(entries: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The kinds of lines that event.toml states: article_id, text, kind."""
    return _labels(
        (entry["id"], label["text"], label["kind"])
        for entry in entries
        for label in entry["labels"]
    )


def _labels(rows: Iterable[Sequence[str]]) -> pl.DataFrame:
    schema = {"article_id": pl.String, "text": pl.String, "kind": pl.String}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


@collection_paused()
def _assemble(
    event: Mapping[str, Any],
    outlets: pl.DataFrame,
    articles: pl.DataFrame,
    labelled: pl.DataFrame,
    actors: pl.DataFrame,
    aliases: pl.DataFrame,
    concepts: pl.DataFrame,
    boundaries: Mapping[str, list[str]] | None = None,
) -> Corpus:
    """Derive every other table from the articles' texts and their labelled paragraphs."""
    articles = detection.filled(articles)
    cut = segments.sentences(articles, labelled)
    words, splits = segments.tokens(articles, cut, boundaries)
    found = quotes.extract(articles, actors=aliases, paragraphs=labelled)
    kinds = cut.join(
        labelled.select("article_id", "paragraph", "kind"), on=["article_id", "paragraph"]
    )
    words = words.join(
        kinds.select("article_id", "sentence", "kind"),
        on=["article_id", "sentence"],
        maintain_order="left",
    )
    words = tables.conform(quotes.voice(words, found), tables.TOKENS)
    return Corpus(
        event=event,
        outlets=outlets,
        articles=articles,
        paragraphs=labelled,
        sentences=cut,
        tokens=words,
        quotes=found,
        mentions=mentions.find(articles, cut, words, aliases),
        actors=actors,
        aliases=aliases,
        concepts=concepts,
        provenance=_provenance(articles, labelled, splits),
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
    articles = articles.join(_body(labelled), on="article_id", how="semi", maintain_order="left")
    labelled = labelled.join(articles, on="article_id", how="semi", maintain_order="left")
    return articles, labelled


def bodiless(
    articles: pl.DataFrame, labelled: pl.DataFrame, folder: Path | None = None
) -> list[ParallaxError]:
    """An error for every article of which no paragraph is left as its body."""
    bare = articles.join(_body(labelled), on="article_id", how="anti")
    return [
        ParallaxError(
            str((folder or Path()) / file) if file else f"article {article_id}",
            "no paragraph is left as the article's body once headline, captions and the like "
            "are labelled",
            "check that the file holds the article, or remove it",
        )
        for article_id, file in bare.select("article_id", "file").iter_rows()
    ]


def _body(labelled: pl.DataFrame) -> pl.DataFrame:
    return labelled.filter(pl.col("kind") == "body")


def _provenance(
    articles: pl.DataFrame, labelled: pl.DataFrame, splits: pl.DataFrame
) -> pl.DataFrame:
    """What was read, how it was labelled and where words were split, by which rule."""
    whole = articles.select("article_id", start=pl.lit(0), end=pl.col("text").str.len_chars())
    steps = [
        whole.with_columns(step=pl.lit("read"), rule=pl.lit("as decoded")),
        labelled.with_columns(step=pl.lit("labelled"), rule=pl.format("{}: {}", "kind", "rule")),
        splits.with_columns(step=pl.lit("split")),
    ]
    columns = ("article_id", "step", "rule", "start", "end")
    frame = pl.concat([step.select(columns) for step in steps], how="vertical_relaxed")
    counted = (
        frame.with_columns(evidence=tables.passage_id())
        .group_by("article_id", "step", "rule", maintain_order=True)
        .agg(
            n=pl.len(),
            characters=(pl.col("end") - pl.col("start")).sum(),
            evidence="evidence",
        )
    )
    return tables.conform(counted, tables.PROVENANCE)
