"""The outlets side by side: headlines, openings, copied text, and a profile of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import polars as pl

from analysis import languages, tables
from analysis.corpus import Corpus
from analysis.findings import Finding
from analysis.languages.folding import key
from analysis.measures import base, claims, framing, overlap

_OPENING = 2  # sentences of an article's opening
_LINES = 5  # lines of one kind in a profile
_OPENS, _CLOSES = "“„«", "”»"
_PAIR = (("outlet", "article_id"), ("from_outlet", "from_article"))
_Side = tuple[str, date | None]  # an outlet and the day of its article
_LABELS = ("evaluative", "role", "name")  # what is worth telling first of the names in use


@dataclass(frozen=True)
class Line:
    """One line of a list: what it says, a number beside it, the passages behind it."""

    text: str
    number: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One outlet's lines under one heading."""

    outlet: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Profile:
    """What sets one outlet's articles apart: groups of lines, each under what they are."""

    outlet: str
    summary: str
    groups: dict[str, list[Line]] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """All that is shown side by side."""

    headlines: list[Row]
    openings: list[Row]
    copied: list[Line]
    profiles: list[Profile]

    @property
    def titled(self) -> bool:
        """Whether any article has a headline."""
        return any(line.text for row in self.headlines for line in row.lines)

    @property
    def evidence(self) -> set[str]:
        """Every passage that it quotes."""
        rows = [line for row in (*self.headlines, *self.openings) for line in row.lines]
        groups = [line for one in self.profiles for lines in one.groups.values() for line in lines]
        return {id for line in (*rows, *self.copied, *groups) for id in line.evidence}


def beside(corpus: Corpus, found: Sequence[Finding]) -> Beside:
    """Put the outlets of an event side by side.

    >>> import analysis as an
    >>> shown = beside(an.load("corpus/vostochny-2023"), [])
    >>> [row.outlet for row in shown.headlines][:2], len(shown.profiles)
    (['EFE', 'BZ'], 5)
    """
    return Beside(
        headlines=_rows(corpus, _headlines(corpus)),
        openings=_rows(corpus, _openings(corpus)),
        copied=_copied(corpus),
        profiles=_profiles(corpus, found) if len(corpus.outlets) > 1 else [],
    )


def _names(corpus: Corpus) -> dict[str, str]:
    return dict(corpus.outlets.select("outlet", "name").iter_rows())


def _rows(corpus: Corpus, lines: dict[str, Line]) -> list[Row]:
    """The articles' lines by outlet, in the event's order."""
    owners = corpus.articles.select("outlet", "article_id").rows_by_key("outlet")
    named = _names(corpus)
    return [
        Row(named[outlet], tuple(lines[article] for (article,) in owners[outlet]))
        for outlet in named
        if outlet in owners
    ]


