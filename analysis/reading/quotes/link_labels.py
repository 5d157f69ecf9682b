"""Labels of links that a page's text has run into a sentence, taken out before it is read.

Some sites print, after a politician's name, the name again in full and the headlines of a pop-up
box: ``Nora Quill Nora Ann QuillMayor wins vote Crane loses MORE (R) said``. None of it is the
reporter's sentence.
"""

from __future__ import annotations

import re

from analysis.languages.folding import SOFT, Folded

# The label begins with the name written in full, which ends in the surname just read, and runs
# into the first headline; it ends with the word that opened the box.
_LABEL = re.compile(
    r"\b(?P<last>[A-Z][\w’'-]+)"
    # "Nora" of "Nora Quill Nora Ann Quill…" is not the surname
    r"(?! (?:[A-Z][\w.’'-]* )?(?P<next>[A-Z][\w’'-]*) (?:\(?[A-Z][\w.’'-]*\)?,? ){0,3}?(?P=last) "
    r"(?:\(?[A-Z][\w.’'-]*\)? ){0,4}(?P=next))"
    r"(?P<label> (?:\(?[A-Z][\w.’'-]*\)?,? ){0,5}?(?P=last)"
    r"(?=[A-Z\d‘“\"' ])[^\n]{0,600}?(?:\b|(?<=[a-z]))MORE\b)"
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where such labels stand in a text.

    >>> spans("Nora Quill Nora Ann QuillMayor wins vote MORE (R) said")
    [(10, 45)]
    >>> spans("Nora Quill Nora Ann QuillMORE, Ed Poe Edward PoeMayor wins vote MORE left")
    [(10, 29), (37, 68)]
    """
    return [m.span("label") for m in _LABEL.finditer(text)] if " MORE" in text else []


def without(text: str) -> Folded:
    """A text less such labels and less soft hyphens, with the way back to its own offsets.

    >>> without("Nora Quill Nora Ann QuillMayor wins vote MORE (R) said").text
    'Nora Quill (R) said'
    >>> without("Nora Quill Edda (Nora) Nora QuillMayor wins vote MORE faces a day").text
    'Nora Quill faces a day'
    """
    labels = spans(text)
    soft = any(sign in text for sign in SOFT)
    if not labels and not soft:
        return Folded(text)
    kept: list[int] = []
    position = 0
    for start, end in [*labels, (len(text), len(text))]:
        kept += range(position, start)
        position = end
    if soft:
        kept = [place for place in kept if text[place] not in SOFT]
    return Folded("".join([text[place] for place in kept]), [*kept, len(text)])
