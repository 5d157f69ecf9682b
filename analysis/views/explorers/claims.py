"""What happened, as each outlet tells it: the claim map and its passages side by side."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import polars as pl

from analysis.corpus import Corpus
from analysis.views import charts, evidence
from analysis.views.explorers import choices
from analysis.views.explorers.controls import dropdown, field
from analysis.views.explorers.paging import Paged, chosen

_ALL, _CONFLICTS, _ONLY, _BUT = "all", "conflicts", "only this outlet", "all but this outlet"
_SHOWN = [
    ("all claims", _ALL),
    ("conflicts only", _CONFLICTS),
    ("told by this outlet only", _ONLY),
    ("told by all but this outlet", _BUT),
]
_FILTERS = ("show", "outlet", "words", "voice", "reach")
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


class Claims(Paged):
    """The claim map: a cell opens what every outlet tells, with the words that differ marked.

    Filters and pages lead to every claim of the event.
    """

    hint = "Click a cell, or choose it from the list, to compare how outlets tell the claim."
    id_column = "claim_id"

    def __init__(self, corpus: Corpus, *, top: int = 30):
        controls = {
            "show": dropdown("Show", _SHOWN),
            "outlet": dropdown("Outlet", choices.outlets(corpus)),
            "words": field("Words"),
            "voice": dropdown("Told in", [("any voice", _ALL), *choices.VOICES]),
            "reach": dropdown("Reach", choices.REACH),
        }
        from analysis.measures import claims as measured  # so that other explorers open sooner

        self._distinct = choices.once(lambda corpus: measured.distinct(corpus.claimed.map))
        rows = corpus.claimed.map["claim_id"].n_unique()
        super().__init__(corpus, controls, rows=rows, top=top, name="claims")

    @property
    def rows_of(self) -> pl.DataFrame:
        """The claim map, every cell of it."""
        return self.corpus.claimed.map

    @property
    def conflicts(self) -> pl.DataFrame:
        """What outlets tell unlike, later figures of one count left out."""
        return self.corpus.claimed.conflicts.filter(pl.col("kind") != "update")

    @property
    def matching(self) -> list[str]:
        """The ids of all claims that the filters let through, widest reach first."""
        kept = self._chosen_rows(**chosen(self.controls, _FILTERS))
        return kept["claim_id"].unique(maintain_order=True).to_list()

    def matrix(self, ids: list[str]) -> charts.Chart:
        return charts.claim_map(self.rows_of, self.corpus.outlets, chosen=ids)

    def _chosen_rows(
        self, *, show: str, outlet: str, words: str, voice: str, reach: str
    ) -> pl.DataFrame:
        rows = self.rows_of
        if show == _CONFLICTS:
            rows = rows.filter(pl.col("claim_id").is_in(self.conflicts["claim_id"].to_list()))
        elif show != _ALL:
            kept = self._distinct(self.corpus).filter(outlet=outlet, distinct=show)
            rows = rows.filter(pl.col("claim_id").is_in(kept["claim_id"].to_list()))
        if reach != _ALL:
            alone = pl.col("n_outlets") == 1
            rows = rows.filter(alone if reach == "alone" else pl.col("n_outlets") > 1)
        if voice != _ALL:
            rows = rows.filter(pl.col("sure"), pl.col("voice") == voice)
        for word in words.split():
            rows = rows.filter(
                pl.col("wording").str.to_lowercase().str.contains(word.lower(), literal=True)
            )
        return rows

    def describe(self, row: dict[str, Any] | None) -> str:
        if row is None:
            return super().describe(row)
        cells = self.rows_of.filter(claim_id=row["claim_id"])
        told = self._passages(cells["evidence"].explode().drop_nulls().to_list())
        known = {word.casefold() for word in _WORD.findall(row["wording"])}
        items = [
            evidence.citable(
                passage,
                _marked(passage["text"], known),
                _note(cells.filter(article_id=passage["article_id"]).row(0, named=True)),
                chosen=passage["outlet_name"] == row["outlet_name"],
            )
            for passage in told.iter_rows(named=True)
        ]
        more = [self._against(row["claim_id"])] if len(self.conflicts) else []
        near = self._passages([] if row["evidence"] else row.get("_elsewhere", []))
        if len(near):
            shown = [evidence.citable(passage) for passage in near.iter_rows(named=True)]
            more.append((f"{row['outlet_name']}: {row['state']}; what comes nearest", shown))
        kept = [part for part in more if part[1]]
        return evidence.panel(f"“{' '.join(row['wording'].split())}”", items, *kept)

    def _against(self, claim: str) -> tuple[str, list[str]]:
        """The claim's conflicts, both passages of each, what differs in bold."""
        items = []
        days = {True: "", False: ": the texts are perhaps of different days"}
        for found in self.conflicts.filter(claim_id=claim).iter_rows(named=True):
            for passage in self._passages(found["evidence"]).iter_rows(named=True):
                side = "a" if passage["article_id"] == found["article_a"] else "b"
                value = escape(found[f"value_{side}"])
                body = escape(passage["text"]).replace(value, f"<strong>{value}</strong>", 1)
                items.append(
                    evidence.citable(
                        passage,
                        body,
                        f" <small>{escape(found['kind'] + days[found['sure']])}</small> ",
                    )
                )
        return "In conflict", items


def _marked(text: str, known: set[str]) -> str:
    """The passage with the words that the claim's wording lacks underlined, as HTML."""
    parts, place = [], 0
    for match in _WORD.finditer(text):
        parts.append(escape(text[place : match.start()]))
        word = escape(match.group())
        parts.append(word if match.group().casefold() in known else f"<ins>{word}</ins>")
        place = match.end()
    return "".join([*parts, escape(text[place:])])


def _note(cell: dict[str, Any]) -> str:
    """How the cell tells it, as HTML: treatment, what is missing, from whom it is relayed."""
    doubtful = "in conflict?" if cell["treatment"] == "conflict" else "perhaps told: read it"
    said = [cell["treatment"] if cell["sure"] else doubtful]
    if cell["missing"]:
        said.append("without " + ", ".join(cell["missing"]))
    if cell["relayed"]:
        said.append(f"same source: {cell['relayed']}")
    return f" <small>{escape('; '.join(said))}</small> "


def claims(corpus: Corpus, *, top: int = 30) -> Claims:
    """Explore which outlet tells which claim, what it leaves out and what contradicts it."""
    return Claims(corpus, top=top)
