"""The methods page, written from the run: what was read, with which versions, how surely."""

from __future__ import annotations

import hashlib
import inspect
import platform
import re
import tomllib
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

import analysis
from analysis.corpus import Corpus
from analysis.measures import framing, overlap, readability, tone, uncertainty
from analysis.views.report.shipped import shipped

_PACKAGES = ("polars", "numpy", "rapidfuzz", "sentencex", "textstat", "altair", "vl-convert-python")
_TUNABLE = {  # what is measured → the function whose defaults decided it
    "words that set an outlet apart": framing.keyness,
    "weight given to a concept": framing.concept_shares,
    "tone toward an actor": tone.toward,
    "length of sentences, its null": uncertainty.permutation_null,
    "distance of wordings": overlap.divergence,
    "readability": readability.measures,
}
_CHOICE = Path(__file__).parents[1] / "templates" / "choice.md"


def markdown(corpus: Corpus) -> str:
    """Write the methods of one run as Markdown.

    Everything is taken from the corpus, from the functions' own defaults, from the
    word lists' cards and from ``benchmarks/figures.toml``.

    >>> import analysis as an
    >>> "what these outlets usually do" in markdown(an.load("corpus/vostochny-2023"))
    True
    """
    return "\n\n".join(
        [
            _CHOICE.read_text("utf-8").strip(),
            "### What was read",
            _articles(corpus),
            "### What was read but not measured",
            _labelled(corpus),
            *_corrected(corpus),
            "### How well the measures do",
            "Tested on public data marked by people; `benchmarks/RESULTS.md` says how.",
            validity(),
            "### Limits",
            _limits(corpus),
            "### Versions, parameters and seeds",
            _versions(),
            _parameters(),
            "### Word lists and models",
            _cards(),
        ]
    )


def _articles(corpus: Corpus) -> str:
    body = corpus.tokens.filter(kind="body").group_by("article_id").agg(words=pl.len())
    names = dict(corpus.outlets.select("outlet", "name").iter_rows())
    rows = corpus.articles.join(body, on="article_id", how="left", maintain_order="left")
    return _table(
        ("Outlet", "Title", "Published", "Language", "Words of prose", "SHA-256 of the file"),
        (
            (
                names.get(row["outlet"], row["outlet"]),
                row["title"] or "not stated",
                row["published"] or "not stated",
                (row["language"] or "not stated") + (" (translated)" if row["translated"] else ""),
                f"{row['words'] or 0:,}",
                row["sha256"],
            )
            for row in rows.iter_rows(named=True)
        ),
    )


def _labelled(corpus: Corpus) -> str:
    """The lines that are not prose, by the rule that said so, and where words were parted."""
    steps = corpus.provenance.group_by("step", "rule", maintain_order=True).agg(
        pl.col("n").sum(), pl.col("characters").sum()
    )
    labelled = steps.filter(pl.col("step") == "labelled", ~pl.col("rule").str.starts_with("body:"))
    split = int(steps.filter(pl.col("step") == "split")["n"].sum())
    parts = [
        "Nothing is removed from a text. Paragraphs that are no prose are labelled and left out of "
        f"the measures. Word boundaries were added in {split} place{'s' * (split != 1)} where a "
        "source had lost the space."
    ]
    if len(labelled):
        rows = (
            (*rule.split(": ", 1), str(n), f"{characters:,}")
            for rule, n, characters in labelled.select("rule", "n", "characters").iter_rows()
        )
        parts.append(_table(("Taken for", "By the rule", "Paragraphs", "Characters"), rows))
    return "\n\n".join(parts)


