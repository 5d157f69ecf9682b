"""One line that says what a report is doing, and how long it may still take."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

from tqdm import tqdm

# CPU-seconds of each stage: what any event takes, and what each MB of its texts adds
# (benchmarks/growth.py at 50 and 500 articles; the notebooks' by what is left of a report)
COSTS = {
    "reading": (0.1, 4.1),
    "statements": (0.1, 3.2),
    "claims": (0.1, 18.0),
    "findings": (0.4, 23.0),
    "first screen": (0.3, 9.0),
    "notebooks": (5.5, 10.0),
}
_WORDS = {
    "reading": "reading {articles} articles",
    "statements": "looking for the same statements",
    "claims": "comparing what each tells",
    "findings": "looking for what stands out",
    "first screen": "drawing the first screen",
    "notebooks": "drawing the charts",
}
_AT_FIRST = 0.6  # seconds on the clock for one of CPU: the kernel works beside this process


class Telling:
    """What a report is doing, on one line of the terminal that is gone when it is done.

    The time left is what the stages to come take by `COSTS`, at the pace of those that are
    done: what was kept from an earlier run, and a busy machine, show in it.
    """

    def __init__(self, articles: int, size: int, *, shown: bool, file: TextIO | None = None):
        self.articles = articles
        self.costs = {name: fixed + each * size / 1e6 for name, (fixed, each) in COSTS.items()}
        self.done = 0.0
        self._began = time.monotonic()
        self._lock = threading.Lock()  # the notebooks run beside all other stages
        self._bar = tqdm(
            total=sum(self.costs.values()) * (1 + 1e-9),  # sums of parts may be a bit larger
            bar_format="report |{bar:16}| {desc}",
            disable=None if shown else True,  # None: only where nobody watches a terminal
            leave=False,
            file=file or sys.stderr,
        )

    def __enter__(self) -> Telling:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()

    @contextmanager
    def stage(self, name: str, *, of: int = 1) -> Iterator[None]:
        """Say what is begun, and count it, or one of so many parts of it, as done at its end."""
        with self._lock:
            self._say(name)
        yield
        with self._lock:
            self.done += self.costs[name] / of
            self._bar.update(self.costs[name] / of)
            self._say(name)

    @property
    def left(self) -> float:
        """Seconds on the clock that are left."""
        spent = time.monotonic() - self._began
        pace = spent / self.done if self.done else _AT_FIRST
        return max(0.0, sum(self.costs.values()) - self.done) * pace

    def _say(self, name: str) -> None:
        words = _WORDS[name].format(articles=self.articles)
        self._bar.set_description_str(f"{words}, {_time(self.left)} left")


def _time(seconds: float) -> str:
    """A length of time as people say it.

    >>> _time(0.4), _time(41), _time(200)
    ('about 1 s', 'about 41 s', 'about 3 min')
    """
    return f"about {max(1, round(seconds))} s" if seconds < 90 else f"about {seconds / 60:.0f} min"
