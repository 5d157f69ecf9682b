"""What a person is, in the words that stand beside the name where an outlet introduces him."""

from __future__ import annotations

import re
from functools import cache

from analysis import languages
from analysis.findings.finding import plain

_LONGEST = 70  # characters of what is said after a name
_BEFORE = 70  # characters before a name in which a title can stand
_WORDS = 5  # words of a title
_AFTER = re.compile(
    r"(?:, |,? who (?:is|was) )((?:an?|the|one of|his|her|their|its)\s[^,.;:—–()\n“”\"]{3,"
    + str(_LONGEST)
    + r"})(?=[,.;—–)])"
)
_APPOSED = re.compile(r"(?:^|[\n.!?] ?|[\s“])((?:[Tt]he|[Aa]n) [a-z][^,.;:()“”\n]{2,70}), $")
_CLOSED = re.compile(r",(?! and\b)")
_CUT = re.compile(r"(?:^|\s|-)[A-Z]$")  # "a citizen of the U": a full stop of "U.S."
_POINTS = re.compile(  # at who was told of before, or at colour and sex
    r"\b(?:black|white|woman|man|that|this|those|these|same|his|her|their)\b|\bthe [a-z]+[’']s\b"
)
_STOPPED = re.compile(r"\b(Sen|Gov|Rep|Gen|Lt|Col|Sgt|Capt|Maj|Prof|Dr|Atty)\.(?=\s)")
_OWNERS = frozenset(("his", "her", "their", "its", "my", "our", "whose"))
_ONCE = frozenset(("former", "then", "acting", "ex"))
_NO_OFFICE = re.compile(  # no offices: judgements, and kin of nobody named
    r"terrorist|killer|murderer|rapist|thief|criminal|gangster|extremist|militant|traitor|liar|"
    r"suspect|gunman|shooter|attacker|bomber|thug|convict|felon|abuser|predator|racist|victim|"
    r"teenager|teen|boy|girl|child|toddler|infant|baby|"
    r"woman|man|person|people|wife|husband|son|daughter|mother|father|brother|sister|friend|"
    r"widow|resident"
)
_OF_WHAT = re.compile(  # of whom or what, the words do not say
    r"(?:[a-z]+ )?(?:spokes(?:man|woman|person)|president|chair(?:man|woman|person)?|director|"
    r"chief|[Cc]hief [Ee]xecutive|CEO|head|secretary|minister|leader|deputy|manager|editor|"
    r"publisher|founder|owner|captain|coach|commissioner|superintendent|expert|speaker|guest|"
    r"member|assistant|aide|advis[eo]r)"
)
_ONE_OF = re.compile(r"^one of ")
_BEHIND_HEAD = re.compile(r" (?:of|for|at|in|on|from|to|with|who|whose|and|or|by|under) ")
_PLURAL = re.compile(r"^[a-z]+[^s’']s$")
_TITLED = re.compile(r"(?:[\w.&’'-]+ )+$")
_BRACKETED = re.compile(r"\)(?: [a-z]\S*){1,3} $")


