"""One statement's renderings side by side: word diff, relation to a base, divergence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from rapidfuzz.distance import Indel

from analysis.errors import ParallaxError, nearest
from analysis.measures.similarity import negated, numbers, terms

if TYPE_CHECKING:
    from analysis.measures.overlap import Statements

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_LEAST_KEPT = 0.5  # a rendering that keeps less than half its words is a paraphrase
_FORMS = {"direct": 0, "mixed": 1, "indirect": 2}
_RESAMPLES = 2000

WORDING = {
    "statement_id": pl.String,
    "article_id": pl.String,
    "outlet": pl.String,
    "step": pl.Int64,
    "op": pl.String,
    "base_words": pl.String,
    "words": pl.String,
    "base_start": pl.Int64,
    "base_end": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
}
RELATIONS = {
    "statement_id": pl.String,
    "article_id": pl.String,
    "outlet": pl.String,
    "base": pl.String,
    "relation": pl.String,
    "distance": pl.Float64,
    "kept": pl.Int64,
    "cut": pl.Int64,
    "added": pl.Int64,
    "substituted": pl.Int64,
    "number_changed": pl.Boolean,
    "negation_changed": pl.Boolean,
}


@dataclass(frozen=True)
class Passage:
    """What one article prints of one statement: its words and where each stands."""

    article_id: str
    outlet: str
    form: str
    text: str  # of the whole article
    spans: list[tuple[int, int]]  # of the words
    clause: list[int]  # number of the clause each word stands in

    @property
    def keys(self) -> list[str]:
        return [self.text[a:b].casefold().replace("’", "'") for a, b in self.spans]

    @property
    def words(self) -> list[str]:
        return terms(" ".join(self.text[a:b] for a, b in self.spans))


def passages(result: Statements) -> dict[str, dict[str, Passage]]:
    """Give each statement's passages by article.

    Where an article renders a statement more than once, the most literal quotation with
    the most words stands for it.
    """
    outlets = dict(result.renderings.select("article_id", "outlet").unique().iter_rows())
    texts = dict(result.articles.select("article_id", "text").iter_rows())
    form = pl.col("form").replace_strict(_FORMS, return_dtype=pl.Int64)
    size = (pl.col("end") - pl.col("start")).sum().over("statement_id", "quote_id")
    best = (
        result.clauses.with_columns(_form=form, _size=size)
        .sort("_form", -pl.col("_size"), "article_id", "start")
        .filter(pl.col("quote_id") == pl.col("quote_id").first().over("statement_id", "article_id"))
    )
    found: dict[str, dict[str, Passage]] = {}
    groups = best.sort("statement_id", "start").group_by(
        "statement_id", "article_id", maintain_order=True
    )
    for (statement, article), rows in groups:
        text, spans, clause = texts[article], [], []
        for number, (start, end) in enumerate(rows.select("start", "end").iter_rows()):
            for match in _WORD.finditer(text, start, end):
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


def wording(result: Statements, statement_id: str, *, base: str) -> pl.DataFrame:
    """Compare every rendering of one statement with the base's, word by word.

    One row of the result is one stretch of one article's rendering, in order (``step``):
    ``equal``, ``cut`` (only the base has it), ``added`` (only this article has it),
    ``substituted`` (holy → sacred), ``case`` or ``punctuation`` (the same words, written
    otherwise). ``base_words`` is the base article's text[base_start:base_end] and
    ``words`` this article's text[start:end]; null on the side that has none. ``base`` is
    an outlet or an article id. No other article renders it: no rows.

    Raises ParallaxError where the statement is unknown or the base does not render it.
    """
    renderings = passages(result).get(statement_id)
    if renderings is None:
        known = result.statements["statement_id"].to_list()
        raise ParallaxError(
            f"statement '{statement_id}'",
            "there is no such statement",
            nearest(statement_id, known),
        )
    origin = _base(renderings, base, statement_id)
    rows = []
    for article in renderings.values():
        if article is not origin:
            rows += _rows(statement_id, origin, article)
    return pl.DataFrame(rows, schema=WORDING, orient="row")


def _base(renderings: dict[str, Passage], base: str, statement_id: str) -> Passage:
    if base in renderings:
        return renderings[base]
    for passage in renderings.values():
        if passage.outlet == base:
            return passage
    there = sorted({passage.outlet for passage in renderings.values()})
    raise ParallaxError(
        f"statement {statement_id}, base '{base}'",
        "this outlet does not render the statement",
        "choose one that does: " + ", ".join(there),
    )


def _rows(statement_id: str, base: Passage, other: Passage) -> list[tuple]:
    """Join aligned words into stretches that the articles' texts show as they are."""
    runs: list[list] = []
    last = None  # (base word, other word) when the word before was kept
    for op, i, i_end, j, j_end in align(base, other):
        if op == "equal":
            if base.text[slice(*base.spans[i])] != other.text[slice(*other.spans[j])]:
                op = "case"
            if last == (i - 1, j - 1) and _together(base, i) and _together(other, j):
                gaps = _gap(base, i), _gap(other, j)
                if _mark(base, gaps[0]) != _mark(other, gaps[1]):
                    runs.append(["punctuation", *gaps])
                elif op == "equal" and runs[-1][0] == "equal":
                    runs[-1][1:] = [
                        (runs[-1][1][0], base.spans[i][1]),
                        (runs[-1][2][0], other.spans[j][1]),
                    ]
                    last = (i, j)
                    continue
            last = (i, j)
        else:
            last = None
        runs += [[op, *spans] for spans in _stretches(base, i, i_end, other, j, j_end)]
    return [
        (statement_id, other.article_id, other.outlet, step, op, *_shown(base, a, other, b))
        for step, (op, a, b) in enumerate(runs)
    ]


