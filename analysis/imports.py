"""Imports that find something else, where a library imports what is not needed of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def found_as(name: str, module: ModuleType | None) -> Iterator[None]:
    """Let the import of a module find another, or with None fail, until the block ends.

    A module that is imported already stays what it is.

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
