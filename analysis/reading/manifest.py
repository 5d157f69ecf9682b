"""``event.toml`` → outlets, articles, actors, concepts; errors that say what to fix."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from analysis import files, tables
from analysis.errors import ParallaxError, nearest
from analysis.reading.eventfile import REQUIRED, EventFile, Sections, all_words
from analysis.terms import PatternError, term_pattern

_LABEL_OF = {"aliases": "name", "roles": "role", "evaluative": "evaluative"}

SECTIONS: Sections = {
    "event": {
        "id": (str, None),
        "title": (str, REQUIRED),
        "date": (datetime.date, None),
        "until": (datetime.date, None),
        "language": (str, None),
        "show_full_text": (bool, False),
        "note": (str, None),
        "question": (str, None),
        "sampling": (str, None),
        "primary": (str, None),
        "licence": (str, None),
        "cited": (datetime.date, None),
    },
    "outlets": {
        "id": (str, REQUIRED),
        "name": (str, REQUIRED),
        "country": (str, None),
        "ownership": (str, None),
        "kind": (str, None),
        "proposed": (bool, False),
    },
    "articles": {
        "id": (str, REQUIRED),
        "outlet": (str, REQUIRED),
        "file": (str, REQUIRED),
        "sha256": (str, None),
        "encoding": (str, "utf-8"),
        "title": (str, None),
        "published": (datetime.date, None),
        "url": (str, None),
        "language": (str, None),
        "translated": (bool, None),
        "licence": (str, None),
        "kind": (str, None),
        "boundaries": (list, ()),
        "labels": (list, ()),
        "source": (str, None),
        "source_sha256": (str, None),
        "place": (str, None),
        "exclude": (str, None),
        "version_of": (str, None),
        "guessed": (list, ()),
    },
    "actors": {
        "id": (str, REQUIRED),
        "name": (str, REQUIRED),
        "side": (str, None),
        "aliases": (list, REQUIRED),
        "roles": (list, ()),
        "evaluative": (list, ()),
        "proposed": (bool, False),
    },
    "concepts": {
        "id": (str, REQUIRED),
        "name": (str, REQUIRED),
        "terms": (list, REQUIRED),
        "not": (list, ()),
        "beside": (list, ()),
        "whole": (bool, False),
        "proposed": (bool, False),
    },
    "corrections": {
        "kind": (str, REQUIRED),
        "passage": (str, REQUIRED),
        "text": (str, REQUIRED),
        **dict.fromkeys(("was", "now", "beside", "beside_text", "by", "note"), (str, None)),
        "on": (datetime.date, None),
    },
}
_OF_TWO = ("same statement", "not the same statement")


@dataclass(frozen=True)
class Manifest:
    """What ``event.toml`` says: one entry per section, defaults filled in.

    ``articles`` are those to be read, ``excluded`` those that say ``exclude = "why"``,
    ``versions`` those that say ``version_of``: they count nowhere (`an.versions`).
    ``problems`` is what is wrong with the file; its entries are complete only without any.
    """

    source: EventFile
    event: dict[str, Any]
    outlets: pl.DataFrame
    articles: list[dict[str, Any]]
    excluded: list[dict[str, Any]]
    actors: pl.DataFrame
    aliases: pl.DataFrame
    concepts: pl.DataFrame
    proposed: dict[str, list[str]] = field(default_factory=dict)
    corrections: list[dict[str, Any]] = field(default_factory=list)
    versions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.source.path

    @property
    def problems(self) -> list[ParallaxError]:
        return self.source.problems


def read_manifest(folder: str | Path) -> Manifest:
    """Read and check a folder's ``event.toml``; the file's own path does as well.

    Raises ParallaxError naming file, line, value and remedy of the first thing wrong.
    """
    stated = inspect(folder)
    if stated.problems:
        raise stated.problems[0]
    return stated


def inspect(folder: str | Path) -> Manifest:
    """Read a folder's ``event.toml`` with all that is wrong with it.

    Raises ParallaxError only where nothing can be made of the file.
    """
    path = Path(folder)
    file = path if path.name == "event.toml" else path / "event.toml"
    files.put_back(file.parent)
    source = EventFile.open(file)
    source.check_sections(SECTIONS)
    entries = {
        section: source.entries(section, keys, needed=section in ("outlets", "articles"))
        for section, keys in SECTIONS.items()
    }
    broken = bool(source.problems)
    if not broken:
        for section in ("outlets", "articles", "actors", "concepts"):
            _check_unique(source, section, entries[section])
        _check_outlets(source, entries)
        _check_articles(source, entries)
        _check_versions(source, entries["articles"])
        _check_days(source, entries["event"])
        _check_actors(source, entries["actors"])
        _check_concepts(source, entries["concepts"])
        _check_corrections(source, entries)
        entries["actors"] = _give_way(entries["actors"])
    if source.problems:  # what is wrong with actors need not keep the articles from being read
        kept = () if broken else ("event", "articles")
        entries = {key: rows if key in kept else [] for key, rows in entries.items()}
    return _manifest(source, entries)


def _manifest(source: EventFile, entries: dict[str, list[dict[str, Any]]]) -> Manifest:
    kinds = {outlet["id"]: outlet["kind"] for outlet in entries["outlets"]}
    entries["articles"] = [
        article | {"number": number, "genre": article["kind"] or kinds.get(article["outlet"])}
        for number, article in enumerate(entries["articles"])
    ]
    kept = [article for article in entries["articles"] if article["exclude"] is None]
    return Manifest(
        source=source,
        event=next(iter(entries["event"]), {}),
        outlets=_outlets(entries["outlets"]),
        articles=[article for article in kept if article["version_of"] is None],
        excluded=[article for article in entries["articles"] if article["exclude"] is not None],
        actors=_actors(entries["actors"]),
        aliases=_aliases(entries["actors"]),
        concepts=_concepts(entries["concepts"]),
        proposed={
            section: [row["id"] for row in entries[section] if row["proposed"]]
            for section in ("outlets", "actors", "concepts")
        },
        corrections=entries["corrections"],
        versions=[article for article in kept if article["version_of"] is not None],
    )


def _outlets(rows: list[dict[str, Any]]) -> pl.DataFrame:
    schema = {"id": pl.String, "name": pl.String, "country": pl.String, "ownership": pl.String}
    frame = pl.DataFrame([{key: row[key] for key in schema} for row in rows], schema=schema)
    return tables.conform(frame.rename({"id": "outlet"}), tables.OUTLETS)


def _actors(rows: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(
        [(row["id"], row["name"], row["side"]) for row in rows],
        schema={"actor": pl.String, "name": pl.String, "side": pl.String},
        orient="row",
    )


def _aliases(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """One row per actor and alias, with the label that this way of naming carries."""
    found = [
        (row["id"], alias, label)
        for row in rows
        for key, label in _LABEL_OF.items()
        for alias in row[key]
    ]
    schema = {"actor": pl.String, "alias": pl.String, "label": pl.String}
    return pl.DataFrame(found, schema=schema, orient="row").unique(maintain_order=True)


def _concepts(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """One row per concept and term, with what its matches must be (`terms.Rule`)."""
    found = [
        (row["id"], row["name"], term, list(row["not"]), list(row["beside"]), row["whole"])
        for row in rows
        for term in row["terms"]
    ]
    schema = {
        **dict.fromkeys(("concept", "name", "term"), pl.String()),
        **dict.fromkeys(("without", "beside"), pl.List(pl.String())),
        "whole": pl.Boolean(),
    }
    return pl.DataFrame(found, schema=schema, orient="row")


# ------------------------------------------------------------------- checks


Entries = dict[str, list[dict[str, Any]]]


def _check_unique(source: EventFile, section: str, entries: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        if entry["id"] in seen:
            source.report(
                section, number, "id", f"id '{entry['id']}' is used twice", "rename one of them"
            )
        seen.add(entry["id"])


def _check_outlets(source: EventFile, entries: Entries) -> None:
    allowed = tables.OUTLETS.columns["ownership"].values
    for number, outlet in enumerate(entries["outlets"]):
        if outlet["ownership"] not in (None, *allowed):
            source.report(
                "outlets",
                number,
                "ownership",
                f"unknown ownership '{outlet['ownership']}'",
                nearest(outlet["ownership"], allowed),
            )
        _check_genre(source, "outlets", number, outlet["kind"])


def _check_genre(source: EventFile, section: str, number: int, genre: str | None) -> None:
    if genre not in (None, *tables.GENRES):
        problem = f"unknown kind of text '{genre}'"
        source.report(section, number, "kind", problem, nearest(str(genre), tables.GENRES))


def _check_articles(source: EventFile, entries: Entries) -> None:
    outlets = [entry["id"] for entry in entries["outlets"]]
    for number, article in enumerate(entries["articles"]):
        if article["outlet"] not in outlets:
            problem = f"article '{article['id']}' names the unknown outlet '{article['outlet']}'"
            remedy = nearest(article["outlet"], outlets)
            source.report("articles", number, "outlet", problem, remedy)
        _check_genre(source, "articles", number, article["kind"])
        for label in article["labels"]:
            if problem := _label_problem(label):
                source.report("articles", number, "labels", *problem)
        for boundary in article["boundaries"]:
            if "|" not in boundary.strip("|"):
                problem = f"the boundary '{boundary}' has no '|' between two words"
                source.report("articles", number, "boundaries", problem, 'write it as in "Un|and"')
    if entries["articles"] and all(entry["exclude"] for entry in entries["articles"]):
        source.report("articles", 0, "exclude", "every article is excluded", "take one back")


def _check_versions(source: EventFile, articles: list[dict[str, Any]]) -> None:
    read = {
        article["id"]: article["outlet"]
        for article in articles
        if article["exclude"] is None and article["version_of"] is None
    }
    for number, article in enumerate(articles):
        other = article["version_of"]
        if other is None or article["exclude"] is not None:
            continue
        if other not in read:
            problem = f"version_of '{other}' names no article that is read"
            source.report("articles", number, "version_of", problem, nearest(other, sorted(read)))
        elif read[other] != article["outlet"]:
            problem = f"'{article['id']}' is said to be a version of another outlet's article"
            remedy = "name one of its own outlet, or remove the key"
            source.report("articles", number, "version_of", problem, remedy)


def _check_days(source: EventFile, event: list[dict[str, Any]]) -> None:
    first, last = (next(iter(event), {}).get(key) for key in ("date", "until"))
    if last is not None and (first is None or last < first):
        problem = f"the event lasts until {last}, but " + (
            "no date says when it begins" if first is None else f"begins on {first}"
        )
        source.report("event", 0, "until", problem, "write date = the first day, until = the last")


def _label_problem(label: Any) -> tuple[str, str] | None:
    if (
        not isinstance(label, dict)
        or set(label) != {"text", "kind"}
        or not all_words(list(label.values()))
    ):
        return f"a label reads {label!r}", "write { text = …, kind = … }"
    if label["kind"] not in tables.KINDS:
        return f"unknown kind '{label['kind']}'", nearest(label["kind"], tables.KINDS)
    return None


def _check_actors(source: EventFile, actors: list[dict[str, Any]]) -> None:
    owner: dict[str, str] = {}
    taken = _taken(actors)
    for number, actor in enumerate(actors):
        if not actor["aliases"]:
            problem, remedy = f"actor '{actor['id']}' has no alias", f'["{actor["name"]}"]'
            source.report("actors", number, "aliases", problem, f"write aliases = {remedy}")
        for key, alias in [(label, name) for label in _LABEL_OF for name in actor[label]]:
            forms = _forms(key, alias)
            if actor["proposed"] and forms & taken:
                continue  # it gives way
            owners = {owner.setdefault(form, actor["id"]) for form in forms}
            if other := owners - {actor["id"]}:
                problem = f"the alias '{alias}' names both '{other.pop()}' and '{actor['id']}'"
                remedy = "leave it to one of them, or lengthen it"
                source.report("actors", number, key, problem, remedy)


def _taken(actors: list[dict[str, Any]]) -> set[str]:
    """What the aliases of accepted actors claim."""
    return {
        form
        for actor in actors
        if not actor["proposed"]
        for key in _LABEL_OF
        for alias in actor[key]
        for form in _forms(key, alias)
    }


def _give_way(actors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A proposal leaves the aliases of an accepted actor to it; one left without a name goes.

    Whoever adds by hand an actor that is also proposed need not look for the proposal.
    """
    taken = _taken(actors)
    kept: list[dict[str, Any]] = []
    for actor in actors:
        free = {
            key: [name for name in actor[key] if not _forms(key, name) & taken] for key in _LABEL_OF
        }
        if not actor["proposed"]:
            kept.append(actor)
        elif free["aliases"]:
            kept.append(actor | free)
    return kept


