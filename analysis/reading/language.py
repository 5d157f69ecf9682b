"""In which language a text is written, offline."""

from __future__ import annotations

import re

import py3langid

_READ = 1_000  # characters: more changes nothing
_LEAST = 40  # letters below which a guess is worth nothing


def detect(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language; None for too short a text.

    By py3langid's naive Bayes over byte n-grams (Lui & Baldwin 2012), whose model lies
    in the package.

    >>> detect("Der Minister sagte am Dienstag, man werde die Gespräche fortsetzen.")
    'de'
    """
    head = text[:_READ]
    if len(re.findall(r"[^\W\d_]", head)) < _LEAST:
        return None
    return py3langid.classify(head)[0]
