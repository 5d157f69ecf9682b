"""Text in CSV files that a spreadsheet must not run.

A spreadsheet takes a cell that begins with = + - @ for a formula: ``=cmd|…`` starts a
program. Such a text gets an apostrophe in front, and so does one that begins with
apostrophes and such a sign; `plain` takes it away again.
"""

from __future__ import annotations

import re

import polars as pl

RULE = (
    "in the CSV files, a text that a spreadsheet would run as a formula (after any apostrophes "
    "it begins with = + - @, a tab or a line break) has one more apostrophe in front; "
    "take it away to have the text. Parquet holds the text itself"
)
RUN = r"^'*[=+\-@\t\r\n]"
_RUN = re.compile(RUN)
_GUARDED = re.compile(r"^'+[=+\-@\t\r\n]")


def guarded(text: str) -> str:
    """The text as a spreadsheet may be shown it.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'Yes,' he said")
    ("'=1+1", "''=1+1", "'Yes,' he said")
    """
    return f"'{text}" if _RUN.match(text) else text


def plain(text: str) -> str:
    """The text that `guarded` was given.

    >>> plain("'=1+1"), plain("'Yes,' he said")
    ('=1+1', "'Yes,' he said")
    """
    return text[1:] if _GUARDED.match(text) else text


def guard(table: pl.DataFrame) -> pl.DataFrame:
    """The table with every text `guarded`, and the columns' names, too.

    >>> guard(pl.DataFrame({"a": ["-x", "x", None], "n": [-1, 2, 3]})).rows()
    [("'-x", -1), ('x', 2), (None, 3)]
    """
    return table.with_columns(
        pl.when(pl.col(name).str.contains(RUN))
        .then(pl.concat_str(pl.lit("'"), name))
        .otherwise(name)
        .alias(name)
        for name, dtype in table.schema.items()
        if dtype == pl.String
    ).rename(guarded)
