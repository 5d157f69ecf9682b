"""What an event is about: its people's names and the rare words that most outlets print."""

from __future__ import annotations

import re
from collections import Counter

from analysis import languages
from analysis.findings.event import Event
from analysis.findings.nouns import rarity
from analysis.measures.overlap.features import stem, terms

_RARE = 8.0  # −ln of a word's share of all print, from which it tells what a text is about


def is_of_event(event: Event, words: str) -> bool:
    """Whether words tell by themselves that they are of the event.

    They hold an actor's name, a word of the event's title, or a rare word that at least half of
    the outlets print. Of an event without actors nothing is known, and all words may be of it.
    """
    return not event.actors or not event.once(_stems).isdisjoint(map(stem, terms(words)))


def _stems(event: Event) -> frozenset[str]:
    """The stems of the names, of the title, and of what half of the outlets print."""
    language = languages.read()
    named = [str(event.corpus.event.get("title") or ""), *event.actors.values()]
    named += event.corpus.aliases["alias"].to_list()
    own = {word for name in named for word in terms(name) if word not in language.function_words}
    printed = Counter(
        one for text in event.printed.values() for one in {stem(word) for word in terms(text)}
    )
    common = {
        one
        for one, n in printed.items()
        if 2 * n >= len(event.printed)
        and n > 1
        and re.fullmatch(r"[^\W\d_]{4,}", one)
        and rarity(one) >= _RARE
    }
    return frozenset(map(stem, own)) | common