def _together(passage: Passage, i: int) -> bool:
    return passage.clause[i - 1] == passage.clause[i]


def _gap(passage: Passage, i: int) -> tuple[int, int]:
    """The span of the punctuation before word i (of the bare space, where there is none)."""
    return passage.spans[i - 1][1], passage.spans[i][0]


def _mark(passage: Passage, gap: tuple[int, int]) -> str:
    return re.sub(r"\s+", "", passage.text[slice(*gap)]).translate(str.maketrans("“”’‘", "\"\"''"))


def _stretches(base: Passage, i: int, i_end: int, other: Passage, j: int, j_end: int):
    """Spans of the words i…i_end and j…j_end, broken where a clause ends."""
    left, right = _broken(base, i, i_end), _broken(other, j, j_end)
    for k in range(max(len(left), len(right))):
        yield (left[k] if k < len(left) else None), (right[k] if k < len(right) else None)


def _broken(passage: Passage, i: int, i_end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for k in range(i, i_end):
        start, end = passage.spans[k]
        if spans and _together(passage, k):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _shown(base: Passage, a, other: Passage, b) -> tuple:
    base_words = base.text[slice(*a)] if a else None
    words = other.text[slice(*b)] if b else None
    return base_words, words, *(a or (None, None)), *(b or (None, None))


def relations(result: Statements, *, base: str | None = None) -> pl.DataFrame:
    """Say how each rendering relates to the base: verbatim, trimmed, altered, paraphrase.

    distance = 1 − 2·kept / (words of the base + words here), from 0 (the same words) to 1
    (none kept), case and punctuation aside. verbatim: nothing changed; trimmed: words were
    only cut; paraphrase: fewer than half the words of the shorter side are kept, or indirect
    speech that does more than cut; altered: the rest. ``number_changed``: each side has a
    number that the other lacks; ``negation_changed``: only one side is negated. One row of
    the result is one rendering, the base's own included. ``base`` is an outlet or an article
    id; a statement that it does not render is left out. Without one, each statement's most
    central wording is the base. kept, cut, added and substituted count words (substituted
    those of this rendering).
    """
    rows = []
    for statement, renderings in passages(result).items():
        origin = _origin(result, statement, renderings, base)
        if origin is not None:
            rows += [_relation(statement, origin, other) for other in renderings.values()]
    return pl.DataFrame(rows, schema=RELATIONS, orient="row").sort(
        "statement_id", maintain_order=True
    )


def _origin(result, statement, renderings, base) -> Passage | None:
    if base is not None:
        try:
            return _base(renderings, base, statement)
        except ParallaxError:
            return None
    central = result.statements.row(by_predicate=pl.col("statement_id") == statement, named=True)
    for passage in renderings.values():
        first, last = passage.spans[0][0], passage.spans[-1][1]
        if central["wording"] in passage.text[first : last + 1]:
            return passage
    return next(iter(renderings.values()))


def _relation(statement: str, base: Passage, other: Passage) -> tuple:
    counts: dict[str, int] = dict.fromkeys(("equal", "cut", "added", "substituted"), 0)
    for op, i, i_end, j, j_end in align(base, other):
        counts[op] += i_end - i if op == "cut" else j_end - j
    distance = 1 - 2 * counts["equal"] / max(len(base.spans) + len(other.spans), 1)
    least = min(len(base.spans), len(other.spans))
    new = counts["added"] + counts["substituted"]
    if not new:
        relation = "trimmed" if counts["cut"] else "verbatim"
    elif other.form == "indirect" or counts["equal"] < _LEAST_KEPT * least:
        relation = "paraphrase"
    else:
        relation = "altered"
    here, there = numbers(other.words), numbers(base.words)
    return (
        statement,
        other.article_id,
        other.outlet,
        base.article_id,
        relation,
        distance,
        *counts.values(),
        bool(here - there and there - here),
        negated(other.words) != negated(base.words),
    )


def divergence(result: Statements, *, seed: int = 0) -> pl.DataFrame:
    """Measure how far two outlets' wordings of the same statements lie apart.

    value = mean over the statements that both render of distance(a, b), distance as in
    ``relations``: 0 the same words, 1 none in common. low and high are the 95 % percentile
    interval over 2,000 resamples of the statements; null below two statements. One row of
    the result is one pair of outlets with [outlet_a, outlet_b, value, low, high, n,
    statement_ids]; value is null where they share no statement (n = 0).
    """
    found: dict[tuple[str, str], dict[str, list[float]]] = {
        pair: {}
        for pair in combinations(result.renderings["outlet"].unique(maintain_order=True), 2)
    }
    place = {
        outlet: i
        for i, outlet in enumerate(result.renderings["outlet"].unique(maintain_order=True))
    }
    copies = set(result.reprints["article_id"])
    for statement, renderings in passages(result).items():
        kept = [p for p in renderings.values() if p.article_id not in copies]
        for a, b in combinations(kept, 2):
            if a.outlet != b.outlet:
                first_b = place[b.outlet] < place[a.outlet]
                pair = (b.outlet, a.outlet) if first_b else (a.outlet, b.outlet)
                distance = Indel.normalized_distance(a.keys, b.keys)
                found[pair].setdefault(statement, []).append(distance)
    rng = np.random.default_rng(seed)
    rows = [
        (*pair, *_mean(list(map(np.mean, by.values())), rng), sorted(by))
        for pair, by in found.items()
    ]
    schema = {
        "outlet_a": pl.String,
        "outlet_b": pl.String,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "n": pl.Int64,
        "statement_ids": pl.List(pl.String),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _mean(values: list, rng: np.random.Generator) -> tuple:
    """The mean, its percentile interval and the number of values."""
    if len(values) < 2:
        return (float(values[0]) if values else None), None, None, len(values)
    means = rng.choice(values, (_RESAMPLES, len(values))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(np.mean(values)), float(low), float(high), len(values)
