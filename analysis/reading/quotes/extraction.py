"""Who said what, through whom: articles → the quotes table, and the voice of every token."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from analysis.languages import detection
from analysis.languages.folding import Folded
from analysis.reading.quotes import media, noun_cues, outlets, phrases
from analysis.reading.quotes.aliases import Aliases, read_aliases
from analysis.reading.quotes.attribution import decide
from analysis.reading.quotes.general import extraction as general
from analysis.reading.quotes.layouts import unmarked
from analysis.reading.quotes.link_labels import without
from analysis.reading.quotes.marks import Quoted, quoted
from analysis.reading.quotes.masking import Article, Span, batch
from analysis.reading.quotes.nesting import Quote, nested
from analysis.reading.quotes.outlets import credited, outlet_at
from analysis.reading.quotes.places import Attribution
from analysis.reading.quotes.reported import reported
from analysis.reading.quotes.speakers import UNKNOWN, Speaker, Speakers
from analysis.runtime import collection_paused
from analysis.tables import QUOTES, conform, require

NOBODY = Attribution(None, None, "alone")
NOT_SAID = "+negated"  # at the end of the rule of what somebody is said not to have said
_TOUCHING = 8  # characters for "that", a comma and the mark


def _quotes(article: Article) -> list[Quote]:
    """All quotations of one text, in marks and reported, in order."""
    quotes: dict[int, Quote] = {}
    decided = decide(article)
    for i, (q, found, form, part_of) in enumerate(decided):
        if part_of is not None:
            whole = quotes[part_of]
            whole.parts.append(_trimmed(article.text, q.start, q.end))
            quotes[part_of] = whole._replace(
                form="direct" if "direct" in (form, whole.form) else form
            )
        else:
            rule = found.rule if q.how in ("closed", found.rule) else f"{found.rule}+{q.how}"
            if _negated(article, found) and form in ("direct", "mixed"):
                # what somebody did not say is no quotation, but reported with its polarity
                form, rule = "indirect", f"{rule}{NOT_SAID}"
            if form in ("scare", "title"):
                found = NOBODY
            quotes[i] = Quote([_trimmed(article.text, q.start, q.end)], found, form, rule)
    marked = list(quotes.values())
    spent = {d.found.cue.start for d in decided if d.found.cue and d.form == "direct"}
    # "never said “…”": its words in marks are all of the clause
    spent |= {
        quote.found.cue.start
        for quote in marked
        if quote.form == "indirect"
        and quote.found.cue
        and quote.parts[0].start - quote.found.cue.end < _TOUCHING
    }
    plain = [
        Quote(
            [_trimmed(article.text, *part) for part in parts],
            found,
            "indirect",
            f"{found.rule}{NOT_SAID}" if _negated(article, found) else found.rule,
        )
        for parts, found in reported(article, spent)
    ]
    return nested(article, marked, plain)


def _negated(article: Article, found: Attribution) -> bool:
    return bool(found.cue) and phrases.negated(article.masked, found.cue)


def _rows(texts: list[tuple[str, str, str]], aliases: Aliases) -> Iterator[Row]:
    """All parts of all quotations of texts (id, text, language), as rows of the quotes table.

    What the rules of English look for is found in all texts together.
    """
    bare = [without(text) for _, text, _ in texts]
    english = [n for n, (_, _, language) in enumerate(texts) if language == "en"]
    marked = [(bare[n].text, _in_marks(bare[n].text)) for n in english]
    read = dict(zip(english, batch(marked, _LISTS), strict=True))
    for n, (article_id, text, language) in enumerate(texts):
        if article := read.pop(n, None):
            found = _found(article_id, article, aliases)
        else:
            found = general.rows(article_id, bare[n].text, aliases, language)
        placed = bare[n].places is not None
        yield from (_placed(row, article_id, text, bare[n]) if placed else row for row in found)


_LISTS = {"noun": noun_cues.words, "aim": noun_cues.aims, "credit": outlets.words}
_TOGETHER = 250  # articles made ready at once: their texts are held twice meanwhile


def _placed(row: Row, article_id: str, text: str, bare: Folded) -> Row:
    """A row of a text without soft hyphens and labels of links, as it stands in the text itself."""
    facts: dict[str, Any] = dict(zip(QUOTES.columns, row, strict=True))
    for key in ("quote_id", "clause"):
        first = int(facts[key].rpartition(":")[2])
        facts[key] = f"{article_id}:{bare.span(first, first)[0]}"
    facts["start"], facts["end"] = _span(bare, facts["start"], facts["end"])
    for key in ("cue", "source"):
        if facts[key] is not None:
            start, end = _before_label(bare, facts[f"{key}_start"], facts[f"{key}_end"])
            facts |= {key: text[start:end], f"{key}_start": start, f"{key}_end": end}
    return tuple(facts.values())


def _span(bare: Folded, low: int, high: int) -> tuple[int, int]:
    """Where a stretch stands in the text itself, without what was left out just behind it."""
    start, end = bare.span(low, high)
    return start, bare.span(high - 1, high - 1)[0] + 1 if high > low else end


def _before_label(bare: Folded, low: int, high: int) -> tuple[int, int]:
    """Where a source stands in the text itself, up to the label that the text runs into it."""
    places = bare.places or ()
    for place in range(low + 1, high if places else low):
        if places[place] - places[place - 1] > _LABEL_LEAST:
            high = place
            break
    return _span(bare, low, high)


_LABEL_LEAST = 8  # characters left out, more than any word has soft hyphens in one place


def _in_marks(text: str) -> list[Quoted]:
    """What stands in quotation marks, or in a layout that takes their place, in order."""
    marked = quoted(text)
    plain = unmarked(text, marked)
    return sorted([*marked, *plain], key=_outer) if plain else marked


def _found(article_id: str, article: Article, aliases: Aliases) -> list[Row]:
    text = article.text
    quotes = _quotes(article)
    speakers = _speakers(article, quotes, aliases)
    vias = _vias(article, quotes, [speaker.actor for speaker in speakers])
    rows: list[Row] = []
    taken: set[int] = set()
    for quote, speaker, via in zip(quotes, speakers, vias, strict=True):
        start = quote.parts[0].start
        if start not in taken:
            taken.add(start)
            rows += _parts(article_id, text, quote, speaker, via)
    return rows


Row = tuple[object, ...]


def _outer(q: Quoted) -> int:
    return q.outer_start


def _parts(
    article_id: str, text: str, quote: Quote, speaker: Speaker, via: str | None
) -> Iterator[Row]:
    """One row a part, columns in the table's order."""
    start = quote.parts[0].start
    quote_id = f"{article_id}:{start}"
    clause = f"{article_id}:{start if quote.clause is None else quote.clause}"
    credit = (*_words(text, quote.found.cue), *_words(text, quote.found.source))
    who = (speaker.actor, speaker.sure, speaker.reason, list(speaker.candidates))
    for number, (start, end) in enumerate(quote.parts):
        span = (article_id, start, end, quote.form)
        yield (quote_id, number, clause, *span, *credit, *who, via, quote.rule)


