"""`parallax events`: a dataset's events as folders, tables and one page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from tqdm import tqdm

from analysis import files, scale
from analysis.crawl import overview
from analysis.crawl.listing import Listing, listing, read
from analysis.errors import ParallaxError
from analysis.preparing.draft import slug
from analysis.preparing.new import new
from analysis.spreadsheets import guard

TABLES, FOLDERS = "tables", "events"
_OUTLETS = 2  # of an event that is worth a folder: one outlet has nothing to be compared with
_SLUG = 50  # characters
_FIELDS = ("article_id", "outlet", "title", "published", "url", "language", "text")


@dataclass(frozen=True)
class Outcome:
    """What was written: how many articles, how many in events, and the events' folders."""

    out: Path
    articles: int
    inside: int
    events: int
    folders: dict[str, Path]

    def __str__(self) -> str:
        return (
            f"{self.out}: {self.articles:,} articles, {self.inside:,} of them in {self.events:,} "
            f"events; {len(self.folders)} folders; overview: {self.out / 'overview.html'}"
        )


def events(
    dataset: str | Path,
    out: str | Path,
    *,
    engine: Any = "local",
    workers: int | None = None,
    largest: int = 30,
    progress: bool = False,
) -> Outcome:
    """Find a dataset's events, and write the largest as folders that `report` takes.

    Writes into ``out``: ``tables/`` (what `scale.events` finds, kept when the same is run
    again), ``events.csv`` and ``articles.csv``, ``events/`` with a folder for each of the
    ``largest`` events of two outlets or more (an ``event.toml`` with proposals, as
    `parallax new` writes it, and ``left-out.csv``), and ``overview.html``. An article that is
    not alike enough to the rest of its event is a stray: no folder has it, ``left-out.csv``
    names it, with those that only share the event's story. A folder that is there stays as it
    is, with what was edited in it.

    Raises ParallaxError as `scale.events` and `preparing.new` do.
    """
    source, out = Path(dataset), Path(out).resolve()
    scale.events(source, out / TABLES, engine=engine, workers=workers, progress=progress)
    found = listing(source, out / TABLES)
    folders = dict(_written(source, found, out / FOLDERS, largest, progress))
    names = {event: folder.relative_to(out).as_posix() for event, folder in folders.items()}
    folder = pl.col("event").replace_strict(names, default=None, return_dtype=pl.String)
    _table(out / "events.csv", found.events.with_columns(folder=folder))
    _table(out / "articles.csv", found.articles)
    page = overview.page(found, source.name, names)
    files.write(out / "overview.html", page.encode())
    inside = found.articles["event"].drop_nulls().len()
    return Outcome(out, len(found.articles), inside, len(found.events), folders)


def _table(path: Path, rows: pl.DataFrame) -> None:
    files.write(path, guard(rows).write_csv().encode())


def _written(
    dataset: Path, found: Listing, out: Path, largest: int, progress: bool
) -> Iterator[tuple[str, Path]]:
    """Each event's folder, written where it is not there yet."""
    chosen = found.events.filter(pl.col("outlets") >= _OUTLETS).head(largest)
    kept = found.articles.filter(pl.col("event").is_in(chosen["event"].to_list()), ~pl.col("stray"))
    ids = kept.select("article_id", "event")
    texts = [articles.select(_FIELDS).join(ids, on="article_id") for articles in read(dataset)]
    every = pl.concat(texts) if texts else pl.DataFrame(schema=dict.fromkeys(_FIELDS, pl.String))
    rows = chosen.with_row_index("rank", offset=1).iter_rows(named=True)
    for row in tqdm(rows, "Folders", len(chosen), disable=not progress, leave=False):
        name = slug(row["heading"])[:_SLUG].strip("-") or "event"
        folder = out / f"{row['rank']:03d}-{name}"
        if not (folder / "event.toml").is_file():
            _folder(folder, row["heading"], every.filter(event=row["event"]).drop("event"))
            files.write(folder / "left-out.csv", guard(_left_out(found, row)).write_csv().encode())
        yield row["event"], folder


def _folder(folder: Path, title: str, articles: pl.DataFrame) -> None:
    if articles.is_empty():
        raise ParallaxError(str(folder), "the event has no article left", "run the same again")
    with tempfile.TemporaryDirectory() as scratch:
        rows = Path(scratch) / "articles.jsonl"
        articles.write_ndjson(rows)
        new(folder, [rows], title=title)


def _left_out(found: Listing, event: dict[str, Any]) -> pl.DataFrame:
    """The event's strays, and the other articles of its story, with the reason."""
    mine = pl.col("event").fill_null("") == event["event"]
    why = (
        pl.when(mine & pl.col("stray"))
        .then(pl.lit("a stray: not alike enough to the event's other articles"))
        .when(~mine & (pl.col("story") == event["story"]))
        .then(pl.lit("of the same story, but of another event"))
    )
    return found.articles.with_columns(why=why).drop_nulls("why").drop("stray")
