"""Time readability, polarity and the whole per-article pipeline against their peers.

    PARALLAX_GOLD=/folder/with/gold-and-bench python benchmarks/speed.py SECTION

Sections: readability, vader, pipeline, memory, equality (minutes), or all. Ours and the
peer take turns in one process, on texts the peer has not seen, so that other load on
the machine meets both. One thread: MB/s are per CPU-second of one core.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import polars as pl

import analysis as an
from analysis.measures import chunks, readability
from analysis.measures.readability import counts
from analysis.measures.readability.formulas import METRICS
from analysis.measures.readability.offline import offline_textstat
from analysis.measures.tone import vader
from analysis.reading import paragraphs, segments

ARTICLES = Path(os.environ.get("PARALLAX_GOLD", ".")) / "bench" / "articles-12k.parquet"


def timed(function: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of one call."""
    cpu, wall = time.process_time(), time.perf_counter()
    function()
    return time.process_time() - cpu, time.perf_counter() - wall


def megabytes(texts: pl.Series) -> float:
    return texts.str.len_bytes().sum() / 1e6


def row(name: str, size: float, seconds: tuple[float, float], more: str = "") -> None:
    cpu, wall = seconds
    print(f"| {name} | {size / cpu:.2f} | {size / wall:.2f} | {more} |", flush=True)


def head(title: str, last: str = "ratio per CPU-second") -> None:
    print(f"\n### {title}\n\n| what | MB/s CPU | MB/s wall | {last} |\n|---|---|---|---|")


def textstat_scores(texts: list[str]) -> None:
    functions = [getattr(offline_textstat(), name) for name in METRICS]
    for text in texts:
        for function in functions:
            function(text)


def bare(texts: pl.Series) -> None:
    """Split and hash, and nothing else: what no method of this kind can go below."""
    for batch in chunks.batches(texts):
        chunks.split_chunks(batch)[0].hash()


def measure_readability(rounds: int, sample: int) -> None:
    articles = pl.read_parquet(ARTICLES)
    size = megabytes(articles["text"])
    readability.scores(articles[:20])  # imports, patterns, tables
    textstat_scores(articles["text"][:2].to_list())
    counts._table = chunks.ChunkTable(counts.TextstatFeatures())
    head(f"Readability: {len(METRICS)} metrics, textstat {version('textstat')}")
    ratios = []
    for number in range(rounds + 1):
        part = articles["text"][100 + number * sample : 100 + (number + 1) * sample]
        theirs = timed(lambda part=part: textstat_scores(part.to_list()))
        ours = timed(lambda: readability.scores(articles))
        ratio = size / ours[0] / (megabytes(part) / theirs[0])
        row(f"textstat, {sample} articles", megabytes(part), theirs)
        row("ours, all, " + ("warm" if number else "cold"), size, ours, f"{ratio:.1f}")
        if number:
            ratios.append(ratio)
    row("split and hash alone", size, timed(lambda: bare(articles["text"])))
    print(f"\nwarm: median {statistics.median(ratios):.1f} of {rounds} rounds")


def sentences(count: int) -> pl.Series:
    """Sentences of the bench articles, as the project cuts them."""
    articles = pl.read_parquet(ARTICLES)[6_000:]
    found: list[str] = []
    for start in range(0, len(articles), 200):
        part = articles[start : start + 200]
        texts = dict(part.select("article_id", "text").iter_rows())
        spans = segments.sentences(part, paragraphs.label(part)).select(
            "article_id", "start", "end"
        )
        found += [texts[article_id][first:last] for article_id, first, last in spans.iter_rows()]
        if len(found) >= count:
            break
    return pl.Series(found[:count])


def measure_vader(rounds: int, count: int) -> None:
    texts = sentences(count)
    size = megabytes(texts)
    analyser = vader._analyser()
    vader.polarity(texts[:10])
    vader._table = chunks.ChunkTable(vader._describe)
    head(f"Polarity: {len(texts)} sentences, vaderSentiment {version('vaderSentiment')}")
    expected: list[dict[str, float]] = []

    def theirs() -> None:
        expected[:] = [analyser.polarity_scores(text) for text in texts]

    for number in range(rounds + 1):
        peer, ours = timed(theirs), timed(lambda: vader.polarity(texts))
        row("vaderSentiment", size, peer)
        row("ours, " + ("warm" if number else "cold"), size, ours, f"{peer[0] / ours[0]:.1f}")
    same = sum(a == b for a, b in zip(expected, vader.polarity(texts).to_dicts(), strict=True))
    print(f"\nequal in all four scores: {same} of {len(texts)} sentences")


