"""Findings about what is said: statements left out or alone, and wordings that change."""

from __future__ import annotations

from typing import Any

import polars as pl
from rapidfuzz import fuzz

from analysis import languages
from analysis.findings.finding import (
    CENSUS,
    Bar,
    Event,
    Finding,
    absent,
    number_of,
    per_outlet,
    quoted,
    some_others,
)
from analysis.measures import overlap
from analysis.measures.overlap import features
from analysis.spans import with_passages

_MATCHED = "Statements are matched by their wording; Methods says how surely."
_LEFT_OUT = 1000  # what most outlets carry and one does not comes before what one has alone
_LEAST_SAID = 6  # words of a statement below which it is a turn of phrase
_CLOSE = 0.5  # farther apart than this, two wordings are paraphrases and not one wording changed


def statements(event: Event) -> list[Finding]:
    """Statements that most outlets carry and one leaves out, and quotations one has alone."""
    kind, chart = "statements", "statement_matrix"
    aligned = event.corpus.aligned
    rows = (
        with_passages(aligned.renderings, aligned.clauses)
        .group_by("statement_id", "outlet", "treatment", maintain_order=True)
        .agg(pl.col("words").first(), pl.col("evidence").explode().drop_nulls())
    )
    by_statement = rows.partition_by("statement_id", as_dict=True, maintain_order=True)
    found = []
    for row in aligned.statements.iter_rows(named=True):
        finding = _statement(event, kind, chart, row, by_statement[row["statement_id"],])
        if finding:
            found.append(finding)
    if found:
        return found
    why = aligned.notes[0] if aligned.notes else "Every statement is in every outlet."
    return [absent(kind, "Statements that one outlet leaves out or has alone", why, chart=chart)]


def _statement(
    event: Event, kind: str, chart: str, row: dict[str, Any], rows: pl.DataFrame
) -> Finding | None:
    said = per_outlet(event, rows, "words")
    carried = [outlet for outlet in said if said[outlet]["words"]]
    missing = [outlet for outlet in event.outlets if outlet not in carried]
    if row["statement_id"] not in event.surely_said:
        return None
    if row["actor"] not in event.names or len(features.terms(row["wording"])) < _LEAST_SAID:
        return None
    rest = len(event.outlets) - 1
    speaker, wording = event.actor(row["actor"]), quoted(row["wording"])
    bars = {o: (float(s["words"]), f"{s['words']} words", s["evidence"]) for o, s in said.items()}
    words = max((int(said[outlet]["words"]) for outlet in carried), default=0)
    if len(missing) == 1 and len(carried) >= max(2, rest / 2):
        about, strength = missing[0], _LEFT_OUT + words
        sentence = f"{event.outlets[about]} leaves out what {speaker} said: {wording}"
        why = f"{some_others(len(carried), rest).capitalize()} carry it. {_MATCHED}"
        number = f"{len(carried)} of {number_of(len(event.outlets), 'outlet')}"
    elif len(carried) == 1 and rest and "direct" in rows["treatment"]:
        about, strength = carried[0], words
        sentence = f"Only {event.outlets[about]} quotes {speaker}: {wording}"
        why = f"No rendering of it was found in another outlet. {_MATCHED}"
        number = number_of(words, "word")
    else:
        return None
    bars = event.bars(bars, about)
    return Finding(
        kind=kind,
        basis=CENSUS,
        stands=True,
        sentence=sentence,
        number=number,
        why=why,
        strength=strength,
        n=words,
        about=about,
        chart=chart,
        bars=bars,
    )


def wordings(event: Event) -> list[Finding]:
    """A number or a negation that changes within one statement, else a word replaced."""
    kind, chart = "wording", "wording"
    aligned = event.corpus.aligned
    relations = overlap.relations(aligned)
    literal = aligned.renderings.filter(pl.col("treatment").is_in(["direct", "mixed"]))
    literal = literal.select("statement_id", "article_id")
    close = (
        relations.filter(pl.col("distance") <= _CLOSE, pl.col("relation") != "verbatim")
        .join(literal, on=["statement_id", "article_id"], how="semi", maintain_order="left")
        .join(
            literal.rename({"article_id": "base"}),
            on=["statement_id", "base"],
            how="semi",
            maintain_order="left",
        )
    )
    found = [_changed(event, kind, chart, row) for row in close.iter_rows(named=True)]
    kept = [finding for finding in found if finding]
    if kept:
        return kept
    changed = relations.filter(pl.col("negation_changed") | pl.col("number_changed"))
    why = "In no statement that two outlets carry is a number, a negation or a word replaced."
    if len(changed):
        n = number_of(changed["statement_id"].n_unique(), "statement")
        why = f"A number or a negation differs in {n}, in ways that only the passages tell."
    return [absent(kind, "The same statement in other words", why, chart=chart)]


