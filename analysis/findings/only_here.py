"""Who is named in one outlet only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from analysis import languages, tables
from analysis.findings import moment, targets
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.heard_here import heard_alone
from analysis.findings.introducing import introducing
from analysis.findings.phrases import and_others, some
from analysis.findings.roles import introduced
from analysis.findings.staff import is_staff
from analysis.findings.targets import Target
from analysis.languages.detection import foreign

KIND, CHART = "only here", "fact_map"
_CREDITS = re.compile(
    r"\bcontribut(?:ed|ing)\b|\b(?:wrote|reported|adapted) (?:this|his|her)\b|\bwas the editor\b"
    r"|\b(?:report|edit|writ)ing by\b|^by |\bcaption\b|\bphotos?\b|©|/",
    re.IGNORECASE,
)
_BEHIND = re.compile(r",? ([\w’'-]+(?: [\w’'-]+){0,3})")
_AHEAD = re.compile(r"\b([\w’'-]+(?: [\w’'-]+){0,3}) $")
_SERVED = re.compile(
    r"\b(?:spokes\w+|manager|aide|advis[eo]r|lawyer|attorney|counsel|strategist|secretary|deputy|"
    r"director|chief|staffer|ally|friend) (?:for|to|of) (?:[A-Z][\w.]* ){0,3}$"
)
_VERB = 60  # characters before a name in which its verb stands
_TOLD = 5  # outlets in one sentence
_LINE = 120  # characters from which a line is a paragraph, however it ends
_LAST = 8  # lines at the end of a text that may introduce its writer
_MOST = 3  # names of an outlet in one sentence


def only_here(event: Event) -> list[Finding]:
    """People who are named in one outlet only, those of one outlet in one sentence."""
    groups: dict[str, list[Target]] = defaultdict(list)
    heard = {
        (outlet, person.name.split()[-1])
        for outlet, people in event.once(heard_alone)[False].items()
        for person in people
    }
    for target in targets.names(event):
        here = target.carriers
        if (
            len(here) != 1
            or len(event.outlets) < 2
            or here[0] in event.rounding_up
            or not _is_told(event, target, here[0])
        ):
            continue
        told_already = (here[0], target.name.split()[-1]) in heard
        others = [outlet for outlet in event.outlets if outlet != here[0]]
        if not told_already and not any(targets.hinted(event, target.name, o) for o in others):
            groups[here[0]].append(target)
    found = {outlet: groups[outlet] for outlet in event.outlets if outlet in groups}
    if found:
        return [_names(event, found)]
    if foreign(event.corpus.articles):
        why = "Not looked at: names are found by their form in English only."
        return [absent(KIND, "Whom one outlet alone names", why, chart=CHART)]
    why = "No person is named in one outlet alone."
    return [absent(KIND, "Whom one outlet alone names", why, chart=CHART)]


def _is_told(event: Event, target: Target, outlet: str) -> bool:
    """Whether a text tells of a person: in prose, whole, and not as its own writer."""
    if targets.is_own_name(event, target.name, outlet) or is_staff(event, target.name, outlet):
        return False
    told = [passage for passage in target.counts[outlet][1] if _in_prose(event, passage)]
    return len(told) > 1 or (bool(told) and _acts(event, target.name, outlet))


def _acts(event: Event, name: str, outlet: str) -> bool:
    """Whether somebody is not named in passing: what he is stands beside the name, or he speaks."""
    texts = event.news[outlet]
    return bool(introduced(texts, name)) or any(_speaks(text, name) for text in texts)


def _speaks(text: str, name: str) -> bool:
    """Whether a verb of speech stands just behind a name or just before it.

    >>> _speaks("Ann Roe, said so", "Ann Roe"), _speaks("so said Ann Roe", "Ann Roe")
    (True, True)
    >>> _speaks("Ann Roe left", "Ann Roe")
    False
    """
    forms = languages.read().reporting_verbs
    for match in re.finditer(rf"\b{re.escape(name)}\b", text):
        after = _BEHIND.match(text, match.end())
        before = _AHEAD.search(text, max(0, match.start() - _VERB), match.start())
        if after and any(" ".join(run) in forms for run in _runs(after[1].split())):
            return True
        if before and any(" ".join(run[::-1]) in forms for run in _runs(before[1].split()[::-1])):
            return True
    return False


def _runs(words: list[str]) -> Iterator[list[str]]:
    """The first word, the first two, …"""
    return (words[: n + 1] for n in range(len(words)))


def _in_prose(event: Event, passage: str) -> bool:
    """Whether a name stands whole in a line of news that ends as a sentence.

    Bylines, credits, handles and the names of those who posted what is pasted in do not, nor
    does a name that goes on ("Jane Roe & Partners", "Jane Roe Bridge"), nor the line that
    introduces the writer at the end.
    """
    article, start, end = tables.parse_passage_id(passage)
    text = event.texts[article]
    if event.kinds.get(article) == "opinion":
        return False  # in an opinion many are named in passing
    low = text.rfind("\n", 0, start) + 1
    line = text[low:].partition("\n")[0].rstrip()
    before, after = text[low:start], text[end : end + 40]
    if _CREDITS.search(line) and len(line) < 2 * _LINE:
        return False
    if not _ends(after) or _word_before(before) in languages.read().name_heads:
        return False
    if _SERVED.search(before):
        return False  # part of what another is: "a spokesman for Jane Roe"
    if before.endswith("told ") and re.match(r" of (?:[Tt]he )?[A-Z]", after):
        return False  # a reporter: "told Jane Roe of The Gazette"
    if re.match(r"(?:’s|'s)?\s*&|\s+(?!I\b)[A-Z]\w|_", after) or re.match(r"\s*\(@", after):
        return False
    if before.endswith(("@", "_", "— ", "—", "- ")) or re.search(r"\b(?:[Bb]y|writes) $", before):
        return False
    last = text.rstrip().count("\n", low) < _LAST
    if last and not before.strip(" -–—•*") and len(line) < 3 * _LINE:
        return False
    return len(line) > _LINE or line.endswith((".", "!", "?", "”", '"', "’", ":"))


def _ends(after: str) -> bool:
    """Whether a name ends here: "Dakota Access pipelines" goes on."""
    word = re.match(r"\s+([a-z]+)", after)
    language = languages.read()
    told = language.function_words | set(language.reporting_verbs)
    return not word or word[1] in told or word[1].endswith("ed")


def _word_before(before: str) -> str:
    """The word before a name: "Hospital"."""
    words = before.split()
    return words[-1] if words else ""


def _names(event: Event, groups: dict[str, list[Target]]) -> Finding:
    parts, values, shown, n = [], Values(), [], 0
    for outlet, members in groups.items():
        ranked = sorted(_once_each(members), key=lambda one: _rank(event, one, outlet))
        top = ranked[:_MOST]
        names = [targets.printed(event, one, outlet) for one in top]
        brought_in = [introducing(event, outlet, name) for name in names]
        shown_with = [
            f"{name} ({said[0]})" if said else name
            for name, said in zip(names, brought_in, strict=True)
        ]
        rest = len(ranked) - len(names)
        parts.append(f"{event.labelled(outlet)}: {and_others(names, rest)}")
        n += len(ranked)
        where = [said[1] for said in brought_in if said]
        ids = [passage for one in top for passage in one.counts[outlet][1]]
        values[outlet] = (0.0, and_others(shown_with, rest), [*where, *ids])
        shown += names
    weight = 0.4 + 0.05 * min(2, len(groups) - 1) + 0.05 * min(1, n / 6)
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=f"People whom one outlet alone names{moment.caution(event)}",
        sentence=f"Among those named in one outlet only: {some(parts, _TOLD)}"
        f"{moment.caution(event)}",
        number=f"at least {number_of(n, 'name')}",
        why="Named more than once, or with an office, or as a speaker; the last "
        "names stand nowhere else. Elsewhere they may be meant by their office, or not be known "
        "yet where a text is of an earlier day.",
        strength=weight,
        weight=weight,
        topic="names",
        n=n,
        chart=CHART,
        bars=event.examples(values),
        notes=event.notes(values),
        proof=Proof(verbatim=tuple(shown)),
    )


def _rank(event: Event, one: Target, outlet: str) -> tuple[float, bool, bool, str]:
    """Who is named most comes first; of these who speaks, then whose office is told."""
    speaks = any(_speaks(text, one.name) for text in event.news[outlet])
    return -one.total, not speaks, not _acts(event, one.name, outlet), one.name


def _once_each(members: list[Target]) -> list[Target]:
    """Without a second name of one person: the same last name, first names that begin alike."""
    found: dict[tuple[str, str], Target] = {}
    for one in sorted(members, key=lambda one: (-one.total, one.name)):
        found.setdefault((one.name.split()[-1], one.name[:1]), one)
    return list(found.values())
