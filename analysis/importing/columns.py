"""Which column of somebody's table is the text, the outlet, the date; and their values."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from analysis.errors import ParallaxError, nearest

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SPELLINGS: dict[str, list[str]] = _DATA["spellings"]
_LANGUAGES: dict[str, str] = _DATA["languages"]


def match(columns: Iterable[str], chosen: Mapping[str, str] | None = None) -> dict[str, str]:
    """Say which column holds what: our name → the table's name, by its usual spellings.

    Case, spaces, hyphens and underscores do not count. ``chosen`` (ours → the
    table's) goes first; where it names what is not there, nothing is taken instead.

    >>> match(["Headline", "Source", "publish_date", "Content", "id"])
    {'text': 'Content', 'title': 'Headline', 'outlet': 'Source', 'published': 'publish_date'}
    """
    columns = list(columns)
    bare: dict[str, str] = {}
    for column in columns:
        bare.setdefault(_bare(column), column)
    found = {}
    for ours, spellings in SPELLINGS.items():
        wanted = (chosen or {}).get(ours)
        if wanted in columns:
            found[ours] = wanted
        elif wanted is None:
            first = next((bare[name] for name in spellings if name in bare), None)
            if first is not None and first not in (chosen or {}).values():
                found[ours] = first
    return found


def parse_map(pairs: Iterable[str]) -> dict[str, str]:
    """Read ``--map text=content`` arguments.

    >>> parse_map(["text=Full story"])
    {'text': 'Full story'}
    """
    chosen = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not equals or not theirs:
            raise ParallaxError("--map", f"'{pair}' is no pair", "write --map text=content")
        if ours not in SPELLINGS:
            raise ParallaxError("--map", f"unknown column '{ours}'", nearest(ours, SPELLINGS))
        chosen[ours] = theirs
    return chosen


def describe(found: Mapping[str, str]) -> str:
    """Tell the match as one line.

    >>> describe({"text": "Content", "outlet": "Source"})
    'text ← Content, outlet ← Source'
    """
    return ", ".join(f"{ours} ← {theirs}" for ours, theirs in found.items())


def _bare(column: str) -> str:
    """A column's name by which it is known: without case, marks and spaces."""
    folded = unicodedata.normalize("NFKC", column).casefold()
    return re.sub(r"[\W_]+", "", folded)


def as_text(value: Any) -> str | None:
    """A cell as text: NewsAPI's source is an object with a name, a list is joined by lines."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("title") or value.get("id")
    if isinstance(value, list):
        value = "\n\n".join(str(item) for item in value if item is not None)
    if value is None or isinstance(value, dict | bytes | float):
        return None
    text = str(value).encode("utf-8", "replace").decode()  # JSON may carry half a surrogate pair
    return text if text.strip() else None


def as_language(value: Any) -> str | None:
    """A language's two-letter code from a code, a locale or an English name.

    >>> as_language("en-US"), as_language("English"), as_language("xx9")
    ('en', 'en', None)
    """
    text = (as_text(value) or "").strip().casefold()
    code = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]+)*", text)
    return code[1] if code else _LANGUAGES.get(text)
