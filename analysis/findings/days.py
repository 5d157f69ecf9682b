"""Texts of different moments: the day that each names first, in its own words."""

from __future__ import annotations

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent
from analysis.phrasing import listed

KIND = "days"
_MOST = 8  # texts of which each one's day is told


def days(event: Event) -> list[Finding]:
    """Whether the texts begin with different days: then one cannot know what another tells."""
    if event.dated:
        return [absent(KIND, "The days of the texts", "Not looked at: every text has its date.")]
    named = {
        article: event.weekdays[article][0] for article in event.owners if article in event.weekdays
    }
    differ = len({one.day for one in named.values()})
    if differ < 2 or len({event.owners[article] for article in named}) < 2 or len(named) > _MOST:
        why = "No two texts without dates begin with different days of the week."
        return [absent(KIND, "The days of the texts", why)]
    told: dict[str, list[str]] = {}
    passages: dict[str, list[str]] = {}
    for article, day in named.items():
        outlet = event.owners[article]
        told.setdefault(outlet, []).append(day.name)
        passages.setdefault(outlet, []).append(_sentence(event, article, day.start))
    order = [outlet for outlet in event.outlets if outlet in told]
    parts = [f"{event.labelled(o)} {listed(list(dict.fromkeys(told[o])))}" for o in order]
    rest = [event.labelled(outlet) for outlet in event.outlets if outlet not in told]
    none = f"; {listed(rest)} none" if rest else ""
    values = {o: (0.0, ", ".join(dict.fromkeys(told[o])), passages[o]) for o in order}
    return [
        Finding(
            kind=KIND,
            basis=CENSUS,
            stands=True,
            head="The texts may be of different days",
            sentence="The texts may be of different days, or of different months: the day that "
            f"each names first is, {'; '.join(parts)}{none}",
            number=f"{differ} days",
            why="The day of the week that each text names first. What happened after a text was "
            "written it cannot tell: give each article its date in event.toml.",
            strength=1,
            weight=0.2,
            topic="days",
            n=len(named),
            bars=event.bars(values, *values, nothing="—"),
            proof=Proof(verbatim=tuple(dict.fromkeys(day.name for day in named.values()))),
        )
    ]


def _sentence(event: Event, article: str, place: int) -> str:
    """The sentence that a place stands in, or the place's own words."""
    rows = event.corpus.sentences.filter(article_id=article)
    for start, end in rows.select("start", "end").iter_rows():
        if start <= place < end:
            return f"{article}:{start}-{end}"
    return f"{article}:{place}-{place + len(event.weekdays[article][0].name)}"
