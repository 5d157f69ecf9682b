"""Charts as pictures and tables as files, for use outside the notebook and the report."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import polars as pl
import vl_convert

from analysis import spreadsheets

_INK, _GROUND = "#222222", "#ffffff"


def vega_lite() -> str:
    """Altair's version of Vega-Lite, major and minor, as vl-convert names it."""
    return ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def svg(spec: dict[str, Any], *, ink: str = _INK, ground: str = _GROUND) -> str:
    """A chart's specification drawn as SVG, in dark ink on white unless told otherwise."""
    inked = _on_paper(spec, ink, ground)
    return vl_convert.vegalite_to_svg(inked, vl_version=vega_lite(), allowed_base_urls=[])


def png(spec: dict[str, Any], *, scale: float = 2) -> bytes:
    """A chart's specification drawn as PNG, in dark ink on white; ``scale`` 2 is for print."""
    return vl_convert.vegalite_to_png(
        _on_paper(spec), vl_version=vega_lite(), scale=scale, allowed_base_urls=[]
    )


def _on_paper(spec: dict[str, Any], ink: str = _INK, ground: str = _GROUND) -> dict[str, Any]:
    """The chart with fixed ink: on a page, text takes the page's own."""
    inked = json.loads(json.dumps(spec).replace('"currentColor"', f'"{ink}"'))
    return {**inked, "background": ground}


def csv(table: pl.DataFrame) -> str:
    """A table as CSV; a list in a cell is written with spaces between its entries.

    A text that a spreadsheet would run is `spreadsheets.guarded`.

    >>> csv(pl.DataFrame({"outlet": ["efe"], "evidence": [["efe:0-4", "efe:9-12"]]}))
    'outlet,evidence\\nefe,efe:0-4 efe:9-12\\n'
    """
    lists = [name for name, dtype in table.schema.items() if isinstance(dtype, pl.List)]
    joined = [pl.col(name).cast(pl.List(pl.String)).list.join(" ") for name in lists]
    return spreadsheets.guard(table.with_columns(joined)).write_csv()
