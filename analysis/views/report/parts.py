"""What a report is put together from: prose, charts with the passages behind their marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import mistune

from analysis.views import charts, evidence
from analysis.views.explorers.explorer import specification


@dataclass(frozen=True)
class Prose:
    """Text between charts, as HTML and as the Markdown it was written in."""

    html: str
    markdown: str
    kind: str = "prose"


@dataclass(frozen=True)
class Figure:
    """One chart: its title and how to read it, its specification and its marks.

    ``beyond`` is False where the chart shows nothing beyond chance, or nothing at all:
    then the report says so in one line and folds the chart away.
    """

    id: str
    chart: str
    finding: str
    how_to_read: str
    description: str
    spec: dict[str, Any]
    marks: list[dict[str, Any]]
    beyond: bool = True
    kind: str = "figure"

    @classmethod
    def of(cls, spec: dict[str, Any], id: str) -> Figure:
        """The figure that a chart's specification makes; its title becomes text of the page."""
        spec = dict(spec)
        title, told = spec.pop("title"), spec.get("usermeta", {})
        rows = evidence.marks(spec)
        return cls(
            id=id,
            chart=told.get("chart", ""),
            finding=title["text"],
            how_to_read=title["subtitle"],
            description=spec.get("description", "chart"),
            spec=spec,
            marks=rows,
            beyond=told.get("beyond", True) and bool(rows),
        )

    @classmethod
    def drawn(cls, chart: charts.Chart, id: str) -> Figure:
        """The figure that a chart makes, in the project's theme."""
        return cls.of(specification(chart), id)


@dataclass(frozen=True)
class Section:
    """One notebook, or one part of the short form: its title and its parts in order."""

    id: str
    title: str
    parts: list[Prose | Figure] = field(default_factory=list)

    @property
    def figures(self) -> list[Figure]:
        return [part for part in self.parts if isinstance(part, Figure)]


def prose(source: str) -> Prose:
    """Markdown with its headings one level down: the page has a first-level heading already."""
    lines = source.splitlines()
    source = "\n".join("#" + line if line.startswith("#") else line for line in lines)
    return Prose(markdown_html(source), source)


def markdown_html(source: str) -> str:
    """Markdown as HTML; HTML in it is shown as text."""
    return str(mistune.create_markdown(escape=True, plugins=["table"])(source))
