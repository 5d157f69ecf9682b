"""Two saved versions of one article, compared claim by claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from rapidfuzz.distance import Indel

from analysis import results
from analysis.measures import base
from analysis.measures.claims import propositions
from analysis.measures.claims.source import Source
from analysis.measures.overlap.features import numbers, terms
from analysis.measures.overlap.polarity import opposed
from analysis.measures.overlap.printings import folded

_ALIKE = 0.5  # share of common words, in order, from which one claim is the other reworded
_WORD = re.compile(r"\w+(?:['’.,‐‑-]\w+)*")


@dataclass(frozen=True)
class _Piece:
    """A claim or headline of one version: where it stands, and its words."""

    article_id: str
    start: int
    end: int
    part: str
    text: str
    voice: str | None
    hedged: bool

    @property
    def passage(self) -> str:
        return f"{self.article_id}:{self.start}-{self.end}"


def revisions(source: Source, pairs: pl.DataFrame) -> pl.DataFrame:
    """Compare two versions of an article claim by claim, and their headlines.

    Claims are `claims.propositions` of the body; what asserts nothing is in none. Claims with
    the same words are kept, wherever they stand; of the others those are one claim reworded
    whose words, in order, are to half or more the same (2·common / all words of both), the
    likest first; what is left was added or dropped. ``changes`` names what a reworded claim
    has otherwise: a number, a negation, its certainty (alleged or not), whose words it is in.
    Reads articles, paragraphs, sentences and quotes of ``source`` (`an.versions` gives
    one) and pairs (earlier, later: article ids). One row of the result is one claim or
    headline of two versions, in the later one's order, what was dropped where it stood:
    ``results.REVISIONS``. before and after are null on the side that does not have it.

    >>> import analysis as an
    >>> texts = ["Ferry sinks\\n\\nThe ferry sank and four people died.",
    ...     "Ferry sinks\\n\\nThe ferry sank and nine people died."]
    >>> corpus = an.read(pl.DataFrame({"article_id": ["v1", "v2"], "outlet": ["a", "a"],
    ...     "title": ["Ferry sinks"] * 2, "text": texts}))
    >>> rows = revisions(corpus, pl.DataFrame({"earlier": ["v1"], "later": ["v2"]}))
    >>> rows.select("part", "op", "changes").rows()
    [('headline', 'kept', []), ('body', 'reworded', ['number'])]
    """
    outlets = dict(source.articles.select("article_id", "outlet").iter_rows())
    pieces = _pieces(source)
    rows = []
    for earlier, later in pairs.select("earlier", "later").iter_rows():
        old, new = pieces.get(earlier, []), pieces.get(later, [])
        known = (outlets[later], earlier, later)
        ordered = enumerate(_in_order(old, new, _matched(old, new)))
        rows += [(*known, step, *_row(before, after)) for step, (before, after) in ordered]
    return pl.DataFrame(rows, schema=results.REVISIONS.schema, orient="row")


def _pieces(source: Source) -> dict[str, list[_Piece]]:
    """Each article's headlines, each once, and claims, in the order of its text."""
    texts = dict(source.articles.select("article_id", "text").iter_rows())
    above = base.paragraphs_once(source.articles, source.paragraphs)
    heads = above.filter(pl.col("kind").is_in(base.ABOVE)).select("article_id", "start", "end")
    claimed = propositions(source).select("article_id", "start", "end", "voice", "hedged")
    rows = [(*row, "headline", None, False) for row in heads.iter_rows()]
    rows += [
        (a, low, high, "body", voice, hedged) for a, low, high, voice, hedged in claimed.rows()
    ]
    found: dict[str, list[_Piece]] = {}
    for article, start, end, part, voice, hedged in sorted(rows, key=lambda row: row[:3]):
        text = texts[article][start:end]
        found.setdefault(article, []).append(_Piece(article, start, end, part, text, voice, hedged))
    return found


def _matched(old: list[_Piece], new: list[_Piece]) -> dict[int, int]:
    """By number in the later version: the same claim's number in the earlier one."""
    words = [[_words(piece) for piece in side] for side in (old, new)]
    found: dict[int, int] = {}
    free = set(range(len(old)))
    for b, piece in enumerate(new):
        same = [a for a in free if old[a].part == piece.part and words[0][a] == words[1][b]]
        if same:
            found[b] = min(same, key=lambda a: abs(a - b))
            free.discard(found[b])
    likeness = [
        (Indel.normalized_similarity(words[0][a], words[1][b]), -abs(a - b), a, b)
        for b, piece in enumerate(new)
        if b not in found
        for a in free
        if old[a].part == piece.part
    ]
    for alike, _, a, b in sorted(likeness, reverse=True):
        if alike >= _ALIKE and a in free and b not in found:
            found[b] = a
            free.discard(a)
    return found


def _in_order(
    old: list[_Piece], new: list[_Piece], same: dict[int, int]
) -> Iterator[tuple[_Piece | None, _Piece | None]]:
    """Both versions' pieces in the later one's order; what was dropped after what it followed."""
    dropped: dict[int, list[_Piece]] = {}
    later = {a: b for b, a in same.items()}
    last = -1
    for a, piece in enumerate(old):
        last = later.get(a, last)
        if a not in later:
            dropped.setdefault(last, []).append(piece)
    yield from ((piece, None) for piece in dropped.get(-1, ()))
    for b, piece in enumerate(new):
        yield (old[same[b]] if b in same else None), piece
        yield from ((gone, None) for gone in dropped.get(b, ()))


def _row(before: _Piece | None, after: _Piece | None) -> tuple:
    """What a row of ``results.REVISIONS`` says of two pieces, without the article's columns."""
    one = _WORD.findall(before.text) if before else []
    two = _WORD.findall(after.text) if after else []
    there = [piece for piece in (before, after) if piece]
    op = "added" if before is None else "dropped" if after is None else "reworded"
    out, put = _differing(one, two)
    if before and after and _words(before) == _words(after):
        op, out, put = "kept", [], []
    told = (before.text if before else None, after.text if after else None)
    changes = _changes(before, after) if before and after and op == "reworded" else []
    return (there[0].part, op, *told, out, put, changes, [piece.passage for piece in there])


def _words(piece: _Piece) -> list[str]:
    return [folded(word) for word in _WORD.findall(piece.text)]


def _differing(one: list[str], two: list[str]) -> tuple[list[str], list[str]]:
    """The words that only one of the two has, as printed, in their order."""
    out, put = [], []
    for step in Indel.opcodes([folded(w) for w in one], [folded(w) for w in two]):
        if step.tag == "delete":
            out += one[step.src_start : step.src_end]
        elif step.tag == "insert":
            put += two[step.dest_start : step.dest_end]
    return out, put


def _changes(before: _Piece, after: _Piece) -> list[str]:
    one, two = terms(before.text), terms(after.text)
    told = {
        "number": numbers(one) != numbers(two),
        "negation": opposed(one, two),
        "certainty": before.hedged != after.hedged,
        "voice": before.voice != after.voice,
    }
    return [name for name, changed in told.items() if changed]
