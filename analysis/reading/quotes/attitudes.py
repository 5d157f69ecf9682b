"""Views and aims without a verb of saying: ``in her view, …``, ``wants to …``, ``accused of …``.

Only where the text names whose they are: a wish of nobody stays the outlet's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from analysis.reading.quotes import phrases
from analysis.reading.quotes.complements import has_verb
from analysis.reading.quotes.endings import end_of_content, trimmed
from analysis.reading.quotes.masking import PLACEHOLDERS, Article, Span

Held = tuple[Span, Span, Span]  # content, cue, source

_WHO = (
    r"(?:(?:(?:the|an?|some|many|most) )?(?:[a-z][\w-]* ){0,3}?"
    rf"(?:{phrases.NAME}|[a-z]+s\b)|him|her|them|the [a-z]+)"
)
_OWNER = (
    r"(?:his|her|their|(?:the )?(?:[a-z]+ ){0,2}?"
    rf"{phrases.NAME}(?:(?<=[’']s)|(?<=s[’'])|[’']s?)|the [a-z]+[’']s?)"
)
_VIEW = re.compile(
    r"\b(?P<cue>[Ii]n the (?:view|opinion|words|eyes|estimation) of|[Aa]s (?:first )?reported by) "
    rf"(?P<of>{_WHO})(?: and others)?, |"
    rf"\b[Ii]n (?P<owner>{_OWNER}) "
    r"(?P<noun>(?:own )?(?:view|opinion|estimation|telling|reckoning)), |"
    rf"(?<=, )(?P<per>per) (?P<source>(?:the |an? )?{phrases.NAME})(?=[.,])"
)
_VIEW_WORDS = (
    *(", per ", " view", " opinion", " words ", " eyes "),
    *(" estimation", " telling,", " reckoning", " reported by "),
)
# Each begins with a space, which is found fast, and the first letters of its words.
_AIM = re.compile(
    r" (?=[dhipw])(?P<cue>(?:(?:do|does|did)(?:n[’']t| not) )?want|wants|wanted|plans|planned|"
    r"intends|intended|hopes|hoped) "
    rf"(?P<content>(?:[^\s,;:—{PLACEHOLDERS}]+ ){{0,4}}?to [a-z]+\b)"
)
# Who surely acts: "U.S. plans to …" and "the plan to …" are nouns.
_AIMS = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|voters|people|[a-z]+(?:ers|ors|ists|ians|ats|ans|als)|"
    rf"{phrases.NAME}(?<![’']s)(?P<named>)) "
    r"(?:also |still |now |reportedly |both )?$"
)
# "Critics see the plan as …": how somebody is said to see or to show something
_SEEN = re.compile(
    r" (?=[bcdflprsv])(?P<cue>sees?|saw|views?|viewed|regards?|regarded|portray(?:s|ed)?|"
    r"depict(?:s|ed)?|casts?|label(?:s|ed)|brands?|branded|paints?|painted|frames?|framed) "
    rf"(?P<content>(?:[^\s,;:.—{PLACEHOLDERS}]+ ){{1,7}}?as )"
)
# "is convinced that …", "made clear that …"
_STATE = re.compile(
    r" (?=[abimrsw])(?:"
    r"(?:is|are|was|were|be|been|remains?|remained|seems?|seemed)(?: \w+ly| also| still| now)? "
    r"(?P<cue>confident|convinced|certain|concerned|worried|afraid|hopeful|optimistic|skeptical|"
    r"sceptical|sure|unsure|aware|adamant|glad|proud|surprised|doubtful|fearful|disappointed|sorry|"
    r"angry|frustrated|pleased|happy|persuaded|insistent|alarmed|of the (?:view|opinion)) "
    r"(?P<content>that [a-zA-Z])|"
    r"(?P<made>ma(?:de|kes?|king) (?:it )?(?:\w+ )?clear) (?P<clear>that |he |she |they ))"
)
# "While Kim is convinced that it rains, Lee is not: “…”"
_BESIDE = re.compile(r"\b(?:while|although|though|if|because|since|as|when)\s$", re.IGNORECASE)
_PEOPLE_BEFORE = re.compile(
    rf"(?:\b[Hh]e|\b[Ss]he|\b[Tt]hey|{phrases.NAME}|\b[a-z]+s|\bpeople|\bpublic|\bwho|"
    r"\badministration|\bcampaign|\bgovernment|\bteam|\bparty)"
    r"(?: \w+ly| also| still| now| both| has| have| had| does| do| did)* $"
)
# "a fight with Democrats who see …": the Democrats
_WHO_BEFORE = re.compile(
    r"\b(?P<source>(?:(?:the|an?|some|many|most|those) )?"
    r"(?:(?!(?:with|for|of|by|from|to|among|and|in|on|is|are|was|like)\b)[a-z-]+ )??"
    rf"(?:{phrases.NAME}|[a-z-]+)),? who(?: \w+ly| also| still)? $"
)
_BE = r"\b(?:is|are|was|were|been|being|stands?|stood) (?:\w+ly |also )?"
_ACCUSED = re.compile(
    rf"{_BE}(?P<cue>accused|suspected)(?: by (?P<source>{_WHO}))? (?P<content>of [a-z]+)"
)
_BY = re.compile(rf" by (?P<source>{_WHO})\s*$")


def attitudes(article: Article) -> list[tuple[str, Held]]:
    """List rule, content, cue and source of each view, aim and charge that somebody holds."""
    found = [("aim", held) for held in _aims(article)]
    found += [("seen", held) for held in _held(article, _SEEN)]
    found += [("state", held) for held in _held(article, _STATE)]
    found += [("view", held) for held in _views(article)]
    found += [("accused", held) for held in _charges(article)]
    return found


def _inside(article: Article, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Span]]:
    """Each match with the sentence that it stands in, less the stop at the sentence's end."""
    for match in pattern.finditer(article.masked):
        start, end = article.sentences[_number(article, match.start())]
        if match.end() <= end:
            yield match, Span(start, trimmed(article.masked, start, end))


