"""What each text alone tells: sentences whose words no other outlet has."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from analysis import languages, tables
from analysis.findings import moment, people
from analysis.findings.event import Event, letters
from analysis.findings.figures import given_elsewhere
from analysis.findings.finding import CENSUS, Finding, Proof, Values, absent, number_of
from analysis.findings.openings import AUTHOR, opened
from analysis.findings.own_words import Sentence, is_taken_back, sentences, stands_by_itself
from analysis.findings.phrases import some, whole
from analysis.findings.silence import Printed

KIND = "told here"
_LAST = 0.9  # share of a text from which on it tells what is beside the matter
_LEAST, _LONGEST = 10, 260  # words, and characters, of a sentence that can be printed
_HELD = 0.22  # share of its weight up to which no other outlet has it in one place,
_RUN = 5  # nor so many of its words in a row
_CLAUSE, _CLAUSE_WORDS, _CLAUSE_HELD = re.compile(r"[,:;—–]\s"), 5, 0.6  # nor so much of a clause
_LATE = 0.3  # how much of that a sentence loses that stands later
_QUOTES = 0.15  # and one that quotes somebody, whom other findings tell of
_QUOTED = re.compile(r"[“\"][^”\"]{20,}[”\"]")
_LINES = 4  # sentences of a text, the first two of them in headlines
_LOW = 0.28  # weight of what stands in the list only
_TOLD = 5  # outlets in one sentence
_ANSWERS = re.compile(  # what was told before; or is of the reader, or below a picture
    r"\b(?:hit|shot|fired|pushed) back\b|\b(?:responded|replied|also|added|too|again|however)\b|"
    r"\byou(?:r|’re)?\b|^\(|^(?:An?|The) (?:picture|photo|photograph|image|file photo|video)\b|"
    r"\bthe (?:two|move|episode|decision|news|remarks?|announcement|incident|matter|paper|"
    r"newspaper|magazine|outlet|story|article|photo|picture|memo|post|tweet)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(  # "Roe derided her plan": whose, is told before
    r"\b(?!and\b|that\b|said\b|says\b)[a-z]+(?:ed|s) (?:her|him|them|his|their)\b"
)
_LEANS = re.compile(  # on the sentence before: "doing both", "an hour later", "The messages were"
    r"\bboth(?=[.,;])|\b(?:do|does|doing|did|done) so\b|\bthe same\b|\b(?:these|those|such) [a-z]+|"
    r"\b(?:of|to|in|for|with|by|from|on|at|[a-z]+ing) that (?!he\b|she\b|they\b|it\b|we\b|the\b|"
    r"an?\b|his\b|her\b|their\b|there\b|no\b|some\b|many\b|all\b|any\b)[a-z]+|"
    r"\bthis (?!week|month|year|morning|summer|spring|fall|winter|season|day)[a-z]+|"
    r"\b(?:minutes?|hours?|days?|weeks?|months?|years?) (?:later|earlier|before|after)\b|"
    r"^The [a-z]+ (?:(?:is|was|were|are|has|had|have|will|would|could|can|did|does)\b|[a-z]+ed\b)"
)
_PRONOUN = re.compile(r"\b(?:he|she|him|his|her|hers|they|them|their|its)\b")
_SEVERAL = frozenset(("they", "them", "their", "its"))
_OPENERS = frozenset(("One", "Two", "Three", "Later", "Earlier", "Yesterday", "Today", "Tonight"))
_NAME = re.compile(r"(?<=[\w,’'\"“(] )[“\"(]?[A-Z][a-z]+|^[A-Z][a-z]+ [A-Z][a-z]+")


def told_here(event: Event) -> list[Finding]:
    """For each outlet the sentences of which others have least, the earliest first.

    Each finding has one of each text; from the third on they stand in the list only.
    """
    ranked: dict[str, list[tuple[float, Sentence]]] = {outlet: [] for outlet in event.outlets}
    for outlet, held, one in _alone(event):
        said = _QUOTES * bool(_QUOTED.search(one.text))
        ranked[outlet].append((held + said + _LATE * one.share, one))
    own = {o: [one for _, one in sorted(rows, key=_order)] for o, rows in ranked.items() if rows}
    if len(event.outlets) < 2 or len(own) < 2:
        why = "Fewer than two texts have such a sentence that can be printed by itself."
        return [absent(KIND, "What each text tells in words of its own", why)]
    lines = ({o: rows[n] for o, rows in own.items() if len(rows) > n} for n in range(_LINES))
    return [_finding(event, line, number=n) for n, line in enumerate(lines) if line]


def _order(row: tuple[float, Sentence]) -> tuple[float, int]:
    return row[0], row[1].start


def _alone(event: Event) -> Iterator[tuple[str, float, Sentence]]:
    """The sentences that may be told, each with the most that another outlet has of it."""
    first = event.once(opened).items()
    opens = {article: tables.parse_passage_id(passage)[2] for article, (_, passage) in first}
    printed, places = event.once(Printed), event.places | {"Washington"}
    apart = {outlet for outlet in event.outlets if moment.stands_apart(event, outlet)}
    for one in event.once(sentences):
        outlet = event.owners[one.article]
        if (
            outlet not in event.comparable
            or outlet in apart
            or not _fits(one, places, event.once(_lasts))
        ):
            continue
        if one.start < opens.get(one.article, 0):
            continue  # `openings` tells it
        if letters(one.text) not in letters(event.passage(one.passage)):
            continue  # a link's label has been taken out
        if event.kinds.get(one.article) == "interview" or _is_said(event, one):
            continue  # somebody else tells it
        if is_taken_back(event, one) or given_elsewhere(event, outlet, one.text):
            continue  # it is half of what is told, or others have its figure
        held = 0.0
        for other in event.outlets:
            if other != outlet and held <= _HELD:
                held = max(held, printed.share(other, one.text)[0])
        if _has_clause(event, outlet, one.text):
            continue
        others = (other for other in event.outlets if other != outlet)
        if held <= _HELD and not any(event.prints_run(o, one.text, _RUN) for o in others):
            yield outlet, held, one


def _has_clause(event: Event, outlet: str, text: str) -> bool:
    """Whether another outlet tells a clause of a sentence, if not the whole."""
    printed = event.once(Printed)
    clauses = [part for part in _CLAUSE.split(text) if len(part.split()) >= _CLAUSE_WORDS]
    return len(clauses) > 1 and any(
        printed.share(other, part)[0] > _CLAUSE_HELD
        for other in event.outlets
        if other != outlet
        for part in clauses
    )


def _means_somebody(text: str) -> bool:
    """Whether a sentence begins with somebody by what he is: "The Texas senator", "The mayor"."""
    found = re.match(r"The ((?:[A-Za-z][\w-]* ){0,2}?)([A-Za-z]+)\b(?! [A-Z])", text)
    return bool(found) and found[2].lower() in languages.read().person_words


def _is_said(event: Event, one: Sentence) -> bool:
    """Whether a sentence without marks stands inside what somebody says over several."""
    spans = event.once(_spoken).get(one.article, [])
    return any(start <= one.start and one.end <= end for start, end in spans)


def _spoken(event: Event) -> dict[str, list[tuple[int, int]]]:
    rows = event.corpus.quotes.filter(pl.col("form") == "direct")
    return rows.select("article_id", "start", "end").rows_by_key("article_id")


def _fits(one: Sentence, places: frozenset[str], lasts: frozenset[str]) -> bool:
    """Whether a sentence can stand by itself, and stands neither at the beginning nor the end."""
    inside = one.rank > 0 and one.share <= _LAST and not one.posted
    sized = len(one.text) <= _LONGEST and len(one.text.split()) >= _LEAST
    told = stands_by_itself(one) and _NAME.search(one.text) and not _ANSWERS.search(one.text)
    told = told and not AUTHOR.search(one.text) and not _OF_ANOTHER.search(one.text)
    told = told and not _means_somebody(one.text) and not _LEANS.search(one.text)
    return inside and sized and bool(told) and _tells_who(one.text, places, lasts)


def _tells_who(text: str, places: frozenset[str], lasts: frozenset[str]) -> bool:
    """Whether somebody is named before the first "he", or who is no place before "their".

    >>> hull, roe = frozenset({"Hull"}), frozenset({"Roe"})
    >>> _tells_who("In Hull he met Roe.", hull, roe), _tells_who("Roe met his son.", hull, roe)
    (False, True)
    """
    pointing = _PRONOUN.search(text)
    if not pointing:
        return True
    words = set(re.findall(r"\b[A-Z][\w-]+", text[: pointing.start()])) - places - _OPENERS
    if pointing[0] not in _SEVERAL:
        return not lasts.isdisjoint(words)
    return any(word.lower() not in languages.read().function_words for word in words)


def _lasts(event: Event) -> frozenset[str]:
    """The last names of the people whom the event names."""
    names = [*people.known(event).values(), *event.actors.values()]
    return frozenset(name.split()[-1] for name in names if people.is_person(name))


def _finding(event: Event, own: dict[str, Sentence], *, number: int) -> Finding:
    parts, values = [], Values()
    for outlet, one in own.items():
        parts.append(f"{event.labelled(outlet)} {whole(one.text, _LONGEST)}")
        values[outlet] = (0.0, whole(one.text, _LONGEST), [one.passage])
    weight = _LOW if number > 1 else 0.45 - 0.05 * number + 0.03 * min(4, len(own) - 1)
    told = f"{'More that' if number else 'What'} each text tells, and no other in these words"
    return Finding(
        kind=KIND,
        basis=CENSUS,
        stands=True,
        head=told,
        sentence=f"{told}: {some(parts, _TOLD)}",
        sampled=True,
        number=number_of(len(own), "outlet"),
        why="Sentences of whose words the others have least: at most a quarter of their weight in "
        "any two sentences. In quite other words it may be told elsewhere; where nothing is shown, "
        "no such sentence was found that tells by itself.",
        strength=weight,
        weight=weight,
        topic=f"told here {number}",
        n=len(own),
        bars=event.bars(values, *values, nothing="—"),
        notes=event.notes(values),
        proof=Proof(verbatim=tuple(one.text for one in own.values())),
    )
