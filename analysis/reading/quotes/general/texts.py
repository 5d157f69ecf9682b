"""A text made ready for the shared rules: speech masked, sentences and words found."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from analysis.languages.grammar import Grammar
from analysis.reading.quotes.general.marks import Speech
from analysis.reading.quotes.masking import Span

INSIDE, ENDED = "\ue000", "\ue001"  # a masked letter of speech; its last one, where a sentence ends
_STRAY = re.compile(f"[{INSIDE}{ENDED}]")
WORD = re.compile(r"[^\W\d_]+(?:[’'`‘-][^\W\d_]+)*")
_STOPS = ".!?…。！？।؟۔"
_BOUNDARY = re.compile(
    rf"\n\s*|[.!?…]+[)\]’'\"]*\s+(?=\S)|(?<=[a-zà-ÿа-я]{4})\.(?=[A-ZÀ-ÞА-Я][a-zà-ÿа-я])|[。！？।؟۔]+\s*|{ENDED}[)\]]*\s+(?=\S)"
)
_ELIDED = re.compile(r"^([^\W\d_]{1,6}[’'])(?=[^\W\d_]{2})")
_INVERTED = re.compile(r"-(?:t-)?(il|elle|ils|elles|on)$")
_ENCLITIC = re.compile(r"(?<=[aeiouámsz])-(lhes?|me|te|se|nos|vos|l?[oa]s?)$")
_LONGEST = 4_000


class Word(NamedTuple):
    start: int
    end: int
    low: str
    capital: bool


class Masked:
    """One text with its speech masked."""

    def __init__(self, text: str, speech: list[Speech], grammar: Grammar) -> None:
        self.text, self.speech, self.grammar = text, speech, grammar
        self.masked = mask(text, speech)
        self._words: dict[int, list[Word]] = {}

    @cached_property
    def sentences(self) -> list[Span]:
        starts = [0]
        for match in _BOUNDARY.finditer(self.masked):
            if self._ends(match):
                starts.append(match.end())
        ends = [*starts[1:], len(self.masked)]
        return [
            Span(a, min(b, a + _LONGEST)) for a, b in zip(starts, ends, strict=True) if a < b
        ] or [Span(0, 0)]

    def _ends(self, match: re.Match[str]) -> bool:
        if "\n" in match[0] or match[0][0] in "。！？।؟۔":
            return True
        after = self.masked[match.end() : match.end() + 1]
        if after in "—–―-" or after.islower():
            return False
        if match[0][0] == ".":
            before = re.search(
                r"[\w.’'-]+$", self.masked[max(0, match.start() - 14) : match.start()]
            )
            word = before[0].lower() if before else ""
            if (len(word) == 1 and word.isalpha()) or word in self.grammar.abbreviations:
                return False
            if word.isdigit() and self.grammar.code in ("de", "pl", "tr") and len(word) <= 2:
                return False
        return True

    def sentence_at(self, position: int) -> int:
        starts = self.starts
        return max(0, bisect_right(starts, position) - 1)

    @cached_property
    def starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def words(self, number: int) -> list[Word]:
        """The words of one sentence outside speech, elisions and inverted pronouns cut off."""
        if number not in self._words:
            matches = WORD.finditer(self.masked, *self.sentences[number])
            self._words[number] = [w for m in matches for w in self._cut(m.start(), m[0])]
        return self._words[number]

    def _cut(self, start: int, word: str) -> list[Word]:
        code = self.grammar.code
        if code in ("fr", "it") and (elided := _ELIDED.match(word)):
            cut = elided.end()
            first = word[:cut].replace("’", "'").lower()
            return [Word(start, start + cut, first, False), *self._cut(start + cut, word[cut:])]
        if code == "fr" and (inverted := _INVERTED.search(word)):
            verb, said = word[: inverted.start()], inverted.start(1)
            return [
                Word(start, start + len(verb), verb.lower(), verb[:1].isupper()),
                Word(start + said, start + len(word), inverted[1], False),
            ]
        if code == "pt" and (clitic := _ENCLITIC.search(word)):  # "disse-lhe"
            return [
                *self._cut(start, word[: clitic.start()]),
                Word(start + clitic.start() + 1, start + len(word), clitic[1], False),
            ]
        low = word.lower().replace("’", "'")
        if code == "tr":
            low = word.replace("İ", "i").replace("I", "ı").lower().replace("’", "'")
        return [Word(start, start + len(word), low, word[0].isupper())]


def mask(text: str, speech: list[Speech]) -> str:
    pieces, position = [], 0
    source = _STRAY.sub("\ufffd", text)
    for s in speech:
        if s.outer.start < position:
            continue
        said = [(max(s.outer.start, a), b) for a, b in _without(s.outer, s.asides)]
        for start, end in said:
            last = text[s.parts[-1].start : s.parts[-1].end].rstrip()[-1:]
            ended = end == s.outer.end and last in _STOPS and last
            hidden = (
                re.sub(r"[^\n]", INSIDE, source[start:end])
                if s.how != "paragraphs"
                else (INSIDE * (end - start))
            )
            pieces += [source[position:start], hidden[:-1] if ended else hidden]
            pieces += [ENDED] if ended else []
            position = end
    return "".join([*pieces, source[position:]])


def _without(outer: Span, asides: list[Span]) -> list[tuple[int, int]]:
    edges = [outer.start, *(place for aside in asides for place in aside), outer.end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