def _forms(key: str, alias: str) -> set[str]:
    """What an alias claims for its actor: a name also in capitals, any other in any case."""
    spelled = " ".join(alias.split())
    return {spelled, spelled.upper()} if key == "aliases" else {spelled.lower().replace("’", "'")}


def _check_concepts(source: EventFile, concepts: list[dict[str, Any]]) -> None:
    for number, concept in enumerate(concepts):
        if not concept["terms"]:
            problem = f"concept '{concept['id']}' has no terms"
            source.report("concepts", number, "terms", problem, "add a term or remove the concept")
        for key in ("terms", "not", "beside"):
            for term in concept[key]:
                if problem := _term_problem(term):
                    source.report("concepts", number, key, *problem)


def _check_corrections(source: EventFile, entries: Entries) -> None:
    known = {article["id"] for article in entries["articles"]}
    kinds = tables.CORRECTIONS.columns["kind"].values
    for number, entry in enumerate(entries["corrections"]):
        if entry["kind"] not in kinds:
            problem = f"unknown kind of correction '{entry['kind']}'"
            source.report("corrections", number, "kind", problem, nearest(entry["kind"], kinds))
        if entry["kind"] in _OF_TWO and entry["beside"] is None:
            problem, remedy = "the other passage is missing", "add beside = …"
            source.report("corrections", number, "kind", problem, remedy)
        for key in ("passage", "beside"):
            if entry[key] is not None and not _names_a_passage(entry[key], known):
                problem = f"{key} '{entry[key]}' names no passage of an article of the event"
                remedy = "write article:start-end"
                source.report("corrections", number, key, problem, remedy)


def _names_a_passage(passage: str, articles: set[str]) -> bool:
    found = re.fullmatch(r"(.+):(\d+)-(\d+)", passage, re.DOTALL)
    return bool(found) and found[1] in articles and int(found[2]) < int(found[3])


def _term_problem(term: str) -> tuple[str, str] | None:
    if not re.search(r"\w", term):
        return f"the term '{term}' matches any word or none", "write a word, or a stem before the *"
    try:
        term_pattern(term)
    except PatternError as error:
        problem = f"the term '{term}' is not a valid pattern ({error.problem})"
        return problem, "mend the regular expression between the slashes"
    return None
