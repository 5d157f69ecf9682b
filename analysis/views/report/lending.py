"""One reading for two processes: the notebooks' kernel takes what the report has read."""

from __future__ import annotations

import pickle
from pathlib import Path

from analysis import corpus as read
from analysis.corpus import Corpus


def prepared(event: str | Path) -> Corpus:
    """Read an event, with its statements and claims, which every part of a report asks for."""
    corpus = read.load(event, proposed=False)  # nothing rests on entries that nobody accepted
    _ = corpus.aligned, corpus.claimed
    return corpus


def lend(corpus: Corpus, file: Path) -> Path:
    """Write a corpus, with what was made of it, for a child of this process to take."""
    file.write_bytes(pickle.dumps(corpus))
    return file


def borrow(event: str, file: str) -> None:
    """Let `analysis.load` of an event give the corpus in a file that `lend` has written."""
    read.keep(event, pickle.loads(Path(file).read_bytes()), proposed=False)
