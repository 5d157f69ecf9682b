"""Months, numbers, money and countries in many languages, from the Unicode CLDR by `babel`.

What it finds is given in one form for all languages: a day as month and day, a share or a sum
as plain digits with its unit, a country as its ISO code. Babel is loaded when a text in another
language is read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from analysis import languages
from analysis.languages.grammar import grammar
from analysis.languages.inflection import inflected
from analysis.languages.scripts import HAS_WIDE

LANGUAGES = frozenset(
    "ar cs da de el en es fi fr he hi hu it ja ko nl no pl pt ro ru sv th tr uk zh".split()  # noqa: SIM905
)
_SUMS = {"USD": ("USD", "CAD", "dollar", "$"), "EUR": ("EUR", "EUR", "euro", "€")}
_SIGNS = ("ja", "ko", "zh")  # one sign is a word
_SHORT = {"k": 3, "m": 6, "mn": 6, "bn": 9, "tn": 12}  # "$3.5m"
_SUMS |= {"GBP": ("GBP", "EGP", "pound", "£"), "RUB": ("RUB", "BYN", "rouble", "₽")}


class Fact(NamedTuple):
    """What a text states, in one form for all languages, and where."""

    kind: str  # date, number or place
    key: str  # "9-13", "2023-9-13", "12 percent", "3500000 euro", "RU"
    start: int
    end: int


def find(text: str, code: str) -> Iterator[Fact]:
    """Find the dates, shares, sums and countries that a text in a language states.

    A date has its day; a number its unit ("percent", money). Where CLDR lacks the language,
    nothing is found. Names of countries are found in the cases of the languages whose grammar
    lists endings; one that is a part of a longer name in capitals is none.

    >>> [fact.key for fact in find("Am 13. September zahlte Russland 3,5 Millionen Euro.", "de")]
    ['9-13', '3500000 euro', 'RU']
    """
    if code not in LANGUAGES:
        return
    for match in _dates(code).finditer(text):
        found = _date(match, code)
        if found:
            yield Fact("date", found, *match.span())
    for match in _quantities(code).finditer(text):
        yield Fact("number", _quantity(match, code), *match.span())
    pattern, isos = _countries(code)
    for match in pattern.finditer(text):
        if match.lastgroup and not _in_a_name(text, *match.span()):
            yield Fact("place", isos[int(match.lastgroup[1:])], *match.span())


def installed() -> bool:
    """Whether the extra that it needs is there."""
    return find_spec("babel") is not None


def country(iso: str) -> str:
    """A country's name in English.

    >>> country("RU")
    'Russia'
    """
    return _locale("en").territories[iso]


@cache
def _locale(code: str) -> Any:
    try:
        from babel import Locale  # its data are read for the languages of an event only
    except ImportError as error:
        raise ImportError("facts across languages need babel: the extra `languages`") from error

    return Locale.parse("nb" if code == "no" else code)


# --- dates --------------------------------------------------------------------------------------


@cache
def _months(code: str) -> dict[str, int]:
    months = _locale(code).months
    listed = [(form, "wide") for form in ("format", "stand-alone")] + [("format", "abbreviated")]
    found: dict[str, int] = {}
    for form, width in listed:
        for number, name in months[form][width].items():
            if not name[0].isdigit() and len(name.strip(".")) > 2:
                found.setdefault(name.strip(".").lower(), number)
    return found | ({"sept": 9} if code == "en" else {})


@cache
def _dates(code: str) -> re.Pattern[str]:
    year = r"(?:19|20)\d\d"
    if code in _SIGNS:
        sign = {"ko": ("년", "월", "일")}.get(code, ("年", "月", "日"))
        return re.compile(
            rf"(?:(?P<year>{year})\s?{sign[0]}\s?)?(?<!\d)(?P<number>1[0-2]|0?[1-9])\s?{sign[1]}"
            rf"\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?{sign[2]}"
        )
    names = "|".join(map(re.escape, sorted(_months(code), key=len, reverse=True)))
    linked = r"(?:\.|º|er|st|nd|rd|th)?\s(?:de\s|d['’]|of\s)?"
    after = r"(?:\.)?(?:,?\s(?:de\s|del\s|do\s)?" + rf"(?P<year>{year}))?"
    first = rf"(?<![\d.,:])(?P<day>3[01]|[12]\d|0?[1-9]){linked}(?P<month>{names})(?!\w){after}"
    if code == "en":
        first += rf"|(?P<month2>{names})\.?\s(?P<day2>3[01]|[12]\d|0?[1-9])(?!\d)"
        first += rf"(?:,?\s(?P<year2>{year}))?"
    numeric = r"(?<![\d.])(?P<day3>3[01]|[12]\d|0?[1-9])\.(?P<number>1[0-2]|0?[1-9])\."
    numeric += rf"(?P<year3>{year})"
    return re.compile(f"{first}|{numeric}", re.IGNORECASE)


def _date(match: re.Match[str], code: str) -> str | None:
    given = match.groupdict()
    name = given.get("month") or given.get("month2")
    month = _months(code)[name.lower()] if name else int(given["number"])
    day = next(given[part] for part in ("day", "day2", "day3") if given.get(part))
    year = next((given[part] for part in ("year", "year2", "year3") if given.get(part)), None)
    return f"{year}-{month}-{int(day)}" if year else f"{month}-{int(day)}"


# --- numbers ------------------------------------------------------------------------------------


@cache
def _scales(code: str) -> dict[str, int]:
    """Words for thousands, millions and milliards → their zeros."""
    found = {"en": dict(_SHORT), "pt": {"mil milhões": 9}}.get(code, {})
    formats = _locale(code).compact_decimal_formats
    for width in ("long", "short"):
        for plurals in (formats.get(width) or {}).values():
            for size, pattern in dict(plurals.items()).items():
                word = str(getattr(pattern, "pattern", "")).replace("'", "")
                zeros = word.count("0")
                word = word.replace("0", "").replace("\xa0", " ").strip(" .").lower()
                if word and zeros == 1 and len(word) > (0 if code in _SIGNS else 2):
                    found.setdefault(word, len(size) - zeros)
    return found


@cache
def _units(code: str) -> dict[str, str]:
    """Ways of writing a unit, in small letters → percent, dollar, euro, pound or rouble."""
    data = _locale(code)._data
    found = {"%": "percent", "٪": "percent"}
    found |= {"en": {"per cent": "percent"}, "tr": {"yüzde": "percent"}}.get(code, {})
    for width in data["unit_patterns"].get("concentr-percent", {}).values():
        for pattern in dict(width.items()).values() if hasattr(width, "items") else ():
            word = str(pattern).replace("{0}", "").strip().lower()
            if word and "{" not in word:
                found[word] = "percent"
    for one, other, unit, sign in _SUMS.values():
        found[sign] = unit
        names, others = _named(data, one), _named(data, other)
        shared = names & others
        found |= {word: unit for word in shared if len(word) > 1}
    return found


def _named(data: Any, currency: str) -> set[str]:
    """The words of a currency's name in all its forms."""
    names = [data["currency_names"].get(currency, "")]
    plural = data["currency_names_plural"].get(currency)
    names += list(dict(plural.items()).values()) if plural else []
    return {word for name in names for word in re.findall(r"[^\W\d_]+", str(name).lower())}


