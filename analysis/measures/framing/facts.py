"""Facts that some outlets carry and others don't, found in the text without any list of them.

Numbers, dates, names and places are recognised by their form, so a fact told in other
words ("a pair of missiles") is not found: an absent fact is shown with the sentence
that comes nearest (`places.nearest`) for a reader to check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from analysis import languages, tables
from analysis.measures.framing import proper_names
from analysis.measures.framing.proper_names import DAYS, MONTHS, Found, Word
from analysis.measures.rows import with_outlet

_BEFORE_A_DATE = frozenset(
    ("in", "of", "since", "late", "early", "last", "next", "until", "till", "by", "from", "before")
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?")
_SCALE = frozenset(("hundred", "thousand", "million", "billion", "trillion", "percent"))
# Words between a number and what it counts ("two short-range ballistic missiles").
_DESCRIBES = re.compile(r"\w+-\w+|\w{2,}(?:al|ic|ive|ous|ed|an|ish|est|er|ble)|other|more|new")


def facts(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = ("headline", "subhead", "body"),
) -> pl.DataFrame:
    """List the numbers, dates, names and places that articles carry, and who leaves them out.

    A number is a figure or number word with what it counts, whatever stands between
    ("two short-range ballistic missiles" is "two missiles"); a date is a day, month with
    year or weekday; a name is a run of capitalised words, its shorter forms in the same
    article ("Putin") counted with the fullest; a place is a name that mostly follows
    "in", "at", "near" and the like. Reads tokens (of ``kinds``) and articles (text,
    outlet). One row per fact and article, zero-filled: target (the fact), fact (number,
    date, name, place), n_articles (how many carry it), value = mentions in this article,
    evidence = where. Fewest articles last. 0 means: not found by its form.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.facts(corpus.tokens, corpus.articles)
    >>> rows.filter(target="75 years").filter(pl.col("value") > 0)["outlet"].to_list()
    ['sputnik-india']
    """
    lines = proper_names.sentences(tokens.filter(pl.col("kind").is_in(kinds)), articles)
    found = [*_numbers_and_dates(lines), *proper_names.find(lines)]
    frame = pl.DataFrame(found, schema=dict(zip(Found._fields, _DTYPES, strict=True)), orient="row")
    shown = pl.col("shown").first().over("key")
    counted = (
        frame.with_columns(target=shown, evidence=tables.passage_id())
        .group_by("key", "target", "kind", "article_id", maintain_order=True)
        .agg(value=pl.len().cast(pl.Float64), evidence="evidence")
    )
    reach = counted.group_by("target", fact="kind", maintain_order=True).agg(
        n_articles=pl.len().cast(pl.Int64), total=pl.col("value").sum()
    )
    grid = (
        reach.sort("n_articles", "total", "target", descending=[True, True, False])
        .join(articles.select("article_id"), how="cross", maintain_order="left")
        .join(
            counted.rename({"kind": "fact"}),
            on=["target", "fact", "article_id"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("value").fill_null(0), pl.col("evidence").fill_null([]))
    )
    columns = ("target", "fact", "n_articles", "article_id", "outlet", "value", "evidence")
    kept = tokens.filter(pl.col("kind").is_in(kinds))
    return with_outlet(_inside_longer(grid, kept, articles), articles).select(columns)


def _inside_longer(
    grid: pl.DataFrame, tokens: pl.DataFrame, articles: pl.DataFrame
) -> pl.DataFrame:
    """Count a fact's form where it stands inside a longer one: "Trump" in "Mr. Trump".

    So that 0 is true to the letter: the form occurs nowhere in what was read.
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    read: dict[str, set[int]] = {article_id: set() for article_id in texts}
    for article_id, start, end in tokens.select("article_id", "start", "end").iter_rows():
        read[article_id].update(range(start, end))
    values, evidence = grid["value"].to_list(), grid["evidence"].to_list()
    for row, (target, article_id) in enumerate(grid.select("target", "article_id").iter_rows()):
        if values[row] or target not in texts[article_id]:
            continue
        form = re.compile(rf"(?<!\w){re.escape(target)}(?!\w)")
        found = [m for m in form.finditer(texts[article_id]) if m.start() in read[article_id]]
        values[row] = float(len(found))
        evidence[row] = [f"{article_id}:{m.start()}-{m.end()}" for m in found]
    filled = grid.with_columns(
        value=pl.Series(values, dtype=pl.Float64),
        evidence=pl.Series(evidence, dtype=pl.List(pl.String)),
    )
    return filled.with_columns(
        n_articles=(pl.col("value") > 0).sum().over("target", "fact").cast(pl.Int64)
    )


