"""Where the files of the repository lie that a report is made with."""

from __future__ import annotations

from pathlib import Path

import analysis
from analysis.errors import ParallaxError
from analysis.reading.manifest import Manifest

_DAYS = 3  # days of publication from which a time axis tells something


def shipped(name: str) -> Path:
    """A file or folder of the repository: beside the package in a clone, inside it if installed.

    Raises ParallaxError where it is in neither place.
    """
    package = Path(analysis.__file__).parent
    for found in (package.parent / name, package / name):
        if found.exists():
            return found
    raise ParallaxError(str(package), f"no {name} found", "install the package again")


def notebooks_folder() -> Path:
    """The folder of the notebooks."""
    return shipped("notebooks")


def default_notebooks(event: Manifest | None = None) -> list[Path]:
    """The notebooks of the report: 01 to 05, and 07 of an event over days or with versions."""
    days = {article["published"] for article in event.articles} - {None} if event else set()
    several = event is not None and (len(days) >= _DAYS or bool(event.versions))
    return sorted(notebooks_folder().glob(f"0[1-5{'7' * several}]-*.ipynb"))
