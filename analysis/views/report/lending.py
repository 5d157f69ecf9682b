"""One reading for two processes: the notebooks' kernel takes what the report has read."""

from __future__ import annotations

import pickle
from pathlib import Path

from altair.utils import schemapi

from analysis import corpus as read
from analysis.corpus import Corpus
from analysis.views.report.telling import Telling

# what both the page and the notebooks show; made before the corpus is lent, so made once
_SHARED = ("coverage", "readability", "roles", "descriptions")


def prepared(event: str | Path, tell: Telling) -> Corpus:
    """Read an event, with its statements and claims, which every part of a report asks for."""
    with tell.stage("reading"):
        corpus = read.load(event, proposed=False)  # nothing rests on what nobody accepted
    with tell.stage("statements"):
        _ = corpus.aligned
    with tell.stage("claims"):
        _ = corpus.claimed
        for name in _SHARED:
            getattr(corpus, name)
    return corpus


def lend(corpus: Corpus, file: Path) -> Path:
    """Write a corpus, with what was made of it, for a child of this process to take."""
    with file.open("wb") as out:  # a table at a time: never all of it in memory once more
        pickle.dump(corpus, out, pickle.HIGHEST_PROTOCOL)
    return file


def ready() -> None:
    """Import what the notebooks' cells use and draw a first picture, which takes a second."""
    from analysis.views import export
    from analysis.views.explorers import firsts, statements  # noqa: F401 - else in the cell

    export.svg({"mark": "point"})


def borrow(event: str, file: str) -> None:
    """Let `analysis.load` of an event give the corpus in a file that `lend` has written."""
    schemapi.disable_debug_mode()  # as `theme.unchecked`, for all cells
    with Path(file).open("rb") as lent:
        read.keep(event, pickle.load(lent), proposed=False)
