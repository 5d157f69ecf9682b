"""How Python runs: what a library may import, when it looks for garbage, and its children."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any


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


def asked_for(name: str, places: Mapping[str, str], module: str) -> Any:
    """What a module's ``__getattr__`` gives: a name's module, or an attribute of it, imported now.

    ``places``: name → "package.module", or "package.module:attribute".

    >>> asked_for("dumps", {"dumps": "json:dumps"}, "mine")([1])
    '[1]'
    >>> asked_for("loads", {"dumps": "json:dumps"}, "mine")
    Traceback (most recent call last):
    AttributeError: module 'mine' has no attribute 'loads'
    """
    if name not in places:
        raise AttributeError(f"module '{module}' has no attribute '{name}'")
    place, _, attribute = places[name].partition(":")
    with collection_paused():  # modules are kept, so looking for garbage finds none
        found = importlib.import_module(place)
    return getattr(found, attribute) if attribute else found


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