def _trimmed(text: str, start: int, end: int) -> Span:
    """A span without the spaces at its ends."""
    inside = text[start:end]
    return Span(end - len(inside.lstrip()), start + len(inside.rstrip()))


def _words(text: str, span: Span | None) -> tuple[str | None, int | None, int | None]:
    return (text[span.start : span.end], span.start, span.end) if span else (None, None, None)


def _speakers(article: Article, quotes: list[Quote], aliases: Aliases) -> list[Speaker]:
    """Resolve every source, in the order of the text."""
    resolver = Speakers(article, aliases)
    found = [UNKNOWN] * len(quotes)
    sources = [(q.found.source, i) for i, q in enumerate(quotes) if q.found.source]
    for source, i in sorted(sources):
        quote = quotes[i]
        found[i] = resolver.speaker(source, quote.rule, central=_says(article, quote))
    return found


def _says(article: Article, quote: Quote) -> bool:
    """Whether somebody surely speaks: in marks, or by a finite verb or ``according to``."""
    if quote.form != "indirect" or not quote.found.cue:
        return True
    start = quote.found.cue.start  # a noun ("his claim that …") is no cue of the article's
    return any(c.shape in ("finite", "phrase") for c in article.cues_between(start, start + 1))


def _vias(article: Article, quotes: list[Quote], actors: list[str | None]) -> list[str | None]:
    """The outlet credited in a quotation's sentence, or in the one before by the same speaker."""
    starts = [sentence.start for sentence in article.sentences]
    places = [max(0, bisect_right(starts, quote.parts[0].start) - 1) for quote in quotes]
    speakers: dict[int, set[str | None]] = defaultdict(set)
    for quote, place, actor in zip(quotes, places, actors, strict=True):
        if quote.rule != "according":
            speakers[place].add(actor)
    credit: dict[int, str | None] = {}
    last: str | None = None
    vias: list[str | None] = []
    for quote, place, actor in zip(quotes, places, actors, strict=True):
        for number in (place - 1, place):
            if number >= 0 and number not in credit:
                credit[number] = credited(article, article.sentences[number], last)
                last = credit[number] or last
        source = quote.found.source
        via = credit[place] or (outlet_at(article, source, last) if source else None)
        others = speakers[place - 1] - {credit.get(place - 1)}
        goes_on = actor in others or (not others and quote.form != "indirect")
        if not via and place and goes_on:
            follows = "\n" not in article.text[slice(*article.sentences[place - 1])]
            if follows or quote.found.rule in ("floating", "running"):
                via = credit[place - 1]
        vias.append(via)
    same = media.forms(via for via in vias if via)
    return [same.get(via, via) if via else None for via in vias]


