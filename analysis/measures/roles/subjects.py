"""Whose doing a verb tells: the subject of each verb, however its clause hangs on others."""

from __future__ import annotations

from analysis.measures.roles.clauses import VERBAL, Clauses, Phrases


class Subjects(Clauses):
    """Adds who each verb is about."""

    # --- subjects -----------------------------------------------------------------------------

    def subject(self, place: int) -> Phrases | None:
        """The grammatical subject of a verb, worked out once."""
        if place not in self.subjects:
            self.subjects[place] = None  # a circle ends here
            shape = self.shape(place)
            if shape.startswith("infinitive"):
                found = self._of_infinitive(place)
            elif shape in ("ing", "ing passive"):
                found = self._of_ing(place)
            elif shape == "participle":
                found = self._of_participle(place)
            else:
                found = self._of_finite(place)
            self.subjects[place] = found
        return self.subjects[place]

    def _of_finite(self, place: int) -> Phrases | None:
        left = self._left(place)
        if left < 0 or (
            self.kinds[left] in '",'
            and self._after_quotation(place)
            and self._starts_noun(self._right(place))
        ):
            return None
        kind = self.kinds[left]
        if kind == "N":
            return self._noun_subject(left)
        if kind in "WH":
            return self._antecedent(left)
        if kind in ",-":
            opened = self._opened(left)
            if opened is not None:
                noun = self._noun_before(opened)
                if noun is not None:
                    return self._noun_subject(noun)
            kind = "C" if self._verb_before(left) is not None and self.kinds[place] != "V" else kind
        if kind in "CB":
            return self._shared(place, left)
        if kind in VERBAL and self.groups[left].lemma in ("get", "be", "have"):
            return self.subject(left)
        return None

    def _shared(self, place: int, left: int) -> Phrases | None:
        """The subject of the verb before: ``Kim came and said``."""
        if self.kinds[place] == "V" and len(self.groups[place].lemma):
            letters = self._letters(place)
            if letters == "v":
                before = self._verb_before(left)
                return self.subject(before) if before is not None else None
        before = self._finite_before(left)
        return self.subject(before) if before is not None else None

    def _letters(self, place: int) -> str:
        first, last = self.sentence.first[place], self.sentence.last[place]
        return self.sentence.words.letters[first:last]

    def _noun_subject(self, last: int) -> Phrases | None:
        """The subject that ends in the noun phrase ``last``: what it hangs on is gone back over."""
        if self._letter(last) == "O":
            return None
        for _ in range(6):
            chain = self._chain(last)
            before = chain[0] - 1
            if before < 0:
                return chain
            kind = self.kinds[before]
            if kind in "gpeT" or (kind == "V" and not self._speaks(before)):
                noun = self._over_verb(before)
                if noun is None:
                    return None if self._opens(before) else chain
                last = noun
                continue
            verb = before - 1
            while kind in "PY" and verb > 0 and self.kinds[verb] in "LR":
                verb -= 1
            if kind in "PY" and verb >= 0 and self.kinds[verb] in "gpeV":
                noun = self._over_verb(verb)
                if noun is None:
                    return None if self._opens(verb) else chain
                last = noun
                continue
            return chain
        return None

    def _opens(self, verb: int) -> bool:
        """``Getting along with Russia is``: the -ing form itself is the subject."""
        return self.kinds[verb] == "g" and (verb == 0 or self.kinds[verb - 1] in '":HCK')

    def _over_verb(self, verb: int) -> int | None:
        """Before a clause that describes a noun, that noun: ``the man (who shot Kim)``."""
        left = self._left(verb)
        if left < 0:
            return None
        kind = self.kinds[left]
        if self.kinds[verb] in "gpT" or (
            self.kinds[verb] == "e" and self.shape(verb) == "participle"
        ):
            if kind == "N":
                return left
            if kind == "V" and self.kinds[verb] in "gT":
                return self._over_verb(left)
            return None
        if kind == "W" or (kind == "H" and self.kinds[left - 1 : left] == "N"):
            return self._noun_before(left)
        if kind == "N" and left >= 2 and self.kinds[left - 1] in "WH":
            return self._noun_before(left - 1)
        return None

    def _antecedent(self, relative: int) -> Phrases | None:
        word = self._word(relative)
        if word in ("what", "whatever", "whoever", "whose"):
            return None
        left = self._left(relative)
        comma = left >= 0 and self.kinds[left] in ",-"
        if comma:
            left = self._left(left)
        if left < 0 or self.kinds[left] != "N":
            if left >= 0 and self.kinds[left] in "CB":
                before = self._verb_before(left)
                return self.subject(before) if before is not None else None
            return None
        if self.kinds[relative] == "H" and left and self._speaks(left - 1):
            return None
        if comma and word == "which" and left and self.kinds[left - 1] == "P":
            return None  # which: the thing or the whole clause
        if word == "who" and left >= 2 and self._letter(left) == "m":
            link, before = self.kinds[left - 1], self.kinds[left - 2]
            if link in "Po" and before == "N" and self._letter(left - 2) in "nrm":
                return left - 2, left - 2
        first = left
        while first >= 2 and self.kinds[first - 1] == "C" and self.kinds[first - 2] == "N":
            first = self._listed(first - 2)
        return (first, left) if word == "who" else (left, left)

    def _of_infinitive(self, place: int) -> Phrases | None:
        left = self._left(place)
        if left < 0:
            return None
        kind = self.kinds[left]
        if kind in VERBAL:
            return self.subject(left)
        if kind == "N":
            chain = self._chain(left)
            verb = chain[0] - 1
            if verb >= 0 and self.kinds[verb] in "P" and self._word(verb) == "for":
                return chain
            while verb > 0 and self.kinds[verb] in "RLPoN#":
                verb -= 1
            if verb >= 0 and self.kinds[verb] in VERBAL:
                one = self.groups[verb]
                if "person" in one.takes and not self._is_passive(verb):
                    return chain if chain[0] == verb + 1 else (verb + 1, verb + 1)
                return self.subject(verb)
            if verb >= 0 and self.kinds[verb] in "WH":
                return None
            return None
        if kind in "CB":
            before = self._verb_before(left)
            return self.subject(before) if before is not None else None
        if kind in ",AWKaL)":
            before = self._finite_before(left)
            return self.subject(before) if before is not None else None
        return None

    def _is_passive(self, place: int) -> bool:
        return self.shape(place).endswith("passive") or self.shape(place) == "participle"

    def _main_after(self, place: int) -> int | None:
        """The main verb after an opening ``Speaking in Moscow,``."""
        comma = self.kinds.find(",", place)
        while comma >= 0:
            for later in range(comma + 1, len(self.kinds)):
                kind = self.kinds[later]
                if kind in "Ve" and self.shape(later) in ("finite", "passive"):
                    return later
                if kind in "WK;":
                    break
            comma = self.kinds.find(",", comma + 1)
        return None

    def _of_ing(self, place: int) -> Phrases | None:
        left = self._left(place)
        opening = (
            left < 0
            or (left == 0 and self.kinds[0] in 'PJKW"')
            or (self.kinds[left] in "PJK" and self._left(left) < 0)
        )
        if opening:
            later = self._main_after(place)
            return self.subject(later) if later is not None else None
        kind = self.kinds[left]
        if kind == "N":
            if self.kinds[left - 1] in "VTg" and left and self._spends(left - 1):
                return self.subject(left - 1)
            return (left, left)
        if kind in "CB":
            before = self._verb_before(left)
            return self.subject(before) if before is not None else None
        if kind in VERBAL:
            return self.subject(left)
        if kind in "PJoK":
            return self._of_gerund(left)
        if kind in ",-":
            before = self._finite_before(left)
            if before is not None and self._speaks(place):
                before = self._speaking_before(before)
            return self.subject(before) if before is not None else None
        return None

    def _speaking_before(self, verb: int) -> int:
        """``He said they had left, claiming``: who said, not who left."""
        for earlier in range(verb - 1, -1, -1):
            finite = self.kinds[earlier] in "Ve" and self.shape(earlier) == "finite"
            if finite and self._speaks(earlier):
                return earlier
        return verb

    def _spends(self, verb: int) -> bool:
        return self.groups[verb].lemma in ("spend", "waste", "have")

    def _of_gerund(self, preposition: int) -> Phrases | None:
        """``accused Kim of killing``: Kim; ``left after killing``: who left."""
        left = self._left(preposition)
        blames = self._word(preposition) in ("of", "from", "for", "into", "against")
        verb = self.groups.get(left - 1) if left >= 1 and self.kinds[left] == "N" else None
        if blames and verb and "none" not in verb.takes and not self._is_passive(left - 1):
            return (left, left)
        before = self._verb_before(preposition)
        return self.subject(before) if before is not None else None

    def _of_participle(self, place: int) -> Phrases | None:
        left = self._left(place)
        if left < 0 or (self.kinds[left] in 'KJ"a' and self._left(left) < 0):
            later = self._main_after(place)
            return self.subject(later) if later is not None else None
        kind = self.kinds[left]
        if kind == "N":
            return (left, left)
        if kind in ",-":
            noun = self._left(left)
            if noun >= 0 and self.kinds[noun] == "N":
                chain = self._chain(noun)
                return (
                    chain if chain[0] == 0 or self.kinds[chain[0] - 1] not in "P" else (noun, noun)
                )
            return None
        if kind in "CB":
            before = self._verb_before(left)
            return self.subject(before) if before is not None else None
        if kind in VERBAL and self.groups[left].lemma in ("get", "be"):
            return self.subject(left)
        return None
