"""Exports of LexisNexis ("1 of 50 DOCUMENTS") and Nexis Uni ("End of Document").

Parts are found by their order and by the fields' names in the interface's language
(names.toml). Shapes follow the archives' public help pages and the readers of
LexisNexisTools, tm.plugin.lexisnexis and quanteda's newspapers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from analysis.errors import ParallaxError
from analysis.importing import dates
from analysis.importing.found import Found, from_facts
from analysis.importing.names import NEXIS, part

_NUMBERED = re.compile(
    r"^[ \t]*(?:[^\W\d_]+ )?(\d+) [^\W\d_]{1,5} (\d+)(?:[ \t]+[^\W\d_]+)?[ \t]*$", re.M
)
_END = re.compile(rf"^[ \t]*(?:{'|'.join(map(re.escape, NEXIS['end']))})[ \t]*$", re.M | re.I)
_LENGTH = re.compile(
    rf"^[ \t]*(?:{'|'.join(map(re.escape, NEXIS['length']))})[ \t]*[:：]", re.M | re.I
)
_TAIL = re.compile(rf"^[ \t]*(?:{'|'.join(map(re.escape, NEXIS['tail']))})[ \t]*[:：]", re.M | re.I)
_COUNTED = re.compile(r"\s*[^\W\d_a-z][^:：]{0,39}[:：]\s*\d[\d.,]*\s?[^\W\d_]{1,12}\s*$")
_WIDEST = 120  # characters of a line that was wrapped; longer ones are paragraphs
_LEAST_LOST = 400  # characters after the last article that are more than a footer


def recognises(text: str) -> bool:
    """Whether a text is an export of LexisNexis, Nexis Uni, or one article saved from them."""
    if not _LENGTH.search(text):
        return bool(_END.search(text)) or len(_markers(_unix(text))) > 1
    text = _unix(text)
    return bool(_markers(text) or _END.search(text) or _TAIL.search(text))


def reads(text: str, name: str) -> Iterator[Found | ParallaxError]:
    """Articles of an export, in order; an error for each that has no text of its own."""
    text = _unix(text)
    markers = _markers(text)
    if markers:
        cuts = [match.start() for match in markers[1:]] + [len(text)]
        parts = [text[m.end() : cut] for m, cut in zip(markers, cuts, strict=True)]
        parts = [_END.split(found)[0] for found in parts]
    else:
        *parts, rest = _END.split(text) if _END.search(text) else [text, ""]
        if len(rest.strip()) > _LEAST_LOST:
            parts.append(rest)
    stated = int(markers[0][2]) if markers else len(parts)
    for number, held in enumerate(parts, start=1):
        try:
            yield _article(held, bool(markers), f"{name}, document {number}")
        except ParallaxError as error:
            yield error
    if markers and len(parts) < stated and int(markers[-1][1]) == len(parts):
        for number in range(len(parts) + 1, stated + 1):
            problem = f"the export counts {stated} documents and ends before this one"
            yield ParallaxError(f"{name}, document {number}", problem, "export it again")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").lstrip("\ufeff")


def _markers(text: str) -> list[re.Match[str]]:
    """Lines that number the documents: the same total, counting up."""
    found = list(_NUMBERED.finditer(text))
    if not found:
        return []
    word = re.compile(r"do[ck]u", re.I)
    total = next((match[2] for match in found if word.search(match[0])), None)
    if total is None:
        total = found[0][2] if int(found[0][1]) == 1 and len(found) == int(found[0][2]) > 1 else ""
    kept: list[re.Match[str]] = []
    for match in found:
        if match[2] == total and (not kept or int(match[1]) > int(kept[-1][1])):
            kept.append(match)
    return kept


@dataclass
class _Parts:
    """An article's lines, sorted into what they are."""

    head: list[str] = field(default_factory=list)  # a blank line parts blocks
    fields: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)


def _article(text: str, numbered: bool, place: str) -> Found:
    """One document of the export as an article."""
    parts = _sorted(text.split("\n"))
    if not parts.fields:
        problem = "no field of it is known (LENGTH, BYLINE, LOAD-DATE …)"
        raise ParallaxError(place, problem, "export it again, in English, or save its text")
    title, outlet, day = _heading(parts.head, numbered)
    return from_facts(
        {
            "text": _paragraphs(parts.body),
            "title": parts.fields.get("title") or title,
            "outlet": outlet,
            "published": day,
            "language": re.split(r"[;,]", parts.fields.get("language", ""))[0],
        },
        place,
    )


