"""What a report is made of: where nothing of it changed, a second report is the first one."""

from __future__ import annotations

import ast
import builtins
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from analysis.reading.manifest import Manifest
from analysis.views.report.shipped import shipped

_FIGURES = "benchmarks/figures.toml"  # what the methods quote
# what notebooks may ask of the package for their cells to show the same again
_ASKED = {"load", "charts", "claims", "concordance", "days", "explore", "framing", "overlap"}
_ASKED |= {"quotes", "readability", "roles", "sentiment", "baseline", "agreement", "versions"}
_READERS = ("load", "versions")
_OTHER_FILES = ("_", "read_", "save", "scan_", "sink_", "write_")
_OTHER = {"code", "read", "sample", "shuffle", "write"}
_HARMLESS = {"abs", "all", "any", "dict", "enumerate", "float", "int", "len", "list", "max", "min"}
_HARMLESS |= {"range", "round", "set", "sorted", "str", "sum", "tuple", "zip"}


def contents(stated: Manifest, notebooks: Sequence[Path], **asked: Any) -> SimpleNamespace:
    """All that an event's report rests on but the program: its files, the notebooks, options.

    A file is told by its bytes; one that is missing is named by whoever reads it.
    """
    listed = (*stated.articles, *stated.versions)
    named = [stated.path.parent / entry["file"] for entry in listed]
    files = (stated.path, *named, *notebooks, shipped(_FIGURES))
    return SimpleNamespace(
        event=dict(stated.event),
        files=[(str(path.resolve()), _digest(path)) for path in files],
        **asked,
    )


def _digest(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").digest()


def event_alone(notebooks: Sequence[Path]) -> bool:
    """Whether what the notebooks show rests on the event alone.

    So it is where their cells ask the package only, and only of ``event``: a cell that opens
    another file, draws at random or imports something else may show another thing next time.
    """
    cells = [cell for path in notebooks for cell in _cells(path)]
    try:
        trees = [(ast.parse(source), given) for source, given in cells]
    except SyntaxError:  # a line for the shell, or one that the kernel will complain of
        return False
    return all(_harmless(node, given=given) for tree, given in trees for node in ast.walk(tree))


def _cells(path: Path) -> Iterator[tuple[str, bool]]:
    """A notebook's code, a cell at a time, and whether it is the cell that names the event.

    A file that is no notebook has none: who opens it says what is wrong.
    """
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError, LookupError, TypeError):
        return
    for cell in cells:
        if cell["cell_type"] == "code":
            yield "".join(cell["source"]), "parameters" in cell["metadata"].get("tags", [])


def _harmless(node: ast.AST, *, given: bool) -> bool:
    """Whether a part of a cell asks for nothing but the event."""
    match node:
        case ast.ImportFrom():
            return False
        case ast.Import(names=names):
            return all((name.name, name.asname) == ("analysis", "an") for name in names)
        case ast.Name(id="event", ctx=ast.Store()):
            return given
        case ast.Name(id=name, ctx=ast.Load()):
            return name in _HARMLESS or not hasattr(builtins, name)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="an"), attr=name)) if name in _READERS:
            return bool(node.args) and getattr(node.args[0], "id", "") in ("event", "corpus")
        case ast.Attribute(value=ast.Name(id="an"), attr=name):
            return name in _ASKED
        case ast.Attribute(attr=name):
            return name not in _OTHER and not name.startswith(_OTHER_FILES)
    return True
