"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from analysis.reading import attribution as at
from analysis.reading.attribution import Article, Attribution, Cue, Span
from analysis.reading.marks import Quoted, quoted
from analysis.reading.reported import reported
from analysis.tables import QUOTES, conform


class Place(NamedTuple):
    """One quotation within its sentence: what the rules look at."""

    article: Article
    q: Quoted
    sentence: Span
    low: int  # end of the quotation before it in the sentence, or the sentence's start
    high: int  # start of the next quotation in the sentence, or the sentence's end
    earlier: list[Decided]  # decisions so far, in order


class Decided(NamedTuple):
    """One quotation with its attribution and form."""

    q: Quoted
    found: Attribution
    form: str
    part_of: int | None  # index of the quotation that it continues


def _quotes(article: Article) -> list[Quote]:
    """All quotations of one text, in marks and reported, in order."""
    quotes: dict[int, Quote] = {}
    decided = decide(article)
    for i, (q, found, form, part_of) in enumerate(decided):
        if part_of is not None:
            whole = quotes[part_of]
            whole.parts.append(Span(q.start, q.end))
            quotes[part_of] = whole._replace(
                form="direct" if "direct" in (form, whole.form) else form
            )
        else:
            rule = found.rule if q.how == "closed" else f"{found.rule}+{q.how}"
            quotes[i] = Quote([Span(q.start, q.end)], found, form, rule)
    marked = list(quotes.values())
    spent = {d.found.cue.start for d in decided if d.found.cue and d.form == "direct"}
    plain = [
        Quote(list(parts), found, "indirect", found.rule)
        for parts, found in reported(article, spent)
    ]


def tail(place: Place) -> Attribution | None:
    """``"…," said Kim`` or ``"…," Kim said``."""
    masked, q = place.article.masked, place.q
    kind = masked[q.outer_end - 1]
    if (
        kind in (at.BARE, at.FULL)
        and masked[q.outer_end : q.outer_end + 2].strip()[:1] not in "—–-"
    ):
        return None
    position = _SKIP.match(masked, q.outer_end, place.high).end()
    cue = _first_cue(place, position, place.high)
    if not cue:
        return None
    if cue.shape == "phrase" or _ADVERBS.fullmatch(masked, position, cue.start):
        source = at.subject_after(masked, cue.end, place.high)
    elif _NO_SUBJECT.match(masked, position):
        return None
    else:
        source = at.subject_before(masked, position, cue.start)
    return Attribution(Span(cue.start, cue.end), source, "tail") if source else None


def lead(place: Place) -> Attribution | None:
    """``Kim said: "…"``, with nothing but a comma or colon before the mark."""
    found = head(place)
    if (
        found
        and found.cue
        and re.search(r"[,:]\s*$", place.article.masked[found.cue.end : place.q.outer_start])
    ):
        return found._replace(rule="lead")
    return None


def head(place: Place) -> Attribution | None:
    """``Kim said: "…"``."""
    cues = _cues(place, place.low, place.q.outer_start)
    if not cues or cues[-1].start in _spent(place):
        return None
    cue = cues[-1]
    source = at.subject_of(place.article, cue, place.sentence.start, place.q.outer_start)
    return Attribution(Span(cue.start, cue.end), source, "head") if source else None


def colon(place: Place) -> Attribution | None:
    """``Kim took a firm line: "…"``, ``KIM: "…"``."""
    masked = place.article.masked
    before = masked[place.low : place.q.outer_start].rstrip()
    if not before.endswith(":"):
        return None
    source = at.sentence_subject(masked, place.low, place.q.outer_start)
    mark = place.low + len(before) - 1
    return Attribution(Span(mark, mark + 1), source, "colon") if source else None


