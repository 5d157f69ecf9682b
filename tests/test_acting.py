"""Who is shown acting: counts that can be redone by hand, and silence where chance would do."""

from __future__ import annotations

import random

import polars as pl
import pytest

import analysis as an
from analysis.errors import ParallaxError
from analysis.measures.framing.acting import LEAST

ACTS = "Police arrested a man."
SUFFERS = "A man attacked police."


def rows_of(*outlets: tuple[str, int, int], **other: object) -> pl.DataFrame:
    """Rows of `framing.roles`: outlet, sentences as agent, sentences as patient."""
    rows = [
        {"outlet": outlet, "role": role, "passage": f"{outlet}:{number}-{number + 1}"}
        for outlet, acts, suffers in outlets
        for number, role in enumerate(["agent"] * acts + ["patient"] * suffers)
    ]
    stated = {"actor": "police", "kind": "body", "voice": "outlet", "negated": False}
    return pl.DataFrame(rows).with_columns(
        **{name: pl.lit(value) for name, value in (stated | {"speech": False} | other).items()}
    )


def test_shares_are_counts_of_sentences():
    rows = an.framing.acting(rows_of(("x", 8, 1), ("y", 2, 5)))
    assert rows.select("outlet", "acts", "n").rows() == [("x", 8, 9), ("y", 2, 7)]
    assert rows["value"].to_list() == [8 / 9, 2 / 7]
    assert rows["evidence"].list.len().to_list() == [9, 7]


def test_a_sentence_with_both_counts_once_as_acting():
    both = rows_of(("x", 1, 1)).with_columns(passage=pl.lit("x:0-9"))
    assert an.framing.acting(both).select("acts", "n").rows() == [(1, 1)]


@pytest.mark.parametrize("left_out", [{"speech": True}, {"negated": True}, {"kind": "headline"}])
def test_speech_denials_and_headlines_are_left_out(left_out):
    assert an.framing.acting(rows_of(("x", 8, 1), **left_out)).is_empty()


def test_what_is_too_small_or_all_alike_is_not_tested():
    few = an.framing.acting(rows_of(("x", LEAST - 1, 0), ("y", 0, 9)))
    alike = an.framing.acting(rows_of(("x", 9, 0), ("y", 9, 0)))
    assert few["p"].null_count() == alike["p"].null_count() == 2
    with pytest.raises(ParallaxError, match="speech"):
        an.framing.acting(rows_of(("x", 1, 1)).drop("speech"))


def test_shuffled_outlets_are_rarely_found():
    """Of 100 events where the outlet does not matter, about five may be flagged: not twelve."""
    shuffled = random.Random(3)
    flagged = 0
    for _ in range(100):
        parts = [
            rows_of(*((outlet, k := sum(shuffled.random() < 0.6 for _ in range(12)), 12 - k)
                      for outlet in "xyz")).with_columns(actor=pl.lit(actor))
            for actor in ("a", "b")
        ]  # fmt: skip
        found = an.framing.acting(pl.concat(parts), draws=199)
        flagged += found.filter(an.results.beyond_chance()).height > 0
    assert flagged <= 11