@collection_paused()
def extract(
    articles: pl.DataFrame,
    *,
    actors: pl.DataFrame | None = None,
    paragraphs: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Find every quotation and reported clause: who said it, in which words, through whom.

    Reads `article_id`, `text` and `language` (null or absent: what the text shows). English
    has rules of its own; languages with a `grammar.toml` have the shared ones and no
    reported speech; in others speakers come from aliases beside the marks only.
    Of ``actors``, `actor` and `alias`, one row an
    alias; of ``paragraphs``, `article_id`, `start`, `end` and `kind`, to leave out
    what stands in promotion, signatures and footers. A null text has no quotations.

    One row of the result is one part of one quotation; all its parts share cue,
    source, actor and via. `start` and `end` are code points in the text, marks
    left out. `actor` is the actor's id where an alias names it, else the fullest
    name that the article gives the same person, else the words of the source; joint
    speakers are joined by " & ". It is null where nobody is named, or where two remain:
    `candidates` then lists them. `sure` is named, resolved, guessed or unknown, and
    `reason` says what decided.
    `cue`, `source`, `actor` and `via` are null where the text gives none; words
    held at a distance (scare) and titles have no speaker. `rule` names the rule
    of attribution and, after +, how odd marks were paired; it ends in "+negated" for what
    somebody is said not to have said ("never said …"), which is an indirect row with its
    verb as cue, so that its polarity can be compared. Odd text never raises.

    Raises ParallaxError for a missing column.

    Validity: benchmarks/RESULTS.md (PolNeAR; Newell et al. 2018).

    >>> articles = pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said. “We saw.”"]})
    >>> extract(articles)["quote_id", "part", "form", "source", "cue"].rows()
    [('a:1', 0, 'direct', 'Kim', 'said'), ('a:1', 1, 'direct', 'Kim', 'said')]
    """
    require(articles, "articles", "article_id", "text")
    aliases = read_aliases(actors)
    outside = _outside_story(paragraphs)
    spoken = detection.languages(articles)
    rows: list[Row] = []
    for part in articles.select("article_id", "text").iter_slices(_TOGETHER):
        texts = [
            (article_id, _blanked(text or "", outside.get(article_id, [])), spoken[article_id])
            for article_id, text in part.iter_rows()
        ]
        rows += _rows(texts, aliases)
    return conform(pl.DataFrame(rows, schema=QUOTES.schema, orient="row"), QUOTES)


_OUTSIDE_STORY = ("dateline", "promo", "signature", "footer")


def _outside_story(paragraphs: pl.DataFrame | None) -> dict[str, list[tuple[int, int]]]:
    """The spans of each article in which nobody is quoted, whatever marks stand there."""
    spans: dict[str, list[tuple[int, int]]] = {}
    if paragraphs is not None:
        require(paragraphs, "paragraphs", "article_id", "start", "end", "kind")
        kept = paragraphs.filter(pl.col("kind").is_in(_OUTSIDE_STORY))
        for article_id, start, end in kept.select("article_id", "start", "end").iter_rows():
            spans.setdefault(article_id, []).append((start, end))
    return spans


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with blanks in place of some spans, so that offsets stay what they were."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def voice(tokens: pl.DataFrame, quotes: pl.DataFrame) -> pl.DataFrame:
    """Give each token its `voice` and the `quote_id` it stands in.

    Reads `article_id`, `start`, `end` of both, `form` and `rule` of ``quotes``. A token is
    `quoted` inside a direct or mixed quotation, else `reported` inside an indirect one, else
    the `outlet`'s own: words held at a distance and titles are the outlet's choice, and what
    somebody is said not to have said is nobody's words.
    The result has the tokens' rows in their order; `quote_id` is null for `outlet`.

    >>> quotes = extract(pl.DataFrame({"article_id": ["a"], "text": ["“We came,” Kim said."]}))
    >>> tokens = pl.DataFrame({"article_id": ["a", "a"], "start": [4, 11], "end": [8, 14]})
    >>> voice(tokens, quotes).rows()
    [('a', 4, 8, 'quoted', 'a:1'), ('a', 11, 14, 'outlet', None)]
    """
    quoted = _span_around(tokens, quotes.filter(pl.col("form").is_in(("direct", "mixed"))))
    said = ~pl.col("rule").str.ends_with(NOT_SAID)
    reported = _span_around(tokens, quotes.filter(pl.col("form") == "indirect", said))
    voices = pl.select(
        voice=pl.when(quoted.is_not_null())
        .then(pl.lit("quoted"))
        .when(reported.is_not_null())
        .then(pl.lit("reported"))
        .otherwise(pl.lit("outlet")),
        quote_id=pl.coalesce(quoted, reported),
    )
    return tokens.drop("voice", "quote_id", strict=False).hstack(voices)


def _span_around(tokens: pl.DataFrame, quotes: pl.DataFrame) -> pl.Series:
    """The id of the quotation that each token begins in, else null.

    Article and place become one number, so that one search in an array finds all.
    """
    number = {article_id: n for n, article_id in enumerate(quotes["article_id"].unique())}

    def places(frame: pl.DataFrame, column: str) -> np.ndarray:
        runs = frame["article_id"].rle().struct
        articles = [number.get(article_id, -1) for article_id in runs.field("value")]
        article = np.repeat(np.array(articles, np.int64), runs.field("len"))
        return (article << 32) + frame[column].to_numpy()

    starts, tokens_at = places(quotes, "start"), places(tokens, "start")
    order = np.argsort(starts, kind="stable")
    found = np.append(-1, order)[np.searchsorted(starts[order], tokens_at, side="right")]
    inside = (found >= 0) & (tokens_at < np.append(places(quotes, "end"), 0)[found])
    rows = pl.DataFrame({"found": found, "inside": inside})
    return quotes["quote_id"].gather(rows.select(pl.when("inside").then("found")).to_series())
