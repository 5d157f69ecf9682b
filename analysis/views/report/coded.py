"""What people who coded by hand agree on, beside the measures that their codes are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from analysis import coding
from analysis.corpus import Corpus
from analysis.errors import ParallaxError
from analysis.measures import tone
from analysis.views.report.parts import Figure

_CHARTS = {  # what a scheme asks for → the charts that show what the tool says of it
    "voice": ("airtime",),
    "speaker": ("speakers",),
    "naming": ("naming_dots",),
    "tone": ("measure",),
}


@dataclass(frozen=True)
class Agreement:
    """How far the coders of one scheme agree, with one another and with the tool."""

    scheme: coding.Scheme
    rows: tuple[dict[str, Any], ...]
    coders: int = 2
    elsewhere: int = 0  # answers to passages that the event does not have

    def lines(self) -> list[str]:
        """One sentence for each comparison, α first: "all coders: α .81 (.70 to .90), …"."""
        said = [_told(row) for row in self.rows]
        if self.coders < 2:
            said.append("one coder only, so how far people agree is not known")
        if self.elsewhere:
            answers = "1 answer is" if self.elsewhere == 1 else f"{self.elsewhere} answers are"
            said.append(f"{answers} to passages that this event does not have, and left out")
        return said

    def concerns(self, figure: Figure) -> bool:
        """Whether a chart shows what this scheme asks about."""
        if figure.chart not in _CHARTS.get(self.scheme.measure or "", ()):
            return False
        return figure.chart != "measure" or any(
            row.get("measure") == tone.MEASURE for row in figure.marks
        )


def agreements(corpus: Corpus, path: str | Path) -> list[Agreement]:
    """Compare the codes of a file for each scheme in it; passages of other events are left out.

    A scheme is a shipped one, or the file ``NAME.toml`` beside the codes.
    Raises ParallaxError where the file is not there, holds no answer, a scheme or a code is not
    known, or none of its passages stands in the event.
    """
    path = Path(path)
    if not path.is_file():
        raise ParallaxError(str(path), "no such file", "name the file of `an.explore.code`")
    answers = coding.read(path)
    if not len(answers):
        remedy = "name the file that `an.explore.code` wrote"
        raise ParallaxError(str(path), "holds no answer", remedy)
    names = answers["scheme"].unique(maintain_order=True)
    try:
        every = [_agreement(corpus, path, answers.filter(scheme=name)) for name in names]
    except ParallaxError as error:  # the tables know of no file
        raise ParallaxError(str(path), f"{error.place}: {error.problem}", error.remedy) from error
    found = [one for one in every if one]
    if not found:
        remedy = "name codes of this event, or the event that they are of"
        raise ParallaxError(str(path), "none of its passages stands in this event", remedy)
    return found


def _agreement(corpus: Corpus, path: Path, answers: pl.DataFrame) -> Agreement | None:
    """What the answers of one scheme come to; None where the event has none of their passages."""
    name = answers["scheme"][0]
    own = path.with_name(f"{name}.toml")
    scheme = coding.scheme(own if own.is_file() else name)
    units = coding.units(corpus, scheme.unit)
    given = answers.join(units.select("passage"), on="passage", how="semi")
    if not len(given):
        return None
    drawn = units.join(given.select("passage"), on="passage", how="semi")
    labels = coding.tool_labels(corpus, coding.Sample(scheme, drawn, len(drawn), None, 0))
    rows = coding.compare(given, scheme, labels if scheme.measure else None)
    current = given.unique(["coder", "passage"], keep="last").drop_nulls("code")
    coders = current["coder"].n_unique()
    return Agreement(scheme, tuple(rows.iter_rows(named=True)), coders, len(answers) - len(given))


def notes(found: Iterable[Agreement], figures: Iterable[Figure]) -> dict[str, list[str]]:
    """Figure → what coders of its measure agree on."""
    every, drawn = list(found), list(figures)
    concerned = {
        figure.id: [line for one in every if one.concerns(figure) for line in one.lines()]
        for figure in drawn
    }
    return {id: lines for id, lines in concerned.items() if lines}


def _told(row: dict[str, Any]) -> str:
    alpha, low, high = (row[key] for key in ("alpha", "low", "high"))
    ends = f" ({_two(low)} to {_two(high)})" if low is not None and high is not None else ""
    told = "" if alpha is None else f"α {_two(alpha)}{ends}, "
    share = row["share"]
    same = "" if share is None else f"{100 * share:.0f} % the same, "
    return f"{row['compared']}: {told}{same}n {row['n']}"


def _two(value: float) -> str:
    """A coefficient with two digits and no leading zero: .81, -.20, 1.00."""
    text = f"{value:.2f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text
