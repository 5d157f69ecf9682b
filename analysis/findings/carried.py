"""Words that some outlets quote, whole or in part, and others do not: one finding for all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

import polars as pl
from rapidfuzz import fuzz

from analysis import languages, tables
from analysis.findings import grouped, moment
from analysis.findings.event import Event, letters, runs
from analysis.findings.finding import CENSUS, Finding, Proof, number_of, plain
from analysis.findings.finding import unsure as not_sure
from analysis.findings.phrases import in_whom, is_predicate, of_all, possessive, silent_too, whole
from analysis.findings.silence import Printed
from analysis.phrasing import listed

_LEAST = 3  # words with content in a row, no names, from which an outlet quotes a part
_LONG = 6  # letters of a word, of which two in a row are enough
MORE = "…"  # stands for parts that cannot be told as one
_DOUBTED = (  # before a name: "a voice presumed to be Mr. Roe’s"
    r"\b(?:(?:presumed|assumed|believed|thought|purported) to be|purporting)\b[^.\n]{0,40}\b"
)
_JOINING = re.compile(r"(?:that|which|who|whom|whose|and|but|or|because)\b")
_LIKE = 0.6  # share of a wording's weight below which it is not there but for a word
_NEARLY = 82  # of 100, from which two wordings are one, but for a word
_EDGES = " ,.;:!?\"“”'‘’"


@dataclass(frozen=True)
class Carried:
    """A wording, who says it ("" where that is not sure), and what each outlet has of it.

    ``parts`` is the one stretch of it that an outlet quotes; those ``partly`` quote several, or a
    stretch and tell the rest. ``silent`` outlets surely have none of it; those ``later`` neither,
    and their texts are of another day or story. ``near`` outlets print it but for a word or a
    mark, and where. ``named`` is how each that quotes it names who speaks, where no one name fits
    all.
    """

    wording: str
    speaker: str
    passages: dict[str, list[str]]
    parts: dict[str, str]
    partly: list[str]
    silent: list[str]
    unsure: list[str]
    later: list[str]
    near: dict[str, list[str]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)

    @property
    def is_difference(self) -> bool:
        """Whether some surely have it otherwise or not at all, and at least as many as may."""
        apart = len(self.silent) + len(self.parts) + len(self.later)
        return bool(apart) and apart >= len(self.unsure) + len(self.partly)


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
    """A text up to the last mark at which a clause ends, if it still holds a run of words."""
    ends = [match.start() for match in re.finditer(r"[,;:.!?—–](?=\s|$)", f"{text} ")]
    kept = text[: ends[-1]] if ends else ""
    return kept if f" {run} " in f" {letters(kept)} " else ""


def _sentence(text: str, run: str) -> str:
    """Of a text the sentence, or what is there of it, that holds a run of words."""
    for one in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text):
        if f" {run} " in f" {letters(one)} ":
            return one.strip(_EDGES)
    return text.strip(_EDGES)


def read(
    event: Event,
    wording: str,
    speaker: str,
    passages: dict[str, list[str]],
    others: Iterable[str] = (),
) -> Carried:
    """What the outlets without a wording have of it; ``others`` are its other renderings."""
    marks, printed = event.once(Marks), event.once(Printed)
    short, wording = wording, marks.widest(passages, wording)
    if wording != short:
        spans = {outlet: marks.spans(outlet, wording) for outlet in passages}
        passages = {o: spans[o] or ids for o, ids in passages.items()}
    rest = [outlet for outlet in event.comparable if outlet not in passages]
    open_ = [outlet for outlet in rest if not marks.hold(outlet, wording)]
    parts = {outlet: words for outlet in open_ if (words := marks.part(outlet, wording))}
    telling = grouped.telling(event, (one for ids in passages.values() for one in ids))
    silent = [
        outlet
        for outlet in rest
        if outlet not in parts
        and outlet not in telling
        and printed.silent(outlet, [wording, short, *others])
    ]
    clean = {
        outlet: words
        for outlet, words in parts.items()
        if words != MORE and not _tells_the_rest(event, outlet, wording, words)
    }
    like = (o for o in rest if printed.share(o, wording)[0] >= _LIKE)  # the rest is not nearly so
    near = {outlet: ids for outlet in like if (ids := marks.nearly(outlet, wording))}
    partly = [outlet for outlet in parts if outlet not in clean and outlet not in near]
    parts = {outlet: words for outlet, words in clean.items() if outlet not in near}
    silent = [outlet for outlet in silent if outlet not in near]
    unsure = [o for o in rest if o not in {*silent, *parts, *near, *partly}]
    later = [outlet for outlet in silent if _is_apart(event, outlet, passages)]
    silent = [outlet for outlet in silent if outlet not in later]
    kept = {outlet: passages[outlet] for outlet in event.outlets if outlet in passages}
    return Carried(wording, speaker, kept, parts, partly, silent, unsure, later, near)


def _is_apart(event: Event, outlet: str, passages: dict[str, list[str]]) -> bool:
    """Whether an outlet's texts are known to be of another day than all that have the words, or
    tell nothing that any other tells."""
    every = [one for ids in passages.values() for one in ids]
    return moment.stands_apart(event, outlet) or moment.is_known_apart(event, outlet, every)


def _tells_the_rest(event: Event, outlet: str, wording: str, part: str) -> bool:
    """Whether an outlet has most of the longer words that it does not quote: told otherwise."""
    rest = set(letters(wording).split()) - set(letters(part).split())
    rest = {word for word in rest if len(word) >= _LONG} - languages.read().function_words
    return 2 * len(rest & set(event.words[outlet])) > len(rest)


def finding(event: Event, one: Carried, *, kind: str, chart: str, weight: float) -> Finding:
    """The finding on one wording: who quotes it whole, who a part, in whom it does not stand."""
    carriers = [event.outlets[outlet] for outlet in one.passages]
    silent = [event.outlets[outlet] for outlet in one.silent]
    n = len(event.outlets)
    whose = f"{possessive(event.actor(one.speaker))} words" if one.speaker else "the words"
    every = [passage for ids in one.passages.values() for passage in ids]
    if one.speaker and any(_is_doubted(event, one.speaker, passage) for passage in every):
        whose = f"words said to be {possessive(event.actor(one.speaker))}"
    verb = "quotes" if len(carriers) == 1 else "quote"
    sentence = f"{of_all(carriers, n)} {verb} {whose} {whole(one.wording)}{_named(event, one)}"
    if one.parts:
        told = (f"{event.outlets[outlet]} “{words}”" for outlet, words in one.parts.items())
        sentence += f"; of these words only: {listed(told)}"
    sentence += _missing(event, one)
    later = listed(event.outlets[outlet] for outlet in one.later)
    apart = f" Of another day or story, and so not compared: {later}." if one.later else ""
    unsure = listed(event.outlets[outlet] for outlet in one.unsure)
    apart += f" Perhaps told in other words in {unsure}." if one.unsure else ""
    values = {
        outlet: (float(len(ids)), number_of(len(ids), "passage"), ids)
        for outlet, ids in one.passages.items()
    }
    spans = event.once(Marks).spans
    parts = {o: (0.0, f"“{words}”", spans(o, words)) for o, words in one.parts.items()}
    parts |= {outlet: (0.0, "nearly so", ids) for outlet, ids in one.near.items()}
    parts |= {outlet: (0.0, "in part", []) for outlet in one.partly}
    return Finding(
        kind=kind,
        basis=CENSUS,
        stands=True,
        sentence=sentence,
        number=f"{len(carriers) + len(one.near)} of {number_of(n, 'outlet')}"
        if silent or one.parts
        else number_of(len(carriers), "outlet"),
        why="Looked for word for word inside quotation marks. What others report of it in their "
        f"own words is not compared.{apart}{silent_too(silent)}"
        f"{event.beside([*one.passages, *one.parts])}",
        strength=weight,
        weight=weight,
        topic=event.actor(one.speaker) if one.speaker else one.wording[:40],
        n=n,
        about=next(iter([*one.parts, *one.silent, *one.passages])),
        chart=chart,
        bars=event.bars(values | parts | not_sure([*one.unsure, *one.later]), *one.passages),
        notes=event.notes([*one.passages, *one.parts, *one.silent]),
        proof=Proof(
            verbatim=(one.wording,),
            speaker=one.speaker or None,
            silent=tuple(silent),
            never=(one.wording,),
        ),
    )


def _missing(event: Event, one: Carried) -> str:
    """Who has the words nearly so, and who does not quote them."""
    told = f"; nearly so in {event.named(one.near)}" if one.near else ""
    told += f"; in part in {event.named(one.partly)}" if one.partly else ""
    rest = [o for o in event.outlets if o in {*one.silent, *one.unsure}]
    if not one.silent:
        return told
    apart = [event.labelled(outlet) for outlet in one.later]
    quiet = in_whom([event.labelled(outlet) for outlet in rest])
    return f"{told}; not quoted in {quiet}{moment.caution(event, beside=apart)}"


def _is_doubted(event: Event, speaker: str, passage: str) -> bool:
    """Whether the text of a quotation doubts who speaks: "a voice presumed to be Roe’s"."""
    article, _, _ = tables.parse_passage_id(passage)
    last = re.escape(event.actor(speaker).split()[-1])
    return re.search(rf"{_DOUBTED}{last}\b", event.texts[article]) is not None


def _named(event: Event, one: Carried) -> str:
    """How each outlet names who speaks: ", which A gives to “a spokesman” and B to “Jane Roe”"."""
    if one.speaker or not one.named:
        return ""
    if len(set(one.named.values())) == 1:
        every = "both" if len(one.named) == 2 else "all"
        return f", which {every} give to “{next(iter(one.named.values()))}”"
    told = [f"{event.outlets[outlet]} gives to “{source}”" for outlet, source in one.named.items()]
    first, *others = told
    return f", which {listed([first, *(other.replace(' gives to', ' to', 1) for other in others)])}"
