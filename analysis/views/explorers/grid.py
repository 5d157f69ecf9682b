"""A table in the browser: searched, sorted by any column, leafed through; a row can be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from analysis.views import marks


class Grid(anywidget.AnyWidget):
    """Rows to search, sort and leaf through; text stays text, whatever it holds."""

    _esm = (Path(__file__).parents[1] / "templates" / "grid.js").read_text("utf-8")
    columns = traitlets.List().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    label = traitlets.Unicode("The chart's data").tag(sync=True)

    def fill(self, rows: Sequence[dict[str, Any]]) -> None:
        """Show rows as `marks` has them: numbered by ``_mark``; no rows hide the table."""
        heads, cells = marks.cells(rows)
        with self.hold_sync():
            self.columns = heads
            self.rows = [
                [
                    row["_mark"],
                    [marks.shown(value) for value in values],
                    list(map(_sortable, values)),
                ]
                for row, values in zip(rows, cells, strict=True)
            ]

    def on_pick(self, picked: Callable[[int], None]) -> None:
        """Call ``picked`` with the number of the row whose button is pressed."""

        def heard(_: Any, message: Any, __: Any) -> None:
            if isinstance(message, dict) and "pick" in message:
                picked(int(message["pick"]))

        self.on_msg(heard)


def _sortable(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str) else str(value)
