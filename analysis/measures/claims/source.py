"""What the claims are read from: any object that has these tables, a Corpus for one."""

from __future__ import annotations

from typing import Protocol

import polars as pl


class Source(Protocol):
    """The tables of one event, as in `analysis.tables`."""

    @property
    def articles(self) -> pl.DataFrame: ...
    @property
    def sentences(self) -> pl.DataFrame: ...
    @property
    def paragraphs(self) -> pl.DataFrame: ...
    @property
    def quotes(self) -> pl.DataFrame: ...