def _headlines(corpus: Corpus) -> dict[str, Line]:
    """Article → its title, else its first line that was taken for a headline."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    heads = corpus.paragraphs.filter(kind="headline").unique("article_id", keep="first")
    printed = {
        article: (start, end)
        for article, start, end in heads.select("article_id", "start", "end").iter_rows()
    }
    found = {}
    for article, title in corpus.articles.select("article_id", "title").iter_rows():
        start, end = printed.get(article, (0, 0))
        ids = (f"{article}:{start}-{end}",) if end else ()
        found[article] = Line(_flat(title or texts[article][start:end]), "", ids)
    return found


def _openings(corpus: Corpus) -> dict[str, Line]:
    """Article → the first sentences of its body."""
    texts = dict(corpus.articles.select("article_id", "text").iter_rows())
    read = base.sentences(corpus.articles, corpus.sentences, corpus.paragraphs)
    first = read.sort("start").group_by("article_id").head(_OPENING)
    spans = first.group_by("article_id").agg(pl.col("start").min(), pl.col("end").max())
    found = dict.fromkeys(texts, Line(""))
    for article, start, end in spans.iter_rows():
        line = Line(_flat(texts[article][start:end]), "", (f"{article}:{start}-{end}",))
        found[article] = line
    return found


def _copied(corpus: Corpus) -> list[Line]:
    """Each pair of articles that share text, whose copy it may be, and how much of it."""
    named = _names(corpus)
    days = dict(corpus.articles.select("article_id", "published").iter_rows())
    rows = overlap.copied(corpus.articles, corpus.tokens)
    return [
        Line(
            _whose(*((named[row[outlet]], days[row[article]]) for outlet, article in _PAIR)),
            f"{row['value']:,.0f} words, {100 * row['value'] / row['n']:.0f} % of what "
            f"{named[row['outlet']]} writes in its own words",
            (*row["evidence"], *row["elsewhere"]),
        )
        for row in rows.iter_rows(named=True)
    ]


def _whose(later: _Side, earlier: _Side) -> str:
    """Who may have the copy of whom: an agency's is printed by others, else the later follows.

    >>> _whose(("Reuters", None), ("Valley Post", None)), _whose(("A", None), ("B", None))
    ('Valley Post has copy of Reuters', 'A and B; who was first is not known')
    """
    (one, day), (two, before) = later, earlier
    agencies = [name for name in (one, two) if key(name) in _agencies()]
    if len(agencies) == 1:
        return f"{two if one in agencies else one} has copy of {agencies[0]}"
    if day and before and day > before:
        first, then = (f"{at.day} {at:%B}" for at in (before, day))
        return f"{one} ({then}) after {two} ({first})"
    same = "; both of one day" if day and day == before else "; who was first is not known"
    return f"{one} and {two}{same}"


@cache
def _agencies() -> frozenset[str]:
    return frozenset(key(row["name"]) for row in languages.media() if row["kind"] == "agency")


def _profiles(corpus: Corpus, found: Sequence[Finding]) -> list[Profile]:
    alone = claims.distinct(corpus.claims).filter(distinct="only this outlet")
    left_out = _left_out(corpus)
    sure = framing.sure_speakers(corpus.quotes)
    spoken = framing.airtime(corpus.tokens, sure, corpus.articles)
    called = framing.naming(corpus.mentions, corpus.articles)
    made = []
    for outlet, name in _names(corpus).items():
        mine = spoken.filter(outlet=outlet)
        stated = [row for row in found if row.stands and row.about == outlet]
        groups = {
            "What stands out": _stated(stated),
            "Told here alone": _claims(alone.filter(outlet=outlet)),
            "Not told here": _claims(left_out.filter(outlet=outlet)),
            "Whom it quotes": _speakers(mine, corpus.actors),
            "What it calls them": _called(called.filter(outlet=outlet), corpus.actors),
        }
        kept = {title: lines for title, lines in groups.items() if lines}
        made.append(Profile(name, _summary(corpus, outlet, mine), kept))
    return made


def _summary(corpus: Corpus, outlet: str, spoken: pl.DataFrame) -> str:
    """How much it prints, and how much of that is in its own words."""
    n = len(corpus.articles.filter(outlet=outlet))
    words = int(spoken["value"].sum())
    own = int(spoken.filter(voice="outlet")["value"].sum())
    told = f"{n} article{'s' * (n != 1)}, {words:,} words"
    return f"{told}, {100 * own / words:.0f} % of them its own" if words else told


def _stated(found: Iterable[Finding]) -> list[Line]:
    """The findings about one outlet, the first of each kind before the second of any."""
    kinds: dict[str, int] = {}
    ranked = []
    for row in found:
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
        ranked.append((kinds[row.kind], row))
    first = sorted(ranked, key=lambda pair: pair[0])[:_LINES]
    return [Line(row.head or row.sentence, row.number, _some(row.evidence)) for _, row in first]


def _left_out(corpus: Corpus) -> pl.DataFrame:
    """The claims that several outlets tell, by outlet that surely leaves them out."""
    least = min(2, len(corpus.outlets) - 1)
    told = corpus.claims.filter(pl.col("n_outlets") >= least)
    where = told.group_by("claim_id").agg(evidence=pl.col("evidence").explode().drop_nulls())
    columns = ("claim_id", "wording", "n_outlets", "outlet")
    out = told.group_by(*columns, maintain_order=True).agg(
        out=(pl.col("state") == "left out").all()
    )
    return out.filter("out").join(where, on="claim_id", maintain_order="left")


def _claims(rows: pl.DataFrame) -> list[Line]:
    """What is told, most widely and at most length first: short claims say little."""
    length = pl.col("wording").str.len_chars()
    ranked = rows.sort("n_outlets", length, descending=True, maintain_order=True)
    return [
        Line(_quoted(_flat(row["wording"])), _reach(row["n_outlets"]), _some(row["evidence"]))
        for row in ranked.head(_LINES).iter_rows(named=True)
    ]


def _quoted(words: str) -> str:
    """A passage in quotation marks, those within it single, and none of them without its other.

    >>> _quoted('He will not go,” she said'), _quoted('said she had "no idea')
    ('“‘He will not go,’ she said”', '“said she had ‘no idea’”')
    """
    made, depth = "", 0
    for char in words:
        opens = char in _OPENS or (char == '"' and not depth)
        if char in _OPENS + _CLOSES + '"':
            made = f"{made}‘" if opens else f"{made if depth else '‘' + made}’"
            depth += 1 if opens else -bool(depth)
        else:
            made += char
    return f"“{made}{'’' * depth}”"


def _reach(n: int) -> str:
    return f"told by {n} outlets" if n > 1 else ""


def _speakers(spoken: pl.DataFrame, actors: pl.DataFrame) -> list[Line]:
    names = dict(actors.select("actor", "name").iter_rows())
    rows = (
        spoken.filter(pl.col("voice") != "outlet", pl.col("target") != "unknown")
        .group_by("target", maintain_order=True)
        .agg(pl.col("value").sum(), pl.col("evidence").explode())
        .sort("value", "target", descending=[True, False])
    )
    return [
        Line(names.get(target, target), f"{value:.0f} words", _some(ids))
        for target, value, ids in rows.head(_LINES).iter_rows()
    ]


def _called(rows: pl.DataFrame, actors: pl.DataFrame) -> list[Line]:
    """The actors that it names most, each with the words used, those that judge first."""
    names = dict(actors.select("actor", "name").iter_rows())
    used = _in_one_case(rows.filter(pl.col("label").is_in(_LABELS)))
    totals = used.group_by("actor").agg(pl.col("n").sum())
    ranked = totals.sort("n", "actor", descending=[True, False]).head(_LINES)
    place = pl.col("label").cast(pl.Enum(_LABELS))
    lines = []
    for actor, n in ranked.iter_rows():
        mine = used.filter(actor=actor).group_by("called", "label", maintain_order=True)
        words = mine.agg(pl.col("n").sum()).sort(place, "n", descending=[False, True])
        said = ", ".join(f"{word} ({n})" for word, n in words.select("called", "n").head(4).rows())
        ids = used.filter(actor=actor)["evidence"].explode().to_list()
        lines.append(
            Line(f"{names.get(actor, actor)}: {said}", f"{n} mention{'s' * (n != 1)}", _some(ids))
        )
    return lines


def _in_one_case(rows: pl.DataFrame) -> pl.DataFrame:
    """Names with those in capitals ("KAVANAUGH") counted as what they are elsewhere."""
    known = rows["called"].unique(maintain_order=True).to_list()
    usual = {word.upper(): word for word in known if not word.isupper()}
    return rows.with_columns(
        pl.col("called").replace({w: usual.get(w, w) for w in known if w.isupper()})
    )


def _some(ids: Iterable[str]) -> tuple[str, ...]:
    """A few of the passages, in the order of reading."""
    kept = dict.fromkeys(ids)
    return tuple(sorted(kept, key=tables.parse_passage_id)[: 2 * _LINES])


def _flat(text: str) -> str:
    return " ".join(text.split())
