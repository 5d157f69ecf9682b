"""Which part of an event may be compared: one language, and what tells of the event at all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

import polars as pl

from analysis import languages
from analysis.corpus import Corpus
from analysis.findings import moment
from analysis.findings.event import Event
from analysis.findings.finding import CENSUS, LISTED, Bar, Finding, absent, number_of
from analysis.findings.nouns import rarity
from analysis.findings.people import is_person
from analysis.findings.phrases import begun, count
from analysis.languages import detection
from analysis.measures import framing
from analysis.measures.likeness import nearest, strays
from analysis.phrasing import listed

_SURE, _STRANGE = 7, 0.2  # texts from which one sign is enough; likeness that alone is one
_LEAST = 4  # texts, of which one may be seen to be apart
_KNOWN = 2 / 3  # of the quoted words, below which who speaks most cannot be told
_OF_ARTICLES = ("articles", "paragraphs", "sentences", "tokens", "quotes", "mentions", "provenance")


@dataclass(frozen=True)
class Compared:
    """The part of an event in its commonest language, and what to say of it.

    ``among`` goes before each sentence ("" where all articles are in one language); ``notes``
    say what was left out.
    """

    corpus: Corpus
    among: str
    notes: list[Finding]


def compared(corpus: Corpus) -> Compared:
    """Take the articles in the language that most are in; the others are in no finding.

    >>> import analysis as an
    >>> compared(an.load("corpus/vostochny-2023")).among
    ''
    """
    spoken = detection.languages(corpus.articles)
    counted = Counter(spoken.values())
    if len(counted) < 2:
        return Compared(corpus, "", [])
    language = max(counted, key=lambda code: counted[code])
    part = _part(corpus, [article for article, code in spoken.items() if code == language])
    others = listed(sorted(set(counted) - {language}))
    n = len(part.outlets)
    why = (
        f"Not compared: no two outlets write in one language ({listed(sorted(counted))}). What is "
        "missing, or stands in one alone, cannot be told across languages."
    )
    if n < 2:
        return Compared(part, "", [absent("languages", "Across languages", why)])
    why = (
        f"Findings compare the articles in “{language}” ({counted[language]} of "
        f"{len(corpus.articles)}); those in {others} are in none: what is missing, or stands in "
        "one alone, cannot be told across languages."
    )
    among = f"Of the {n} outlets in “{language}”: "
    return Compared(part, among, [absent("languages", "Across languages", why)])


def on_event(corpus: Corpus) -> tuple[Corpus, list[Finding]]:
    """Leave out the articles that may tell of another event, and say which.

    They share few words with the others (`likeness.strays`) and do not begin with two of the
    event's people, or they alone begin without them and name them hardly, or two others tell one
    story of which they tell nothing; of six texts or fewer both the first and one of the others
    must hold, or next to no words be shared. What has a ``kind`` in event.toml has been looked at
    by a person and stays.

    >>> import analysis as an
    >>> on_event(an.load("corpus/vostochny-2023"))[1]
    []
    """
    articles = corpus.articles
    event = Event(corpus)
    like = dict(strays(articles).iter_rows())
    unlike, told = set(like), _beside(event) | _of_other_stories(event)
    if len(articles) < _SURE:  # so few may have been chosen one by one
        stray = (unlike & told) | {key for key, cosine in like.items() if cosine < _STRANGE}
    else:
        stray = (unlike - _begins_with_its_people(corpus)) | told
    if stray:
        stray -= _begins_with_its_names(event) | _by_its_people(event)
    doubted = articles.filter(pl.col("article_id").is_in(stray), pl.col("genre").is_null())
    kept = articles.join(doubted, on="article_id", how="anti")
    if not len(doubted) or kept["outlet"].n_unique() < 2:
        return corpus, []
    part = _part(corpus, kept["article_id"].to_list())
    names = dict(corpus.outlets.select("outlet", "name").iter_rows())
    texts = listed(names[outlet] for outlet in doubted["outlet"].unique(maintain_order=True))
    why = (
        f"In no other finding: {number_of(len(doubted), 'text')} by {texts}, since few words are "
        "shared with the others, or the event’s people stand there in passing. parallax check "
        "says which, and what to write where it belongs to the event."
    )
    return part, [_aside(part, doubted, names, why)]


_BEGINNING = 1200  # characters of a text in which two of the event's people are named,
_OPENING = 300  # where a text beside the event names no actor,
_IN_PASSING = 5  # and up to how often in all, at half the others' rate
_HALF = 2
_BEGUN = 300  # characters that are shown of a text that may be about something else


def _people(corpus: Corpus) -> list[re.Pattern[str]]:
    """The last names of the actors of event.toml that are people."""
    names = [name for name in corpus.actors["name"] if is_person(name)]
    return [re.compile(rf"\b{re.escape(name.split()[-1])}\b") for name in names]


def _begins_with_its_people(corpus: Corpus) -> set[str]:
    """The articles in whose beginning two people of the event are named."""
    people = _people(corpus)
    return {
        key
        for key, text in corpus.articles.select("article_id", "text").iter_rows()
        if sum(bool(one.search(text, 0, _BEGINNING)) for one in people) > 1
    }


def _begins_with_its_names(event: Event) -> set[str]:
    """The articles whose beginning has two rare names that half of the others print, too.

    A place, a church, a ship: no person's, who may be in any story.
    """
    persons = {name.split()[-1] for name in event.corpus.actors["name"] if is_person(name)}
    held = {
        key: {word for word in _CAPITAL.findall(text[:_NAMES]) if _is_rare(word)} - persons
        for key, text in event.texts.items()
    }
    every = {key: set(_CAPITAL.findall(text)) for key, text in event.texts.items()}
    counted = Counter(word for words in every.values() for word in words)
    usual = {word for word, n in counted.items() if 2 * (n - 1) >= len(every) - 1}
    return {key for key, words in held.items() if len(words & usual) > 1}


def _is_rare(word: str) -> bool:
    """Whether a name is rare in print: no office, month or country of all news."""
    return rarity(word.lower()) >= _RARE and word not in languages.read().titles


def _by_its_people(event: Event) -> set[str]:
    """The articles of outlets that are the event's actors: what the mayor himself wrote."""
    actors = set(event.actors.values())
    return {key for key, outlet in event.owners.items() if event.outlets[outlet] in actors}


