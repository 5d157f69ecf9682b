"""What `jupyter nbconvert --to html` leaves out of pages that show what explorers keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

_KEPT = "px-static"
_VIEW = "application/vnd.jupyter.widget-view+json"
_MATHS = re.compile(r"\$[^$\s][^$]*\$|\\\(|\\\[|\\begin\{")
_REQUIRING = re.compile(r"\brequire(?:js)?\s*[(.]")


class Offline(Preprocessor):
    """Lets a page of kept outputs load nothing from elsewhere.

    Such a page needs neither RequireJS nor MathJax nor the code of living widgets, and where
    there is no network each of them leaves an error or an empty place. A notebook without
    kept outputs, one with widgets that keep nothing, with formulas, or with scripts of other
    packages gets what it got before.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        shown = list(_html(nb))
        if not any(_KEPT in html for html in shown):
            return nb, resources
        if not any(_bare(output) for output in _outputs(nb)):
            nb.metadata.pop("widgets", None)
        prose = [cell.source for cell in nb.cells if cell.cell_type == "markdown"]
        foreign = [html for html in shown if _KEPT not in html]
        if "widgets" not in nb.metadata and not any(map(_REQUIRING.search, foreign)):
            resources["require_js_url"] = ""
        if not any(map(_MATHS.search, [*prose, *foreign])):
            resources["mathjax_url"] = ""
        return nb, resources


def _outputs(nb: NotebookNode) -> Iterator[dict[str, Any]]:
    for cell in nb.cells:
        for output in cell.get("outputs", ()):
            yield output.get("data", {})


def _html(nb: NotebookNode) -> Iterator[str]:
    for data in _outputs(nb):
        if data.get("text/html"):
            yield data["text/html"]


def _bare(data: dict[str, Any]) -> bool:
    """Whether an output is a widget that says nothing without its code: ours have HTML beside."""
    return _VIEW in data and "text/html" not in data
