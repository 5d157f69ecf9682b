"""How Python runs: what a library may import, when it looks for garbage, and its children."""

from __future__ import annotations

import gc
import os
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


def child_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with this very Python and nothing of the working directory.

    A received event may hold an ``altair.py``; ``python -m`` and IPython would run it in
    place of the library.

    >>> child_command("json.tool", "a.json")[1:]
    ['-P', '-m', 'json.tool', 'a.json']
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def child_environment(**more: str) -> dict[str, str]:
    """This process's environment for a child, and its children, that keep out of the folder.

    An empty entry of PYTHONPATH stands for the working directory, so it is dropped.

    >>> child_environment(POLARS_MAX_THREADS="1")["PYTHONSAFEPATH"]
    '1'
    """
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    named = {"PYTHONPATH": os.pathsep.join(paths)} if paths else {}
    rest = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**rest, **named, "PYTHONSAFEPATH": "1", **more}
