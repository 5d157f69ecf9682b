"""Sentences and words, with offsets into the untouched text.

Where a source lost the space between two words ("Unand", "mediabankVladimir") a
word boundary is added; the text itself never changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import polars as pl
from sentencex import get_sentence_boundaries  # pyright: ignore[reportAttributeAccessIssue]

from analysis import tables
from analysis.languages.folding import SOFT, fold
from analysis.languages.scripts import HAS_WIDE, MARKS, cut

# sentencex keeps a quotation whole, however many sentences it holds, and a mark
# that never closes swallows the rest: so it is shown the text without marks.
_MARKS = '“”„‟"«»‹›'
_WIDE_OPENING, _WIDE_STOPS = "“‘「『《〈（", "。！？"
_BETWEEN = re.compile(rf"[ \t\xa0\u3000{_MARKS}]*")
_WINDOW, _LONGEST = 8_000, 64_000  # characters shown at once; of a sentence

_LETTER = rf"[^\W\d_{MARKS}]"
_JOINERS = "\u200c\u200d"  # between letters of Persian and of Indian scripts
_PART = rf"(?:[^\W_]|[{MARKS}])+(?:[{SOFT}{_JOINERS}]+(?:[^\W_]|[{MARKS}])+)*"
_GERSHAYIM = r"(?<=[\u0590-\u05ff])[\"”״](?=[\u0590-\u05ff])"  # צה"ל is one word
WORD = re.compile(
    rf"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?!\w)"  # 3.5  10,000  1st
    rf"|(?:{_LETTER}\.){{2,}}|(?:[A-Z]\.)+[A-Z](?!\w)"  # U.S., U.S
    rf"|{_PART}(?:(?:[-‐‑’ʼ'&]|{_GERSHAYIM}){_PART})*"
)
# As `languages.folding` does; but accents stay, for a language may need them.
_TYPED, _AS = ["’", "ʼ", "‑", "‐", *SOFT], ["'", "'", "-", "-", "", ""]
_HOUR = re.compile(r"[ap]\.m\.\s*$")
_OF_HOUR = re.compile(  # "8 p.m. ET", "8 p.m. Sunday"
    r"\s*(?:[ECMP][SD]?T|GMT|BST|UTC|CES?T|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?![’'])"
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
    bare = text
    for mark in _MARKS:  # much quicker than str.translate
        bare = bare.replace(mark, " ")
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _ends(bare, language):
        # an opening mark at the end belongs to the next sentence
        while start < end < len(text) and _opens_next(text, end - 1):
            end -= 1
        after = _BETWEEN.match(text, end)
        if after and text[after.end() : after.end() + 1].islower():  # “What?” he asked.
            continue
        if not any(map(str.isalnum, text[start:end])):  # a dash or a bullet
            continue
        if _runs_on(text, max(start, end - 6), end):
            continue
        spans.append(_trim(text, start, end))
        start = end
    if text[start:].strip():  # what is left after the last word belongs to it
        first = spans.pop()[0] if spans else _trim(text, start, len(text))[0]
        spans.append((first, len(text.rstrip())))
    return spans


def _opens_next(text: str, place: int) -> bool:
    """Whether the mark at a place opens what follows: after a space, or a stop that needs none."""
    before = text[place - 1]
    return (text[place] in _MARKS and before.isspace()) or (
        text[place] in _WIDE_OPENING and before in _WIDE_STOPS
    )


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a full stop ends an abbreviation only: "Ms." Roe, "R-S." in "R-S.C.", "8 p.m. ET"."""
    last = text[start:end]
    if _HOUR.search(last) and _OF_HOUR.match(text, end):
        return True
    within = re.search(r"\b[A-Z]\.$", last) and text[end : end + 1].isupper()
    return bool(within or re.search(r"\bMs\.\s*$", last))


def _ends(text: str, language: str) -> Iterator[int]:
    """Where sentencex ends the sentences, shown a window at a time.

    Where sentences are not parted by spaces it takes time in proportion to n². What lies
    two boundaries before the window's end does not depend on what follows, but for a
    bracket that closes only beyond it; no paragraph of a newspaper is as long as one.
    """
    start, window = 0, _WINDOW
    while start < len(text):
        piece = text[start : start + window]
        ends = [found["end_index"] for found in get_sentence_boundaries(language, piece)]
        if start + window < len(text):
            ends = ends[:-2] or [window] * (window >= _LONGEST)
        yield from (start + end for end in ends)
        if start + window >= len(text):
            return
        start += ends[-1] if ends else 0
        window = _WINDOW if ends else 2 * window


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
    chunks = _chunks(texts, sentences)
    plain = chunks["core"].str.contains(_PLAIN)
    words = pl.concat([_plain_words(chunks.filter(plain)), _other_words(chunks.filter(~plain))])
    listed = {key: _listed(value) for key, value in (boundaries or {}).items()}
    words, splits = _apart(words, texts, listed)
    names = ("article_id", "token", "sentence", "start", "end", "word")
    words = words.sort("at").with_columns(
        end=pl.col("start") + pl.col("surface").str.len_chars(),
        token=pl.int_range(pl.len()).over("article_id"),
        word=pl.col("surface").pipe(_lower),
    )
    return (
        _without_accents(words, _languages(articles)).select(
            pl.col(name).cast(tables.TOKENS.schema[name]) for name in names
        ),
        splits,
    )


