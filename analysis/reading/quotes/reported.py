"""Indirect speech: clauses credited to a source without quotation marks.

Less certain than quotations in marks (see benchmarks/RESULTS.md), hence its own
form, `indirect`, and its own voice, `reported`. Where a content begins is read
in complements.py, where it ends in endings.py, what counts in senses.py; reports
beside or after their clause in afterwards.py, by noun in noun_cues.py.
"""

from __future__ import annotations

import re

from analysis.reading.quotes import phrases
from analysis.reading.quotes.afterwards import HEARD, Reported, according, comma
from analysis.reading.quotes.attitudes import attitudes
from analysis.reading.quotes.complements import Complement, complement, has_verb
from analysis.reading.quotes.endings import end_of_content, holds_words, trimmed
from analysis.reading.quotes.frames import asked, headlines
from analysis.reading.quotes.masking import COMMA, INSIDE, Article, Cue, Span
from analysis.reading.quotes.names import noun_gender
from analysis.reading.quotes.noun_cues import noun_cues
from analysis.reading.quotes.places import Attribution
from analysis.reading.quotes.senses import FINDS, asks, reports, said_not, somebody, takes, verbal


def reported(article: Article, spent: set[int]) -> list[Reported]:
    """List the reported clauses of one text; ``spent`` are cues that introduce quotations."""
    found: list[Reported] = []
    for sentence in article.sentences:
        cues = article.cues_between(*sentence)
        if not cues or sentence.end - sentence.start < 12:
            continue
        span = Span(sentence.start, trimmed(article.masked, *sentence))
        mine: list[Reported] = []
        if (whole := _whole(article, cues, span, spent)) is not None:
            mine = [whole]
        done = span.start
        for cue in cues:
            if cue.start < done or cue.start in spent or _taken(cue, mine):
                continue
            one = _one(article, cue, span)
            if one and not _overlap(one, mine):
                mine.append(one)
                done = max(part.end for part in one.parts)
        found += mine
    others = [
        *(Reported((c,), Attribution(cue, None, "asked")) for c, cue in asked(article)),
        *(Reported((c,), Attribution(cue, s, "headline")) for c, cue, s in headlines(article)),
        *(Reported((c,), Attribution(cue, s, "noun")) for c, cue, s in noun_cues(article)),
    ]
    others += [
        Reported((c,), Attribution(cue, s, rule)) for rule, (c, cue, s) in attitudes(article)
    ]
    for one in others:
        if _sound(article, one) and not _overlap(one, found):
            found.append(one)
    return sorted(found, key=lambda one: one.parts[0].start)


def _taken(cue: Cue, others: list[Reported]) -> bool:
    """Whether a cue stands in what another one reports."""
    return any(part.start <= cue.start < part.end for one in others for part in one.parts)


def _overlap(one: Reported, others: list[Reported]) -> bool:
    return any(
        a.start < b.end and b.start < a.end
        for other in others
        for a in one.parts
        for b in other.parts
    ) or any(one.found.cue == other.found.cue for other in others)


def _one(article: Article, cue: Cue, span: Span) -> Reported | None:
    for rule in RULES:
        one = rule(article, cue, span)
        if one and _sound(article, one):
            return one
    return None


def _sound(article: Article, one: Reported) -> bool:
    """Whether a clause has a source that speaks, and words of its own beside quotations."""
    source = one.found.source
    owner = one.found.rule in ("noun", "view")  # "his claim": a possessive alone names somebody
    if source and not (owner or phrases.names_somebody(article.masked, source)):
        return False
    if source and not somebody(article, source):
        return False
    words = "".join(article.masked[low:high] for low, high in one.parts)
    return INSIDE not in words or any(holds_words(article.masked, *part) for part in one.parts)


def _whole(article: Article, cues: list[Cue], span: Span, spent: set[int]) -> Reported | None:
    """The last cue of a sentence, where it reports all that stands before it: ``…, Kim said.``"""
    cue = cues[-1]
    if cue.shape == "phrase" or (
        cue.start in spent and article.masked[cue.end : cue.end + 1] != ":"
    ):
        return None
    one = comma(article, cue, span)
    return one if one and len(one.parts) == 1 and _sound(article, one) else None


