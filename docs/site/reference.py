"""Reference pages from the program itself: functions, tables, event.toml, commands."""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import tomllib
from pathlib import Path
from typing import Any

import analysis
from analysis import cli, completing, results, tables
from analysis.reading import manifest
from analysis.reading.eventfile import REQUIRED

KEYS = Path(__file__).parent / "event-keys.toml"
_ENVIRONMENT = """## Environment variables

| variable | what it does |
|---|---|
| `PARALLAX_CACHE` | another folder for what is kept between runs, or `off` to keep nothing |
| `PARALLAX_BROWSER` | the Chromium, Chrome or Edge that prints PDF |
"""
_TYPES = {str: "text", bool: "true or false", list: "list"}


def write(folder: Path) -> None:
    """All reference pages and the page that lists them."""
    folder.mkdir(parents=True)
    pages = {name: functions(name) for name in modules()}
    pages |= {"tables": table_page(), "event-toml": keys_page(), "commands": commands_page()}
    for name, page in pages.items():
        (folder / f"{name}.md").write_text(page, "utf-8")
    listed = "\n".join(["tables", "event-toml", "commands", *modules()])
    (folder / "index.md").write_text(
        "# Reference\n\nMade from the program: docstrings, tables, the manifest's schema, the"
        " commands' parser. Examples load an event of the repository: put your own folder in its"
        " place.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{listed}\n```\n",
        "utf-8",
    )


def modules() -> list[str]:
    """The public parts of the package: the page of its own names first."""
    public = analysis._PUBLIC.items()
    return ["an", *sorted(name for name, where in public if ":" not in where and name != "tables")]


def named(module: str) -> dict[str, Any]:
    """The public names of a part and what they are."""
    if module == "an":
        own = [name for name, where in analysis._PUBLIC.items() if ":" in where]
        return {name: getattr(analysis, name) for name in own}
    found = importlib.import_module(analysis._PUBLIC[module])
    names = getattr(found, "__all__", None) or [
        name
        for name, value in vars(found).items()
        if not name.startswith("_")
        and callable(value)
        and str(getattr(value, "__module__", "")).startswith("analysis")
    ]
    return {name: getattr(found, name) for name in names}


def functions(module: str) -> str:
    """One part's page: what it is, then every name with its signature and docstring."""
    source = analysis if module == "an" else importlib.import_module(analysis._PUBLIC[module])
    title = "analysis (an)" if module == "an" else f"an.{module}"
    lines = [f"# {title}", "", prose(inspect.getdoc(source) or ""), ""]
    prefix = "an." if module == "an" else f"an.{module}."
    for name, value in named(module).items():
        lines += [f"## {prefix}{name}", ""]
        if callable(value):
            lines += ["```python", signature(f"{prefix}{name}", value), "```", ""]
            lines += [prose(inspect.getdoc(value) or ""), ""]
            lines += members(value) if inspect.isclass(value) else []
        else:
            lines += [f"A constant: `{value!r}`.", ""]
    return "\n".join(lines) + "\n"


def members(value: type) -> list[str]:
    """The public methods and properties of a class."""
    lines = []
    for name, member in vars(value).items():
        if name.startswith("_") or not (callable(member) or isinstance(member, property)):
            continue
        doc = inspect.getdoc(member)
        if doc:
            shown = name if isinstance(member, property) else signature(name, member)
            lines += [f"**`{' '.join(shown.split())}`**", "", prose(doc), ""]
    return lines


def signature(name: str, value: Any) -> str:
    """A call as it is written, on several lines where it is long."""
    try:
        stated = str(inspect.signature(value))
    except (TypeError, ValueError):
        return name
    stated = re.sub(r"<(?:function|class) '?([\w.]+)[^>]*>", r"\1", stated)
    if len(name + stated) <= 88:
        return name + stated
    parts, depth, part = [], 0, ""
    inner, _, returned = stated[1:].rpartition(")")
    for char in inner:
        depth += (char in "([{") - (char in ")]}")
        if char == "," and not depth:
            parts, part = [*parts, part.strip()], ""
        else:
            part += char
    listed = "".join(f"    {part},\n" for part in [*parts, part.strip()] if part)
    return f"{name}(\n{listed}){returned}"


