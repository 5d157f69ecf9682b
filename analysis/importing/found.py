"""An article as it was found in somebody's file, before it has an id."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.errors import ParallaxError
from analysis.importing import columns, dates

LONGEST = 2_000_000  # characters; the longest newspaper articles have a twentieth of that


@dataclass(frozen=True)
class Found:
    """An article's text and what its source states about it.

    ``place`` says where in its file it stands (a row, a record); it is None where the
    file is the article. ``encoding`` is set where the text is the whole file as
    decoded, so that it need not be written a second time.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    published: datetime.date | None = None
    url: str | None = None
    language: str | None = None
    licence: str | None = None
    place: str | None = None
    encoding: str | None = None
    host: str | None = None
    article_id: str | None = None
    guessed: tuple[str, ...] = ()  # what of this was read off, not stated
    written: str | None = None  # a day that could be two, as its source writes it
    labels: tuple[tuple[str, str], ...] = ()  # lines that are no body, and their kind


class Remark(ParallaxError):
    """Something of an article's source that was not read, or is doubtful; the article is in."""


@dataclass(frozen=True)
class Skipped:
    """Records that are no articles by their kind: a crawl's requests, a saved page's images."""

    place: str
    number: int
    why: str


@dataclass(frozen=True)
class Listed:
    """What a list says about an article whose text it does not hold: a link, or a saved file."""

    facts: Mapping[str, Any]
    place: str
    file: str | None = None


# what reading a file yields; a text tells which columns of a table were taken for what
Reading = Iterator[Found | Listed | ParallaxError | Skipped | str]


def from_facts(facts: Mapping[str, Any], place: str) -> Found:
    """Build an article from a row's cells under our names.

    The title goes before a text that does not begin with it, as in a newspaper.
    Raises ParallaxError where there is no text or far too much.
    """
    text = columns.as_text(facts.get("text"))
    if text is None:
        raise ParallaxError(place, "there is no text", "fill it or drop the row")
    if len(text) > LONGEST:
        raise ParallaxError(place, f"{len(text):,} characters are no article", "split the text")
    given = stated(facts)
    return Found(
        text=under_title(text, given["title"]),
        place=place,
        written=_written(facts.get("published")),
        article_id=columns.as_text(facts.get("article_id")),
        **given,
    )


def stated(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a row's cells, under our names, say of its article; None where they say nothing."""
    title = columns.as_text(facts.get("title"))
    return {
        "title": " ".join(title.split()) if title else None,
        "outlet": columns.as_text(facts.get("outlet")),
        "published": dates.as_day(facts.get("published")),
        "url": columns.as_text(facts.get("url")),
        "language": columns.as_language(facts.get("language")),
        "licence": columns.as_text(facts.get("licence")),
    }


def _written(value: Any) -> str | None:
    """A cell of which no day was read, or that shows in which order a table's numbers stand."""
    text = columns.as_text(value) if not isinstance(value, datetime.date) else None
    kept = text and (dates.order(text) is not None or dates.as_day(text) is None)
    return text.strip()[:60] if text and kept else None


def under_title(text: str, title: str | None) -> str:
    """The text below its title, unless it begins with it.

    >>> under_title("It rained.", "Weather"), under_title("Weather\\nIt rained.", "Weather")
    ('Weather\\n\\nIt rained.', 'Weather\\nIt rained.')
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not title or " ".join(first.split()) == title:
        return text
    return f"{title}\n\n{text}"
