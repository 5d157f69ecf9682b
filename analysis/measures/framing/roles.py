"""Actors as those who act and those who are acted upon: a row for each mention and verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

from analysis import tables
from analysis.measures.framing import mentioned
from analysis.measures.framing.mentioned import Placed
from analysis.measures.roles import words as word_classes
from analysis.measures.roles.extraction import Read
from analysis.measures.roles.rules import Row
from analysis.results import ROLES

_NONE = (None, None, None, None, None, None, None, False)


def roles(corpus: Any) -> pl.DataFrame:
    """Tell of each mention of an actor whether he acts, is acted upon, or neither, and how.

    role = agent: does what the verb says; patient: it is done to him, or happens to him;
    neither: the mention belongs to another phrase ("Kim's regime", "talks with Kim") or to a
    copula ("Kim is"); null: a verb stands beside the mention, but the rules do not decide.
    form = verb: the clause's; noun: a noun made of a verb ("Kim's visit", "the killing of Roe").
    speech: the verb reports what somebody says or thinks.

    Reads mentions, articles and sentences of the corpus. One row is one mention and verb, so a
    mention may have several; one with no role has one row without a verb. ``modal`` is the
    helper ("would", "may") as written; ``voice`` and ``kind`` are the mention's; ``passage`` is
    its sentence's id. English only: other texts have no rows. See `an.roles.extract`.

    >>> import analysis as an
    >>> rows = an.framing.roles(an.load("corpus/vostochny-2023"))
    >>> rows.filter(pl.col("actor") == "north-korea", pl.col("verb") == "launch")["role"].to_list()
    ['agent', 'agent']
    """
    found = []
    for article_id, read, mentions in mentioned.placed(corpus):
        for one in mentions:
            _, start, end, actor, label, kind, voice = one.mention
            head = (article_id, actor, start, end, label, kind, voice)
            found += [(*head, *rest) for rest in _of(one, read)]
    names = [name for name in ROLES.schema if name not in ("outlet", "passage")]
    rows = pl.DataFrame(found, schema={name: ROLES.schema[name] for name in names}, orient="row")
    return mentioned.passages(corpus, rows).select(list(ROLES.schema))


def _of(one: Placed, read: Read) -> Iterator[tuple]:
    """The roles of one mention; one without a verb where it has none."""
    made = list(_nominal(one))
    if not one.heads:
        yield from made or [("neither", *_NONE)]
        return
    phrases = {one.phrase, _named_before(one.phrase, read)}
    found = [
        _told(row, role, read)
        for row in read.rows
        for role in ("agent", "patient")
        if any(_role(row, phrase, read) == role for phrase in phrases)
    ]
    if found or made:
        yield from found + made
        return
    yield ((None if _beside_verb(one, read) else "neither"), *_NONE)


def _role(row: Row, phrase: int, read: Read) -> str | None:
    if _within(row.agent, phrase, read):
        return "agent"
    if not row.clause and _within(row.patient, phrase, read):
        return "patient"
    return None


def _within(run: tuple[int, int] | None, phrase: int, read: Read) -> bool:
    """Whether a phrase is one of a run's own, not one that hangs on another."""
    if run is None or not run[0] <= phrase <= run[1]:
        return False
    return phrase == run[0] or read.sentence.kinds[phrase - 1] in "C,"


def _named_before(phrase: int, read: Read) -> int:
    """``Ryder, Pentagon spokesman, said``: the phrase that this one stands beside."""
    kinds = read.sentence.kinds
    after = re.compile(r"(?:[oP]N)*[,.]?").match(kinds, phrase + 1)
    beside = kinds[phrase - 2 : phrase] == "N," and after is not None and after.group()[-1:] == ","
    return phrase - 2 if beside else phrase


def _told(row: Row, role: str, read: Read) -> tuple:
    words, group = read.sentence.words, row.group
    place = (words.starts[group.verb], words.ends[group.verb])
    speech = "clause" in group.takes
    return (
        role, group.lemma, *place, "verb", group.negated, row.passive, group.modal, speech
    )  # fmt: skip


def _beside_verb(one: Placed, read: Read) -> bool:
    kinds, phrase = read.sentence.kinds, one.phrase
    near = kinds[phrase + 1 : phrase + 2] + (kinds[phrase - 1] if phrase else "")
    if not any(kind in "VTgpe" for kind in near):
        return False
    places = [place for place in (phrase - 1, phrase + 1) if place in read.roles.groups]
    return not all(read.roles.groups[place].lemma in _COPULAS for place in places)


