"""A crawl → its events: folders that `report` takes, and a page that shows them all."""

from analysis.crawl.listing import EVENTS, Listing
from analysis.crawl.writing import Outcome, events

__all__ = ["EVENTS", "Listing", "Outcome", "events"]
