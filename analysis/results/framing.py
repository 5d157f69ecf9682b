"""The tables that `measures.framing` and the concordance give."""

from __future__ import annotations

import polars as pl

from analysis.results.columns import EVIDENCE, NULL, OUTLET, P_VALUE
from analysis.tables import (
    ARTICLE,
    KIND,
    KINDS,
    VOICE,
    VOICES,
    Column,
    Table,
    number,
    text,
    whole,
)

NAMING = Table(
    "naming",
    "one name that one article uses for one actor, in one voice and kind of paragraph",
    ("article_id", "actor", "called", "label", "voice", "kind"),
    {
        **ARTICLE,
        **OUTLET,
        "actor": text("the actor's id"),
        "called": text("the name used, as first written"),
        "modifiers": Column(pl.List(pl.String()), "describing words before it, each once"),
        "label": text("name, role, evaluative or pronoun"),
        "voice": VOICE,
        "kind": KIND,
        "n": whole("mentions"),
        **EVIDENCE,
    },
)

FACTS = Table(
    "facts",
    "one fact in one article: a name, a number, a date that some articles have and others not",
    ("target", "article_id"),
    {
        "target": text("the fact, as most articles write it"),
        "fact": text("what kind of fact it is"),
        "n_articles": whole("articles that have it"),
        **ARTICLE,
        **OUTLET,
        "value": number("how often the article has it"),
        **EVIDENCE,
    },
)

CONCEPT_SHARES = Table(
    "concept_shares",
    "the share of one outlet's sentences that mention one concept",
    ("outlet", "target"),
    {
        "outlet": text("the outlet"),
        "target": text("the concept"),
        "value": number("share of its sentences, 0 to 1", null=True),
        "low": number("lower end of the interval", null=True),
        "high": number("upper end of the interval", null=True),
        **NULL,
        **P_VALUE,
        "n": whole("sentences read"),
        **EVIDENCE,
    },
)

REPORTING_VERBS = Table(
    "reporting_verbs",
    "one reporting verb that one article uses for one speaker",
    ("article_id", "actor", "class", "verb"),
    {
        **ARTICLE,
        **OUTLET,
        "actor": text("the speaker, or `unknown`"),
        "class": text("neutral, stressing, claiming, doubting or other"),
        "verb": text("its lemma"),
        "n": whole("quotations"),
        **EVIDENCE,
    },
)

KEYNESS = Table(
    "keyness",
    "one word in one group of articles, compared with all other groups",
    ("group", "word"),
    {
        "group": text("the group, an outlet unless asked otherwise"),
        "word": text("the word in lower case"),
        "target_count": whole("how often the group has it"),
        "target_words": whole("all words of the group"),
        "reference_count": whole("how often the others have it"),
        "reference_words": whole("all words of the others"),
        "log_odds": number("log-odds ratio with an informative prior; above 0 the group has more"),
        "z": number("log_odds over its standard error"),
        "bound": number("the largest z of any word that 95 of 100 shuffles stay below"),
        "p": number("how often shuffled sentences give any word such a z, 0 to 1"),
        **EVIDENCE,
    },
)

CONCORDANCE = Table(
    "concordance",
    "one place where a term stands, with the words around it",
    ("article_id", "start"),
    {
        **ARTICLE,
        "left": text("the words before it, on one line"),
        "hit": text("the term as written"),
        "right": text("the words after it, on one line"),
        "start": whole("first code point of the hit in articles.text"),
        "end": whole("code point just after the hit"),
        "share": number("characters of the text before it, 0 to 1"),
        "kind": text("kind of its paragraph", null=True, values=KINDS),
        "voice": Column(
            pl.String(), "whose words; null where it begins no word", null=True, values=VOICES
        ),
        **OUTLET,
        **EVIDENCE,
    },
)

COLLOCATES = Table(
    "collocates",
    "one word that stands beside a term more often than elsewhere",
    ("word",),
    {
        "word": text("the word, in small letters"),
        "n": whole("times it stands beside the term"),
        "before": whole("of these before the term"),
        "count": whole("times it stands in all, but as part of the term"),
        "outlets": whole("outlets in which it stands beside the term"),
        "expected": number("times it would stand there, were it spread evenly"),
        "ratio": number("n / expected; above 1 by construction"),
        "log_likelihood": number("how surely it is drawn to the term; higher is surer"),
        "bound": number("what no word's log_likelihood would pass were words independent"),
        **EVIDENCE,
    },
)