def as_said(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``As Kim put it, CLAUSE`` and ``CLAUSE, as Kim noted.``"""
    masked = article.masked
    says = cue.use == "speech" or cue.lemma == "put it"
    if cue.shape != "finite" or not says:
        return None
    as_ = _AS.search(masked, max(sentence.start, cue.start - 70), cue.start)
    if not as_ or not reports(article, cue):
        return None
    source = Span(*as_.span("source"))
    found = Attribution(Span(cue.start, cue.end), source, "as")
    after = _AFTER_AS.match(masked, cue.end, sentence.end)
    if not after:
        return None
    if not masked[sentence.start : as_.start()].strip():
        content = Span(after.end(), end_of_content(article, after.end(), sentence.end))
    else:
        if masked[as_.start()] != "," or after["end"]:
            return None
        content = Span(sentence.start, as_.start())
    return Reported((content,), found) if has_verb(masked, *content, whole=True) else None


_AS = re.compile(
    r"(?:(?<!\S)As|, as) "
    rf"(?P<source>[Hh]e|[Ss]he|(?:(?:the|an?) )?(?:[a-z-]+ ){{0,3}}?{phrases.NAME})"
    r" (?:\w+ly |also |has |have |had |once |later |recently )*$"
)
_AFTER_AS = re.compile(
    r"(?: it| out| (?:on|in|last|this|earlier|during|at)\b[^,]{0,60}| \w+ly)?(?:(?P<end>, )|\s*$)"
)


def clause(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``Kim said (that) CLAUSE``, ``Kim urged Putin to …``."""
    masked = article.masked
    if cue.shape == "weak":
        cue = verbal(masked, cue)
    if cue.shape in ("phrase", "weak") or cue.use == "manner":
        return None
    begin = cue.end
    if cue.shape == "passive":
        if cue.lemma == "ask":
            return _was_asked(article, cue, sentence)
        by = phrases.subject_of(article, cue, *sentence) if cue.lemma == "tell" else None
        if by is None:
            return None
        begin = by.end  # "was told by Kim that …"
    after_comma = masked[max(0, cue.start - 2) : cue.start].strip() in (",", COMMA)
    inverted = _SAID_NAME.match(masked, cue.end, sentence.end) if after_comma else None
    if inverted and not has_verb(masked, *inverted.span()):
        return None  # "…, said Kim": not what Kim said follows, but Kim
    if not reports(article, cue) or asks(article, cue, sentence):
        return None
    if _is_no_report(masked, cue, sentence):
        return None
    found = complement(masked, begin, sentence.end, told=cue.lemma in _TELLING)
    document = cue.lemma in FINDS
    if found and _only_hears(masked, cue, found, sentence):
        that = _THAT.search(masked, found.start, min(found.start + _HEARER_LONG, sentence.end))
        found = Complement(that.end(), "that", hearer=True) if that else None
    if not found or not (document or takes(article, cue, found, None)):
        return None
    if _only_bounds(masked, cue, found) or _only_asks(masked, cue, sentence):
        return None
    if found.kind not in _SAID_NOT and (said_not(article, cue) or _is_unable(masked, cue)):
        return None  # "would not say whether": a silence
    modifies = cue.shape == "participle" and not after_comma
    if modifies and _of_subject(masked, cue, found.kind, sentence):
        return None  # "outlets positing the theories have …"
    placed = _source_and_limit(article, cue, sentence, found.start)
    if not placed or (document and not takes(article, cue, found, placed[0])):
        return None
    source, high = placed
    if found.kind in _SAID_NOT and _hands_on(article, found.start, high):
        return None  # "Kim said Lee said …": Lee's words, read at the next verb
    if modifies and "," in masked[source.end : cue.start]:
        main = _MAIN_VERB.search(masked, found.start + 8, high)
        high = main.start() if main else high  # "Kim, known for saying …, was …"
    end = end_of_content(article, found.start, high)
    short = found.kind == "object" and len(masked[found.start : end].split()) < _LEAST_OBJECT
    if end - found.start < 8 or short:
        return None
    named = cue.lemma == "cite" and cue.shape == "participle"
    if named and found.kind not in ("that", "quoted"):
        return None  # "the Courier, citing aides, said": who told it, not what
    cut = high < sentence.end and found.kind in ("clause", "loose")
    if cut and not has_verb(masked, found.start, end, whole=True):
        # "When Kim asked Lee a question, Lee left."
        return None
    credit = Attribution(Span(cue.start, cue.end), source, "clause")
    return Reported((Span(found.start, end),), credit)


def _is_no_report(masked: str, cue: Cue, sentence: Span) -> bool:
    """Whether what looks like a verb of saying is none here.

    "In response to reports that …", "rights advocates are hoping that …", "refers to as the dock",
    "does not mean that he thinks …", "faces a deadline to decide whether …".
    """
    verb = cue.shape in ("finite", "infinitive")
    return bool(
        (verb and _NOUN.search(masked, max(0, cue.start - 12), cue.end))
        or (masked[cue.end - 1] == "s" and _PLURAL_VERB.match(masked, cue.end))
        or (cue.lemma == "decide" and masked.endswith("to ", 0, cue.start))
        or _NO_REPORT.match(masked, cue.end)
        or _NOT_MEANT.search(masked, sentence.start, cue.start)
    )


def _is_unable(masked: str, cue: Cue) -> bool:
    """``was unable to tell whether …``: a silence."""
    return _UNABLE.search(masked, max(0, cue.start - 40), cue.start) is not None


def _only_bounds(masked: str, cue: Cue, found: Complement) -> bool:
    """``people who report using pads``: nobody reports, the words bound a group."""
    doing = cue.lemma == "report" and _DOING.match(masked, found.start)
    return bool(doing) and masked.endswith(" who ", 0, cue.start)


def _only_asks(masked: str, cue: Cue, sentence: Span) -> bool:
    """``The Courier has asked Kim for comment``: nothing is said."""
    return cue.lemma == "ask" and bool(_FOR_COMMENT.match(masked, cue.end, sentence.end))


def _only_hears(masked: str, cue: Cue, found: Complement, sentence: Span) -> bool:
    """``…, Kim told the Courier, even where …``: who is told is no part of what is said."""
    told = cue.lemma == "tell" and not found.hearer and found.kind != "quoted"
    return told and bool(HEARD.match(masked, cue.end, sentence.end))


_NOUN = re.compile(r"\b(?:to|of|by|amid|on|from|about|with|despite|following|over) [a-z]+s$")
_PLURAL_VERB = re.compile(r" (?:are|were|have|who|say|see|hope|want|argue)\b")
_NO_REPORT = re.compile(r" to as\b| [A-Z]\w+ as (?:their|its|his|her)\b")  # "refers to as the dock"
_NOT_MEANT = re.compile(r"\b(?:not|n[’']t) (?:\w+ly )?mean (?:that )?[^,;]{0,60}$")
_UNABLE = re.compile(r"\b(?:unable|not able) to (?:\w+ly )?$")
_LEAST_OBJECT = 3  # words: "criticized Quill's actions" says nothing
_THAT = re.compile(r", (?=that )")
_HEARER_LONG = 120  # characters that say who is told
_FOR_COMMENT = re.compile(r"[^,;]{0,80} for (?:a )?(?:further )?(?:comment|response|reaction)\b")
_DOING = re.compile(r"[a-z]+ing\b")


def _of_subject(masked: str, cue: Cue, kind: str, sentence: Span) -> bool:
    """Whether the verb after a participle may be the sentence's own, not its content's."""
    if _GERUND.search(masked, max(0, cue.start - 12), cue.start):
        return False  # "known for saying …"
    led = kind == "clause" and cue.start - sentence.start > _LEAST_LEAD
    return kind == "loose" or (led and not has_verb(masked, sentence.start, cue.start, whole=True))


_GERUND = re.compile(r"\b(?:for|of|by|from|in|after|before|with|without|about|while|when) $")
_MAIN_VERB = re.compile(r",\s(?=(?:is|was|are|were|has|had|have|did|does|will|would)\b)")


def _was_asked(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``Kim was asked (by Lee) whether …``: the question is the one's who asked, named or not."""
    by = phrases.subject_of(article, cue, *sentence)
    found = complement(article.masked, by.end if by else cue.end, sentence.end, told=False)
    if not found or found.kind != "wh" or not reports(article, cue) or said_not(article, cue):
        return None
    end = end_of_content(article, found.start, sentence.end)
    credit = Attribution(Span(cue.start, cue.end), by, "clause")
    return Reported((Span(found.start, end),), credit) if end - found.start >= 8 else None


def _hands_on(article: Article, start: int, high: int) -> bool:
    """Whether a content is no more than that somebody else, who is named, said something."""
    masked = article.masked
    for cue in article.cues_between(start + 2, min(high, start + 90))[:1]:
        between = masked[start : cue.start].removeprefix("that ")
        told = cue.shape == "finite" and cue.use == "speech" and _TELLER.fullmatch(between)
        people = told and told["people"]  # "engineers told the board", not "voters affirmed"
        plain = people and cue.lemma in ("say", "tell") and noun_gender(people.removesuffix("s"))
        teller = told and (plain or not people)
        return bool(teller and clause(article, cue, Span(start, high)))
    return False


_TELLER = re.compile(
    rf"(?:(?:(?:the|an?) )?(?:[a-z-]+ ){{0,3}}{phrases.NAME}|"
    rf"(?:(?:the|some|several|two|three) )?(?:[a-z-]+ )?(?P<people>[a-z]+s)"
    r"(?: (?:from|at|of) (?:the )?[\w-]+)?)"
    r"(?:, [^,]{2,40},)?"
    r" (?:had |has |also |later |once |\w+ly |in turn )*"
)


_SAID_NAME = re.compile(rf"\s+(?:(?:the|an?) [\w ]{{2,30}}?|{phrases.NAME})\s*(?:$|[,.(])")


def _source_and_limit(
    article: Article, cue: Cue, sentence: Span, start: int
) -> tuple[Span, int] | None:
    """Who reports what begins at ``start``, and where at the latest that ends."""
    masked = article.masked
    lead = masked[sentence.start : cue.start]
    progressive = _IS.search(lead)  # "Kim is telling voters that …"
    if cue.shape == "participle" and len(lead) < 20 and "," not in lead and not progressive:
        # "Saying that …, Kim left."
        comma = masked.find(", ", start, sentence.end)
        found = phrases.sentence_subject(masked, comma + 2, sentence.end) if comma > 0 else None
        return (found, masked.rfind(",", start, found.start)) if found else None
    source = phrases.subject_of(article, cue, *sentence)
    if not source or source.end > start:
        return None
    if _WHEN.search(masked, max(sentence.start, source.start - 30), source.start):
        comma = masked.find(", ", start + 8, sentence.end)
        that = masked.startswith("that ", start)
        while that and comma > 0 and not has_verb(masked, start, comma, whole=True):
            comma = masked.find(", ", comma + 1, sentence.end)  # "that Kim, the mayor, left, …"
        return source, comma if comma > 0 else sentence.end
    return source, sentence.end


_LEAST_LEAD = 10  # characters before a participle that does not open its sentence
_IS = re.compile(r"\b(?:is|are|was|were|be|been|kept|keeps?)\s+(?:also\s+|now\s+|\w+ly\s+)?$")
_OPENS = "when|after|before|if|because|although|though|while|since"
_JUST = "(?i:long|shortly|soon|just|even|days|hours|weeks) "
_WHEN = re.compile(
    rf"(?:(?<!\w)(?:{_OPENS.title()}|As|{_JUST}(?:{_OPENS}))|,\s(?:{_JUST})?(?:{_OPENS}))"
    r"\s+(?:the |a )?$"
)

_TELLING = frozenset(
    "tell inform remind warn assure promise reassure notify advise convince persuade ask urge "  # noqa: SIM905
    "beg implore exhort order instruct command counsel caution teach encourage".split()
)

_SAID_NOT = frozenset(["that", "clause", "quoted"])
# "which critics said was …", "that he said would …"
_RELATED = re.compile(
    r"\b(?:which|that|who|whom) (?!(?:has|have|had|is|are|was|were) )(?P<source>(?:he|she|they|it)|"
    r"(?:(?:the|an?|his|her|their|some|many) )?(?:[a-z][\w’'-]* ){0,3}?"
    rf"(?:{phrases.NAME}|[a-z]+))"
    r" (?:\w+ly |also |has |have |had |later )?$"
)
_GOES_ON = re.compile(
    r"\s(?=(?:\w+ly )?(?:would|will|could|can|might|may|should|must|is|are|was|were|has|had|have|"
    r"does|did|do|[a-z]{2,}ed)\b)"
)


def relative(article: Article, cue: Cue, sentence: Span) -> Reported | None:
    """``…, which Kim said was …``: what is said of what stands before."""
    masked = article.masked
    if cue.shape != "finite" or cue.use not in ("speech", "thought"):
        return None
    verb = _GOES_ON.match(masked, cue.end, sentence.end)
    if not verb:
        return None
    related = _RELATED.search(masked, max(sentence.start, cue.start - 60), cue.start)
    if not related or not reports(article, cue) or said_not(article, cue):
        return None
    kinds = Complement(verb.end(), "clause")
    if not takes(article, cue, kinds, None):
        return None
    content = Span(verb.end(), end_of_content(article, verb.end(), sentence.end))
    found = Attribution(Span(cue.start, cue.end), Span(*related.span("source")), "relative")
    return Reported((content,), found) if content.end - content.start > 8 else None


RULES = (according, as_said, relative, comma, clause)
