"""Who speaks in a letter, a report, a statement: whoever the article says wrote it."""

from __future__ import annotations

import re
from functools import cache

from analysis.reading.quotes import phrases
from analysis.reading.quotes.names import noun_gender
from analysis.reading.quotes.people import People

_OWNER = re.compile(rf"^(?:[Tt]he )?({phrases.NAME})(?:[’']s?)? (?:[a-z-]+ ){{0,2}}?[a-z-]+$")
_BODY = re.compile(r"[Tt]he ([a-z-]+)[’']s? (?:[a-z-]+ )*[a-z-]+$")  # "the department’s report"
# "a letter from Kim", "a post by Kim"
_FROM = re.compile(
    rf"(?:[Tt]he|[Aa]n?) (?:[a-z-]+ ){{0,2}}?[a-z-]+ (?:from|by) (?:the )?({phrases.NAME})$"
)
_MADE = (
    r"(?:sent|wrote|issued|released|published|penned|signed|posted|put out|filed|circulated) "
    r"(?:an?|the|another) (?:[\w’'-]+ ){0,3}?"
)


def author(people: People, head: str, noun: str, position: int) -> str | None:
    """The words that name whose a writing is: its owner, or who is said to have made it before.

    ``the Fund’s report``, ``a Times article … the article``, ``a group of parents sent a
    letter … the letter``. None where the article does not say.
    """
    if owner := _OWNER.match(head) or _FROM.match(head):
        whose, _, what = owner[1].replace("’s ", "'s ").partition("'s ")
        # "Quill’s Crane opinion": Quill's; "a Republican report": some Republican's
        return None if noun_gender(whose.lower()) else owner[1] if " " in what else whose
    if body := _BODY.match(head):
        return f"the {body[1]}"
    masked = people.article.masked
    low = max(0, position - 1500)
    if masked.find(f" {noun}", low, position) < 0:
        return None
    owned, made, through = _patterns(noun)
    found = list(owned.finditer(masked, low, position))[-1:]
    sent = list(made.finditer(masked, low, position))[-1:]
    last = max((match.start() for match in (*found, *sent)), default=low)
    if through.search(masked, last, position):
        return None  # "…, her lawyer said in a statement": another one
    if sent and (not found or sent[0].start() > found[0].start()):
        span = people.article.sentences[people.sentence(sent[0].start())]
        subject = phrases.subject_before(masked, span.start, sent[0].start())
        return masked[subject.start : subject.end] if subject else None
    return found[0][1] if found and not noun_gender(found[0][1].lower()) else None


_ACTS = {"ruling": "ruled", "decision": "ruled", "opinion": "ruled", "verdict": "ruled"}


@cache
def _patterns(noun: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A writing with its owner, one that somebody made, and one in which somebody speaks."""
    owned = re.compile(rf"\b(?:(?:[Tt]he|[Aa]n?) )?({phrases.NAME})(?:[’']s?)? {noun}\b")
    acts = rf"|\b{_ACTS[noun]} " if noun in _ACTS else ""
    through = re.compile(rf"\bin an? (?:[\w-]+ ){{0,2}}?{noun}\b")
    return owned, re.compile(rf"{_MADE}{noun}\b{acts}"), through
