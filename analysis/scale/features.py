"""An article's rare words and names, weighted, as integers: what articles of one event share."""

from __future__ import annotations

import hashlib
import math

import polars as pl

from analysis import languages
from analysis.measures.overlap.features import stem

LEAD = 1_400  # characters: what happened stands at the beginning
_AT_MOST = 128  # features an article is found by, its weightiest
_GENERAL = 50  # articles of no event that stand behind every dataset, so that a few suffice
_USUAL_WORDS = 350  # of a title and lead
_UNLISTED = 13.5  # −ln share of a word that the list of common ones lacks
_ONE = 1 << 15  # weights as integers, so that sums do not depend on their order
_WORD = r"\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*"
_CONTENT = 0.6  # a word that more articles on anything have makes no pair
_PAIR = 0x9E3779B1  # odd: a pair's hash tells its order
EVERY = 0  # a word that every article has, so that its count is the number of articles
WORDS = pl.Schema(
    {
        "article": pl.Int64,
        "word": pl.Int64,
        "n": pl.Int64,
        "general": pl.Float64,
        "pair": pl.Boolean,
    }
)
WEIGHTS = pl.Schema({"article": pl.Int64, "word": pl.Int64, "df": pl.Int64, "weight": pl.Float64})
VECTORS = pl.Schema({**WEIGHTS, "weight": pl.Int64})


def words(articles: pl.DataFrame) -> pl.DataFrame:
    """Count the words of each article's title and lead, and the pairs of words side by side.

    Reads article (a number) and lead (`analysis.scale.furniture.leads`). One row of the
    result is one article and word, or pair of words neither of which is a common one;
    ``word`` is its hash, the same in every version, and ``general`` the share of articles
    on anything that would have it.
    """
    running = (
        articles.select("article", word=pl.col("lead").str.to_lowercase().str.extract_all(_WORD))
        .explode("word")
        .drop_nulls("word")
        .with_columns(pl.col("word").str.replace(r"['’]s$", ""))
    )
    distinct = running.select("word").unique()
    known = distinct.with_columns(
        hash=pl.Series(map(stable_hash, distinct["word"]), dtype=pl.Int64),
        general=pl.Series(map(general_share, distinct["word"]), dtype=pl.Float64),
    )
    running = running.join(known, on="word", maintain_order="left")
    after = pl.col("hash", "general").shift(-1).over("article").name.suffix("_after")
    common = pl.max_horizontal("general", "general_after") >= _CONTENT
    paired = running.with_columns(after).drop_nulls("hash_after").filter(~common)
    hashed = (pl.col("hash") * _PAIR + pl.col("hash_after")) // 256  # as short as a word's
    every = articles.select("article", word=EVERY, general=1.0, pair=False)
    single = running.select("article", word="hash", general="general", pair=False)
    double = paired.select("article", word=hashed, general=0.0, pair=True)
    listed = [each.cast({"word": pl.Int64}) for each in (every, single, double)]
    counted = pl.concat(listed, how="vertical_relaxed").group_by(
        "article", "word", "general", "pair"
    )
    found = counted.agg(n=pl.len()).select(WORDS.names()).cast(WORDS)
    return found.sort("article", "word")  # sums of floats depend on their order


def weights(counted: pl.DataFrame, frequencies: pl.DataFrame) -> pl.DataFrame:
    """Weigh each article's words: (1 + ln n) · ln((N + 50) / (df + 50 g)).

    N = all articles, df = articles with the word, from ``frequencies`` [word, df]; a word
    that is not in it counts as the rarest there, a pair of words as none. g = the word's
    ``general`` share: 50 articles on anything are thought to stand beside the dataset, so that
    what all three articles of a small one share still counts, and function words hardly do.
    """
    # the sum of one row, or of none: words of fewer than two articles are not counted
    articles = frequencies.filter(pl.col("word") == EVERY)["df"].sum()
    df = pl.col("df").fill_null(pl.lit(frequencies["df"].min(), pl.Int64))
    rarity = ((articles + _GENERAL) / (df + _GENERAL * pl.col("general"))).log()
    return (
        counted.join(frequencies, on="word", how="left", maintain_order="left")
        .filter(pl.col("df").is_not_null() | ~pl.col("pair"))
        .with_columns(df=df, weight=(1 + pl.col("n").log()) * rarity)
        .filter(pl.col("weight") > 0, pl.col("word") != EVERY)
        .select(WEIGHTS.names())
    )


def vectors(weighed: pl.DataFrame) -> pl.DataFrame:
    """Each article's weightiest words as a vector of length 1 before the rest was cut, in integers.

    Reads what `weights` gives, all rows of an article together.
    """
    length = pl.col("weight").pow(2).sum().sqrt().over("article")
    return (
        weighed.with_columns(weight=pl.col("weight") / length)
        .sort("weight", "word", descending=[True, False])
        .group_by("article", maintain_order=True)
        .head(_AT_MOST)
        .with_columns(weight=(pl.col("weight") * _ONE).round().cast(pl.Int64))
        .cast(VECTORS)
        .select(VECTORS.names())
    )


def similarity(product: pl.Expr) -> pl.Expr:
    """The cosine that a sum of products of weights stands for."""
    return product / (_ONE * _ONE)


def general_share(word: str) -> float:
    """Estimate the share of articles on anything whose title and lead have a word.

    1 − exp(−350 s), s = the share of all printed words that are this one, by the English
    list; what it lacks, a name or a word of another language, counts as rare.

    >>> general_share("the") > general_share("border") > general_share("cosmodrome")
    True
    """
    rarity = languages.read().word_rarity.get(stem(word), _UNLISTED)
    return 1 - math.exp(-_USUAL_WORDS * math.exp(-rarity))


def product(cosine: float) -> int:
    """The sum of products of weights that a cosine stands for."""
    return round(cosine * _ONE * _ONE)


def stable_hash(word: str) -> int:
    """Hash a text to 56 bits, the same in every version and process."""
    found = hashlib.blake2b(word.encode(), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True) >> 8  # room for the day beside it
