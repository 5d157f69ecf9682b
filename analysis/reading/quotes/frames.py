"""Reports by layout and by question: ``Asked whether …,`` and headlines such as ``…, Kim Says``."""

from __future__ import annotations

import re

from analysis import languages
from analysis.reading.quotes import phrases
from analysis.reading.quotes.masking import CAPITALS, Article, Span

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
        for match in _ASKED.finditer(masked)
        if _OPENS.search(masked[max(0, match.start() - 8) : match.start()])
    ]


_LINE = re.compile(r"^[^\n]{12,160}(?<![.,;])$", re.M)
_CAPITAL = re.compile(rf"(?:[{CAPITALS}\d$’']|(?:a|an|the|of|in|on|for|to|with|at|by|and|as|is)\b)")
_VERB = r"(?P<verb>[A-Z][a-z]+)"
_LAST = re.compile(
    rf"(?P<content>.{{12,}}), (?P<source>{phrases.NAME}) {_VERB}(?: {phrases.NAME})?$"
)
_FIRST = re.compile(
    rf"(?P<source>[{CAPITALS}][\w.’'-]*(?: [{CAPITALS}][\w.’'-]*){{0,4}}?) {_VERB}(?: That)? "
    r"(?P<content>.{12,})$"
)
_HEADLINE_VERBS = frozenset(["say", "warn", "claim", "insist", "suggest", "believe", "think"])


def headlines(article: Article) -> list[tuple[Span, Span, Span]]:
    """List content, cue and source of headlines in capitals: ``Kim Says Russia Will Win``."""
    found = []
    verbs = languages.read().reporting_verbs
    for line in _LINE.finditer(article.masked):
        words = line[0].split()
        if len(words) < 5:
            continue
        if sum(bool(_CAPITAL.match(word)) for word in words) < 0.9 * len(words):
            continue
        for pattern in (_LAST, _FIRST):
            match = pattern.match(line[0].rstrip())
            verb = verbs.get(match["verb"].lower()) if match else None
            if not match or not verb or verb.use != "speech":
                continue
            if pattern is _FIRST and verb.lemma not in _HEADLINE_VERBS:
                continue
            low = line.start()
            spans = (match.span(name) for name in ("content", "verb", "source"))
            content, cue, source = (Span(low + a, low + b) for a, b in spans)
            found.append((content, cue, source))
            break
    return found