def role(text: str, start: int, end: int) -> str:
    """What a person is, as it stands beside the name from start to end; "" where nothing does.

    >>> text = "Prosecutor Jane Roe spoke; Mark Doe, a neighbour of theirs, listened."
    >>> role(text, 11, 19), role(text, 27, 35), role("Then Jane Roe left", 5, 13)
    ('Prosecutor', 'a neighbour of theirs', '')
    >>> role("The director of the mint, Jane Roe, spoke.", 26, 34)
    'the director of the mint'
    """
    after = _AFTER.match(text[end : end + _LONGEST + 20])
    short = after and after[1].count(" ") < 2 * _WORDS and not _CUT.search(after[1])
    if after and short and _is_somebody(after[1]) and not _POINTS.search(after[1]):
        return plain(after[1])
    apposed = _APPOSED.search(text[max(0, start - _BEFORE - 20) : start])
    if apposed and _CLOSED.match(text, end):
        whose = _BEHIND_HEAD.search(apposed[1])
        told = whose and _is_one(apposed[1]) and not _POINTS.search(apposed[1])
        return plain(apposed[1][:1].lower() + apposed[1][1:]) if told else ""
    before = _STOPPED.sub(r"\1", text[max(0, start - _BEFORE) : start])
    before = re.split(r"[,.;:!?—–()\n“”\"]\s+|\s[-/&]\s", before)[-1].lstrip('“"‘')
    titled = _TITLED.search(before)
    words = titled[0].split() if titled else []
    if _BRACKETED.search(text, max(0, start - _BEFORE), start):
        return ""  # "Ruritanian Choral Society (RCS) president": the longer name is cut
    if not words or not _is_office(words[-1]):
        return ""
    kept: list[str] = []
    for word in reversed(words[-_WORDS:]):
        if word == "and" and kept:
            return ""  # "writer and speaker Jane Roe": half of it is another office
        if word.lower() in _OWNERS:
            return ""  # "his friend Jane Roe": whose, is not told
        if word == "of" and kept and kept[0][:1].isupper():
            return ""  # "Bank of Ruritania Director": a longer name is cut
        verb = word.endswith(("ed", "ing")) and (word.islower() or before.strip().startswith(word))
        odd = re.search(r"[a-z]{2}\.[A-Z]|\d", word)  # "it states.Former medic", "In 2011 Mayor"
        if verb or odd or word in _doing() or word.lower() in languages.read().function_words:
            break
        if kept and word.islower() and kept[0][:1].isupper() and word not in _ONCE:
            if len(kept) == 1:
                return ""  # "police Chief": of what, is not sure
            break  # "alongside German Chancellor"
        kept.insert(0, word)
    plural = max((n for n, word in enumerate(kept[:-1]) if _PLURAL.search(word)), default=-1)
    kept = kept[plural + 1 :]  # "the list names former judge": a verb, or another's noun
    begins = before.strip().startswith(" ".join(kept)) and len(kept) > 1
    if begins and kept[0].lower() in _ONCE:
        kept[0] = kept[0].lower()  # "Former judge Jane Roe"
    elif begins and kept[0][:1].isupper() and kept[1].islower():
        del kept[0]  # "Yesterday lawyer Jane Roe": a capital that begins a sentence
    told = plain(" ".join(kept))
    if _OF_WHAT.fullmatch(told):
        return ""
    return f"{told}." if _STOPPED.search(f"{told}. ") else told


def with_role(name: str, told: str) -> str:
    """A name with what its bearer is, as a paper prints it.

    >>> with_role("Jane Roe", "Iowa Gov."), with_role("Jane Roe", "a judge"), with_role("Roe", "")
    ('Iowa Gov. Jane Roe', 'Jane Roe (a judge)', 'Roe')
    """
    if not told:
        return name
    after = told.split()[0] in ("a", "an", "the", "one")
    return f"{name} ({told})" if after else f"{told} {name}"


@cache
def _doing() -> frozenset[str]:
    """Verbs as they are said of one who acts, which are no nouns: "represents"."""
    verbs = languages.read().verbs
    return frozenset(f"{row['lemma']}s" for row in verbs if "n" not in row["also"])


def _is_office(word: str) -> bool:
    language, bare = languages.read(), word.strip(".").lower()
    titles = {title.lower() for title in language.titles}
    office = bare in titles or bare in language.person_words
    return office and bare not in language.judging_words and not _NO_OFFICE.fullmatch(bare)


def _head(words: str) -> str:
    """The last word of a description ahead of what follows its noun: "attorney"."""
    return _BEHIND_HEAD.split(words, maxsplit=1)[0].rpartition(" ")[2]


def _is_one(words: str) -> bool:
    """Whether a description is of one: "the commissioners who voted" are several."""
    return _is_somebody(words) and _is_office(_head(words))


def _is_somebody(words: str) -> bool:
    """Whether a description has somebody for its head, not a thing or another's name.

    >>> _is_somebody("a staff attorney for the town"), _is_somebody("the news of our huge win")
    (True, False)
    """
    head = _head(_ONE_OF.sub("", words))
    return head.islower() and _is_office(head.removesuffix("s"))


def introduced(texts: list[str], name: str) -> str:
    """The first role that stands beside a full name in some texts.

    >>> introduced(["Jane Roe spoke.", "Mayor Jane Roe left."], "Jane Roe")
    'Mayor'
    """
    for text in texts:
        for match in re.finditer(rf"\b{re.escape(name)}\b", text):
            if told := role(text, match.start(), match.end()):
                return told
    return ""
