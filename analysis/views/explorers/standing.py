"""What stands out in an event: the findings of the report's first screen, with their passages."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets
import polars as pl
from IPython.display import display

from analysis import findings as finding
from analysis.corpus import Corpus
from analysis.findings import Finding
from analysis.phrasing import listed
from analysis.views import evidence
from analysis.views.explorers.collecting import basket
from analysis.views.explorers.controls import style
from analysis.views.explorers.panel import Panel
from analysis.views.keeping import in_report, shown

_SHOWN = 5  # passages of one finding
_NONE = "No difference stands up: the texts are too few, too short or too much alike."


class StandsOut:
    """The findings that an editor would print first, each with why it stands and its passages.

    ``found`` holds all findings of the event, also what was looked at and not found; ``table``
    has a row for each.

    >>> import analysis as an
    >>> first = StandsOut(an.load("corpus/vostochny-2023"), most=2)
    >>> len(first.chosen), first.table.columns[:3]
    (2, ['kind', 'basis', 'stands'])
    """

    def __init__(self, corpus: Corpus, *, most: int = 8):
        self.corpus = corpus
        self.found = finding.kept(corpus)
        self.chosen = finding.chosen(self.found, most=most)

    @property
    def table(self) -> pl.DataFrame:
        """All findings, as `findings.table` gives them."""
        return finding.table(self.found)

    @property
    def widget(self) -> widgets.Box:
        """The findings, with buttons that cite and keep their passages."""
        panel = Panel(value=self._repr_html_(), label="What stands out", tools=["Keep"])
        panel.on_tool(lambda _, passage: basket(self.corpus).add(passage, "what stands out"))
        return widgets.VBox([style(), panel]).add_class("px-explorer")

    def _ipython_display_(self) -> None:
        if in_report():
            display({"text/html": self._repr_html_()}, raw=True)
        else:
            shown(self.widget, self._repr_html_)

    def _repr_html_(self) -> str:
        parts = [self._told(one) for one in self.chosen]
        looked = len([one for one in self.found if not one.stands])
        more = len([one for one in self.found if one.stands]) - len(parts)
        rest = f"{more} further differences and what was looked at and not found ({looked}) stand "
        end = f'<p class="px-hint">{rest} in the report, and in <code>table</code>.</p>'
        said = "".join(parts) or f"<p>{_NONE}</p>"
        return (
            f'<style>{evidence.STYLE}</style><div class="px-evidence px-stands">{said}{end}</div>'
        )

    def _told(self, one: Finding) -> str:
        """One finding: its sentence, each outlet's number, why it stands, its first passages."""
        names = dict(self.corpus.outlets.select("outlet", "name").iter_rows())
        told = [bar for bar in one.bars if bar.evidence or not one.head]
        colon = ":" if one.head else ""  # words follow, not numbers
        bars = [f"{names.get(bar.name, bar.name)}{colon} {bar.shown}" for bar in told]
        ids = list(dict.fromkeys(one.evidence))
        read = (self.corpus.articles, self.corpus.sentences, self.corpus.outlets)
        rows = evidence.passages(ids[:_SHOWN], *read).iter_rows(named=True)
        items = "".join(map(evidence.citable, rows))
        count = f"{len(ids)} passage{'s' * (len(ids) != 1)}"
        more = f"<p>And {len(ids) - _SHOWN} more.</p>" if len(ids) > _SHOWN else ""
        passages = f"<details><summary>{count}</summary><ol>{items}</ol>{more}</details>"
        numbers = "<br>".join(map(escape, bars)) if one.head else escape(listed(bars, 8))
        numbers = f"<p>{numbers}</p>" if bars else ""
        head = f"<p><strong>{escape(one.head or one.sentence)}</strong> {escape(one.number)}</p>"
        why = f'<p class="px-where">{escape(one.why)}</p>' if one.why else ""
        return f"{head}{numbers}{why}{passages if ids else ''}"


def stands_out(corpus: Corpus, *, most: int = 8) -> StandsOut:
    """Show the differences that stand up, ``most`` of them, as the report's first screen does."""
    return StandsOut(corpus, most=most)
