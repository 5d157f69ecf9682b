"""What is wrong with an event folder: all of it at once, worst first, with the remedy."""

from __future__ import annotations

import hashlib
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from analysis import tables
from analysis.corpus import Corpus, load
from analysis.errors import ParallaxError
from analysis.languages import detection
from analysis.languages.grammar import with_rules
from analysis.measures import framing
from analysis.measures.likeness import ON_EVENT, strays
from analysis.preparing import layouts, screen, sources
from analysis.reading import manifest, paragraphs
from analysis.reading.articles import bodiless, labels, read_article
from analysis.reading.manifest import Manifest

SECTIONS = ("outlets", "actors", "concepts")
SEVERITIES = ("error", "warning", "note")
FAR = 14  # days from the event: a follow-up, an anniversary or another event
SETTLE = "accept each by removing its line `proposed = true`, or remove the entry"
_FACTS = ("title", "published", "url")
_SHOWN = 60  # characters of a text in a message


@dataclass(frozen=True)
class Problem:
    """Something to look at: an error keeps the event from being read, a warning makes its
    figures doubtful, a note is a likely slip. ``fix`` is an edit that loses nothing
    (`analysis.preparing.mend`): its name and what it needs."""

    severity: str
    place: str
    problem: str
    remedy: str
    fix: tuple[str, ...] | None = None

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.problem}. Remedy: {self.remedy}."


def check(folder: str | Path) -> list[Problem]:
    """Read an event folder and list everything that is wrong or odd, worst first.

    Errors: what keeps it from being loaded. Warnings: copies, reprints, stubs behind a
    paywall, damaged encoding, other languages, one outlet only, dates far from the
    event's, articles that are not about it, files that changed, articles without a body,
    layouts whose speech cannot be told from the outlet's own words, records that were left
    out. Notes: names, terms, labels and titles that match nothing, values that no source
    states or that were guessed, proposals that nobody has accepted.

    >>> [problem.severity for problem in check("corpus/vostochny-2023")]
    []
    """
    try:
        stated = manifest.inspect(folder)
    except ParallaxError as error:
        return [_error(error)]
    errors = [_error(problem) for problem in stated.problems]
    articles, unread, bare = _articles(stated)
    errors += unread
    place = _Places(stated)
    found = [*errors, *bare, *_in_articles(stated, articles, place), *_in_event(stated, articles)]
    found += [Problem(*row) for row in sources.problems(stated, articles)]
    if not errors:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of articles without a body, which are named above
                found += _idle(load(folder), stated, place)
        except ParallaxError as error:
            found.append(_error(error))
    return sorted(found, key=lambda problem: SEVERITIES.index(problem.severity))


def _error(error: ParallaxError) -> Problem:
    return Problem("error", error.place, error.problem, error.remedy)


@dataclass(frozen=True)
class _Places:
    """Where an article or another entry stands in event.toml."""

    stated: Manifest

    def article(self, article_id: str, key: str | None = None) -> str:
        return self.stated.source.place("articles", self._articles[article_id], key)

    def entry(self, section: str, entry_id: str, key: str | None = None) -> str:
        return self.stated.source.place(section, self._entries[section, entry_id], key)

    @cached_property
    def _articles(self) -> dict[str, int]:
        entries = [*self.stated.articles, *self.stated.excluded, *self.stated.versions]
        return {entry["id"]: entry["number"] for entry in reversed(entries)}

    @cached_property
    def _entries(self) -> dict[tuple[str, str], int]:
        sections = ((name, self.stated.source.data.get(name, [])) for name in SECTIONS)
        return {
            (name, entry["id"]): number
            for name, entries in sections
            for number, entry in reversed(list(enumerate(entries)))
            if "id" in entry
        }


def _articles(stated: Manifest) -> tuple[pl.DataFrame, list[Problem], list[Problem]]:
    """The articles that can be read, an error for each that cannot, and those without a body."""
    rows, errors = [], []
    for entry in stated.articles:
        try:
            rows.append(read_article(stated, entry))
        except ParallaxError as error:
            errors.append(_error(error))
    frame = pl.DataFrame(rows, schema=tables.ARTICLES.schema)
    labelled = paragraphs.label(frame, labels(stated.articles))
    bare = bodiless(frame, labelled, stated.path.parent)
    severity = "error" if len(bare) == len(frame) else "warning"
    gone = [Problem(severity, error.place, error.problem, error.remedy) for error in bare]
    return frame, errors, gone


# ---------------------------------------------------------------- warnings


