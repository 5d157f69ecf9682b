"""Columns that several tables of measures have."""

from __future__ import annotations

import polars as pl

from analysis.tables import Column, number, text

OUTLET = {"outlet": text("the article's outlet")}
EVIDENCE = {"evidence": Column(pl.List(pl.String()), "passage ids behind the row")}
NULL = {
    "null_low": number("lower end of what shuffled sentences give", null=True),
    "null_high": number("upper end of what shuffled sentences give", null=True),
}
P_VALUE = {"p": number("how often shuffled sentences give at least as much, 0 to 1", null=True)}
