"""Sentences and words, with offsets into the untouched text.

Where a source lost the space between two words ("Unand", "mediabankVladimir") a
word boundary is added; the text itself never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

import polars as pl
from sentencex import get_sentence_boundaries  # pyright: ignore[reportAttributeAccessIssue]

from analysis import tables

# sentencex keeps a quotation whole, however many sentences it holds, and a mark
# that never closes swallows the rest: so it is shown the text without marks.
_MARKS = '“”„‟"«»‹›'
_WITHOUT_MARKS = str.maketrans(dict.fromkeys(_MARKS, " "))
_SPACE = " \t\xa0\u3000"

_LETTER = r"[^\W\d_\u0300-\u036f]"
_PART = r"(?:[^\W_]|[\u0300-\u036f])+"
WORD = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?!\w)"  # 3.5  10,000  1st
    rf"|(?:{_LETTER}\.){{2,}}"  # U.S.
    rf"|{_PART}(?:[-‑’'&]{_PART})*"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
# "mediabankVladimir": a small word running into a name; short first halves are
# left alone, for they are brands (YouTube, LinkedIn)
_RUN_ON = re.compile(r"[^\W\d_A-Z][^\W\d_A-Z]{5,}(?=[A-Z][^\W\d_A-Z]{2,})")


def sentences(articles: pl.DataFrame, paragraphs: pl.DataFrame) -> pl.DataFrame:
    """Cut paragraphs into sentences.

    Reads article_id, text, language (English where null or absent) of the articles,
    and the paragraphs' spans. One row of the result is one sentence of
    `tables.SENTENCES`. Sentences lie inside their paragraph and leave out nothing
    but white space; quotation marks belong to the sentence they open or close.
    Boundaries are those of sentencex (Wikimedia, MIT), which knows abbreviations.
    """
    texts = _texts(articles)
    languages = _languages(articles)
    rows = []
    number: dict[str, int] = {}
    for article_id, paragraph, start, end in paragraphs.select(
        "article_id", "paragraph", "start", "end"
    ).iter_rows():
        for first, last in _sentence_spans(texts[article_id][start:end], languages[article_id]):
            number[article_id] = number.get(article_id, -1) + 1
            rows.append((article_id, number[article_id], paragraph, start + first, start + last))
    return pl.DataFrame(rows, schema=tables.SENTENCES.schema, orient="row")


def _sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    found = get_sentence_boundaries(language, text.translate(_WITHOUT_MARKS))
    ends = [boundary["end_index"] for boundary in found]
    spans: list[tuple[int, int]] = []
    start = 0
    for end in ends:
        # an opening mark at the end belongs to the next sentence
        while start < end < len(text) and text[end - 1] in _MARKS and text[end - 2].isspace():
            end -= 1
        rest = text[end:].lstrip(_SPACE + _MARKS)
        if rest[:1].islower():  # “What?” he asked.
            continue
        if not any(map(str.isalnum, text[start:end])):  # a dash or a bullet
            continue
        spans.append(_trim(text, start, end))
        start = end
    if text[start:].strip():  # what is left after the last word belongs to it
        first = spans.pop()[0] if spans else _trim(text, start, len(text))[0]
        spans.append((first, len(text.rstrip())))
    return spans


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def tokens(
    articles: pl.DataFrame,
    sentences: pl.DataFrame,
    boundaries: Mapping[str, list[str]] | None = None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cut sentences into words, adding the boundaries that a source lost.

    ``boundaries`` maps an article to the splits listed for it in event.toml
    ("Un|and"). HTML tags are no words. The first table has one row per word:
    article_id, token, sentence, start, end, word (lower case, straight
    apostrophes). The second has one row per boundary added: article_id, start,
    end of the run-on word, and the rule (``listed`` or ``run-on-name``).
    """
    texts = _texts(articles)
    splits: list[tuple[str, int, int, str]] = []
    columns: dict[str, list] = {
        "article_id": [],
        "token": [],
        "sentence": [],
        "start": [],
        "end": [],
    }
    words: list[str] = []
    listed = {key: _listed(value) for key, value in (boundaries or {}).items()}
    spans = sentences.select("article_id", "sentence", "start", "end").iter_rows()
    for article_id, group in groupby(spans, key=itemgetter(0)):
        text = texts[article_id]
        words_of_text = set(WORD.findall(text)) if _RUN_ON.search(text) else set()
        cuts = listed.get(article_id, {})
        number = len(words)
        for _, sentence, first, last in group:
            found = list(_word_spans(text, first, last))
            if cuts or words_of_text:
                found, rules = _apart(text, found, cuts, words_of_text)
                splits += [(article_id, *rule) for rule in rules]
            columns["sentence"] += [sentence] * len(found)
            columns["start"] += [start for start, _ in found]
            columns["end"] += [end for _, end in found]
            words += [text[start:end] for start, end in found]
        columns["article_id"] += [article_id] * (len(words) - number)
        columns["token"] += range(len(words) - number)
    # words hold no line break, and one call for all is quicker than one for each
    lower = "\n".join(words).lower().replace("’", "'").split("\n") if words else []
    schema = {name: tables.TOKENS.schema[name] for name in (*columns, "word")}
    split_schema = {
        "article_id": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "rule": pl.String,
    }
    return (
        pl.DataFrame({**columns, "word": lower}, schema=schema),
        pl.DataFrame(splits, schema=split_schema, orient="row"),
    )


def _apart(
    text: str, spans: list[tuple[int, int]], cuts: dict[str, int], words_of_text: set[str]
) -> tuple[list[tuple[int, int]], list[tuple[int, int, str]]]:
    """Cut run-on words in two; the second list says which, and by which rule."""
    apart, rules = [], []
    for start, end in spans:
        cut, rule = _cut(text[start:end], cuts, words_of_text)
        if cut is None:
            apart.append((start, end))
        else:
            apart += [(start, start + cut), (start + cut, end)]
            rules.append((start, end, rule))
    return apart, rules


def _word_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if text.find("<", start, end) < 0:
        return (match.span() for match in WORD.finditer(text, start, end))
    return _word_spans_between_tags(text, start, end)


def _word_spans_between_tags(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for tag in [*_TAG.finditer(text, start, end), None]:
        stop = tag.start() if tag else end
        yield from (match.span() for match in WORD.finditer(text, start, stop))
        start = tag.end() if tag else end


def _listed(splits: list[str]) -> dict[str, int]:
    return {split.replace("|", "", 1): split.index("|") for split in splits if "|" in split}


def _cut(word: str, cuts: dict[str, int], words_of_text: set[str]) -> tuple[int | None, str]:
    """Where a run-on word is to be cut, and by which rule; None if it is one word."""
    if word in cuts:
        return cuts[word], "listed"
    run_on = _RUN_ON.match(word) if words_of_text else None
    if run_on and word[run_on.end() :] in words_of_text:
        return run_on.end(), "run-on-name"
    return None, ""


def _texts(articles: pl.DataFrame) -> dict[str, str]:
    return dict(articles.select("article_id", pl.col("text").fill_null("")).iter_rows())


def _languages(articles: pl.DataFrame) -> dict[str, str]:
    if "language" not in articles.columns:
        return dict.fromkeys(articles["article_id"], "en")
    return dict(articles.select("article_id", pl.col("language").fill_null("en")).iter_rows())
