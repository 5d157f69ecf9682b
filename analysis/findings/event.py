"""An event with all at hand that its findings ask for again and again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import polars as pl

from analysis import languages, tables
from analysis.corpus import Corpus
from analysis.findings.finding import Bar, plain
from analysis.findings.kin import Kin
from analysis.languages.folding import fold
from analysis.measures import framing, text_kinds
from analysis.phrasing import listed

Made = TypeVar("Made")
NO_ANSWER = re.compile(r"\b(?:did|does|do) not (?:immediately )?(?:return|respond|reply)\b")
_INSIDE = re.compile(  # how a report goes on: "Still, …", "“…,” he said"
    r"(?:But|Still|However|Yet|Nor|In addition|For (?:his|her|their) part)\b"
    r"|Under the (?:\w+ )?(?:rule|bill|provision|plan|proposal|law|deal|agreement|measure)\b"
    r"|“[^“”\n]{10,400}[,?!]” (?:he|she|they) (?:said|told|added)\b"
    r"|\"[^\"\n]{10,400}[,?!]\" (?:he|she|they) (?:said|told|added)\b"
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr)\.? ([A-Z][\w’'-]+)")
_STYLED = re.compile(r"\b(?:Mr|Mrs|Ms)\.? ([A-Z][\w’'-]+)(?![\w’'-]| [A-Z])")
_NEVER_NAMED = 2  # people of whom a whole text that says "Mr." gives the full name before;
_SOON = 800  # one is enough in the first characters, or where the text is a page of several
_PAGED = "Continue reading the main story"
_BEGINS = re.compile(r"(?:[A-Z][^,.]{0,60}, )?(?P<last>[A-Z][\w-]{2,})(?=,? [a-z])")
_BEGIN = 3  # sentences of a text in which nobody is "Mr. Roe" who was not named before
_PARTY = r"^\p{Lu}-"  # "R-Texas": a party and a state, not a name
_LONGEST = 80  # characters in which a name of four words stands
_FIRST_PERSON = 5  # uses of "I" from which speech may stand without marks
_LIKE = (("opinion", "own voice"), ("opinion", "comments"))  # what only reads like opinion
_BY_SIGN = {
    ("opinion", "signature"): "column",
    ("interview", "form"): "transcript",
}
_TEXT_KINDS = {
    "opinion": "Opinion",
    "interview": "Interview or transcript",
    "live blog": "Live blog",
    "analysis": "Analysis",
    "fact check": "Fact check",
    text_kinds.EARLY: "Filed before the event",
    text_kinds.ROUND_UP: "Round-up of several stories",
}


@lru_cache(maxsize=1 << 16)
def letters(text: str) -> str:
    """A text in small letters and single spaces, without the marks between its words."""
    return re.sub(r"\W+", " ", fold(text)).casefold().strip()


def runs(words: Sequence[str], size: int) -> list[str]:
    """So many words in a row, from each word on that has as many behind it.

    >>> runs(["a", "b", "c"], 2), runs(["a"], 2)
    (['a b', 'b c'], [])
    """
    return [" ".join(words[n : n + size]) for n in range(len(words) - size + 1)]


@dataclass(frozen=True)
class Event:
    """A corpus with its names at hand, as sentences use them."""

    corpus: Corpus
    _made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, make: Callable[[Event], Made]) -> Made:
        """What ``make`` gives for this event, made once for all finders."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]

    @cached_property
    def outlets(self) -> dict[str, str]:
        """Outlet → its name, in the event's order."""
        rows = self.corpus.outlets.select("outlet", "name").iter_rows()
        return {outlet: plain(name) for outlet, name in rows}

    @cached_property
    def owners(self) -> dict[str, str]:
        """Article → outlet."""
        return dict(self.corpus.articles.select("article_id", "outlet").iter_rows())

    @cached_property
    def texts(self) -> dict[str, str]:
        return dict(self.corpus.articles.select("article_id", "text").iter_rows())

    def passage(self, passage: str) -> str:
        """The text of a passage."""
        article, start, end = tables.parse_passage_id(passage)
        return self.texts.get(article, "")[start:end]

    @cached_property
    def printed(self) -> dict[str, str]:
        """Outlet → all that it printed."""
        found: dict[str, list[str]] = {outlet: [] for outlet in self.outlets}
        for article, outlet in self.owners.items():
            found[outlet].append(self.texts[article])
        return {outlet: "\n".join(texts) for outlet, texts in found.items()}

    @cached_property
    def bodies(self) -> dict[str, list[tuple[int, int]]]:
        """Article → where the paragraphs of its body stand."""
        rows = self.corpus.paragraphs.filter(kind="body")
        return rows.select("article_id", "start", "end").rows_by_key("article_id")

    def in_body(self, article: str, place: int) -> bool:
        """Whether a place stands in a paragraph of an article's body."""
        return any(low <= place < high for low, high in self.bodies.get(article, ()))

    @cached_property
    def quoted(self) -> dict[str, list[tuple[int, int]]]:
        """Article → where somebody's words stand between marks."""
        rows = self.corpus.quotes.filter(form="direct")
        return rows.select("article_id", "start", "end").rows_by_key("article_id")

    @cached_property
    def news(self) -> dict[str, list[str]]:
        """Outlet → its texts that are no opinion."""
        found: dict[str, list[str]] = {outlet: [] for outlet in self.outlets}
        for article, outlet in self.owners.items():
            if self.kinds.get(article) != "opinion":
                found[outlet].append(self.texts[article])
        return found

    @cached_property
    def letters(self) -> dict[str, str]:
        """Outlet → all that it printed, as words are looked for in it."""
        return {outlet: letters(text) for outlet, text in self.printed.items()}

    def prints_run(self, outlet: str, text: str, size: int) -> bool:
        """Whether an outlet prints so many words in a row of a text, or all of a shorter one."""
        held, words = f" {self.letters[outlet]} ", letters(text).split()
        return any(f" {run} " in held for run in runs(words, size) or [" ".join(words)])

    @cached_property
    def institutions(self) -> frozenset[str]:
        """The two, three or four words that stand before an institution's: "Jane Roe" College."""
        heads = "|".join(map(re.escape, sorted(languages.read().name_heads)))
        named = re.compile(rf" (?:of )?(?:{heads})(?![a-z])")
        found = set()
        for text in self.texts.values():
            for match in named.finditer(text):
                before = re.split(r"\s+", text[max(0, match.start() - _LONGEST) : match.start()])
                found |= {" ".join(before[-n:]) for n in (2, 3, 4)}
        return frozenset(found)

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """Outlet → every word that it printed, in small letters."""
        return {
            outlet: frozenset(re.findall(r"\w+", text.lower()))
            for outlet, text in self.printed.items()
        }

    @cached_property
    def capitals(self) -> dict[str, dict[str, set[str]]]:
        """Outlet → first letter → every longer word that it printed with a capital, in small
        letters."""
        found: dict[str, dict[str, set[str]]] = {}
        for outlet, text in self.printed.items():
            words = found[outlet] = defaultdict(set)
            for word in re.findall(r"\b[A-Z]\w{3,}", text):
                words[word[0].lower()].add(word.lower())
        return found

    @cached_property
    def kin(self) -> Kin:
        """Which outlets print any word of a name, looked for in all that they printed."""
        printed: dict[str, list[str]] = {}
        for article, outlet in self.owners.items():
            printed.setdefault(outlet, []).append(self.texts[article])
        return Kin(printed)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Article → what it is where it is no plain news: "opinion", "filed before the event"."""
        return text_kinds.told(self.corpus.text_kinds)

    @cached_property
    def sure_kinds(self) -> dict[str, str]:
        """Article → its kind as it stands beside an outlet's name: what a writer signs is a column.

        What only reads like opinion is left out, and told nowhere.
        """
        signs = dict(self.corpus.text_kinds.select("article_id", "sign").iter_rows())
        signed = {key: (kind, signs.get(key, "")) for key, kind in self.kinds.items()}
        return {key: _BY_SIGN.get(one, one[0]) for key, one in signed.items() if one not in _LIKE}

    @cached_property
    def rounding_up(self) -> frozenset[str]:
        """The outlets all of whose texts tell several stories."""
        several = {key for key, kind in self.kinds.items() if kind == text_kinds.ROUND_UP}
        others = {self.owners[article] for article in self.owners if article not in several}
        return frozenset(self.outlets) - others

    def labelled(self, outlet: str) -> str:
        """An outlet's name, with what its texts are where surely none of them is news.

        Where nothing shows what they are, it says that the outlet is one of opinion, if it is.
        """
        own = [article for article, one in self.owners.items() if one == outlet]
        kinds = {self.sure_kinds.get(article) for article in own}
        kind = next(iter(kinds)) if len(kinds) == 1 else None
        name = self.outlets[outlet]
        kind = kind or self.of_opinion.get(outlet)
        return f"{name} ({kind})" if kind and kind not in name.lower() else name

    def of_kind(self, article: str) -> str:
        """What a text is, in brackets, where not all texts of its outlet are so: "(column) "."""
        kind, labelled = self.sure_kinds.get(article), self.labelled(self.owners[article])
        name = self.outlets[self.owners[article]].lower()
        told = not kind or f"({kind})" in labelled or kind in name
        return "" if told else f"({kind}) "

    @cached_property
    def of_opinion(self) -> dict[str, str]:
        """Outlets that print opinion above all → what they are: "opinion magazine"."""
        known = languages.opinion_outlets()
        held = {outlet: known.get(name.lower()) for outlet, name in self.outlets.items()}
        return {outlet: f"opinion {kind}" for outlet, kind in held.items() if kind}

    @cached_property
    def fragments(self) -> frozenset[str]:
        """Articles that begin in the middle: "Mr. Roe" stands in the first sentences, or two who
        are named nowhere before, or who did not answer a question that nobody has told of, or a
        report begins as one goes on, or knows somebody whom all others bring in."""
        found = set()
        for (article,), rows in self.corpus.sentences.sort("start").group_by("article_id"):
            key, ends = str(article), rows["end"][:_BEGIN]
            text, body = self.texts[key], self.bodies.get(key, [(0, 0)])[0][0]
            named = _TITLED.search(text, 0, ends[-1])
            if (
                (named and re.sub(r"[’']s$", "", named[1]) not in text[: named.start()])
                or NO_ANSWER.search(text, 0, ends[0])
                or _introduces_none(text)
                or (key not in self.kinds and self._goes_on(key, body, ends[0]))
            ):
                found.add(key)
        return frozenset(found)

    def _goes_on(self, article: str, start: int, end: int) -> bool:
        """Whether a report begins as one goes on."""
        inside = _INSIDE.match(self.texts[article], start)
        return inside is not None or self._knows_somebody(article, start, end)

    def _knows_somebody(self, article: str, start: int, end: int) -> bool:
        """Whether a first sentence has somebody by his last name alone whom every other text that
        tells of him brings in by his full name: "Roe is now the second", where he was told of."""
        begun = _BEGINS.match(self.texts[article], start, end)
        last = begun["last"] if begun else ""
        return bool(last) and any(
            self._is_brought_in(article, name, last)
            for name in {*self.actors.values(), *self.facts.filter(fact="person")["target"]}
            if len(name.split()) == 2 and name.endswith(f" {last}")
        )

    def _is_brought_in(self, article: str, name: str, last: str) -> bool:
        """Whether other texts have somebody's last name first in his full name, all of them."""
        others = [text for key, text in self.texts.items() if key != article]
        first = [found for text in others if (found := re.search(rf"\b{re.escape(last)}\b", text))]
        whole = (one.string[: one.end()].endswith(name) for one in first)
        return bool(first) and all(whole)

    @cached_property
    def unmarked(self) -> frozenset[str]:
        """Articles whose own voice says "I" so often that it holds speech without marks."""
        own = self.corpus.tokens.filter(kind="body", voice="outlet")
        said = pl.col("word").is_in(["i", "my", "i'm", "i've", "me"])
        rows = own.group_by("article_id").agg(n=said.sum(), share=said.mean())
        told = rows.filter(pl.col("n") >= _FIRST_PERSON, pl.col("share") >= 0.01)
        return frozenset(told["article_id"])

    @cached_property
    def comparable(self) -> tuple[str, ...]:
        """The outlets whose silence counts: a whole text on this matter, in time and language."""
        rows = self.corpus.articles.select("article_id", "outlet", "language")
        languages = rows["language"].drop_nulls().str.slice(0, 2)
        usual = str(languages.mode().sort()[0]) if len(languages) else ""
        apart = {
            key
            for key, kind in self.kinds.items()
            if kind in (text_kinds.EARLY, text_kinds.ROUND_UP)
        }
        apart |= self.fragments
        fit = {
            outlet
            for article, outlet, language in rows.iter_rows()
            if article not in apart and (language or usual)[:2] == usual
        }
        return tuple(outlet for outlet in self.outlets if outlet in fit)

    @cached_property
    def dated(self) -> bool:
        """Whether every article has its date."""
        return not self.corpus.articles["published"].has_nulls()

    def named(self, outlets: Iterable[str], most: int | None = None) -> str:
        """Some outlets' names in a row, each `labelled`; of more than ``most`` the first."""
        return listed([self.labelled(outlet) for outlet in outlets], most=most)

    def beside(self, told: Iterable[str]) -> str:
        """Of which outlets a comparison says nothing, and why; "" where it speaks of all."""
        silent = [o for o in self.outlets if o not in {*told, *self.comparable}]
        why = "cut, of several stories, from before or in another language"
        return f" Not looked at, since the text is {why}: {self.named(silent)}." if silent else ""

    def notes(self, outlets: Iterable[str]) -> tuple[str, ...]:
        """What to know of the texts of some outlets before they are compared."""
        told: dict[str, list[str]] = {}
        named = set(outlets)
        for article, kind in self.kinds.items():
            outlet = self.owners[article]
            if (
                article in self.sure_kinds
                and outlet in named
                and self.outlets[outlet] not in told.setdefault(kind, [])
            ):
                told[kind].append(self.outlets[outlet])
        return tuple(
            f"{_TEXT_KINDS.get(kind, kind)} among these texts: {listed(names)}."
            for kind, names in told.items()
        )

    @cached_property
    def facts(self) -> pl.DataFrame:
        """The facts that articles carry, as `framing.facts_carried` gives them."""
        return framing.facts_carried(self.corpus.tokens, self.corpus.articles)

    @cached_property
    def places(self) -> frozenset[str]:
        """Every word of the places that the texts name."""
        named = self.facts.filter(fact="place")["target"]
        return frozenset(word for name in named for word in name.split())

    @cached_property
    def actors(self) -> dict[str, str]:
        rows = self.corpus.actors.select("actor", "name").iter_rows()
        return {actor: plain(name) for actor, name in rows}

    @cached_property
    def surely_said(self) -> frozenset[str]:
        """The statements with a clause whose speaker is named or resolved, not only guessed."""
        sure = framing.sure_speakers(self.corpus.quotes).drop_nulls("actor")
        clauses = self.corpus.aligned.clauses
        known = clauses.join(sure.select("quote_id", "actor").unique(), on=["quote_id", "actor"])
        return frozenset(known["statement_id"].drop_nulls())

    @cached_property
    def names(self) -> frozenset[str]:
        """The actors' ids, and the proper names of people and bodies that the texts hold."""
        found = self.facts.filter(pl.col("fact") == "name")["target"].unique()
        return frozenset([*self.actors, *found.filter(~found.str.contains(_PARTY))])

    def actor(self, actor: str | None) -> str:
        return plain(self.actors.get(actor or "", actor or "an unnamed speaker"))

    def bars(
        self,
        values: dict[str, tuple[float, str, list[str]]],
        *marked: str,
        nothing: str = "0",
    ) -> tuple[Bar, ...]:
        """One bar per outlet, in the event's order; an outlet without a value has 0."""
        return tuple(
            Bar(name, *values.get(outlet, (0.0, nothing, [])), marked=outlet in marked)
            for outlet, name in self.outlets.items()
        )

    def examples(self, values: dict[str, tuple[float, str, list[str]]]) -> tuple[Bar, ...]:
        """One bar per outlet that has a value: where some are told by example, and of the others
        nothing is said."""
        return tuple(
            Bar(name, *values[outlet], marked=True)
            for outlet, name in self.outlets.items()
            if outlet in values
        )

    def earliness(self, passages: Iterable[list[str]]) -> float:
        """How near the start outlets have something on average, each by its first passage.

        1 at the very beginning, 0 at the end.
        """
        places = []
        for ids in passages:
            spans = [tables.parse_passage_id(passage) for passage in ids]
            places.append(min(start / len(self.texts[article]) for article, start, _ in spans))
        return 1 - sum(places) / len(places)


