"""What the shared rules of quotation know of one language: its `grammar.toml`, read once.

A language with such a file has speakers of its own rules; without, speakers come from
aliases beside the marks only. English has rules of its own (`reading.quotes`).
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent


class Verb(NamedTuple):
    """A form of a reporting verb.

    ``kind`` is neutral, stressing, claiming or doubting; ``use`` is speech, adding (the same
    person goes on) or naming ("called it"); ``shape`` is finite, participle (with an auxiliary)
    or relative ("who said"); ``number`` s or p and ``gender`` m or f where the form shows it;
    ``particle`` is the word of a separable verb that must follow ("fügte … hinzu"), or several.
    """

    lemma: str
    kind: str
    use: str
    shape: str
    number: str
    gender: str
    particle: str


@dataclass(frozen=True, eq=False)
class Grammar:
    """The lists of one language that the shared rules are driven by."""

    code: str
    order: str  # where a verb stands beside its speaker: free, or final (Turkish)
    dropped: bool  # whether a verb may stand without a subject
    dialogue: bool  # whether a dash opens speech
    cases: bool  # whether a name's ending tells its part in the sentence (Slavic)
    verbs: dict[str, Verb]
    pronouns: dict[str, str]  # form → m, f, either or plural
    auxiliaries: frozenset[str]
    several: frozenset[str]  # those of them that show a plural
    prepositions: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    determiners: dict[str, str]  # those that show m or f, where their noun does not
    nominative: frozenset[str]  # determiners of a subject, where a capital shows a noun (German)
    reporting_mood: frozenset[str]  # verb forms of indirect speech: "sei", "habe" (German)
    reporting_mood_too: frozenset[str]  # forms that are so after such a sentence only: "würden"
    that: frozenset[str]  # what opens the clause of what is said: "said that"
    linking: frozenset[str]  # "and": the verb after it has the subject of the one before
    authored: frozenset[str]  # what stands before whose words they are: "statement by Kim"
    passive: frozenset[str]  # auxiliaries of the passive, where its speakers are read (German)
    titled_by: frozenset[str]  # what a title, and no speech, follows: "motto", "slogan"
    clause_words: frozenset[str]  # words that a clause has and a title has not
    not_according: tuple[str, ...]  # what begins like a word of attribution: "so genannt"
    in_words: str  # what brings in speech without a verb: "mit den Worten"
    adverbs: frozenset[str]
    according: tuple[str, ...]  # "laut": whom it names follows
    according_after: tuple[str, ...]  # "zufolge": whom it names stands before
    sources: frozenset[str]  # reports and what they hold, after "nach": "nach ersten Angaben"
    one_of: dict[str, str]  # "one" of "one of the women" → m or f
    of_several: frozenset[str]  # its "of"
    persons: dict[str, str]  # noun for a person → m, f or either
    bodies: frozenset[str]  # nouns for what speaks and is no person: government, agency, media
    titles: dict[str, str]  # what stands before a name and is no part of it → m, f or either
    speaking_for: frozenset[str]  # persons whom a text may bring in without a name: spokesman
    relatives: frozenset[str]  # "who": its clause is about the one just named
    particles: frozenset[str]  # small words inside names
    months: tuple[str, ...]
    words: frozenset[str]  # words that build sentences
    abbreviations: frozenset[str]
    endings: tuple[str, ...]  # what a name may end in when it is inflected
    finals: str  # letters that a name may lose before such an ending


@cache
def grammar(code: str | None) -> Grammar | None:
    """Give the grammar of a language; None where it has none.

    >>> grammar("xx") is None
    True
    """
    path = _FOLDER / (code or "") / "grammar.toml"
    if not code or not code.isalpha() or not path.is_file():
        return None
    stated = tomllib.loads(path.read_text(encoding="utf-8"))

    def listed(name: str) -> list[str]:
        return stated.get(name, "").split()

    def phrases(name: str) -> tuple[str, ...]:
        return tuple(sorted(stated.get(name, []), key=len, reverse=True))

    def gendered(name: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for gender, words in stated.get(name, {}).items():
            for word in words.split():  # "Sprecher" is one or several: it stays what came first
                found.setdefault(word, gender)
        return found

    return Grammar(
        code=code,
        order=stated["order"],
        dropped=stated["dropped"],
        dialogue=stated["dialogue"],
        cases=stated["cases"],
        verbs=_verbs(_FOLDER / code / "reporting_verbs.csv"),
        pronouns=gendered("pronouns"),
        auxiliaries=frozenset(listed("auxiliaries")),
        several=frozenset(listed("several")),
        prepositions=frozenset(listed("prepositions")),
        definite=frozenset(listed("definite")),
        indefinite=frozenset(listed("indefinite")),
        determiners=gendered("determiners"),
        nominative=frozenset(listed("nominative")),
        reporting_mood=frozenset(listed("reporting_mood")),
        reporting_mood_too=frozenset(listed("reporting_mood_too")),
        that=frozenset(listed("that")),
        linking=frozenset(listed("linking")),
        authored=frozenset(listed("authored")),
        passive=frozenset(listed("passive")),
        titled_by=frozenset(listed("titled_by")),
        clause_words=frozenset(listed("clause_words")),
        not_according=phrases("not_according"),
        in_words=stated.get("in_words", ""),
        adverbs=frozenset(listed("adverbs")),
        according=phrases("according"),
        according_after=phrases("according_after"),
        sources=frozenset(listed("sources")),
        one_of=gendered("one_of"),
        of_several=frozenset(listed("of_several")),
        persons=gendered("persons"),
        bodies=frozenset(listed("bodies")),
        titles=gendered("titles"),
        speaking_for=frozenset(listed("speaking_for")),
        relatives=frozenset(listed("relatives")),
        particles=frozenset(listed("particles")),
        months=tuple(listed("months")),
        words=frozenset(listed("words")),
        abbreviations=frozenset(listed("abbreviations")),
        endings=tuple(listed("endings")),
        finals=stated.get("finals", ""),
    )


@cache
def with_rules() -> frozenset[str]:
    """The languages in which speakers are found by rules of their own, English among them.

    >>> "en" in with_rules()
    True
    """
    return frozenset(["en", *(path.parent.name for path in _FOLDER.glob("*/grammar.toml"))])


def _verbs(path: Path) -> dict[str, Verb]:
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    names = ("lemma", "class", "use", "shape", "number", "gender", "particle")
    return {row["form"]: Verb(*(row[name] for name in names)) for row in rows}
