"""Every error that the program raises, read from its code, with its remedy → one page."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
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
_CLASSES = ("ParallaxError", "Remark", "Problem")


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
            for call in _calls(scope):
                problem, remedy = (_words(part, named) for part in call.args[1:3])
                if re.search(r"\w{3}", problem):
                    found.setdefault((topic, problem), Kind(topic, problem, remedy, module))
    return sorted(found.values(), key=lambda kind: (kind.topic, kind.problem.lower()))


def _scopes(tree: ast.Module) -> list[ast.AST]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree) if isinstance(node, functions)]


def _calls(scope: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(scope)
        if isinstance(node, ast.Call) and len(node.args) >= 3 and _callee(node) in _CLASSES
    ]


def _callee(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _named(scope: ast.AST) -> dict[str, ast.expr]:
    """What the names of a function stand for, where they are assigned once and in words."""
    given: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name):
                given[target.id].append(node.value)
    return {name: values[0] for name, values in given.items() if len(values) == 1}


def _words(node: ast.expr, named: dict[str, ast.expr], depth: int = 0) -> str:
    """A string as the code builds it, with … for what only the case knows."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
        )
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _words(node.left, named, depth) + _words(node.right, named, depth)
    if isinstance(node, ast.IfExp):
        parts = (_words(part, named, depth) for part in (node.body, node.orelse))
        return " / ".join(parts)
    if isinstance(node, ast.Name) and node.id in named and depth < 3:
        return _words(named[node.id], named, depth + 1)
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
