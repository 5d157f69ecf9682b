"""Which body a noun may mean: ``the ministry`` is one whose name says so, no party."""

from __future__ import annotations

import re

from analysis.reading.quotes.names import noun_gender

# kinds of body that stand in their names: "the ministry" is no party
NAMED_BY_KIND = frozenset(
    "department ministry committee commission council court university school hospital party "  # noqa: SIM905
    "bureau foundation institute office".split()
)
_OF_OR_FOR = re.compile(r" (?:of|for|at|from|with) ")
_PUBLIC = frozenset(
    "force forces army navy department ministry court house senate nations committee commission "  # noqa: SIM905
    "council police congress parliament administration union party university times post journal "
    "news tribune herald gazette guardian magazine".split()
)


def may_be(who: str, noun: str) -> bool:
    """Whether words for who spoke may be the body that a noun means: ``the ministry``."""
    words = who.lower().split()
    if noun in NAMED_BY_KIND:
        return noun in words or (who.isupper() and " " not in who)
    if noun_gender(_OF_OR_FOR.split(who.lower())[0].split()[-1]):
        return False  # "a spokeswoman for the Guild"
    if noun in ("company", "firm", "campaign", "team", "band") and words[-1] in _PUBLIC:
        return False
    return who[:1].isupper() and who.split()[-1][:1].isupper()  # no clause before it
