"""Mentions of the event's actors: where each is named, and by what kind of name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from analysis import tables
from analysis.errors import ParallaxError
from analysis.languages import detection
from analysis.languages.beside import Beside, beside
from analysis.languages.detection import foreign
from analysis.languages.folding import Folded, joined
from analysis.languages.grammar import Grammar, grammar
from analysis.languages.inflection import attached, inflected, standing
from analysis.languages.scripts import MARKS
from analysis.reading.first_words import FirstWords
from analysis.reading.quotes.names import read_name
from analysis.reading.quotes.people import of_text
from analysis.spans import last_before

_HE, _SHE = ("he", "him", "his", "himself"), ("she", "her", "hers", "herself")
_FOUND = ("article_id", "start", "end", "surface", "actor", "label")


def find(
    articles: pl.DataFrame, sentences: pl.DataFrame, tokens: pl.DataFrame, aliases: pl.DataFrame
) -> pl.DataFrame:
    """Find every mention of an actor: by one of its aliases, the longest first, or by he or she.

    Reads aliases (actor, alias, label): names match in their own case, roles and
    evaluative words in any case, all as whole words; names in capitals count, and so does
    a word boundary that the source lost ("Unand"). Two aliases never claim the same
    characters, so "Kim Yo Jong" is no mention of "Kim" once she is an actor. "He" and
    "she" are mentions where only one actor can be meant (`_pronouns`); "it", "they" and
    "we" never are. One row of the result is one mention of `tables.MENTIONS`; ``voice`` and
    ``kind`` are those of its first word. Raises ParallaxError for an alias of two actors.
    """
    owner = owners(aliases)
    if not owner:
        return tables.MENTIONS.empty()
    pattern = _pattern(aliases, articles["outlet"] if "outlet" in articles.columns else [])
    lost = _lost_boundaries(tokens)
    rows = []
    spoken = detection.languages(articles)
    for article_id, text in articles.select("article_id", "text").iter_rows():
        bare = joined(text or "")
        before, forms = len(rows), _inflected(article_id, bare, owner, spoken[article_id])
        cuts = [
            bare.within(cut - n, cut - n)[0] + n for n, cut in enumerate(lost.get(article_id, []))
        ]
        for match in _longest(pattern.finditer(_spaced(bare.text, cuts))):
            surface = " ".join(match[1].split())
            found = owner.get(surface) or owner.get(_key(surface))
            if found:  # not an outlet's name
                start, end = bare.span(*(at - bisect_left(cuts, at) for at in match.span(1)))
                rows.append((article_id, start, end, text[start:end], *found))
        if forms:
            rows[before:] = _apart([*rows[before:], *forms])
    named = _placed(rows, sentences, tokens)
    texts = dict(articles.select("article_id", "text").iter_rows())
    people = set(aliases.filter(pl.col("label") == "role")["actor"])
    english = ~pl.col("article_id").is_in(list(foreign(articles)))  # Turkish "her" is "every"
    persons = named.filter(pl.col("actor").is_in(people), english)
    rows += _pronouns(persons, named, tokens, texts)
    return _placed(rows, sentences, tokens)


def _inflected(
    article_id: str, bare: Folded, owner: dict[str, tuple[str, str]], language: str
) -> list[tuple]:
    """Names and roles in forms that are not listed, where the language's grammar knows them."""
    rules = grammar(language) or beside(language)
    if rules is None or not _changes_names(rules):
        return []
    names = standing(owner, bare.text)
    if not names:
        return []
    pattern, listed = _forms(names, rules)
    found = []
    for match in pattern.finditer(bare.text):
        alias = listed[int((match.lastgroup or "a0")[1:])]
        if match[0] not in owner and _key(match[0]) not in owner:
            inner = match.lastindex or 0
            span = match.span(inner + 1 if isinstance(rules, Beside) else inner)
            start, end = bare.span(*span)
            words = bare.text[slice(*span)]
            found.append((article_id, start, end, words, *owner[alias]))
    return found


def _changes_names(rules: Grammar | Beside) -> bool:
    if isinstance(rules, Beside):
        return bool(rules.before_names or rules.after_names)
    return bool(rules.endings) and rules.code != "tr"  # Turkish: after an apostrophe