def _introduces_none(text: str) -> bool:
    """Whether a text calls two people "Mr. Roe", "Ms. Doe" whom it has not named before.

    One is enough near its beginning, or where it is a page of several.
    """
    styled = [(re.sub(r"[’']s?$", "", one[1]), one.start()) for one in _STYLED.finditer(text)]
    new = {name: at for name, at in styled[::-1] if text.find(name, 0, at) < 0}
    soon = len(text) if _PAGED in text else _SOON
    never = any(at < soon and not _has_full_name(text, name) for name, at in new.items())
    return never or len(new) >= _NEVER_NAMED


def _has_full_name(text: str, last: str) -> bool:
    """Whether a text has a last name behind a first one."""
    return re.search(rf"\b(?!M[rs]s?\b|Dr\b)[A-Z][\w’'-]+\.? {re.escape(last)}\b", text) is not None


def per_outlet(event: Event, rows: pl.DataFrame, *columns: str) -> dict[str, dict[str, Any]]:
    """Sum numbers of measures rows by outlet, their evidence joined."""
    summed = rows.group_by("outlet", maintain_order=True).agg(
        *(pl.col(column).sum() for column in columns),
        evidence=pl.col("evidence").explode().drop_nulls(),
    )
    found = {row["outlet"]: row for row in summed.iter_rows(named=True)}
    return {outlet: found[outlet] for outlet in event.outlets if outlet in found}
