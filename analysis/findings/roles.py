"""What a person is, in the words that stand beside the name where an outlet introduces him."""

from __future__ import annotations

import re
from functools import cache

from analysis import languages
from analysis.findings.finding import plain
from analysis.findings.phrases import is_shortened

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
_CUT = re.compile(  # "a citizen of the U": a full stop of "U.S."; "the head of it and Mark Doe"
    r"(?:^|\s|-)[A-Z]$| and [A-Z][a-z]+ [A-Z]|\balleged\b"
)
_POINTS = re.compile(  # at who was told of before, or at colour and sex
    r"\b(?:black|white|woman|man|that|this|those|these|same|his|her|their)\b|\bthe [a-z]+[’']s\b"
)
_INITIALS = re.compile(r"(?:[A-Z]\.)+")  # "U.S. Attorney General"
_STYLED = re.compile(r"\b(Mr|Mrs|Ms|Sr|Jr|Rev)\.(?=\s)")
_STOPPED = re.compile(r"\b(Sen|Gov|Rep|Gen|Lt|Col|Sgt|Capt|Maj|Prof|Dr|Atty|St|Mt|Ft)\.(?=\s)")
_RANKS = re.compile(r"\b(Maj|Brig|Lt) (Gen|Col|Cmdr)\b")  # whose first full stop is lost
_OWNERS = frozenset(("his", "her", "their", "its", "my", "our", "whose"))
_ONCE = frozenset(
    (
        *("former", "then", "acting", "ex", "retired", "interim", "caretaker", "outgoing"),
        *("incoming", "ousted", "deposed"),
    )
)
_PARTIES = frozenset(("Republican", "Democratic", "Democrat", "GOP", "Tory", "Labour"))
_NO_OFFICE = re.compile(  # no offices: judgements, and kin of nobody named
    r"terrorist|killer|murderer|rapist|thief|criminal|gangster|extremist|militant|traitor|liar|"
    r"suspect|gunman|shooter|attacker|bomber|thug|convict|felon|abuser|predator|racist|victim|"
    r"teenager|teen|boy|girl|child|toddler|infant|baby|"
    r"critic|ally|opponent|supporter|foe|rival|loyalist|defender|enemy|backer|"
    r"woman|man|person|people|wife|husband|son|daughter|mother|father|brother|sister|friend|"
    r"widow|resident"
)
_HEADS_OF = (
    r"spokes(?:man|woman|person)|president|chair(?:man|woman|person)?|director|chief|head|"
    r"secretary|minister|leader|manager|editor|captain|coach|commissioner"
)
_OF_WHAT = re.compile(  # of whom or what, the words do not say
    rf"(?:(?:former|then|acting|ex) )?(?:{_HEADS_OF}|chief executive|CEO|deputy|publisher|"
    r"founder|owner|incumbent|superintendent|expert|speaker|guest|member|assistant|aide|advis[eo]r)",
    re.IGNORECASE,
)
_OF_WHAT_SMALL = re.compile(rf"[a-z-]+ (?:{_HEADS_OF})")
_PART = re.compile(  # of an office, that is none by itself: "House Jane Roe"
    r"Acting|Brig|Defen[cs]e|Democratic|Finance|Foreign|Former|Health|House|Interim|Interior|"
    r"Independent|Majority|Minority|Press|Prime|Republican|Representatives|Retired|Senate|State|Tempore|"
    r"Treasury|Vice"
)
_ONE_OF = re.compile(r"^one of ")
_BEHIND_HEAD = re.compile(r" (?:of|for|at|in|on|from|to|with|who|whose|and|or|by|under) ")
_TITLED = re.compile(r"(?:[\w.&’'-]+ )+$")
_BRACKETED = re.compile(r"\)(?: [a-z]\S*){1,3} $")
_BORDER = re.compile(
    r"[,.;:!?—–()\n“”\"]\s+|\s[-/&]\s|(?<=\w{2})[.!?](?=[A-Z][a-z])"  # "it states.Former medic"
)
_DAY = re.compile(r"Yesterday|Today|Tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_SHOUTED = 5  # capital letters in a row from which a word is no short name of a body
_NAMES = frozenset(("United", "Associated", "Allied", "Federated"))  # that end as a verb does
_MAY_MODIFY = re.compile(r"(?!including|citing|quoting|being)[a-z]+ing")
_NO_MORE = re.compile(
    r" (?:used to|once|liked to) [a-z]+|"
    r",? (?:who )?(?:has |had )?(?:abruptly )?(?:resigned|left office|stepped down|retired|quit|"
    r"departed|was (?:fired|ousted|removed|dismissed|forced out))\b"
)
_IN_NAME = re.compile(r", [A-Z][\w’'-]+,? and [A-Z]")  # "of its Speech, Privacy and Press Project"
_SPEAKS = re.compile(r" (?:told|said|says|wrote|tweeted|added)\b")  # a comma is missing before it
_POINT = "․"  # stands for the full stop of a short form: "a spokeswoman for Sen. Roe"


def role(text: str, start: int, end: int) -> str:
    """What a person is, as it stands beside the name from start to end; "" where nothing does.

    >>> text = "Prosecutor Jane Roe spoke; Mark Doe, a neighbour of theirs, listened."
    >>> role(text, 11, 19), role(text, 27, 35), role("Then Jane Roe left", 5, 13)
    ('Prosecutor', 'a neighbour of theirs', '')
    >>> role("The director of the mint, Jane Roe, spoke.", 26, 34)
    'the director of the mint'
    """
    if _NO_MORE.match(text, end):
        return ""  # he was it
    hidden = _STOPPED.sub(rf"\1{_POINT}", text[end : end + _LONGEST + 20])
    hidden = _STYLED.sub(rf"\1{_POINT}", hidden)
    after = _AFTER.match(hidden)
    if after and _IN_NAME.match(hidden, after.end()):
        return ""
    if after and hidden[after.end()] == "." and is_shortened(f"{after[1].split()[-1]}."):
        return ""  # "who searched from Sept. 11 on"
    if after and _is_told(told := _SPEAKS.split(after[1], maxsplit=1)[0]):
        return plain(told.replace(_POINT, "."))
    apposed = _APPOSED.search(text[max(0, start - _BEFORE - 20) : start])
    if apposed and _CLOSED.match(text, end):
        whose = _BEHIND_HEAD.search(apposed[1])
        told = whose and _is_one(apposed[1]) and not _POINTS.search(apposed[1])
        return plain(apposed[1][:1].lower() + apposed[1][1:]) if told else ""
    if _BRACKETED.search(text, max(0, start - _BEFORE), start):
        return ""  # "Ruritanian Choral Society (RCS) president": the longer name is cut
    before = _STOPPED.sub(r"\1", text[max(0, start - _BEFORE) : start])
    near = _BORDER.split(before)[-1]
    ahead = before[: len(before) - len(near)].split()
    if ahead and is_shortened(ahead[-1]) and not _INITIALS.fullmatch(ahead[-1]):
        return ""  # "Retired U.S. Army Brig. Gen. Jane Roe": where it begins, is not sure
    return _title(near.lstrip('“"‘'))


def _is_told(words: str) -> bool:
    """Whether what stands behind a name tells what its bearer is, and whole."""
    short = words.count(" ") < 2 * _WORDS and not _CUT.search(words)
    return short and _is_somebody(words) and not _POINTS.search(words)


def _title(before: str) -> str:
    """The office that words before a name end with: whole, or "" where that is not sure."""
    titled = _TITLED.search(before)
    words = titled[0].split() if titled else []
    if not words or not _is_office(words[-1]):
        return ""
    kept: list[str] = []
    for n, word in enumerate(reversed(words)):
        if n == _WORDS:
            return ""  # "National Republican Senatorial Committee Chairman Sen.": it goes on
        cut = word == "of" and kept and kept[0][:1].isupper()
        if cut or word == "and" or word.lower() in _OWNERS:
            return ""  # "Bank of Ruritania Director", "writer and speaker Jane Roe", "his friend"
        if _ends_office(word, first=len(kept) == len(words) - 1):
            if len(kept) == 1 and kept[0].islower() and _MAY_MODIFY.fullmatch(word):
                return ""  # "counting officer Jane Roe"
            break
        if word.islower() and kept and kept[0][:1].isupper() and word not in _ONCE:
            if word == "state":  # "state House Speaker": of another house
                kept.insert(0, word)
                break
            if len(kept) == 1:
                return ""  # "police Chief": of what, is not sure
            break  # "alongside German Chancellor"
        if kept and kept[0].lower() in _ONCE and not word.endswith(("’s", "'s")):
            break
        if word.islower() and kept and not _may_modify(word):
            return ""  # "the role independent counsel Jane Roe": of which phrase, is not sure
        kept.insert(0, word)
    return _written(kept, before)


def _may_modify(word: str) -> bool:
    """Whether a word in small letters may belong to the office behind it: "police", "attorney"."""
    return word in languages.read().role_modifiers or _is_office(word)


def _ends_office(word: str, *, first: bool) -> bool:
    """Whether an office begins behind a word: a verb, a function word, a figure."""
    verb = word.endswith(("ed", "ing")) and (word.islower() or first)
    verb &= (
        word.lower() not in _ONCE
        and word not in _NAMES
        and word not in languages.read().role_modifiers
    )
    doing = verb or word in _doing() or bool(re.search(r"\d", word))
    return doing or ((first or word.islower()) and word.lower() in languages.read().function_words)


def _written(kept: list[str], before: str) -> str:
    """An office as it is printed before a name; "" where it says nothing without its house."""
    begins = before.strip().startswith(" ".join(kept)) and len(kept) > 1
    if begins and kept[0].lower() in _ONCE:
        kept[0] = kept[0].lower()  # "Former judge Jane Roe"
    elif begins and kept[0][:1].isupper() and kept[1].islower() and not _belongs(kept[0]):
        del kept[0]  # "Yesterday lawyer Jane Roe": a capital that begins a sentence
    elif begins and _DAY.fullmatch(kept[0]):
        del kept[0]
    told = plain(" ".join(kept)).lstrip("-–— ")
    cut = len(kept) > 1 and told[:1].isupper() and before.strip().endswith(f"of the {told}")
    shouted = any(word.isupper() and len(word) >= _SHOUTED for word in kept)
    bare = all(word in languages.read().role_modifiers for word in kept)
    if cut or shouted or bare or _OF_WHAT.fullmatch(told) or _OF_WHAT_SMALL.fullmatch(told):
        return ""  # "Lord of the Rings director", "KEY PLAYERS Gen."
    told = _RANKS.sub(r"\1. \2", told)
    return f"{told}." if _STOPPED.search(f"{told}. ") else told


def _belongs(word: str) -> bool:
    """Whether a word with a capital is a part of the office behind it: a party, an owner."""
    return word in _PARTIES or word.endswith(("’s", "'s"))


@cache
def _doing() -> frozenset[str]:
    """Verbs as they are said of one who acts, which are no nouns: "represents"."""
    verbs = languages.read().verbs
    return frozenset(f"{row['lemma']}s" for row in verbs if "n" not in row["also"])


def _is_office(word: str) -> bool:
    language, bare = languages.read(), word.strip(".").lower()
    titles = {title.lower() for title in language.titles}
    office = (bare in titles and not _PART.fullmatch(word)) or bare in language.person_words
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
