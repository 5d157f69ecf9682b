"""How often each outlet has an actor act, rather than be acted upon, and whether chance would."""

from __future__ import annotations

import polars as pl

from analysis import tables
from analysis.measures import uncertainty
from analysis.results import ACTING

LEAST = 5
"""Sentences of one outlet below which its share is not compared."""


def acting(
    roles: pl.DataFrame,
    *,
    voice: str = "all",
    level: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pl.DataFrame:
    """Give the share of sentences in which an actor acts, among those in which a verb has him.

    value = sentences in which the actor does what a verb says / sentences in which he does it or
    it is done to him; from 0 to 1, higher: shown acting more often. Verbs of speech and what is
    denied are left out, so that an outlet that quotes much does not seem to show much acting. A
    sentence with both counts as acting. null_low to null_high: where the share would lie if
    the outlet did not matter, from shuffling the actor's sentences over the outlets, with
    family-wise control over the outlets and the actors tested together (each actor's part is
    Bonferroni's); p counts all of them, too.

    Reads rows of `framing.roles`: outlet, actor, kind, voice, role, negated, speech, passage;
    bodies only, in one voice or all. One row is one outlet and actor: n = sentences, acts = those
    in which the actor acts, evidence = passage ids, acting first. Outlets with fewer than
    `LEAST` sentences are no part of the test and have null bands and p, as has an actor of
    whom fewer than two outlets have so many, or who acts in all of them, or in none.

    >>> import analysis as an
    >>> rows = acting(an.framing.roles(an.load("corpus/vostochny-2023")))
    >>> rows.filter(actor="kim")["n"].sum() > 10
    True
    """
    columns = ("outlet", "actor", "kind", "voice", "role", "negated", "speech", "passage")
    tables.require(roles, "roles", *columns)
    kept = roles.filter(
        pl.col("role").is_in(["agent", "patient"]),
        ~pl.col("negated"),
        ~pl.col("speech"),
        kind="body",
    )
    if voice != "all":
        kept = kept.filter(pl.col("voice") == voice)
    sentences = kept.group_by("actor", "outlet", "passage", maintain_order=True).agg(
        acts=(pl.col("role") == "agent").any()
    )
    counted = (
        sentences.sort("acts", descending=True, maintain_order=True)
        .group_by("outlet", "actor", maintain_order=True)
        .agg(
            value=pl.col("acts").mean(),
            n=pl.len().cast(pl.Int64),
            acts=pl.col("acts").sum().cast(pl.Int64),
            evidence="passage",
        )
        .sort("actor", "outlet")
    )
    tested = sentences.join(
        counted.filter(pl.col("n") >= LEAST), on=["outlet", "actor"], how="semi"
    )
    bands = _bands(tested, level, draws, seed)
    rows = counted.join(bands, on=["outlet", "actor"], how="left", maintain_order="left")
    return rows.select(list(ACTING.schema)).cast(ACTING.schema)  # pyright: ignore[reportArgumentType]


def _bands(sentences: pl.DataFrame, level: float, draws: int, seed: int) -> pl.DataFrame:
    """The null of every actor whom two outlets have, at a level that all of them share."""
    parts = [
        part
        for part in sentences.partition_by("actor", maintain_order=True)
        if part["outlet"].n_unique() > 1 and part["acts"].n_unique() > 1
    ]
    shared = 1 - (1 - level) / max(1, len(parts))
    found = [
        uncertainty.permutation_null(
            part["acts"].cast(pl.Float64), part["outlet"], level=shared, draws=draws, seed=seed
        ).select(
            "null_low",
            "null_high",
            outlet="group",
            actor=pl.lit(part["actor"][0]),
            p=(pl.col("p") * len(parts)).clip(upper_bound=1),
        )
        for part in parts
    ]
    return pl.concat([_NO_BANDS, *found])


_NO_BANDS = pl.DataFrame(
    schema={"null_low": pl.Float64, "null_high": pl.Float64}
    | {"outlet": pl.String, "actor": pl.String, "p": pl.Float64}
)
