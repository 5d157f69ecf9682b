"""What one outlet comes back to: names and words that it alone has, or has far more than all."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from analysis import languages
from analysis.findings import targets
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, quoted, times
from analysis.findings.naming import people
from analysis.findings.phrases import count
from analysis.measures.overlap.features import stem

KIND = "room"
_OFTEN = 5  # uses from which an outlet comes back to a word or a name
_FAR_MORE = 1.5  # times as many uses as all others have together
_RARE = 8.5  # −ln of a word's share of printed words, from which it is no everyday word


def room(event: Event) -> list[Finding]:
    """Words that one outlet alone uses often, and names that it uses more than all together."""
    if len(event.outlets) < 2:
        return [absent(KIND, "What one outlet comes back to", "Nothing to compare with.")]
    found = [*_words(event), *_names(event)]
    why = f"No name and no rare word stands {_OFTEN} times in one outlet and hardly elsewhere."
    return found or [absent(KIND, "What one outlet comes back to", why)]


def _names(event: Event) -> list[Finding]:
    """People whom one outlet names far more often than all others together, by their last name."""
    found = []
    for last, name in people(event).items():
        counts = _named(event, last)
        most = max(counts, key=lambda outlet: counts[outlet][0])
        n = counts[most][0]
        rest = sum(value for value, _ in counts.values()) - n
        if n >= _OFTEN and rest and n >= _FAR_MORE * rest:
            told = f"{event.outlets[most]} names {name} {times(int(n))}"
            sentence = f"{told}, {_together(event)} {times(int(rest))}"
            found.append(_finding(event, name, sentence, most, counts))
    return found


def _named(event: Event, last: str) -> targets.Counts:
    """Outlet → how often, and where, it prints a last name."""
    pattern = re.compile(rf"\b{re.escape(last)}\b")
    ids: dict[str, list[str]] = {outlet: [] for outlet in event.outlets}
    for article, outlet in event.owners.items():
        for match in pattern.finditer(event.texts[article]):
            ids[outlet].append(f"{article}:{match.start()}-{match.end()}")
    return {outlet: (float(len(found)), found) for outlet, found in ids.items()}


def _together(event: Event) -> str:
    rest = len(event.outlets) - 1
    return f"the other {count(rest)} outlets together" if rest > 1 else "the other outlet"


def _words(event: Event) -> list[Finding]:
    """A rare word, no name, that one outlet uses often and no other has in any form."""
    uses: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    body = event.corpus.tokens.filter(kind="body")
    for article, start, end, word in body.select("article_id", "start", "end", "word").iter_rows():
        root = stem(word)
        uses[root][event.owners[article]].append(f"{article}:{start}-{end}")
        forms[root][event.texts[article][start:end]] += 1
    found = []
    for root, by in uses.items():
        shown, outlet = forms[root].most_common(1)[0][0], next(iter(by))
        rare = languages.read().word_rarity.get(root, 99.0) >= _RARE
        if len(by) == 1 and len(by[outlet]) >= _OFTEN and rare and _is_word(shown):
            if any(root in text.lower() for o, text in event.printed.items() if o != outlet):
                continue
            n = len(by[outlet])
            sentence = f"Only {event.outlets[outlet]} writes of {quoted(shown)}, {times(n)}"
            counts = {outlet: (float(n), by[outlet])}
            found.append(_finding(event, shown, sentence, outlet, counts, never=root))
    return found


def _is_word(shown: str) -> bool:
    return shown.islower() and shown.isalpha() and len(shown) > 3


def _finding(
    event: Event,
    topic: str,
    sentence: str,
    outlet: str,
    counts: targets.Counts,
    never: str = "",
) -> Finding:
    n = int(counts[outlet][0])
    weight = 0.42 + 0.3 * min(1, (n - _OFTEN) / 10)
    rest = tuple(name for o, name in event.outlets.items() if o != outlet)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=sentence,
        number=number_of(n, "mention"),
        why="Counted in any form of the word."
        if never
        else "Counted by the last name, wherever it stands.",
        strength=weight,
        weight=weight,
        topic=topic,
        n=n,
        about=outlet,
        chart="keyness" if never else "fact_map",
        bars=event.bars({o: (v, f"{v:.0f}", ids) for o, (v, ids) in counts.items()}, outlet),
        notes=event.notes([outlet]),
        proof=Proof(silent=rest if never else (), never=(topic,) if never else (), counted=True),
    )