def measure_pipeline(rounds: int, count: int) -> None:
    """Everything that is computed per article: reading, quotations included, then measures."""
    articles = pl.read_parquet(ARTICLES).select("article_id", "outlet", "text")
    readability.scores(an.read(articles[:5]).articles)
    textstat_scores(articles["text"][:2].to_list())
    head("The whole per-article pipeline", "textstat's time over ours")
    for number in range(rounds):
        part = articles[number * count : (number + 1) * count]
        size = megabytes(part["text"])
        seconds: list[tuple[float, float]] = []

        def stage(name: str, function: Callable[[], object], size=size, seconds=seconds) -> object:
            result: list[object] = []
            seconds.append(timed(lambda: result.append(function())))
            row(name, size, seconds[-1])
            return result[0]

        corpus = stage("read: kinds, sentences, words, quotes, voice", lambda p=part: an.read(p))
        assert isinstance(corpus, an.Corpus)
        stage("readability", lambda c=corpus: readability.scores(c.articles))
        stage("measures, ranges included", lambda c=corpus: c.measures)
        cpu, wall = (sum(times) for times in zip(*seconds, strict=True))
        row("every per-article table", size, (cpu, wall))
        voices = {"by": "voice", "tokens": corpus.tokens.filter(kind="body")}
        stage(
            "readability by voice", lambda c=corpus, v=voices: readability.scores(c.articles, **v)
        )
        texts = dict(part.select("article_id", "text").iter_rows())
        spans = corpus.sentences.select("article_id", "start", "end").rows()
        cut = pl.Series([texts[article_id][first:last] for article_id, first, last in spans])
        stage("polarity of every sentence", lambda texts=cut: vader.polarity(texts))
        theirs = timed(lambda part=part: textstat_scores(part["text"].to_list()))
        cpu, wall = (sum(times) for times in zip(*seconds, strict=True))
        row("all of it", size, (cpu, wall), f"{theirs[0] / cpu:.2f}")


def measure_memory(times: int, rows: int = 1_000) -> None:
    """Peak memory over the file once and ten times, each in a process of its own.

    Every repetition has words of its own, so that the table of chunks grows as it would
    with new articles.
    """
    if not times:
        print("\n### Memory\n", flush=True)
        for repeated in (1, 10):
            command = [sys.executable, __file__, "memory", "--times", str(repeated)]
            subprocess.run(command, check=True)
        return
    for number in range(times):
        for start in range(0, 12_000, rows):
            part = pl.scan_parquet(ARTICLES).slice(start, rows).collect()
            mark = "e" + "xyzqjkvwbf"[number] * bool(number)
            readability.scores(
                part.with_columns(pl.col("text").str.replace_all("e", mark, literal=True))
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"- the file {times} x, in batches of {rows} articles: peak {peak:.0f} MB", flush=True)


def measure_equality() -> None:
    """Compare every metric and count of every article with textstat."""
    articles = pl.read_parquet(ARTICLES)
    found = readability.scores(articles, as_typed=True)
    names = [*METRICS, *readability.COUNTS]
    different = dict.fromkeys(names, 0)
    for number, text in enumerate(articles["text"]):
        for name in names:
            keywords = {"float_output": True} if name == "text_standard" else {}
            value = getattr(offline_textstat(), name)(text, **keywords)
            different[name] += value != found[name][number]
    print(f"\n### Equality\n\n{len(articles)} articles, {len(names)} metrics and counts.")
    print("Not bit-equal:", {name: n for name, n in different.items() if n} or "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    sections = ["readability", "vader", "pipeline", "memory", "equality"]
    parser.add_argument("section", choices=[*sections, "all"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sample", type=int, default=300, help="articles per round for a peer")
    parser.add_argument("--sentences", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    run = {
        "readability": lambda: measure_readability(given.rounds, given.sample),
        "vader": lambda: measure_vader(min(given.rounds, 2), given.sentences),
        "pipeline": lambda: measure_pipeline(min(given.rounds, 3), given.sample),
        "memory": lambda: measure_memory(given.times),
        "equality": measure_equality,
    }
    for section in sections if given.section == "all" else [given.section]:
        run[section]()


if __name__ == "__main__":
    main()
