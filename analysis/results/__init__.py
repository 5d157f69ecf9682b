"""The tables that measures give, beside those of `analysis.tables` which an event is made of."""

from __future__ import annotations

import polars as pl

from analysis.results.columns import EVIDENCE, NULL, OUTLET, P_VALUE
from analysis.results.days import DAYS, FIRSTS, REVISIONS
from analysis.results.framing import (
    COLLOCATES,
    CONCEPT_SHARES,
    CONCORDANCE,
    FACTS,
    KEYNESS,
    NAMING,
    REPORTING_VERBS,
)
from analysis.results.texts import TEXT_KINDS
from analysis.tables import (
    ARTICLE,
    KIND,
    VOICE,
    VOICES,
    Column,
    Table,
    flag,
    number,
    span,
    text,
    whole,
)

WORDING = Table(
    "wording",
    "one stretch of one article's rendering of a statement, beside the base's words",
    ("statement_id", "article_id", "step"),
    {
        "statement_id": text("the statement"),
        **ARTICLE,
        **OUTLET,
        "step": whole("number of the stretch, in the order of reading"),
        "op": text(
            "equal, case (the same in other letters), cut, added, substituted, gap or translated"
        ),
        "base_words": text("the base's words", null=True),
        "words": text("this article's words", null=True),
        "base_start": whole("first code point of the base's words", null=True),
        "base_end": whole("code point just after the base's words", null=True),
        "start": whole("first code point of this article's words", null=True),
        "end": whole("code point just after this article's words", null=True),
        "base": text("the article whose words are the base"),
        "base_outlet": text("its outlet"),
    },
)

RELATIONS = Table(
    "relations",
    "one article's rendering of one statement compared with the base's",
    ("statement_id", "article_id"),
    {
        "statement_id": text("the statement"),
        **ARTICLE,
        **OUTLET,
        "base": text("the article that it is compared with"),
        "relation": text("verbatim, trimmed, altered or paraphrase"),
        "distance": number("share of the words that differ, 0 to 1"),
        "kept": whole("words that both have"),
        "cut": whole("words that only the base has"),
        "added": whole("words that only this article has"),
        "substituted": whole("words replaced by others"),
        "number_changed": flag("whether the numbers differ"),
        "negation_changed": flag("whether one of the two negates"),
    },
)

DIVERGENCE = Table(
    "divergence",
    "how far the wordings of two outlets differ over the statements that both carry",
    ("outlet_a", "outlet_b"),
    {
        "outlet_a": text("one outlet"),
        "outlet_b": text("the other"),
        "value": number("mean distance of their wordings, 0 to 1", null=True),
        "low": number("lower end of the interval", null=True),
        "high": number("upper end of the interval", null=True),
        "n": whole("statements that both carry"),
        "statement_ids": Column(pl.List(pl.String()), "those statements"),
    },
)

COPIED = Table(
    "copied",
    "two articles of different outlets that share text in their own words",
    ("article_id", "from_article"),
    {
        **ARTICLE,
        **OUTLET,
        "from_article": text("the article that it shares the words with"),
        "from_outlet": text("that article's outlet"),
        "value": number("words of article_id that stand in both"),
        "n": whole("all own words of article_id"),
        **EVIDENCE,
        "elsewhere": Column(pl.List(pl.String()), "the same runs in from_article"),
    },
)

PROPOSITIONS = Table(
    "propositions",
    "one clause of one sentence of a body that asserts something",
    ("proposition_id",),
    {
        "proposition_id": text("`article_id:start-end`, a passage id"),
        **ARTICLE,
        "sentence": whole("number of its sentence among those of all bodies, from 0"),
        **span("proposition"),
        "voice": VOICE,
        "hedged": Column(pl.Boolean(), "whether it is put as alleged, possible or expected"),
        "actor": text("whom the words are ascribed to", null=True),
        "via": text("the agency or outlet that they are credited to", null=True),
    },
)

CLAIMS = Table(
    "claims",
    "what one article makes of one claim",
    ("claim_id", "article_id"),
    {
        "claim_id": text("c001, c002 … by reach, then by first position"),
        "wording": text("the most central passage that tells it, verbatim"),
        **ARTICLE,
        "outlet": text("the article's outlet"),
        "treatment": text(
            "carried: told with all its elements; partly: elements are missing; conflict: told "
            "with another value, date, place, polarity or certainty; absent: not found",
            values=("carried", "partly", "conflict", "absent"),
        ),
        "voice": text("whose words tell it here; null where absent", null=True, values=VOICES),
        "evidence": Column(pl.List(pl.String()), "passage ids that tell it here; none if absent"),
        "nearest": text("where absent: the passage that comes nearest, if any", null=True),
        "state": text(
            "told; not found: something near stands there or the measure is unsure; left out: sure",
            values=("told", "not found", "left out"),
        ),
        "sure": Column(
            pl.Boolean(), "told: its passage is grouped with the claim's; or left out for sure"
        ),
        "told": number("how likely the article tells it, from 0 to 1"),
        "missing": Column(pl.List(pl.String()), "its numbers and names that are not told here"),
        "relayed": text(
            "the article before it that has the same words, or the agency that both credit",
            null=True,
        ),
        "n_outlets": whole("outlets that surely tell the claim"),
        "n_sources": whole("of these, those that do not relay the same words or the same agency"),
    },
)