def _apart(rows: list[tuple]) -> list[tuple]:
    """Mentions of one article of which none stands in another: the longer ones."""
    kept: list[tuple] = []
    for row in sorted(rows, key=lambda row: (row[1], -row[2])):
        if not kept or row[1] >= kept[-1][2]:
            kept.append(row)
        elif row[2] - row[1] > kept[-1][2] - kept[-1][1]:
            kept[-1] = row
    return kept


@lru_cache(maxsize=32)
def _forms(
    aliases: tuple[str, ...], rules: Grammar | Beside
) -> tuple[re.Pattern[str], tuple[str, ...]]:
    short = 2 if isinstance(rules, Grammar) or rules.code == "ar" else 1  # Korean: two syllables
    listed = sorted((alias for alias in aliases if len(alias) > short), key=len, reverse=True)
    forms = (
        attached(alias, rules) if isinstance(rules, Beside) else inflected(alias, rules)
        for alias in listed
    )
    ways = (f"(?P<a{n}>{form})" for n, form in enumerate(forms))
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)"), tuple(listed)


def _placed(rows: list[tuple], sentences: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Mentions with the sentence, kind and voice of their first word."""
    schema = {name: tables.MENTIONS.schema[name] for name in _FOUND}
    found = pl.DataFrame(rows, schema=schema, orient="row")
    spoken = tokens.select("article_id", "sentence", "start", "kind", "voice")
    placed = (
        last_before(found, spoken)
        .join(
            sentences.select("article_id", "sentence", pl.col("end").alias("sentence_end")),
            on=["article_id", "sentence"],
            how="inner",
        )
        .filter(pl.col("start") < pl.col("sentence_end"))
    )
    return tables.conform(placed.sort("article_id", "start"), tables.MENTIONS)


def _key(alias: str) -> str:
    return alias.lower().replace("’", "'")


def owners(aliases: pl.DataFrame) -> dict[str, tuple[str, str]]:
    """Alias → actor and label; names also in capitals and, like the others, in small letters.

    Raises ParallaxError where two actors claim the same alias.
    """
    owner: dict[str, tuple[str, str]] = {}
    for actor, alias, label in aliases.iter_rows():
        spelled = [" ".join(alias.split())]
        forms = [*spelled, spelled[0].upper()] if label == "name" else []
        for form in forms or [_key(spelled[0])]:
            if owner.setdefault(form, (actor, label))[0] != actor:
                raise ParallaxError(
                    f"alias '{alias}'",
                    f"it names both '{owner[form][0]}' and '{actor}'",
                    "leave it to one of them, or lengthen it",
                )
    return owner | {_key(form): found for form, found in owner.items() if _key(form) not in owner}


def _pattern(aliases: pl.DataFrame, outlets: Iterable[str]) -> FirstWords:
    """All aliases and outlets' names, the longest at each place; either apostrophe matches.

    A name in front of a figure is another name ("Russia-1"), and one inside an outlet's
    is that outlet's ("Washington Examiner").
    """
    names = {alias for _, alias, label in aliases.iter_rows() if label == "name"}
    names |= {alias.upper() for alias in names}
    known = {alias for _, alias, label in aliases.iter_rows() if label != "name"}
    known |= {outlet.replace("-", " ") for outlet in outlets if "-" in outlet}

    def written(alias: str) -> str:
        words = r"\s+".join(re.escape(word) for word in alias.split())
        words = re.sub(r"[’']", "[’']", words)
        return f"(?i:{words})" if alias in known else words

    longest = sorted(names | known, key=lambda alias: (-len(alias), alias))
    return FirstWords(longest, written, rf"(?![\w{MARKS}]|-\d)")


def _longest(matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Of matches that overlap, the longest: "Kremlin chief" rather than "the Kremlin"."""
    kept: list[re.Match[str]] = []
    for match in matches:
        if kept and match.start(1) < kept[-1].end(1):
            if len(match[1]) <= len(kept[-1][1]):
                continue
            kept.pop()
        kept.append(match)
    return kept


def _lost_boundaries(tokens: pl.DataFrame) -> dict[str, list[int]]:
    """Per article, where two words touch, as places in the text with a space put in at each."""
    touching = tokens.filter(
        (pl.col("start") == pl.col("end").shift()) & (pl.col("token") > 0)
    ).select("article_id", "start")
    found: dict[str, list[int]] = {}
    for article_id, start in touching.iter_rows():
        cuts = found.setdefault(article_id, [])
        cuts.append(start + len(cuts))
    return found


def _spaced(text: str, cuts: list[int]) -> str:
    for cut in cuts:
        text = f"{text[:cut]} {text[cut:]}"
    return text


# --- he and she ---------------------------------------------------------------------------------

_UNKNOWN_NAME = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")


class _Person(NamedTuple):
    actor: str
    sentence: int
    start: int
    end: int
    inside: bool  # within quotation marks


def _pronouns(
    people: pl.DataFrame, named: pl.DataFrame, tokens: pl.DataFrame, texts: dict[str, str]
) -> Iterator[tuple]:
    """Give "he" and "she" to an actor where nobody else can be meant.

    Only actors with a role are people. Those mentioned before in the same sentence are
    meant, else those in the sentence before: exactly one of that gender must be, on the
    same side of the quotation marks, and no name that is no actor's may stand between. In
    one article nobody is both he and she, and what the article says of somebody's gender
    (Mr, spokeswoman, his wife) is what it says to the speakers of quotations.
    """
    persons = people.select(
        "article_id", "actor", "sentence", "start", "end", pl.col("voice") == "quoted"
    ).rows_by_key("article_id")
    taken = named.select("article_id", "start", "end").rows_by_key("article_id")
    spoken = tokens.filter(
        pl.col("word").is_in([*_HE, *_SHE]), pl.col("article_id").is_in(list(persons))
    )
    seen = {article_id: [_Person(*row) for row in rows] for article_id, rows in persons.items()}
    is_she: dict[tuple[str, str], bool] = {}
    for article_id in spoken["article_id"].unique():
        is_she |= _genders(article_id, texts[article_id], people)
    for article_id, start, end, word, sentence, voice in spoken.select(
        "article_id", "start", "end", "word", "sentence", "voice"
    ).iter_rows():
        place = _Person("", sentence, start, end, voice == "quoted")
        other = {a for (i, a), she in is_she.items() if i == article_id and she != (word in _SHE)}
        meant = _meant(place, [person for person in seen[article_id] if person.actor not in other])
        text = texts[article_id]
        if meant is None or _stranger(text, meant.end, start, taken[article_id]):
            continue
        if is_she.setdefault((article_id, meant.actor), word in _SHE) == (word in _SHE):
            seen[article_id].append(place._replace(actor=meant.actor))
            yield (article_id, start, end, text[start:end], meant.actor, "pronoun")


def _genders(article_id: str, text: str, people: pl.DataFrame) -> dict[tuple[str, str], bool]:
    """Which actors of an article are she, and which are not, as far as the article says."""
    known = of_text(text)
    found: dict[tuple[str, str], bool] = {}
    named = people.filter(pl.col("article_id") == article_id, pl.col("label") == "name")
    for actor, surface in named.select("actor", "surface").unique(maintain_order=True).iter_rows():
        name = read_name(" ".join(surface.split()))
        fits = known.fitting(name) if name else []
        if len(fits) == 1 and fits[0].gender:
            found.setdefault((article_id, actor), fits[0].gender == "f")
    return found


def _meant(pronoun: _Person, seen: list[_Person]) -> _Person | None:
    """The last mention of the only person that the pronoun can mean."""
    before = [
        person
        for person in seen
        if person.start < pronoun.start and person.inside == pronoun.inside
    ]
    for sentence in (pronoun.sentence, pronoun.sentence - 1):
        near = [person for person in before if person.sentence == sentence]
        if near:
            last = max(near, key=lambda person: person.start)
            return last if len({person.actor for person in near}) == 1 else None
    return None


def _stranger(text: str, low: int, high: int, taken: list[tuple[int, int]]) -> bool:
    """Whether a full name that is no actor's stands between."""
    return any(
        not any(start < name.end() and name.start() < end for start, end in taken)
        for name in _UNKNOWN_NAME.finditer(text, low, high)
    )