_COPULAS = frozenset(("be", "become", "seem", "remain", "appear", "is", "was", "are", "were"))


def _nominal(one: Placed) -> Iterator[tuple]:
    """``Kim's visit``: agent of visit; ``the killing of Kim``: patient of kill."""
    sentence, words = one.read.sentence, one.read.sentence.words
    letters = words.letters
    if letters[one.last : one.last + 1] == "G":
        head = sentence.last[one.phrase] - 1
        name = _verb_in(words.forms[head])
        if head > one.last and name:
            yield _made("agent", name, words, head)
    before = one.phrase - 2
    if one.heads and before >= 0 and sentence.kinds[one.phrase - 1] == "o":
        head = sentence.last[before] - 1
        form = words.forms[head].lower()
        if form.endswith("ing") and form in word_classes.verb_forms():
            yield _made("patient", word_classes.lemma(form), words, head)


def _verb_in(noun: str) -> str | None:
    """The verb that a noun is the same word as: "visit", "attack"."""
    letter, name = word_classes.verb_forms().get(noun.lower(), ("", ""))
    return name if letter in ("x", "z") and name not in _THINGS else None


# Nouns that are things more often than acts, though verbs are spelled like them.
_THINGS = frozenset(
    "hand head eye face water house ship name side state force father mother man people group "  # noqa: SIM905
    "party staff team camp campaign part place point power world country army record view office "
    "board book case chair court field figure film fund home land line list match model number "
    "paper picture plant post press price question range rate reason right room school season "
    "section sense share shoulder site stage start step stock store term time top train type wife "
    "word voice mind pocket back body border budget centre center coach cover crew crown desert "
    "district dog doctor dress drug ear farm father finger fire fish floor foot form frame garden "
    "gas gun heat hat image interest iron jail job key king lab label leg letter level light lip "
    "machine market master medal minister minute mirror mouth neck neighbor neighbour network nose "
    "nurse object oil order pair park pen phone piece pilot pipe plate police position program "
    "project rank ring rock role root rule sail sample seat seed ship shop shot skin slave sock "
    "sort soul sound station stone storm surface table tail tank tape target task tax text toy "
    "track trade truck unit value victim weapon wheel wing witness youth boss father guard host "
    "judge lawyer partner rival secretary spy student sponsor nail tower cloud corner brand fault "
    "trip concern experience regard matter limit status wall yard profile".split()
)


def _made(role: str, name: str, words: word_classes.Words, head: int) -> tuple:
    verb = word_classes.verbs().get(name)
    speech = verb is not None and "clause" in verb.takes
    place = (words.starts[head], words.ends[head])
    return (role, name, *place, "noun", False, role == "patient", None, speech)


def verbs_by_actor(rows: pl.DataFrame, *, voice: str = "all") -> pl.DataFrame:
    """Count the verbs of each actor as agent and as patient, by outlet.

    Reads rows of `roles`: article_id, outlet, actor, role, verb, voice, passage. One row is one
    outlet, actor, role and verb: n = mentions, evidence = passage ids. Negated verbs are shown
    as "not" and the verb.

    >>> import analysis as an
    >>> rows = roles(an.load("corpus/vostochny-2023"))
    >>> counted = verbs_by_actor(rows)
    >>> counted.filter(pl.col("actor") == "kim", pl.col("role") == "agent")["n"].sum() > 5
    True
    """
    needed = ("outlet", "actor", "role", "verb", "verb_start", "voice", "passage", "negated")
    tables.require(rows, "roles", "article_id", *needed)
    kept = rows.filter(pl.col("verb").is_not_null(), pl.col("kind") == "body")
    # "President Roe" may be two mentions of one actor, but he acts once
    once = ["article_id", "actor", "role", "verb_start"]
    kept = kept.unique(once, maintain_order=True)
    if voice != "all":
        kept = kept.filter(pl.col("voice") == voice)
    shown = pl.when("negated").then("not " + pl.col("verb")).otherwise("verb")
    return (
        kept.with_columns(verb=shown)
        .group_by("outlet", "actor", "role", "verb", maintain_order=True)
        .agg(n=pl.len(), evidence=pl.col("passage").unique(maintain_order=True))
        .sort("actor", "role", "n", "verb", descending=[False, False, True, False])
    )
