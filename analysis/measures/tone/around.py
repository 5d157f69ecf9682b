"""What stands around a target: what it is called, whether it only speaks, what is denied.

The network hears every warm or cold word of a sentence. These rules say whose words they are:
a judging word that names the target counts for it; what the target says of others does not;
where something is denied, the network's guess is not to be trusted.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.measures.framing import mentioned
from analysis.measures.framing.describing import of
from analysis.measures.framing.judging import judged, speech_verbs
from analysis.measures.framing.mentioned import Placed
from analysis.measures.roles import extraction

SIGNS = {"negative": -1, "positive": 1}


class Around(NamedTuple):
    """What stands around one target: the sign of what it is called, and why not to judge it."""

    called: int = 0
    says: bool = False
    denied: bool = False


NOTHING = Around()
_DENIAL = re.compile(
    r"\b(?:den(?:y|ie[sd]|ying)|reject\w*|dismiss\w*|disput\w+|clear(?:ed|s) of|acquit\w*|"
    r"not guilty|innocent|no evidence|nobody|no one|none of|never|no longer|hardly|not|n['’]t|"
    r"nor|neither|without|falsely|wrong(?:ly|fully)|exonerat\w*|vindicat\w*|false claims?|nothing|"
    r"fail(?:s|ed)? to|refus\w+ to|(?:is|was|are|were|been|as) no)\b"
)


def around(sentence: str, start: int, end: int) -> Around:
    """Look at what stands around the target ``sentence[start:end]``.

    called = the sign of the judging words that describe it, 0 where there are none or they
    differ; says: it is there only as the speaker of what the sentence reports; denied: its clause
    has a "not", a denial or a failure.

    >>> around("Dictator Roe pledged a great victory.", 9, 12).called
    -1
    >>> around("Roe said the attack was a crime.", 0, 3).says
    True
    """
    mention = ("", start, end, "", "name", "", "")
    for read in extraction.sentences(sentence):
        words, first = read.sentence.words, read.sentence.first
        if (
            not first
            or not words.starts[first[0]] <= start < words.ends[read.sentence.last[-1] - 1]
        ):
            continue
        one = mentioned.place(mention, read)
        denied = bool(_DENIAL.search(_near(sentence, start, end)))
        signs = _signs(one)
        called = next(iter(signs)) if len(signs) == 1 else 0
        return Around(called, _only_says(one), denied)
    return NOTHING


def _near(sentence: str, start: int, end: int) -> str:
    """The sentence without what is quoted, as far as the target is not in it."""
    parts = re.split(r"([“”\"])", sentence)
    kept, place, inside = [], 0, False
    for part in parts:
        if part in ("“", "”", '"'):
            inside = part == "“" or (part == '"' and not inside)
        elif not inside or place <= start < place + len(part):
            kept.append(part)
        place += len(part)
    return " ".join(kept)


def _signs(one: Placed) -> set[int]:
    found = set()
    for told in of(one, one.read):
        words = one.read.sentence.words
        text = " ".join(words.forms[told.first : told.last])
        sign = judged(text)[0]
        if sign:
            found.add(0 if told.negated else SIGNS[sign])
    return found


def _only_says(one: Placed) -> bool:
    """Whether every verb with a part for the target is one of speaking, and it is the speaker."""
    acts = [
        (row, "agent" if row.agent and row.agent[0] <= one.phrase <= row.agent[1] else "patient")
        for row in one.read.rows
        if _has(row.agent, one.phrase) or (not row.clause and _has(row.patient, one.phrase))
    ]
    spoken = [row for row, role in acts if role == "agent" and row.group.lemma in speech_verbs()]
    return bool(one.heads and spoken and len(spoken) == len(acts))


def _has(run: tuple[int, int] | None, phrase: int) -> bool:
    return run is not None and run[0] <= phrase <= run[1]
