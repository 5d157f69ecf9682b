"""All the articles of somebody's files, with what the lists among the files state of them."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from analysis.errors import ParallaxError, fenced
from analysis.importing import dates, pages
from analysis.importing.found import Found, Listed, Remark, Skipped
from analysis.importing.ledger import Ledger, file_of
from analysis.importing.listed import complete
from analysis.importing.spill import File
from analysis.languages import detection

_SHOWN = 50  # unread dates that are named one by one


def gather(
    paths: Iterable[str | Path],
    scratch: Path,
    keep: Callable[[File, Found], Found],
    *,
    chosen: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda _: None,
    ledger: Ledger | None = None,
) -> tuple[list[Found], list[ParallaxError]]:
    """Read every article below the paths; give them in order, and an error for all that is bad.

    ``keep`` is handed each article as it is read, and returns what to hold of it. What
    the article does not state, a list of links may; a language that neither states is
    detected; a date of numbers that could be two is settled by the others of its outlet
    or file, and marked as guessed. ``tell`` is told which columns of a table were taken
    for what; ``chosen`` and ``scratch`` as for `pages.articles`. ``ledger`` is given every
    record and what became of it.
    """
    held, languages, names, files = list[Found](), list[str | None](), list[str](), list[str]()
    listed, bad = list[Listed](), list[ParallaxError]()
    ledger = Ledger() if ledger is None else ledger
    for item in pages.articles(paths, scratch, chosen):
        if isinstance(item, ParallaxError):
            bad.append(item)
        elif isinstance(item, Listed):
            listed.append(item)
        elif isinstance(item, Skipped):
            ledger.no_article(item.place, item.number, item.why)
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
            ledger.read(file.name)
            languages.append(detected)
            names.append(file.keep.name)
            files.append(file_of(file.name))
    held, missing = complete(held, names, listed)
    gone = {error.place for error in missing}
    for item in listed:
        if item.place not in gone:
            ledger.completes(item.place)
    dated, unread = _settled(held, files)
    for error in (bad := bad + missing + unread):
        ledger.left_out(error)
    found = [
        dataclasses.replace(article, language=article.language or detected)
        for article, detected in zip(dated, languages, strict=True)
    ]
    return found, bad


def _settled(held: Sequence[Found], files: Sequence[str]) -> tuple[list[Found], list[Remark]]:
    """Days that could be two, by the order that others show; a remark on those left unread."""
    shown: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for article, file in zip(held, files, strict=True):
        if article.written and (order := dates.order(article.written)) is not None:
            for key in (("outlet", _outlet(article)), ("file", file)):
                shown[key][order] += 1
    found, unread = list[Found](), defaultdict[str, list[str]](list)
    for article, file in zip(held, files, strict=True):
        if article.published is None and article.written:
            votes = [shown.get(key) for key in (("outlet", _outlet(article)), ("file", file))]
            order = next((next(iter(vote)) for vote in votes if vote and len(vote) == 1), None)
            if order is None and dates.dotted(article.written):
                order = True
            day = dates.as_day(article.written, day_first=order) if order is not None else None
            if day:
                guessed = (*article.guessed, "published")
                article = dataclasses.replace(article, published=day, guessed=guessed)
            else:
                unread[file].append(_named(article, file))
        found.append(article)
    return found, [_unread(file, cells) for file, cells in unread.items()]


def _outlet(article: Found) -> str:
    return article.host or article.outlet or ""


def _named(article: Found, file: str) -> str:
    """A date as its place states it, for a remark."""
    where = (article.place or "").removeprefix(file).lstrip(":, ")
    where = f"line {where}: " if where.isdigit() else f"{where}: " * bool(where)
    twice = " could be two days" if dates.ambiguous(article.written) else ""
    return f"{where}“{article.written}”{twice}"


def _unread(file: str, cells: Sequence[str]) -> Remark:
    """A remark on the dates of a file of which no day is read."""
    shown = "; ".join(cells[:_SHOWN]) + f" and {len(cells) - _SHOWN} more" * (len(cells) > _SHOWN)
    problem = f"no day is read from {len(cells)} date{'s' * (len(cells) > 1)}: {shown}"
    return Remark(file, problem, "write them as 2021-09-12, or into event.toml")
