"""What should not be in a corpus unnoticed: copies, stubs and damaged text.

Each function reads articles (article_id, text) and returns a table that a person decides by.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations

import ftfy
import polars as pl
from ftfy.badness import badness

from analysis.languages import scripts
from analysis.reading import paragraphs

SHINGLE = 5  # words in a row that two independent reports hardly share
COPY = 0.5  # share of the shorter article's shingles: half of it is printed in the other
_COMMON = 60  # articles with one shingle: a site's boilerplate, no copy
_SIGNS = re.compile(rf"[{scripts.MARKS}]")  # vowel signs, which end no word
_STUB_WORDS = 350
_TINY_WORDS = 40
_LOST = "\ufffd"
_WALL = re.compile(
    r"(?:to (?:continue|keep) reading|to read the (?:full|rest)|already a (?:subscriber|member)"
    r"|(?:full|rest of the) (?:article|story) (?:is|for)|subscribers? only|for subscribers"
    r"|subscri(?:be|ption) to (?:continue|read|unlock|get)|(?:log|sign) in to (?:continue|read)"
    r"|free articles? (?:left|remaining|this month)|remaining free articles|unlock this article"
    r"|start your (?:free )?(?:trial|subscription)|create a free account"
    r"|jetzt weiterlesen|mit einem abo|réservé aux abonnés|para suscriptores)",
    re.I,
)


def copies(articles: pl.DataFrame) -> pl.DataFrame:
    """Pairs of articles of which one prints half of the other or more.

    share = |A ∩ B| / min(|A|, |B|) over the sets of five words in a row (Broder 1997's
    containment). One row is one pair: article_a (the earlier row), article_b, share
    and same, whether the texts are equal but for spaces. Of more than 60 equal texts,
    each is paired with the first only.

    >>> text = "The leaders met on Tuesday and agreed to talk again before the winter ends"
    >>> rows = pl.DataFrame({"article_id": ["a", "b"], "text": [text, text + "."]})
    >>> copies(rows).rows()
    [('a', 'b', 1.0, False)]
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    shingles = {article: _shingles(text) for article, text in texts.items()}
    holders = defaultdict(list)
    for article, found in shingles.items():
        for shingle in found:
            holders[shingle].append(article)
    shared: Counter[tuple[str, str]] = Counter()
    for held_by in holders.values():
        if 1 < len(held_by) <= _COMMON:
            shared.update(combinations(held_by, 2))
    alike = defaultdict(list)
    flat = {article: " ".join(text.split()) for article, text in texts.items()}
    for article, text in flat.items():
        alike[text].append(article)
    for first, *others in alike.values():
        if len(others) >= _COMMON:  # a wire story that many print has no rare shingle
            shared.update({(first, other): len(shingles[first]) for other in others})
    rows = []
    for (a, b), number in shared.items():
        share = number / min(len(shingles[a]), len(shingles[b]))
        same = flat[a] == flat[b]
        if share >= COPY or same:
            rows.append((a, b, share, same))
    schema = {"article_a": pl.String, "article_b": pl.String, "share": pl.Float64}
    return pl.DataFrame(rows, schema=schema | {"same": pl.Boolean}, orient="row").sort(
        "share", descending=True, maintain_order=True
    )


def _shingles(text: str) -> set[int]:
    words = re.findall(r"\w+", text.casefold())
    size = min(SHINGLE, len(words))
    return {hash(tuple(words[i : i + size])) for i in range(len(words) - size + 1)}


def stubs(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles that look cut off: short ones with a paywall's words, and tiny ones.

    One row is one article: article_id, words, and wall, the paywall's words or null.

    >>> text = "The leaders met on Tuesday. Subscribe to continue reading."
    >>> stubs(pl.DataFrame({"article_id": ["a"], "text": [text]})).row(0)
    ('a', 9, 'Subscribe to continue')
    """
    rows = []
    for article, text in articles.select("article_id", "text").iter_rows():
        spaced = not (scripts.HAS_WIDE.search(text) or _SIGNS.search(text))
        words = len(re.findall(r"\w+", text)) if spaced else scripts.count_words(text)
        wall = _WALL.search(text)
        letters = len(re.findall(r"[^\W\d_]", text))
        letters += 2 * len(paragraphs.WIDE.findall(text))  # one says as much as three
        if (wall and words <= _STUB_WORDS) or (words < _TINY_WORDS and letters < 6 * _TINY_WORDS):
            rows.append((article, words, wall[0] if wall else None))
    schema = {"article_id": pl.String, "words": pl.Int64, "wall": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def damage(articles: pl.DataFrame) -> pl.DataFrame:
    """Articles with mojibake: text that was decoded wrongly once, before we had it.

    One row is one article: article_id, start and end of the first damaged line,
    ``mended``, the text with the encoding put right as far as can be (null where
    nothing can), and ``lost``, how many characters are gone for good.

    >>> row = damage(pl.DataFrame({"article_id": ["a"], "text": ["â€œNo,â€\\x9d he said."]}))
    >>> row["mended"].item()
    '“No,” he said.'
    """
    rows = []
    for article, text in articles.select("article_id", "text").iter_rows():
        lost = text.count(_LOST)
        start = _first_damage(text)
        if start is None:
            continue
        end = text.find("\n", start)
        fixed = mended(text)
        rows.append((article, start, end if end >= 0 else len(text), fixed, lost))
    schema = {"article_id": pl.String, "start": pl.Int64, "end": pl.Int64}
    return pl.DataFrame(rows, schema=schema | {"mended": pl.String, "lost": pl.Int64}, orient="row")


def mended(text: str) -> str | None:
    """Put the encoding of a text right by ftfy, a line at a time; None where nothing is bettered.

    >>> mended("“Good” stays.\\nâ€œNo,â€\\x9d he said.")
    '“Good” stays.\\n“No,” he said.'
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if badness(line):
            fixed = ftfy.fix_encoding(line)
            lines[number] = fixed if badness(fixed) < badness(line) else line
    fixed = "\n".join(lines)
    return fixed if fixed != text else None


def _first_damage(text: str) -> int | None:
    """Where the first line with damage begins; a doubtful mark alone is none."""
    position = 0
    for line in text.split("\n"):
        if _LOST in line or (badness(line) and mended(line) is not None):
            return position
        position += len(line) + 1
    return None
