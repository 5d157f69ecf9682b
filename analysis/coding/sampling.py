"""Which passages to code: a seeded sample with equal shares, and what the tool says of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import polars as pl

from analysis import tables
from analysis.coding.schemes import Scheme
from analysis.corpus import Corpus
from analysis.errors import ParallaxError, nearest
from analysis.measures import tone
from analysis.measures.overlap.clauses import SPOKEN
from analysis.spans import last_before

_SPAN = ("article_id", "start", "end")


@dataclass(frozen=True)
class Sample:
    """Passages to code, in the order in which they are shown.

    ``passages`` has one row per passage: passage (its id), article_id, start, end, outlet;
    the rest says how they were drawn, so that the draw can be repeated.
    """

    scheme: Scheme
    passages: pl.DataFrame
    n: int
    by: str | None
    seed: int
    actor: str | None = None


def sample(
    corpus: Corpus,
    scheme: Scheme,
    *,
    n: int = 60,
    by: str | None = "outlet",
    seed: int = 0,
    actor: str | None = None,
) -> Sample:
    """Draw n passages of the scheme's unit from the articles' bodies, with equal shares.

    Each group of ``by`` (an outlet) gives the same number as far as it has as many, in a
    random order that does not tell the group; ``by=None`` draws from all alike. The order
    depends on the seed and the passage ids only: a larger n goes on where a smaller one
    stopped. ``actor`` keeps mentions of one actor.

    Raises ParallaxError for an unknown column or actor, and where there is no passage.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> drawn = sample(corpus, an.coding.scheme("tone"), n=10)
    >>> drawn.passages["outlet"].value_counts()["count"].to_list()
    [2, 2, 2, 2, 2]
    """
    found = units(corpus, scheme.unit)
    if actor is not None:
        known = found["actor"].drop_nulls().unique().to_list() if "actor" in found.columns else []
        if actor not in known:
            problem = f"no {scheme.unit} of the actor '{actor}'"
            remedy = nearest(actor, known) if known else "leave `actor` out"
            raise ParallaxError("sample", problem, remedy)
        found = found.filter(pl.col("actor") == actor)
    if by is not None and by not in found.columns:
        raise ParallaxError("sample", f"a {scheme.unit} has no '{by}'", nearest(by, found.columns))
    if n < 1 or not len(found):
        problem = f"n is {n}" if n < 1 else f"no {scheme.unit} in the articles' bodies"
        raise ParallaxError("sample", problem, "ask for one or more of what is there")
    draw = [
        hashlib.sha256(f"{seed}:{passage}".encode()).hexdigest() for passage in found["passage"]
    ]
    found = found.with_columns(draw=pl.Series(draw))
    turn = pl.col("draw").rank("ordinal").over(by) if by else pl.lit(1)
    drawn = found.sort(turn, "draw").head(n).select("passage", *_SPAN, "outlet")
    return Sample(scheme, drawn, n, by, seed, actor)


def units(corpus: Corpus, unit: str) -> pl.DataFrame:
    """List every passage that could be coded: the sentences, mentions or quotations of bodies,
    or the bodies themselves.

    One row is one passage: passage (its id), outlet, then the columns of the corpus's own
    table. A quotation is one passage from the first part's start to the last part's end;
    scare quotes and titles, which nobody says, are none.
    """
    body = corpus.paragraphs.filter(kind="body")
    if unit == "mention":
        found = corpus.mentions.filter(kind="body")
    elif unit == "sentence":
        found = corpus.sentences.join(body, on=["article_id", "paragraph"], how="semi")
    elif unit == "article":
        found = body.group_by("article_id", maintain_order=True).agg(
            pl.col("start").min(), pl.col("end").max()
        )
    else:
        whole = (
            corpus.quotes.filter(pl.col("form").is_in(SPOKEN))
            .sort("start")
            .group_by("clause", maintain_order=True)  # its marked words are no passage of their own
            .agg(
                pl.exclude("start", "end", "part").first(),
                pl.col("start").first(),
                pl.col("end").max(),
            )
        )
        within = last_before(whole.sort("start"), body.select("article_id", "start", last="end"))
        found = within.filter(pl.col("start") < pl.col("last"))
    outlets = corpus.articles.select("article_id", "outlet")
    found = found.join(outlets, on="article_id", maintain_order="left").unique(
        [*_SPAN], keep="first", maintain_order=True
    )
    return found.select(tables.passage_id().alias("passage"), "outlet", pl.exclude("outlet"))


def tool_labels(corpus: Corpus, drawn: Sample) -> pl.DataFrame:
    """Give the tool's own answer for each passage of a sample, as a code of the scheme.

    One row is one passage: passage, code; null where the tool abstains, where its label
    means none of the codes, and where it measures nothing that the scheme asks for.
    """
    scheme = drawn.scheme
    found = drawn.passages.select("passage").join(
        units(corpus, scheme.unit), on="passage", maintain_order="left"
    )
    meanings = {code.tool: code.code for code in scheme.codes if code.tool is not None}
    labels = _labels(corpus, found, scheme.measure)
    return found.select("passage", code=labels.replace_strict(meanings, default=None))


def _labels(corpus: Corpus, found: pl.DataFrame, measure: str | None) -> pl.Series:
    """What a measure says of each passage."""
    if measure == "tone":
        return _tone(corpus, found)
    if measure == "voice":
        return found["voice"]
    if measure == "naming":
        evaluative = pl.col("label") == "evaluative"
        return found.select(
            pl.when(evaluative).then(pl.lit("evaluative")).otherwise(pl.lit("other"))
        ).to_series()
    if measure == "speaker":
        return found.select(
            pl.when(pl.col("actor").is_not_null()).then(pl.lit("right"))
        ).to_series()
    return pl.Series([None] * len(found), dtype=pl.String)


def _tone(corpus: Corpus, found: pl.DataFrame) -> pl.Series:
    """The tone of each mention's sentence toward it; null where the classifier abstains."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    whole = corpus.sentences.select("article_id", "sentence", first="start", last="end")
    placed = found.join(whole, on=["article_id", "sentence"], maintain_order="left")
    spans = placed.select("article_id", "first", "last").iter_rows()
    judged = tone.polarity(
        placed.select(
            pl.Series("sentence", [texts[a][first:last] for a, first, last in spans]),
            start=pl.col("start") - pl.col("first"),
            end=pl.col("end") - pl.col("first"),
        )
    )
    return judged.select(pl.when(~pl.col("abstained")).then("label")).to_series()


def speakers(corpus: Corpus, drawn: Sample) -> dict[str, str]:
    """Map each quotation of a sample to the speaker that the tool names, for people to read."""
    names = dict(corpus.actors.select("actor", "name").iter_rows())
    found = units(corpus, "quotation").join(drawn.passages, on="passage", how="semi")
    return {
        passage: names.get(actor, actor) or "nobody"
        for passage, actor in found.select("passage", "actor").iter_rows()
    }
