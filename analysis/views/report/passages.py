"""The passages of a report: every stretch of text it quotes, once, and where each id points."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

import polars as pl

from analysis.corpus import Corpus
from analysis.revised import versions
from analysis.views import article, evidence

Span = tuple[int, int]


class Book:
    """The texts that a report's passage ids stand in, with a link into the whole article.

    A passage may stand in a version of an article that the event sets aside (`an.versions`);
    such a version is quoted, and never shown whole.

    Raises ParallaxError for an id that no article answers.
    """

    def __init__(self, corpus: Corpus, ids: Iterable[str]):
        self.articles, self.sentences = _every(corpus)
        found = evidence.passages(sorted(ids), self.articles, self.sentences, corpus.outlets)
        self.rows = {row["passage"]: row for row in found.iter_rows(named=True)}
        starts = corpus.paragraphs.group_by("article_id").agg(pl.col("start").sort())
        shown = corpus.event["show_full_text"]
        self.paragraphs: dict[str, list[int]] = dict(starts.iter_rows()) if shown else {}

    def sentence(self, id: str) -> tuple[str, int]:
        """The sentence that a passage begins in: its article and where it starts."""
        row = self.rows[id]
        return row["article_id"], row["start"] - len(row["before"])

    def item(self, id: str) -> str:
        """A passage as a list item with its link into the article, as HTML."""
        row = self.rows[id]
        before = [at for at in self.paragraphs.get(row["article_id"], []) if at <= row["start"]]
        link = ""
        if before:
            target = escape(article.anchor(row["article_id"], before[-1]), quote=True)
            link = f' <a class="px-in" href="#{target}">in the article</a>'
        return evidence.citable(row, more=link)

    def content(self) -> dict[str, dict[str, Any]]:
        """What the page needs to quote any passage, by article: its outlet, how it is cited, the
        stretches of text that are quoted, the sentences' spans and the paragraphs to link to."""
        reach: dict[str, list[Span]] = {}
        for row in self.rows.values():
            first, last = row["start"] - len(row["before"]), row["end"] + len(row["after"])
            reach.setdefault(row["article_id"], []).append((first, last))
        about = {row["article_id"]: row for row in self.rows.values()}
        texts = dict(self.articles.select("article_id", "text").iter_rows())
        spans: dict[str, list[Span]] = {}
        for id, start, end in self.sentences.select("article_id", "start", "end").rows():
            spans.setdefault(id, []).append((start, end))
        return {
            id: {
                "outlet": about[id]["outlet_name"],
                "source": evidence.source(about[id]),
                "texts": [(start, texts[id][start:end]) for start, end in _joined(stretches)],
                "sentences": spans.get(id, []),
                "paragraphs": self.paragraphs.get(id, []),
                "anchor": article.anchor(id, 0).removesuffix("0"),
            }
            for id, stretches in reach.items()
        }


def _every(corpus: Corpus) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The articles and sentences of an event and of the versions that it sets aside."""
    other = versions(corpus).corpus
    if other is None:
        return corpus.articles, corpus.sentences
    own = corpus.articles["article_id"].to_list()
    aside = [t.filter(~pl.col("article_id").is_in(own)) for t in (other.articles, other.sentences)]
    return pl.concat([corpus.articles, aside[0]]), pl.concat([corpus.sentences, aside[1]])


def _joined(spans: list[Span]) -> list[Span]:
    """Spans that overlap as one.

    >>> _joined([(5, 9), (0, 3), (2, 4)])
    [(0, 4), (5, 9)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
