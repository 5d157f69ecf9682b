"""The one error type that users meet: it names the place, the value and the remedy."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class ParallaxError(ValueError):
    """Something a person can mend: where it is, what was found there, what to do.

    >>> print(ParallaxError("event.toml:7", "unknown key 'outlets'", "write 'outlet'"))
    event.toml:7: unknown key 'outlets'. Remedy: write 'outlet'.
    """

    def __init__(self, place: str, problem: str, remedy: str):
        self.place, self.problem, self.remedy = place, problem, remedy
        super().__init__(f"{place}: {problem}. Remedy: {remedy}.")

    def __reduce__(self):  # so that it comes back whole from a worker process
        return type(self), (self.place, self.problem, self.remedy)


def nearest(value: str, valid: Iterable[str]) -> str:
    """Suggest the valid name closest to a mistyped one, or list them all.

    >>> nearest("titel", ["title", "url"])
    "write 'title'"
    """
    valid = sorted(valid)
    close = get_close_matches(value, valid, n=1)
    return f"write '{close[0]}'" if close else "use one of " + ", ".join(valid)
