"""The code in the documentation, run as a reader would: one page, one folder, top to bottom.

``console`` blocks hold commands after ``$`` and what they print, where … stands for anything;
``python`` blocks run in one namespace a page; ``pycon`` blocks are doctests; ``toml`` blocks
parse. What stands in a comment ``<!-- run … -->`` runs and is not shown. ``sh`` blocks, which
install or need a cluster, do not run.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from analysis import cli

_BLOCK = re.compile(
    r"^```(?P<kind>\w+)\n(?P<code>.*?)^```$|^<!-- run\n(?P<hidden>.*?)^-->$", re.M | re.S
)
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def run(page: Path) -> int:
    """Run a page's blocks in the working directory; how many there were. AssertionErrors tell."""
    names: dict[str, Any] = {}
    text = page.read_text("utf-8")
    hidden_first = sorted(_BLOCK.finditer(text), key=lambda block: block.start())
    for block in hidden_first:
        kind, code = (
            (block["kind"], block["code"]) if block["kind"] else ("python", block["hidden"])
        )
        where = f"{page.name}:{text.count(chr(10), 0, block.start()) + 1}"
        if kind == "python":
            exec(
                compile("\n" * text.count("\n", 0, block.start()) + code, str(page), "exec"), names
            )
        elif kind == "pycon":
            _doctest(code, names, where)
        elif kind == "toml":
            tomllib.loads(code)
        elif kind == "console":
            _console(code, where)
    return len(hidden_first)


def _doctest(code: str, names: dict[str, Any], where: str) -> None:
    test = doctest.DocTestParser().get_doctest(code, {}, where, where, 0)
    test.globs = names
    said = StringIO()
    failed = doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=said.write, clear_globs=False)
    assert not failed.failed, said.getvalue()


def _console(code: str, where: str) -> None:
    for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", code, re.M):
        program, *arguments = shlex.split(command)
        if program == "cd":
            os.chdir(arguments[0])
            continue
        assert program == "parallax", f"{where}: {command} is no command that is run here"
        printed, noted = StringIO(), StringIO()
        with redirect_stdout(printed), redirect_stderr(noted):
            cli.main(arguments)
        errors = [line for line in noted.getvalue().splitlines() if line.startswith("parallax:")]
        shown = "\n".join([printed.getvalue().strip(), *errors]).strip()  # without progress bars
        pattern = ".*?".join(map(re.escape, expected.strip().split("…")))
        assert re.fullmatch(pattern, shown, re.S), f"{where}: $ {command}\n{shown}"
