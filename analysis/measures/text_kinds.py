"""What kind of text each article is: news, opinion, analysis …, and whether it was filed early."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import polars as pl

from analysis import languages, tables
from analysis.languages.folding import fold
from analysis.results import TEXT_KINDS

AGENCY, EARLY, ROUND_UP = "agency copy", "filed before the event", "round-up"
_HIGHLIGHTED = re.compile(r"Story highlights ((?:[A-Z][\w.’'-]+ ){1,2}[A-Z][\w’'-]+)(?:: | says? )")
_LINES = 3  # first or last lines of an article that may hold a label or a signature
_LABEL = 90  # characters of a line above which it is no label
_TIMES = 5  # paragraphs that begin with the time of day, from which it is a live blog,
_TIMED = 0.15  # and their share of all
_TURNS = 6  # paragraphs that begin with a speaker's name, from which it is an interview,
_SHARE = 0.25  # and their share of all
_TIME = re.compile(r"\s*(?:Updated? at )?\(?\d{1,2}[:.]\d{2}\s*([ap]\.?m\.?)?\b", re.IGNORECASE)
_TURN = re.compile(
    r"\s*(?:[A-Z][A-Z.'’ -]{2,40}|[QA]|[A-Z][\w.'’ -]{2,40} \([A-Z]{2,5}\)"
    r"|[a-z][a-z._-]{2,20}(?: \([A-Z][^()\n]{3,60}\))?):\s"  # "jroe (Jane Roe, editor): …"
)
_FACTS = re.compile(r"\s*THE (?:FACTS|TRUTH): ")  # what an agency answers a claim with
_CHECKS = 2  # paragraphs that begin so, from which it is a fact check
_NAME = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}"
# a line that only names who speaks
_ALONE = re.compile(rf"{_NAME}|[a-z.'’-]+(?: [a-z.'’-]+){{1,2}}")
# how the next, in which it is said, ends: no map's label
_STOPS = (".", "?", "!", "”", '"', "…", "—")
_WRITER = re.compile(
    rf"^({_NAME}),?(?: [^.,]{{0,60}},)? (?:"
    r"is (?!\w+(?:ed|ing)\b|due|set|not|in|on|at|still|also|one of)|"
    r"was (?:an?|the) |(?:writes|teaches|blogs|hosts)\b)"
)
_REPORTER = re.compile(  # who signs a report, too
    r"\b(?:reporter|correspondent|bureau chief|staff writer|journalist|producer)s?\b", re.IGNORECASE
)
_DATELINE = re.compile(r"^.{0,60}?[(/]([A-Z][\w .]+?)[)/]\s*[-–—]", re.DOTALL)
_PLACED = re.compile(
    r"\s*(?!UPDATE|BREAKING|CORRECTION|NOTE|EDITOR|RELATED|WATCH|READ)"
    r"([A-ZÀ-Þ][A-ZÀ-Þ.’' ]{2,30})(?:,[^—–]{1,30})? [—–-]{1,2} "
)
_PLACES = 3  # places at which paragraphs begin, from which a text tells several stories
_ASKED = 3  # questions to the reader
# a question that a paragraph opens with may head what follows
_HEAD = re.compile(r"\s*[^.?!]+\?\s*")
_ANSWERED = 12  # paragraphs that ask and are answered in the next, from which it is an interview,
_ANSWERED_SHARE = 0.15  # and their share
_JUDGED = 6  # judging and exhorting words in an outlet's own voice that show opinion alone,
_JUDGING = 0.011  # what share of its words they must be,
_TWICE = 2  # times that one judging word counts: "lying" is what somebody is charged with
_PERSON = 2  # and how often it says "we", "you" or "I" besides
_CUES = 3  # kinds of comment that show opinion or analysis,
_STRONG = 2  # of these kinds that do not stand in news as well,
_BOUNDS = {"weak": (2, 2), "strong": (1, 3)}  # of a kind: from how many on, and at most
_MANY = 12  # comments that are enough in a text of any length
_COMMENTS, _LENGTH = 5, 900  # and how many comments, in a text of so many words or fewer


class _Sign(NamedTuple):
    """What shows an article's kind: where it stands, and the passage."""

    kind: str
    sign: str
    start: int = 0
    end: int = 0


