"""How the verbs of a sentence stand: finite, passive, participles; and what is beside each."""

from __future__ import annotations

import re

from analysis.measures.roles.phrases import Group, Sentence, group

Phrases = tuple[int, int]
"""The first and the last phrase of a run of noun phrases that act as one."""
VERBAL = "VTgpe"
_NONE = Group(0, "", False, False, None, frozenset())
_JOINABLE = ("passive", "participle", "finite", "infinitive passive", "ing passive")


class Clauses:
    """The clauses of one sentence: the shape of each verb, and what stands beside it."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.kinds = sentence.kinds
        self.groups: dict[int, Group] = {}
        self.subjects: dict[int, Phrases | None] = {}
        self.shapes: dict[int, str] = {}
        for place, kind in enumerate(self.kinds):
            if kind in VERBAL:
                self.groups[place] = group(sentence, place)

    # --- the shape of a verb ------------------------------------------------------------------

    def shape(self, place: int) -> str:
        """finite, passive, infinitive, -ing or participle; open ones settled here."""
        if place not in self.shapes:
            self.shapes[place] = self._shape(place)
        return self.shapes[place]

    def _shape(self, place: int) -> str:
        kind, one = self.kinds[place], self.groups[place]
        if kind == "V":
            return "passive" if one.passive else "finite"
        if kind == "T":
            return "infinitive passive" if one.passive else "infinitive"
        if kind == "g":
            return "ing passive" if one.passive else "ing"
        if one.passive:
            return "passive"
        if kind == "p":
            return self._joined_participle(place) or "participle"
        return self._past_or_participle(place)

    def _joined_participle(self, place: int) -> str | None:
        """``was beaten and taken``: the helper of the verb before holds for this one."""
        left = self._left(place)
        if left > 0 and self.kinds[left] == "C":
            for before in range(left - 1, -1, -1):
                if self.kinds[before] not in "Vpe" and not self.groups.get(before, _NONE).passive:
                    continue
                shape = self.shape(before)
                return shape if shape in _JOINABLE else None
        return None

    def _past_or_participle(self, place: int) -> str:
        left, right = self._left(place), self._right(place)
        before = self.kinds[left] if left >= 0 else ""
        after = self.kinds[right] if right < len(self.kinds) else ""
        if after == "Y":
            return self._joined_participle(place) or "participle"
        if before == "N":
            if self._is_subject_pronoun(left):
                return "finite"
            if "none" in self.groups[place].takes or after in ("N", "H", '"', "T"):
                return "finite"
            return "participle" if self._reduced(left, place) else "finite"
        if before == "W" or (before in '",' and after == "N" and self._after_quotation(place)):
            return "finite"
        if before == "C":
            joined = self._joined_participle(place)
            if joined:
                return joined
            return "finite"
        if before in (",", ")", "-") and self._opened(left) is not None:
            opened = self._opened(left)
            noun = self._noun_before(opened) if opened is not None else None
            if noun is not None and not self._finite_after(place):
                return "finite"
        if before == "#" or before == "H":
            return "finite"
        if before and before in VERBAL:
            return "participle"
        return "participle"

    def _after_quotation(self, place: int) -> bool:
        """``"…," said Kim``."""
        return self._speaks(place) and '"' in self.kinds[max(0, place - 2) : place]

    def _starts_noun(self, place: int) -> bool:
        return self.kinds[place : place + 1] == "N"

    def _reduced(self, left: int, place: int) -> bool:
        """Whether a verb after a noun describes it: ``a man arrested in London was``."""
        chain = self._chain(left)
        before = self.kinds[chain[0] - 1] if chain[0] else ""
        if before in ("V", "T", "g") and not self._speaks(chain[0] - 1):
            return True
        if before in ("P", "Y", "o"):
            return True
        return self._finite_after(place)

    def _finite_after(self, place: int) -> bool:
        """Whether the clause goes on to a finite verb that has no other subject."""
        rest = self.kinds[place + 1 :]
        return bool(re.match(r"(?:[PoYRL#TN]|[g](?=[PNoR]))*?V", rest)) and bool(
            re.match(r"[RL]*(?:#|[PoY]N|[P]#|[R]|[L]|TN?)+R*V", rest)
        )

    # --- looking left -------------------------------------------------------------------------

    def _left(self, place: int) -> int:
        """The phrase before, adverbs and brackets passed over."""
        place -= 1
        while place >= 0:
            kind = self.kinds[place]
            if kind == ")":
                opened = self.kinds.rfind("(", 0, place)
                if opened < 0:
                    return place
                place = opened - 1
            elif kind in "R#L'" or (kind == "N" and self._is_reflexive(place)):
                if kind == "#" and place and self.kinds[place - 1] in "PJ":
                    place -= 1
                place -= 1
            else:
                return place
        return -1

    def _right(self, place: int) -> int:
        place += 1
        while place < len(self.kinds) and self.kinds[place] in "R":
            place += 1
        return place

    def _is_reflexive(self, place: int) -> bool:
        return self._letter(place) == "F"

    def _letter(self, place: int) -> str:
        return self.sentence.words.letters[self.sentence.last[place] - 1]

    def _word(self, place: int) -> str:
        return self.sentence.words.forms[self.sentence.last[place] - 1].lower()

    def _is_subject_pronoun(self, place: int) -> bool:
        return self._letter(place) == "I"

    def _speaks(self, place: int) -> bool:
        one = self.groups.get(place)
        return one is not None and "clause" in one.takes

    def _verb_before(self, place: int) -> int | None:
        for earlier in range(place - 1, -1, -1):
            if self.kinds[earlier] in VERBAL:
                return earlier
            if self.kinds[earlier] in ";":
                return None
        return None

    def _finite_before(self, place: int) -> int | None:
        """The last finite verb before a place, those of relative clauses passed over."""
        spare = None
        for earlier in range(place - 1, -1, -1):
            if self.kinds[earlier] in "Ve" and self.shape(earlier) in ("finite", "passive"):
                left = self._left(earlier)
                if left >= 0 and self.kinds[left] in "WH":
                    spare = earlier if spare is None else spare
                    continue
                return earlier
            if self.kinds[earlier] == ";":
                break
        return spare

    def _chain(self, last: int) -> Phrases:
        """Noun phrases linked by "of", prepositions and "and" that end at ``last``.

        Gives the head's run: of "members of the party" "members".
        """
        first, end = last, last
        while first >= 2:
            link, before = self.kinds[first - 1], self.kinds[first - 2]
            if link == "o" and before == "N":
                first = end = first - 2
            elif link in "P" and before == "N" and self._letter(first - 2) not in "IOi":
                if self._object_of(first - 2) is not None:
                    break
                first = end = first - 2
            elif link == "C" and before in "N" and not self._object_of_verb(first - 2):
                first = self._listed(first - 2)
            else:
                break
        return first, end

    def _listed(self, first: int) -> int:
        """``Kim, Putin and Xi``: go back over what stands between commas."""
        while first >= 2 and self.kinds[first - 1] == "," and self.kinds[first - 2] == "N":
            if first >= 3 and self.kinds[first - 3] in ",PoJ":
                break
            first -= 2
        return first

    def _object_of(self, place: int) -> int | None:
        """The verb just before a noun phrase."""
        if place and self.kinds[place - 1] in VERBAL:
            return place - 1
        return None

    def _object_of_verb(self, place: int) -> bool:
        """Whether a noun phrase is the object of a verb that takes no clause."""
        verb = self._object_of(self._chain(place)[0] if place else place)
        return verb is not None and not self._speaks(verb)

    def _noun_before(self, place: int) -> int | None:
        """The noun phrase that ends just before a comma, relative or participle."""
        left = self._left(place)
        while left >= 0 and self.kinds[left] in ",":
            left = self._left(left)
        return left if left >= 0 and self.kinds[left] == "N" else None

    def _opened(self, comma: int) -> int | None:
        """Where what a comma or dash closes was opened: ``Kim, who is 39, said``."""
        mark, found = self.kinds[comma], None
        place = self.kinds.rfind(mark, 0, comma)
        while place > 0:
            inside = self.kinds[place + 1 : comma]
            if inside[:1] not in ("W", "P", "J") and "V" in inside.partition("W")[0]:
                break
            left = self._left(place)
            if left >= 0 and self.kinds[left] == "N":
                first = self._chain(left)[0]
                found = place if found is None else found
                if first == 0 or self.kinds[first - 1] in 'HKCB":;':
                    return place
            place = self.kinds.rfind(mark, 0, place)
        return found