@cache
def _quantities(code: str) -> re.Pattern[str]:
    units = sorted(_units(code), key=len, reverse=True)
    leading = "$ € £ ₽ % yüzde" if code == "tr" else "$ € £ ₽"  # "%12", "yüzde 12"
    signs = "|".join(map(re.escape, leading.split()))
    after = "|".join(
        re.escape(unit).replace(r"\ ", r"\s") + (r"(?!\w)" if _has_an_end(unit, code) else "")
        for unit in units
    )
    scale = "|".join(map(re.escape, sorted(_scales(code), key=len, reverse=True))) or "(?!)"
    edge = r"(?<![\d.,])" if code in (*_SIGNS, "th") else r"(?<![\w.,])"
    figure = r"\d+(?:[.,\s\u00a0\u202f'’٬]\d{3})*(?:[.,٫]\d+)?"
    linked = r"(?:\s?(?:de\s|di\s|d['’])?)?"
    return re.compile(
        rf"{edge}(?:(?P<sign>{signs})\s?)(?P<first>{figure})"
        rf"(?:\s?(?P<scale1>{scale})(?!\w))?"
        rf"|{edge}(?P<number>{figure})(?:\s?(?P<scale>{scale})\.?)?{linked}(?P<unit>{after})",
        re.IGNORECASE,
    )


