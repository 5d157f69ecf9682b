"""Who does what to whom in one sentence, from its row of phrases: rules, and silence otherwise."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.measures.roles.clauses import VERBAL, Phrases
from analysis.measures.roles.phrases import Group
from analysis.measures.roles.subjects import Subjects


class Row(NamedTuple):
    """One verb: its group, who acts and who is acted upon (places of phrases), and its form."""

    place: int
    group: Group
    agent: Phrases | None
    patient: Phrases | None
    passive: bool
    form: str
    clause: bool = False  # the patient is what is said or wanted, a clause


_COPULAS = frozenset(("be", "become", "seem", "remain", "appear"))
# What one wants, tries or is about to do is what these are about.
_WANTS = frozenset(
    "want try go plan hope intend seek refuse decline agree promise pledge vow threaten attempt "  # noqa: SIM905
    "fail manage need start begin continue decide choose prefer aim expect prepare struggle offer "
    "wish swear opt demand ask look".split()
)
_WEAK = {"is", "are", "was", "were", "am", "be", "been", "being", "'s", "’s", "'re", "'m"}

_TOLD = re.compile(r'(?:[PJ][N#])*,?(?:[,:]?"|N(?:[oP]N)*R*[Ve])')


class Roles(Subjects):
    """The roles of one sentence, worked out verb by verb."""

    def rows(self) -> list[Row]:
        """Give a row for each verb with a role."""
        found = []
        for place, kind in enumerate(self.kinds):
            if kind in VERBAL:
                row = self._row(place)
                if row and (row.agent or row.patient):
                    found.append(row)
        return found

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
        if "clause" in one.takes and self._is_finite(after):
            return None
        second = "two" in one.takes and self._starts_noun(end + 1)
        if second and self._letter(end + 1) != "I":
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
        if kinds[right] in 'H"W' or re.match(
            r'(?:[PJ][N#])*,?(?:[,:]?"|N(?:[oP]N)*R*[Ve])', kinds[right:]
        ):
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

    def _is_finite(self, place: int) -> bool:
        kind = self.kinds[place : place + 1]
        return kind == "V" or (kind == "e" and self.shape(place) == "finite")

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
        if self._letters(place) == "Q" and self.kinds[place + 1 : place + 3] == "NV":
            return None  # "did Kim know": its verb follows
        if (one.lemma in _COPULAS and shape != "passive") or self._word(place) in _WEAK:
            return None
        if self._letters(place)[-1] in "MQVbEU" and one.lemma not in ("have", "do", "has", "had"):
            return None
        subject = self.subject(place)
        if shape.endswith("passive") or shape == "participle":
            return Row(place, one, self._by(place), subject, True, shape)
        if subject is None and (found := self._inverted(place)):
            return Row(
                place, one, found, self._quoted_before(place), False, "inverted", clause=True
            )
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