def _beside(event: Event) -> set[str]:
    """The one news report that begins without the event's actors and hardly names its people.

    At most five times in all, and not half as often as half of the texts do.
    """
    corpus = event.corpus
    people, aliases = _people(corpus), corpus.aliases["alias"]
    actors = [re.compile(rf"\b{re.escape(alias)}\b") for alias in aliases]
    texts = event.texts
    news = set(corpus.text_kinds.filter(text_kind="news")["article_id"])
    named = {key: sum(len(one.findall(text)) for one in people) for key, text in texts.items()}
    rates = {key: n / len(texts[key]) for key, n in named.items()}
    usual = median(rates.values()) if rates else 0
    late = {
        key
        for key, text in texts.items()
        if not any(one.search(text, 0, _OPENING) for one in [*people, *actors])
        and key in news
        and named[key] <= _IN_PASSING
        and _HALF * rates[key] < usual
    }
    alone = len(people) > 1 and len(late) == 1 and len(texts) >= _LEAST
    return late if alone and not late & _tied(event) else set()


def _tied(event: Event) -> set[str]:
    """The articles that share more than one statement or claim with another."""
    shared = event.once(moment.shared)
    return {key for pair, n in shared.items() if n > _MOST_SHARED for key in pair}


_TOLD, _MOST_SHARED = 5, 1  # statements and claims that two texts of one story have in common,
_UNLIKE, _OF_OTHERS = 0.4, 0.29  # and how many, and how like these, a text of another has at most
_SEVERAL = 20  # texts from which more are needed to tell what is one story
_NAMES = 600  # characters of a beginning in which the event's own names stand
_RARE = 9.5  # −ln of a word's share of all print
_CAPITAL = re.compile(r"(?<=[a-z,’'] )[A-Z][a-z]{3,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _of_other_stories(event: Event) -> set[str]:
    """The texts that tell nothing of the story that others tell, and are like none of these.

    Without such a story (two texts that share five statements and claims) none is known to be
    another. One matter told from another side may be nearly as unlike (of 40 texts that share
    nothing with the story, the four of other stories have cosines up to .28, the others from
    .30): up to .4 the years that both name twice, none of them the same, show another story.
    """
    texts = event.texts
    if not _LEAST <= len(texts) <= _SEVERAL:
        return set()
    shared = event.once(moment.shared)
    core = {key for pair, n in shared.items() if n >= _TOLD for key in pair}
    if not core:
        return set()
    most = {key: max((n for pair, n in shared.items() if key in pair), default=0) for key in texts}
    theirs = {year for key in core for year in _years(texts[key])}
    like = nearest(event.corpus.articles, core)
    return {
        key
        for key, text in texts.items()
        if most[key] <= _MOST_SHARED and like[key] < _UNLIKE
        if like[key] < _OF_OTHERS or (theirs and _years(text) and theirs.isdisjoint(_years(text)))
    }


def _years(text: str) -> set[str]:
    """The years that a text names twice or more."""
    return {year for year, n in Counter(_YEAR.findall(text)).items() if n > 1}


def _aside(part: Corpus, doubted: pl.DataFrame, names: dict[str, str], why: str) -> Finding:
    """Says which texts may be about something else, with how each begins."""
    outlets = dict(doubted.select("article_id", "outlet").iter_rows())
    told = listed(dict.fromkeys(names[outlet] for outlet in outlets.values()))
    be = "is" if len(outlets) == 1 else "are"
    texts = begun(f"{count(len(outlets))} {'text' if len(outlets) == 1 else 'texts'}")
    bars = [
        Bar(names[outlet], 0.0, "its beginning", [f"{key}:0-{_BEGUN}"], marked=True)
        for key, outlet in outlets.items()
    ]
    return Finding(
        kind="text",
        basis=CENSUS,
        stands=True,
        sentence=f"{texts} by {told} may be about something "
        f"else, and {be} compared with no other: what follows is of the other "
        f"{len(part.articles)} texts",
        number=number_of(len(outlets), "text"),
        why=why,
        strength=1,
        weight=LISTED,  # a column on the event may be taken for a stray
        topic="aside",
        n=len(outlets),
        bars=tuple(bars),
    )


def told(finding: Finding, among: str) -> Finding:
    """A finding whose sentence says among which outlets it holds."""
    return replace(finding, sentence=among + finding.sentence) if finding.stands else finding


def unread(kind: str, sentence: str, what: str) -> Finding:
    """Says that a kind of difference was not looked for, since its rules are English.

    >>> unread("tone", "Tone toward the actors", "tone is").why
    'Not looked at: tone is read in English only.'
    """
    return absent(kind, sentence, f"Not looked at: {what} read in English only.")


def heard(corpus: Corpus) -> frozenset[str]:
    """The outlets of whose quoted words most have a sure speaker; in English, all.

    >>> import analysis as an
    >>> len(heard(an.load("corpus/vostochny-2023")))
    5
    """
    everyone = frozenset(corpus.outlets["outlet"])
    strange = list(detection.foreign(corpus.articles))
    if not strange:
        return everyone
    quotes = framing.sure_speakers(corpus.quotes)
    rows = framing.airtime(corpus.tokens, quotes, corpus.articles).filter(voice="quoted")
    owners = corpus.articles.filter(pl.col("article_id").is_in(strange))["outlet"]
    known = rows.group_by("outlet").agg(
        share=pl.col("value").filter(pl.col("target") != "unknown").sum() / pl.col("value").sum()
    )
    dumb = known.filter(pl.col("share") < _KNOWN, pl.col("outlet").is_in(owners.to_list()))
    return everyone - frozenset(dumb["outlet"])


def unheard(kind: str, outlets: list[str], chart: str) -> Finding:
    """Says that who is quoted was not compared, and of whom."""
    why = (
        f"Not compared: in {listed(outlets)} the speakers of more than a third of the quoted "
        "words are unknown."
    )
    return absent(kind, "Who is quoted", why, CENSUS, chart)


def _part(corpus: Corpus, articles: list[str]) -> Corpus:
    kept = {
        name: getattr(corpus, name).filter(pl.col("article_id").is_in(articles))
        for name in _OF_ARTICLES
    }
    outlets = corpus.outlets.join(kept["articles"], on="outlet", how="semi", maintain_order="left")
    return replace(corpus, outlets=outlets, **kept)
