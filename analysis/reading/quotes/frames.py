"""Reports by layout and by question: ``Asked whether …,`` and headlines such as ``…, Kim Says``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analysis import languages
from analysis.reading.quotes import candidates, phrases
from analysis.reading.quotes.complements import has_verb
from analysis.reading.quotes.masking import CAPITALS, Article, Span, trie
from analysis.reading.quotes.sources import can_speak

_ASKED = re.compile(
    r"(?P<cue>[Aa]sked)(?: \w+ly| again| [A-Z]\w+day)*\s"
    r"(?P<content>(?:whether|if|why|how|what|about)\s[^\n;]{8,220}?),\s"
    r"(?=[^\n,]{2,80}?\b(?:said|says|told|replied|answered|\w+ed)\b)"
)
_OPENS = re.compile(r"(?:^|[\n.!?”\"])\s*(?:When )?$")


def asked(article: Article) -> list[tuple[Span, Span]]:
    """List content and cue of questions that somebody unnamed put: ``Asked whether …, he said``."""
    masked = article.masked
    return [
        (Span(*match.span("content")), Span(*match.span("cue")))
        for match in candidates.matches(_ASKED, masked, list(_places(masked, "sked", before=1)))
        if _OPENS.search(masked[max(0, match.start() - 8) : match.start()])
    ]


def _places(masked: str, word: str, *, before: int) -> Iterator[int]:
    """Where a word stands, less the letters that a pattern has before it."""
    place = masked.find(word, before)
    while place >= 0:
        yield place - before
        place = masked.find(word, place + 1)


_CAPITAL = re.compile(rf"(?:[{CAPITALS}\d$’']|(?:a|an|the|of|in|on|for|to|with|at|by|and|as|is)\b)")
_VERB = r"(?P<verb>[A-Z][a-z]+)"
_FIRST = re.compile(
    rf"(?P<source>[{CAPITALS}][\w.’'-]*(?: [{CAPITALS}][\w.’'-]*){{0,4}}?) {_VERB}(?: That)? "
    r"(?P<content>.{12,})$"
)


@cache
def _last() -> re.Pattern[str]:
    """``The Pier Must Go, Nora Quill Tells Kim``."""
    verbs = languages.read().reporting_verbs
    said = trie(form.capitalize() for form, verb in verbs.items() if verb.use == "speech")
    return re.compile(
        r"(?P<content>.{12,}), "
        rf"(?P<source>[{CAPITALS}][\w.’'-]*(?: [{CAPITALS}][\w.’'-]*){{0,4}}?)"
        rf" (?P<verb>{said})(?: {phrases.NAME})?$"
    )


# "Kim: The Pier Must Go": whoever the article then names
_COLON = re.compile(rf"(?P<source>{phrases.NAME})(?P<verb>:) (?P<content>[{CAPITALS}].{{14,}})$")
_HEADLINE_VERBS = frozenset(["say", "warn", "claim", "insist", "suggest", "believe", "think"])


def _lines(masked: str) -> Iterator[tuple[int, str]]:
    """Where each line in capitals starts, and its words."""
    low = 0
    for line in masked.split("\n"):
        if 12 <= len(line) <= 160 and line[-1] not in ".,;":
            words = line.split()
            capitals = sum(bool(_CAPITAL.match(word)) for word in words)
            if len(words) >= 5 and capitals >= 0.9 * len(words):
                yield low, line
        low += len(line) + 1


def headlines(article: Article) -> list[tuple[Span, Span, Span]]:
    """List content, cue and source of headlines in capitals: ``Kim Says Russia Will Win``."""
    found = []
    verbs = languages.read().reporting_verbs
    for low, line in _lines(article.masked):
        for pattern in (_last(), _FIRST):
            match = pattern.match(line.rstrip())
            verb = verbs.get(match["verb"].lower()) if match else None
            if not match or not verb or verb.use != "speech":
                continue
            if pattern is _FIRST and verb.lemma not in _HEADLINE_VERBS:
                continue
            spans = (match.span(name) for name in ("content", "verb", "source"))
            content, cue, source = (Span(low + a, low + b) for a, b in spans)
            found.append((content, cue, source))
            break
    return found + _labelled(article)


def _labelled(article: Article) -> list[tuple[Span, Span, Span]]:
    """``Kim: The Pier Must Go`` in the first line, where the article names Kim; ``Poll: …``."""
    text = article.masked
    low = len(text) - len(text.lstrip())
    end = text.find("\n", low)
    match = _COLON.match(text[low : end if end >= 0 else low].rstrip(" ."))
    if not match or match["content"].endswith("?"):
        return []
    if not (_writes(match["source"]) or _is_named(match["source"], text)):
        return []  # "Harbour: The pier must go" tells what it is about
    if not has_verb(match["content"].lower(), 0, 200) and not _writes(match["source"]):
        return []
    spans = (match.span(name) for name in ("content", "verb", "source"))
    content, cue, source = (Span(low + a, low + b) for a, b in spans)
    return [(content, cue, source)]


def _writes(label: str) -> bool:
    """Whether a label is a single word for what or who is asked: ``Poll``, ``Historians``."""
    return " " not in label and can_speak(label) and label not in languages.read().given_names


def _is_named(name: str, text: str) -> bool:
    """Whether an article names somebody in full whom a label calls by the last name."""
    given = languages.read().given_names
    full = re.finditer(rf"\b([A-Z][a-z]+) {re.escape(name.split()[-1])}\b(?!:)", text)
    return any(found[1] in given for found in full)
