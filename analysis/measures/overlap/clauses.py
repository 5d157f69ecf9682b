"""Quotations cut into clauses, because outlets splice and clip sentences.

A clause here is the stretch between two places where a writer could have stopped
quoting: the end of a sentence, a semicolon, a dash, a mark of omission, or a
conjunction that opens a clause of its own ("…, but there are things …").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError

FORMS = {"direct": 0, "mixed": 1, "indirect": 2}  # the most literal first
SPOKEN = ("direct", "mixed", "indirect")
_NEEDED = ("quote_id", "part", "article_id", "start", "end", "form", "actor")
_LEAST_WORDS = 4
_LEAST_REPORTED = 3
_NAMING = 2  # words of a term
_USED_BY = 5  # articles that use it

# Places that end a clause whatever follows: omission marks, sentence ends, semicolons,
# colons, spaced dashes, line breaks. A full stop after a short capitalised word or a
# single letter is an abbreviation ("Gen. Ryder", "U.S. officials"), not an end.
_STRONG = re.compile(
    r"""
    [(\[]\s*(?:…|\.\s?\.\s?\.)\s*[)\]]                          # (…) or […]
    | (?:…|\.\s?\.\s?\.)[.,]?\s                                 # … between words
    | (?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.[”’"')\]]*\s+(?=[“‘"'(\[]*[^\W_a-z])
    | (?<=\b(?:It|He|Me|Us|Do|So|Go|No|My|Up))\.\s+(?=[A-Z])
    | [!?][”’"')\]]*\s
    | [;:]\s
    | (?<=\s)[—–](?=\s) | (?<=\s)--?(?=\s) | (?<=\w)—(?=\w) | --
    | \n
    """,
    re.VERBOSE,
)
_MAY_END = re.compile(r"[(\[….!?;:\n—–-]")  # how each of them begins
_SUBJECT = (
    r"(?:I|we|you|he|she|it|they|there|here|this|that|these|those|nobody|everybody|"
    r"I['’]\w+|we['’]\w+|you['’]\w+|s?he['’]\w+|it['’]\w+|they['’]\w+|there['’]s|that['’]s)\b"
)
# Conjunctions that open a clause: any of them after a comma and before a subject, and the
# plain co-ordinating ones before a pronoun even without the comma.
_WEAK = re.compile(
    r",\s+(?=(?:but|because|although|though|whereas|so|yet|und|aber|mais|pero|mas|но|а)\b)"
    rf"|,\s+(?=(?:and|or|nor|as|while|since)\s+{_SUBJECT})"
    rf"|\s(?=(?:and|but|because)\s+{_SUBJECT})",
    re.IGNORECASE,
)
# Lists of headlines that a page links to, taken for speech: "A | B", "… trial MORE (R-Ky.)".
_LINKS = re.compile(r"\s\|\s|\bMORE\b(?=\s*[(’']|\s*[,.;]|$|\s+\w)")
_LINK_WITHIN = 260
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_THAT = re.compile(r"(?:that\s+)?", re.IGNORECASE)
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
    for start, end in _between(_strong(text), 0, len(text)):
        spans += _keep_long(text, _between(_WEAK.finditer(text, start, end), start, end))
    trimmed = (_trim(text, start, end) for start, end in spans)
    return [(start, end) for start, end in trimmed if re.search(r"\w", text[start:end])]


def _strong(text: str) -> Iterator[re.Match[str]]:
    """What `_STRONG` finds in a text, tried only where one of its ends may begin."""
    done = 0
    for place in _MAY_END.finditer(text):
        if place.start() >= done and (match := _STRONG.match(text, place.start())):
            yield match
            done = match.end()


def _between(ends: Iterable[re.Match[str]], start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for match in ends:
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

    One row of the result is one clause of one quotation, ``statement_id`` and ``score`` null; it
    has the columns of ``tables.CLAUSES``, in the order of the articles and of their text.
    Reads quotes[quote_id, part, article_id, start, end, form, actor] and
    articles[article_id, text]. Scare quotes and titles state nothing and give no clause;
    nor do one or two reported words ("with defiance"), what is left of a cut sentence, nor a
    list of links. A reported clause with a quoted fragment inside is one clause, of form
    ``mixed``, so that no character of an article stands in two clauses.

    Raises ParallaxError where a column is missing or a quotation names an unknown article.

    >>> text = "“We won. They lost.” Kim said"
    >>> quotes = pl.DataFrame({"quote_id": ["efe:1"], "part": [0], "article_id": ["efe"],
    ...     "start": [1], "end": [19], "form": ["direct"], "actor": ["kim"]})
    >>> clauses(quotes, pl.DataFrame({"article_id": ["efe"], "text": [text]}))["text"].to_list()
    ['We won', 'They lost']
    """
    tables.require(quotes, "quotes", *_NEEDED)
    tables.require(articles, "articles", "article_id", "text")
    texts = dict(articles.select("article_id", "text").iter_rows())
    spoken = quotes.filter(pl.col("form").is_in(SPOKEN))
    for quote_id, article in spoken.select("quote_id", "article_id").iter_rows():
        if article not in texts:
            raise ParallaxError(
                f"quotes, quote_id {quote_id}",
                f"article '{article}' is not among the articles",
                "pass the articles that the quotations were read from",
            )
    by_article: dict[str, list[dict]] = {article: [] for article in texts}
    for quote in spoken.select(_NEEDED).iter_rows(named=True):
        by_article[quote["article_id"]].append(quote)
    rows = [row for article, said in by_article.items() for row in _read(said, texts[article])]
    return pl.DataFrame(rows, schema=tables.CLAUSES.schema)


def _read(quotes: list[dict], text: str) -> list[dict]:
    """The clauses of one article's quotations; marked words in a reported clause are its own."""
    around = [quote for quote in quotes if quote["form"] == "indirect"]
    alone, rows = [], []
    for quote in quotes:
        whole = None if quote["form"] == "indirect" else _around(quote, around)
        if whole is None:
            alone.append(quote)
        else:
            whole.setdefault("marked", []).append(quote)
    for quote in alone:
        rows += _clauses_of(quote, text)
    return _once(rows, text)


def _around(quote: dict, reported: list[dict]) -> dict | None:
    """The reported clause that a quotation stands inside."""
    inside = (r for r in reported if r["start"] <= quote["start"] and quote["end"] <= r["end"])
    return next(inside, None)


def _clauses_of(quote: dict, text: str) -> list[dict]:
    passage = text[quote["start"] : quote["end"]]
    rows = []
    for start, end in cut(passage):
        form = quote["form"]
        if form == "indirect":  # "said that …": the conjunction is not reported
            start = _THAT.match(passage, start, end).end()  # type: ignore[union-attr]
            form = _form(quote, start + quote["start"], end + quote["start"])
            if form == "indirect" and len(passage[start:end].split()) < _LEAST_REPORTED:
                continue
        start, end = start + quote["start"], end + quote["start"]
        if linked(text, start, end):
            continue
        rows.append(_row(quote, start, end, text) | {"form": form})
    return rows


def _form(quote: dict, start: int, end: int) -> str:
    """The form of a clause of reported speech: mixed where words of it stand in marks."""
    over = [m for m in quote.get("marked", []) if m["start"] < end and start < m["end"]]
    if not over:
        return "indirect"
    whole = over[0]["start"] <= start and end <= over[0]["end"]
    return over[0]["form"] if whole else "mixed"


def _row(quote: dict, start: int, end: int, text: str) -> dict:
    return {
        "clause_id": f"{quote['article_id']}:{start}",
        "quote_id": quote["quote_id"],
        "article_id": quote["article_id"],
        "start": start,
        "end": end,
        "text": text[start:end],
        "actor": quote["actor"],
        "form": quote["form"],
        "statement_id": None,
        "score": None,
    }


def linked(text: str, start: int, end: int) -> bool:
    """Tell whether a clause stands in a list of links: a mark of one in it, or soon after it.

    >>> linked("Roe wins in Hull | Doe loses", 0, 16)
    True
    """
    near = text[start : end + _LINK_WITHIN]
    if "|" not in near and "MORE" not in near:
        return False
    after = _SENTENCE_END.split(text[end : end + _LINK_WITHIN], maxsplit=1)[0]
    return _LINKS.search(text, start, end) is not None or _LINKS.search(after) is not None


def _once(rows: list[dict], text: str) -> list[dict]:
    """Clauses without what stands in an earlier one, where quotations overlap."""
    kept: list[dict] = []
    for row in sorted(rows, key=lambda row: (row["start"], -row["end"])):
        done = kept[-1]["end"] if kept else 0
        if row["start"] >= done:
            kept.append(row)
        elif row["end"] > done:
            start, end = _trim(text, done, row["end"])
            if re.search(r"\w", text[start:end]):
                kept.append(_row(row, start, end, text))
    return kept


def stating(cut: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Leave out partly quoted words that are the event's own vocabulary, not somebody's words.

    Such a clause is one or two words in marks ("fiscal cliff") that a fifth of the articles,
    and at least five, use outside all clauses, in their own voice. One row of the result is
    one clause that is left; reads cut[article_id, start, end, text, form] and
    articles[article_id, text].

    >>> cut = pl.DataFrame({"article_id": ["efe"], "start": [3], "end": [15],
    ...     "text": ["fiscal cliff"], "form": ["mixed"]})
    >>> ids = ["efe", "bz", "c", "d", "e", "f"]
    >>> texts = ["a “fiscal cliff” near"] * 6
    >>> stating(cut, pl.DataFrame({"article_id": ids, "text": texts})).is_empty()
    True
    """
    brief = (pl.col("form") == "mixed") & (pl.col("text").str.count_matches(r"\w+") <= _NAMING)
    terms = cut.filter(brief)["text"].unique()
    if terms.is_empty():
        return cut
    texts = _unspoken(cut, articles)
    least = max(_USED_BY, len(texts) / 5)
    folded = {term: term.casefold() for term in terms}
    met = pl.Series(texts, dtype=pl.String).str.extract_many(
        sorted(set(folded.values())), overlapping=True
    )
    counted = met.list.unique().explode().value_counts()  # of each term, the texts that hold it
    counts = dict(counted.iter_rows())
    used = [term for term in terms if counts.get(folded[term], 0) >= least]
    return cut.filter(~(brief & pl.col("text").is_in(used)))


def _unspoken(cut: pl.DataFrame, articles: pl.DataFrame) -> list[str]:
    """Each text in small letters, a bar in the place of every clause."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for article, start, end in cut.select("article_id", "start", "end").sort("start").iter_rows():
        spans.setdefault(article, []).append((start, end))
    texts = []
    for article, text in articles.select("article_id", pl.col("text").fill_null("")).iter_rows():
        pieces, done = [], 0
        for start, end in spans.get(article, []):
            pieces.append(text[done:start])
            done = max(done, end)
        texts.append("|".join([*pieces, text[done:]]).casefold())
    return texts
