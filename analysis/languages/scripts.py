"""Scripts that are written without spaces, and signs that belong to the letter before them.

Chinese, Japanese and Thai are cut into words by BudouX (Google, Apache-2.0): 0.3 MB with its
models, no dependency, some 300,000 characters a second. In Japanese it cuts phrases, a noun
with its particle.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any


def _ranges(low: int, high: int) -> str:
    """The combining signs between two code points, as a regular expression's class."""
    found: list[list[int]] = []
    for code in range(low, high):
        if unicodedata.category(chr(code)) in ("Mn", "Mc"):
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in found)


MARKS = _ranges(0x300, 0x1E00)  # vowel signs, points and accents: part of a word
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3040-\u30ff\u31f0-\u31ff"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
WIDE = f"{_HAN}{_KANA}{_THAI}"  # letters of scripts without spaces, as a class
_RUN = re.compile(rf"[{_HAN}{_KANA}]+|[{_THAI}]+")
_IS_KANA = re.compile(rf"[{_KANA}]")
_IS_THAI = re.compile(rf"[{_THAI}]")
_WORDS = re.compile(rf"(?:[^\W_]|[{MARKS}])+(?:[-’'&](?:[^\W_]|[{MARKS}])+)*")
HAS_WIDE = re.compile(f"[{WIDE}]")


def cut(run: str) -> list[str]:
    """Cut a run of such letters into words; anything else stays as it is.

    >>> cut("两位领导人讨论了合作")
    ['两', '位', '领导人', '讨论', '了', '合作']
    >>> cut("GPS导航")
    ['GPS', '导航']
    """
    found: list[str] = []
    position = 0
    for match in _RUN.finditer(run):
        if match.start() > position:
            found.append(run[position : match.start()])
        found += _segmenter(_script(match[0])).parse(match[0])
        position = match.end()
    return [*found, run[position:]] if position < len(run) else found


def count_words(text: str) -> int:
    """How many words a text has, in any script.

    >>> count_words("हम आपसे मिलकर"), count_words("两位领导人"), count_words("don't")
    (3, 3, 1)
    """
    return sum(
        len(cut(match[0])) if HAS_WIDE.search(match[0]) else 1 for match in _WORDS.finditer(text)
    )


def length(text: str) -> int:
    """How long a text is in words as other scripts part them.

    Japanese is cut into phrases, which are longer: three signs count as a word there.

    >>> length("家に帰りましょう"), length("两位领导人")
    (3, 3)
    """
    found = count_words(text)
    return max(found, -(-len(text) // 3)) if _IS_KANA.search(text) else found


def _script(run: str) -> str:
    if _IS_THAI.search(run):
        return "th"
    return "ja" if _IS_KANA.search(run) else "zh"


@cache
def _segmenter(script: str) -> Any:
    import budoux  # its models are read when a text needs them

    return {
        "th": budoux.load_default_thai_parser,
        "ja": budoux.load_default_japanese_parser,
        "zh": budoux.load_default_simplified_chinese_parser,
    }[script]()
