"""Speech that stands without quotation marks because the layout says so.

Block quotations (``> …``, a paragraph above ``— Dana Cole`` or below ``Cole wrote:``), posts
(``… — Dana Cole (@cole)``), the answers of an interview (``A: …``, ``QUILL: …``), and a headline
that begins with its speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from analysis.reading.quotes.marks import DASHES, Quoted

_TURN = re.compile(
    r"^(?P<label>Q|A|[A-Z][A-Z.’' -]{1,28}[A-Z]|[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2}) ?: +(?=\S)",
    re.M,
)
_ASKS = frozenset(
    "Q QUESTION INTERVIEWER HOST MODERATOR REPORTER ANCHOR Question Interviewer Host Moderator "  # noqa: SIM905
    "Reporter Anchor".split()
)
_BLOCK = re.compile(r"^> ?(?=\S)", re.M)
# a line that is nothing but a dash, a name, and perhaps a handle and a date
_SIGNED = re.compile(
    rf"^[{DASHES}]{{1,2}} ?(?P<name>[A-Z][\w.’'-]*(?: [\w.’'-]+){{1,4}}?)"
    r"(?: ?\(@\w+\))?(?:,? [A-Z][a-z]+\.? \d{1,2}(?:, \d{4})?|, [^.\n]{2,60})?\.?[ \r]*$",
    re.M,
)
# "We won! — Dana Cole (@danacole) March 4, 2024"
_POSTED = re.compile(
    r"(?P<words>(?!https?:|pic\.)[^\n]{20,420}?)(?P<links>(?: ?(?:https?://\S+|pic\.twitter\.com/\S+|#\w+|\(\d+/\d*\)))*)"
    rf" ?[{DASHES}]{{1,2}} ?[^\W\d_][\w.,’'&| -]{{1,48}}? \(@\w+\)"
    r"[^\n]{0,40}$",
    re.M,
)
# a line without marks that announces somebody's words, and the paragraph below it
_ANNOUNCED = re.compile(
    r"^(?!.*\b(?:post|story|stories|update|article|following)\b.* continues?\b|(?:Also )?[Rr]ead\b)"
    r"(?=[^\n]{8,600}:[ \r]*$)"
    r"(?:According to [^\n“”\"]+|[^\n“”\"]*\b(?:said|says|wrote|writes|tweeted|tweets|"
    r"added|adds|continued|continues|explained|explains|posted|stated|states|reads?|noted|"
    r"notes|replied|replies|concluded|concludes|reported|reports|declared|declares|argued|argues|"
    r"observed|observes|warned|warns|Here(?:[’']s| is| are) (?:part|some|the text|an excerpt))\b"
    r"[^\n“”\"]{0,60}):[ \r]*\n\s*(?P<words>[^\n]{60,3000}[.!?…])"
    r"[ \r]*$",
    re.M,
)
_MARKS = "“”„\"«»‘'`"
_NO_WORDS = f"{_MARKS}>([•·▪◦●■*–—-"  # marks, an editor's note, an item of a list
_HEADLINE = re.compile(r"\s*(?P<label>[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,2}): (?=[A-Z\[][^\n]*\n)")
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b")
_LONGEST = 1200  # characters of a pull quote


def unmarked(text: str, marked: list[Quoted]) -> list[Quoted]:
    """List the speech of one text that its layout shows, in order, where no marks stand.

    ``how`` is turn, block or headline. The questions of an interview are nobody's
    quotation: they are the outlet's.

    >>> text = "She met us.\\n\\nQ: Why?\\n\\nA: I had to.\\n\\nQ: When?\\n\\nA: Then."
    >>> [(q.how, text[q.start : q.end]) for q in unmarked(text, [])]
    [('turn', 'I had to.'), ('turn', 'Then.')]
    """
    lines = {q.line_start for q in marked}
    found = _turns(text) + _blocks(text) + _headline(text)
    return sorted({q.line_start: q for q in found if q.line_start not in lines}.values())


def _turns(text: str) -> list[Quoted]:
    """The answers of an interview or transcript: at least three turns by at least two people."""
    turns = list(_at_lines(_TURN, text)) if ": " in text else []
    often = Counter(turn["label"] for turn in turns)
    shouted = sum(n for label, n in often.items() if label.isupper())
    if len(often) < 2 or max(often.values()) < 2 or (shouted < 3 and len(turns) < 4):
        return []
    asks = any(label in _ASKS for label in often)
    kept = [
        t for t in turns if t["label"].isupper() or t["label"] in _ASKS or often[t["label"]] > 1
    ]
    if not asks and sum(often[t["label"]] > 1 for t in kept) < 3:
        return []
    return [_line(text, t.start(), t.end(), "turn") for t in kept if t["label"] not in _ASKS]


def _blocks(text: str) -> list[Quoted]:
    """Paragraphs set off as a block, and the one above a line that only signs."""
    found = [_line(text, m.start(), m.end(), "block") for m in _at_lines(_BLOCK, text, ">")]
    for match in _at_lines(_SIGNED, text, DASHES):
        above = text[: match.start()].rstrip()
        start = above.rfind("\n") + 1
        words = above[start:]
        if 20 < len(words) < _LONGEST and start and words[0] not in _MARKS and words[-1] in ".!?…":
            begin = start + (words.startswith(">") and 2)
            found.append(_line(text, start, begin, "block"))
    announced = _ANNOUNCED.finditer(text) if ":\n" in text or ": \n" in text else ()
    starts = (match.start("words") for match in announced)
    found += [_line(text, n, n, "block") for n in starts if text[n] not in _NO_WORDS]
    return found + list(_posts(text))


def _posts(text: str) -> Iterator[Quoted]:
    """Posts that are a line with their author at its end."""
    place = text.find(" (@")
    while place >= 0:
        line, after = text.rfind("\n", 0, place) + 1, text.find("\n", place)
        after = after if after >= 0 else len(text)
        if match := _POSTED.match(text, line):
            start, end = match.span("words")
            yield Quoted(start, end, start, match.end("links"), "block", line, after)
        place = text.find(" (@", after)


def _at_lines(pattern: re.Pattern[str], text: str, first: str = "") -> Iterator[re.Match[str]]:
    """What a pattern that begins with a line and stays in it finds, as ``finditer`` gives it.

    ``first``: with which of these the line begins; any, if none is given.
    """
    place = 0
    while place >= 0:
        begins = text[place : place + 1]
        begins = begins and (begins in first if first else begins.isupper())
        if begins and (match := pattern.match(text, place)):
            yield match
        place = text.find("\n", place) + 1 or -1


def _headline(text: str) -> list[Quoted]:
    """``Quill: I will not resign`` above an article that names Quill."""
    match = _HEADLINE.match(text)
    if not match:
        return []
    end = text.find("\n", match.end())
    if not _FIRST_PERSON.search(text, match.end(), end):
        return []  # "Quill: the pier must close" may be the outlet's summary
    last = match["label"].split()[-1]
    again = re.search(rf"\b{re.escape(last)}\b(?!:)", text[match.end() :])
    return [_line(text, match.start("label"), match.end(), "headline")] if again else []


def _line(text: str, line: int, start: int, how: str) -> Quoted:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    end = start + len(text[start:end].rstrip())
    return Quoted(start, end, start, end, how, line, end)
