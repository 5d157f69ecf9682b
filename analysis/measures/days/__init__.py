"""An event over days: what is told when, who is first, and how an article was changed.

``by_day`` adds up any rows by outlet and day: those of `framing.coverage`, and what
``naming`` and ``telling`` make of names and claims. ``first_told`` and ``first_carried`` say
who was first with a claim or a statement, ``revisions`` compares two versions of an article.
"""

from analysis.measures.days.counting import by_day, naming, telling
from analysis.measures.days.firsts import first_carried, first_told
from analysis.measures.days.revising import revisions

__all__ = ["by_day", "first_carried", "first_told", "naming", "revisions", "telling"]
