"""Where coders disagree, and how it was settled: by whom, and why."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.coding import store
from analysis.coding.schemes import Scheme
from analysis.errors import ParallaxError

_SETTLED = "settled by "  # begins the coder's name of an answer that settles a passage


def coders_only(answers: pl.DataFrame) -> pl.DataFrame:
    """The answers that coders gave, without those that settle a disagreement."""
    return answers.filter(~pl.col("coder").str.starts_with(_SETTLED))


def disagreements(answers: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """List the passages to which coders gave several codes, those not settled first.

    Reads answers as `coding.read` gives them. One row is one passage: passage; codes ("ann: neg;
    bo: neu", in the coders' order); notes, of all who left one; settled, the code that it was
    settled with, by whom (by) and why (why): null where it is open.
    """
    given = store.current(answers.filter(scheme=scheme.name))
    said = pl.format("{}: {}", "coder", "code")
    noted = pl.when(pl.col("note") != "").then(pl.format("{}: {}", "coder", "note"))
    rows = (
        coders_only(given)
        .sort("coder", maintain_order=True)
        .with_columns(said=said, noted=noted)
        .group_by("passage", maintain_order=True)
        .agg(
            codes=pl.col("said").str.join("; "),
            notes=pl.col("noted").drop_nulls().str.join("; "),
            n=pl.col("code").n_unique(),
        )
        .filter(pl.col("n") > 1)
        .drop("n")
    )
    settled = _settled(given).select("passage", settled="code", by="coder", why="note")
    settled = settled.with_columns(pl.col("by").str.strip_prefix(_SETTLED))
    joined = rows.join(settled, on="passage", how="left", maintain_order="left")
    return joined.sort(pl.col("settled").is_not_null(), maintain_order=True)


def settle(
    path: str | Path, scheme: Scheme, passage: str, code: str, *, by: str, why: str = ""
) -> None:
    """Settle a passage with a code; the coders' own answers stay as they are.

    It is one more line of the answers' file; a later one supersedes it. The coders' agreement
    is still that of their own answers.

    Raises ParallaxError for a code that the scheme does not have, and as `coding.append` does.
    """
    if not by.strip():
        raise ParallaxError("settle", "no name", "say who settles it, in a word")
    chosen = scheme.code(code).code
    store.append(
        path,
        coder=f"{_SETTLED}{by.strip()}",
        scheme=scheme.name,
        question=scheme.question,
        passage=passage,
        code=chosen,
        note=why,
    )


def final(answers: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """Give the one code of each passage: the settled one, else the one that all coders gave.

    One row is one passage: passage; code, null where coders disagree and nobody settled it; by,
    who settled it, null where nobody had to; why.
    """
    given = store.current(answers.filter(scheme=scheme.name))
    agreed = (
        coders_only(given)
        .group_by("passage", maintain_order=True)
        .agg(
            agreed=pl.when(pl.col("code").n_unique() == 1).then(pl.col("code").first()),
        )
    )
    settled = _settled(given).select("passage", settled="code", by="coder", why="note")
    both = agreed.join(settled, on="passage", how="left", maintain_order="left")
    return both.select(
        "passage",
        code=pl.coalesce("settled", "agreed"),
        by=pl.col("by").str.strip_prefix(_SETTLED),
        why="why",
    )


def _settled(given: pl.DataFrame) -> pl.DataFrame:
    """The last answer that settles each passage, whoever gave it."""
    found = given.filter(pl.col("coder").str.starts_with(_SETTLED)).sort("time")
    return found.unique("passage", keep="last", maintain_order=True)
