"""One statement's renderings side by side: word diff, relation to a base, divergence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, zip_longest

import polars as pl
from rapidfuzz.distance import Indel

from analysis.errors import ParallaxError, nearest
from analysis.languages import detection
from analysis.measures.overlap.features import numbers
from analysis.measures.overlap.polarity import opposed
from analysis.measures.overlap.printings import Passage, align, passages, quoted
from analysis.measures.overlap.statements import Statements
from analysis.measures.uncertainty import resample_interval
from analysis.results import DIVERGENCE, RELATIONS, WORDING

_LEAST_KEPT = 0.5  # a rendering that keeps less than half its words is a paraphrase


def wording(result: Statements, statement_id: str, *, base: str) -> pl.DataFrame:
    """Compare every rendering of one statement with the base's, word by word.

    One row of the result is one stretch of one article's rendering, in order (``step``):
    ``equal``, ``cut`` (only the base has it), ``added`` (only this article has it),
    ``translated`` (the base is in another language: both stand whole),
    ``substituted`` (holy → sacred), ``case`` or ``punctuation`` (the same words, written
    otherwise). ``base_words`` is the base article's text[base_start:base_end] and
    ``words`` this article's text[start:end]; null on the side that has none. ``base`` and
    ``base_outlet`` name the base. Where both quote, only the words in marks are compared;
    links and names of accounts are passed over. ``base`` is an outlet or an article id. No
    other article renders it: no rows.

    Raises ParallaxError where the statement is unknown or the base does not render it.

    >>> from analysis.measures import overlap
    >>> articles = pl.DataFrame({"article_id": ["efe", "bz"], "text": [
    ...     "“We began a holy struggle to win it”", "“We began a sacred struggle to win it”"]})
    >>> quotes = pl.DataFrame({"quote_id": ["efe:1", "bz:1"], "part": [0, 0],
    ...     "article_id": ["efe", "bz"], "start": [1, 1], "end": [35, 37],
    ...     "form": ["direct"] * 2, "actor": ["kim"] * 2})
    >>> result = overlap.statements(quotes, articles)
    >>> wording(result, "s01", base="efe").filter(op="substituted").select(
    ...     "op", "base_words", "words").rows()
    [('substituted', 'holy', 'sacred')]
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
    spoken = _spoken(result)
    for article in renderings.values():
        if article is not origin:
            alike = spoken[article.article_id] == spoken[origin.article_id]
            rows += (_rows if alike else _whole)(statement_id, origin, article)
    return pl.DataFrame(rows, schema=WORDING.schema, orient="row")


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
    base, other = quoted(base, other)
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
        runs += _stretches(op, base, i, i_end, other, j, j_end)
    key, origin = (statement_id, other.article_id, other.outlet), (base.article_id, base.outlet)
    return [
        (*key, step, op, *_shown(base, a, other, b), *origin)
        for step, (op, a, b) in enumerate(runs)
    ]


def _whole(statement_id: str, base: Passage, other: Passage) -> list[tuple]:
    """Two languages: both renderings side by side, no word compared."""
    spans = [(p.spans[0][0], p.spans[-1][1]) if p.spans else None for p in (base, other)]
    key, origin = (statement_id, other.article_id, other.outlet), (base.article_id, base.outlet)
    return [(*key, 0, "translated", *_shown(base, spans[0], other, spans[1]), *origin)]


def _spoken(result: Statements) -> dict[str, str]:
    return detection.languages(result.articles)


def _together(passage: Passage, i: int) -> bool:
    return passage.clause[i - 1] == passage.clause[i]


def _gap(passage: Passage, i: int) -> tuple[int, int]:
    """The span of the punctuation before word i (of the bare space, where there is none)."""
    return passage.spans[i - 1][1], passage.spans[i][0]


def _mark(passage: Passage, gap: tuple[int, int]) -> str:
    return re.sub(r"\s+", "", passage.text[slice(*gap)]).translate(str.maketrans("“”’‘", "\"\"''"))


def _stretches(
    op: str, base: Passage, i: int, i_end: int, other: Passage, j: int, j_end: int
) -> Iterator[list]:
    """Spans of the words i…i_end and j…j_end, broken where a clause ends.

    A stretch that has no counterpart is not substituted, but cut or added.
    """
    left, right = _broken(base, i, i_end), _broken(other, j, j_end)
    for a, b in zip_longest(left, right):
        yield ["cut" if b is None else "added" if a is None else op, a, b]


