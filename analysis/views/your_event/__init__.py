"""Your own event, in a notebook."""

from analysis.views.your_event.explorer import YourEvent, your_event

__all__ = ["YourEvent", "your_event"]