def _number(article: Article, place: int) -> int:
    return max(0, bisect_right(article.sentences, (place, 1 << 60)) - 1)


def _where(
    article: Article, pattern: re.Pattern[str], words: Iterable[str]
) -> Iterator[tuple[re.Match[str], Span]]:
    """The same for a slow pattern, read only in sentences that hold one of these words."""
    masked, numbers = article.masked, set[int]()
    for word in words:
        place = masked.find(word)
        while place >= 0:
            numbers.add(_number(article, place))
            place = masked.find(word, place + 1)
    for number in sorted(numbers):
        start, end = article.sentences[number]
        for match in pattern.finditer(masked, start, end):
            yield match, Span(start, trimmed(masked, start, end))


def _views(article: Article) -> Iterator[Held]:
    """``In the view of Kim, CLAUSE``, ``in Kim’s view, CLAUSE`` and ``CLAUSE, per Kim``."""
    masked = article.masked
    for match, sentence in _where(article, _VIEW, _VIEW_WORDS):
        if match["per"]:
            content = Span(sentence.start, match.start() - 2)
            cue, source = match.span("per"), match.span("source")
        else:
            content = Span(match.end(), end_of_content(article, match.end(), sentence.end))
            source = match.span("of" if match["of"] else "owner")
            cue = match.span("cue" if match["of"] else "noun")
        if has_verb(masked, *content):
            yield content, Span(*cue), Span(*source)


def _aims(article: Article) -> Iterator[Held]:
    """``Kim wants to …``, ``Kim wants the army to …``."""
    masked = article.masked
    for match, sentence in _inside(article, _AIM):
        cue = Span(*match.span("cue"))
        low = max(sentence.start, cue.start - 80)
        who = _AIMS.search(masked, low, cue.start)
        if not who or (who["named"] is not None and match["cue"] == "plans"):
            continue
        source = phrases.subject_before(masked, sentence.start, cue.start)
        before = masked[max(sentence.start, who.start() - 5) : who.end()]
        if source and "what " not in before.lower():
            begin = match.start("content")
            end = end_of_content(article, begin, sentence.end)
            if end - begin > 14:
                yield Span(begin, end), cue, source


def _held(article: Article, pattern: re.Pattern[str]) -> Iterator[Held]:
    """``Critics see the plan as …``, ``Kim is convinced that …``, ``Kim made clear that …``."""
    masked = article.masked
    for match, sentence in _inside(article, pattern):
        group = "clear" if pattern is _STATE and match["clear"] else "content"
        cue = Span(*match.span("made" if group == "clear" else "cue"))
        low = max(sentence.start, match.start() - 80)
        if not _PEOPLE_BEFORE.search(masked, low, match.start() + 1):
            continue
        who = _WHO_BEFORE.search(masked, low, match.start() + 1)
        source = Span(*who.span("source")) if who else None
        source = source or phrases.subject_before(masked, sentence.start, match.start())
        begin = match.start(group)
        end = end_of_content(article, begin, sentence.end)
        if source and _BESIDE.search(masked, max(sentence.start, source.start - 14), source.start):
            comma = masked.find(",", begin, end)  # behind it the main clause begins
            end = comma if comma >= 0 else end
        if source and end - begin > 14:
            yield Span(begin, end), cue, source


def _charges(article: Article) -> Iterator[Held]:
    """``Kim is accused by Lee of …``, ``Kim is accused of … by Lee``."""
    masked = article.masked
    for match, sentence in _where(article, _ACCUSED, ("accused ", "suspected ")):
        begin = match.start("content")
        end = end_of_content(article, begin, sentence.end)
        source = match.span("source")
        if not match["source"]:
            by = _BY.search(masked, begin, end)
            if not by:
                continue
            source, end = by.span("source"), by.start()
        yield Span(begin, end), Span(*match.span("cue")), Span(*source)
