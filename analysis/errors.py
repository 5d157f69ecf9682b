"""The one error type that users meet: it names the place, the value and the remedy.

`fenced` turns whatever a parser raises on somebody's file or row into it, so that one bad
file never takes the others down; `shown` makes a text fit for a terminal.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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


_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)  # no file's fault: the run must stop


@contextmanager
def fenced(place: str, remedy: str) -> Iterator[None]:
    """Raise a ParallaxError that names the place, whatever is raised inside.

    A panic of a Rust library is no Exception, and counts; a full disk, an interruption
    and the end of the program pass through.

    >>> with fenced("a.html", "save it again"):
    ...     {}["title"]
    Traceback (most recent call last):
    analysis.errors.ParallaxError: a.html: cannot be read (KeyError: 'title'). \
Remedy: save it again.
    """
    try:
        yield
    except BaseException as error:
        if not is_fault(error):
            raise
        raise ParallaxError(place, f"cannot be read ({described(error)})", remedy) from error


def is_fault(error: BaseException) -> bool:
    """Whether an error is that of one file or row, still without a name."""
    if isinstance(error, ParallaxError) or (isinstance(error, OSError) and error.errno in _DISK):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def described(error: BaseException) -> str:
    """An error's kind and the first line of what it says.

    >>> described(KeyError("title")), described(RecursionError())
    ("KeyError: 'title'", 'RecursionError')
    """
    first = next(iter(str(error).splitlines()), "")[:200]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


def shown(text: str) -> str:
    r"""A text fit for one line of a terminal: control characters and half surrogates escaped.

    >>> print(shown("a\x1b[2Jb\n"))
    a\x1b[2Jb\n
    """
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in text
    )


def nearest(value: str, valid: Iterable[str]) -> str:
    """Suggest the valid name closest to a mistyped one, or list them all.

    >>> nearest("titel", ["title", "url"])
    "write 'title'"
    """
    valid = sorted(valid)
    close = get_close_matches(value, valid, n=1)
    return f"write '{close[0]}'" if close else "use one of " + ", ".join(valid)
