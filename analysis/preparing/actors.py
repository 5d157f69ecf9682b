"""Whom a new event's articles are about: names that act, each once, with their own forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import polars as pl

from analysis import languages
from analysis.languages.detection import foreign
from analysis.languages.folding import key
from analysis.measures import roles
from analysis.measures.framing import name_forms
from analysis.measures.framing.speaking import verb_classes

_OFTEN_IN, _OFTEN = 3, 10  # articles and mentions from which any name is proposed
_FIRST_NAME_ALONE = 3  # mentions from which a first word by itself is how somebody is called
_DEEDS, _IDLE = 3, 8  # verbs that show who acts, and mentions to one verb of a name that does
_BARE = 4  # mentions to one "the Taliban" of a name that is a body's
_AFTER = (  # who stands there does nothing: "the countries hit by Ebola screened …"
    r"(?i)\b(?:of|in|to|with|by|as|at|from|on|into|against|than|like|near|between)\s+(?:the\s+)?$"
)
_BESIDE = 16  # characters that hold a preposition and "the"
_SEVERAL = re.compile(r"[A-Z]{2,}s")  # "ISPs": what a thing is, and no name
_PAPERS = frozenset(("news", "times", "post", "herald", "tribune", "gazette", "radio", "tv"))


class _Deeds(NamedTuple):
    """In how many mentions a name does what a verb says, in how many of them it speaks, and in
    how many it stands like "the Pentagon": with its article and no noun after it.
    """

    acts: int = 0
    speaks: int = 0
    bodies: int = 0

    def suffice(self, mentions: int) -> bool:
        """Whether it acts as people do: "the Pentagon refused", not "Medicare costs"."""
        if self.speaks and self.acts > 1 and 2 * self.acts * _IDLE >= mentions:
            return True
        often = self.acts >= _DEEDS and self.acts * _IDLE >= mentions
        return often or (self.acts > 0 and self.bodies > 1 and self.bodies * _BARE >= mentions)


def find(names: pl.DataFrame, articles: pl.DataFrame, outlets: Iterable[str] = ()) -> pl.DataFrame:
    """Mentions of names that act, each with the form in which it is written.

    A person is proposed, and an organisation; a country, or a name that might be anything, where
    it acts in these texts: a town, a disease or a programme is named often and does nothing.
    Media are none, nor are the event's own ``outlets``. Reads names as `proper_names.find` gives
    them, and articles. One row is one mention: article_id, start, end, name, form.
    """
    texts = articles.select("article_id", "text")
    form = pl.col("text").str.slice("start", pl.col("end") - pl.col("start"))
    form = form.str.replace("[’']s?$", "").str.replace_all(r"\s+", " ")
    written = names.join(texts, on="article_id", maintain_order="left").select(
        "article_id", "start", "end", "kind", name="shown", form=form
    )
    several = min(2, articles["article_id"].n_unique())
    reach = written.group_by("name").agg(
        n=pl.col("article_id").n_unique(), kind=pl.col("kind").first(), mentions=pl.len()
    )
    reach = reach.filter(pl.col("n") >= several)
    media = _media(outlets)
    deeds = _deeds(written, articles)
    none = None if deeds is None else _Deeds()
    acting = [
        name
        for name, n, kind, mentions in reach.select("name", "n", "kind", "mentions").iter_rows()
        if not _is_medium(name, media)
        and _acts(name, kind, n, mentions, (deeds or {}).get(name, none))
    ]
    kept = written.filter(pl.col("name").is_in(_once(acting)))
    theirs = _aliases(kept)
    own = pl.struct("name", "form").map_elements(
        lambda row: row["form"] in theirs[row["name"]], pl.Boolean
    )
    kept = kept.filter(own).drop("kind")
    usual = _usual(kept)
    return kept.with_columns(pl.col("name").replace(usual))


def _media(outlets: Iterable[str]) -> frozenset[str]:
    listed = [row["name"] for row in languages.media()]
    return frozenset(_plain(name) for name in [*listed, *outlets])


def _plain(name: str) -> str:
    return key(name).removeprefix("the ")


def _is_medium(name: str, media: frozenset[str]) -> bool:
    """Whether a name is an outlet's or an agency's: as listed, a part of one, or by its end."""
    plain = _plain(name)
    if plain in media or (len(plain.split()) > 1 and plain.split()[-1] in _PAPERS):
        return True
    return any(one.startswith(f"{plain} ") for one in media) and not name_forms.is_country(name)


def _deeds(written: pl.DataFrame, articles: pl.DataFrame) -> dict[str, _Deeds] | None:
    """Name → what it does in these articles; None where no language's verbs are known."""
    read = articles.filter(~pl.col("article_id").is_in(list(foreign(articles))))
    if not len(read):
        return None
    since = pl.max_horizontal(0, pl.col("start") - _BESIDE)
    placed = written.join(read.select("article_id", "text"), on="article_id").select(
        *("article_id", "start", "end", "name"),
        before=pl.col("text").str.slice(since, pl.col("start") - since),
        after=pl.col("text").str.slice("end", _BESIDE),
    )
    verbs = roles.extract(read).filter(pl.col("agent_end").is_not_null())
    speaking = {lemma for lemma, _ in verb_classes().values()}
    acts = verbs.group_by("article_id", end="agent_end").agg(
        from_=pl.col("agent_start").max(), speaks=pl.col("lemma").is_in(speaking).any()
    )
    acting = (pl.col("from_") <= pl.col("start")) & ~pl.col("before").str.contains(_AFTER)
    follows = pl.col("after").str.extract(r"^[’']?s? (\w+)").str.to_lowercase()
    bare = follows.is_null() | follows.is_in(sorted(languages.read().function_words))
    counted = (
        placed.join(acts, on=["article_id", "end"], how="left")
        .with_columns(acts=acting.fill_null(value=False))
        .group_by("name")
        .agg(
            pl.col("acts").sum(),
            (pl.col("acts") & pl.col("speaks")).sum().alias("says"),
            (pl.col("before").str.contains(r"\b[Tt]he\s+$") & bare).sum().alias("bodies"),
        )
    )
    return {name: _Deeds(*counts) for name, *counts in counted.iter_rows()}


