"""All tables of a run in one zip: Parquet and CSV, with a dictionary of their columns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from analysis import files, findings, results, spreadsheets, tables
from analysis.corpus import Corpus
from analysis.findings import Finding
from analysis.views import export, marks
from analysis.views.report.parts import Figure

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can state: the same run, the same bytes
_CLAIMS = (results.CLAIMS, results.CONFLICTS)
_FURTHER = {  # tables that event.toml fills, and what a row of them is
    "actors": "one actor of event.toml",
    "aliases": "one name of one actor",
    "concepts": "one term of one concept",
}


def write(out: Path, corpus: Corpus, found: Sequence[Finding], figures: Sequence[Figure]) -> Path:
    """Write the tables of a run, the findings and every chart's rows as one zip.

    Holds ``tables/NAME.parquet`` and ``.csv``, ``charts/ID.csv``, and ``dictionary.csv``,
    which says of every table what a row is and of every column its type, its meaning and
    which values it takes. The articles' texts are left out unless event.toml allows them.
    """
    frames = {spec.name: getattr(corpus, spec.name) for spec in (*tables.ALL, *_CLAIMS)}
    frames |= {name: getattr(corpus, name) for name in _FURTHER}
    frames["findings"] = findings.table(list(found))
    if not corpus.event["show_full_text"]:
        frames["articles"] = frames["articles"].drop("text")
    held: dict[str, bytes] = {"dictionary.csv": export.csv(dictionary(frames)).encode()}
    for name, frame in frames.items():
        buffer = io.BytesIO()
        frame.write_parquet(buffer)
        held[f"tables/{name}.parquet"] = buffer.getvalue()
        held[f"tables/{name}.csv"] = export.csv(frame).encode()
    for figure in figures:
        if figure.marks:
            held[f"charts/{figure.id}.csv"] = export.csv(marks.table(figure.marks)).encode()
    return files.write(out, _zipped(held.items()))


def _zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files:
            packed.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def dictionary(frames: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per table and column: what they mean, of the tables whose model says so.

    >>> dictionary({"outlets": tables.OUTLETS.empty()})["meaning"][1]
    'name as shown to readers'
    """
    known = {spec.name: spec for spec in (*tables.ALL, *results.ALL)}
    rows: list[dict[str, object]] = []
    for name, frame in frames.items():
        spec = known.get(name)
        for column, dtype in frame.schema.items():
            stated = spec.columns.get(column) if spec else None
            rows.append(
                {
                    "table": name,
                    "one row is": spec.row if spec else _FURTHER.get(name, "one finding"),
                    "column": column,
                    "key": bool(spec and column in spec.key),
                    "type": str(dtype),
                    "meaning": stated.meaning if stated else "",
                    "values": ", ".join(stated.values) if stated else "",
                    "may be null": stated.null if stated else True,
                }
            )
    rows.append(
        {
            "table": "*",
            "one row is": "a rule for every file",
            "column": "*",
            "key": False,
            "type": "String",
            "meaning": spreadsheets.RULE,
            "values": "",
            "may be null": False,
        }
    )
    return pl.DataFrame(rows, infer_schema_length=None)