def _sorted(lines: list[str]) -> _Parts:
    """Head until the first field; fields until the first line that is none; body; tail."""
    parts, state, last = _Parts(), "head", None
    for line in lines:
        bare = line.strip()
        known = _part(bare, state)
        if state in ("head", "fields"):
            if bare.casefold() in NEXIS["body"]:
                state = "body"
            elif known:
                state, last = "body" if known[0] == "body" else "fields", known[0]
                parts.fields.setdefault(*known)
                parts.body += [known[1]] if known[0] == "body" else []
            elif state == "head":
                parts.head.append(bare)
            elif not bare:
                last = None
            elif last:
                parts.fields[last] = f"{parts.fields[last]} {bare}"
            else:
                state = "body"
                parts.body.append(line)
        elif (known and known[0] in ("tail", "language")) or _is_tail(bare):
            state = "tail"
            parts.fields.setdefault(*(known or ("tail", "")))
        elif state == "body":
            parts.body.append(line)
    return parts


def _part(line: str, state: str) -> tuple[str, str] | None:
    """The part that a line states: by its name, or as the one field that counts words."""
    known = part(line, NEXIS)
    if state == "head" and known and known[0] == "body" and known[1]:
        return None  # "Text: …" may begin a headline
    if known is None and state in ("head", "fields") and _COUNTED.match(line):
        return "length", line.split(":")[-1].strip()
    return known if known and known[0] not in ("end", "edition", "rights") else None


def _is_tail(line: str) -> bool:
    return line.casefold() in ("classification", "graphic", "notes")


def _heading(lines: list[str], numbered: bool) -> tuple[str | None, str | None, str | None]:
    """Title, outlet and date: "outlet, date, title" or, in Nexis Uni, "title, outlet, date"."""
    blocks = [_joined(block) for block in _blocks(lines) if not _is_notice(block[0])]
    split = [line for block in blocks for line in block]
    dated = [n for n, line in enumerate(split) if dates.line(line)]
    if not dated:
        several = numbered and len(split) > 1
        return (split[-several] if split else None), (split[0] if several else None), None
    at = dated[0] if numbered or len(dated) == 1 else dated[-1]
    after = [line for line in split[at + 1 :] if not _is_edition(line)]
    day = str(dates.line(split[at]))
    if at >= 2 and (not numbered or not after):
        return split[at - 2], split[at - 1], day
    title = after[0] if after else None
    for more in after[1:]:
        if not title or not title.endswith(";"):  # the parts of a headline
            break
        title = f"{title} {more}"
    if not numbered and not after and at == 1:
        return split[0], None, day
    return title, split[0] if at else None, day


def _blocks(lines: list[str]) -> list[list[str]]:
    """Lines in blocks, parted where one is empty."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(" ".join(line.split()))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _joined(block: list[str]) -> list[str]:
    """A block's lines apart where one is a date or a notice, else as the one line it was."""
    if any(dates.line(line) for line in block):
        kept = [line for line in block if not _is_notice(line)]
        day = next((n for n, line in enumerate(kept) if dates.line(line)), len(kept))
        below = (n for n in range(day + 1, len(kept)) if _is_edition(kept[n]))
        return kept[: next(below, len(kept))]  # an edition may go on: "Edition 1;", "Scotland"
    return [" ".join(line for line in block if not _is_notice(line))]


def _is_notice(line: str) -> bool:
    return any(sign in line.casefold() for sign in NEXIS["rights"])


def _is_edition(line: str) -> bool:
    return any(sign in line.casefold() for sign in NEXIS["edition"])


def _paragraphs(lines: list[str]) -> str:
    """Wrapped lines joined to paragraphs; where they are longer than a page, each is one."""
    kept = list(lines)
    while kept and (not kept[-1].strip() or (_is_notice(kept[-1]) and len(kept[-1]) < _WIDEST)):
        kept.pop()
    if any(len(line) > _WIDEST for line in kept):
        return "\n\n".join(" ".join(line.split()) for line in kept if line.strip())
    blocks = re.split(r"\n[ \t]*\n", "\n".join(kept))
    return "\n\n".join(" ".join(block.split()) for block in blocks if block.strip())
