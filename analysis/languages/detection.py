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


_ENGLISH_ONLY = frozenset(
    "the and that with his from said they have this which would were been there".split()  # noqa: SIM905
)
_ENGLISH_TOO = frozenset(
    "of to in on for he she it was is at by her we you not but as be are its an a i who".split()  # noqa: SIM905
)
_ENOUGH = 200  # characters in which an English text has a word that no other language has


def languages(articles: pl.DataFrame) -> dict[str, str]:
    """The language of every article: as stated, else as its text shows: article_id → ISO 639-1.

    A text that may be English is: it is not looked at any further.

    >>> text = "La ministra dijo el martes que las conversaciones seguirán mañana por la tarde."
    >>> languages(pl.DataFrame({"article_id": ["a", "b"], "text": [text, "It rained."]}))
    {'a': 'es', 'b': 'en'}
    """
    stated = articles["language"] if "language" in articles.columns else [None] * len(articles)
    return {
        key: code[:2].lower() if code else _seen(text or "")
        for key, text, code in zip(articles["article_id"], articles["text"], stated, strict=True)
    }


def _seen(text: str) -> str:
    head = text[:_READ]
    words = frozenset(re.findall(r"[^\W\d_]+", head[:_FIRST].lower()))
    if words & _ENGLISH_ONLY or (words & _ENGLISH_TOO and len(head) < _ENOUGH):
        return "en"
    return detect(head) or "en"


def filled(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles, with the language of those that state none and are not in English.

    Reads article_id, text and language. Rows and columns are those of ``articles``.

    >>> text = "La ministra dijo el martes que las conversaciones seguirán mañana por la tarde."
    >>> rows = pl.DataFrame({"article_id": ["a"], "text": [text], "language": [None]})
    >>> filled(rows)["language"].item()
    'es'
    """
    unstated = articles.filter(pl.col("language").is_null())
    found = {key: code for key, code in languages(unstated).items() if code != "en"}
    if not found:
        return articles
    seen = pl.col("article_id").replace_strict(found, default=None, return_dtype=pl.String)
    return articles.with_columns(language=pl.coalesce("language", seen))


def foreign(articles: pl.DataFrame) -> dict[str, str]:
    """Articles that say they are not in English: article_id → language.

    >>> foreign(pl.DataFrame({"article_id": ["a", "b", "c"], "language": ["en-GB", "de", None]}))
    {'b': 'de'}
    """
    if "language" not in articles.columns:
        return {}
    rows = articles.select("article_id", pl.col("language").str.to_lowercase().str.slice(0, 2))
    return {key: found for key, found in rows.iter_rows() if found not in (None, "en")}
