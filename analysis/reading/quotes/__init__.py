"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.reading.quotes.across import merged
    from analysis.reading.quotes.extraction import extract, voice

__all__ = ["extract", "merged", "voice"]

_MODULES = {"extract": "extraction", "merged": "across", "voice": "extraction"}


def __getattr__(name: str) -> Any:
    """Import what is asked for then: some want a single list, not three hundred expressions."""
    if name not in _MODULES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
