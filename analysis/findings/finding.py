"""What a finding is, and the words that all findings are written with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

import polars as pl

from analysis import phrasing
from analysis.phrasing import listed

CENSUS, INFERENCE = "census", "inference"
_BIDI = dict.fromkeys(
    map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
)
LISTED = 0.28  # weight of what stands in the list only: below that of a headline,
SPARE = 0.31  # and of what is a headline only where there is room for it
_NAMED = 5  # places that a sentence spells out
INNER = str.maketrans('“”"„', "‘’’‚")  # quotation marks inside quotation marks
_VOICES = {
    "outlet": "in its own words",
    "quoted": "inside a quotation",
    "reported": "in reported speech",
}
_KINDS = {
    "headline": "in a headline",
    "subhead": "in a subhead",
    "caption": "in a caption",
    "promo": "in a promotional line",
    "byline": "in the byline",
    "dateline": "in the dateline",
    "signature": "in the signature",
    "footer": "in the footer",
}


@dataclass(frozen=True)
class Bar:
    """One outlet's share of a finding: a number, how it is written, the passages behind it."""

    name: str
    value: float
    shown: str
    evidence: list[str] = field(default_factory=list)
    marked: bool = False


@dataclass(frozen=True)
class Proof:
    """What `checking` looks for in the texts before a finding may be stated.

    ``verbatim``: words that must stand in the passages of the marked bars; ``speaker``: whose
    quotations those passages must be; ``silent``: outlets that must hold none of the words of
    ``never``; ``counted``: whether each bar's number is that of its passages.
    """

    verbatim: tuple[str, ...] = ()
    speaker: str | None = None
    silent: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    counted: bool = False


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One computed sentence with what it rests on.

    ``basis`` is census (a count of these texts) or inference (compared with what chance
    gives); ``stands`` says whether it may be stated as a difference, ``why`` what decided
    that. ``strength`` orders findings of one ``kind`` and means nothing across kinds.
    ``about`` is the outlet it is about, ``chart`` the chart that shows it among its like.
    ``weight`` orders findings of all kinds for the first screen, from 0 to 1: how much an editor
    would care. ``topic`` is what it is about beside outlets: a person, a statement. ``notes``
    tell of texts that are no plain news, ``proof`` what its words rest on. ``head`` stands for
    the sentence where the bars below it show each outlet's words; ``sampled`` says that its
    passages are examples of what a chart counts, not all that a mark counts.
    """

    kind: str
    basis: str
    stands: bool
    sentence: str
    number: str
    why: str
    strength: float = 0
    n: int = 0
    about: str = ""
    chart: str = ""
    bars: tuple[Bar, ...] = ()
    weight: float = 0
    topic: str = ""
    notes: tuple[str, ...] = ()
    proof: Proof = Proof()
    head: str = ""
    sampled: bool = False

    def _repr_html_(self) -> str:
        """The sentence, what decided it, and each outlet's share, as inert HTML."""
        rows = [(bar.name, bar.shown, len(bar.evidence)) for bar in self.bars]
        heads = ("outlet", "", "passages")
        shown = phrasing.html_table(heads, rows, "By outlet") if rows else ""
        return f"<p><strong>{escape(self.sentence)}</strong><br>{escape(self.why)}</p>{shown}"

    @property
    def evidence(self) -> list[str]:
        """The passages that the sentence itself speaks of, else all there are."""
        own = [passage for bar in self.bars if bar.marked for passage in bar.evidence]
        return own or [passage for bar in self.bars for passage in bar.evidence]


def absent(kind: str, sentence: str, why: str, basis: str = CENSUS, chart: str = "") -> Finding:
    """What was looked at and not found."""
    return Finding(
        kind=kind, basis=basis, stands=False, sentence=sentence, number="", why=why, chart=chart
    )


Values = dict[str, tuple[float, str, list[str]]]
"""Outlet → its number, how it is written, the passages behind it."""


NOT_SURE = "not sure"


def unsure(outlets: Iterable[str]) -> Values:
    """Bars of outlets of which it is not known whether they have it."""
    return {outlet: (0.0, NOT_SURE, []) for outlet in outlets}


def plain(text: str) -> str:
    """A name as one line, without characters that turn the direction of what follows."""
    return " ".join(text.translate(_BIDI).split())


def quoted(text: str, most: int = 96) -> str:
    """Words in quotation marks, cut between words where they are long; shouting is lowered.

    >>> quoted("SUMMIT ENDS"), quoted("F.B.I.")
    ('“summit ends”', '“F.B.I.”')
    """
    text = plain(text)
    if text.isupper() and len(text) > 4 and "." not in text:
        text = text.lower()
    if len(text) > most:
        text = text[:most].rpartition(" ")[0].rstrip(" ,;:") + " …"
    return f"“{text.translate(INNER)}”"


def p_value(p: float) -> str:
    """How probable by chance: three decimals, or that it is less."""
    return f"p {p:.3f}" if p >= 0.001 else "p < 0.001"


def times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def number_of(n: int, noun: str) -> str:
    """A number and its noun: "1 sentence", "1,020 words"."""
    return f"{n:,} {noun}{'s' * (n != 1)}"


def share(part: float, whole: float) -> str:
    """A part in per cent: "12 %"; less than half of one is not written as nothing."""
    if part and whole and part / whole < 0.005:
        return "under 1 %"
    return f"{100 * part / whole:.0f} %" if whole else "0 %"


def places(rows: pl.DataFrame) -> str:
    """Where words stand, most frequent first: "in its own words and in a headline"."""
    found: dict[str, int] = {}
    for voice, kind, n in rows.select("voice", "kind", "n").iter_rows():
        place = _VOICES[voice] if kind == "body" else _KINDS[kind]
        found[place] = found.get(place, 0) + n
    if len(found) == 1:
        return next(iter(found))
    ranked = sorted(found, key=lambda place: -found[place])
    return listed((f"{times(found[place])} {place}" for place in ranked), most=_NAMED)
