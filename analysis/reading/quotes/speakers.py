"""The person behind a source: name, surname, office and pronoun brought together.

``Kremlin spokesman Dmitry Peskov``, ``Peskov`` and ``he`` become one actor. There
is no list of people: the module knows what the article says, and the aliases
that an event may name. Where two people are left, or nobody, the speaker is unknown.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from analysis import languages
from analysis.reading.quotes import offices, phrases, several, writings
from analysis.reading.quotes.aliases import Aliases
from analysis.reading.quotes.antecedents import GENDER, NOBODY, Discourse, Found, is_plural
from analysis.reading.quotes.descriptions import Descriptions
from analysis.reading.quotes.masking import Article, Span
from analysis.reading.quotes.names import WRITINGS, Name, noun_gender, read_name
from analysis.reading.quotes.people import People, Person
from analysis.reading.quotes.sources import can_speak, clean, is_scrap, opens_only
from analysis.reading.quotes.sources import noun as head_noun

_NAME = re.compile(phrases.NAME)


# --- the sources of one article -----------------------------------------------------------------


class Speaker(NamedTuple):
    """Whom a source means: null where it cannot be told, and then who it could be.

    ``sure``: *named* in the sentence, *resolved* to the only person who fits, *guessed* (others
    fit, too, or no word of speech stands beside the quotation) or *unknown*. ``reason`` says
    what decided it.
    """

    actor: str | None
    sure: str
    reason: str | None = None
    candidates: tuple[str, ...] = ()


_LONGEST = 10  # words of a source; what is longer is half a sentence
UNKNOWN = Speaker(None, "unknown")
_GUESSING = frozenset(["before", "floating", "subject"])  # no word of speech beside it


class Speakers:
    """Who is meant by each source of one article, resolved in the order of the text."""

    def __init__(self, article: Article, aliases: Aliases) -> None:
        self.article = article
        self.aliases = aliases
        self.people = People(article)
        self.said = Discourse(article, self.people)
        self.descriptions = Descriptions(article, self.people, self.said)
        self._plain: dict[str, Found] = {}  # sources that mean the same wherever they stand

    def speaker(self, source: Span, rule: str, *, central: bool = True) -> Speaker:
        """Resolve one source, and remember it for the pronouns that follow if it is central."""
        surface = self.article.text[source.start : source.end]
        if self._is_cut(surface, source, owner=rule in ("noun", "view")):
            return UNKNOWN
        head = clean(surface)
        declared = self._whole(surface) or self._whole(head)
        whole = None if declared else several.whole(surface)
        members = [] if declared or whole is not None else self._listed(surface, head)
        if members:
            found, words = self._members(members, source)
        elif whole is not None:
            found, words = Found(whole or None), "name"
        else:
            found, words = self._who(head, surface, source, owner=rule in ("noun", "view"))
            found = self._sound(found, head, source)
            if declared and self._stands_before(head, found.who):
                found = Found(declared)
        if central and found.who is not None:
            self.said.speaks(source.start, found.who, sure=not found.guess)
        actor = _written(found.who) if found.who else None
        if not declared or isinstance(found.who, Person):
            declared = self._declared(actor) if actor else None
        own = bool(actor and " " in actor and words == "name") or _MEDIA.search(head)
        if not declared and words != "pronoun" and not own:
            declared = self.aliases.find(surface)
        other = self._by_surname(head)
        if other and actor and not declared:
            found, actor = Found(None, (actor, other)), None
        actor = declared or actor
        candidates = tuple(dict.fromkeys(map(_written, found.candidates)))
        if actor is None:
            return UNKNOWN._replace(candidates=candidates)
        if rule.split("+")[0] in _GUESSING:
            if isinstance(found.who, str) and not declared and not _human(found.who):
                return UNKNOWN._replace(candidates=(*candidates, actor))
            return Speaker(actor, "guessed", rule.split("+")[0], candidates)
        only = found.sure and len(candidates) < 2
        sure = "named" if words == "name" else "resolved" if only else "guessed"
        return Speaker(actor, sure, found.reason or words, candidates)

    def _is_cut(self, surface: str, source: Span, *, owner: bool) -> bool:
        """Whether a source is a part of who speaks: an owner, a hearer, the last of a row.

        ``Quill's`` lawyers, someone who spoke with ``The Gazette``, ``the speeches that``.
        """
        before = self.article.text[max(0, source.start - _HEARD_IN) : source.start]
        row = surface.count(" and ") > 1 and not several.whole(surface)
        owns = not owner and _OWNER.search(surface) is not None
        return owns or row or _OPEN.search(surface) is not None or bool(_HEARER.search(before))

    def _whole(self, words: str) -> str | None:
        """The actor of whom all the words are an alias: it wins over a name inside it."""
        low = words.lower()
        return self.aliases.actor.get(low) or self.aliases.actor.get(low.removeprefix("the "))

    def _one(self, words: str) -> bool:
        """Whether words with "and" are one name."""
        return bool(self._whole(words.partition(" (")[0])) or several.one_body(words)

    def _listed(self, surface: str, head: str) -> list[str]:
        """The members of a list that is no plain ``Kim and Lee``, which is read as a name."""
        members = several.each(surface, self._one)
        if len(members) == 2 and members[-1].islower() and " and " in surface:
            return members
        if len(members) == 2 and " and " not in head and "," not in surface:
            last = read_name(members[-1])  # "Kim of Ohio and Lee", not "Kim of the Bar and Bench"
            return members if last and last.kind == "person" else []
        plain = len(members) == 2 and not any(
            " and " in words or words.split()[-1].islower() for words in members
        )
        return [] if plain and " and " in head else members

    def _members(self, members: list[str], source: Span) -> tuple[Found, str]:
        """All of a list, each by its name where it has one, else as written; no "others"."""
        who: list[str] = []
        for words in [one for one in members if not several.are_others(one)]:
            head = clean(words)
            found = NOBODY if words.islower() else self._who(head, words, source)[0]
            who.append(_written(found.who) if found.who else head or words)
        return Found(" & ".join(dict.fromkeys(who))), "name"

    def _sound(self, found: Found, head: str, source: Span) -> Found:
        """What was found, if it names somebody who can speak; else nobody, and who it may be."""
        who = found.who
        if isinstance(who, Person):
            alone = " " not in head and who.name == head and who.forms.total() < 1
            return NOBODY if alone and opens_only(self.article, source, head) else found
        if who is None or " & " in who:
            return found
        owner = who.endswith(("’s", "'s")) and who[:1].islower()  # "the impact of Exxon’s"
        if (
            owner
            or is_scrap(who)
            or who.count(" ") >= _LONGEST
            or (who.split()[-1].islower() and not can_speak(who))
        ):
            return NOBODY
        alone = " " not in who and who == head
        return NOBODY if alone and opens_only(self.article, source, who) else found

    def _declared(self, actor: str) -> str | None:
        """The actor of the event; of joint speakers, each one's."""
        whole = self.aliases.actor.get(actor.lower())
        if whole or " & " not in actor:
            return whole or self._not_a_relative(actor, self.aliases.find(actor))
        each = (self.aliases.find(one) or one for one in actor.split(" & "))
        return " & ".join(dict.fromkeys(each))

    def _by_surname(self, head: str) -> str | None:
        """The declared actor whose alias is a surname that two people of the article share."""
        declared = self.aliases.actor.get(head.lower()) if " " not in head else None
        name = read_name(head) if declared else None
        return declared if name and len(self.people.fitting(name)) > 1 else None

    def _stands_before(self, head: str, who: Person | str | None) -> bool:
        """Whether a declared last name stands in the text before the one whom it would mean, or
        that one is dead.

        Where "Quill" is the mayor and her husband is named in full later on, it is the mayor's.
        """
        if not isinstance(who, Person) or who.last != head or who.first == who.last:
            return False
        if self._is_dead(who):
            return True
        named = [start for start, _, name in self.people.written if name.first == who.first]
        bare = re.compile(rf"(?<!{re.escape(who.first)} )\b{re.escape(head)}\b")
        return bool(named) and bare.search(self.article.masked, 0, min(named)) is not None

    def _is_dead(self, who: Person) -> bool:
        """Whether the text calls somebody "the late": then kin of that name speaks."""
        named = re.compile(rf"(?:[\w.]+ ){{0,3}}?{re.escape(who.name)}\b")
        return any(named.match(self.article.text, place) for place in self._lates)

    @cached_property
    def _lates(self) -> list[int]:
        """Where the word "late" ends, and its blank: in most texts nowhere."""
        return [match.end() for match in re.finditer(r"\b[Ll]ate ", self.article.text)]

    def _not_a_relative(self, actor: str, declared: str | None) -> str | None:
        """The declared actor, unless only a surname says so and his first name is another."""
        name = read_name(actor) if declared and " " in actor else None
        if not name or name.kind == "other" or name.first == name.last:
            return declared
        names = (read_name(alias.title()) for alias in self.aliases.of(declared))
        firsts = {n.first for n in names if n and n.last == name.last != n.first}
        return declared if not firsts or name.first in firsts else None

    def _who(
        self, head: str, surface: str, source: Span, *, owner: bool = False
    ) -> tuple[Found, str]:
        """Who is meant, and by what kind of words: a name, a pronoun, a description."""
        if head in self._plain:
            return self._plain[head], "name"
        low = head.lower()
        if low in GENDER:
            return self.said.singular(source.start, GENDER[low]), "pronoun"
        if low in ("they", "them"):
            return self.said.plural(source.start), "pronoun"
        if low == "it":
            body = self.said.body(source.start) if isinstance(self.said.last, str) else None
            return (Found(body, (), "last speaker") if body else NOBODY), "pronoun"
        if low == "who":
            return self._before_who(source.start), "pronoun"
        if not _LETTERS.search(head) or is_scrap(head) or _LETTERED.search(head):
            return NOBODY, "pronoun"
        if "/" in head and (slashed := _SLASHED.fullmatch(head)):
            return Found(slashed[1]), "name"
        body = _BODY.match(head)
        whole = read_name(body[1]) if body else None
        titled = whole and whole.kind == "person" and whole.title and _plain_person(whole)
        if not (titled or (whole and whole.kind == "other")) and (
            head.split()[-1].islower()
            or _OWNED.search(head)
            or _is_thing(head)
            or (_is_bounded(head) and not owner)
        ):
            rest = surface[len(head) :] or self.article.masked[source.end : source.end + 60]
            if named := self._apposition(rest, source.start):
                return named, "name"
            return self._described(head, source.start)
        found, words = self._named(head, source.start)
        if words == "name" and found.who and not found.candidates:
            self._plain[head] = found
        return found, words

    def _before_who(self, position: int) -> Found:
        near = self.people.between(position - 60, position)
        people = near[-1].people if near else ()
        return Found(people[0], (), "only one named") if len(people) == 1 else NOBODY

    # --- names ------------------------------------------------------------------------------

    def _apposition(self, rest: str, position: int) -> Found | None:
        """``the mayor, Nora Quill``: the name after a description."""
        match = _APPOSED.search(rest)
        name = read_name(match[1]) if match else None
        if not name or name.kind == "other" or " " not in name.text:
            return None
        return self._person(name, position)

    def _named(self, head: str, position: int) -> tuple[Found, str]:
        """A source that ends in a name."""
        if generation := _GENERATION.match(head):
            name = read_name(generation[2])
            fits = self.people.fitting(name) if name else []
            suffix = "Sr" if generation[1] in ("elder", "older", "senior") else "Jr"
            held = [p for p in fits if p.suffix == suffix]
            return Found(held[0] if len(held) == 1 else None, tuple(fits), "generation"), "pronoun"
        names = [(m, name) for m in _NAME.finditer(head) if (name := read_name(m[0]))]
        if not names or _RELATIVE.match(head):
            return NOBODY, "pronoun"
        last = head.split()[-1].lower()
        if _SOME_ONE.match(head) and noun_gender(last) and names[-1][1].kind != "person":
            return Found(head), "name"  # "a top Republican"
        if head[:4].lower() == "the " and _ADJECTIVE.search(head):
            found, words = self._described(head, position)  # "the North Korean"
            if found.who != head:
                return found, words
        joint = [name for match, name in names if not _POSSESSIVE.match(head, match.end())]
        # "Ways and Means Chairman Nora Quill" is one person
        beside = not _AND_SMALL.search(head)
        one = beside and len(joint) == 2 and " " in joint[1].title
        one = one and joint[0].kind != "person" and not self.people.fitting(joint[0])
        if len(joint) > 1 and several.one_body(head):
            return Found(head[4:] if head[:4] in ("the ", "The ") else head), "name"
        if len(joint) > 1 and not one and _ALL_JOINED.fullmatch(_NAME.sub("N", head)):
            each = [self._person(name, position).who or name.text for name in joint]
            return Found(" & ".join(map(_written, each))), "name"
        _, name = names[-1]
        if name.text.isupper() and len(name.text) > 3 and not self.people.fitting(name):
            if re.search(rf"\b{re.escape(name.text.lower())}\b", self.article.text):
                return NOBODY, "pronoun"  # the heading of a part: "THE FACTS:"
            plain = name.text.title()  # a transcript's "NORA QUILL"
            if " " in plain or plain in self.article.text:
                name = read_name(plain) or name
        bare = head[4:] if head[:4] in ("the ", "The ") else head
        *words, role = bare.split()
        office = not words or (bare != head and role in languages.read().titles)
        if office and noun_gender(role.lower()) and not self.people.fitting(name):
            # a headline's "Mayor", "the Commander-in-Chief", "the Russian President"
            found, kind = self._described(" ".join(["the", *words, role.lower()]), position)
            return (found._replace(who=head) if isinstance(found.who, str) else found), kind
        if name.kind == "other":
            return Found(self.people.spelled_out(name.text)), "name"
        return self._person(name, position), "name"

    def _person(self, name: Name, position: int) -> Found:
        """The one whom a name means; of several who share it, the one whom the text shows."""
        fits = self.people.fitting(name)
        alive = [one for one in fits if not self._is_dead(one)]
        fits = alive or fits
        if len(fits) == 1:
            return Found(fits[0])
        if not fits:
            single = name.first == name.last and name.kind in ("single", "person")
            single &= not is_plural(name.text)  # "Investigators"
            return Found(self.people.spoken_by(name) if single else name.text)
        if name.title:
            title = offices.read_office(name.title).stems
            held = [
                p
                for p in fits
                if any(title <= office.stems for office in self.descriptions.offices[p])
            ]
            if len(held) == 1:
                return Found(held[0], tuple(fits), "title")
        near = self.people.narrowed(tuple(fits), position)
        return Found(near[0] if len(near) == 1 else None, tuple(fits), "surname")

    # --- descriptions -----------------------------------------------------------------------

    def _described(self, head: str, position: int) -> tuple[Found, str]:
        """A source that is a description: of somebody the article names, or of nobody."""
        head = _FILED.sub("", head)
        noun = head_noun(head)
        if noun not in WRITINGS:
            return self.descriptions.whom(head, noun, position)
        author = writings.author(self.people, head, noun, position)
        found = self._who(clean(author), author, Span(position, position))[0] if author else NOBODY
        return found, "description"


