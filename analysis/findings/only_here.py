"""What stands in one outlet only: people, other names and numbers."""

from __future__ import annotations

import re
from collections import defaultdict

from analysis import tables
from analysis.findings import targets
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, absent, number_of, plain, times
from analysis.findings.heard import quoted_only
from analysis.findings.phrases import persons
from analysis.findings.targets import Target
from analysis.languages.detection import foreign

KIND, CHART = "only here", "fact_map"
_LEAST = 2  # mentions of a name from which an article is partly about it
_CREDITS = re.compile(r"\bcontribut(?:ed|ing)\b|\b(?:report|edit|writ)ing by\b", re.IGNORECASE)
_LINE = 120  # characters from which a line is a paragraph, however it ends
_MOST = 4  # names in one sentence


def only_here(event: Event) -> list[Finding]:
    """Names and numbers that stand in one outlet only, those of one kind in one sentence."""
    groups: dict[tuple[str, str], list[Target]] = defaultdict(list)
    quoted_here = quoted_only(event)
    writers = {id for ids in event.corpus.text_kinds["evidence"] for id in ids}
    for target in targets.names(event, ("person", "place", "name", "number")):
        here = target.carriers
        if len(here) != 1 or len(event.outlets) < 2 or not _is_told(event, target, here[0]):
            continue
        if _is_writer(target, here[0], writers) or not _in_prose(event, target, here[0]):
            continue
        told_already = (here[0], target.name.split()[-1].lower()) in quoted_here
        others = [outlet for outlet in event.outlets if outlet != here[0]]
        if not told_already and not any(targets.hinted(event, target.name, o) for o in others):
            groups[here[0], target.kind].append(target)
    found = [_names(event, *key, members) for key, members in groups.items()]
    if found:
        return found
    if foreign(event.corpus.articles):
        why = "Not looked at: names and numbers are found by their form in English only."
        return [absent(KIND, "What one outlet alone has", why, chart=CHART)]
    why = "No person, no name that stands twice and no number is in one outlet alone."
    return [absent(KIND, "What one outlet alone has", why, chart=CHART)]


def _is_writer(target: Target, outlet: str, lines: set[str]) -> bool:
    """Whether a name stands only in the line that introduces the writer."""
    spans = [tables.parse_passage_id(passage) for passage in lines]
    named = [tables.parse_passage_id(passage) for passage in target.counts[outlet][1]]
    return all(any(a == b and s <= t < e for a, s, e in spans) for b, t, _ in named)


def _in_prose(event: Event, target: Target, outlet: str) -> bool:
    """Whether a name stands in a line that ends as a sentence: bylines and credits do not."""
    for passage in target.counts[outlet][1]:
        article, start, _ = tables.parse_passage_id(passage)
        text = event.texts[article]
        line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0].rstrip()
        if _CREDITS.search(line):
            continue
        if len(line) > _LINE or line.endswith((".", "!", "?", "”", '"', "’", ":")):
            return True
    return False


def _is_told(event: Event, target: Target, outlet: str) -> bool:
    least = 1 if target.kind in ("number", "person") else _LEAST
    return target.counts[outlet][0] >= least and not targets.is_own_name(event, target.name, outlet)


def _names(event: Event, outlet: str, kind: str, members: list[Target]) -> Finding:
    ranked = sorted(members, key=lambda one: (-one.total, one.name))
    top = ranked[:_MOST]
    total = sum(int(one.total) for one in top)
    if kind == "number":
        ranked = top = ranked[:1]
        total = int(top[0].total)
        said = f"gives the number {top[0].name}"
    else:
        said = f"mentions {persons(plain(one.name) for one in top)}"
    often = f", {times(total)}" if len(top) == 1 else ""
    ids = [passage for one in top for passage in one.counts[outlet][1]]
    weight = {"person": 0.42, "name": 0.25, "number": 0.25}.get(kind, 0.15)
    weight += 0.2 * min(1, total / 10) + 0.05 * (len(top) > 1) - 0.15 * (total == 1)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        sentence=f"Only {event.outlets[outlet]} {said}{often}",
        number=f"{number_of(total, 'mention')}, none elsewhere",
        why="Neither the names nor shorter forms of them stand elsewhere. "
        "What is told in other words is not found.",
        strength=weight,
        weight=weight,
        topic=top[0].name,
        n=total,
        about=outlet,
        chart=CHART,
        bars=event.bars({outlet: (float(total), f"{total}", ids)}, outlet),
        notes=event.notes(event.outlets),
        proof=Proof(
            silent=tuple(n for o, n in event.outlets.items() if o != outlet),
            never=tuple(one.name.removeprefix("the ").strip("“”") for one in top),
            counted=True,
        ),
    )
