"""What the tests of `analysis.scale` share: datasets made from the first event's sentences."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import polars as pl

import analysis as an


def made(corpus: an.Corpus, count: int, sentences: int = 8) -> pl.DataFrame:
    """Articles of sentences drawn from the corpus, two to a paragraph."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    spans = corpus.sentences.select("article_id", "start", "end").iter_rows()
    pool = [" ".join(texts[name][start:end].split()) for name, start, end in spans]
    draw = random.Random(17)
    rows = []
    for number in range(count):
        chosen = draw.sample(pool, sentences)
        lines = [" ".join(chosen[i : i + 2]) for i in range(0, sentences, 2)]
        rows.append((f"article-{number:05}", f"outlet-{number % 7}", "\n\n".join(lines)))
    return pl.DataFrame(rows, schema=["article_id", "outlet", "text"], orient="row")


def write(articles: pl.DataFrame, folder: Path, files: int = 2, kind: str = "parquet") -> Path:
    """Write articles as a dataset of several files."""
    folder.mkdir(parents=True, exist_ok=True)
    size = -(-len(articles) // files)
    for number, part in enumerate(articles.iter_slices(size)):
        path = folder / f"part-{number:02}.{kind}"
        part.write_parquet(path) if kind == "parquet" else part.write_ndjson(path)
    return folder


def totals(out: Path) -> dict[str, tuple[int, str]]:
    """Rows and checksum of every table, after reading every part again."""
    an.scale.verify(out)
    tables = an.scale.manifest(out)["tables"]
    return {name: (entry["rows"], entry["checksum"]) for name, entry in tables.items()}


def begun(dataset: Path, out: Path, *more: str) -> subprocess.Popen:
    """A run of its own, which a test may kill."""
    command = [sys.executable, "-c", "import sys; from analysis.cli import main; sys.exit(main())"]
    return subprocess.Popen(
        [*command, "measure", str(dataset), "-o", str(out), "--quiet", *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def receipts(out: Path) -> dict[str, int]:
    """The units done so far, with the time of their receipt."""
    return {path.stem: path.stat().st_mtime_ns for path in (out / "units").glob("[!.]*.json")}
