"""Words that judge whom they describe, and verbs that report: looked up in the language's lists."""

from __future__ import annotations

import re

from analysis import languages


def judged(description: str, own: dict[str, str] | None = None) -> tuple[str | None, str | None]:
    """Give the sign and the word that make a description judge, or nothing twice.

    >>> judged("North Korean despot"), judged("Russian president")
    (('negative', 'despot'), (None, None))
    """
    for word in re.findall(r"[\w'’-]+", description.lower()):
        found = judging_words().get(word) or judging_words().get(word.removesuffix("s"))
        if found:
            return found, word
        if own and word in own:
            return own[word], word
    return None, None


def judging_words() -> dict[str, str]:
    """Read the list of judging words: word to negative or positive."""
    return languages.read().judging_words


def speech_verbs() -> frozenset[str]:
    """Give the plain forms of verbs that report what somebody says, or says of others."""
    forms = languages.read().reporting_verbs.values()
    return frozenset(verb.lemma for verb in forms if verb.use in ("speech", "naming"))
