"""Rows of crawlers and APIs as rows of other tools are: fundus, NewsAPI, Zotero.

Media Cloud, GDELT DOC, Event Registry and news-please need nothing here: their columns are known by
name (`columns`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from analysis.importing import columns

_CUT_OFF = re.compile(r"\[\+\d+ chars\]\s*$")


def adapt(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of fundus or NewsAPI as rows of other tools are.

    fundus keeps a body of summary and sections; NewsAPI gives the first 200 characters
    only, which are no text: such a row can still name a saved page's outlet and date.

    >>> adapt({"title": "T", "body": {"summary": ["S."], "sections": [
    ...     {"headline": ["H"], "paragraphs": ["One.", "Two."]}]}})["text"]
    'S.\\n\\nH\\n\\nOne.\\n\\nTwo.'
    """
    found = dict(row)
    body = row.get("body")
    if isinstance(body, Mapping) and isinstance(body.get("sections"), list):
        lines = [body.get("summary")]
        for section in body["sections"]:
            if isinstance(section, Mapping):
                lines += [section.get("headline"), section.get("paragraphs")]
        found["text"] = "\n\n".join(filter(None, map(columns.as_text, lines)))
        del found["body"]
    page = row.get("html")
    if isinstance(page, Mapping) and "requested_url" in page:  # fundus' record of the page
        found.setdefault("url", page.get("responded_url") or page["requested_url"])
        origin = page.get("source_info") or page.get("source")
        if isinstance(origin, Mapping):
            found.setdefault("outlet", origin.get("publisher"))
    if "container-title" in row:  # Zotero's CSL JSON
        found.setdefault("outlet", row["container-title"])
        found.setdefault("url", row.get("URL"))
        issued = row.get("issued")
        parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and len(parts[0]) == 3:
            year, month, day = (str(part) for part in parts[0])
            found.setdefault("published", f"{year}-{month:0>2}-{day:0>2}")
    for column in ("content", "description"):
        if isinstance(row.get(column), str) and _CUT_OFF.search(row[column]):
            del found[column]
    return found
