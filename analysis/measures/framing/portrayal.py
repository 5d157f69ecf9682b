"""What outlets make of an actor, in four columns: called, does, suffers, said of."""

from __future__ import annotations

from functools import cache

import polars as pl

from analysis import languages
from analysis.tables import require

ASPECTS = ("called", "does", "suffers", "said of")
_SCHEMA = {
    "outlet": pl.String(),
    "actor": pl.String(),
    "aspect": pl.String(),
    "words": pl.List(pl.String()),
    "n": pl.Int64(),
    "judging": pl.Int64(),
    "judges": pl.List(pl.String()),
    "evidence": pl.List(pl.String()),
}


def portrayal(
    roles: pl.DataFrame, descriptions: pl.DataFrame, *, voice: str = "all"
) -> pl.DataFrame:
    """Put together what each outlet makes of each actor.

    aspect = called: the words before the name or beside it (modifier, title, apposition); does:
    the verbs of which the actor is agent, without those that merely report ("says"); suffers:
    those of which the actor is patient; said of: what a form of "be" or another's naming says
    of the actor. "not" marks what is denied.

    Reads rows of `framing.roles` and of `framing.descriptions`, bodies only, in one voice or
    all; a verb counts once, however often its sentence names the actor. One row is one
    outlet, actor and aspect that has any: words = each once, those that judge first, then the
    most frequent, forms of address ("Ms.") last; n = how many there are; judging = how many of
    them judge by the lists, judges = which; evidence = passage ids.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = portrayal(an.framing.roles(corpus), an.framing.descriptions(corpus))
    >>> shown = rows.filter(outlet="washington-examiner", actor="kim", aspect="called")
    >>> shown["words"].item().to_list(), shown["judging"].item()
    (['dictator'], 1)
    """
    columns = ("outlet", "actor", "kind", "voice", "passage", "negated")
    require(roles, "roles", "article_id", *columns, "role", "verb", "verb_start")
    require(descriptions, "descriptions", *columns, "form", "description", "judging")
    once = ["article_id", "actor", "role", "verb_start"]
    acts = roles.filter(pl.col("verb").is_not_null()).unique(once, maintain_order=True)
    acts = acts.filter(~pl.col("verb").is_in(sorted(_reports()))).select(
        *columns,
        aspect=pl.when(role="agent").then(pl.lit("does")).otherwise(pl.lit("suffers")),
        word="verb",
        judging=pl.lit(None, pl.String),
    )
    beside = pl.col("form").is_in(["modifier", "title", "apposition"])
    told = descriptions.select(
        *columns,
        aspect=pl.when(beside).then(pl.lit("called")).otherwise(pl.lit("said of")),
        word="description",
        judging="judging",
    )
    rows = pl.concat([acts, told]).filter(pl.col("kind") == "body")
    if voice != "all":
        rows = rows.filter(pl.col("voice") == voice)
    return _counted(rows)


_ADDRESS = r"^(?:\p{Lu}\p{L}{0,4}\.? ?)+$"  # "Mr.", "Lt. Gen.", "Prof"


@cache
def _reports() -> frozenset[str]:
    """The verbs that tell only that somebody spoke: they stand in `framing.reporting_verbs`."""
    verbs = languages.read().reporting_verbs.values()
    return frozenset(
        verb.lemma for verb in verbs if verb.kind == "neutral" and verb.use == "speech"
    )


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    shown = pl.when("negated").then("not " + pl.col("word")).otherwise("word")
    place = pl.col("aspect").cast(pl.Enum(ASPECTS))
    key = ("outlet", "actor", "aspect")
    address = pl.col("word").str.contains(_ADDRESS)
    return (
        rows.with_columns(word=shown)
        .with_columns(same=pl.col("word").str.to_lowercase())
        .group_by(*key, "same", maintain_order=True)
        .agg(
            pl.col("word").first(),
            n=pl.len().cast(pl.Int64),
            judging=pl.col("judging").count(),
            evidence="passage",
        )
        .sort(pl.col("judging") > 0, ~address, "n", descending=True, maintain_order=True)
        .group_by(key, maintain_order=True)
        .agg(
            words="word",
            n=pl.col("n").sum(),
            judging=pl.col("judging").sum().cast(pl.Int64),
            judges=pl.col("word").filter(pl.col("judging") > 0),
            evidence=pl.col("evidence").explode().unique(maintain_order=True),
        )
        .sort("actor", "outlet", place)
        .select(list(_SCHEMA))
        .cast(_SCHEMA)  # pyright: ignore[reportArgumentType]
    )