def text_kinds(
    articles: pl.DataFrame,
    paragraphs: pl.DataFrame,
    tokens: pl.DataFrame,
    outlets: pl.DataFrame | None = None,
    *,
    moment: date | None = None,
) -> pl.DataFrame:
    """Tell what kind of text each article is, by which sign, and whether it was filed early.

    text_kind = opinion, analysis, fact check, live blog, interview, round-up (of several
    stories), agency copy, or news where no sign says otherwise. The first sign decides: what
    event.toml states (articles.genre), the address, a label above the text, the outlet's name,
    the last lines, the form (paragraphs that begin with times, "THE FACTS:", speakers or three
    places), an agency's name in the dateline, and an outlet's own voice that exhorts or judges
    often, or does so and addresses or asks the reader, or comments in several ways
    (`opinion_cues.csv`).
    ``early`` = published before ``moment``, the day of the event; null where a date is missing.

    Reads articles (article_id, outlet, title, url, published, text and, if there, genre),
    paragraphs, tokens and outlets (outlet, name). One row is one article; evidence is the
    passage that holds the sign, none where it stands outside the text. Source: own making.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = text_kinds(corpus.articles, corpus.paragraphs, corpus.tokens, corpus.outlets)
    >>> rows["text_kind"].unique().to_list()
    ['news']
    """
    names = dict(outlets.select("outlet", "name").iter_rows()) if outlets is not None else {}
    lines = paragraphs.rows_by_key("article_id", named=True)
    own = _own_words(tokens)
    rows = []
    for article in articles.iter_rows(named=True):
        key = article["article_id"]
        words = own[key,].rows() if (key,) in own else []
        sign = _sign(article, lines.get(key, []), words, names)
        published = article.get("published")
        rows.append(
            {
                "article_id": key,
                "outlet": article["outlet"],
                "text_kind": sign.kind,
                "sign": sign.sign,
                "early": published < moment if published and moment else None,
                "evidence": [f"{key}:{sign.start}-{sign.end}"] if sign.end else [],
            }
        )
    return tables.conform(pl.DataFrame(rows, schema=TEXT_KINDS.schema), TEXT_KINDS)


def _own_words(tokens: pl.DataFrame) -> dict[tuple[Any, ...], pl.DataFrame]:
    """Article → the words of the outlet's own voice, and where each ends."""
    own = tokens.filter(pl.col("kind") == "body", pl.col("voice") == "outlet")
    own = own.select("article_id", "word", "end")
    return own.partition_by("article_id", include_key=False, as_dict=True)


def _sign(
    article: Mapping[str, Any],
    lines: list[dict[str, Any]],
    own: list[tuple[str, int]],
    names: Mapping[str, str],
) -> _Sign:
    """The first sign that an article shows of being anything but news."""
    if article.get("genre"):
        return _Sign(article["genre"], "stated")
    found = (
        _outside(article, names)
        or _above(article["text"], lines)
        or _below(article["text"], lines)
        or _in_form(article["text"], lines)
        or _agency(article, lines, names)
        or _in_voice(article["text"], lines, own)
        or _in_comments(article["text"], _own_lines(article["text"], lines, own))
    )
    return found or _Sign("news", "no other sign")


@cache
def _patterns(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = languages.read().text_kinds
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows if row["where"] == where)


def _outside(article: Mapping[str, Any], names: Mapping[str, str]) -> _Sign | None:
    """By the address, the title or the outlet's name."""
    told = {
        "address": urlsplit(article.get("url") or "").path.lower(),
        "label": (article.get("title") or "").strip().lower(),
        "outlet": names.get(article["outlet"], article["outlet"]).lower(),
    }
    for where, text in told.items():
        for kind, pattern in _patterns(where):
            if text and pattern.search(text):
                return _Sign(kind, "title" if where == "label" else where)
    return None


def _found(
    text: str, lines: list[dict[str, Any]], where: str, most: int | None = None
) -> _Sign | None:
    for line in lines:
        shown = fold(_MARKED.sub("", text[line["start"] : line["end"]])).strip().lower()
        for kind, pattern in _patterns(where):
            if (most is None or len(shown) <= most) and pattern.search(shown):
                return _Sign(kind, where, line["start"], line["end"])
    return None


def _above(text: str, lines: list[dict[str, Any]]) -> _Sign | None:
    return _found(text, lines[:_LINES], "label", _LABEL)


def _below(text: str, lines: list[dict[str, Any]]) -> _Sign | None:
    """By the last lines, or by a first line that says so; or by who introduces himself there."""
    told = _found(text, [*lines[:_LINES], *lines[-_LINES:]], "signature")
    return told or _highlighted(text) or next(_writers(text, lines), None)


def _highlighted(text: str) -> _Sign | None:
    """``Story highlights Jane Roe: The bridge …`` above a text, and her name in a line alone."""
    found = _HIGHLIGHTED.match(text)
    if not found or not re.search(rf"(?m)^{re.escape(found[1])}\s*$", text):
        return None
    return _Sign("opinion", "signature", *found.span(1))