def within(place: Place) -> Attribution | None:
    """A fragment in a sentence that has a cue anywhere outside it."""
    spent = _spent(place)
    before = [
        c for c in _cues(place, place.sentence.start, place.q.outer_start) if c.start not in spent
    ]
    after = _cues(place, place.q.outer_end, place.sentence.end)
    for cue in [*before[-1:], *after[:1]]:
        if cue.start > place.q.start and cue.shape == "finite":
            masked = place.article.masked
            source = at.subject_before(masked, place.q.outer_end, cue.start) or at.subject_after(
                masked, cue.end, place.sentence.end
            )
        else:
            source = at.subject_of(place.article, cue, place.sentence.start, place.sentence.end)
        if source:
            return Attribution(Span(cue.start, cue.end), source, "within")
    return None


def same(place: Place) -> Attribution | None:
    """The speaker of the quotation before it in the paragraph goes on."""
    spoken = _spoken(place)
    if not spoken:
        return None
    last = spoken[-1][1].found
    return Attribution(None, last.source, "same") if last.source else None


def before(place: Place) -> Attribution | None:
    """The sentence before it, in the paragraph, has a speaker."""
    if place.sentence.start <= place.q.line_start:
        return None
    return _sentence_before(place, "before")


def running(place: Place) -> Attribution | None:
    """The paragraph before it left its quotation open."""
    if (
        place.earlier
        and place.earlier[-1].q.how == "running"
        and place.q.start - place.earlier[-1].q.end < 8
    ):
        return place.earlier[-1].found._replace(rule="running")
    return None


_SIGNED = re.compile(rf"[.,]?\s*[—–-]+\s*(?P<name>{at.NAME.pattern})[^.\n]{{0,60}}\.?\s*$", re.M)


def signed(place: Place) -> Attribution | None:
    """``"…" — Kim``, on the same line or the next."""
    match = _SIGNED.match(place.article.masked, place.q.outer_end)
    return Attribution(None, Span(*match.span("name")), "signed") if match else None


_CLAUSE_END = re.compile(r"[^,.;]{0,30}[.\n]|$")


def late(place: Place) -> Attribution | None:
    """``"…." Kim said.``: a full stop where a comma should be."""
    masked, q = place.article.masked, place.q
    position = _SKIP.match(masked, q.outer_end, q.line_end).end()
    cue = _first_cue(place, position, min(q.line_end, position + 80))
    if not cue or not _CLAUSE_END.match(masked, cue.end):
        return None
    if masked[position : cue.start].strip():
        source = at.subject_before(masked, position, cue.start)
    else:
        source = at.subject_after(masked, cue.end, q.line_end)
    return Attribution(Span(cue.start, cue.end), source, "late") if source else None


def subject(place: Place) -> Attribution | None:
    """No cue at all: the subject of the sentence that the quotation stands in."""
    source = at.sentence_subject(place.article.masked, place.low, place.q.outer_start)
    return Attribution(None, source, "subject") if source else None


def floating(place: Place) -> Attribution | None:
    """A paragraph of nothing but quotation: the speaker of the paragraph before."""
    if place.q.outer_start > place.q.line_start + 3:
        return None
    return _sentence_before(place, "floating")


def _sentence_before(place: Place, rule: str) -> Attribution | None:
    sentences = place.article.sentences
    at_sentence = bisect_right(sentences, place.sentence.start - 1, key=lambda s: s.start) - 1
    if at_sentence < 0:
        return None
    span = sentences[at_sentence]
    if (
        place.earlier
        and place.earlier[-1].q.outer_end > span.start
        and place.earlier[-1].found.source
    ):
        return Attribution(None, place.earlier[-1].found.source, rule)
    cues = _cues(place, span.start, span.end)
    for cue in cues[:1]:
        source = at.subject_of(place.article, cue, span.start, span.end)
        if source:
            return Attribution(None, source, rule)
    source = at.sentence_subject(place.article.masked, span.start, span.end)
    return Attribution(None, source, rule) if source else None


RULES: tuple[Callable[[Place], Attribution | None], ...] = (
    running,
    lead,
    tail,
    head,
    colon,
    within,
    same,
    before,
    signed,
    late,
    floating,
    subject,
)


# --- forms --------------------------------------------------------------------------------------

