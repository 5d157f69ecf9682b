"""A new event's ``event.toml``: what was found, and proposals for a person to accept."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
import tomlkit

from analysis import tables
from analysis.corpus import Corpus, read
from analysis.importing.found import Found
from analysis.phrasing import UNNAMED
from analysis.preparing.suggest import examples, suggest
from analysis.reading import paragraphs

_SAMPLE = 60  # articles: enough to see who and what an event is about
_ACTORS, _CONCEPTS = 10, 10
_EXAMPLE = 160  # characters of an example sentence
_PLAIN = re.compile(r'[^"\\\x00-\x1f\x7f]*')  # a text that TOML takes as it stands
_HEAD = """\
# Written by `parallax new`. Edit it freely: comments and order are kept by every command.
# An entry with `proposed = true` waits for you: delete that line to accept the entry,
# or the entry to refuse it. `parallax check` says what is left to do.
"""


@dataclass(frozen=True)
class Entry:
    """An article of the new event: what was found, without its text, and where it was put."""

    found: Found
    file: str
    sha256: str
    source: str | None = None
    source_sha256: str | None = None


def event_file(
    event_id: str, title: str | None, entries: Sequence[Entry], texts: pl.DataFrame
) -> str:
    """Write event.toml for the articles; ``texts`` is a sample of them to draw proposals from."""
    outlets = _outlets([entry.found for entry in entries])
    own = [entry.found.article_id for entry in entries]
    ids = [str(one) for one in own]
    if None in own or len(set(own)) < len(own):
        ids = _article_ids([outlets[_outlet_key(entry.found)][0] for entry in entries])
    languages = Counter(entry.found.language for entry in entries if entry.found.language)
    dates = Counter(entry.found.published for entry in entries if entry.found.published)
    blocks = [_HEAD, _event(event_id, title, dates, languages)]
    for outlet, name in sorted(set(outlets.values())):
        blocks.append(_entry("outlets", {"id": outlet, "name": name, "proposed": True}))
    for article_id, entry in zip(ids, entries, strict=True):
        outlet = outlets[_outlet_key(entry.found)][0]
        blocks.append(_article(article_id, outlet, entry))
    blocks += [
        "# aliases: names, case-sensitive. Add roles and evaluative words, in any case.\n",
        *_proposals(texts, {name for _, name in outlets.values()}),
    ]
    return "\n".join(blocks)


def sample(entries: Sequence[Entry]) -> list[Entry]:
    """Articles to draw proposals from, evenly spread over the event."""
    step = max(1, len(entries) // _SAMPLE)
    return list(entries[::step][:_SAMPLE])


def slug(name: str) -> str:
    """A short id from a name, in any script.

    >>> slug("The Süddeutsche Zeitung!"), slug("…")
    ('the-suddeutsche-zeitung', 'unnamed')
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.findall(r"\w+", unicodedata.normalize("NFC", plain).casefold().replace("_", "-"))
    return "-".join(words)[:60].strip("-") or "unnamed"


def _outlet_key(found: Found) -> str:
    """Pages of one host are one outlet, whichever of them states its name."""
    return found.host or slug(found.outlet or "")


def _outlets(found: Iterable[Found]) -> dict[str, tuple[str, str]]:
    """Outlet's key → its id and name: the name that most of its articles state."""
    named: dict[str, Counter[str]] = {}
    for article in found:
        name = " ".join((article.outlet or UNNAMED).split())
        named.setdefault(_outlet_key(article), Counter())[name] += article.outlet != article.host
    best = {key: names.most_common(1)[0][0] for key, names in named.items()}
    return {key: (slug(name), name) for key, name in _one_name_each(best).items()}


def _one_name_each(best: Mapping[str, str]) -> dict[str, str]:
    """Names that make the same id are the same outlet, under the first spelling."""
    first: dict[str, str] = {}
    return {key: first.setdefault(slug(name), name) for key, name in best.items()}


def _article_ids(outlets: Sequence[str]) -> list[str]:
    """The outlet's id where it has one article; else numbered within the outlet."""
    total, seen, taken = Counter(outlets), Counter[str](), set(outlets)
    ids = []
    for outlet in outlets:
        article_id = outlet
        while total[outlet] > 1 and article_id in taken:
            seen[outlet] += 1
            article_id = f"{outlet}-{seen[outlet]}"
        taken.add(article_id)
        ids.append(article_id)
    return ids


