"""All the articles of somebody's files, with what the lists among the files state of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from analysis.errors import ParallaxError, fenced
from analysis.importing import pages
from analysis.importing.containers import File
from analysis.importing.found import Found, Listed
from analysis.importing.listed import complete
from analysis.languages import detection


def gather(
    paths: Iterable[str | Path],
    scratch: Path,
    keep: Callable[[File, Found], Found],
    *,
    chosen: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[list[Found], list[ParallaxError]]:
    """Read every article below the paths; give them in order, and an error for all that is bad.

    ``keep`` is handed each article as it is read, and returns what to hold of it. What
    the article does not state, a list of links may; a language that neither states is
    detected. ``tell`` is told which columns of a table were taken for what; ``chosen``
    and ``scratch`` as for `pages.articles`.
    """
    held, languages, names = list[Found](), list[str | None](), list[str]()
    listed, bad = list[Listed](), list[ParallaxError]()
    for item in pages.articles(paths, scratch, chosen):
        if isinstance(item, ParallaxError):
            bad.append(item)
        elif isinstance(item, Listed):
            listed.append(item)
        elif isinstance(item, str):
            tell(item)
        else:
            file, article = item
            try:
                with fenced(article.place or file.name, "save it again, or leave it out"):
                    detected = article.language or detection.detect(article.text)
                    held.append(keep(file, article))
            except ParallaxError as error:
                bad.append(error)
                continue
            languages.append(detected)
            names.append(file.keep.name)
    held, missing = complete(held, names, listed)
    found = [
        dataclasses.replace(article, language=article.language or detected)
        for article, detected in zip(held, languages, strict=True)
    ]
    return found, bad + missing
