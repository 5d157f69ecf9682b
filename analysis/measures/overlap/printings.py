"""What each article prints of a statement, and which words two printings have in common."""

from __future__ import annotations

import re
import weakref
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl
from rapidfuzz.distance import Indel

from analysis.languages.folding import fold
from analysis.measures.overlap.clauses import FORMS
from analysis.measures.overlap.features import terms
from analysis.measures.overlap.marked import stretches
from analysis.measures.overlap.polarity import denied
from analysis.measures.overlap.statements import Statements

_WORD = re.compile(r"\w+(?:['’.,‐‑-]\w+)*")
_LINK = re.compile(r"https?://\S+|www\.\S+|pic\.twitter\.com/\S+|(?<!\w)@\w+")


@dataclass(frozen=True)
class Passage:
    """What one article prints of one statement: its words and where each stands."""

    article_id: str
    outlet: str
    form: str
    text: str  # of the whole article
    spans: list[tuple[int, int]]  # of the words
    clause: list[int]  # number of the clause each word stands in

    @cached_property
    def keys(self) -> list[str]:
        return [folded(self.text[a:b]) for a, b in self.spans]

    @cached_property
    def denied(self) -> bool:
        """Whether the article says that this was denied, or not said."""
        return bool(self.spans) and denied(self.text, self.spans[0][0], self.spans[-1][1])

    def within_marks(self) -> Passage:
        """The same with only those words of a partly quoted passage that stand in marks."""
        if self.form != "mixed" or not self.spans:
            return self
        start, end = self.spans[0][0], self.spans[-1][1]
        inside = [(start + a, start + b) for a, b in stretches(self.text[start:end])]
        kept = [
            i for i, (a, b) in enumerate(self.spans) if any(x <= a and b <= y for x, y in inside)
        ]
        if not kept:
            return self
        return replace(
            self, spans=[self.spans[i] for i in kept], clause=[self.clause[i] for i in kept]
        )

    @cached_property
    def words(self) -> list[str]:
        return terms(" ".join(self.text[a:b] for a, b in self.spans))


def folded(word: str) -> str:
    """Give what a word has in common with other ways to write it.

    >>> folded("U.S"), folded("café’s"), folded("NON‑STOP")
    ('us', "cafe's", 'non-stop')
    """
    word = fold(word).casefold()
    return word.replace(".", "") if re.fullmatch(r"\w(?:\.\w)+", word) else word


def quoted(base: Passage, other: Passage) -> tuple[Passage, Passage]:
    """Give what is compared of two passages: where both quote, the words in marks alone."""
    if "indirect" in (base.form, other.form):
        return base, other
    return base.within_marks(), other.within_marks()


_last: list[tuple[weakref.ref[Statements], dict[str, dict[str, Passage]]]] = []


def passages(result: Statements) -> dict[str, dict[str, Passage]]:
    """Give each statement's passages by article; those of the last Statements are kept.

    Where an article renders a statement more than once, the most literal quotation with
    the most words stands for it.
    """
    if not (_last and _last[0][0]() is result):
        _last[:] = [(weakref.ref(result), _passages(result))]
    return _last[0][1]


def _passages(result: Statements) -> dict[str, dict[str, Passage]]:
    outlets = dict(result.renderings.select("article_id", "outlet").unique().iter_rows())
    texts = dict(result.articles.select("article_id", "text").iter_rows())
    form = pl.col("form").replace_strict(FORMS, return_dtype=pl.Int64)
    size = (pl.col("end") - pl.col("start")).sum().over("statement_id", "quote_id")
    best = (
        result.clauses.with_row_index("_row")
        .with_columns(_form=form, _size=size)
        .sort("_form", -pl.col("_size"), "_row")
        .filter(pl.col("quote_id") == pl.col("quote_id").first().over("statement_id", "article_id"))
    )
    found: dict[str, dict[str, Passage]] = {}
    groups = best.sort("statement_id", "_row").group_by(
        "statement_id", "article_id", maintain_order=True
    )
    for (statement, article), rows in groups:
        text, spans, clause = texts[article], [], []
        for number, (start, end) in enumerate(rows.select("start", "end").iter_rows()):
            links = [match.span() for match in _LINK.finditer(text, start, end)]
            for match in _WORD.finditer(text, start, end):
                if any(a <= match.start() < b for a, b in links):
                    continue
                spans.append(match.span())
                clause.append(number)
        passage = Passage(article, outlets[article], rows["form"][0], text, spans, clause)
        found.setdefault(statement, {})[article] = passage
    return found


def align(base: Passage, other: Passage) -> list[tuple[str, int, int, int, int]]:
    """Align two passages word by word: (op, base from, to, other from, to), in order.

    The longest common subsequence is kept; between two kept stretches as many words on
    both sides are substitutions one by one, unequal numbers one substitution as a whole.
    """
    ops: list[tuple[str, int, int, int, int]] = []
    i = j = 0
    blocks = [
        (o.src_start, o.src_end, o.dest_start, o.dest_end)
        for o in Indel.opcodes(base.keys, other.keys)
        if o.tag == "equal"
    ]
    for start, end, start_other, end_other in [
        *blocks,
        (len(base.spans), len(base.spans), len(other.spans), len(other.spans)),
    ]:
        ops += _changed(i, start, j, start_other)
        ops += [
            ("equal", start + k, start + k + 1, start_other + k, start_other + k + 1)
            for k in range(end - start)
        ]
        i, j = end, end_other
    return ops


def _changed(i: int, i_end: int, j: int, j_end: int) -> list[tuple[str, int, int, int, int]]:
    before, after = i_end - i, j_end - j
    if not before and not after:
        return []
    if not after:
        return [("cut", i, i_end, j, j)]
    if not before:
        return [("added", i, i, j, j_end)]
    if before == after:
        return [("substituted", i + k, i + k + 1, j + k, j + k + 1) for k in range(before)]
    return [("substituted", i, i_end, j, j_end)]