# What WORD takes whole, once the marks around it are gone.
_PLAIN = "^(?:[A-Za-z][A-Za-z0-9]*(?:[-’'&][A-Za-z0-9]+)*|[A-Za-z0-9]+)$"
# Marks that are never part of a word at either end of it.
_AROUND = ".,:;!?…“”‘’\"'()[]"


def _chunks(texts: dict[str, str], sentences: pl.DataFrame) -> pl.DataFrame:
    """Cut sentences at their spaces: no word reaches beyond one.

    One row is one chunk: article_id, sentence, start in the text, ``at`` in all sentences
    put together, and its ``core`` without the marks around it.
    """
    spans = sentences.select("article_id", "start", "end").iter_rows()
    passages = [_without_tags(texts[article_id][start:end]) for article_id, start, end in spans]
    length = pl.col("end") - pl.col("start") + 1
    chunk_length = pl.col("chunk").str.len_chars().cast(pl.Int64) + 1
    return (
        sentences.select(
            "article_id",
            "sentence",
            shift=pl.col("start") - length.cum_sum() + length,
            chunk=pl.Series(passages, dtype=pl.String).str.split(" "),
        )
        .explode("chunk")
        .with_columns(at=chunk_length.cum_sum() - chunk_length)
        .with_columns(
            start=pl.col("at") + pl.col("shift"),
            core=pl.col("chunk").str.strip_chars(_AROUND),
        )
    )


def _without_tags(text: str) -> str:
    return _TAG.sub(lambda tag: " " * len(tag[0]), text) if "<" in text else text


_WORD_COLUMNS = ("article_id", "sentence", "at", "start", "surface")


def _plain_words(chunks: pl.DataFrame) -> pl.DataFrame:
    """Chunks that are one word of plain letters, which most are."""
    before = (
        pl.col("chunk").str.len_chars()
        - pl.col("chunk").str.strip_chars_start(_AROUND).str.len_chars()
    )
    before = before.cast(pl.Int64)
    return chunks.with_columns(
        pl.col("at", "start") + before, pl.col("core").alias("surface")
    ).select(_WORD_COLUMNS)


def _other_words(chunks: pl.DataFrame) -> pl.DataFrame:
    """The words of all other chunks; equal chunks have equal words."""
    distinct = chunks["chunk"].unique()
    found = [_words_in(chunk) for chunk in distinct.to_list()]
    words = pl.DataFrame(
        {
            "chunk": distinct,
            "before": [[start for start, _ in words] for words in found],
            "surface": [[word for _, word in words] for words in found],
        },
        schema={
            "chunk": pl.String,
            "before": pl.List(pl.Int64),
            "surface": pl.List(pl.String),
        },
    )
    return (
        chunks.join(words, on="chunk", how="inner")
        .explode("before", "surface")
        .drop_nulls("surface")
        .with_columns(pl.col("at", "start") + pl.col("before"))
        .select(_WORD_COLUMNS)
    )


def _words_in(chunk: str) -> list[tuple[int, str]]:
    """Each word of a chunk with its place; what is written without spaces is cut."""
    found: list[tuple[int, str]] = []
    for match in WORD.finditer(chunk):
        parts = cut(match[0]) if HAS_WIDE.search(match[0]) else [match[0]]
        start = match.start()
        for part in parts:
            found.append((start, part))
            start += len(part)
    return found


def _lower(words: pl.Expr) -> pl.Expr:
    return words.str.replace_many(_TYPED, _AS).str.to_lowercase()


def _without_accents(words: pl.DataFrame, languages: dict[str, str]) -> pl.DataFrame:
    """Words in their normal form in the languages in which accents tell no words apart."""
    odd = words.filter(pl.col("word").str.contains(r"[^\x00-\x7f]"))
    for code in {languages[article_id] for article_id in odd["article_id"].unique()}:
        mine = pl.col("article_id").is_in([a for a, found in languages.items() if found == code])
        plain = {word: fold(word, code) for word in odd.filter(mine)["word"].unique()}
        plain = {word: folds for word, folds in plain.items() if folds != word}
        if plain:
            folds = pl.when(mine).then(pl.col("word").replace(plain)).otherwise("word")
            words = words.with_columns(word=folds)
    return words


def _apart(
    words: pl.DataFrame, texts: dict[str, str], listed: dict[str, dict[str, int]]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Cut run-on words in two; the second table says which, and by which rule."""
    known = {word for cuts in listed.values() for word in cuts}
    suspect = pl.col("surface").str.contains("[^A-Z][A-Z]") | pl.col("surface").is_in(known)
    words_of: dict[str, set[str]] = {}
    parts, splits, whole = [], [], []
    for article_id, sentence, at, start, word in words.filter(suspect).sort("at").iter_rows():
        if _RUN_ON.match(word) and article_id not in words_of:
            words_of[article_id] = set(WORD.findall(texts[article_id]))
        cut, rule = _cut(word, listed.get(article_id, {}), words_of.get(article_id, set()))
        if cut is not None:
            parts.append((article_id, sentence, at, start, word[:cut]))
            parts.append((article_id, sentence, at + cut, start + cut, word[cut:]))
            splits.append((article_id, start, start + len(word), rule))
            whole.append(at)
    schema = {"article_id": pl.String, "start": pl.Int64, "end": pl.Int64, "rule": pl.String}
    halves = pl.DataFrame(parts, schema=words.schema, orient="row")
    return (
        pl.concat([words.filter(~pl.col("at").is_in(whole)), halves]),
        pl.DataFrame(splits, schema=schema, orient="row"),
    )


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
