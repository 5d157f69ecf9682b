"""Who does what to whom in one sentence, from its row of phrases: rules, and silence otherwise."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.measures.phrase_chunks import Group, Sentence, group

Phrases = tuple[int, int]
"""The first and the last phrase of a run of noun phrases that act as one."""


class Row(NamedTuple):
    """One verb: its group, who acts and who is acted upon (places of phrases), and its form."""

    place: int
    group: Group
    agent: Phrases | None
    patient: Phrases | None
    passive: bool
    form: str
    clause: bool = False  # the patient is what is said or wanted, a clause


_NONE = Group(0, "", False, False, None, frozenset())
_JOINABLE = ("passive", "participle", "finite", "infinitive passive", "ing passive")
_COPULAS = frozenset(("be", "become", "seem", "remain", "appear"))
_VERBAL = "VTgpe"
# What one wants, tries or is about to do is what these are about.
_WANTS = frozenset(
    "want try go plan hope intend seek refuse decline agree promise pledge vow threaten attempt "  # noqa: SIM905
    "fail manage need start begin continue decide choose prefer aim expect prepare struggle offer "
    "wish swear opt demand ask look".split()
)
_WEAK = {"is", "are", "was", "were", "am", "be", "been", "being", "'s", "’s", "'re", "'m"}
_CHAIN = re.compile(r"N(?:[P]#?N|oN|CN(?=[^V]))*$")


class Roles:
    """The roles of one sentence, worked out verb by verb from the left."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.kinds = sentence.kinds
        self.groups: dict[int, Group] = {}
        self.subjects: dict[int, Phrases | None] = {}
        self.shapes: dict[int, str] = {}
        for place, kind in enumerate(self.kinds):
            if kind in _VERBAL:
                self.groups[place] = group(sentence, place)

    def rows(self) -> list[Row]:
        """Give a row for each verb with a role."""
        found = []
        for place, kind in enumerate(self.kinds):
            if kind in _VERBAL:
                row = self._row(place)
                if row and (row.agent or row.patient):
                    found.append(row)
        return found

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
        if before and before in _VERBAL:
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
            if self.kinds[earlier] in _VERBAL:
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
            elif link in "P" and before == "N" and not self._letter(first - 2) in "IOi":
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
        if place and self.kinds[place - 1] in _VERBAL:
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
            if inside[:1] not in ("W", "P", "J") and "V" in inside.rpartition("W")[0] + inside:
                if "W" not in inside or "V" in inside[: inside.find("W")]:
                    break
            left = self._left(place)
            if left >= 0 and self.kinds[left] == "N":
                first = self._chain(left)[0]
                found = place if found is None else found
                if first == 0 or self.kinds[first - 1] in 'HKCB":;':
                    return place
            place = self.kinds.rfind(mark, 0, place)
        return found

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
        if kind in _VERBAL and self.groups[left].lemma in ("get", "be", "have"):
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
            if before < 1:
                return chain
            kind = self.kinds[before]
            if kind in "gpeT" or (kind == "V" and not self._speaks(before)):
                noun = self._over_verb(before)
                if noun is None:
                    return None if self._opens(before) else chain
                last = noun
                continue
            verb = before - 1
            while kind in "PY" and verb and self.kinds[verb] in "LR":
                verb -= 1
            if kind in "PY" and self.kinds[verb] in "gpeV":
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
        if left < 1:
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
        if kind == "W" or (kind == "H" and self.kinds[left - 1] == "N"):
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
        if kind in _VERBAL:
            return self.subject(left)
        if kind == "N":
            chain = self._chain(left)
            verb = chain[0] - 1
            if verb >= 0 and self.kinds[verb] in "P" and self._word(verb) == "for":
                return chain
            while verb > 0 and self.kinds[verb] in "RLPoN#":
                verb -= 1
            if verb >= 0 and self.kinds[verb] in _VERBAL:
                one = self.groups[verb]
                if "person" in one.takes and not self._is_passive(verb):
                    return chain if chain[0] == verb + 1 else (verb + 1, verb + 1)
                return self.subject(verb)
            if verb >= 0 and self.kinds[verb] in "WH":
                return None
            after = self._right(place)
            following = self._main_after(after)
            return None if following is None else None
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
        opening = left < 0 or (left == 0 and self.kinds[0] in "PJKW\"") or (
            self.kinds[left] in "PJK" and self._left(left) < 0
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
        if kind in _VERBAL:
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
            if self.kinds[earlier] in "Ve" and self._speaks(earlier):
                if self.shape(earlier) == "finite":
                    return earlier
        return verb

    def _spends(self, verb: int) -> bool:
        return self.groups[verb].lemma in ("spend", "waste", "have")

    def _of_gerund(self, preposition: int) -> Phrases | None:
        """``accused Kim of killing``: Kim; ``left after killing``: who left."""
        left = self._left(preposition)
        if left >= 1 and self.kinds[left] == "N" and self.kinds[left - 1] in _VERBAL:
            if self._word(preposition) in ("of", "from", "for", "into", "against"):
                if not self._is_passive(left - 1) and "none" not in self.groups[left - 1].takes:
                    return (left, left)
        before = self._verb_before(preposition)
        return self.subject(before) if before is not None else None

    def _of_participle(self, place: int) -> Phrases | None:
        left = self._left(place)
        if left < 0 or (self.kinds[left] in "KJ\"a" and self._left(left) < 0):
            later = self._main_after(place)
            return self.subject(later) if later is not None else None
        kind = self.kinds[left]
        if kind == "N":
            return (left, left)
        if kind in ",-":
            noun = self._left(left)
            if noun >= 0 and self.kinds[noun] == "N":
                chain = self._chain(noun)
                return chain if chain[0] == 0 or self.kinds[chain[0] - 1] not in "P" else (noun, noun)
            return None
        if kind in "CB":
            before = self._verb_before(left)
            return self.subject(before) if before is not None else None
        if kind in _VERBAL and self.groups[left].lemma in ("get", "be"):
            return self.subject(left)
        return None

    # --- objects ------------------------------------------------------------------------------

    def _object(self, place: int) -> Phrases | None:
        one = self.groups[place]
        right = self._right(place)
        particle = right < len(self.kinds) and self.kinds[right] == "L"
        while right < len(self.kinds) and self.kinds[right] in "LR":
            right += 1
        if right >= len(self.kinds) or self.kinds[right] != "N":
            return self._relative_object(place)
        if "none" in one.takes and not particle:
            return None
        if self._letter(right) == "I" and self._word(right) not in ("you",):
            return None
        end = self._run(right)
        after = self._skip_chain(end)
        if "clause" in one.takes and after < len(self.kinds) and self.kinds[after] in "Ve":
            if self.kinds[after] == "V" or self.shape(after) == "finite":
                return None
        if "two" in one.takes and end + 1 < len(self.kinds) and self.kinds[end + 1] == "N":
            if self._letter(end + 1) not in "I":
                return end + 1, self._run(end + 1)
        return right, end

    def _content(self, place: int) -> Phrases | None:
        """What is said, thought or wanted, as far as the sentence goes: a clause."""
        kinds, right = self.kinds, self._right(place)
        if right >= len(kinds):
            return self._quoted_before(place)
        if kinds[right] == "T" and self.groups[place].lemma in _WANTS:
            end = right + 1 if kinds[right + 1 : right + 2] == "N" else right
            return right, end
        if not self._speaks(place):
            return None
        if kinds[right] in 'H"W' or re.match(r'(?:[PJ][N#])*,?(?:[,:]?"|N(?:[oP]N)*R*[Ve])', kinds[right:]):
            last = len(kinds) - 1
            while last > right and kinds[last] in '".,)':
                last -= 1
            return right, last
        return self._quoted_before(place)

    def _quoted_before(self, place: int) -> Phrases | None:
        """The quotation that ends before ``said Kim`` or ``Kim said``."""
        if not self._speaks(place):
            return None
        closed = self.kinds.rfind('"', 0, place)
        if closed < 1 or re.search(r"[VgpT;]", self.kinds[closed:place]):
            return None
        opened = self.kinds.rfind('"', 0, closed)
        return (opened + 1, closed - 1) if closed - opened > 2 else None

    def _run(self, first: int) -> int:
        """The end of "N, N and N" where no verb makes the last one a subject."""
        end = first
        while True:
            match = re.compile(r"(?:,N)*,?CN").match(self.kinds, end + 1)
            if not match:
                return end
            after = self._skip_chain(match.end() - 1)
            if after < len(self.kinds) and self.kinds[after] in "Ve":
                return end
            end = match.end() - 1

    def _skip_chain(self, end: int) -> int:
        match = re.compile(r"(?:[oP](?:N|#)|R)*").match(self.kinds, end + 1)
        return match.end() if match else end + 1

    def _relative_object(self, place: int) -> Phrases | None:
        """``the deal that Kim signed``, ``the deal he signed``."""
        if self.kinds[place] not in "Ve" or self._is_passive(place):
            return None
        if "none" in self.groups[place].takes:
            return None
        left = self._left(place)
        if left < 1 or self.kinds[left] != "N":
            return None
        if self._letter(left) == "I" and self.kinds[left - 1] == "N":
            if self._speaks(place):
                return None
            return left - 1, left - 1
        first = self._chain(left)[0]
        if first >= 2 and self.kinds[first - 1] in "WH" and self.kinds[first - 2] == "N":
            if self.kinds[first - 1] == "H" and first >= 3 and self._speaks(first - 3):
                return None
            if self._word(first - 1) in ("which", "whom", "that") and not self._speaks(place):
                return first - 2, first - 2
        return None

    def _by(self, place: int) -> Phrases | None:
        match = re.compile(r"(?:[RL#,]|P#|[Po]N)*YN").match(self.kinds, place + 1)
        if not match:
            return None
        noun = match.end() - 1
        return noun, self._run(noun)

    # --- a row --------------------------------------------------------------------------------

    def _row(self, place: int) -> Row | None:
        one, shape = self.groups[place], self.shape(place)
        if one.lemma in _COPULAS and shape != "passive" or self._word(place) in _WEAK:
            return None
        if self._letters(place)[-1] in "MQVbEU" and one.lemma not in ("have", "do", "has", "had"):
            return None
        subject = self.subject(place)
        if shape.endswith("passive") or shape == "participle":
            return Row(place, one, self._by(place), subject, True, shape)
        if subject is None and (found := self._inverted(place)):
            return Row(place, one, found, self._quoted_before(place), False, "inverted", clause=True)
        patient = self._object(place)
        if "befalls" in one.takes and patient is None:
            return Row(place, one, None, subject, False, shape)
        if patient:
            return Row(place, one, subject, patient, False, shape)
        return Row(place, one, subject, self._content(place), False, shape, clause=True)

    def _inverted(self, place: int) -> Phrases | None:
        """``"…," said Kim``."""
        if not self._speaks(place) or self.kinds[place] not in "Ve":
            return None
        left, right = self._left(place), self._right(place)
        if left >= 0 and self.kinds[left] not in '",':
            return None
        if right < len(self.kinds) and self.kinds[right] == "N":
            return right, self._run(right)
        return None
