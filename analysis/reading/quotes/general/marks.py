"""Speech in marks or behind a dialogue dash, in any script: pairs, asides, paragraphs run over.

Pairing is `quotes.marks`; what other languages need is added here: gershayim are letters'
signs, a quotation may run over paragraphs that are not opened again, and the words of the
article may stand inside the marks («…, — сказал Адамс. — …»).
"""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.languages.grammar import Grammar
from analysis.reading.quotes.marks import _DOUBLE, Quoted, _Mark, _read, quoted
from analysis.reading.quotes.masking import Span

_GERSHAYIM = re.compile(r"(?<=[\u0590-\u05ff])[\"”“″'’](?=[\u0590-\u05ff])")
_ELIDED = re.compile(r"(?<=[A-Za-zÀ-ÿ])[’'](?=[«“\"])")
_DASH = "—–―‒"
# text — aside — text: the dash of an aside stands between spaces, or sticks to one side
_DASHED = re.compile(rf"(?:(?<=\s)|(?<=\S\s))[{_DASH}]\s?|(?<=\S)[{_DASH}]{{1,2}}(?=[\s.,;:!?]|$)")
_LONGEST_ASIDE, _MOST_PARAGRAPHS, _MOST_CHARACTERS = 110, 12, 2_400
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS_LINE = re.compile(rf"[{_DASH}]{{1,2}} ?(?=[^\W\d_]|[¿¡…])")
_COMMA_ASIDE = re.compile(r"([,!?…]) (?P<aside>[^,.!?…«»“”\"]{4,90}?)(?:, |\. ?$|[.]? ?$|\. )")


class Speech:
    """One quotation's pieces: words said, and the article's own words between them."""

    __slots__ = ("asides", "how", "outer", "parts")

    def __init__(self, outer: Span, parts: list[Span], asides: list[Span], how: str) -> None:
        self.outer, self.parts, self.asides, self.how = outer, parts, asides, how


def speech(text: str, grammar: Grammar | None) -> list[Speech]:
    """List all speech of one text, in order.

    >>> [[tuple(part) for part in s.parts] for s in speech("«Un, dos», dijo.", None)]
    [[(1, 8)]]
    """
    hidden = _evened(_GERSHAYIM.sub("׳", text))
    if grammar and grammar.code in ("fr", "it"):
        hidden = _ELIDED.sub(" ", hidden)  # "d’« urgent »"
    marked = [q for q in _joined(hidden, quoted(hidden)) if text[q.start : q.end].strip()]
    found = [_with_asides(text, q, grammar) for q in marked]
    if grammar and grammar.dialogue:
        lines = {q.line_start for q in marked}
        found += [s for s in _dialogue(text, grammar) if s.outer.start not in lines]
    return sorted(found, key=lambda s: s.outer.start)


def _evened(text: str) -> str:
    """The text with its marks as English has them, letter for letter: „…“ and »…« close so."""
    if "„" in text:
        text = "\n".join(
            line.replace("“", "”") if "„" in line or "“" not in line else _closing(line)
            for line in text.split("\n")
        )
    first, last = text.find("»"), text.find("«")
    if first >= 0 and (last < 0 or first < last) and not text[first + 1 : first + 2].isspace():
        text = text.translate(_SWAPPED)
    return text


_SWAPPED = {ord("»"): "«", ord("«"): "»"}


def _closing(line: str) -> str:
    """A line of a text with „…“: its “ closes what an earlier line opened."""
    return line.replace("“", "”") if line.count("“") > line.count("”") else line


def _joined(text: str, marked: list[Quoted]) -> list[Quoted]:
    """Put together what opens in one paragraph and closes in a later one, with no mark between."""
    found: list[Quoted] = []
    for q in marked:
        if found and q.start < found[-1].end:
            continue
        if q.how in ("unclosed", "running") and (closer := _closer(text, q)):
            q = q._replace(end=closer.start, outer_end=closer.end, how="paragraphs")
        found.append(q)
    return found


