"""Where the content of a reporting verb ends: before what the reporter adds."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.reading.quotes.masking import COMMA, Article, Cue

# What a reporter hangs on after somebody's words, by the words it opens with. Measured on
# PolNeAR (train): a content ends before "and" with a reporting verb in 9 of 10 cases, before
# ", which" in 2 of 3, before ", as" in 1 of 3, before "while" without a comma in 1 of 5.
_TAIL_VERBS = (
    "adding|framing|putting|portraying|casting|describing|depicting|echoing|prompting|drawing|"
    "sparking|raising|referring|referencing|alluding|marking|underscoring|highlighting|reflecting|"
    "following|giving|leaving|joining|signaling|signalling|ratcheting|escalating|fueling|fuelling|"
    "contradicting|reversing|breaking|ending|repeating|speaking|using|before|becoming"
)
_VERBISH = r"(?:\w+ ){0,3}?(?:is|are|was|were|has|had|have|will|would|said|says|\w+ed)\b"
# Each is counted by benchmarks/quote_rules.py. These may stand without a comma.
BARE_TAILS = {
    "despite": r"(?<= )(?:according to|despite|even as)\b",
    "and appeared": r"(?<= )and (?:appeared|seemed|went on|proceeded) to\b"
    r"|(?<= )and (?:has|had) (?:also|often|regularly|repeatedly|frequently) [a-z]+ed\b",
    "dash": r"(?<= )(?:[—–] |--? )|(?<=;)",
}
TAILS = {
    "although": r"according to|whose|whereas|although|though|despite|even as|even though|prompting",
    "which": r"which(?P<which>)",
    "while": r"while",
    "but he": r"but (?:he|she|they|it|the|a|an|his|her|their|this|these|in|when|some|others|[A-Z])",
    "and he": rf"and (?:he|she|they|it|the|a|some|others) (?={_VERBISH})",
    # "…, but has offered no proof", "…, and left": what whoever speaks does, not says
    "but has": r"(?:but|and) (?:also |then |later |never |\w+ly )?"
    r"(?:has|had|have|is|was|did|does|[a-z]+ed)\b",
    "as he": r"as (?:he|she|they)\b",
    # "…, a point disputed by Lee"
    "a claim": r"an? (?:\w+ )?(?:move|claim|statement|charge|comment|remark|position|stance|"
    r"reference|notion|suggestion|line|decision|point|view|figure|prospect|sign|shift|change|plan|idea|"
    r"message|assertion|accusation|allegation|conclusion|finding|prediction|fact|argument|theory)\b",
    "adding": rf"(?:{_TAIL_VERBS})\b",
    "compared": r"compared (?:with|to)\b",
    "however": r"for example$|however$",
}


def cutting(bare: Iterable[str], tails: Iterable[str]) -> re.Pattern[str]:
    """One expression for all that ends a content."""
    after_comma = rf"(?<=[,{COMMA}]) (?:{'|'.join(tails)})"
    return re.compile(rf"[,; —–{COMMA}-](?:{'|'.join([*bare, after_comma])})")


CUT = cutting(BARE_TAILS.values(), TAILS.values())
_RESUMES = re.compile(rf",\s(?={_VERBISH})")
_TO_CUE = re.compile(r"(?:\b(?:and|but|while|then|or)\s+)?(?:(?:also|then|later|\w+ly)\s+)*$")
_NEW_SUBJECT = re.compile(rf"[,{COMMA}]\s(?:and|but|while|as|so)\s(?P<subject>[^,;]{{2,70}}?)\s$")


def end_of_content(article: Article, start: int, end: int) -> int:
    """Where the content that begins at ``start`` ends, no later than ``end``."""
    masked = article.masked
    place = start + 14
    while cut := CUT.search(masked, place, end):
        if (
            cut.re.groups
            and cut["which"] is not None
            and (on := _RESUMES.search(masked, cut.end() + 10, end))
        ):
            place = on.end()  # "the state of emergency, which had been imposed, would be …"
            continue
        end = cut.start() if masked[cut.start()] != COMMA else cut.start() + 1
        break
    for cue in article.cues_between(start + 12, end):
        joint = _joint(masked, start, cue)
        if joint is not None:
            end = joint
            break
    return trimmed(masked, start, end)


def _joint(masked: str, start: int, cue: Cue) -> int | None:
    """Where ``, adding``, ``and said`` or ``, while Kim said`` joins another report."""
    low = max(start, cue.start - 40)
    before = masked[low : cue.start]
    joined = _TO_CUE.search(before)
    head = before[: joined.start()] if joined else before
    words = joined[0].split() if joined else []
    place = low + len(head.rstrip(" ,"))
    if cue.shape == "participle":
        return place if head.rstrip().endswith((",", COMMA)) else None
    if cue.shape != "finite":
        return None
    if not words and cue.use == "speech" and head.rstrip().endswith((",", COMMA)):
        return place  # "…, said Kim", "called him a liar, said he would sue"
    if words and words[0] in ("and", "but", "then"):
        return place
    low = max(start, cue.start - 90)
    other = _NEW_SUBJECT.search(masked, low, cue.start)
    return other.start() if other and cue.use == "speech" else None


def trimmed(masked: str, start: int, end: int) -> int:
    """Where the words of a span end: without closing stop and spaces."""
    while end > start and masked[end - 1] in " .\n\r\xa0,;—–":
        end -= 1
    return end


def holds_words(masked: str, start: int, end: int) -> bool:
    """Whether a span has words of its own outside quotation marks."""
    words = masked[start:end].lstrip().removeprefix("that ")
    return sum(map(str.isalpha, words)) >= 4  # a placeholder is no letter