def _in_articles(stated: Manifest, articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    """What is odd in the articles themselves, one check after the other."""
    yield from _copies(articles, place)
    yield from _damage(articles, place)
    yield from _layouts(articles, place)
    for article, words, wall in screen.stubs(articles).iter_rows():
        why = f"it says “{wall}”" if wall else "it is too short for an article"
        yield Problem(
            "warning",
            place.article(article, "file"),
            f"article '{article}' may be cut off: {words} words, and {why}",
            'save the whole article, or write exclude = "paywall" for this one',
        )
    yield from _languages(stated, articles, place)
    yield from _dates(stated, articles, place)
    doubted = articles.filter(pl.col("genre").is_null())["article_id"].to_list()
    for article, likeness in strays(_in_common(articles)).iter_rows():
        if article not in doubted:  # somebody has said what kind of text on the event it is
            continue
        yield Problem(
            "warning",
            place.article(article),
            f"article '{article}' may be about something else: it shares few words with the "
            f"others (likeness {likeness:.2f}, the least on one event is {ON_EVENT}), so it is in "
            "no finding",
            'read it; write exclude = "another event" if it is, kind = "news" if it is not',
        )
    yield from _titles(articles, place)


def _copies(articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    outlets = dict(articles.select("article_id", "outlet").iter_rows())
    facts = articles.select("article_id", pl.sum_horizontal(pl.col(_FACTS).is_not_null()))
    stated = dict(facts.iter_rows())
    for first, second, share, same in screen.copies(articles).iter_rows():
        if same and stated[second] > stated[first]:
            first, second = second, first  # the one that says less of itself is the copy
        where, own = place.article(second), outlets[first] == outlets[second]
        exclude = f'write exclude = "copy of {first}" for one of them'
        if own and same:
            fix = ("exclude", second, f"copy of {first}")
            problem = f"article '{second}' is a duplicate: it has the text of '{first}'"
            yield Problem("warning", where, problem, exclude, fix)
        elif own:
            problem = (
                f"article '{second}' is a near-duplicate: it shares {share:.0%} with '{first}'"
            )
            other = f'; or version_of = "{first}" if it is another version of it'
            yield Problem("warning", where, problem, exclude + other)
        else:
            problem = (
                f"article '{second}' ({outlets[second]}) is a reprint: it shares {share:.0%} "
                f"with '{first}' ({outlets[first]})"
            )
            remedy = "keep both if who printed it is your question, else exclude one"
            yield Problem("warning", where, problem, remedy)


def _layouts(articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    """Articles whose layout hides speech among the outlet's own words."""
    folder = place.stated.path.parent
    for article, file, text in articles.select("article_id", "file", "text").iter_rows():
        for start, problem, remedy in layouts.unsafe(text):
            where = f"{folder / file}:{text.count(chr(10), 0, start) + 1}"
            problem = f"speech in '{article}' may be taken for the outlet's own words: {problem}"
            yield Problem("warning", where, problem, remedy)


def _damage(articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    texts = dict(articles.select("article_id", "text").iter_rows())
    files = dict(articles.select("article_id", "file").iter_rows())
    folder = place.stated.path.parent
    for article, start, end, mended, lost in screen.damage(articles).iter_rows():
        line = texts[article].count("\n", 0, start) + 1
        shown = _short(texts[article][start:end])
        gone = f", {lost} characters are lost (�)" * bool(lost)
        problem = f"the encoding of '{article}' is damaged: “{shown}”{gone}"
        fix = ("mend", article) if mended is not None else None
        if mended is not None:
            pairs = zip(texts[article].split("\n"), mended.split("\n"), strict=True)
            before, after = next(pair for pair in pairs if pair[0] != pair[1])
            as_is = "" if shown == _short(before) else f"“{_short(before)}” "
            problem += f"; {as_is or 'it '}would read “{_short(after)}”"
        remedy = "run with --fix for a mended copy beside it" if fix else "save the page again"
        yield Problem("warning", f"{folder / files[article]}:{line}", problem, remedy, fix)


def _short(line: str) -> str:
    """A line as a message shows it."""
    return " ".join(line.split())[:_SHOWN]


def _languages(stated: Manifest, articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    detected = {
        article: detection.detect(text)
        for article, text in articles.select("article_id", "text").iter_rows()
    }
    usual = stated.event.get("language") or _most(detected.values())
    for article, declared in articles.select("article_id", "language").iter_rows():
        found = detected[article]
        if found is not None and declared is not None and found != declared[:2].lower():
            yield Problem(
                "warning",
                place.article(article, "language"),
                f"article '{article}' is said to be in '{declared}' but reads like '{found}'",
                f'write language = "{found}" if it is',
            )
        elif found is not None and usual is not None and found != usual[:2].lower():
            yield Problem(
                "warning",
                place.article(article, "language"),
                f"article '{article}' is in '{found}', another language than the event's '{usual}'",
                "words are not compared across languages, statements only with the extra "
                "'languages': exclude = \"language\" where that is not wanted",
            )


def _in_common(articles: pl.DataFrame) -> pl.DataFrame:
    """The articles in the commonest language: of others no word is to be expected here."""
    spoken = detection.languages(articles)
    usual = _most(spoken.values())
    kept = [article for article, code in spoken.items() if code == usual]
    return articles.filter(pl.col("article_id").is_in(kept))


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value."""
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None


def _dates(stated: Manifest, articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    dated = articles.drop_nulls("published").sort("published")
    event = stated.event.get("date") or (
        dated["published"][len(dated) // 2] if len(dated) else None
    )
    last = stated.event.get("until") or event
    for article, published in dated.select("article_id", "published").iter_rows():
        days = max((event - published).days, (published - last).days)
        if days > FAR:
            yield Problem(
                "warning",
                place.article(article, "published"),
                f"article '{article}' is of {published}, {days} days from the event ({event})",
                'mend the date, or write exclude = "another day"',
            )


def _titles(articles: pl.DataFrame, place: _Places) -> Iterator[Problem]:
    for article, title, text in articles.select("article_id", "title", "text").iter_rows():
        if title and " ".join(title.split()).casefold() not in " ".join(text.split()).casefold():
            yield Problem(
                "note",
                place.article(article, "title"),
                f"the title of '{article}' is not in its text, so no headline is measured",
                "put it on the first line of a copy of the text, or correct it",
            )


def _in_event(stated: Manifest, articles: pl.DataFrame) -> Iterator[Problem]:
    source = stated.source
    present = set(articles["outlet"])
    if len(articles) and len(present) == 1:
        problem = f"all articles are by one outlet ('{present.pop()}')"
        remedy = "add articles of other outlets: there is nothing to compare"
        yield Problem("warning", source.place("outlets"), problem, remedy)
    every = [*stated.articles, *stated.excluded, *stated.versions]
    writing = [entry["outlet"] for entry in every]  # ids may be odd
    for number, outlet in enumerate(source.data.get("outlets", [])):
        if isinstance(outlet, dict) and outlet.get("id") not in writing:
            problem = f"outlet '{outlet.get('id')}' has no article"
            remedy = "add one or remove the outlet"
            yield Problem("warning", source.place("outlets", number), problem, remedy)
    if others := detection.foreign(articles):
        found = ", ".join(sorted(set(others.values())))
        without = sorted(set(others.values()) - with_rules())
        problem = (
            f"{len(others)} of {len(articles)} articles are not in English ({found}): tone, "
            "reporting verbs, reported speech, names, numbers and claims abstain for them; "
            "readability takes the language's own metrics, findings compare one language only"
        )
        if without:
            problem += f"; speakers in {', '.join(without)} only where an alias stands at the marks"
        remedy = "compare such articles by statements, naming, coverage and counts"
        yield Problem("note", source.place("event", key="language"), problem, remedy)
    first: dict[str, str] = {}
    for entry in stated.articles:
        where = source.place("articles", entry["number"], "file")
        other = first.setdefault(str(entry["file"]), entry["id"])
        if other != entry["id"]:
            problem = f"articles '{other}' and '{entry['id']}' are read from the same file"
            yield Problem("warning", where, problem, "name the right file, or remove one of them")
        yield from _source(stated, entry)


def _source(stated: Manifest, entry: dict[str, Any]) -> Iterator[Problem]:
    """The page that an article was taken from, if it is still what it was."""
    if entry["source"] is None:
        return
    path = stated.path.parent / entry["source"]
    where = stated.source.place("articles", entry["number"], "source")
    if not path.resolve().is_relative_to(stated.path.parent.resolve()) or not path.is_file():
        problem = f"the received file '{entry['source']}' is not in the event's folder"
        yield Problem("warning", where, problem, "restore it, or remove the key")
        return
    with path.open("rb") as raw:
        digest = hashlib.file_digest(raw, "sha256").hexdigest()
    if entry["source_sha256"] not in (None, digest):
        problem = f"the received file '{entry['source']}' has changed since it was read"
        yield Problem("warning", where, problem, "restore it, or make the event again")


# ------------------------------------------------------------------- notes


def _idle(corpus: Corpus, stated: Manifest, place: _Places) -> Iterator[Problem]:
    """Entries that match nothing, which is often a spelling mistake; and open proposals."""
    for concept, term in (
        framing.unmatched(corpus.articles, corpus.concepts).select("concept", "term").iter_rows()
    ):
        problem = f"concept '{concept}': the term '{term}' matches nothing"
        where = place.entry("concepts", concept, "terms")
        yield Problem("note", where, problem, "check its spelling, or remove it")
    for actor in framing.unmentioned(corpus.mentions, corpus.actors)["actor"]:
        problem = f"actor '{actor}': none of its names occurs in any article"
        where = place.entry("actors", actor, "aliases")
        yield Problem("note", where, problem, "check their spelling, or remove the actor")
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    for entry in stated.articles:
        wanted = [(label["text"], "labels") for label in entry["labels"]]
        wanted += [(boundary.replace("|", ""), "boundaries") for boundary in entry["boundaries"]]
        for text, key in wanted:
            if entry["id"] in texts and text not in texts[entry["id"]]:
                problem = f"article '{entry['id']}': '{text}' does not occur in {entry['file']}"
                yield Problem(
                    "note", place.article(entry["id"], key), problem, "copy it from there"
                )
    for section, ids in stated.proposed.items():
        if ids:
            problem = f"{len(ids)} proposed {section}: {', '.join(ids[:8])}{' …' * (len(ids) > 8)}"
            yield Problem("note", place.entry(section, ids[0], "proposed"), problem, SETTLE)
    for entry in stated.excluded:
        problem = f"article '{entry['id']}' is excluded: {entry['exclude']}"
        where = place.article(entry["id"], "exclude")
        yield Problem("note", where, problem, "remove that line to take it back")
