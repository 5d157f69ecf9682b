"""What each actor is called and said to be: modifiers, titles, appositions, predicates."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from analysis.measures.framing import describing, mentioned
from analysis.measures.framing.describing import Described
from analysis.measures.framing.judging import judged
from analysis.measures.roles.extraction import Read
from analysis.results import DESCRIPTIONS
from analysis.spans import last_before

FORMS = ("modifier", "title", "apposition", "predicate", "called")


def descriptions(corpus: Any) -> pl.DataFrame:
    """List every description of an actor, with whose words it is.

    form = modifier: words before the name in its phrase ("the reclusive Kim"); title: they hold
    an office or a form of address ("Russian President", "Mr."); apposition: a phrase beside it
    ("Kim, the leader of North Korea,"); predicate: what a form of "be" says ("Kim is a hero");
    called: what somebody is said to call, consider or describe the actor as, with ``caller``
    naming who does, as written. judging = negative or positive where a word of the description
    is in languages/en/judging_words.csv (``word``) or the event lists it as an evaluative word of
    the actor ("listed"), else null. "Not" before a predicate makes it ``negated``.

    Reads mentions, articles, sentences and, if it has them, tokens and aliases of the corpus. One
    row is one description of one mention. ``voice`` is that of the description's first word: the
    outlet's own, quoted or reported. ``start`` to ``end`` is the mention, ``passage`` its
    sentence's id. English only: other texts have no rows.

    >>> import analysis as an
    >>> rows = an.framing.descriptions(an.load("corpus/vostochny-2023"))
    >>> kim = rows.filter(pl.col("actor") == "kim", pl.col("form") == "title")
    >>> "North Korean leader" in kim["description"].to_list()
    True
    """
    listed = _listed(corpus)
    found = []
    for article_id, read, mentions in mentioned.placed(corpus):
        for one in mentions:
            _, start, end, actor, _, kind, _ = one.mention
            head = (article_id, actor, start, end, kind)
            own = listed.get(actor, {})
            found += [(*head, *_row(told, read, own)) for told in describing.of(one, read)]
    names = [name for name in DESCRIPTIONS.schema if name not in ("outlet", "voice", "passage")]
    rows = pl.DataFrame(
        found, schema={name: DESCRIPTIONS.schema[name] for name in names}, orient="row"
    )
    # a role and a name that stand together ("President Roe") are described once
    rows = rows.unique(
        ["article_id", "actor", "form", "description_start"], keep="last", maintain_order=True
    )
    rows = _voiced(rows, corpus)
    return mentioned.passages(corpus, rows).select(list(DESCRIPTIONS.schema))


def _row(told: Described, read: Read, own: dict[str, str]) -> tuple:
    words = read.sentence.words
    start, end = words.starts[told.first], words.ends[told.last - 1]
    text = " ".join(words.forms[told.first : told.last])
    text = re.sub(r" (['’]\w*|,)", r"\1", text)
    sign, word = judged(text, own)
    return (told.form, text, start, end, told.negated, sign, word, told.caller)


def _listed(corpus: Any) -> dict[str, dict[str, str]]:
    """The event's own judging words of each actor."""
    aliases = getattr(corpus, "aliases", None)
    found: dict[str, dict[str, str]] = {}
    if aliases is not None and "label" in aliases.columns:
        rows = aliases.filter(pl.col("label") == "evaluative").select("actor", "alias")
        for actor, alias in rows.iter_rows():
            found.setdefault(actor, {})[alias.lower()] = "listed"
    return found


def _voiced(rows: pl.DataFrame, corpus: Any) -> pl.DataFrame:
    tokens = getattr(corpus, "tokens", None)
    if tokens is None or rows.is_empty():
        return rows.with_columns(voice=pl.lit(None, pl.String))
    spoken = tokens.select("article_id", "start", "voice")
    return last_before(rows, spoken, at="description_start")
