"""Whom to look for where there is no event folder: the aliases of actors, from elsewhere."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from analysis.errors import ParallaxError, nearest
from analysis.reading import manifest, mentions

ALIASES = pl.Schema({"actor": pl.String, "alias": pl.String, "label": pl.String})
_LABELS = ("name", "role", "evaluative")
_READERS = {".csv": pl.read_csv, ".parquet": pl.read_parquet}


def aliases(source: str | Path | pl.DataFrame | None) -> pl.DataFrame:
    """Give the ways in which actors are named: actor, alias, label, one row per actor and alias.

    ``source`` is an event folder or its ``event.toml``, a CSV or Parquet file, or a table,
    the last three with the columns actor, alias and, unless all are names, label (name,
    role or evaluative). None gives no actors.

    Raises ParallaxError for a file that cannot be read, a missing column, an empty actor
    or alias, another label, and an alias of two actors.

    >>> aliases(pl.DataFrame({"actor": ["kim"], "alias": ["Kim Jong Un"]})).row(0)
    ('kim', 'Kim Jong Un', 'name')
    """
    if source is None:
        return pl.DataFrame(schema=ALIASES)
    if isinstance(source, pl.DataFrame):
        return _checked(source, "actors")
    path = Path(source)
    if path.suffix not in _READERS:
        return manifest.read_manifest(path).aliases
    try:
        return _checked(_READERS[path.suffix](path), str(path))
    except (pl.exceptions.PolarsError, OSError) as error:
        raise ParallaxError(str(path), f"cannot be read ({error})", "restore the file") from error


def actors(found: pl.DataFrame) -> pl.DataFrame:
    """The actors of some aliases (actor, name, side), each called by its first alias.

    >>> actors(aliases(pl.DataFrame({"actor": ["kim"], "alias": ["Kim Jong Un"]}))).row(0)
    ('kim', 'Kim Jong Un', None)
    """
    named = found.group_by("actor", maintain_order=True).agg(name=pl.col("alias").first())
    return named.with_columns(side=pl.lit(None, pl.String))


def _checked(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    for column in ("actor", "alias"):
        if column not in frame.columns:
            raise ParallaxError(name, f"column '{column}' is missing", "add it, or rename one")
    if "label" not in frame.columns:
        frame = frame.with_columns(label=pl.lit("name"))
    found = frame.select(pl.col(column).cast(pl.String) for column in ALIASES)
    found = found.with_columns(pl.col("label").fill_null("name"))
    for number, row in enumerate(found.iter_rows(named=True)):
        place = f"{name}, row {number}"
        for column in ("actor", "alias"):
            if not (row[column] or "").strip():
                raise ParallaxError(place, f"{column} is empty", "fill it in, or drop the row")
        if row["label"] not in _LABELS:
            problem = f"unknown label '{row['label']}'"
            raise ParallaxError(place, problem, nearest(row["label"], _LABELS))
    mentions.owners(found)  # raises where two actors share an alias
    return found.unique(maintain_order=True)
