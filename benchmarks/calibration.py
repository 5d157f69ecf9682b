"""How often the framing measures flag anything where there is nothing to flag.

    PARALLAX_GOLD=FOLDER python benchmarks/calibration.py [--shuffles 400] [--events 20]

Sentences are shuffled between the outlets of an event, so that any difference is chance;
then keyness and concept shares are computed as a user would, with their own null. The
share of runs with any p <= 0.05 should be 5 %. Events: the first event and the first
BASIL events by id, the shuffles spread evenly over the latter.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import labelled
import numpy as np
import polars as pl

import analysis as an
from analysis.preparing.suggest import suggest

DRAWS = 199  # (199 + 1) · 0.05 is a whole number: the test is exact


def events(number: int) -> Iterator[tuple[str, an.Corpus]]:
    corpus = labelled.articles()
    for name in corpus["event"].unique().sort().head(number):
        yield name, an.read(corpus.filter(event=name))


def concepts_of(corpus: an.Corpus) -> pl.DataFrame:
    """The event's concepts; where it has none, its most frequent words as terms."""
    if len(corpus.concepts):
        return corpus.concepts
    proposed = suggest(corpus.tokens, corpus.articles).filter(kind="concept")
    terms = proposed.select(concept="name", term="forms").explode("term")
    return terms.with_columns(name="concept").select("concept", "name", "term")


def as_articles(corpus: an.Corpus) -> tuple[pl.DataFrame, pl.DataFrame, pl.Series]:
    """Every sentence of the body as an article of its own, its words, and their outlets."""
    body = (
        corpus.sentences.join(
            corpus.paragraphs.filter(kind="body").select("article_id", "paragraph"),
            on=["article_id", "paragraph"],
            maintain_order="left",
        )
        .join(corpus.articles.select("article_id", "outlet", "text"), on="article_id")
        .with_row_index("number")
        .with_columns(pl.col("number").cast(pl.String))
    )
    texts = [
        text[start:end] for text, start, end in body.select("text", "start", "end").iter_rows()
    ]
    words = corpus.tokens.join(
        body.select("article_id", "sentence", "number"), on=["article_id", "sentence"]
    )
    single = body.select(pl.col("number").alias("article_id")).with_columns(text=pl.Series(texts))
    words = words.with_columns(article_id="number", sentence=pl.lit(0, pl.Int64)).drop("number")
    return single, words, body["outlet"]


def flagged(corpus: an.Corpus, shuffles: int, seed: int) -> list[tuple[bool, bool]]:
    """Per shuffle: whether keyness, and whether concept shares, flag anything at 5 %."""
    single, words, outlets = as_articles(corpus)
    concepts = concepts_of(corpus)
    lengths = single["text"].str.len_chars()
    places = single.select("article_id", sentence=0, paragraph=0, start=0, end=lengths)
    kinds = places.select("article_id", "paragraph", "start", "end", kind=pl.lit("body"))
    rng = np.random.default_rng(seed)
    found = []
    for run in range(shuffles):
        articles = single.with_columns(outlet=outlets.gather(rng.permutation(len(outlets))))
        keyness = an.framing.keyness(words, articles, draws=DRAWS, seed=run)
        shares = an.framing.concept_shares(articles, places, kinds, concepts, draws=DRAWS, seed=run)
        found.append(((keyness["p"] <= 0.05).any(), (shares["p"] <= 0.05).any()))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shuffles", type=int, default=400, help="per set of events")
    parser.add_argument("--events", type=int, default=20)
    options = parser.parse_args()
    each = options.shuffles // options.events
    first = flagged(an.load("corpus/vostochny-2023"), options.shuffles, 0)
    others = [
        flag
        for number, (_, corpus) in enumerate(events(options.events))
        for flag in flagged(corpus, each, number)
    ]
    print("| events | shuffles | keyness flags | concept shares flag |")
    print("|---|---|---|---|")
    for name, flags in (("first event", first), (f"{options.events} of BASIL", others)):
        rates = [f"{100 * np.mean([flag[i] for flag in flags]):.1f} %" for i in (0, 1)]
        print(f"| {name} | {len(flags)} | {rates[0]} | {rates[1]} |")


if __name__ == "__main__":
    main()
