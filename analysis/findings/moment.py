"""Whether texts are of one moment, so that what one lacks another cannot be said to leave out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, product

from analysis import tables
from analysis.findings.event import Event
from analysis.findings.grouped import parts
from analysis.languages.weekdays import Named, named
from analysis.measures import base, moments
from analysis.phrasing import listed

_SHARED = 5  # statements and claims that two texts of one moment have in common
_SHARED_A_DAY = 3  # the same, where the days of the week that they begin with say so, too
_SPELLED = 3  # outlets that are not compared, which a sentence names
_TO_SPEAK = (
    r"(?:will|would|is (?:set|scheduled|expected|due|slated) to) (?:also )?"
    r"(?:address|speak|testify|deliver|appear)"
)
_WIDE = 60  # articles above which a statement tells nothing of two of them
OTHER_DAYS = "texts undated"


def of_one_moment(event: Event, outlet: str, passages: Iterable[str]) -> bool:
    """Whether an outlet has a text that knew what the passages' texts knew, and at the time.

    By the dates: printed on the day of one of these texts or just after. Where dates are
    missing: the two texts share so many statements and claims that they tell one moment.
    """
    return any(_is_beside(event, here, there) for here, there in _pairs(event, outlet, passages))


def mostly_of_one_moment(event: Event, outlets: Sequence[str], held: Iterable[list[str]]) -> bool:
    """Whether most of some outlets are `of_one_moment`."""
    passages = [passage for ids in held for passage in ids]
    near = sum(of_one_moment(event, outlet, passages) for outlet in outlets)
    return 2 * near > len(outlets)


def is_known_apart(
    event: Event, outlet: str, passages: Iterable[str], *, days: int = moments.DAYS
) -> bool:
    """Whether all texts of an outlet are surely of another day than the passages' texts.

    From before, or more than so many days after. By the dates; where one is missing, by the days
    of the week that texts begin with, and by what is still to come. One pair of texts that tells
    it is enough, where no other pair tells the contrary.
    """
    known = {_after(event, *pair, days) for pair in _pairs(event, outlet, passages)}
    return False in known and True not in known


def cannot_quote(event: Event, outlet: str, passages: Iterable[str], name: str) -> bool:
    """Whether an outlet may have written before somebody said what stands at some passages."""
    return is_to_speak(event, outlet, name) or lacks_day(event, outlet, passages)


def lacks_day(event: Event, outlet: str, passages: Iterable[str]) -> bool:
    """Whether all days of the week in the passages' paragraphs stand nowhere in an outlet's texts,
    although these name others: they may be of another day."""
    said: set[int] = set()
    for article, start, end in map(tables.parse_passage_id, passages):
        text = event.texts[article]
        low, high = base.line_around(text, start, end)
        said |= {one.day for one in named(text[low:high])}
    own = event.once(_weekdays)[outlet]
    return bool(said and own) and said.isdisjoint(own) and not event.dated


def _weekdays(event: Event) -> dict[str, set[int]]:
    """Outlet → the days of the week that its texts name."""
    found: dict[str, set[int]] = {outlet: set() for outlet in event.outlets}
    for article, outlet in event.owners.items():
        found[outlet] |= {one.day for one in named(event.texts[article])}
    return found


def is_to_speak(event: Event, outlet: str, name: str) -> bool:
    """Whether an outlet's text tells that somebody is still to speak: it cannot quote him yet."""
    last = re.escape(name.split()[-1]) if name else "(?!)"
    return re.search(rf"\b{last} {_TO_SPEAK}\b", event.printed[outlet]) is not None


def stands_apart(event: Event, outlet: str) -> bool:
    """Whether an outlet's texts share no statement or claim with any, and others do: of another
    story, what it alone has tells nothing."""
    return outlet in event.once(_apart)


def _apart(event: Event) -> frozenset[str]:
    pairs = [{event.owners[article] for article in pair} for pair in event.once(shared)]
    told = {outlet for pair in pairs for outlet in pair}
    return frozenset(event.outlets) - told if any(len(pair) > 1 for pair in pairs) else frozenset()


def caution(event: Event, *, beside: Sequence[str] = ()) -> str:
    """What a sentence on what an outlet lacks says of the texts' days, where a date is missing.

    However much undated texts share: a Monday may be that of another month. ``beside`` are the
    names of outlets whose texts are not compared.
    """
    told = [] if event.dated else [OTHER_DAYS]
    who = listed(beside) if len(beside) <= _SPELLED else f"{len(beside)} other outlets"
    told += [f"not compared: {who}"] if beside else []
    return f" ({'; '.join(told)})" if told else ""


def _pairs(event: Event, outlet: str, passages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each text of an outlet with each of the passages' texts."""
    theirs = {tables.parse_passage_id(passage)[0] for passage in passages}
    own = (article for article, one in event.owners.items() if one == outlet)
    return product(own, theirs)


def _is_beside(event: Event, here: str, there: str) -> bool:
    known = event.once(_known)
    if (here, there) not in known:
        known[here, there] = _told_beside(event, here, there)
    return known[here, there]


def _known(_: Event) -> dict[tuple[str, str], bool]:
    return {}


def _told_beside(event: Event, here: str, there: str) -> bool:
    after = _after(event, here, there)
    if after is False:
        return False  # however much they share, the text is the older one
    if {here, there} <= set(event.once(_days)):
        return True
    least = _SHARED_A_DAY if after else _SHARED
    return event.once(shared).get(frozenset((here, there)), 0) >= least


def _after(event: Event, here: str, there: str, days: int = moments.DAYS) -> bool | None:
    """Whether a text is of another's day or just after; None where neither dates nor days tell."""
    known = event.once(_days)
    one, two = known.get(here), known.get(there)
    if one and two:
        return 0 <= (one - two).days <= days
    named = event.once(weekdays)
    return moments.after(named.get(here), named.get(there), text=event.texts[here], days=days)


def weekdays(event: Event) -> dict[str, list[Named]]:
    """Article → the days of the week that it names near its beginning, in its order."""
    return moments.weekdays(event.texts)


def _days(event: Event) -> dict[str, date]:
    rows = event.corpus.articles.drop_nulls("published").select("article_id", "published")
    return dict(rows.iter_rows())


def shared(event: Event) -> dict[frozenset[str], int]:
    """Two articles → how many statements and claims stand in both."""
    found: dict[str, set[str]] = {}
    for passage, group in event.once(parts):
        found.setdefault(group, set()).add(tables.parse_passage_id(passage)[0])
    counted: Counter[frozenset[str]] = Counter()
    for articles in found.values():
        if len(articles) <= _WIDE:
            counted.update(frozenset(pair) for pair in combinations(sorted(articles), 2))
    return dict(counted)
