"""Coding by hand, in a notebook."""

from analysis.views.coder.coder import Coder, code

__all__ = ["Coder", "code"]
