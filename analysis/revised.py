"""Several saved versions of one article: what event.toml sets aside by ``version_of``."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl

from analysis import results
from analysis.corpus import Corpus, of_manifest
from analysis.measures.days import revisions
from analysis.reading.manifest import read_manifest

PAIRS = pl.Schema({"earlier": pl.String, "later": pl.String})


@dataclass(frozen=True)
class Versions:
    """The versions of an event's articles: a corpus of them all, and which follows which.

    ``corpus`` holds each article that has another version, and those versions, with all
    tables, so that passage ids of both can be looked up in it; it is None where there are none.
    ``pairs`` has a row for each version and the one after it: earlier, later (article ids).
    """

    corpus: Corpus | None
    pairs: pl.DataFrame

    @property
    def revisions(self) -> pl.DataFrame:
        """What was changed between the versions, as `days.revisions` gives it."""
        if self.corpus is None:
            return results.REVISIONS.empty()
        return revisions(self.corpus, self.pairs)


def versions(event: Corpus | str | Path) -> Versions:
    """Read the versions that an event's event.toml names by ``version_of``.

    They count nowhere else: no table of the event's `Corpus` has them. Versions follow each
    other by their days of publication; of one day, or without days, in the order of the
    file, the article itself last. An event without versions, or a corpus that came from no
    folder, has none.

    Raises ParallaxError as `load` does.

    >>> import analysis as an
    >>> an.versions("corpus/vostochny-2023").pairs.columns
    ['earlier', 'later']
    """
    if isinstance(event, Corpus):
        if event.home is None:
            return Versions(None, pl.DataFrame(schema=PAIRS))
        event = event.home[0]
    stated = read_manifest(event)
    if not stated.versions:
        return Versions(None, pl.DataFrame(schema=PAIRS))
    several = {entry["version_of"] for entry in stated.versions}
    kept = [entry for entry in stated.articles if entry["id"] in several]
    read = dataclasses.replace(stated, articles=[*stated.versions, *kept])
    corpus = of_manifest(read, proposed=False)
    there = set(corpus.articles["article_id"])  # one without a body is warned of and left out
    rows = []
    for article in kept:
        mine = [entry for entry in stated.versions if entry["version_of"] == article["id"]]
        ordered = [entry["id"] for entry in _in_time([*mine, article]) if entry["id"] in there]
        rows += pairwise(ordered)
    return Versions(corpus, pl.DataFrame(rows, schema=PAIRS, orient="row"))


def _in_time(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Versions by their days; one without a day counts as of the article's own, the last's."""
    day = entries[-1]["published"] or datetime.date.max
    return sorted(entries, key=lambda entry: entry["published"] or day)