_DTYPES = (*(pl.String,) * 4, pl.Int64, pl.Int64)


def _numbers_and_dates(lines: list[list[Word]]) -> Iterator[Found]:
    figures = languages.read().numbers
    for line in lines:
        place = 0
        while place < len(line):
            word = line[place]
            likely = word.capital or word.word in figures or word.word[0].isdigit()
            found = (likely and (_date(line, place) or _number(line, place))) or None
            if found:
                key, kind, shown, end = found
                first = line[place]
                yield Found(key, kind, shown, first.article_id, first.start, line[end - 1].end)
            place = found[3] if found else place + 1


_Match = tuple[str, str, str, int]  # key, kind, how it is shown, index after its last word


def _date(line: list[Word], place: int) -> _Match | None:
    """A date that begins here: "13 September", "Sep 13, 2023", "February 2022", "Friday"."""
    word = line[place]
    before = line[place - 1].word if place else ""
    weekday = word.word.removesuffix("'s").removesuffix("s")
    if word.capital and weekday in DAYS:
        return _dated(weekday.title(), place + 1)
    after = [later.word for later in line[place + 1 : place + 3]] + ["", ""]
    day = _DAY.fullmatch(word.word)
    month = line[place + 1] if place + 1 < len(line) else None
    if day and month and month.capital and month.word in MONTHS:
        end = place + 2 + bool(_YEAR.fullmatch(after[1]))
        return _dated(f"{int(day[1])} {MONTHS[month.word]}", end)
    if word.capital and word.word in MONTHS:
        name = MONTHS[word.word]
        if day := _DAY.fullmatch(after[0]):
            return _dated(f"{int(day[1])} {name}", place + 2 + bool(_YEAR.fullmatch(after[1])))
        if _YEAR.fullmatch(after[0]):
            return _dated(f"{name} {after[0]}", place + 2)
        return _dated(name, place + 1) if before in _BEFORE_A_DATE else None
    if _YEAR.fullmatch(word.word) and before in _BEFORE_A_DATE:
        return _dated(word.word, place + 1)
    return None


def _dated(name: str, end: int) -> _Match:
    return f"date {name}", "date", name, end


def _number(line: list[Word], place: int) -> _Match | None:
    """A number that begins here, with the noun that it counts; None if it counts nothing."""
    value, end = _value(line, place)
    if not value:
        return None
    last = min(len(line), end + 4)
    noun = next((i for i in range(end, last) if not _DESCRIBES.fullmatch(line[i].word)), None)
    functional = languages.read().function_words
    if noun is None or line[noun].word in functional or not line[noun].word[0].isalpha():
        return None
    if line[noun].broken or any(word.broken for word in line[place + 1 : noun]):
        return None
    counted = line[noun].word.removesuffix("'s")
    singular = re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", counted))
    written = " ".join(word.text for word in line[place:end])
    return f"number {value} {singular}", "number", f"{written} {counted}", noun + 1


def _value(line: list[Word], place: int) -> tuple[str, int]:
    """The number's value as a key and the index after it; "" if there is no number."""
    word = line[place].word
    figures = languages.read().numbers
    if _FIGURE.fullmatch(word) and not _YEAR.fullmatch(word):
        value = re.sub(r"(?:st|nd|rd|th)$", "", word).replace(",", "")
    elif word in figures and word not in ("first", "second", "half", "double", "twice"):
        value = str(figures[word])
    else:
        return "", place
    end = place + 1
    while end < len(line) and line[end].word in _SCALE:
        value += " " + line[end].word
        end += 1
    return value, end
