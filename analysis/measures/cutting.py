"""Quotations cut into clauses, because outlets splice and clip sentences.

A clause here is the stretch between two places where a writer could have stopped
quoting: the end of a sentence, a semicolon, a dash, a mark of omission, or a
conjunction that opens a clause of its own ("…, but there are things …").
"""

from __future__ import annotations

import re

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError

SPOKEN = ("direct", "mixed", "indirect")
_NEEDED = ("quote_id", "part", "article_id", "start", "end", "form", "actor")
_LEAST_WORDS = 4

# Places that end a clause whatever follows: omission marks, sentence ends, semicolons,
# colons, spaced dashes, line breaks. A full stop after a short capitalised word or a
# single letter is an abbreviation ("Gen. Ryder", "U.S. officials"), not an end.
_STRONG = re.compile(
    r"""
    [.,;]?\s*[(\[]\s*(?:…|\.\s?\.\s?\.)\s*[)\]][.,;]?\s*   # (…) or […]
    | \s*(?:…|\.\s?\.\s?\.)[.,]?\s+                         # … between words
    | (?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.]+[”’"')\]]*\s+(?=[“‘"'(\[]*[^\W_a-z])
    | (?<=\b(?:It|He|Me|Us|Do|So|Go|No|My|Up)) \.\s+(?=[A-Z])
    | [!?]+[”’"')\]]*\s+
    | [;:]\s+
    | \s+[—–]\s+ | \s+--?\s+ | (?<=\w)—(?=\w) | --
    | \s*\n\s*
    """,
    re.VERBOSE,
)
_SUBJECT = (
    r"(?:I|we|you|he|she|it|they|there|here|this|that|these|those|nobody|everybody|"
    r"I['’]\w+|we['’]\w+|you['’]\w+|s?he['’]\w+|it['’]\w+|they['’]\w+|there['’]s|that['’]s)\b"
)
# Conjunctions that open a clause: any of them after a comma and before a subject, and the
# plain co-ordinating ones before a pronoun even without the comma.
_WEAK = re.compile(
    r",\s+(?=(?:but|because|although|though|whereas|so|yet|und|aber|mais|pero|mas|но|а)\b)"
    rf"|,\s+(?=(?:and|or|nor|as|while|since)\s+{_SUBJECT})"
    rf"|\s+(?=(?:and|but|because)\s+{_SUBJECT})",
    re.IGNORECASE,
)
_EDGE = ' \t\r\n,;:.…—–-“”„‟"«»‘'


def cut(text: str) -> list[tuple[int, int]]:
    """Cut one passage into clauses, as half-open offsets into it.

    Strong boundaries (sentence end, semicolon, dash, mark of omission) always cut; a
    conjunction cuts only where both sides keep four words. Punctuation at the edges is
    left out, so the clauses do not tile the passage. Text without a word gives none.

    >>> text = "Russia complies with all these rules, but there are things we can discuss (…)."
    >>> [text[start:end] for start, end in cut(text)]
    ['Russia complies with all these rules', 'but there are things we can discuss']
    """
    spans = []
    for start, end in _between(_STRONG, text, 0, len(text)):
        spans += _keep_long(text, _between(_WEAK, text, start, end))
    trimmed = (_trim(text, start, end) for start, end in spans)
    return [(start, end) for start, end in trimmed if re.search(r"\w", text[start:end])]


def _between(pattern: re.Pattern, text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for match in pattern.finditer(text, start, end):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, end)]


def _keep_long(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a piece that is too short to stand alone to the one before it."""
    kept = spans[:1]
    for start, end in spans[1:]:
        before = kept[-1]
        if min(len(text[a:b].split()) for a, b in (before, (start, end))) < _LEAST_WORDS:
            kept[-1] = (before[0], end)
        else:
            kept.append((start, end))
    return kept


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def clauses(quotes: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Cut quotations into clauses.

    One row of the result is one clause of one quotation, with ``statement_id`` null; it
    has the columns of ``tables.CLAUSES``, in the order of the articles and of their text.
    Reads quotes[quote_id, part, article_id, start, end, form, actor] and
    articles[article_id, text]. Scare quotes and titles state nothing and give no clause.
    A span that two quotations share (a quoted fragment inside a reported clause) counts
    once, as the quotation that starts first.

    Raises ParallaxError where a column is missing or a quotation names an unknown article.

    >>> quotes = pl.DataFrame({"quote_id": ["efe:1"], "part": [0], "article_id": ["efe"],
    ...     "start": [1], "end": [17], "form": ["direct"], "actor": ["kim"]})
    >>> articles = pl.DataFrame({"article_id": ["efe"], "text": ["“We won. They lost.” Kim said"]})
    >>> clauses(quotes, articles)["text"].to_list()
    ['We won', 'They los']
    """
    _require("quotes", quotes, _NEEDED)
    _require("articles", articles, ("article_id", "text"))
    texts = dict(articles.select("article_id", "text").iter_rows())
    rows = []
    spoken = quotes.filter(pl.col("form").is_in(SPOKEN)).sort("article_id", "start", "part")
    for quote in spoken.select(_NEEDED).iter_rows(named=True):
        article = quote["article_id"]
        if article not in texts:
            raise ParallaxError(
                f"quotes, quote_id {quote['quote_id']}",
                f"article '{article}' is not among the articles",
                "pass the articles that the quotations were read from",
            )
        for start, end in cut(texts[article][quote["start"] : quote["end"]]):
            start, end = start + quote["start"], end + quote["start"]
            rows.append(
                {
                    "clause_id": f"{article}:{start}",
                    "quote_id": quote["quote_id"],
                    "article_id": article,
                    "start": start,
                    "end": end,
                    "text": texts[article][start:end],
                    "actor": quote["actor"],
                    "form": quote["form"],
                    "statement_id": None,
                }
            )
    frame = pl.DataFrame(rows, schema=tables.CLAUSES.schema)
    order = articles.select("article_id").unique(maintain_order=True).with_row_index("_order")
    frame = frame.unique("clause_id", keep="first", maintain_order=True)
    return frame.join(order, on="article_id").sort("_order", "start").drop("_order")


def _require(name: str, frame: pl.DataFrame, columns: tuple[str, ...]) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ParallaxError(
            f"table {name}",
            f"column '{missing[0]}' is missing",
            f"pass a frame with the columns {', '.join(columns)}",
        )
