"""Which part of an event may be compared: nothing is said of absence across languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import polars as pl

from analysis.corpus import Corpus
from analysis.findings.finding import CENSUS, Finding, absent
from analysis.languages import detection
from analysis.measures import framing
from analysis.phrasing import listed

_KNOWN = 2 / 3  # of the quoted words, below which who speaks most cannot be told
_OF_ARTICLES = ("articles", "paragraphs", "sentences", "tokens", "quotes", "mentions", "provenance")


@dataclass(frozen=True)
class Compared:
    """The part of an event in its commonest language, and what to say of it.

    ``language`` is its ISO 639-1 code; ``among`` goes before each sentence ("" where all
    articles are in one language); ``notes`` say what was left out.
    """

    corpus: Corpus
    language: str
    among: str
    notes: list[Finding]

    @property
    def english(self) -> bool:
        return self.language == "en"


def compared(corpus: Corpus) -> Compared:
    """Take the articles in the language that most are in; the others are in no finding.

    >>> import analysis as an
    >>> compared(an.load("corpus/vostochny-2023")).among
    ''
    """
    spoken = detection.languages(corpus.articles)
    counted = Counter(spoken.values())
    if len(counted) < 2:
        return Compared(corpus, next(iter(counted), "en"), "", [])
    language = max(counted, key=lambda code: counted[code])
    part = _part(corpus, [article for article, code in spoken.items() if code == language])
    others = listed(sorted(set(counted) - {language}))
    n = len(part.outlets)
    why = (
        f"Not compared: no two outlets write in one language ({listed(sorted(counted))}). What is "
        "missing, or stands in one alone, cannot be told across languages."
    )
    if n < 2:
        return Compared(part, language, "", [absent("languages", "Across languages", why)])
    why = (
        f"Findings compare the articles in “{language}” ({counted[language]} of "
        f"{len(corpus.articles)}); those in {others} are in none: what is missing, or stands in "
        "one alone, cannot be told across languages."
    )
    among = f"Of the {n} outlets in “{language}”: "
    return Compared(part, language, among, [absent("languages", "Across languages", why)])


def told(finding: Finding, among: str) -> Finding:
    """A finding whose sentence says among which outlets it holds."""
    return replace(finding, sentence=among + finding.sentence) if finding.stands else finding


def heard(corpus: Corpus) -> frozenset[str]:
    """The outlets of whose quoted words most have a sure speaker; in English, all.

    >>> import analysis as an
    >>> len(heard(an.load("corpus/vostochny-2023")))
    5
    """
    everyone = frozenset(corpus.outlets["outlet"])
    strange = list(detection.foreign(corpus.articles))
    if not strange:
        return everyone
    quotes = framing.sure_speakers(corpus.quotes)
    rows = framing.airtime(corpus.tokens, quotes, corpus.articles).filter(voice="quoted")
    owners = corpus.articles.filter(pl.col("article_id").is_in(strange))["outlet"]
    known = rows.group_by("outlet").agg(
        share=pl.col("value").filter(pl.col("target") != "unknown").sum() / pl.col("value").sum()
    )
    dumb = known.filter(pl.col("share") < _KNOWN, pl.col("outlet").is_in(owners.to_list()))
    return everyone - frozenset(dumb["outlet"])


def unheard(kind: str, outlets: list[str], chart: str) -> Finding:
    """Says that who is quoted was not compared, and of whom."""
    why = (
        f"Not compared: in {listed(outlets)} the speakers of more than a third of the quoted "
        "words are unknown."
    )
    return absent(kind, "Who is quoted", why, CENSUS, chart)


def _part(corpus: Corpus, articles: list[str]) -> Corpus:
    kept = {
        name: getattr(corpus, name).filter(pl.col("article_id").is_in(articles))
        for name in _OF_ARTICLES
    }
    outlets = corpus.outlets.join(kept["articles"], on="outlet", how="semi", maintain_order="left")
    return replace(corpus, outlets=outlets, **kept)