CONFLICTS = Table(
    "conflicts",
    "two passages of different articles that contradict each other on one point",
    ("conflict_id",),
    {
        "conflict_id": text("x01, x02 … in the order of the claims"),
        "claim_id": text("the claim that both tell"),
        "kind": text(
            "what differs; an update is a count that a later article puts higher, undated a "
            "number or a weekday of two texts that are not known to be of one day",
            values=(
                "number",
                "date",
                "place",
                "name",
                "polarity",
                "certainty",
                "update",
                "undated",
            ),
        ),
        "article_a": text("one article"),
        "outlet_a": text("its outlet"),
        "value_a": text("what it says on the point, verbatim"),
        "article_b": text("the other article"),
        "outlet_b": text("its outlet"),
        "value_b": text("what it says on the point, verbatim"),
        "point": text("what the values are about, as the first article words it", null=True),
        "sure": Column(
            pl.Boolean(),
            "whether both texts are of one moment, or no day between them changes what differs",
        ),
        "evidence": Column(pl.List(pl.String()), "passage ids of both sentences"),
    },
)

ROLES = Table(
    "roles",
    "one mention of one actor, with what a verb makes of it",
    ("article_id", "start", "verb_start"),
    {
        **ARTICLE,
        **OUTLET,
        "actor": text("the actor's id"),
        **span("mention"),
        "label": text("how the actor is called: name, role, evaluative or pronoun"),
        "kind": KIND,
        "voice": VOICE,
        "role": text(
            "agent: does what the verb says; patient: it is done to them; neither; "
            "null where the rules do not decide",
            null=True,
            values=("agent", "patient", "neither"),
        ),
        "verb": text("the verb's lemma", null=True),
        "verb_start": whole("first code point of the verb", null=True),
        "verb_end": whole("code point just after the verb", null=True),
        "form": text("verb, or noun made of a verb", null=True),
        "negated": flag("whether it is denied", null=True),
        "passive": flag("whether the verb is passive", null=True),
        "modal": text("would, may … as written", null=True),
        "speech": flag("whether it is a verb of speech"),
        "passage": text("its sentence's passage id"),
    },
)

ACTING = Table(
    "acting",
    "how often one outlet has one actor act, rather than be acted upon",
    ("outlet", "actor"),
    {
        **OUTLET,
        "actor": text("the actor's id"),
        "value": number("share of the sentences in which the actor acts, 0 to 1"),
        **NULL,
        **P_VALUE,
        "n": whole("sentences in which a verb has the actor act or be acted upon"),
        "acts": whole("those in which the actor acts"),
        **EVIDENCE,
    },
)

DESCRIPTIONS = Table(
    "descriptions",
    "one description of one mention of an actor",
    ("article_id", "start", "description_start"),
    {
        **ARTICLE,
        **OUTLET,
        "actor": text("the actor's id"),
        **span("mention"),
        "kind": KIND,
        "form": text("modifier, title, apposition, predicate or naming"),
        "description": text("the words"),
        "description_start": whole("first code point of the description"),
        "description_end": whole("code point just after the description"),
        "negated": flag("whether it is denied"),
        "judging": text("negative or positive where a word of it judges", null=True),
        "word": text("the word that judges", null=True),
        "voice": VOICE,
        "caller": text("who calls them so, where somebody does", null=True),
        "passage": text("its sentence's passage id"),
    },
)

VERB_ROLES = Table(
    "verb_roles",
    "one verb of one article with an agent, a patient or both",
    ("article_id", "verb_start"),
    {
        **ARTICLE,
        "verb_start": whole("first code point of the verb"),
        "verb_end": whole("code point just after the verb"),
        "lemma": text("the verb's lemma"),
        "agent_start": whole("first code point of who does it", null=True),
        "agent_end": whole("code point just after who does it", null=True),
        "patient_start": whole("first code point of whom it is done to", null=True),
        "patient_end": whole("code point just after whom it is done to", null=True),
        "negated": flag("whether it is denied"),
        "passive": flag("whether it is passive"),
    },
)

ALL = (
    TEXT_KINDS,
    NAMING,
    FACTS,
    CONCEPT_SHARES,
    REPORTING_VERBS,
    KEYNESS,
    CONCORDANCE,
    COLLOCATES,
    WORDING,
    RELATIONS,
    DIVERGENCE,
    COPIED,
    PROPOSITIONS,
    CLAIMS,
    CONFLICTS,
    ROLES,
    ACTING,
    DESCRIPTIONS,
    VERB_ROLES,
    DAYS,
    FIRSTS,
    REVISIONS,
)


def beyond_chance() -> pl.Expr:
    """Whether a row's value lies outside what shuffled sentences give; null where not tested.

    Reads the columns value, null_low and null_high.

    >>> rows = pl.DataFrame({"value": [0.5, 0.9], "null_low": [0.4] * 2, "null_high": [0.6] * 2})
    >>> rows.select(beyond=beyond_chance())["beyond"].to_list()
    [False, True]
    """
    value = pl.col("value")
    return (value < pl.col("null_low")) | (value > pl.col("null_high"))
