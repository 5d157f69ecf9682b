"""Every statement of an event in one table: what a matrix of the widest leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import polars as pl

from analysis.corpus import Corpus
from analysis.views import theme
from analysis.views.charts.speech import by_reach

_MOST = 3000  # rows of a page that still opens at once
_REACH = {"shared": "two outlets or more", "alone": "one outlet"}


def statements(corpus: Corpus) -> str:
    """Give a folded table of all statements as inert HTML, widest reach first.

    Each row has the speaker, the whole wording and who carries it how, and how surely. The
    report's script lets them be searched and chosen by speaker, outlet, reach and treatment;
    without script the table is whole.
    """
    aligned = corpus.aligned
    ids = by_reach(aligned)[:_MOST]
    if not ids:
        return ""
    names = dict(corpus.outlets.select("outlet", "name").iter_rows())
    people = dict(corpus.actors.select("actor", "name").iter_rows())
    there = aligned.renderings.filter(pl.col("treatment") != "absent")
    carried: dict[str, dict[str, str]] = {}
    order = pl.col("treatment").replace_strict({t: i for i, t in enumerate(theme.TREATMENT)})
    ranked = there.sort(~pl.col("sure"), order)
    doubtful: set[tuple[str, str]] = set()
    for statement, outlet, treatment, sure in ranked.select(
        "statement_id", "outlet", "treatment", "sure"
    ).iter_rows():
        name = names.get(outlet, outlet)
        if name not in carried.setdefault(statement, {}):
            carried[statement][name] = treatment
            if not sure:
                doubtful.add((statement, name))
    known = {row["statement_id"]: row for row in aligned.statements.iter_rows(named=True)}
    rows = [(known[one], carried[one]) for one in ids]
    speakers = {one["actor"]: people.get(one["actor"], one["actor"]) for one, _ in rows}
    treatments = [name for name in theme.TREATMENT if name != "absent"]
    body = "".join(
        _row(one, speakers[one["actor"]] or "unknown", by, names.values(), doubtful)
        for one, by in rows
    )
    fields = (
        '<label>Search <input type="search"></label>',
        _select("speaker", "Speaker", sorted({name or "unknown" for name in speakers.values()})),
        _select("outlet", "Carried by", names.values()),
        _select("reach", "Reach", _REACH.values()),
        _select("treatment", "Carried as", treatments),
    )
    n = len(aligned.statements)
    head = f"All {n} statements" if n <= _MOST else f"The widest {_MOST} of {n} statements"
    return (
        f'<details class="table all"><summary>{head}: search and choose</summary>'
        f'<p class="choose">{" ".join(fields)} <output>{len(rows)} of {len(rows)}</output></p>'
        '<div class="scroll" tabindex="0" role="group" aria-label="All statements"><table><thead>'
        "<tr><th>statement</th><th>speaker</th><th>wording</th>"
        f"<th>carried by</th></tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def _row(
    one: dict,
    speaker: str,
    carried: dict[str, str],
    outlets: Iterable[str],
    doubtful: set[tuple[str, str]],
) -> str:
    told = [
        f"{name} ({carried[name]}{', not sure' * ((one['statement_id'], name) in doubtful)})"
        for name in outlets
        if name in carried
    ]
    reach = _REACH["shared" if one["n_outlets"] > 1 else "alone"]
    keys = {
        "speaker": [speaker],
        "outlet": carried,
        "reach": [reach],
        "treatment": dict.fromkeys(carried.values()),
    }
    data = " ".join(
        f'data-{key}="{escape(chr(9).join(values), quote=True)}"' for key, values in keys.items()
    )
    cells = (one["statement_id"], speaker, " ".join(one["wording"].split()), ", ".join(told))
    return f"<tr {data}>{''.join(f'<td><bdi>{escape(cell)}</bdi></td>' for cell in cells)}</tr>"


def _select(name: str, label: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(value)}</option>" for value in values)
    any_of = f'<select name="{name}"><option value="">any</option>{options}</select>'
    return f"<label>{label} {any_of}</label>"
