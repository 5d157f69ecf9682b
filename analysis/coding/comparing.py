"""Coders beside each other, and beside the tool."""

from __future__ import annotations

from itertools import combinations

import polars as pl

from analysis.coding import settling, store
from analysis.coding.schemes import Scheme
from analysis.errors import ParallaxError, nearest
from analysis.measures import agreement

TOOL = "the tool"


def compare(
    answers: pl.DataFrame,
    scheme: Scheme,
    labels: pl.DataFrame | None = None,
    *,
    draws: int = 1000,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure how far the coders agree with each other, and each with the tool.

    Reads the answers as `coding.read` gives them (each coder's last answer to a passage
    counts) and labels, passage and code, as `coding.tool_labels` gives them or from any
    measure of your own. The first row compares all coders, the next each pair where there
    are more than two, the last each coder with the tool: compared, then the columns of
    `agreement.alpha`. With the tool, alpha, low and high are null for a scheme whose coders
    see the tool's answer: its share is then how often the tool was found right.

    Raises ParallaxError for a code that the scheme does not have.

    >>> from analysis.coding import scheme
    >>> labels = pl.DataFrame({"passage": ["a:0-1"], "code": ["neu"]})
    >>> compare(store.read("nothing.csv"), scheme("tone"), labels).columns[:3]
    ['compared', 'coders', 'alpha']
    """
    given = settling.coders_only(store.current(answers.filter(scheme=scheme.name)))
    codes = given.select("passage", "coder", "code")
    for place, given in (("answers", codes), ("labels", labels)):
        odd = [] if given is None else given["code"].drop_nulls().to_list()
        strange = next((code for code in odd if code not in scheme.order), None)
        if strange is not None:
            problem = f"code '{strange}' is not in the scheme '{scheme.name}'"
            raise ParallaxError(f"table {place}", problem, nearest(strange, scheme.order))
    coders = codes["coder"].unique(maintain_order=True).to_list()
    sets = [("all coders", codes)] if len(coders) > 1 else []
    if len(coders) > 2:
        for pair in combinations(coders, 2):
            sets.append((" and ".join(pair), codes.filter(pl.col("coder").is_in(pair))))
    rows = [_row(name, found, scheme, draws, seed) for name, found in sets]
    if labels is not None:
        for coder in coders:
            mine = codes.filter(coder=coder)
            tool = labels.select("passage", pl.lit("").alias("coder"), "code")
            both = pl.concat([mine, tool.join(mine, on="passage", how="semi")])
            row = _row(f"{coder} and {TOOL}", both, scheme, draws, seed)
            rows.append(_share_only(row) if scheme.shown else row)
    none = _row("", codes.clear(), scheme, draws, seed).clear()
    return pl.concat([none, *rows])


def _row(name: str, codes: pl.DataFrame, scheme: Scheme, draws: int, seed: int) -> pl.DataFrame:
    """The agreement on one question, named."""
    found = agreement.alpha(codes, scale=scheme.scale, order=scheme.order, draws=draws, seed=seed)
    return found.select(pl.lit(name).alias("compared"), pl.all())


def _share_only(row: pl.DataFrame) -> pl.DataFrame:
    """A row without α, which asks for answers that were given independently."""
    none = pl.lit(None, pl.Float64)
    return row.with_columns(none.alias(key) for key in ("alpha", "low", "high"))