def _has_an_end(unit: str, code: str) -> bool:
    """Whether a space must follow a word: not after signs, nor where letters are not parted."""
    return unit[-1].isalpha() and code != "ko" and not HAS_WIDE.search(unit)


def _quantity(match: re.Match[str], code: str) -> str:
    number, word = match["number"] or match["first"], match["scale"] or match["scale1"]
    unit = _units(code)[(match["unit"] or match["sign"]).lower()]
    value = Decimal(_plain(number, code)) * 10 ** (_scales(code)[word.lower()] if word else 0)
    return f"{format(value.normalize(), 'f')} {unit}"


def _plain(number: str, code: str) -> str:
    """Figures with the decimal sign of their language → with a point."""
    from babel.numbers import get_decimal_symbol

    decimal = get_decimal_symbol(_locale(code)).replace("٫", ".")
    whole, _, part = number.rpartition(decimal) if decimal in number else (number, "", "")
    return re.sub(r"\D", "", whole) + (f".{re.sub(r'[^0-9]', '', part)}" if part else "")


# --- countries ----------------------------------------------------------------------------------


@cache
def _countries(code: str) -> tuple[re.Pattern[str], list[str]]:
    """One expression for all countries' names, inflected too; group ``c<n>`` is the n-th."""
    names = {
        name: iso
        for iso, name in _locale(code).territories.items()
        if len(iso) == 2 and iso.isalpha() and iso not in ("EU", "UN", "EZ", "ZZ", "XA", "XB", "QO")
    }
    given = languages.read().given_names  # "Maurice", "Jordan"
    names = {name: iso for name, iso in names.items() if name not in given}
    names |= {row["name"]: row["iso"] for row in _further() if row["language"] == code}
    longest = sorted(names, key=len, reverse=True)
    rules = grammar(code)
    ways = [f"(?P<c{n}>{inflected(name, rules)})" for n, name in enumerate(longest)]
    wide = code == "ko" or HAS_WIDE.search(longest[-1])
    edge = ("", "") if wide else (r"(?<![\w-])", r"(?![\w-])")
    return re.compile(rf"{edge[0]}(?:{'|'.join(ways)}){edge[1]}"), [names[name] for name in longest]


@cache
def _further() -> list[dict[str, str]]:
    path = Path(__file__).with_name("country_names.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _in_a_name(text: str, start: int, end: int) -> bool:
    """Whether a capital stands right before or after: "Michael Jordan", "Georgia Meloni"."""
    if not text[start:end].istitle() or " " in text[start:end]:
        return False
    before = re.search(r"([^\W\d_]\w+) $", text[max(0, start - 30) : start])
    after = re.match(r" ([^\W\d_]\w+)", text[end : end + 30])
    named = before is not None and before[1].istitle()
    if before is not None and _begins(text, start - len(before[0])):
        named = before[1] in languages.read().given_names
    return named or bool(after and after[1].istitle())


def _begins(text: str, place: int) -> bool:
    """Whether a sentence begins here, where a capital says nothing."""
    return not text[:place].strip() or text[:place].rstrip()[-1] in '.!?:\n„“”"«»'
