"""A table in the browser: searched, sorted by any column, leafed through; a row can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import traitlets

from analysis.views import marks
from analysis.views.hearing import Hearing, script


class Grid(Hearing):
    """Rows to search, sort and leaf through; text stays text, whatever it holds.

    Each row's button reads it: "Read", or what stands in the column named by ``pick``. Columns
    named "before" and "after" are the words around what is picked: each row on one line that
    holds as many of them as there is room for, or running on where ``flow`` is set.
    """

    _esm = script("grid.js")
    columns = traitlets.List().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    label = traitlets.Unicode("The chart's data").tag(sync=True)
    pick = traitlets.Unicode("").tag(sync=True)
    flow = traitlets.Bool(default_value=False).tag(sync=True)

    def fill(
        self,
        rows: Sequence[dict[str, Any]],
        sorted_by: Mapping[str, Callable[[Any], Any]] | None = None,
    ) -> None:
        """Show rows as `marks` has them: numbered by ``_mark``; no rows hide the table.

        ``sorted_by`` holds, for some columns, what a value is sorted by.
        """
        heads, cells = marks.cells(rows)
        by = [(sorted_by or {}).get(column, _sortable) for column, _ in heads]
        with self.hold_sync():
            self.columns = heads
            self.rows = [
                [
                    row["_mark"],
                    [marks.shown(value) for value in values],
                    [key(value) for key, value in zip(by, values, strict=True)],
                ]
                for row, values in zip(rows, cells, strict=True)
            ]

    def on_pick(self, picked: Callable[[int], None]) -> None:
        """Call ``picked`` with the number of the row whose button is pressed."""

        def heard(_: Any, message: Any, __: Any) -> None:
            if isinstance(message, dict) and "pick" in message:
                picked(int(message["pick"]))

        self.on_msg(heard)


class Lines(Grid):
    """A table of words in their lines."""

    look = "px-kwic"


def _sortable(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | str) else str(value)