def prose(doc: str) -> str:
    """A docstring as Markdown: its examples in blocks of code."""
    blocks, lines, inside = [], [], False
    for line in [*doc.splitlines(), ""]:
        starts = line.startswith((">>>", "..."))
        if starts and not inside:
            blocks.append("\n".join(lines))
            lines, inside = [], True
        elif inside and not line.strip():
            blocks.append("```pycon\n" + "\n".join(lines) + "\n```")
            lines, inside = [], False
        lines.append(line if inside else _plain(line))
    return "\n\n".join([*blocks, "\n".join(lines)]).strip()


def _plain(line: str) -> str:
    """Prose in which nothing but code is marked."""
    parts = re.split(r"(``.+?``|`[^`]+`)", line)
    return "".join(
        part if part.startswith("`") else re.sub(r"([<>*{}\\])", r"\\\1", part) for part in parts
    )


def table_page() -> str:
    """Every table: what a row is, its key, every column."""
    lines = [
        "# Tables",
        "",
        "Every table is a Polars frame. Spans count Unicode code points of `articles.text`, from",
        "`start` to just before `end`. Below are the tables of an event, then those that measures",
        "give.",
        "",
    ]
    every = [*tables.ALL, *(table for table in results.ALL if table not in tables.ALL)]
    for table in every:
        lines += [f"## {table.name}", "", f"One row: {_plain(table.row)}.", ""]
        lines += [f"Key: {', '.join(f'`{name}`' for name in table.key)}.", ""]
        lines += ["| column | type | may be null | what it holds |", "|---|---|---|---|"]
        for name, column in table.columns.items():
            values = f" ({', '.join(column.values)})" if column.values else ""
            told = _plain(f"{column.meaning}{values}").replace("|", "\\|")
            null = "yes" if column.null else ""
            lines.append(f"| `{name}` | {_plain(str(column.dtype))} | {null} | {told} |")
        lines.append("")
    return "\n".join(lines)


def keys_page() -> str:
    """Every key of event.toml: its type, what it is without it, what it means."""
    told = tomllib.loads(KEYS.read_text("utf-8"))
    lines = [
        "# event.toml",
        "",
        "One file says what an event holds. `parallax new` writes it, `parallax check` names the",
        "line of whatever is wrong.",
        "",
    ]
    for section, keys in manifest.SECTIONS.items():
        head = "[event]" if section == "event" else f"[[{section}]]"
        lines += [f"## {head}", "", told[section]["about"], ""]
        lines += ["| key | type | without it | what it says |", "|---|---|---|---|"]
        for key, (kind, default) in keys.items():
            without = "needed" if default is REQUIRED else _without(default)
            name = _TYPES.get(kind, kind.__name__)
            lines.append(f"| `{key}` | {name} | {without} | {told[section][key]} |")
        lines.append("")
    return "\n".join(lines)


def _without(default: Any) -> str:
    if default is None or default == ():
        return "nothing"
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"


def commands_page() -> str:
    """Every command with its arguments and options."""
    parser = cli._parser()
    lines = ["# Commands", "", "`parallax COMMAND --help` says the same.", ""]
    for name, (command, told) in completing.commands(parser).items():
        lines += [f"## parallax {name}", "", f"{told[:1].upper()}{told[1:]}.", ""]
        lines += ["| argument or option | what it does |", "|---|---|"]
        for action in command._actions:
            if not isinstance(action, argparse._HelpAction):
                lines.append(f"| {_option(action)} | {_plain(action.help or _choices(action))} |")
        lines.append("")
    return "\n".join([*lines, _ENVIRONMENT])


def _choices(action: argparse.Action) -> str:
    return "one of " + ", ".join(map(str, action.choices)) if action.choices else ""


def _option(action: argparse.Action) -> str:
    flags = ", ".join(f"`{flag}`" for flag in action.option_strings)
    if action.option_strings and action.nargs == 0:
        return flags
    value = action.metavar or action.dest.upper()
    return f"{flags} `{value}`" if flags else f"`{value}`"
