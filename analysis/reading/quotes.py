"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from analysis.reading.attribution import Attribution, decide
from analysis.reading.marks import quoted
from analysis.reading.outlets import credited
from analysis.reading.phrases import Article, Span, prepare
from analysis.reading.reported import reported
from analysis.reading.speakers import Aliases, People, read_aliases
from analysis.tables import QUOTES, conform


class Quote(NamedTuple):
    """One quotation of one text: its parts, how it was attributed, and its form."""

    parts: list[Span]
    found: Attribution
    form: str
    rule: str


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
        if part_of is not None:
            quotes[part_of].parts.append(Span(q.start, q.end))
        else:
            rule = found.rule if q.how == "closed" else f"{found.rule}+{q.how}"
            quotes[i] = Quote([Span(q.start, q.end)], found, form, rule)
    marked = list(quotes.values())
    spent = {d.found.cue.start for d in decided if d.found.cue and d.form == "direct"}
    plain = [
        Quote(list(parts), found, "indirect", found.rule)
        for parts, found in reported(article, spent)
    ]
    return sorted(marked + plain, key=lambda quote: quote.parts[0].start)


def _rows(article_id: str, text: str, aliases: Aliases) -> list[Row]:
    """All parts of all quotations of one text, as rows of the quotes table."""
    article = prepare(text, quoted(text))
    quotes = _quotes(article)
    actors = _actors(article, quotes, aliases)
    vias = _vias(article, quotes, actors)
    rows: list[Row] = []
    taken: set[int] = set()
    for quote, actor, via in zip(quotes, actors, vias, strict=True):
        start = quote.parts[0].start
        if start not in taken:
            taken.add(start)
            rows += _parts(article_id, text, quote, actor, via)
    return rows


Row = tuple[object, ...]


def _parts(
    article_id: str, text: str, quote: Quote, actor: str | None, via: str | None
) -> Iterator[Row]:
    """One row a part, without the spaces at its ends, columns in the table's order."""
    start = quote.parts[0].start
    credit = (*_words(text, quote.found.cue), *_words(text, quote.found.source))
    for number, (low, high) in enumerate(quote.parts):
        inside = text[low:high]
        low, high = low + len(inside) - len(inside.lstrip()), low + len(inside.rstrip())
        span = (article_id, low, high, quote.form)
        yield (f"{article_id}:{start}", number, *span, *credit, actor, via, quote.rule)


def _words(text: str, span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (text[span.start : span.end], *span) if span else (None, None, None)


def _actors(article: Article, quotes: list[Quote], aliases: Aliases) -> list[str | None]:
    """Resolve every source, in the order of the text."""
    people = People(article, aliases)
    actors: list[str | None] = [None] * len(quotes)
    sources = [(q.found.source, i) for i, q in enumerate(quotes) if q.found.source]
    for source, i in sorted(sources):
        actors[i] = people.actor(source)
    return actors


def _vias(article: Article, quotes: list[Quote], actors: list[str | None]) -> list[str | None]:
    """The outlet credited in a quotation's sentence, or in the one before by the same speaker."""
    starts = [sentence.start for sentence in article.sentences]
    places = [max(0, bisect_right(starts, quote.parts[0].start) - 1) for quote in quotes]
    speakers: dict[int, set[str | None]] = defaultdict(set)
    for place, actor in zip(places, actors, strict=True):
        speakers[place].add(actor)
    credit: dict[int, str | None] = {}
    last: str | None = None
    vias: list[str | None] = []
    for quote, place, actor in zip(quotes, places, actors, strict=True):
        for number in (place - 1, place):
            if number >= 0 and number not in credit:
                credit[number] = credited(article, article.sentences[number], last)
                last = credit[number] or last
        via = credit[place]
        others = speakers[place - 1] - {credit.get(place - 1)}
        goes_on = actor in others or (not others and quote.form == "direct")
        if not via and place and goes_on:
            follows = "\n" not in article.text[slice(*article.sentences[place - 1])]
            if follows or quote.found.rule in ("floating", "running"):
                via = credit[place - 1]
        vias.append(via)
    return vias


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
    [('a:1', 0, 'direct', 'Kim', 'said'), ('a:1', 1, 'direct', 'Kim', 'said')]
    """
    aliases = read_aliases(actors)
    rows = [
        row
        for article_id, text in articles.select("article_id", "text").iter_rows()
        for row in _rows(article_id, text or "", aliases)
    ]
    return conform(pl.DataFrame(rows, schema=QUOTES.schema, orient="row"), QUOTES)


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
