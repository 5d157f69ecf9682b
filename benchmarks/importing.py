"""How long `parallax new` takes: saved pages, rows of Parquet and CSV, files of one name; memory.

    python benchmarks/importing.py BENCH_FOLDER

The pages hold real articles (articles-12k.parquet) in the clutter of a news site: menus,
scripts, comments, teasers, about 150 KB each.
"""

from __future__ import annotations

import html
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

PAGES, FEW_ROWS, ROWS, ONE_NAME = 1_000, 10_000, 100_000, 3_000
_SCRIPT = "<script>window.dataLayer = window.dataLayer || []; {}</script>"


def page(outlet: str, text: str, seed: int) -> str:
    """An article in the middle of some 150 KB of what else a news page holds."""
    rng = random.Random(seed)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title, body = html.escape(lines[0][:90]), "".join(f"<p>{html.escape(x)}</p>" for x in lines)
    words = html.unescape(body).split()
    teasers = "".join(
        f'<li><a href="/{n}"><img src="/{n}.jpg" alt=""><span>{" ".join(rng.choices(words, k=9))}'
        "</span></a></li>"
        for n in range(150)
    )
    menu = "".join(
        f'<li class="nav-item"><a href="/s/{n}">Section {n}</a></li>' for n in range(120)
    )
    script = _SCRIPT.format("".join(f'push({{"k{n}": {rng.random()}}});' for n in range(2000)))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - {outlet}
</title><meta property="og:site_name" content="{outlet}">
<meta property="og:title" content="{title}">
<meta property="article:published_time" content="2020-01-01T10:00:00Z">{script}</head>
<body>
<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>
<aside><ul>{teasers}</ul></aside>{script}<footer>© {outlet}</footer></body></html>"""


def make(bench: Path, folder: Path) -> None:
    articles = pl.read_parquet(bench / "articles-12k.parquet")
    (folder / "pages").mkdir()
    for number, row in enumerate(articles.head(PAGES).iter_rows(named=True)):
        path = folder / "pages" / f"{number:04d}.html"
        path.write_text(page(row["outlet"], row["text"], number))
    repeated = pl.concat([articles] * (ROWS // len(articles) + 1)).head(ROWS)
    repeated = repeated.with_columns(article_id=pl.format("a{}", pl.int_range(pl.len()))).rename(
        {"text": "content", "outlet": "source"}
    )
    repeated.write_parquet(folder / "rows.parquet", row_group_size=10_000)
    repeated.head(FEW_ROWS).write_parquet(folder / "few.parquet")
    repeated.head(FEW_ROWS).write_csv(folder / "few.csv")
    for number, text in enumerate(articles["text"].head(ONE_NAME)):
        (folder / "sites" / f"{number}").mkdir(parents=True)
        (folder / "sites" / f"{number}" / "index.txt").write_text(text)


def new_event(folder: Path, source: str, number: int) -> None:
    from analysis.preparing.new import new

    path = folder / source
    paths = sorted(path.rglob("*.*"))[:number] if path.is_dir() else [path]
    made = new(folder / f"event-{source}-{number}", paths)
    print(f"  {made.articles} articles, {len(made.bad)} bad", end="; ")


def read_rows(folder: Path, source: str, number: int) -> None:
    """Go through the rows without keeping them: what reading alone takes."""
    from analysis.importing.pages import articles

    seen = sum(isinstance(item, tuple) for item in articles([folder / source], folder))
    print(f"  {seen} articles", end="; ")


def measured(task: Callable[[Path, str, int], None], *arguments) -> None:
    """Run a task in a process of its own and print its time and peak memory."""
    process = multiprocessing.get_context("spawn").Process(target=_timed, args=(task, arguments))
    process.start()
    process.join()


def _timed(task: Callable[[Path, str, int], None], arguments: tuple[Path, str, int]) -> None:
    start = time.perf_counter()
    task(*arguments)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{task.__name__} {arguments[1]}: {time.perf_counter() - start:.1f} s wall, "
        f"{usage.ru_utime + usage.ru_stime:.1f} s CPU, {_peak():.0f} MiB peak"
    )


def _peak() -> float:
    """MiB of memory at most; getrusage would count what the parent had, too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        make(Path(sys.argv[1]), Path(place))
        for pages in (100, PAGES):
            measured(new_event, Path(place), "pages", pages)
        measured(new_event, Path(place), "sites", ONE_NAME)
        for table in ("few.parquet", "few.csv"):
            measured(new_event, Path(place), table, FEW_ROWS)
        measured(read_rows, Path(place), "rows.parquet", ROWS)
        measured(new_event, Path(place), "rows.parquet", ROWS)
