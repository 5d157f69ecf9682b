"""Sentences of two outlets that speak of one actor most unlike: what to read side by side."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis import languages
from analysis.measures.framing import mentioned
from analysis.measures.roles import extraction
from analysis.measures.tone.toward import explain, judged
from analysis.tables import VOICES

ACTORS = 6
"""The actors mentioned most, among whose sentences is looked."""
APART = 0.8
"""How far the scores of two sentences must lie apart, from -1 to 1, to be shown."""
_LONGEST = 320  # letters: longer sentences are no reading side by side
_OWN = 0.2  # an outlet's own words come before those that it quotes
_SCHEMA = {
    "actor": pl.String(),
    "side": pl.String(),
    "outlet": pl.String(),
    "passage": pl.String(),
    "text": pl.String(),
    "start": pl.Int64(),
    "end": pl.Int64(),
    "voice": pl.String(),
    "score": pl.Float64(),
    "words": pl.List(pl.String()),
}


def side_by_side(corpus: Any, *, most: int = 3) -> pl.DataFrame:
    """Choose, for each actor, the two sentences of different outlets that speak most unlike.

    side = worse: the lower score of the two, better: the higher. Only sentences count on which
    `polarity` decides, of at most 320 letters; an outlet's own words come before quoted ones
    that lie as far apart. A pair is shown where its scores lie `APART` or more apart and its
    labels differ: at most one of an actor, and ``most`` of them, the farthest apart first.
    This finds what to read, not what an outlet thinks: the model is wrong in about one of nine.

    Reads mentions, sentences, articles of the corpus. One row is one sentence, two a pair: text
    with the mention from ``start`` to ``end``, voice = whose words the mention stands in, words =
    those that moved the score most, passage = the sentence's id. No rows where no pair is found.

    >>> import analysis as an
    >>> rows = side_by_side(an.load("corpus/vostochny-2023"))
    >>> rows["side"].to_list()[:2]
    ['worse', 'better']
    """
    body = corpus.mentions.filter(pl.col("kind") == "body")
    counted = (
        body["actor"].value_counts(sort=True, name="n").sort("n", "actor", descending=[True, False])
    )
    pairs = [pair for actor in counted["actor"].head(ACTORS) if (pair := _pair(corpus, actor))]
    pairs.sort(key=lambda pair: pair[0]["score"] - pair[1]["score"])
    rows = [row | {"words": _words(row)} for pair in pairs[:most] for row in pair]
    return pl.DataFrame([{name: row[name] for name in _SCHEMA} for row in rows], schema=_SCHEMA)


def _pair(corpus: Any, actor: str) -> list[dict[str, Any]] | None:
    """The sentences of two outlets whose scores lie farthest apart, the lower one first."""
    parts = [
        judged(corpus, actor=actor, voice=voice).with_columns(voice=pl.lit(voice))
        for voice in VOICES
    ]
    short = pl.col("text").str.len_chars() <= _LONGEST
    own = pl.when(voice="outlet").then(_OWN).otherwise(0.0)
    rows = (
        pl.concat(parts)
        .filter(~pl.col("abstained"), short)
        .with_columns(actor=pl.lit(actor), reach=pl.col("score").abs() + own)
        .sort("reach", "passage", descending=[True, False])
    )
    about = [_is_about(*row) for row in rows.select("text", "start", "end").iter_rows()]
    rows = rows.filter(pl.Series(about, dtype=pl.Boolean))
    pairs = [
        (worse, better)
        for worse in _of_each(rows.filter(pl.col("score") < 0))
        for better in _of_each(rows.filter(pl.col("score") > 0))
        if worse["outlet"] != better["outlet"]
        and worse["label"] != better["label"]
        and better["score"] - worse["score"] >= APART
    ]
    if not pairs:
        return None
    worse, better = max(pairs, key=lambda pair: pair[0]["reach"] + pair[1]["reach"])
    return [worse | {"side": "worse"}, better | {"side": "better"}]


def _of_each(rows: pl.DataFrame) -> list[dict[str, Any]]:
    """The first row of each outlet."""
    return rows.unique("outlet", keep="first", maintain_order=True).to_dicts()


def _is_about(text: str, start: int, end: int) -> bool:
    """Whether a mention heads its phrase: not "Roe’s critics", "the Roe administration"."""
    for read in extraction.sentences(text):
        ends = read.sentence.words.ends
        if read.sentence.last and ends[read.sentence.last[-1] - 1] > start:
            one = mentioned.place(("", start, end, "", "name", "", ""), read)
            return one.heads and text[end : end + 1] not in _JOINED
    return False


_JOINED = ("-", "’", "'")


def _words(row: dict[str, Any]) -> list[str]:
    """The words that moved the score of a sentence most, in its direction."""
    moved = explain(row["text"], row["start"], row["end"])
    effect = pl.col("effect") * (1 if row["score"] > 0 else -1)
    told = moved.filter(pl.col("word").str.contains(r"\w"), effect > 0.05)["word"]
    return [word for word in told if word.lower() not in languages.read().function_words][:3]