def _event(
    event_id: str, title: str | None, dates: Counter[datetime.date], languages: Counter[str]
) -> str:
    rows = {"id": event_id, "title": title or event_id.replace("-", " ").capitalize()}
    lines = [_entry("event", rows).rstrip("\n")]
    if title is None:
        lines[-1] += " # proposed"
    if dates:
        day, number = dates.most_common(1)[0]
        lines.append(f"date = {day} # proposed: the day that {number} article(s) state")
    if languages:
        lines.append(f"language = {_value(languages.most_common(1)[0][0])}")
    return "\n".join(lines) + "\n"


def _article(article_id: str, outlet: str, entry: Entry) -> str:
    found = entry.found
    rows = {
        "id": article_id,
        "outlet": outlet,
        "file": entry.file,
        "sha256": entry.sha256,
        "encoding": found.encoding if found.encoding not in (None, "utf-8") else None,
        "source": entry.source,
        "source_sha256": entry.source_sha256,
        "place": found.place,
        "title": found.title,
        "published": found.published,
        "url": found.url,
        "language": found.language,
        "licence": found.licence,
        "guessed": sorted({*found.guessed}) or None,
        "labels": [{"text": text, "kind": kind} for text, kind in found.labels] or None,
    }
    return _entry("articles", rows)


def _proposals(texts: pl.DataFrame, outlets: Collection[str]) -> list[str]:
    """Actors with aliases and judging words, concepts with an example, as `suggest` has them."""
    body = paragraphs.label(texts).filter(kind="body")
    texts = texts.join(body, on="article_id", how="semi")  # `check` tells of those without one
    if not len(texts):
        return []
    corpus = read(texts)
    kinds = ("actor", "judging", "concept")
    top = max(_ACTORS, _CONCEPTS)
    rows = suggest(corpus.tokens, corpus.articles, top=top, kinds=kinds, outlets=outlets)
    judging = dict(rows.filter(kind="judging").select("name", "forms").iter_rows())
    blocks, taken = [], set[str]()  # ids and forms: one name is one actor's or one concept's
    for kind, section, key, most in (
        ("actor", "actors", "aliases", _ACTORS),
        ("concept", "concepts", "terms", _CONCEPTS),
    ):
        for row in rows.filter(kind=kind).head(most).iter_rows(named=True):
            forms = [row["name"], *(form for form in row["forms"] if form != row["name"])]
            forms = [form for form in forms if form.upper() not in taken]
            entry_id = slug(row["name"])
            if not forms or entry_id in taken:
                continue
            taken |= {entry_id, *(form.upper() for form in forms)}
            values = {"id": entry_id, "name": row["name"], key: forms, "proposed": True}
            if kind == "actor" and row["name"] in judging:
                values["evaluative"] = judging[row["name"]]
            comment = f" # in {row['n_articles']} of {len(texts)} articles read for this"
            shown = _examples(row["evidence"], corpus) if kind == "concept" else ""
            blocks.append(_entry(section, values).rstrip("\n") + comment + "\n" + shown)
    return blocks


def _examples(evidence: list[str], corpus: Corpus) -> str:
    """The shortest sentence that has the theme, as a comment."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    shown = ""
    for passage in examples(evidence, corpus.sentences):
        article_id, start, end = tables.parse_passage_id(passage)
        words = " ".join(texts[article_id][start:end].split())
        shown += f"# e.g. {words[:_EXAMPLE]}{'…' * (len(words) > _EXAMPLE)}\n"
    return shown


def _entry(section: str, rows: Mapping[str, Any]) -> str:
    """One table of event.toml, header and lines."""
    header = f"[{section}]" if section == "event" else f"[[{section}]]"
    lines = [f"{key} = {_value(value)}" for key, value in rows.items() if value is not None]
    return "\n".join([header, *lines]) + "\n"


def _value(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, list) and value and isinstance(value[0], dict):  # in one line each
        rows = (", ".join(f"{key} = {_value(one)}" for key, one in row.items()) for row in value)
        return "[" + ", ".join(f"{{ {row} }}" for row in rows) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value):  # most are, and it is far quicker
        return f'"{value}"'
    return tomlkit.item(value).as_string()
