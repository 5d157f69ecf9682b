"""What all our widgets share: they hear from Python however long the browser took to make them."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import anywidget
import traitlets

TEMPLATES = Path(__file__).parent / "templates"


class Hearing(anywidget.AnyWidget):
    """A widget that anywidget may give up where a page is busy, and that hears all the same.

    Its script begins with `script`, and its ``initialize`` calls ``hear(model)``. ``look`` is its
    class in the page: there from the first, for anywidget hears of no class that is added later.
    """

    me = traitlets.Unicode().tag(sync=True)
    look = ""

    def __init__(self, *args: Any, **more: Any):
        own = uuid.uuid4().hex
        classes = (self.look,) if self.look else ()
        super().__init__(*args, model_id=own, me=own, _dom_classes=classes, **more)


def script(*names: str) -> str:
    """The code of templates, one after the other, behind that which makes a widget hear."""
    return "".join((TEMPLATES / name).read_text("utf-8") for name in ("hearing.js", *names))
