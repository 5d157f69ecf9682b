"""Facts that compare between languages: days, shares and sums, countries."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from analysis.languages import cldr, detection
from analysis.measures import base
from analysis.measures.framing.facts import zero_filled

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_SIGNS = 2  # letters after a sentence's last word in which its sign may stand: "12 %"


def facts_across(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    kinds: tuple[str, ...] = base.READ,
) -> pl.DataFrame:
    """List the days, shares, sums and countries that articles in any language carry.

    By Unicode's CLDR: "13. September", "13 de septiembre" and "9月13日" are one day, "3,5
    Millionen Euro" and "3.5 million euros" one sum, "Russland" and "России" one country. A day
    without its year is that of the one year that others state. Numbers that count something,
    people and other names are not compared between languages: `facts` has those of English.
    Reads tokens (of ``kinds``, a repeated headline once) and articles (text, outlet, language;
    where none is stated, as the text shows). One row per fact and article, zero-filled: target
    (the fact in English), fact (date, number, place), n_articles, value = mentions in this
    article, evidence = where. 0 means: not found by its form. Articles in languages that are
    not read are left out. Raises ImportError where the package `babel` is missing.

    >>> text = ["On 13 September Russia paid 12 percent.", "Am 13. September zahlte Russland 12 %."]
    >>> frame = {"outlet": ["a", "b"], "text": text, "language": ["en", "de"]}
    >>> import analysis as an
    >>> corpus = an.read(pl.DataFrame(frame))
    >>> facts_across(corpus.tokens, corpus.articles).filter(outlet="b")["target"].to_list()
    ['12 percent', '13 September', 'Russia']
    """
    spoken = {k: v for k, v in detection.languages(articles).items() if v in cldr.LANGUAGES}
    articles = articles.filter(pl.col("article_id").is_in(list(spoken)))
    found = _found(tokens, articles, spoken, kinds)
    schema = {"key": pl.String, "fact": pl.String, "article_id": pl.String}
    frame = pl.DataFrame(found, schema=schema | {"evidence": pl.String}, orient="row")
    counted = (
        frame.with_columns(pl.col("key").replace(_years(frame)))
        .group_by("key", "fact", "article_id", maintain_order=True)
        .agg(value=pl.len().cast(pl.Float64), evidence="evidence")
        .with_columns(target=pl.struct("key", "fact").map_elements(_shown, return_dtype=pl.String))
    )
    order = (
        counted.group_by("target", "fact", maintain_order=True)
        .agg(n_articles=pl.len().cast(pl.Int64), total=pl.col("value").sum())
        .sort("n_articles", "total", "target", descending=[True, True, False])
        .drop("total")
    )
    return zero_filled(order, counted, articles)


def _found(
    tokens: pl.DataFrame, articles: pl.DataFrame, spoken: dict[str, str], kinds: tuple[str, ...]
) -> list[tuple[str, str, str, str]]:
    """Key, kind, article and passage of every fact, sentence by sentence."""
    read = tokens.join(articles, on="article_id", how="semi", maintain_order="left")
    read = base.headlines_once(read.filter(pl.col("kind").is_in(kinds)), articles)
    lines = read.group_by("article_id", "sentence", maintain_order=True).agg(
        pl.col("start").min(), pl.col("end").max()
    )
    texts = dict(articles.select("article_id", "text").iter_rows())
    found = []
    for article_id, start, end in lines.select("article_id", "start", "end").iter_rows():
        low = start - 1 if start and texts[article_id][start - 1] in "$€£₽" else start
        for fact in cldr.find(texts[article_id][low : end + _SIGNS], spoken[article_id]):
            passage = f"{article_id}:{low + fact.start}-{low + fact.end}"
            found.append((fact.key, fact.kind, article_id, passage))
    return found


def _years(found: pl.DataFrame) -> dict[str, str]:
    """Days without a year → the one year that others state with them."""
    years: dict[str, set[str]] = defaultdict(set)
    for key in found.filter(fact="date")["key"]:
        if key.count("-") > 1:
            years[key.partition("-")[2]].add(key)
    return {day: keys.pop() for day, keys in years.items() if len(keys) == 1}


def _shown(row: dict[str, str]) -> str:
    key, kind = row["key"], row["fact"]
    if kind == "place":
        return cldr.country(key)
    if kind == "number":
        number, unit = key.split(" ")
        whole, _, part = number.partition(".")
        return f"{int(whole):,}{'.' + part if part else ''} {unit}"
    *year, month, day = map(int, key.split("-"))
    return " ".join(map(str, (day, _MONTHS[month - 1], *year)))
