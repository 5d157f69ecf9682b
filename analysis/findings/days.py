"""Texts of different moments: the day that each names first, in its own words."""

from __future__ import annotations

from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent
from analysis.findings.moments import Named
from analysis.phrasing import listed

KIND = "days"
_MOST = 8  # texts of which each one's day is told


def days(event: Event) -> list[Finding]:
    """Whether the texts begin with different days: then one cannot know what another tells."""
    if event.dated:
        return [absent(KIND, "The days of the texts", "Not looked at: every text has its date.")]
    named = _named(event)
    differ = len({one.day for one in named.values()})
    if differ < 2 or len(named) > _MOST or not _of_one_story(event, named):
        why = (
            "No two texts without dates, the only ones of their outlets and on one turn of the "
            "story, begin with different days of the week."
        )
        return [absent(KIND, "The days of the texts", why)]
    told: dict[str, list[str]] = {}
    passages: dict[str, list[str]] = {}
    for article, day in named.items():
        outlet = event.owners[article]
        told.setdefault(outlet, []).append(day.name)
        passages.setdefault(outlet, []).append(_sentence(event, article, day.start))
    order = [outlet for outlet in event.outlets if outlet in told]
    parts = [f"{event.labelled(o)}, {listed(list(dict.fromkeys(told[o])))}" for o in order]
    rest = [event.labelled(outlet) for outlet in event.outlets if outlet not in told]
    none = f"; {listed(rest)}, none there" if rest else ""
    values = {o: (0.0, ", ".join(dict.fromkeys(told[o])), passages[o]) for o in order}
    return [
        Finding(
            kind=KIND,
            basis=CENSUS,
            stands=True,
            head="The texts may not be of the same day",
            sentence="The texts may not be of the same day. The weekday that each names first in "
            f"its first paragraphs: {'; '.join(parts)}{none}",
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


def _named(event: Event) -> dict[str, Named]:
    """Article → the weekday that it names first, other than that of the event itself."""
    moment = event.corpus.event.get("date")
    own = moment.weekday() if moment else None
    days = {
        article: next((one for one in named if one.day != own), None)
        for article, named in event.weekdays.items()
    }
    return {article: day for article, day in days.items() if day}


def _of_one_story(event: Event, named: dict[str, Named]) -> bool:
    """Whether no outlet has two texts, and each that names a day shares much with another one.

    Weekdays of texts that share little may be of different weeks, and tell nothing.
    """
    single = len(event.owners) == len(set(event.owners.values()))
    return single and all(
        any(event.shared(here, there) for there in event.owners if there != here) for here in named
    )


def _sentence(event: Event, article: str, place: int) -> str:
    """The sentence that a place stands in, or the place's own words."""
    rows = event.corpus.sentences.filter(article_id=article)
    for start, end in rows.select("start", "end").iter_rows():
        if start <= place < end:
            return f"{article}:{start}-{end}"
    return f"{article}:{place}-{place + len(event.weekdays[article][0].name)}"