def _corrected(corpus: Corpus) -> list[str]:
    """What a person corrected, by kind; nothing where nothing was."""
    counted = corpus.corrections["kind"].value_counts(sort=True)
    if not len(counted):
        return []
    n = len(corpus.corrections)
    people = corpus.corrections["by"].drop_nulls().unique().sort().to_list()
    told = f"{n} correction{'s' * (n != 1)} of what the tool had found, stated in event.toml"
    by = f", by {', '.join(map(escaped, people))}" if people else ""
    rows = _table(
        ("Corrected to", "How often"), ((kind, str(n)) for kind, n in counted.iter_rows())
    )
    return ["### What was corrected by hand", f"{told}{by}. All figures follow them.", rows]


def validity() -> str:
    """The figures of ``benchmarks/figures.toml`` as a table in Markdown, and how free each is."""
    stated = tomllib.loads(shipped("benchmarks/figures.toml").read_text("utf-8"))["figure"]
    lines = ["| measure | data | figure | beside it |", "|---|---|---|---|"]
    for row in stated:
        seen = f"{row['data']}; {row['standing']}"
        cells = (row["measure"], seen, row["figure"], row.get("beside", ""))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _limits(corpus: Corpus) -> str:
    n = len(corpus.articles)
    each = f"{n} articles say" if n != 1 else "One article says"
    limits = [
        f"{each} nothing about what these outlets usually do: every count is about these texts.",
        "“Never” and “only” are true to the letter: an idea told in other words is not found. A "
        "concept is a list of terms; the nearest sentence is shown beside an omission.",
        "Reported speech is found less surely than quotations (see the table above).",
        "Translated texts differ in wording and readability for reasons that are not the outlet’s.",
        *corpus.aligned.notes,
    ]
    for column, what in (("title", "title"), ("published", "date"), ("url", "address")):
        missing = corpus.articles[column].null_count()
        if missing:
            limits.append(f"{missing} of {n} articles: no {what} is stated.")
    idle = framing.unmatched(corpus.articles, corpus.concepts)["term"].to_list()
    if idle:
        limits.append("Terms that match nothing: " + ", ".join(map(escaped, idle)) + ".")
    return "\n".join(f"- {limit}" for limit in limits)


def _versions() -> str:
    listed = [("Parallax", analysis.__version__), ("Python", platform.python_version())]
    listed += [(package, version(package)) for package in _PACKAGES]
    return ", ".join(f"{name} {number}" for name, number in listed) + "."


def _parameters() -> str:
    rows = ((what, _defaults(function)) for what, function in _TUNABLE.items())
    return _table(("Measure", "Parameters"), rows)


def _defaults(function: Callable[..., Any]) -> str:
    """A function's numeric defaults and seed, as it was called."""
    given = inspect.signature(function).parameters.values()
    numbers = [p for p in given if type(p.default) in (int, float)]
    return ", ".join(f"{p.name} {p.default}" for p in numbers) or "none"


def _cards() -> str:
    rows = []
    cards = Path(analysis.__file__).parent.rglob("*.md")
    described = [path for card in cards for path in card.parent.glob(f"{card.stem}.*")]
    for path in sorted(described, key=lambda path: path.name):
        if path.suffix == ".md":
            continue
        text = path.with_suffix(".md").read_text("utf-8")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        rows.append((path.name, _entry(_LICENCE, text), _entry(_VERSION, text), digest))
    return _table(("File", "Licence", "Version", "SHA-256, first 16 digits"), rows)


_LICENCE = re.compile(r"Licence\W+([\w.-]*\w)")
_VERSION = re.compile(r"Version\W+([\w.]*\w(?: \([\d-]+\))?)")


def _entry(pattern: re.Pattern[str], card: str) -> str:
    found = pattern.search(card)
    return found[1] if found else "see its card"


def _table(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    lines = [tuple(head), *rows]
    written = ["| " + " | ".join(escaped(str(cell)) for cell in line) + " |" for line in lines]
    return "\n".join([written[0], "|" + "---|" * len(lines[0]), *written[1:]])


def escaped(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> print(escaped("[a](b) | *c*"))
    \[a\](b) \| \*c\*
    """
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