def _acts(name: str, kind: str, articles: int, mentions: int, deeds: _Deeds | None) -> bool:
    """Whether a name is a person's, an organisation's, or acts as these do."""
    if _SEVERAL.fullmatch(name):
        return False
    words = key(name).split()
    head = name_forms.heads().get(words[-1]) or name_forms.heads().get(words[0])
    country, state = name_forms.is_country(name), name in languages.read().states.values()
    if kind == "person" and not (country or state):
        return True
    if head == "organisation" and not country:
        return kind == "name"
    if deeds is not None:
        return (country or head is None) and not state and deeds.suffice(mentions)
    often = articles >= _OFTEN_IN and mentions >= _OFTEN
    return country or (kind == "name" and head is None and often)


def _once(names: list[str]) -> list[str]:
    """The names without those that another begins: "Ann Lee Moore", where a link was put in."""
    words = {name: tuple(key(name).split()) for name in names}
    known = {one for one in words.values() if len(one) > 1}
    return [
        name
        for name, own in words.items()
        if not any(own[:cut] in known for cut in range(2, len(own)))
    ]


def _aliases(written: pl.DataFrame) -> dict[str, set[str]]:
    """Name → the forms that are its own: no other name's, no title, no bare first name."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, form in written.select("name", "form").iter_rows():
        counted[name][form] += 1
    claimed = Counter(one for forms in counted.values() for one in {key(form) for form in forms})
    ends = Counter(_ends(name) for name in counted)
    found = {}
    for name, forms in counted.items():
        own = {form for form in forms if _is_own(form, name, forms)}
        own -= {form.upper() for form in own if form != form.upper()}  # found in capitals, too
        if ends[_ends(name)] > 1:  # "George Bush" is George W. Bush or George H.W. Bush
            own -= {form for form in own if _ends(form) == _ends(name) and not _same(form, name)}
        found[name] = {form for form in own if claimed[key(form)] == 1 or form == name} or {name}
    return found


def _ends(name: str) -> tuple[str, ...]:
    """The first and the last word of a name of several words."""
    words = key(name).split()
    return (words[0], words[-1]) if len(words) > 1 else (name,)


def _same(form: str, name: str) -> bool:
    return key(form.replace(".", "")) == key(name.replace(".", ""))


def _is_own(form: str, name: str, forms: Counter[str]) -> bool:
    """Whether a form is so much of the name that it means nobody else."""
    words, whole = key(form).split(), key(name).split()
    if name_forms.is_country(name) or form.replace(".", "").isupper():
        return True
    spelled_out = len(words) > 2 and words[0] == whole[0] and words[-1] == whole[-1]
    if not (set(words) <= set(whole) or spelled_out):  # "Zion AME Church" is spelled out
        return False
    if len(words) == 1 < len(whole) and words[0] in name_forms.heads():
        return False  # "Department"
    if len(words) == 1 < len(whole) and words[0] == whole[0] != whole[-1]:
        last = sum(n for other, n in forms.items() if key(other) == whole[-1])
        return forms[form] >= _FIRST_NAME_ALONE and forms[form] > last
    return True


def _usual(written: pl.DataFrame) -> dict[str, str]:
    """Name → how it is mostly written in full: "Donald Trump", "John A. Boehner" with its dot."""
    found = {}
    for name, forms in written.rows_by_key("name", named=True).items():
        if not name_forms.is_country(name):
            full = Counter(row["form"] for row in forms if _same_person(row["form"], name))
            found[name] = max(full, key=lambda form: (full[form], len(form), form), default=name)
    taken = Counter(found.values())
    return {name: form for name, form in found.items() if taken[form] == 1}


def _same_person(form: str, name: str) -> bool:
    """Whether a form is the whole name, but for initials between: "John Boehner"."""
    return _whole(form) == _whole(name)


def _whole(name: str) -> tuple[str, ...]:
    words = key(name.replace(".", "")).split()
    return (words[0], *(word for word in words[1:] if len(word) > 1)) if words else ()