def _is_thing(head: str) -> bool:
    """``a copy of the deal shown by Nora Quill``: not Quill, but the copy."""
    return bool(_THING.match(head)) and not noun_gender(head_noun(head))


def _is_bounded(head: str) -> bool:
    """``The judge overseeing a suit against Kim``: not Kim, but the judge."""
    bounded = _BOUNDED.match(head)
    return bool(bounded and not is_scrap(bounded["who"]) and can_speak(bounded["who"]))


def _plain_person(name: Name) -> bool:
    """Whether what is left after the titles is a person: not ``Bureau of Justice`` Statistics."""
    heads = languages.read().name_heads
    body = any(heads.get(word) == "organisation" for word in name.title.split())
    return name.text[0].isupper() and (" " in name.text or not body)


def _written(who: Person | str) -> str:
    return who.name if isinstance(who, Person) else who


def _human(words: str) -> bool:
    """Whether a description is of somebody, or of several: not "The Commons"."""
    return is_plural(words) or bool(noun_gender(head_noun(words)))


# --- patterns of sources --------------------------------------------------------------------

_OWNER = re.compile(r"[A-Z][\w.]*[’'`]s$")
_OPEN = re.compile(r" (?:that|which|who|whom|whose)$")
_HEARER = re.compile(r"\b(?:spoke|spoken|speaking|talked|talking) (?:with|to) (?:the )?$")
_MEDIA = re.compile(r" (?:media|press|newspapers?|television|TV|broadcasters?|outlets)$")
_HEARD_IN = 20  # characters before a source in which that stands
_LETTERS = re.compile(r"[^\W\d_]")
_LETTERED = re.compile(r"(?:^| )[A-Z]-[a-z]+$")  # "T-shirts" are no name
# "the son of the mayor Nora Quill": not Quill
_RELATIVE = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Oo]ne) (?:[a-z-]+ ){0,2}?(?:son|daughter|wife|husband|widow|widower|"
    r"brother|sister|mother|father|parents|family|children|cousin|uncle|aunt|nephew|niece) of "
)
# "the complaint filed against Quill": the complaint
_FILED = re.compile(r"(?<=[a-z]) (?:filed|brought|lodged|leveled|levelled|made|issued) against .*")
_POSSESSIVE = re.compile(r"[’'`]s?\b")
_APPOSED = re.compile(rf"^(?:, (?:[a-z][\w-]* ){{0,3}}?| )({phrases.NAME})(?:,|\.?\s*$|\.\s)")
_BODY = re.compile(rf"(?:[Tt]he )?({phrases.NAME})$")  # "the Association of Lamp Lighters"
_THING = re.compile(r"(?:[Tt]he|[Aa]n?) (?:[a-z-]+ ){1,3}?(?:of|by|from|in|for|on|about|to) ")
_AND_SMALL = re.compile(r" and [a-z]")
# "people living near the Eastwick Dam", not "a woman named Nora Quill"
_BOUNDED = re.compile(
    r"(?P<who>(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any|[Tt]wo|[Tt]hree|[Oo]ne) )?"
    r"(?:[A-Z]?[a-z-]+ ){0,2}?[A-Z]?[a-z-]+)(?: for [a-z ]{3,30}?)? "
    r"(?:against|near|behind|opposite|(?!including|featuring)[a-z]+ing|"
    r"(?!turned|named|called|identified)[a-z]+ed(?= (?:by|of|in|with|at|from|near|under|against|"
    r"last|this|a few|[A-Z][a-z]+ \d))) (?:[a-z]|[A-Z].* [A-Z\d])"
)
# "Web/log", "the A/V Club": the names of some papers and clubs
_SLASHED = re.compile(r"(?:[Tt]he )?([A-Z]\w{0,11}/\w+(?: [A-Z][\w’'-]*){0,2})")
_SOME_ONE = re.compile(r"(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[a-z-]+ )*[A-Z][\w-]*$")
_GENERATION = re.compile(rf"[Tt]he (elder|older|senior|younger|junior) ({phrases.NAME})$")
_ALL_JOINED = re.compile(r"(?:[\w’'-]+ ){0,4}?N(?:(?:,? and |, | & )(?:[a-z]\w* ){0,3}?N)+")
_ADJECTIVE = re.compile(r"(?:an|ese|ish)$")  # "the North Korean": the one who holds that office
_OWNED = re.compile(
    r"\b(?:of|for|by|from|in|on|at|to|with|under|within|inside) (?:the |his |her )?"
    r"(?:(?:acting|former|fired|ousted|slain|then|late|incoming|outgoing|current|one|two|three|\w+ty|\d+|four|five|six|"
    r"seven|eight|nine|ten) )?"
    r"[A-Z\d][\w’'.-]*(?: (?:(?:of|and|for) )?(?:the )?[A-Z\d&][\w’'.-]*)*$"
)
