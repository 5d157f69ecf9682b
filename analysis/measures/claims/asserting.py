"""Sentences of the body cut into propositions: clause-sized assertions with voice and hedging."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import polars as pl

from analysis import languages, results
from analysis.measures.claims.saying import WHOLE
from analysis.measures.claims.source import Source
from analysis.measures.overlap.clauses import SPOKEN, cut, linked
from analysis.measures.overlap.features import terms
from analysis.measures.roles import words as classes

_LEAST_WORDS = 5  # a shorter piece stays with its neighbour
_LEAST_SAID = 3  # words that are no function words; with fewer, nothing is asserted
# Where a clause of a sentence begins that can be told without the one before it.
_OPENS = re.compile(
    r",[”’\"']*\s+(?=(?:while|although|though|after|before|because|saying|adding)\b)"
)
_WORDS = re.compile(r"\w+(?:['’.,-]\w+)*")
_QUESTION = re.compile(r"\?[”’\"')\]]*\s*$")
_QUOTED = ("direct", "mixed")
_AUXILIARY = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "did")
)
_TITLE = 0.75  # share of a title's longer words that begin with a capital
_LONGER = 4  # letters
_LEADS_IN = 9  # words of what only says that somebody speaks: "Alveda King added"
# Classes of words (`roles.words`) of which one must stand there for a finite verb.
_FINITE = re.compile(r"[MbVQqtskvezxy]")
_TO_VERB = re.compile(r"T[RN]*[vkxyze]")
_POINTS_BACK = re.compile(
    r"\W*(?:(?:and|but|so|because|well|yes|no)\b\W*)?"
    r"(?:I|we|you|he|she|it|they|this|that|these|those|there)\b",
    re.IGNORECASE,
)
Span = tuple[int, int]


def words() -> dict[str, frozenset[str]]:
    """Words that hedge, allege, bound a number or name what is counted; English."""
    return languages.read().claim_words


def propositions(corpus: Source) -> pl.DataFrame:
    """Cut the sentences of the bodies into propositions.

    A sentence is cut where quotations are (`overlap.clauses`) and before an adverbial clause, as
    long as five words stand on both sides; questions and what has fewer than three words
    that say something assert nothing and give none. voice is the voice of most words
    of the proposition; ``hedged`` tells whether it is put as alleged, possible or
    expected; ``actor`` is whom the words are ascribed to, and ``via`` the agency or outlet
    that they are credited to (null: nobody). Reads articles, sentences, paragraphs and
    quotes. One row of the result is one proposition, with the columns of
    ``results.PROPOSITIONS``, in the order of the articles and of their text.

    >>> import analysis as an
    >>> found = propositions(an.load("corpus/vostochny-2023"))
    >>> found.filter(article_id="efe").select("start", "voice").row(0)[1] in an.tables.VOICES
    True
    """
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    spoken = _spoken(corpus.quotes)
    rows = []
    for number, (article, start, end) in enumerate(_body(corpus)):
        for low, high in _assertions(texts[article], start, end):
            row = (f"{article}:{low}-{high}", article, number, low, high)
            rows.append((*row, *_voiced(texts[article], low, high, spoken.get(article, []))))
    return pl.DataFrame(rows, schema=results.PROPOSITIONS.schema, orient="row")


def _body(corpus: Source) -> list[tuple[str, int, int]]:
    kinds = corpus.paragraphs.filter(pl.col("kind") == "body").select("article_id", "paragraph")
    kept = corpus.sentences.join(kinds, on=["article_id", "paragraph"], how="semi")
    place = corpus.articles.select("article_id").with_row_index("_article")
    kept = kept.join(place, on="article_id").sort("_article", "start")
    return kept.select("article_id", "start", "end").rows()


def _spoken(quotes: pl.DataFrame) -> dict[str, list[tuple]]:
    """Per article its quotations: span, form, speaker, agency, where the reporting word begins."""
    found: dict[str, list[tuple]] = {}
    said = quotes.filter(pl.col("form").is_in(SPOKEN)).sort("article_id", "start")
    columns = ("article_id", "start", "end", "form", "actor", "via", "cue_start")
    for article, *quote in said.select(columns).iter_rows():
        found.setdefault(article, []).append(tuple(quote))
    return found


def _assertions(text: str, start: int, end: int) -> Iterator[Span]:
    sentence = text[start:end]
    if _QUESTION.search(sentence) or linked(text, start, end):
        return
    for low, high in pieces(sentence):
        if _says(sentence, low, high) and asserts(sentence[low:high]):
            yield start + low, start + high


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words()["furniture"])))


def is_furniture(passage: str) -> bool:
    """Whether a passage holds what a page's own furniture says, wherever it was left.

    >>> is_furniture("Upgrade your inbox and get our picks."), is_furniture("It rained.")
    (True, False)
    """
    return _furniture().search(passage) is not None


def asserts(passage: str) -> bool:
    """Tell whether a clause can state anything: a finite verb may be in it, and it is no furniture.

    Titles, captions, links, credits of posts and "Roe added" before a quotation are none.

    >>> [asserts(text) for text in ("It rained in Hull", "the first mayor to hold the office")]
    [True, False]
    >>> [asserts(text) for text in ("Ann Roe added", "Mayor Says Rain Will Not Stop Fair")]
    [False, False]
    """
    if is_furniture(passage):
        return False
    spoken = passage.split()
    last = spoken[-1].strip("”’\"'.,:").casefold() if spoken else ""
    if len(spoken) <= _LEADS_IN and last in languages.read().reporting_verbs:
        return False
    longer = [word for word in spoken[1:] if len(word) >= _LONGER and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in longer)
    if len(longer) >= _LONGER and capital >= _TITLE * len(longer):
        return False
    if not _AUXILIARY.isdisjoint(word.casefold() for word in spoken):
        return True  # and there is no need to look at each word
    letters = classes.settled(classes.words(passage).letters)
    return _FINITE.search(_TO_VERB.sub("T", letters)) is not None


def stands_alone(passage: str) -> bool:
    """Whether a clause says of whom it speaks, by not beginning with a pronoun.

    >>> stands_alone("But he made no promise"), stands_alone("The mayor made no promise")
    (False, True)
    """
    return _POINTS_BACK.match(passage) is None


def pieces(sentence: str) -> list[Span]:
    """Cut one sentence into clauses, as half-open offsets into it.

    >>> text = "The mayor resigned on Friday, after the council had refused to hear him again."
    >>> [text[a:b] for a, b in pieces(text)][1]
    'after the council had refused to hear him again'
    """
    found: list[Span] = []
    for low, high in cut(sentence):
        for match in _OPENS.finditer(sentence, low, high):
            if _long(sentence, low, match.start()) and _long(sentence, match.end(), high):
                found.append((low, match.start()))
                low = match.end()
        found.append((low, high))
    kept: list[Span] = []
    for low, high in found:
        if kept and not (_long(sentence, low, high) and _long(sentence, *kept[-1])):
            kept[-1] = (kept[-1][0], high)
        else:
            kept.append((low, high))
    return kept


def _long(sentence: str, start: int, end: int) -> bool:
    return len(sentence[start:end].split()) >= _LEAST_WORDS and _says(sentence, start, end)


def _says(sentence: str, start: int, end: int) -> bool:
    return _said(sentence[start:end]) >= _LEAST_SAID


@lru_cache(maxsize=10_000)
def _said(passage: str) -> int:
    """How many different words of a passage say something."""
    return len(set(terms(passage)) - languages.read().function_words)


def _voiced(text: str, start: int, end: int, quotes: list[tuple]) -> tuple:
    """Voice, hedging, speaker and agency of text[start:end], of the quotations in its article."""
    over = [quote for quote in quotes if quote[0] < end and start < quote[1]]
    voice = _voice(text, start, end, over) if over else "outlet"
    spoken = {word.casefold() for word in _WORDS.findall(text, start, end)}
    hedged = not words()["hedges"].isdisjoint(spoken)
    actor = next((q[3] for q in over if q[3]), None)
    via = next((q[4] for q in over if q[4]), None)
    return voice, hedged, actor, via


def _voice(text: str, start: int, end: int, over: list[tuple]) -> str:
    """The voice of most words, without those that only say who speaks and when."""
    places = [(m.start(), m.end()) for m in _WORDS.finditer(text, start, end)]
    marks, spoken = ([q[:2] for q in over if q[2] in forms] for forms in (_QUOTED, SPOKEN))
    told = sum(_in(place, spoken) for place in places)
    if 2 * told <= len(places) - _framed(text, start, end, over, places):
        return "outlet"
    return "quoted" if 2 * sum(_in(place, marks) for place in places) > told else "reported"


def _framed(text: str, start: int, end: int, over: list[tuple], places: list[Span]) -> int:
    """How many words only say who speaks, when and where: "…, Roe said on Monday in Hull"."""
    frames = []
    for low, high, form, _, _, cue in over:
        whole = form in WHOLE and cue is not None and start <= cue < end
        if whole and _says(text, max(low, start), min(high, end)):
            frames.append((start, low) if cue < low else (high, end))
    spoken = [(quote[0], quote[1]) for quote in over]
    return sum(_in(place, frames) and not _in(place, spoken) for place in places)


def _in(place: Span, spans: list[Span]) -> bool:
    return any(low <= place[0] and place[1] <= high for low, high in spans)
