"""Python processes that this one starts, of which none imports from the working directory.

A received event may hold an ``altair.py``; ``python -m`` and IPython would run it in
place of the library.
"""

from __future__ import annotations

import os
import sys


def command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with this very Python and nothing of the working directory.

    >>> command("json.tool", "a.json")[1:]
    ['-P', '-m', 'json.tool', 'a.json']
    """
    return [sys.executable, "-P", "-m", module, *arguments]


def environment(**more: str) -> dict[str, str]:
    """This process's environment for a child, and its children, that keep out of the folder.

    An empty entry of PYTHONPATH stands for the working directory, so it is dropped.

    >>> environment(POLARS_MAX_THREADS="1")["PYTHONSAFEPATH"]
    '1'
    """
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    named = {"PYTHONPATH": os.pathsep.join(paths)} if paths else {}
    rest = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return {**rest, **named, "PYTHONSAFEPATH": "1", **more}
