"""Whom a phrase means: a name itself; a pronoun or description only where one person is left."""

from __future__ import annotations

import re

from analysis.reading.quotes.general import nouns
from analysis.reading.quotes.general.attribution import ASIDE, unquoted
from analysis.reading.quotes.general.cues import Said
from analysis.reading.quotes.general.phrases import Phrase, Text
from analysis.reading.quotes.speakers import UNKNOWN, Speaker

_BACK = 6  # sentences in which a person is still spoken of
_GOES_ON = 6  # sentences after which who spoke last is not "he" any more
_ADDED = 2  # sentences after which nobody goes on
_NEAR = 4  # sentences in which a description's person was named


class People:
    """The speakers of one text, resolved in its order."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.known = set(text.people)
        single = {who for alias, who in text.aliases.items() if " " not in alias}
        self.listed = single - self.known  # may be people: nothing tells
        self.read = 0  # sentences before it are read
        self.quoted = {text.sentence_at(s.outer.start) for s in text.speech}
        self.spoke: list[tuple[int, str | None]] = []  # sentence and actor of each speaker
        self.called: dict[str, set[str]] = {}  # noun → whom it was resolved to before

    def speaker(self, said: Said) -> Speaker:
        """Resolve one attribution, and remember who spoke."""
        self._advance(said.sentence)
        found = self._resolve(said)
        known = found.actor if found.sure in ("named", "resolved") else None
        if known and said.subject and said.subject.kind == "name":
            self.known.add(known)
        if known or said.subject is None or said.subject.kind != "pronoun":
            self.spoke.append((said.sentence, known))
        return found

    def _advance(self, sentence: int) -> None:
        """Remember who speaks in the sentences before, of which nothing is in marks."""
        for number in range(self.read, sentence):
            if number in self.quoted:
                continue
            said = unquoted(self.text, number)
            if said is None or (said.subject and said.subject.kind == "pronoun"):
                continue
            if said.subject is None and not said.dropped:
                continue
            found = self._resolve(said)
            known = found.actor if found.sure in ("named", "resolved") else None
            if known and said.subject and said.subject.kind == "name":
                self.known.add(known)
            if known or said.subject:
                self.spoke.append((number, known))
        self.read = max(self.read, sentence)

    def _resolve(self, said: Said) -> Speaker:
        phrase, cue = said.subject, said.cue
        verb = cue.verb if cue else None
        if phrase is None:
            last = self._last(said.sentence, verb.gender if verb else "")
            goes_on = verb and verb.use == "adding" and last and said.sentence - last[0] <= _ADDED
            if goes_on and last and last[1]:  # "added the banker", whoever that is
                return Speaker(last[1], "resolved", "adding")
            if verb and verb.number == "p" and verb.use == "naming" and not said.dropped:
                return self._several(said)  # "… over what they have called “…”"
            if not said.dropped:
                return UNKNOWN
            if self.spoke and self.spoke[-1][0] == said.sentence and self.spoke[-1][1]:
                return Speaker(self.spoke[-1][1], "resolved", "same sentence")
            if not self.text.grammar.dropped and not (verb and verb.use == "adding"):
                return UNKNOWN
            if verb and verb.shape == "gerund":
                return self._same_sentence(said)
            gender = verb.gender if verb else ""
            if verb and verb.number == "p":
                return self._several(said)
            return self._pronoun(said, gender)
        if phrase.kind == "name":
            return Speaker(phrase.who, "named", "name")
        if phrase.kind == "noun":
            return self._body(said, phrase)
        if phrase.kind == "pronoun":
            if phrase.plural or (verb and verb.number == "p"):
                return self._several(said)
            gender = phrase.gender if phrase.gender in ("m", "f") else verb.gender if verb else ""
            return self._pronoun(said, gender)
        return self._described(said, phrase)

    def _same_sentence(self, said: Said) -> Speaker:
        """``…, calling it “…”``: the first person of its sentence, if it is about one at all."""
        people = self._subjects(said.sentence, said, "")
        return (
            Speaker(people[0], "resolved", "pronoun") if people[:1] != ["?"] and people else UNKNOWN
        )

    def _body(self, said: Said, phrase: Phrase) -> Speaker:
        """A phrase of nouns speaks in its own words where it is several or a body."""
        verb = said.cue.verb if said.cue else None
        if verb and verb.use == "adding":  # "added the banker"
            return self._resolve(said._replace(subject=None))
        if not nouns.is_body(self.text, said.sentence, phrase):
            return UNKNOWN
        words = self.text.words(said.sentence)
        span = self.text.text[words[phrase.first].start : words[phrase.last - 1].end]
        if not self.text.grammar.nominative:  # "les médias allemands"
            span = self._surface(said, phrase)
        return Speaker(" ".join(span.split()), "named", "description")

    # --- pronouns and verbs without a subject ---------------------------------------------------

    def _several(self, said: Said) -> Speaker:
        """``Her lawyers sue for what they called “…”``: those with whom the sentence begins."""
        phrases = self.text.phrases(said.sentence)
        before = [p for p in phrases if said.cue is None or p.last <= said.cue.first]
        free = [p for p in before if not p.governed and p.kind != "pronoun"]
        if not free or not free[0].plural or any(p.plural for p in free[1:]):
            return UNKNOWN
        words = self.text.words(said.sentence)
        return Speaker(self._whole(words, free[0]), "resolved", "description")

    def _whole(self, words: list, phrase: Phrase) -> str:
        """A description with the name that it belongs to: "the lawyers of Kim"."""
        end = phrase.last
        while end < len(words) and end - phrase.last < 3:
            low = words[end].low
            if not (words[end].capital or low in self.text.grammar.prepositions):
                break
            end += 1
        start, stop = words[phrase.first].start, words[end - 1].end
        return " ".join(self.text.text[start:stop].split())

    def _pronoun(self, said: Said, gender: str) -> Speaker:
        """Who spoke last, unless a sentence since is about somebody else."""
        last = self._last(said.sentence, gender)
        for number in range(said.sentence, max(-1, said.sentence - _BACK), -1):
            people = self._subjects(number, said, gender)
            if last and last[0] >= number:
                others = [who for who in people if who != last[1]]
                if last[1] and (last[0] == number or not others):
                    return Speaker(last[1], "resolved", "pronoun")
                return _unknown(last[1], *others)
            if people and people[0] != "?" and self._alone(people):
                return Speaker(people[0], "resolved", "pronoun")
            if people:
                return _unknown(*people)
        return UNKNOWN

    def _alone(self, people: list[str]) -> bool:
        """Whether the first is the only one who could be meant, or spoke before the others came."""
        return len(people) == 1 or any(actor == people[0] for _, actor in self.spoke[-2:])

    def _last(self, sentence: int, gender: str) -> tuple[int, str | None] | None:
        if not self.spoke:
            return None
        number, actor = self.spoke[-1]
        known = self.text.gender(actor) if actor else ""
        if sentence - number > _GOES_ON or (gender and known and gender != known):
            return None
        if actor not in self.known and sentence - number > 1:
            actor = None  # "an official" is nobody to come back to
        return number, actor

    def _subjects(self, number: int, said: Said, gender: str) -> list[str]:
        """People whom a sentence is about, "?" for one it does not name; the first comes first."""
        phrases = self.text.phrases(number)
        if number == said.sentence and said.cue:
            phrases = [p for p in phrases if p.last <= said.cue.first]
            phrases = [p for p in phrases if not self._aside(number, p, said)]
        found: list[str] = []
        for before, phrase in zip([None, *phrases], phrases, strict=False):
            listed = phrase.kind == "name" and phrase.who in self.listed
            if phrase.governed or not (listed or self._may_be(phrase, gender)):
                continue
            if phrase.kind == "description" and before and self._apposed(number, before, phrase):
                continue
            who = None if listed and phrase.who not in self.known else phrase.who
            found.append(who or self._held(number, phrase) or "?")
        return list(dict.fromkeys(found))

    def _aside(self, number: int, phrase: Phrase, said: Said) -> bool:
        """Whether a phrase stands in an aside before the verb: ``“…” (he was 14), he said``."""
        start = self.text.words(number)[phrase.first].start
        low = self.text.sentences[number].start
        asides = ASIDE.finditer(self.text.masked, low, said.cue.start if said.cue else low)
        return any(aside.start() < start < aside.end() for aside in asides)

    def _apposed(self, number: int, before: Phrase, phrase: Phrase) -> bool:
        """``Kim, the coach of …``: the description is of the name before it."""
        words = self.text.words(number)
        between = self.text.masked[words[before.last - 1].end : words[phrase.first].start]
        return before.kind == "name" and between.strip() in (",", "—", "–", "(")

    def _held(self, number: int, phrase: Phrase) -> str | None:
        held = self._holders(self.text.words(number)[phrase.last - 1].low)
        return held[0] if len(held) == 1 else None

    def _holders(self, noun: str) -> list[str]:
        """Who is the noun in this text: it stands beside the name, or meant nobody else so far."""
        noun = self.text.base(noun) or noun
        held = [who for who, nouns in self.text.offices.items() if noun in nouns]
        return held or sorted(self.called.get(noun, ()))

    def _may_be(self, phrase: Phrase, gender: str) -> bool:
        """Whether a phrase is one person, and of that gender as far as is known."""
        if phrase.kind == "description":
            return not phrase.plural and not (gender and phrase.gender and phrase.gender != gender)
        if phrase.kind != "name" or phrase.who not in self.known:
            return False
        known = self.text.gender(phrase.who or "")
        return not (gender and known and known != gender)

    # --- descriptions ---------------------------------------------------------------------------

    def _described(self, said: Said, phrase: Phrase) -> Speaker:
        found = self._of_description(said, phrase)
        if found.actor and found.sure == "resolved":
            noun = self.text.words(said.sentence)[phrase.last - 1].low
            self.called.setdefault(noun, set()).add(found.actor)
        return found

    def _of_description(self, said: Said, phrase: Phrase) -> Speaker:
        surface = self._surface(said, phrase)
        verb = said.cue.verb if said.cue else None
        gender = phrase.gender or (verb.gender if verb else "")
        if phrase.plural or not phrase.definite:
            return Speaker(surface, "named", "description")
        noun = self.text.words(said.sentence)[phrase.last - 1].low
        held = self._holders(noun)
        if len(held) == 1:
            return Speaker(held[0], "resolved", "office")
        last = self._last(said.sentence, gender)
        if last and last[1] and verb and verb.use == "adding":
            return Speaker(last[1], "resolved", "description")
        people = self._people_before(said, gender)
        foreign = noun in self.text.grammar.speaking_for
        if self._introduced(said, phrase):
            return _unknown(*held, *people)
        if not held and (foreign or not people):
            return Speaker(surface, "named", "description")
        spoken = {who for _, who in self.spoke if who in people}
        if not held and len(people) == 1 and spoken == set(people):
            return Speaker(people[0], "resolved", "only speaker")
        near = self._near(said, gender)
        named = [who for who in near if who != "?"]
        spoke = [who for _, who in self.spoke[-2:]]
        alone = len(near) == 1 or spoke[-1:] == named or (people == named and not foreign)
        if len(named) == 1 and not held and alone:
            return Speaker(named[0], "resolved", "description")
        if not (held or foreign or near) and (only := self._only_named(said, gender)):
            return Speaker(only, "resolved", "only one near")
        return _unknown(*held, *people)

    def _only_named(self, said: Said, gender: str) -> str | None:
        """The one person whom the last two sentences name, in whatever case."""
        low = self.text.sentences[max(0, said.sentence - 2)].start
        high = self.text.sentences[said.sentence].start
        found = {n.actor for n in self.text.named if low <= n.start < high}
        found &= self.text.people | self.known
        known = {who: self.text.gender(who) for who in found}
        fits = [who for who in found if not (gender and known[who] and known[who] != gender)]
        return fits[0] if len(found) == len(fits) == 1 else None

    def _introduced(self, said: Said, phrase: Phrase) -> bool:
        """Whether a clause of its own tells who is meant: "the expert who rang the bells"."""
        words = self.text.words(said.sentence)
        rest = words[phrase.last : phrase.last + 1]
        return bool(rest) and rest[0].low in self.text.grammar.relatives

    def _near(self, said: Said, gender: str) -> list[str]:
        """Who spoke or was spoken of in the last sentences."""
        found = [
            actor or "?"
            for number, actor in self.spoke
            if said.sentence - number <= _NEAR
            and not (gender and actor and self.text.gender(actor) not in ("", gender))
        ]
        for number in range(max(0, said.sentence - _NEAR), said.sentence):
            found += self._subjects(number, said, gender)
        return list(dict.fromkeys(found))

    def _surface(self, said: Said, phrase: Phrase) -> str:
        """The description's words, with what belongs to its noun: up to the verb or a mark."""
        words, masked = self.text.words(said.sentence), self.text.masked
        start, end = words[phrase.first].start, words[phrase.last - 1].end
        cue = said.cue
        stop = cue.start if cue and cue.start > end else self.text.sentences[said.sentence].end
        rest = re.match(r"[^\W_]*(?: [\w’'-]+){0,8}", masked[end:stop])
        cut = rest[0] if rest else ""
        grammar = self.text.grammar
        for word in re.finditer(r"[\w’'-]+", cut):
            ends = grammar.auxiliaries | grammar.relatives | grammar.that | grammar.verbs.keys()
            if word[0].lower() in ends and word.start():
                cut = cut[: word.start()].rstrip()
                break
        before = bool(cue and cue.start > end)
        if not before and (not cut.split() or cut.split()[0].lower() not in grammar.prepositions):
            cut = ""
        small = grammar.adverbs | grammar.auxiliaries | grammar.pronouns.keys()
        while before and cut.split() and cut.split()[-1].lower() in small:
            cut = cut.rstrip()[: -len(cut.split()[-1])]
        return " ".join(self.text.text[start : end + len(cut.rstrip())].split())

    def _people_before(self, said: Said, gender: str) -> list[str]:
        words = self.text.words(said.sentence)
        before = words[said.subject.first].start if said.subject else 0
        known = self.text.gender
        return list(
            dict.fromkeys(
                n.actor
                for n in self.text.named
                if n.start < before
                and n.actor in self.known
                and not (gender and known(n.actor) and known(n.actor) != gender)
            )
        )


def _unknown(*candidates: str | None) -> Speaker:
    named = (who for who in candidates if who and who != "?")
    return UNKNOWN._replace(candidates=tuple(dict.fromkeys(named)))