_WORDS = re.compile(r"[\w’'.-]+")
_TITLE_CASE = re.compile(
    r"\s*[A-Z0-9][\w’'-]*(?:[\s:,&-]+(?:[A-Z0-9][\w’'-]*|a|an|and|the|of|in|on|for|to|with|at|by|is))*[\s.,!?]*$"
)


def _form(article: Article, q: Quoted, found: Attribution | None) -> str:
    """direct, mixed, scare or title, from the words inside and the rule that attributed them."""
    inside = article.text[q.start : q.end]
    n = len(_WORDS.findall(inside))
    own = found is not None and found.rule in (
        "running",
        "lead",
        "tail",
        "head",
        "colon",
        "signed",
        "late",
    )
    if 2 <= n <= 8 and _TITLE_CASE.match(inside) and not own:
        return "title"
    last = inside.rstrip()[-1:]
    sentence_like = bool(re.match(r"\W*[A-Z0-9]", inside)) and (n > 3 or last in ",.!?…")
    if found is None:
        return "direct" if sentence_like and n > 5 else "mixed" if n > 4 else "scare"
    if found.rule == "tail" or (sentence_like and n > 1):
        return "direct"
    if (found.rule == "subject" and n <= 4) or (
        n <= 3 and found.rule in ("same", "before", "floating")
    ):
        return "scare"
    return "mixed"


# --- one article --------------------------------------------------------------------------------


def _decide(article: Article) -> list[Decided]:
    decided: list[Decided] = []
    sentence_starts = [s.start for s in article.sentences]
    for i, q in enumerate(article.quoted):
        sentence = article.sentences[max(0, bisect_right(sentence_starts, q.outer_start) - 1)]
        previous = article.quoted[i - 1].outer_end if i else 0
        following = (
            article.quoted[i + 1].outer_start if i + 1 < len(article.quoted) else len(article.text)
        )
        place = Place(
            article,
            q,
            sentence,
            max(previous, sentence.start),
            max(q.outer_end, min(following, sentence.end)),
            decided,
        )
        found = next((a for rule in RULES if (a := rule(place))), None)
        form = _form(article, q, found)
        decided.append(
            Decided(
                q, found or Attribution(None, None, "alone"), form, _continues(place, found, form)
            )
        )
    return decided


def _continues(place: Place, found: Attribution | None, form: str) -> int | None:
    """Which earlier quotation this one is a further part of: ``"A," he said. "B."``."""
    if found is None or form not in ("direct", "mixed") or not place.earlier:
        return None
    if found.rule == "running":
        index, last = len(place.earlier) - 1, place.earlier[-1]
    elif found.rule == "same":
        index, last = _spoken(place)[-1]
    elif found.rule == "floating" and _alone(place) and _just_before(place):
        index, last = len(place.earlier) - 1, place.earlier[-1]
    else:
        return None
    if last.form != "direct":
        return None
    return last.part_of if last.part_of is not None else index


def _alone(place: Place) -> bool:
    """Whether the quotation is all there is of its paragraph."""
    text, q = place.article.text, place.q
    return not text[q.outer_end : q.line_end].strip(" .,\r\xa0")


def _just_before(place: Place) -> bool:
    """Whether the paragraph just before ends with a quotation and at most its attribution."""
    text, last = place.article.text, place.earlier[-1]
    gap = text[last.q.line_end : place.q.outer_start]
    return not gap.strip() and last.found.rule in ("tail", "late", "same", "floating", "before")


