"""The table that `measures.text_kinds` gives."""

from __future__ import annotations

from analysis.results.columns import EVIDENCE, OUTLET
from analysis.tables import ARTICLE, GENRES, Table, flag, text

TEXT_KINDS = Table(
    "text_kinds",
    "what kind of text one article is",
    ("article_id",),
    {
        **ARTICLE,
        **OUTLET,
        "text_kind": text(
            "news, opinion, analysis, fact check, live blog, interview, round-up (several stories "
            "in one text) or agency copy",
            values=GENRES,
        ),
        "sign": text("what shows it: stated, address, title, label, outlet, signature, form …"),
        "early": flag("whether it was published before the event; null if not known", null=True),
        **EVIDENCE,
    },
)