def _writers(text: str, lines: list[dict[str, Any]]) -> Iterator[_Sign]:
    """``Jane Roe is a former prosecutor …`` at the end of a text that names her nowhere else."""
    for line in lines[-_LINES:]:
        shown = text[line["start"] : line["end"]].strip()
        writer = _WRITER.match(shown)
        before = "\n".join(
            text[row["start"] : row["end"]] for row in lines if row["kind"] == "body"
        )
        last = writer[1].split()[-1] if writer else ""
        if (
            writer
            and not _REPORTER.search(shown)
            and before.replace(shown, "").count(last) == 0
            and len(lines) > _LINES
        ):
            yield _Sign("opinion", "signature", line["start"], line["end"])


def _in_form(text: str, lines: list[dict[str, Any]]) -> _Sign | None:
    """By paragraphs that begin with times, with "THE FACTS:", or with who speaks in turns."""
    forms = (
        ("fact check", _FACTS, _CHECKS, 0.0),
        ("live blog", _TIME, _TIMES, _TIMED),
        ("interview", _TURN, _TURNS, _SHARE),
    )
    for kind, pattern, least, share in forms:
        hits = [row for row in lines if pattern.match(text[row["start"] : row["end"]])]
        begins = {text[row["start"] : row["end"]].partition(":")[0].strip() for row in hits}
        listed = pattern is _TURN and 2 * len(begins) > len(hits)  # each name once: no talk
        if len(hits) >= max(least, share * len(lines)) and not listed:
            return _Sign(kind, "form", hits[0]["start"], hits[0]["end"])
    asks = [text[row["start"] : row["end"]].rstrip().endswith("?") for row in lines]
    turns = [n for n, (asked, goes_on) in enumerate(pairwise(asks)) if asked and not goes_on]
    if len(turns) >= max(_ANSWERED, _ANSWERED_SHARE * len(lines)):
        return _Sign("interview", "form", lines[turns[0]]["start"], lines[turns[0]]["end"])
    named = [
        row
        for row, after in pairwise(lines)
        if text[row["end"] : after["end"]].rstrip().endswith(_STOPS)
        and _ALONE.fullmatch(text[row["start"] : row["end"]].strip())
    ]
    names = {text[row["start"] : row["end"]].strip() for row in named}
    if len(named) >= _TURNS and 1 < len(names) <= len(named) / 2:
        return _Sign("interview", "form", named[0]["start"], named[0]["end"])
    placed = [(row, _PLACED.match(text, row["start"])) for row in lines]
    places = {match[1]: row for row, match in placed if match}
    if len(places) >= _PLACES:
        first = next(iter(places.values()))
        return _Sign(ROUND_UP, "form", first["start"], first["end"])
    return None


@cache
def _agencies() -> frozenset[str]:
    rows = [row for row in languages.media() if row["kind"] == "agency"]
    return frozenset(name for row in rows for name in (row["name"], row["same_as"]) if name)


def _agency(
    article: Mapping[str, Any], lines: list[dict[str, Any]], names: Mapping[str, str]
) -> _Sign | None:
    """By an agency in the dateline or alone in a line above, where the outlet is not the agency."""
    outlet = names.get(article["outlet"], article["outlet"]).lower()
    for line in lines[:_LINES]:
        shown = article["text"][line["start"] : line["end"]].strip()
        dated = _DATELINE.match(shown)
        name = dated[1].strip() if dated else shown
        if name in _agencies() and name.lower() not in outlet and outlet not in name.lower():
            return _Sign(AGENCY, "dateline", line["start"], line["end"])
    return None


_WE = frozenset(("we", "us", "our", "ours", "let's", "you", "your"))
_FIRST = frozenset(("i", "i'm", "i've", "my", "me"))
_URGING = frozenset(("must", "should", "ought", "shouldn't", "mustn't"))


