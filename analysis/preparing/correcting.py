"""What a reader finds wrong in an event, written into its event.toml, and taken out again."""

from __future__ import annotations

import datetime
from typing import Any

import polars as pl
import tomlkit

from analysis import tables
from analysis.corpus import Corpus, reload
from analysis.errors import ParallaxError, nearest
from analysis.preparing.mend import EventEditor
from analysis.reading.corrections import APART, BOILERPLATE, SAME, SPEAKER, SPEECH


def applicable(corpus: Corpus, passage: str) -> dict[str, str | None]:
    """The kinds of correction that a passage allows, each with what the tool says now.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> row = corpus.clauses.filter(statement_id="s01").row(0, named=True)
    >>> list(applicable(corpus, f"{row['article_id']}:{row['start']}-{row['end']}"))
    ['not this speaker', 'not speech', 'not the same statement', 'same statement', 'boilerplate']
    """
    kinds: dict[str, str | None] = {}
    spoken = _touching(corpus.quotes, passage)
    for actor in spoken["actor"].drop_nulls().head(1):
        kinds[SPEAKER] = actor
    for form in spoken["form"].head(1):
        kinds[SPEECH] = form
    own = _touching(corpus.clauses, passage)["statement_id"].drop_nulls().unique()
    stated = corpus.statements.filter(pl.col("statement_id").is_in(own.implode()))
    for statement, wording in stated.select("statement_id", "wording").head(1).iter_rows():
        if other(corpus, passage, statement):
            kinds[APART] = wording
        kinds[SAME] = wording
    for kind in _touching(corpus.paragraphs, passage).filter(kind="body")["kind"].head(1):
        kinds[BOILERPLATE] = kind
    return kinds


def other(corpus: Corpus, passage: str, statement: str) -> str | None:
    """The passage of a statement's most central clause that is not in ``passage``."""
    wording = corpus.statements.filter(statement_id=statement)["wording"]
    clauses = corpus.clauses.filter(statement_id=statement)
    here = _touching(clauses, passage)["clause_id"]
    clauses = clauses.filter(~pl.col("clause_id").is_in(here.implode()))
    clauses = clauses.sort(~pl.col("text").is_in(wording.implode()), maintain_order=True)
    return next(iter(clauses.select(tables.passage_id()).to_series()), None)


def correct(
    corpus: Corpus,
    kind: str,
    passage: str,
    *,
    beside: str | None = None,
    now: str | None = None,
    by: str | None = None,
    note: str | None = None,
) -> Corpus:
    """Write a correction into the event's event.toml, and read the event as it is then.

    ``kind`` is one of `tables.CORRECTIONS`; ``beside`` is the passage that is (or is not) the
    same statement, of a passage taken out of its statement that statement's most central one.
    ``now`` is the speaker, an actor's id or a name. Comments and order of the file stay.

    Raises ParallaxError where the event has no folder, the kind does not fit the passage, or
    nothing would be left to read; then the file is as it was.
    """
    said = applicable(corpus, passage)
    if kind not in said:
        raise ParallaxError(f"passage {passage}", f"'{kind}' does not fit it", nearest(kind, said))
    if kind == APART and beside is None:
        statement = _touching(corpus.clauses, passage)["statement_id"].drop_nulls()[0]
        beside = other(corpus, passage, statement)
    if kind == SAME and beside is None:
        raise ParallaxError(f"passage {passage}", "the same as which?", "say beside=…")
    entry: dict[str, Any] = {"kind": kind, "passage": passage, "text": _words(corpus, passage)}
    entry |= {"was": said[kind], "now": now, "beside": beside}
    entry |= {"beside_text": beside and _words(corpus, beside), "by": by, "note": note}
    entry |= {"on": datetime.date.today()}
    editor = _editor(corpus)
    written = editor.document.get("corrections")
    if written is None:
        editor.document["corrections"] = written = tomlkit.aot()
    row = tomlkit.table()
    for key, value in entry.items():
        if value:
            row[key] = value
    written.append(row)  # type: ignore[union-attr]
    before, _ = editor.text, editor.save()
    try:
        return reload(corpus)
    except ParallaxError:
        editor.restore(before)
        raise


def undo(corpus: Corpus) -> Corpus:
    """Take the last correction out of event.toml, and read the event as it is then.

    Raises ParallaxError where there is none.
    """
    editor = _editor(corpus)
    written = editor.document.get("corrections", [])
    if not len(written):
        raise ParallaxError(str(editor.path), "there is no correction", "make one first")
    del written[-1]
    if not len(written):
        del editor.document["corrections"]
    editor.save()
    return reload(corpus)


def rows(corpus: Corpus) -> pl.DataFrame:
    """The corrections with the sentence of each, to train or to test with.

    One row a correction, as `tables.CORRECTIONS`, and ``sentence``: all sentences that the
    passage touches, as printed.
    """
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    found = []
    for article, start, end in corpus.corrections.select("article_id", "start", "end").iter_rows():
        around = _touching(corpus.sentences, f"{article}:{start}-{end}")
        first = min([start, *around["start"]])
        found.append(texts[article][first : max([end, *around["end"]])])
    return corpus.corrections.with_columns(sentence=pl.Series(found, dtype=pl.String))


def _editor(corpus: Corpus) -> EventEditor:
    if corpus.home is None:
        remedy = "make an event of the articles: `parallax new`"
        raise ParallaxError("corpus", "it was not read from an event's folder", remedy)
    return EventEditor(corpus.home[0])


def _words(corpus: Corpus, passage: str) -> str:
    article, start, end = tables.parse_passage_id(passage)
    return corpus.articles.filter(article_id=article)["text"][0][start:end]


def _touching(frame: pl.DataFrame, passage: str) -> pl.DataFrame:
    """The rows whose span shares a character with a passage."""
    article, start, end = tables.parse_passage_id(passage)
    return frame.filter(
        pl.col("article_id") == article, pl.col("start") < end, pl.col("end") > start
    )
