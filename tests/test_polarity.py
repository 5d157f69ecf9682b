"""A denial, a silence or an opposite is the same subject, never the same statement or claim."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.findings.event import Event
from analysis.findings.wordings import wordings
from analysis.measures.overlap.polarity import denied, opposed, reverses

TOOK = "she had taken the money from the harbour fund"
TOLD = f"Mayor Nora Quill said {TOOK}."
SAFE = "“The bridge is safe for heavy lorries,” Mayor Nora Quill said."


def corpus(*texts: str) -> an.Corpus:
    names = ["one", "other"]
    rest = " The old town hall of Eastwick was full on Monday."
    rows = {"article_id": names, "outlet": names, "text": [text + rest for text in texts]}
    return an.read(pl.DataFrame(rows))


@pytest.mark.parametrize(
    ("base", "other"),
    [
        (TOLD, f"Mayor Nora Quill flatly denied on Monday that {TOOK}."),
        (TOLD, f"Mayor Nora Quill dismissed claims that {TOOK}."),
        (TOLD, f"Asked whether {TOOK}, Mayor Nora Quill said no."),
        (TOLD, f"Mayor Nora Quill did not say whether {TOOK}."),
        (SAFE, "Mayor Nora Quill denied having said “the bridge is safe for heavy lorries”."),
        (SAFE, "“The bridge is safe for heavy lorries,” Nora Quill is not known to have said."),
        (SAFE, "“The bridge is unsafe for heavy lorries,” Mayor Nora Quill said."),
        (SAFE, "“The bridge is no longer safe for heavy lorries,” Mayor Nora Quill said."),
        (SAFE, "“The bridge is far from safe for heavy lorries,” Mayor Nora Quill said."),
        (SAFE, "“The bridge is dangerous for heavy lorries,” Mayor Nora Quill said."),
    ],
)  # fmt: skip
def test_an_opposite_is_never_verbatim_nor_the_same_claim_nor_unchanged(base, other):
    read = corpus(base, other)
    for row in an.overlap.relations(read.aligned, base="one").rows(named=True)[1:]:
        assert row["negation_changed"] and row["relation"] in ("altered", "paraphrase")
    cells = an.claims.map(read).filter(~pl.col("wording").str.contains("town hall"))
    assert cells["n_outlets"].to_list() == [1] * len(cells)
    assert "carried" not in cells.filter(pl.col("told") < 1.0)["treatment"].to_list()
    told = " ".join(finding.why for finding in wordings(Event(read)))
    assert "In no statement" not in told


@pytest.mark.parametrize(
    "text",
    [
        "Quill denied the charge and said she would go on.",
        "Quill, who denied wrongdoing, said she would go on.",
        "Asked whether she would go on, Quill said yes.",
        "Quill did not smile. She said she would go on.",
    ],
)
def test_what_is_denied_beside_a_statement_denies_it_not(text):
    start = text.index("she would")
    assert not denied(text, start, start + len("she would go on"))


def test_a_verb_after_the_words_may_deny_them():
    said = "“I will go,” Quill {}"
    assert denied(said.format("never said."), 1, 10)
    assert denied("“I will go”, a claim that Quill denies.", 1, 10)
    assert not denied(said.format("said, denying that she stole."), 1, 10)


def test_an_opposite_tells_only_beside_the_same_word():
    approved, rejected = (f"they have {what} the plan".split() for what in ("approved", "rejected"))
    assert opposed(approved, rejected)
    assert not opposed(approved, "it was rejected by them".split())  # noqa: SIM905
    assert not reverses("The plan was approved", "Nobody came to the fair in spring")