def _in_voice(text: str, lines: list[dict[str, Any]], own: list[tuple[str, int]]) -> _Sign | None:
    """By the outlet's own words: they exhort or judge often, or do so and address the reader.

    The passage is the paragraph with most of these words.
    """
    own = _outside_marks(text, own)
    judging, least = languages.read().judging_words, max(4, 0.004 * len(own))
    telling, counted = [], Counter[str]()
    for word, end in own:
        counted[word] += 1
        if word in _URGING or (word in judging and counted[word] <= _TWICE):
            telling.append(end)
    addressed = sum(word in _WE and text[end - 2 : end] != "US" for word, end in own)
    heads = [match for row in lines if (match := _HEAD.match(text, row["start"], row["end"]))]
    asked = sum(
        text[end : end + 1] == "?" and not any(head.start() < end < head.end() for head in heads)
        for _, end in own
    )
    speaks = addressed >= max(6, 2 * least) or asked >= _ASKED
    urged = sum(word in _URGING for word, _ in own)
    enough = speaks and max(urged, len(telling) - urged) >= least
    person = addressed + sum(word in _FIRST for word, _ in own)
    often = len(telling) >= max(_JUDGED, _JUDGING * len(own)) and person >= _PERSON
    if not (enough or often):
        return None
    held = {row["start"]: sum(row["start"] < end <= row["end"] for end in telling) for row in lines}
    best = max(lines, key=lambda row: held[row["start"]])
    if held[best["start"]] < 1:
        return None
    return _Sign("opinion", "own voice", best["start"], best["end"])


def _own_lines(
    text: str, lines: list[dict[str, Any]], own: list[tuple[str, int]]
) -> list[dict[str, Any]]:
    """The body's paragraphs that the outlet says something in, less what a post may begin with.

    A paragraph in which somebody speaks of himself, just above a post, may be the post's first.
    """
    ends = [end for _, end in own]
    body = [row for row in lines if row["kind"] == "body"]
    shown = [text[row["start"] : row["end"]] for row in body]
    return [
        row
        for n, row in enumerate(body)
        if bisect_right(ends, row["start"]) < bisect_right(ends, row["end"])
        and not (_POSTED.search("".join(shown[n + 1 : n + 2])) and _SELF.search(shown[n]))
    ]


@cache
def _cues() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Each kind of comment: its pattern, from how many on it counts, and how many count at most."""
    rows = languages.read().opinion_cues
    return tuple(
        (re.compile(row["pattern"], re.MULTILINE), *_BOUNDS[row["strength"]]) for row in rows
    )


def _in_comments(text: str, lines: list[dict[str, Any]]) -> _Sign | None:
    """By turns of phrase with which a writer comments, of several kinds and often enough.

    The passage is the paragraph with most of them.
    """
    own = [_blank(text[row["start"] : row["end"]]) for row in lines]
    kinds = strong = total = 0
    held = [0] * len(lines)
    for pattern, least, most in _cues():
        found = [len(pattern.findall(line)) for line in own]
        held = [n + more for n, more in zip(held, found, strict=True)]
        kinds += sum(found) >= least
        strong += least == 1 and any(found)
        total += min(most, sum(found))
    words = sum(len(line.split()) for line in own)
    enough = max(_COMMENTS, min(_MANY, _COMMENTS * words / _LENGTH))
    if kinds < _CUES or strong < _STRONG or total < enough:
        return None
    best = lines[held.index(max(held))]
    return _Sign("opinion", "comments", best["start"], best["end"])


def _blank(text: str) -> str:
    """A text without what stands in quotation marks or is a pasted post."""
    return _POSTED.sub(" ", _MARKED.sub(" ", text))


_POSTED = re.compile(
    r"^(?:Skip (?:Twitter|Instagram|Facebook) post\b|.*(?:\(@\w+\)|pic\.twitter\.com)).*$",
    re.MULTILINE,
)
_SELF = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Oo]ur|us|[Ww]e)\b")
_MARKED = re.compile(r"“[^”\n]*(?:”|$)|(?<!\w)\"[^\"\n]*(?:\"|$)", re.MULTILINE)


def _outside_marks(text: str, own: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Words outside quotation marks, also where these do not pair, and outside pasted posts."""
    marked = sorted(match.span() for one in (_MARKED, _POSTED) for match in one.finditer(text))
    starts = [start for start, _ in marked]
    kept = []
    for word, end in own:
        place = bisect_left(starts, end) - 1
        if place < 0 or end > marked[place][1]:
            kept.append((word, end))
    return kept


def told(kinds: pl.DataFrame) -> dict[str, str]:
    """Article → what to call it where it is no plain news report of the event.

    >>> rows = pl.DataFrame({"article_id": ["a", "b", "c"], "text_kind": ["news", "opinion",
    ...     "news"], "early": [None, None, True]})
    >>> told(rows)
    {'b': 'opinion', 'c': 'filed before the event'}
    """
    columns = ("article_id", "text_kind", "early")
    return {
        article: EARLY if early else kind
        for article, kind, early in kinds.select(columns).iter_rows()
        if early or kind not in ("news", AGENCY)
    }
