"""Charts in the browser: Altair's widget, with the chart library sent once for all of them.

Altair's own offline widget carries the library, almost a megabyte, in every chart. A browser
that is busy needs more than the two seconds for it that anywidget allows, and a chart that is
late never hears again of what is chosen from a list.
"""

from __future__ import annotations

from typing import Any

import altair as alt
import traitlets

from analysis.views import scripts
from analysis.views.hearing import Hearing, script


class Library(Hearing):
    """The chart library on its way to the browser."""

    _esm = script("library.js", "bringing.js")
    key = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)


class Drawing(Hearing, alt.JupyterChart):
    """An Altair chart drawn by the library that `Library` brings."""

    _esm = script("library.js", "drawing.js")
    library = traitlets.Unicode().tag(sync=True)


_libraries: list[Library] = []  # one in a process, sent with the first chart


def drawing(chart: Any, **options: Any) -> Drawing:
    """A chart's widget; with the first of them the library is sent."""
    if not _libraries or _libraries[0].comm is None:  # none yet, or somebody closed all widgets
        key, code = scripts.chart_library()
        _libraries[:] = [Library(key=key, code=code)]
    return Drawing(chart, library=_libraries[0].key, **options)
