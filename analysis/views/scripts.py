"""The chart library's JavaScript, bundled once and kept beside this Python's packages.

vl-convert needs 1.5 s to bundle Vega, and gives the same bytes every time. Where the
environment's folder cannot be written, the script is bundled anew.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import altair as alt
import vl_convert

from analysis.files import write
from analysis.views import export

_FOLDER = Path(sys.prefix, "var", "cache", "parallax")
_PACKAGES = ("altair", "vl-convert-python")


def bundle(source: str) -> str:
    """A script with all of Vega that it uses, which `vl_convert.javascript_bundle` explains."""
    return _kept(source, lambda: vl_convert.javascript_bundle(source, export.vega_lite()))


def chart_library() -> tuple[str, str]:
    """What draws `alt.JupyterChart` with no network: its name, by its versions, and its code."""

    def made() -> str:
        class Offline(alt.JupyterChart):
            """Where Altair puts the code, so that other people's charts stay as they are."""

        Offline.enable_offline()
        return str(Offline._esm)

    return _digest("JupyterChart"), _kept("JupyterChart", made)


def _kept(name: str, make: Callable[[], str]) -> str:
    """A script made before, by the same versions, or now."""
    path = _FOLDER / f"{_digest(name)}.js"
    with suppress(OSError):
        return path.read_text("utf-8")
    script = make()
    with suppress(OSError):
        write(path, script.encode())
    return script


def _digest(name: str) -> str:
    """A script's name with the versions that it is made by."""
    made_by = [name, *map(version, _PACKAGES)]
    return hashlib.sha256("\n".join(made_by).encode()).hexdigest()[:16]