def _closer(text: str, q: Quoted) -> _Mark | None:
    """The mark in a later paragraph that closes a quotation, if it is the first one there."""
    if q.outer_end < q.line_end:
        return None
    position = q.line_end
    for _ in range(_MOST_PARAGRAPHS):
        start = position + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if start >= len(text) or end - q.start > _MOST_CHARACTERS:
            return None
        for mark in _DOUBLE.finditer(text, start, end):
            read = _read(text, mark, start, end)
            if read.role == "open" or mark.start() == start:
                return None
            return read
        position = end
    return None


def _with_asides(text: str, q: Quoted, grammar: Grammar | None) -> Speech:
    outer = Span(q.outer_start, q.outer_end)
    if grammar is None:
        return Speech(outer, [Span(q.start, q.end)], [], q.how)
    asides = _asides(text, q.start, q.end, grammar)
    if not asides and grammar.code == "fr":
        asides = _comma_asides(text, q.start, q.end, grammar)
    return Speech(outer, _between(text, q.start, q.end, asides), asides, q.how)


def _between(text: str, start: int, end: int, asides: list[Span]) -> list[Span]:
    edges = [start, *(place for aside in asides for place in aside), end]
    pieces = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    led = [re.compile(r"[\s.,;:]*").match(text, *p) if n else None for n, p in enumerate(pieces)]
    pieces = [Span(m.end(), p.end) if m else p for p, m in zip(pieces, led, strict=True)]
    kept = [p for p in pieces if _WORD.search(text, *p)]
    return kept or [Span(start, end)]


def _asides(text: str, start: int, end: int, grammar: Grammar) -> list[Span]:
    """The article's words between dashes: a reporting verb is among their first three."""
    dashes = list(_DASHED.finditer(text, start, end))
    found: list[Span] = []
    for first, last in pairwise([*dashes, None]):
        if first is None or (found and first.start() < found[-1].end):
            continue
        stop = last.start() if last else end
        line = text.find("\n", first.end(), stop)
        stop = line if line >= 0 else stop
        if stop - first.end() <= _LONGEST_ASIDE and _says(text[first.end() : stop], grammar, 3):
            after = last.end() if last and stop == last.start() else stop
            found.append(Span(first.start(), after))
    return found


def _comma_asides(text: str, start: int, end: int, grammar: Grammar) -> list[Span]:
    """« …, a-t-il dit, … »"""
    return [
        Span(match.start(1) + 1, match.end())
        for match in _COMMA_ASIDE.finditer(text, start, end)
        if re.search(r"-(?:t-)?(?:il|elle|ils|elles)\b", match["aside"])
        and _says(match["aside"], grammar, 5)
    ]


def _says(words: str, grammar: Grammar, within: int) -> bool:
    """Whether one of the first words is a reporting verb."""
    heads = [m[0].lower() for m in _WORD.finditer(words)][:within]
    plain = [part for head in heads for part in (head, head.split("-")[0])]
    return any(head in grammar.verbs for head in plain)


def _dialogue(text: str, grammar: Grammar) -> list[Speech]:
    """Paragraphs that a dash opens: speech where an aside reports it, or a neighbour is such."""
    lines: list[tuple[int, int, list[Span]]] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if opened := _OPENS_LINE.match(text, position, end):
            asides = _asides(text, opened.end(), end, grammar)
            lines.append((opened.end(), end, asides))
        position = end + 1
    said = [bool(asides) for *_, asides in lines]
    found = []
    for n, (start, end, asides) in enumerate(lines):
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(lines) and said[m]]
        near = any(_adjacent(text, lines[m], (start, end)) for m in beside)
        if said[n] or near:
            outer = Span(text.rfind("\n", 0, start) + 1, end)
            found.append(Speech(outer, _between(text, start, end, asides), asides, "dash"))
    return found


def _adjacent(text: str, one: tuple[int, int, list[Span]], other: tuple[int, int]) -> bool:
    low, high = min(one[1], other[1]), max(one[0], other[0])
    return not text[low:high].strip(f" \n\r{_DASH}")