def _rows(article_id: str, text: str) -> list[dict[str, object]]:
    """All parts of all quotations of one text, as rows of the quotes table."""
    article = at.prepare(text, quoted(text))
    decided = _decide(article)
    rows: list[dict[str, object]] = []
    parts: dict[int, int] = {}
    for i, (q, found, form, part_of) in enumerate(decided):
        first = i if part_of is None else part_of
        parts[first] = parts.get(first, -1) + 1
        quote_id = f"{article_id}:{decided[first].q.start}"
        rule = found.rule + ("+" + q.how if q.how != "closed" else "")
        row = _row(article, quote_id, parts[first], Span(q.start, q.end), found)
        rows.append(row | {"article_id": article_id, "form": form, "rule": rule})
    spent = {d.found.cue.start for d in decided if d.found.cue and d.form == "direct"}
    taken = {row["quote_id"] for row in rows}
    for spans, found in reported(article, spent):
        quote_id = f"{article_id}:{spans[0].start}"
        if quote_id not in taken:
            for part, span in enumerate(spans):
                row = _row(article, quote_id, part, span, found)
                rows.append(
                    row | {"article_id": article_id, "form": "indirect", "rule": found.rule}
                )
    return sorted(rows, key=lambda row: row["start"])


def _row(
    article: Article, quote_id: str, part: int, span: Span, found: Attribution
) -> dict[str, object]:
    """One part without the spaces at its ends, with its cue and source."""
    inside = article.text[span.start : span.end]
    cue, source = found.cue, found.source
    return {
        "quote_id": quote_id,
        "part": part,
        "start": span.start + len(inside) - len(inside.lstrip()),
        "end": span.start + len(inside.rstrip()),
        "cue": article.text[cue.start : cue.end] if cue else None,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "source": article.text[source.start : source.end] if source else None,
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "actor": article.text[source.start : source.end] if source else None,
        "via": None,
    }


def extract(
    articles: pl.DataFrame,
    *,
    actors: pl.DataFrame | None = None,
    paragraphs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Find every quotation, its speaker and the words that credit it.

    Reads `article_id`, `text`. One row of the result is one part of one
    quotation; `start`, `end` leave the marks out.

    >>> articles = pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said. “We saw.”"]})
    >>> extract(articles)["quote_id", "part", "form", "source", "cue"].rows()
    [('a:1', 0, 'direct', 'Kim', 'said'), ('a:1', 1, 'direct', 'Kim', None)]
    """
    rows = [
        row
        for article_id, text in articles.select("article_id", "text").iter_rows()
        for row in _rows(article_id, text or "")
    ]
    return conform(pl.DataFrame(rows, schema=QUOTES.schema), QUOTES)


def voice(tokens: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Give each token its `voice` and the `quote_id` it stands in.

    Reads `article_id`, `start`, `end` of both. A token is `quoted` inside a
    direct or mixed quotation, else `reported` inside an indirect one, else the
    `outlet`'s own: words held at a distance and titles are the outlet's choice.
    The result has the tokens' rows in their order; `quote_id` is null for `outlet`.

    >>> quotes = extract(pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said."]}))
    >>> tokens = pl.DataFrame({"article_id": ["a", "a"], "start": [4, 11], "end": [8, 14]})
    >>> voice(tokens, quotes).rows()
    [('a', 4, 8, 'quoted', 'a:1'), ('a', 11, 14, 'outlet', None)]
    """
    kept = [name for name in tokens.columns if name not in ("voice", "quote_id")]
    found = tokens.select(kept).with_row_index("_row").sort("article_id", "start")
    for name, forms in (("_quoted", ("direct", "mixed")), ("_reported", ("indirect",))):
        spans = (
            quotes.filter(pl.col("form").is_in(forms))
            .select(
                "article_id", "start", pl.col("end").alias("_end"), pl.col("quote_id").alias(name)
            )
            .sort("article_id", "start")
        )
        found = (
            found.join_asof(spans, on="start", by="article_id", check_sortedness=False)
            .with_columns(pl.when(pl.col("start") < pl.col("_end")).then(name).alias(name))
            .drop("_end")
        )
    return (
        found.sort("_row")
        .with_columns(
            pl.when(pl.col("_quoted").is_not_null())
            .then(pl.lit("quoted"))
            .when(pl.col("_reported").is_not_null())
            .then(pl.lit("reported"))
            .otherwise(pl.lit("outlet"))
            .alias("voice"),
            pl.coalesce("_quoted", "_reported").alias("quote_id"),
        )
        .drop("_row", "_quoted", "_reported")
    )
