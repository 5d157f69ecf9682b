"""What is wrong with an event folder, in words that say how to mend it."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import ParallaxError
from analysis.measures import framing
from analysis.reading import manifest
from analysis.reading.corpus import Corpus, load


def check(folder: str | Path) -> tuple[list[str], list[str]]:
    """Read an event folder and list its errors, and what is allowed but looks odd.

    An error stops the folder from being loaded. Oddities are names, terms, labels and
    boundaries in event.toml that match nothing, which is often a spelling mistake.

    >>> check("corpus/vostochny-2023")[0]
    []
    """
    try:
        corpus = load(folder)
    except ParallaxError as error:
        return [str(error)], []
    stated = manifest.read_manifest(folder)
    terms = framing.unmatched(corpus.articles, corpus.concepts).select("concept", "term").rows()
    actors = framing.unmentioned(corpus.mentions, corpus.actors)["actor"]
    return [], [
        *(f"concept '{concept}': the term '{term}' matches nothing" for concept, term in terms),
        *(f"actor '{actor}': none of its names occurs in any article" for actor in actors),
        *_idle_entries(stated, corpus),
    ]


def _idle_entries(stated: manifest.Manifest, corpus: Corpus) -> list[str]:
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    found = []
    for entry in stated.articles:
        wanted = [label["text"] for label in entry["labels"]]
        wanted += [boundary.replace("|", "") for boundary in entry["boundaries"]]
        found += [
            f"article '{entry['id']}': '{text}' does not occur in {entry['file']}"
            for text in wanted
            if text not in texts[entry["id"]]
        ]
    return found
