"""What is known of languages where a speaker is looked for beside the marks only: `beside.toml`.

Arabic, Chinese, Japanese and Korean have no grammar for the shared rules, but a verb of speech
and a name that stand right beside a quotation tell who speaks.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Beside:
    """The lists of one language; longest words first, as they are looked for."""

    code: str
    order: str  # subject first (Chinese), particle (Japanese, Korean), verb first (Arabic)
    verbs: tuple[str, ...]  # forms of reporting verbs, or how they begin
    titles: tuple[str, ...]  # what may stand beside a name
    particles: tuple[str, ...]  # what marks a subject
    subjects: tuple[str, ...]  # those that may bring in somebody else before the marks
    quotative: tuple[str, ...]  # what follows the marks of speech that is reported
    governs: tuple[str, ...]  # what in front of a name makes it no subject
    follows: tuple[str, ...]  # what behind a name makes it a part of something else
    between: tuple[str, ...]  # how words begin that may stand between a name and its verb
    not_verbs: tuple[str, ...]  # words that end like a verb and are none
    told: tuple[str, ...]  # whom one speaks to, no matter here
    others: tuple[str, ...]  # what shows that somebody else stands before the verb
    pronouns: tuple[str, ...]  # "he", with its particle, as it stands before a verb
    thus: tuple[str, ...]  # "thus", by which a sentence leads speech in
    adding: tuple[str, ...]  # verbs with which who spoke goes on
    before_names: tuple[str, ...]  # what is written onto a name's beginning: "and", "to"
    after_names: tuple[str, ...]  # what is written onto its end: particles of case


@cache
def beside(code: str | None) -> Beside | None:
    """Give what is known of a language; None where it has no such file.

    >>> beside("ja").particles, beside("de")
    (('は', 'が', 'も'), None)
    """
    path = _FOLDER / (code or "") / "beside.toml"
    if not code or not code.isalpha() or not path.is_file():
        return None
    stated = tomllib.loads(path.read_text(encoding="utf-8"))

    def listed(name: str) -> tuple[str, ...]:
        words = dict.fromkeys(stated.get(name, "").split())
        return tuple(sorted((w.replace("_", " ") for w in words), key=len, reverse=True))

    names = [field.name for field in fields(Beside)][2:]
    return Beside(code, stated["order"], *(listed(name) for name in names))
