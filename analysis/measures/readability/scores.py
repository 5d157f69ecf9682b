"""Readability: textstat's scores for many texts, by article, voice or paragraph kind."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from analysis import tables
from analysis.languages.detection import foreign
from analysis.measures.readability import languages, scoring
from analysis.measures.readability.counts import word_counts
from analysis.measures.readability.units import texts_by_id
from analysis.tables import require


def scores(
    articles: pl.DataFrame,
    *,
    by: str = "article",
    tokens: pl.DataFrame | None = None,
    metrics: Sequence[str] | None = None,
    minimum: int = 1,
    as_typed: bool = False,
) -> pl.DataFrame:
    """Give textstat's readability scores, exactly, for each article, voice or paragraph kind.

    Texts are scored in their normal form (`languages.folding`): textstat takes "isn’t" for
    a difficult word and "isn't" for an easy one, so that between two outlets its scores
    would measure their apostrophes. ``as_typed`` gives textstat's figure for the text as
    it stands.

    W words, S sentences by textstat's rule, Y syllables, C characters, L letters,
    P words of three or more syllables, G words of more than six letters, M words of
    at most three letters, D words that are not among the easy ones and have two or
    more syllables (D0 any, D3 three), K chunks between whitespace:

    ====================================  =========================================  ======
    flesch_reading_ease                   206.835 − 1.015 W/S − 84.6 Y/W             easier
    flesch_kincaid_grade                  0.39 W/S + 11.8 Y/W − 15.59                harder
    smog_index                            1.043 √(30 P/S) + 3.1291                   harder
    coleman_liau_index                    5.8 L/W − 29.6 S/W − 15.8                  harder
    automated_readability_index           4.71 C/K + 0.5 W/S − 21.43                 harder
    dale_chall_readability_score          15.79 D0/W + 0.0496 W/S, + 3.6365 if       harder
                                          D0/W > 5 %
    dale_chall_readability_score_v2       15.79 D/W + 0.0496 W/S, + 3.6365 if that   harder
                                          exceeds 0.05
    difficult_words                       distinct words among D                     harder
    linsear_write_formula                 of the first hundred words: (W + 2 P)/S,   harder
                                          less 2 if at most 20, halved
    gunning_fog                           0.4 (W/S + 100 D3/W)                       harder
    text_standard                         the grade most of eight scores round to,   harder
                                          from 1 to 18 (textstat's float output)
    lix                                   W/S + 100 G/W                              harder
    rix                                   G/S                                        harder
    spache_readability                    0.141 W/S + 8.6 D/W + 0.839                harder
    mcalpine_eflaw                        (W + M)/S                                  harder
    reading_time                          0.01469 C, in seconds                      longer
    ====================================  =========================================  ======

    The last column says what a higher value means; ``METRICS`` holds unit and source
    of each. The scores were made for English, and for samples of 100 words and more.

    Reads article_id and text, or, by voice or paragraph kind, the passages of
    ``tokens`` (article_id, start, end, and voice or kind) in their order; filter the
    tokens for the body alone. One row of the result is one article, or one voice or
    kind of one article: its id, ``voice`` or ``kind``, ``n`` words, ``sentences`` by
    our own rule (which knows abbreviations, initials and line breaks; textstat's
    ``sentence_count`` does not), the metrics, the counts they rest on under
    textstat's names, and ``reason``, which says why the metrics of a row are null:
    another ``language`` (of which LIX and RIX are kept where they have norms), no words, no
    syllables, fewer than ``minimum`` words, or a thousand characters and
    more without a space (a script without spaces, or no prose), in which case the
    counts are null, too. textstat gives 0.0 for an empty text.

    Source: textstat 0.7.13 with the syllable table of ``languages/en/syllables.md``.

    Raises ParallaxError for an unknown metric or ``by``, and for missing columns.

    >>> texts = pl.DataFrame({"article_id": ["plain", "dense"], "text": [
    ...     "The cat sat on the mat. It slept all day.",
    ...     "Interdepartmental considerations necessitated procedural modifications."]})
    >>> scores(texts, metrics=["flesch_kincaid_grade"]).select(
    ...     "article_id", "n", pl.col("flesch_kincaid_grade").round(1)).rows()
    [('plain', 10, -1.8), ('dense', 5, 45.4)]
    """
    chosen = scoring.chosen(metrics)
    key = scoring.key_of(by)
    articles = articles if as_typed else scoring.plain(articles)
    if key is None:
        require(articles, "articles", "article_id", "text")
        ids, texts = articles.select("article_id"), articles["text"]
    else:
        units = scoring.units_of(articles, tokens, key)
        ids, texts = scoring.ids_of(units, key), scoring.joined(units)
    scored = ids.hstack(scoring.scored(texts, chosen, minimum))
    return scored if as_typed else languages.abstaining(scored, foreign(articles), chosen)


def sentence_lengths(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Count the words of every sentence, for a strip on which each sentence is a tick.

    Reads article_id and text of the articles and the sentences' spans. One row of the
    result is one sentence: the columns of ``sentences``, ``words`` (by textstat's rule) and
    ``evidence``, its passage id.

    >>> texts = pl.DataFrame({"article_id": ["a"], "text": ["It rained. Then the sun came."]})
    >>> spans = pl.DataFrame({"article_id": ["a", "a"], "start": [0, 11], "end": [10, 29]})
    >>> sentence_lengths(texts, spans)["words"].to_list()
    [2, 4]
    """
    require(sentences, "sentences", "article_id", "start", "end")
    texts = texts_by_id(articles)
    spans = sentences.select("article_id", "start", "end").iter_rows()
    passages = pl.Series([texts[a][start:end] for a, start, end in spans], dtype=pl.String)
    words = word_counts(passages).alias("words")
    return sentences.with_columns(words, evidence=pl.concat_list(tables.passage_id()))
