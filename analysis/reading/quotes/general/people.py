"""Whom a phrase means: a name itself; a pronoun or description only where one person is left."""

from __future__ import annotations

from analysis.reading.quotes.general.subjects import Said
from analysis.reading.quotes.general.texts import Phrase, Text
from analysis.reading.quotes.speakers import UNKNOWN, Speaker

_BACK = 4  # sentences in which a person is still spoken of
_GOES_ON = 3  # sentences after which who spoke last is not "he" any more


class People:
    """The speakers of one text, resolved in its order."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.spoke: list[tuple[int, str]] = []  # sentence and actor of each sure speaker

    def speaker(self, said: Said) -> Speaker:
        """Resolve one attribution, and remember who spoke."""
        found = self._resolve(said)
        if found.actor and found.sure in ("named", "resolved"):
            self.spoke.append((said.sentence, found.actor))
        return found

    def _resolve(self, said: Said) -> Speaker:
        phrase, cue = said.subject, said.cue
        verb = cue.verb if cue else None
        if phrase is None:
            if not said.dropped:
                return UNKNOWN
            if not self.text.grammar.dropped and not (verb and verb.use == "adding"):
                return UNKNOWN
            gender = verb.gender if verb else ""
            plural = bool(verb and verb.number == "p")
            return self._pronoun(said, gender, plural)
        if phrase.kind == "name":
            return Speaker(phrase.who, "named", "name")
        if phrase.kind == "pronoun":
            gender = phrase.gender if phrase.gender in ("m", "f") else verb.gender if verb else ""
            return self._pronoun(said, gender, phrase.plural)
        return self._described(said, phrase)

    # --- pronouns and verbs without a subject ---------------------------------------------------

    def _pronoun(self, said: Said, gender: str, plural: bool) -> Speaker:
        if plural:
            return UNKNOWN
        last = self._last(said.sentence, gender)
        for number in range(said.sentence, max(-1, said.sentence - _BACK), -1):
            named = self._named(number, said, gender)
            free = list(dict.fromkeys(p.who for p in named if not p.governed and p.who))
            if last and last[0] >= number:
                others = [who for who in free if who != last[1]]
                if last[0] == number or not others:
                    return Speaker(last[1], "resolved", "pronoun")
                return UNKNOWN._replace(candidates=(last[1], *others))
            if len(free) == 1:
                return Speaker(free[0], "resolved", "pronoun")
            if len(free) > 1:
                return UNKNOWN._replace(candidates=tuple(free))
        return UNKNOWN

    def _last(self, sentence: int, gender: str) -> tuple[int, str] | None:
        if not self.spoke:
            return None
        number, actor = self.spoke[-1]
        known = self.text.gender(actor)
        if sentence - number > _GOES_ON or (gender and known and gender != known):
            return None
        return number, actor

    def _named(self, number: int, said: Said, gender: str) -> list[Phrase]:
        """People named in a sentence, before the verb if it is the verb's own."""
        phrases = self.text.phrases(number)
        if number == said.sentence and said.cue:
            phrases = [p for p in phrases if p.last <= said.cue.first]
        known = self.text.gender
        return [
            p
            for p in phrases
            if p.kind == "name"
            and p.who
            and not (gender and known(p.who) and known(p.who) != gender)
        ]

    # --- descriptions ---------------------------------------------------------------------------

    def _described(self, said: Said, phrase: Phrase) -> Speaker:
        words = self.text.words(said.sentence)
        surface = self.text.text[words[phrase.first].start : words[phrase.last - 1].end]
        verb = said.cue.verb if said.cue else None
        gender = phrase.gender or (verb.gender if verb else "")
        if phrase.plural or not phrase.definite:
            return Speaker(surface, "named", "description")
        last = self._last(said.sentence, gender)
        if last and verb and verb.use == "adding":
            return Speaker(last[1], "resolved", "description")
        people = self._people_before(said, gender)
        if not people:
            return Speaker(surface, "named", "description")
        if len(people) == 1 and last and last[1] == people[0]:
            return Speaker(people[0], "resolved", "description")
        return UNKNOWN._replace(candidates=tuple(people))

    def _people_before(self, said: Said, gender: str) -> list[str]:
        words = self.text.words(said.sentence)
        before = words[said.subject.first].start if said.subject else 0
        known = self.text.gender
        return list(
            dict.fromkeys(
                n.actor
                for n in self.text.named
                if n.start < before and not (gender and known(n.actor) and known(n.actor) != gender)
            )
        )
