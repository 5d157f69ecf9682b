"""What each outlet prints inside quotation marks, and how much of a wording it has there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import takewhile
from typing import Any

import polars as pl
from rapidfuzz import fuzz

from analysis import languages, tables
from analysis.findings.event import Event, letters, runs
from analysis.findings.finding import plain
from analysis.findings.nouns import rarity
from analysis.findings.phrases import is_predicate

_LEAST = 3  # words with content in a row, no names, from which an outlet quotes a part
_LONG = 6  # letters of a word, of which two in a row are enough
_SCRAP, _RARE = 3, 8.0  # words by themselves, and −ln of the rarest one's share of all print
MORE = "…"  # stands for parts that cannot be told as one
_JOINING = re.compile(r"(?:that|which|who|whom|whose|and|but|or|because)\b")
_NEARLY = 82  # of 100, from which two wordings are one, but for a word
_BESIDE = 3  # characters beside a wording that show whether its sentence goes on there
_GOES_ON, _COMES_FROM = re.compile(r"[^.!?”\"’\w]*\w"), re.compile(r"[\w,;] *$")
_BUT = re.compile(r"[\s,;.!?…—–-]{1,3}[Bb]ut\b")
_EDGES = " ,.;:!?\"“”'‘’"


def quoting(event: Event, words: str) -> Iterator[dict[str, Any]]:
    """The rows of the quotes table that hold some words, given as they are compared."""
    for row, held in event.once(_compared):
        if f" {words} " in held:
            yield row


def _compared(event: Event) -> list[tuple[dict[str, Any], str]]:
    """Each row of the quotes table, with its words as they are compared."""
    return [
        (row, f" {letters(event.texts[row['article_id']][row['start'] : row['end']])} ")
        for row in event.corpus.quotes.iter_rows(named=True)
    ]


class Marks:
    """What each outlet prints inside quotation marks."""

    def __init__(self, event: Event) -> None:
        self._event = event

    @cached_property
    def _quoted(self) -> dict[str, str]:
        """Outlet → the words of all its quotations, a line each; the parts of one run on."""
        found: dict[str, list[str]] = {outlet: [] for outlet in self._event.outlets}
        rows = self._event.corpus.quotes.filter(pl.col("form").is_in(["direct", "mixed", "scare"]))
        columns = ("quote_id", "article_id", "start", "end")
        before = ""
        for quote, article, start, end in rows.sort("quote_id", "part").select(columns).iter_rows():
            words = letters(self._event.texts[article][start:end])
            found[self._event.owners[article]].append(words if quote == before else f"\n {words}")
            before = quote
        return {outlet: f"{' '.join(quotes)} \n" for outlet, quotes in found.items()}

    def hold(self, outlet: str, wording: str) -> bool:
        """Whether one of the outlet's quotations holds the whole wording."""
        return f" {letters(wording)} " in self._quoted[outlet]

    def part(self, outlet: str, wording: str) -> str:
        """The longest run of the wording's words that one of its quotations holds, as printed.

        `MORE` where the outlet quotes another part of the wording besides, or the run goes on in
        other words: another translation or transcript.
        """
        printed = re.findall(r"\S+", wording)
        words = [letters(word) for word in printed]
        function, quoted, best = languages.read().function_words, self._quoted[outlet], (0, 0)
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                run = " ".join(filter(None, words[first:last]))
                if run and f" {run} " not in quoted:
                    break  # nor is a longer one
                if run and last - first > best[1] - best[0]:
                    best = (first, last)
        telling = [
            word
            for word in printed[slice(*best)]
            if word[0].islower() and letters(word) not in function
        ]
        rare = sum(len(word) >= _LONG for word in telling)
        run = " ".join(filter(None, words[slice(*best)]))
        alone = len(telling) > 1 and f"\n {run} \n" in quoted  # all that stands in the marks
        if len(telling) < _LEAST and rare < 2 and not alone:
            return ""
        sides = (words[: best[0]], words[best[1] :])
        rest = [word for side in sides for word in side if word and word not in function]
        more = any(f" {one} " in quoted for side in sides for one in runs(side, _LEAST))
        if f"\n {run} \n" not in quoted or more or len(rest) < _LEAST:
            return MORE
        return self._printed(outlet, run) or " ".join(printed[slice(*best)]).strip(_EDGES)

    def scrap(self, outlet: str, wording: str) -> bool:
        """Whether an outlet quotes a word or two of a wording by themselves, one of them rare, or
        the two that it begins with.

        >>> import analysis as an
        >>> said = {"a": "Roe said it is “an outrage to all”.", "b": "Roe spoke of an “outrage”."}
        >>> frame = pl.DataFrame({"outlet": list(said), "text": list(said.values())})
        >>> marks = Marks(Event(an.read(frame)))
        >>> marks.scrap("b", "an outrage to all"), marks.scrap("a", "the outrage of all")
        (True, False)
        """
        held = f" {letters(wording)} "
        lines = (line.strip() for line in self._quoted[outlet].split("\n"))
        few = (line for line in lines if line and line.count(" ") < _SCRAP and f" {line} " in held)
        return any(
            (" " in line and held.startswith(f" {line} "))
            or any(rarity(word) >= _RARE for word in line.split())
            for line in few
        )

    def widest(self, outlets: Iterable[str], wording: str) -> str:
        """The sentence of the wording as far as each of some outlets quotes it, or the wording.

        An outlet's "and I will put it right" may stand in "I was wrong, and I will put it right".
        """
        run = letters(wording)
        sides = [self._around(outlet, run) for outlet in outlets]
        before = _common([side[0][::-1] for side in sides])[::-1]
        after = _common([side[1] for side in sides])
        if not before and not after:
            return wording
        words = self._printed(next(iter(outlets)), " ".join([*before, run, *after]))
        wider = _sentence(words, run)
        cut = before and any(len(side[0]) > len(before) for side in sides)
        if cut and letters(wider).startswith(" ".join(before)):
            return wording  # one says more ahead, so this may begin in the middle
        if wider and any(len(side[1]) > len(after) for side in sides):
            wider = _closed(wider, run)  # one goes on, so this may break off
        return wider if wider and self.can_begin(outlets, wider) else wording

    def can_begin(self, outlets: Iterable[str], wording: str) -> bool:
        """Whether a wording does not begin in the middle, or all who quote it begin there, too."""
        if not is_predicate(wording) and not _JOINING.match(wording):
            return True
        return all(f"\n {letters(wording)} " in self._quoted[outlet] for outlet in outlets)

    def _around(self, outlet: str, run: str) -> tuple[list[str], list[str]]:
        """The words before and after a run in the first of an outlet's quotations that holds it."""
        for line in self._quoted[outlet].split("\n"):
            before, found, after = f" {line} ".partition(f" {run} ")
            if found:
                return before.split(), after.split()
        return [], []

    def ends_inside(self, outlets: Iterable[str], wording: str) -> bool:
        """Whether all who quote a wording go on in the same sentence: its point may still come."""
        return all(
            any(_GOES_ON.match(text, end, end + _BESIDE) for text, _, end in self._at(one, wording))
            for one in outlets
        )

    def is_turned(self, outlets: Iterable[str], wording: str) -> bool:
        """Whether one who quotes a wording goes on with "but": its point comes there."""
        return any(
            _BUT.match(text, end) for one in outlets for text, _, end in self._at(one, wording)
        )

    def begins_inside(self, outlets: Iterable[str], wording: str) -> bool:
        """Whether one who quotes a wording says something before it in the same sentence."""
        return any(
            _COMES_FROM.search(text, max(0, start - _BESIDE), start)
            for one in outlets
            for text, start, _ in self._at(one, wording)
        )

    def _at(self, outlet: str, wording: str) -> Iterator[tuple[str, int, int]]:
        """Each text of an outlet that prints a wording, and from where to where."""
        for passage in self.spans(outlet, wording):
            article, start, end = tables.parse_passage_id(passage)
            yield self._event.texts[article], start, end

    def spans(self, outlet: str, wording: str) -> list[str]:
        """Where an outlet prints a wording, as passages."""
        pattern = re.compile(_apart(letters(wording)), re.IGNORECASE)
        own = (key for key, owner in self._event.owners.items() if owner == outlet)
        found = ((key, pattern.search(self._event.texts[key])) for key in own)
        return [f"{key}:{one.start()}-{one.end()}" for key, one in found if one]

    def nearly(self, outlet: str, wording: str) -> list[str]:
        """Where an outlet prints a wording but for a word or a mark, as passages.

        S = 100 · (1 − the fewest letters to change / the letters of both), over the stretch of a
        text that is most alike; nearly the same from `_NEARLY` on.
        """
        found, own = [], (k for k, owner in self._event.owners.items() if owner == outlet)
        for key in own:
            text = self._event.texts[key]
            best = fuzz.partial_ratio_alignment(wording.lower(), text.lower(), score_cutoff=_NEARLY)
            if best and best.score >= _NEARLY:
                found.append(f"{key}:{best.dest_start}-{best.dest_end}")
        return found

    def _printed(self, outlet: str, run: str) -> str:
        """A run of words as the outlet prints it, with its own commas."""
        found = re.search(_apart(run), self._event.printed[outlet], re.IGNORECASE)
        return plain(found[0]) if found else ""


def _apart(run: str) -> str:
    """A pattern for words in a row, whatever marks stand between them."""
    return r"\b" + r"[\W_]+".join(map(re.escape, run.split())) + r"\b"


def _common(sides: list[list[str]]) -> list[str]:
    """The words that all lists begin with."""
    same = takewhile(lambda words: len(set(words)) == 1, zip(*sides, strict=False))
    return [words[0] for words in same]


def _closed(text: str, run: str) -> str:
    """A text up to the last mark at which a clause ends, if it still holds a run of words.

    No clause ends before its verb: "to stop him, I think, is wrong".
    """
    ends = [
        match.start()
        for match in re.finditer(r"[,;:.!?—–](?=\s|$)", f"{text} ")
        if not is_predicate(text[match.end() :].lstrip())
    ]
    kept = text[: ends[-1]] if ends else ""
    return kept if f" {run} " in f" {letters(kept)} " else ""


def _sentence(text: str, run: str) -> str:
    """Of a text the sentence, or what is there of it, that holds a run of words."""
    for one in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text):
        if f" {run} " in f" {letters(one)} ":
            return one.strip(_EDGES)
    return text.strip(_EDGES)
