"""How Python runs: what a library may import, and when it looks for garbage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def found_as(name: str, module: ModuleType | None) -> Iterator[None]:
    """Let the import of a module find another, or with None fail, until the block ends.

    For libraries that import what is not needed of them. A module that is imported
    already stays what it is.

    >>> with found_as("not_installed", ModuleType("not_installed")):
    ...     import not_installed
    >>> not_installed.__name__
    'not_installed'
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = module  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the collector of cyclic garbage; works as a decorator, too.

    Reading makes millions of small objects and not one cycle, so the collector finds
    nothing to free, and looking for it costs a fifth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