def _broken(passage: Passage, i: int, i_end: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for k in range(i, i_end):
        start, end = passage.spans[k]
        if spans and _together(passage, k):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _shown(
    base: Passage, a: tuple[int, int] | None, other: Passage, b: tuple[int, int] | None
) -> tuple:
    """The words of both sides' spans and the spans; null on a side that has none."""
    base_words = base.text[slice(*a)] if a else None
    words = other.text[slice(*b)] if b else None
    return base_words, words, *(a or (None, None)), *(b or (None, None))


def relations(result: Statements, *, base: str | None = None) -> pl.DataFrame:
    """Say how each rendering relates to the base: verbatim, trimmed, altered, paraphrase.

    distance = 1 − 2·kept / (words of the base + words here), from 0 (the same words) to 1
    (none kept), case and punctuation aside. verbatim: nothing changed; trimmed: words were
    only cut; paraphrase: fewer than half the words of the shorter side are kept, or indirect
    speech that does more than cut; altered: the rest. ``number_changed``: each side has a
    number that the other lacks; ``negation_changed``: only one side is negated, has
    a word's opposite (safe, unsafe), or is said to have been denied or not said; such a
    rendering is never verbatim or trimmed. Where both quote, only the words in marks are
    compared. A rendering in another language than the base has no row. One row of
    the result is one rendering, the base's own included. ``base`` is an outlet or an article
    id; a statement that it does not render is left out. Without one, each statement's most
    central wording is the base. kept, cut, added and substituted count words (substituted
    those of this rendering).

    >>> from analysis.measures import overlap
    >>> articles = pl.DataFrame({"article_id": ["efe", "bz"], "text": [
    ...     "“We began a holy struggle to win it”", "“We began a sacred struggle to win it”"]})
    >>> quotes = pl.DataFrame({"quote_id": ["efe:1", "bz:1"], "part": [0, 0],
    ...     "article_id": ["efe", "bz"], "start": [1, 1], "end": [35, 37],
    ...     "form": ["direct"] * 2, "actor": ["kim"] * 2})
    >>> result = overlap.statements(quotes, articles)
    >>> relations(result, base="efe").select("outlet", "relation", "substituted").rows()
    [('efe', 'verbatim', 0), ('bz', 'altered', 1)]
    """
    rows = []
    wordings = dict(result.statements.select("statement_id", "wording").iter_rows())
    spoken = _spoken(result)
    for statement, renderings in passages(result).items():
        origin = _origin(wordings.get(statement, ""), statement, renderings, base)
        if origin is not None:
            same = spoken[origin.article_id]
            alike = [p for p in renderings.values() if spoken[p.article_id] == same]
            rows += [_relation(statement, origin, other) for other in alike]
    return pl.DataFrame(rows, schema=RELATIONS.schema, orient="row").sort(
        "statement_id", maintain_order=True
    )


def _origin(
    central: str, statement: str, renderings: dict[str, Passage], base: str | None
) -> Passage | None:
    if base is not None:
        try:
            return _base(renderings, base, statement)
        except ParallaxError:
            return None
    for passage in renderings.values():
        if not passage.spans:
            continue  # a link, a row of dots: no words
        first, last = passage.spans[0][0], passage.spans[-1][1]
        if central in passage.text[first : last + 1]:
            return passage
    return next(iter(renderings.values()))


def _relation(statement: str, base: Passage, other: Passage) -> tuple:
    denied = base.denied != other.denied
    base, other = quoted(base, other)
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
    negation = opposed(base.words, other.words) != denied
    if (denied or negation) and relation in ("verbatim", "trimmed"):
        relation = "altered"
    return (
        statement,
        other.article_id,
        other.outlet,
        base.article_id,
        relation,
        distance,
        *counts.values(),
        bool(here - there and there - here),
        negation,
    )


def divergence(result: Statements, *, seed: int = 0) -> pl.DataFrame:
    """Measure how far two outlets' wordings of the same statements lie apart.

    value = mean over the statements that both surely render of distance(a, b), distance as in
    ``relations``: 0 the same words, 1 none in common. low and high are the 95 % percentile
    interval over resamples of the statements; null below two. One row of the result is one
    pair of outlets with [outlet_a, outlet_b, value, low, high, n, statement_ids], in the
    order of the articles; value is null where they share no statement (n = 0). Reprints do
    not count.

    >>> from analysis.measures import overlap
    >>> articles = pl.DataFrame({"article_id": ["efe", "bz"], "text": [
    ...     "“We began a holy struggle to win it”", "“We began a sacred struggle to win it”"]})
    >>> quotes = pl.DataFrame({"quote_id": ["efe:1", "bz:1"], "part": [0, 0],
    ...     "article_id": ["efe", "bz"], "start": [1, 1], "end": [35, 37],
    ...     "form": ["direct"] * 2, "actor": ["kim"] * 2})
    >>> result = overlap.statements(quotes, articles)
    >>> divergence(result).select("outlet_a", "outlet_b", "value", "n").rows()
    [('efe', 'bz', 0.125, 1)]
    """
    outlets = result.renderings["outlet"].unique(maintain_order=True).to_list()
    place = {outlet: i for i, outlet in enumerate(outlets)}
    copies = set(result.reprints["article_id"])
    sure = set(result.renderings.filter("sure").select("statement_id", "article_id").iter_rows())
    spoken = _spoken(result)
    found: dict[tuple[str, str], dict[str, list[float]]] = {p: {} for p in combinations(outlets, 2)}
    for statement, renderings in passages(result).items():
        kept = [
            p
            for article, p in renderings.items()
            if article not in copies and (statement, article) in sure
        ]
        for a, b in combinations(sorted(kept, key=lambda p: place[p.outlet]), 2):
            if a.outlet != b.outlet and spoken[a.article_id] == spoken[b.article_id]:
                distance = Indel.normalized_distance(*(side.keys for side in quoted(a, b)))
                found[a.outlet, b.outlet].setdefault(statement, []).append(distance)
    rows = []
    for pair, by_statement in found.items():
        value, low, high, n = None, None, None, 0
        if by_statement:
            means = [sum(v) / len(v) for v in by_statement.values()]
            _, value, low, high, n = resample_interval(means, [0] * len(means), seed=seed).row(0)
        rows.append((*pair, value, low, high, n, sorted(by_statement)))
    return pl.DataFrame(rows, schema=DIVERGENCE.schema, orient="row")