def _changed(event: Event, kind: str, chart: str, row: dict[str, Any]) -> Finding | None:
    aligned = event.corpus.aligned
    here, there = row["outlet"], event.owners[row["base"]]
    rows = overlap.wording(aligned, row["statement_id"], base=row["base"])
    rows = rows.filter(article_id=row["article_id"])
    said = _said(event, row, rows, here, there)
    if here == there or said is None:
        return None
    sentence, strength = said
    replaced = " ".join(rows.filter(op="substituted")["base_words"])
    words = row["kept"] + row["cut"] + len(features.terms(replaced))
    printed = _where(event, row["statement_id"])
    bars = tuple(
        Bar(event.outlets[outlet], 0.0, quoted(" … ".join(said)), ids, outlet in (here, there))
        for outlet, (said, ids) in printed.items()
    )
    return Finding(
        kind=kind,
        basis=CENSUS,
        stands=True,
        sentence=sentence,
        number=f"{row['kept']} of {number_of(words, 'word')} kept",
        why=_MATCHED,
        strength=strength,
        n=words,
        about=here,
        chart=chart,
        bars=bars,
    )


def _said(
    event: Event, row: dict[str, Any], rows: pl.DataFrame, here: str, there: str
) -> tuple[str, float] | None:
    """What changed, in words, and how much it weighs: a number, a negation, a word."""
    aligned = event.corpus.aligned
    speaker = aligned.statements.filter(statement_id=row["statement_id"])["actor"][0]
    speaker = speaker if row["statement_id"] in event.surely_said else None
    if speaker not in event.names:
        return None
    pair = _replaced(rows, row["number_changed"])
    if row["number_changed"] and pair:
        told = f"gives {quoted(pair[1])} where {event.outlets[there]} gives {quoted(pair[0])}"
        return f"{event.outlets[here]} {told}, in what {event.actor(speaker)} said", 3.0
    if row["negation_changed"] and (negation := _negation(rows)):
        base_has, words = negation
        has, lacks = (there, here) if base_has else (here, there)
        silent = row["article_id"] if base_has else row["base"]
        if _negated_around(event, row["statement_id"], silent):
            return None  # 'he didn’t "want to"': the negation stands outside the marks
        told = f"has {quoted(words)} in what {event.actor(speaker)} said"
        return f"{event.outlets[has]} {told}; {event.outlets[lacks]} has no negation there", 2.0
    if pair and not row["negation_changed"]:
        told = f"has {event.actor(speaker)} say {quoted(pair[1])}"
        other = f"{event.outlets[there]} {quoted(pair[0])}"
        return f"{event.outlets[here]} {told}, {other}, in the same statement", (
            min(map(len, pair)) / 100
        )
    return None


_FEW = 5  # words of a replacement that a sentence can show
_ALIKE = 70  # per cent of letters in common: another spelling or form, not another word
_STEM = 5  # letters by which "fighting" and "fight" are one word


def _replaced(rows: pl.DataFrame, number: bool) -> tuple[str, str] | None:
    """The base's words and those that stand for them, of the longest short replacement."""
    function = languages.read().function_words
    whole = [_telling(" ".join(rows[side].drop_nulls())) for side in ("base_words", "words")]
    pairs = []
    for base, words in rows.filter(op="substituted").select("base_words", "words").iter_rows():
        sides = [features.terms(side) for side in (base, words)]
        telling = all(any(w not in function and len(w) > 3 for w in side) for side in sides)
        if number:
            telling = all(features.numbers(side) for side in sides)
        spelling = fuzz.partial_ratio(base.casefold(), words.casefold()) > _ALIKE
        moved = _telling(base) & whole[1] or _telling(words) & whole[0]
        if telling and not spelling and not moved and max(map(len, sides)) <= _FEW:
            pairs.append((base, words))
    return max(pairs, key=lambda pair: min(map(len, pair)), default=None)


def _telling(text: str) -> set[str]:
    """The stems of a text's words that are not function words."""
    function = languages.read().function_words
    return {word[:_STEM] for word in features.terms(text) if word not in function}


def _negation(rows: pl.DataFrame) -> tuple[bool, str] | None:
    """Whether the base has the negation, and the few words it stands in."""
    changed = rows.filter(pl.col("op").is_in(["cut", "added", "substituted"]))
    for words in changed.select("base_words", "words").iter_rows():
        terms = [features.terms(side or "") for side in words]
        has = [features.negated(side) for side in terms]
        if has[0] != has[1] and max(map(len, terms)) <= _FEW:
            return has[0], str(words[0] if has[0] else words[1])
    return None


def _negated_around(event: Event, statement: str, article: str) -> bool:
    """Whether a sentence that holds the article's rendering negates, inside marks or outside."""
    clauses = event.corpus.aligned.clauses.filter(statement_id=statement, article_id=article)
    own = event.corpus.sentences.filter(article_id=article)
    text = event.corpus.articles.filter(article_id=article)["text"][0]
    for low, high in clauses.select("start", "end").iter_rows():
        around = own.filter(pl.col("start") < high, pl.col("end") > low)
        for start, end in around.select("start", "end").iter_rows():
            if features.negated(features.terms(text[start:end])):
                return True
    return False


def _where(event: Event, statement: str) -> dict[str, tuple[list[str], list[str]]]:
    """Outlet → what it prints of one statement, and where."""
    rows = event.corpus.aligned.clauses.filter(statement_id=statement)
    found: dict[str, tuple[list[str], list[str]]] = {}
    columns = ("article_id", "start", "end", "text")
    for article, start, end, text in rows.select(columns).iter_rows():
        outlet = event.owners[article]
        said, ids = found.get(outlet, ([], []))
        found[outlet] = ([*said, text], [*ids, f"{article}:{start}-{end}"])
    return {outlet: found[outlet] for outlet in event.outlets if outlet in found}
