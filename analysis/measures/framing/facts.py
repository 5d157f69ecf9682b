"""Facts that some outlets carry and others don't, found in the text without any list of them.

Numbers, dates, names and places are recognised by their form, so a fact told in other
words ("a pair of missiles") is not found: an absent fact is shown with the sentence
that comes nearest (`places.nearest`) for a reader to check.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import polars as pl

from analysis import languages, tables
from analysis.languages import dates, quantities
from analysis.languages.detection import foreign
from analysis.languages.folding import folded
from analysis.measures import base
from analysis.measures.framing import proper_names
from analysis.measures.framing.proper_names import Found, Word
from analysis.measures.rows import with_outlet

_NUMBER = re.compile(quantities.NUMBER, re.IGNORECASE)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SCALE = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
# Words between a number and what it counts ("two short-range ballistic missiles").
_DESCRIBES = re.compile(r"\w+-\w+|\w{2,}(?:al|ic|ive|ous|ed|an|ish|est|er|ble)|other|more|new")
# Of these one or two say nothing: "the two countries", "one day", "both sides".
_FEW = 3
_VAGUE = frozenset(
    (
        *("country", "nation", "side", "party", "leader", "man", "woman", "person", "president"),
        *("government", "thing", "way", "time", "group", "other", "state", "official", "source"),
        *("reason", "point", "question", "area", "case", "half", "part", "place", "step", "kind"),
        *("type", "hand", "head", "end", "capital", "power", "ally", "neighbor", "neighbour"),
    )
)
_IRREGULAR = {"men": "man", "women": "woman", "people": "person", "parties": "party"}


def facts(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = base.READ,
) -> pl.DataFrame:
    """List the numbers, dates, persons, places and names that articles carry, and who lacks them.

    A number is a figure or number word with its unit, however it is typed ("12 percent",
    "12 per cent", "12%"), or with what it counts, whatever stands between ("two
    short-range ballistic missiles" is "two missiles"); "two countries" is none. A date is
    a day, or a month after "in" or with its year; a weekday is resolved by the article's
    date (where it states none, by the date of most others) and left out where that cannot
    be done, and so are years. A name is a run of capitalised words, its shorter forms,
    initials and a country's other names counted with it; a person has a title or speaks,
    a place mostly follows "in" or "at", or says so ("Strait"). Reads tokens (of ``kinds``,
    a repeated headline once) and articles (text, outlet, published). One row per fact and
    article, zero-filled: target (the fact), fact (number, date, person, place, name),
    n_articles (how many carry it), value = mentions in this article, evidence = where.
    Fewest articles last. 0 means: not found by its form. Articles in other languages are
    left out: the forms are English.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.facts(corpus.tokens, corpus.articles)
    >>> rows.filter(target="75 years").filter(pl.col("value") > 0)["outlet"].to_list()
    ['sputnik-india']
    """
    articles = _english(articles)
    carried, order = _carried(tokens, articles, kinds)
    return zero_filled(order, carried, articles)


def zero_filled(order: pl.DataFrame, carried: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """A row for each fact, in their order, and article: with a value of 0 where it has none."""
    grid = (
        order.join(articles.select("article_id"), how="cross", maintain_order="left")
        .join(carried, on=["target", "fact", "article_id"], how="left", maintain_order="left")
        .with_columns(pl.col("value").fill_null(0), pl.col("evidence").fill_null([]))
    )
    return with_outlet(grid, articles).select(_COLUMNS)


def facts_carried(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = base.READ,
) -> pl.DataFrame:
    """List the facts that articles carry, as `facts` does, with no rows of those that lack them.

    For many articles: the zero-filled table grows with facts times articles, this one with
    the mentions. Reads what `facts` reads. One row per fact and article that carries it, in
    the columns and the order of `facts`; value is never 0.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = an.framing.facts(corpus.tokens, corpus.articles)
    >>> facts_carried(corpus.tokens, corpus.articles).equals(rows.filter(pl.col("value") > 0))
    True
    """
    articles = _english(articles)
    carried, order = _carried(tokens, articles, kinds)
    rows = (
        carried.join(order.with_row_index("_fact"), on=["target", "fact"])
        .join(articles.select("article_id").with_row_index("_article"), on="article_id")
        .sort("_fact", "_article")
    )
    return with_outlet(rows, articles).select(_COLUMNS)


_COLUMNS = ("target", "fact", "n_articles", "article_id", "outlet", "value", "evidence")


def _english(articles: pl.DataFrame) -> pl.DataFrame:
    return articles.filter(~pl.col("article_id").is_in(list(foreign(articles))))


def _carried(
    tokens: pl.DataFrame, articles: pl.DataFrame, kinds: tuple[str, ...]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts of each article with their mentions, and the facts in order with their reach."""
    tokens = tokens.join(articles, on="article_id", how="semi", maintain_order="left")
    kept = base.headlines_once(tokens.filter(pl.col("kind").is_in(kinds)), articles)
    found = _found(proper_names.sentences(kept, articles), articles)
    frame = pl.DataFrame(found, schema=dict(zip(Found._fields, _DTYPES, strict=True)), orient="row")
    shown = pl.col("shown").first().over("key")
    counted = (
        frame.with_columns(target=shown, evidence=tables.passage_id())
        .group_by("key", "target", "kind", "article_id", maintain_order=True)
        .agg(value=pl.len().cast(pl.Float64), evidence="evidence")
        .rename({"kind": "fact"})
        .drop("key")
    )
    order = (
        counted.group_by("target", "fact", maintain_order=True)
        .agg(n_articles=pl.len().cast(pl.Int64), total=pl.col("value").sum())
        .sort("n_articles", "total", "target", descending=[True, True, False])
        .select("target", "fact")
    )
    carried = pl.concat([counted, _elsewhere(counted, kept, articles)])
    reach = carried.group_by("target", "fact").agg(n_articles=pl.len().cast(pl.Int64))
    return carried, order.join(reach, on=["target", "fact"], how="left", maintain_order="left")


def _elsewhere(counted: pl.DataFrame, tokens: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Count a fact's form where it was not taken for one: "Trump" in a headline in capitals.

    So that 0 is true to the letter: the form occurs nowhere in what was read, unless in a
    longer fact ("Japan" in "Sea of Japan").
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    # a byte for each character: whether it was read, and taken for no fact
    free_of = {article_id: bytearray(len(text)) for article_id, text in texts.items()}
    for article_id, start, end in tokens.select("article_id", "start", "end").iter_rows():
        free_of[article_id][start:end] = b"\1" * (end - start)
    for passage in counted["evidence"].explode().drop_nulls():
        article_id, start, end = tables.parse_passage_id(passage)
        free_of[article_id][start:end] = bytes(end - start)
    holding = _holding(texts)
    more = []
    for target in counted["target"].unique(maintain_order=True):
        form = re.compile(rf"(?<![\w-]){re.escape(target)}(?![\w-])")
        words = [holding.get(word, set()) for word in re.findall(r"\w+", target)]
        for article_id in sorted(set.intersection(*words) if words else texts):
            places = [m.span() for m in form.finditer(texts[article_id])]
            free = [at for at in places if free_of[article_id][at[0]]]
            if free:
                ids = [f"{article_id}:{start}-{end}" for start, end in free]
                more.append((target, article_id, float(len(free)), ids))
    schema = {"target": pl.String, "article_id": pl.String}
    schema |= {"value": pl.Float64, "evidence": pl.List(pl.String)}
    others = pl.DataFrame(more, schema=schema, orient="row")
    return (
        counted.select("target", "fact")
        .unique(maintain_order=True)
        .join(others, on="target", maintain_order="left_right")
        .join(counted, on=["target", "fact", "article_id"], how="anti")
        .select(counted.columns)
    )


def _holding(texts: dict[str, str]) -> dict[str, set[str]]:
    """Each word and the articles that it stands in: a form is looked for in those alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for article_id, text in texts.items():
        for word in set(re.findall(r"\w+", text)):
            found[word].add(article_id)
    return found


_DTYPES = (*(pl.String,) * 4, pl.Int64, pl.Int64)


def _found(lines: list[list[Word]], articles: pl.DataFrame) -> list[Found]:
    """All facts, each stretch of text in one of them only."""
    found = _dated(_days(lines, articles))
    found += _free(_quantities(lines, articles), found)
    found += _free(_numbers(lines), found)
    return found + _free(proper_names.find(lines), found)


def _free(more: Iterable[Found], taken: list[Found]) -> list[Found]:
    """Those of the facts that overlap none of the others."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in taken:
        spans[one.article_id].append((one.start, one.end))
    for held in spans.values():
        held.sort()
    return [one for one in more if not _overlaps(one, spans.get(one.article_id, []))]


def _overlaps(one: Found, spans: list[tuple[int, int]]) -> bool:
    place = bisect_left(spans, (one.start, one.end))
    return any(low < one.end and one.start < high for low, high in spans[max(0, place - 1) :][:2])


class _Day(NamedTuple):
    article_id: str
    day: dates.Day
    start: int
    end: int


def _days(lines: list[list[Word]], articles: pl.DataFrame) -> list[_Day]:
    published = _published(articles)
    found = []
    for article_id, text, low in _passages(lines, articles):
        plain = folded(text)
        for day in dates.find(plain.text, published.get(article_id)):
            start, end = plain.span(day.start, day.end)
            found.append(_Day(article_id, day, low + start, low + end))
    return found


def _dated(found: list[_Day]) -> list[Found]:
    """Dates as facts: one without its year is that of the one year which others state."""
    years: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for _, day, _, _ in found:
        if day.year:
            years[day.month, day.day].add(day.year)
    facts = []
    for article_id, day, start, end in found:
        known = years[day.month, day.day]
        year = day.year or (min(known) if len(known) == 1 else None)
        several = year and len(known) > 1
        shown = f"{day.shown} {year}" if several and day.day else day.shown
        key = f"date {year} {day.month} {day.day}"
        facts.append(Found(key, "date", shown, article_id, start, end))
    return facts


def _published(articles: pl.DataFrame) -> dict[str, datetime.date]:
    """Each article's date; where it states none, the date that most of the others state."""
    if "published" not in articles.columns or not articles["published"].count():
        return {}
    usual = articles["published"].drop_nulls().mode().sort()[0]
    return dict(articles.select("article_id", pl.col("published").fill_null(usual)).iter_rows())


def _quantities(lines: list[list[Word]], articles: pl.DataFrame) -> Iterator[Found]:
    """Numbers with a unit: per cent, money, measures."""
    for article_id, text, low in _passages(lines, articles):
        plain = folded(text)
        for one in quantities.find(plain.text):
            start, end = plain.span(one.start, one.end)
            written = text[start:end]
            bare = _NUMBER.fullmatch(written)  # the first number of a range
            shown = f"{written} {one.unit}" if bare else " ".join(written.split())
            yield Found(f"number {one.key}", "number", shown, article_id, low + start, low + end)


def _passages(lines: list[list[Word]], articles: pl.DataFrame) -> Iterator[tuple[str, str, int]]:
    """Each sentence with the signs around its words ("$", "%"): article, text, where it begins."""
    texts = dict(articles.select("article_id", "text").iter_rows())
    for line in filter(None, lines):
        text = texts[line[0].article_id]
        low, high = line[0].start, line[-1].end
        while low > 0 and not text[low - 1].isspace() and not text[low - 1].isalnum():
            low -= 1
        while high < len(text) and not text[high].isspace() and not text[high].isalnum():
            high += 1
        yield line[0].article_id, text[low:high], low


def _numbers(lines: list[list[Word]]) -> Iterator[Found]:
    """Numbers with what they count."""
    for line in lines:
        place = 0
        while place < len(line):
            found = _number(line, place)
            if found:
                key, shown, end = found
                first = line[place]
                last = line[end - 1]
                stop = last.start + len(re.sub(r"['’]s?$", "", last.text))
                yield Found(key, "number", shown, first.article_id, first.start, stop)
            place = found[2] if found else place + 1


def _number(line: list[Word], place: int) -> tuple[str, str, int] | None:
    """A number that begins here, with the noun that it counts; None if it counts nothing."""
    value, end = _value(line, place)
    if not value or _is_of_several(line, place):
        return None
    written = " ".join(word.text for word in line[place:end])
    noun = _noun(line, place, end)
    if noun is None:
        large = end > place + 1 and value.isdigit()
        return (f"number {value}", written, end) if large else None
    counted = line[noun].text.replace("’", "'").removesuffix("'s").removesuffix("'")
    singular = _singular(counted.lower())
    few = int(re.sub(r"\D.*", "", value) or _FEW) < _FEW
    if few and (singular in _VAGUE or not value.isdigit()):
        return None
    return f"number {value} {singular}", f"{written} {counted}", noun + 1


def _noun(line: list[Word], place: int, end: int) -> int | None:
    """Where the noun stands that the number counts."""
    last = min(len(line), end + 4)
    noun = next((i for i in range(end, last) if not _DESCRIBES.fullmatch(line[i].word)), None)
    if noun is None or not line[noun].word[0].isalpha():
        return None
    if line[noun].word in languages.read().function_words or line[noun].word in _SCALE:
        return None
    if any(word.broken for word in line[place + 1 : noun + 1]):
        return None
    return noun


def _is_of_several(line: list[Word], place: int) -> bool:
    """Whether it is the ten of "nine out of ten", or half of a longer number."""
    before = [word.word for word in line[max(0, place - 2) : place]]
    return before == ["out", "of"]


def _singular(noun: str) -> str:
    noun = _IRREGULAR.get(noun, noun)
    return re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", noun))


def _value(line: list[Word], place: int) -> tuple[str, int]:
    """The number's value as a key and the index after it; "" if there is no number."""
    word = line[place].word
    if _ORDINAL.fullmatch(word):
        return word, place + 1
    if not _NUMBER.fullmatch(word) or _YEAR.fullmatch(word) or word in ("zero", "one", "a", "an"):
        return "", place
    end = place + 1
    while end < len(line) and line[end].word in _SCALE and not line[end].broken:
        end += 1
    return quantities.value(" ".join(word.word for word in line[place:end])), end
