"""Every error that the program raises, read from its code, with its remedy → one page."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
# where an error is raised → the heading it stands under
TOPICS = {
    "importing": "Reading your files",
    "preparing": "Making and checking an event",
    "reading": "event.toml and the articles",
    "corpus": "event.toml and the articles",
    "terms": "event.toml and the articles",
    "coding": "Hand coding",
    "scale": "Datasets and archives",
    "views": "Reports, charts and notebooks",
    "cli": "Commands",
    "demo": "Commands",
    "runtime": "Commands",
    "measures": "Measures and tables",
}
REST = "Measures and tables"
# who names an error → where among what it is given problem and remedy stand
_WHERE = {"ParallaxError": 1, "Remark": 1, "Problem": 2, "report": 3}
_SEVERITIES = ("error", "warning", "note")


class Kind(NamedTuple):
    """One error: its words with … where the case's own stand, and what to do."""

    topic: str
    problem: str
    remedy: str
    module: str


@cache
def kinds() -> list[Kind]:
    """All errors of the package, each once, by topic and words."""
    found: dict[tuple[str, str], Kind] = {}
    for path in sorted((ROOT / "analysis").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        topic = TOPICS.get(module.split(".")[1] if "." in module else "", REST)
        for scope in _scopes(tree):
            named = _named(scope)
            for line, parts in _stated(scope):
                problem, remedy = (_words(part, named, line) for part in parts)
                if re.search(r"\w{3}", problem):
                    found.setdefault((topic, problem), Kind(topic, problem, remedy, module))
    return sorted(found.values(), key=lambda kind: (kind.topic, kind.problem.lower()))


def _scopes(tree: ast.Module) -> list[ast.AST]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, functions)]


def _stated(scope: ast.AST) -> Iterator[tuple[int, list[ast.expr]]]:
    """Problem and remedy of every error that a function names, with the line where it does."""
    pairs = "tuple[str, str]" in ast.unparse(getattr(scope, "returns", None) or ast.Constant(""))
    for node in ast.walk(scope):
        if isinstance(node, ast.Call):
            at = _WHERE.get(_callee(node))
            if at is not None and len(node.args) >= at + 2:
                yield node.lineno, node.args[at : at + 2]
        elif isinstance(node, ast.Return) and pairs and isinstance(node.value, ast.Tuple):
            yield node.lineno, node.value.elts[:2]
        elif isinstance(node, ast.Tuple) and len(node.elts) >= 4 and _severe(node.elts[0]):
            yield node.lineno, node.elts[2:4]


def _severe(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in _SEVERITIES


def _callee(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _named(scope: ast.AST) -> dict[str, list[tuple[int, ast.expr]]]:
    """What the names of a function stand for, from which line on."""
    given: dict[str, list[tuple[int, ast.expr]]] = defaultdict(list)
    for node in ast.walk(scope):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Name):
            given[target.id].append((node.lineno, value))
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for name, part in zip(target.elts, value.elts, strict=False):
                if isinstance(name, ast.Name):
                    given[name.id].append((node.lineno, part))
    return given


def _words(node: ast.expr, named: dict[str, list[tuple[int, ast.expr]]], line: int) -> str:
    """A string as the code builds it, with … for what only the case knows."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _words(node.left, named, line) + _words(node.right, named, line)
    if isinstance(node, ast.IfExp):
        return " / ".join(_words(part, named, line) for part in (node.body, node.orelse))
    if isinstance(node, ast.Name):
        before = [(at, value) for at, value in named.get(node.id, []) if at < line]
        if before:
            at, value = max(before, key=lambda pair: pair[0])
            return _words(value, named, at)
    return "…"


def slug(text: str) -> str:
    """The anchor of an error: its first words.

    >>> slug("unknown key '…'")
    'unknown-key'
    """
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:9]) or "error"


def write(out: Path) -> None:
    """The page of errors: one heading each, so that each has an anchor."""
    lines = [
        "# Errors",
        "",
        "Every message says where (a file and line, a table and column), what is wrong there,",
        "and what to do. This page lists them all, made from the program itself; … stands for",
        "what is your case's own. The search box finds a message by any of its words.",
        "",
        "A command ends with 0 where all went well, 1 where `new` left something out, and 2",
        "where it could not do its work.",
        "",
    ]
    topic = ""
    used: dict[str, int] = defaultdict(int)
    for kind in kinds():
        if kind.topic != topic:
            topic = kind.topic
            lines += [f"## {topic}", ""]
        anchor = slug(kind.problem)
        used[anchor] += 1
        anchor += f"-{used[anchor]}" * (used[anchor] > 1)
        remedy = kind.remedy if re.search(r"\w{3}", kind.remedy) else "stands in the message itself"
        lines += [f"(error-{anchor})=", f"### {_escaped(kind.problem)}", ""]
        lines += [f"What to do: {_escaped(remedy)}. (Raised in `{kind.module}`.)", ""]
    out.write_text("\n".join(lines), "utf-8")


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#{}$])", r"\\\1", " ".join(text.split()))
