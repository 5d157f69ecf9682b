"""Stop a piece of work at any step that changes the disk, as a kill would: nothing after it runs.

Every opening for writing, renaming, removing and making of a folder asks Python's audit hooks
first. From the chosen step on each of them raises, so that no cleaning up can happen either.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

_CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Stopped(BaseException):
    """No Exception, so that nothing takes it for a fault of a file."""


class _Steps:
    """Counts the changes below a folder, and raises from one of them on."""

    def __init__(self) -> None:
        self.below, self.left = "", -1

    def __call__(self, event: str, args: tuple) -> None:
        if self.left < 0 or not self._changes(event, args):
            return
        if self.left == 0:
            raise Stopped
        self.left -= 1

    def _changes(self, event: str, args: tuple) -> bool:
        if event == "ctypes.dlsym":  # two names are swapped by the system's own call
            return args[1] == "renameat2"
        if event == "open" and not (isinstance(args[2], int) and args[2] & _WRITES):
            return False
        if event != "open" and event not in _CHANGES:
            return False
        return isinstance(args[0], str | os.PathLike) and str(args[0]).startswith(self.below)


_steps = _Steps()
sys.addaudithook(_steps)


def stopped(work: Callable[[], object], below: Path, step: int) -> bool:
    """Do some work up to a step; whether it was stopped there, and not done before."""
    _steps.below, _steps.left = str(below), step
    try:
        work()
        return False
    except Stopped:
        return True
    finally:
        _steps.left = -1
