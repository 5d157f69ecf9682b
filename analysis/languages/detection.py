"""In which language a text is written, offline; and which articles are not in English."""

from __future__ import annotations

import re

import polars as pl

NOT_ENGLISH = "not English"
_READ = 1_000  # characters: more changes nothing
_FIRST = 300  # are enough to tell English, which has no near neighbour as Danish or Czech have
_LEAST = 40  # letters below which a guess is worth nothing


def detect(text: str) -> str | None:
    """Give the ISO 639-1 code of a text's language; None for too short a text.

    By py3langid's naive Bayes over byte n-grams (Lui & Baldwin 2012), whose model lies
    in the package: on the first 300 characters, and on 1,000 where those are not English.

    >>> detect("Der Minister sagte am Dienstag, man werde die Gespräche fortsetzen.")
    'de'
    """
    head = text[:_READ]
    if len(re.findall(r"[^\W\d_]", head)) < _LEAST:
        return None
    import py3langid  # reads its model, which measures do not need

    found = py3langid.classify(head[:_FIRST])[0]
    return found if found == "en" or len(head) <= _FIRST else py3langid.classify(head)[0]


def foreign(articles: pl.DataFrame) -> dict[str, str]:
    """Articles that say they are not in English: article_id → language.

    >>> foreign(pl.DataFrame({"article_id": ["a", "b", "c"], "language": ["en-GB", "de", None]}))
    {'b': 'de'}
    """
    if "language" not in articles.columns:
        return {}
    rows = articles.select("article_id", pl.col("language").str.to_lowercase().str.slice(0, 2))
    return {key: found for key, found in rows.iter_rows() if found not in (None, "en")}
