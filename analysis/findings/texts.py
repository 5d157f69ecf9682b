"""What kind of texts are compared: opinion among news, a piece that tells of another moment."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, absent, number_of
from analysis.findings.phrases import begun, count
from analysis.measures import text_kinds
from analysis.phrasing import listed

KIND = "text"
_SIGNS = {
    "stated": "event.toml says so",
    "address": "its address says so",
    "title": "its title says so",
    "label": "a label above the text says so",
    "outlet": "the outlet’s name says so",
    "signature": "its last lines show it",
    "form": "its form shows it",
    "own voice": "its own voice speaks to the reader and judges or exhorts",
}
_WIDE = 4  # widely carried statements from which carrying none says something


def texts(event: Event) -> list[Finding]:
    """Texts that are no news reports, and those that carry nothing that most others carry."""
    found = [*_kinds(event), *_apart(event)]
    if len(event.outlets) < 2 or not found:
        why = "No text is known to be anything but a news report."
        return [absent(KIND, "Kinds of text", why)]
    return found


def _kinds(event: Event) -> list[Finding]:
    """One sentence on all texts that are no plain news, if others are."""
    rows = event.corpus.text_kinds
    plain = rows.filter(~pl.col("article_id").is_in(list(event.kinds)))
    if not event.kinds or not len(plain):
        return []
    groups: dict[str, list[str]] = defaultdict(list)
    like = set(rows.filter(sign="own voice")["article_id"])
    for article, kind in event.kinds.items():
        groups[_LIKE if article in like and kind == "opinion" else kind].append(article)
    parts = [
        _part(event, kind, articles, None if number else len(rows))
        for number, (kind, articles) in enumerate(groups.items())
    ]
    signs = rows.filter(pl.col("article_id").is_in(list(event.kinds)))
    told = {
        f"{event.outlets[row['outlet']]}: {_SIGNS.get(row['sign'], row['sign'])}"
        for row in signs.iter_rows(named=True)
        if row["text_kind"] != "news"
    }
    evidence = {
        row["outlet"]: (
            1.0,
            row["text_kind"],
            row["evidence"] or [_first(event, row["article_id"])],
        )
        for row in signs.iter_rows(named=True)
    }
    early = all(kind == text_kinds.EARLY for kind in groups)
    rest = f"the other {count(len(plain))} {'is' if len(plain) == 1 else 'are'} news"
    return [
        Finding(
            kind=KIND,
            basis=CENSUS,
            stands=True,
            sentence=begun(f"{listed(parts)}; {rest}"),
            number=f"{len(event.kinds)} of {number_of(len(rows), 'text')}",
            why=f"{'; '.join(sorted(told))}." if told else "By the dates that are stated.",
            strength=1,
            weight=0.7 if not early else 0.6,
            topic="texts",
            n=len(rows),
            about=next(iter(evidence)),
            bars=event.bars(evidence, *evidence),
        )
    ]


_LIKE = "like opinion"  # no label says so, but its own voice does
_ONE = {
    _LIKE: "reads like opinion",
    "opinion": "is opinion",
    "interview": "is an interview or transcript",
    "live blog": "is a live blog",
    "analysis": "is an analysis",
    text_kinds.EARLY: "was filed before the event",
}
_MANY = {
    _LIKE: "read like opinion",
    "opinion": "are opinion",
    "interview": "are interviews or transcripts",
    "live blog": "are live blogs",
    "analysis": "are analyses",
    text_kinds.EARLY: "were filed before the event",
}


def _part(event: Event, kind: str, articles: list[str], whole: int | None) -> str:
    """``one of six texts is opinion (The Hill)``; of how many is told once."""
    names = dict.fromkeys(event.outlets[event.owners[article]] for article in articles)
    of = f" of {count(whole)} texts" if whole else ""
    told = _ONE[kind] if len(articles) == 1 else _MANY[kind]
    return f"{count(len(articles))}{of} {told} ({listed(names)})"


def _first(event: Event, article: str) -> str:
    sentences = event.corpus.sentences.filter(article_id=article)
    start, end = sentences.select("start", "end").row(0)
    return f"{article}:{start}-{end}"


def _apart(event: Event) -> list[Finding]:
    """Outlets that carry none of the statements that at least half of the outlets carry."""
    aligned = event.corpus.aligned
    carried = aligned.renderings.filter(pl.col("treatment") != "absent")
    wide = carried.group_by("statement_id", maintain_order=True).agg(
        n=pl.col("outlet").n_unique(), outlets=pl.col("outlet").unique()
    )
    wide = wide.filter(2 * pl.col("n") >= len(event.outlets), pl.col("n") > 1)
    if len(wide) < _WIDE:
        return []
    rows = carried.join(wide, on="statement_id", how="semi", maintain_order="left")
    clauses = aligned.clauses.select(
        "clause_id", passage=pl.format("{}:{}-{}", "article_id", "start", "end")
    )
    given = (
        rows.explode("clause_ids")
        .join(clauses, left_on="clause_ids", right_on="clause_id", maintain_order="left")
        .group_by("outlet", maintain_order=True)
        .agg(n=pl.col("statement_id").n_unique(), passages="passage")
    )
    values = {
        outlet: (float(n), f"{n} of {len(wide)}", ids) for outlet, n, ids in given.iter_rows()
    }
    none = [outlet for outlet in event.outlets if outlet not in values]
    if not none or 2 * len(none) > len(event.outlets):
        return []
    names = [event.outlets[outlet] for outlet in none]
    verb = "carries" if len(names) == 1 else "carry"
    return [
        Finding(
            kind=KIND,
            basis=CENSUS,
            stands=True,
            sentence=(
                f"{listed(names)} {verb} none of the {number_of(len(wide), 'statement')} that at "
                "least half of the outlets carry"
            ),
            number=f"0 of {number_of(len(wide), 'statement')}",
            why="Such a text may tell of another moment or matter. Its silence is to be read so.",
            strength=0.5,
            weight=0.5,
            topic="texts apart",
            n=len(wide),
            about=none[0],
            chart="statement_matrix",
            bars=event.bars(values, *none),
        )
    ]
