"""The codebook: what another person needs to code the same passages in the same way."""

from __future__ import annotations

import platform
from importlib.metadata import version

import polars as pl

import analysis
from analysis.coding.sampling import Sample
from analysis.coding.schemes import Code
from analysis.corpus import Corpus


def codebook(corpus: Corpus, drawn: Sample, agreement: pl.DataFrame | None = None) -> str:
    """Write the codebook as Markdown: scheme, sample with seed and passage ids, texts, versions.

    ``agreement`` (rows of `coding.compare`) adds a table of it. The scheme's TOML stands in it
    as it was written: saved to a file of its own, `coding.scheme` reads it again.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> drawn = an.coding.sample(corpus, an.coding.scheme("tone"), n=10)
    >>> codebook(corpus, drawn).splitlines()[0]
    '# Codebook: tone'
    """
    scheme = drawn.scheme
    share = f"with equal shares by {drawn.by}" if drawn.by else "from all alike"
    of = f" of the actor {drawn.actor}" if drawn.actor else ""
    parts = [
        f"# Codebook: {scheme.name}",
        f"**{scheme.question}**",
        f"Unit: {scheme.unit}. Scale: {scheme.scale}. Event: {corpus.event['title']}.",
        "## Codes",
        *(_described(code) for code in scheme.codes),
        *([] if agreement is None else ["## Agreement", _agreement(agreement)]),
        "## Sample",
        f"{len(drawn.passages)} {scheme.unit}s{of} from the articles' bodies, {share}, "
        f"seed {drawn.seed}, in the order shown. A passage is `article:start-end`, in "
        "characters of the text as decoded.",
        "\n".join(f"{i}. `{p}`" for i, p in enumerate(drawn.passages["passage"], 1)),
        "## Texts",
        _texts(corpus),
        "## Versions",
        "\n".join(f"- {name} {number}" for name, number in _versions().items()),
        "## The scheme as a file",
        f"```toml\n{scheme.source.strip()}\n```",
    ]
    return "\n\n".join(parts) + "\n"


def _described(code: Code) -> str:
    """One code with its definition and examples, as Markdown."""
    lines = [f"### {code.code}: {code.label} (key {code.key})"]
    lines += [code.definition] if code.definition else []
    lines += ["\n".join(f"- {example}" for example in code.examples)] if code.examples else []
    return "\n\n".join(lines)


def _agreement(rows: pl.DataFrame) -> str:
    """The agreement of coders as a Markdown table."""
    lines = ["| compared | α | 95 % interval | same code | passages |", "|---|---|---|---|---|"]
    for row in rows.iter_rows(named=True):
        name = " ".join(row["compared"].replace("|", "\\|").split())
        known = row["low"] is not None
        interval = f"{_shown(row['low'])} to {_shown(row['high'])}" if known else "–"
        cells = (name, _shown(row["alpha"]), interval, _shown(row["share"]), str(row["n"]))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _texts(corpus: Corpus) -> str:
    """The texts that were coded, by their hashes."""
    rows = corpus.articles.select("article_id", "sha256").iter_rows()
    return "\n".join(f"- `{article}` sha256 `{digest}`" for article, digest in rows)


def _versions() -> dict[str, str]:
    """What the codes were made with."""
    return {
        "Parallax": analysis.__version__,
        "Python": platform.python_version(),
        **{name: version(name) for name in ("polars", "numpy", "nltk")},
    }
