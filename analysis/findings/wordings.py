"""One speaker's statement in two wordings: a number or a negation that is not the same."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Bar, Finding, Proof, absent, number_of, quoted
from analysis.measures import overlap
from analysis.measures.overlap import features

_CLOSE = 0.5  # farther apart than this, two wordings are paraphrases and not one wording changed
_MATCHED = "Statements are matched by their wording; Methods says how surely."


def wordings(event: Event) -> list[Finding]:
    """A number or a negation that changes within one statement of one sure speaker."""
    kind, chart = "wording", "wording"
    aligned = event.corpus.aligned
    relations = overlap.relations(aligned)
    literal = aligned.renderings.filter("sure", pl.col("treatment").is_in(["direct", "mixed"]))
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
    why = "In no statement that two outlets carry does a number or a negation change."
    opposed = event.corpus.claims.filter(treatment="conflict")
    if len(opposed):
        n = number_of(opposed["claim_id"].n_unique(), "claim")
        why = f"An outlet tells {n} otherwise than another does: the claim map shows which."
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
    sentence, strength, speaker = said
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
        weight=0.2 * strength,
        topic=event.actor(speaker),
        n=words,
        about=here,
        chart=chart,
        bars=bars,
        notes=event.notes((here, there)),
        proof=Proof(speaker=speaker),
    )


def _said(
    event: Event, row: dict[str, Any], rows: pl.DataFrame, here: str, there: str
) -> tuple[str, float, str] | None:
    """What changed, in words, how much it weighs, and who said it."""
    aligned = event.corpus.aligned
    speaker = aligned.statements.filter(statement_id=row["statement_id"])["actor"][0]
    speaker = speaker if row["statement_id"] in event.surely_said else None
    if speaker not in event.names:
        return None
    pair = _replaced(rows)
    if row["number_changed"] and pair:
        told = f"gives {quoted(pair[1])} where {event.outlets[there]} gives {quoted(pair[0])}"
        return f"{event.outlets[here]} {told}, in what {event.actor(speaker)} said", 3.0, speaker
    if row["negation_changed"] and (negation := _negation(rows)):
        base_has, words = negation
        has, lacks = (there, here) if base_has else (here, there)
        silent = row["article_id"] if base_has else row["base"]
        denied = features.terms(words)
        if _negated_around(event, row["statement_id"], silent, denied):
            return None  # 'he didn’t "want to"': the negation stands outside the marks
        told = f"has {quoted(words)} in what {event.actor(speaker)} said"
        lacking = event.outlets[lacks]
        return f"{event.outlets[has]} {told}; {lacking} has no negation there", 2.0, speaker
    return None


_FEW = 5  # words of a replacement that a sentence can show
_OPPOSING = ("un", "in", "im", "ir", "il", "dis", "non")  # make a word its opposite


def _replaced(rows: pl.DataFrame) -> tuple[str, str] | None:
    """The base's words and those that stand for them, both with a number."""
    pairs = []
    for base, words in rows.filter(op="substituted").select("base_words", "words").iter_rows():
        sides = [features.terms(side) for side in (base, words)]
        if all(features.numbers(side) for side in sides) and max(map(len, sides)) <= _FEW:
            pairs.append((base, words))
    return max(pairs, key=lambda pair: min(map(len, pair)), default=None)


def _negation(rows: pl.DataFrame) -> tuple[bool, str] | None:
    """Whether the base has the negation, and the few words it stands in."""
    changed = rows.filter(pl.col("op").is_in(["cut", "added", "substituted"]))
    for words in changed.select("base_words", "words").iter_rows():
        terms = [features.terms(side or "") for side in words]
        has = [features.negated(side) for side in terms]
        if has[0] != has[1] and max(map(len, terms)) <= _FEW:
            return has[0], str(words[0] if has[0] else words[1])
    return None


def _negated_around(event: Event, statement: str, article: str, denied: list[str]) -> bool:
    """Whether a sentence that holds the article's rendering negates, inside marks or outside.

    By a word of its own, or by one that is the opposite of a word ``denied``: "unfit".
    """
    opposites = {f"{prefix}{word}" for word in denied for prefix in _OPPOSING}
    clauses = event.corpus.aligned.clauses.filter(statement_id=statement, article_id=article)
    own = event.corpus.sentences.filter(article_id=article)
    text = event.corpus.articles.filter(article_id=article)["text"][0]
    for low, high in clauses.select("start", "end").iter_rows():
        around = own.filter(pl.col("start") < high, pl.col("end") > low)
        for start, end in around.select("start", "end").iter_rows():
            words = features.terms(text[start:end])
            if features.negated(words) or not opposites.isdisjoint(words):
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
