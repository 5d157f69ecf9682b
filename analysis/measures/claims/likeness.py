"""What two propositions have in common: rare stems, in themselves and in what stands around.

Prose is paraphrased and spread over sentences, so a proposition is also looked for with
its whole sentence, and with the one that follows, in three neighbouring sentences.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from analysis import languages
from analysis.measures.claims import saying
from analysis.measures.overlap.features import name_words, stem, terms

_PRIOR = 20  # sentences added to the count behind a stem's rarity, so that few say little
_POWER = 1.5  # rarity counts more than in proportion: a topic's words are shared by all
_EASED = 2.0  # weight added to both sides of a cosine, so that short propositions say less
_RAREST = 4  # stems looked for anywhere in the other article
_POSTINGS = 1_500_000  # pairs looked at are bounded by about so many
_AT_ONCE = 1_000_000  # pairs counted at once, to bound memory
_LEAST_REACH = 40  # next neighbours compared, at least, among the propositions with a stem
_NAME = re.compile(r"\b[A-Z][\w’'-]*(?:\.?\s+[A-Z][\w’'-]*)+")  # a run of capitalised words
_LEAST_LEFT = 3  # words, without which a proposition is compared with its attribution
_CHUNK = 200_000
_TABLE = 2_400_000_000  # cells of a table of propositions by stems, one bit each
_WORTH_A_TABLE = 2_000  # pairs
_LEAST_SHARED = 0.12  # share of the lighter side's weight below which a pair is not looked at
_LARGE = 1000  # propositions from which only pairs
_LEAST_ALIKE = 0.1  # of this cosine are looked at


@dataclass(frozen=True)
class Bags:
    """Sets of stems: which bag holds which stem, each once, sorted by bag."""

    first: np.ndarray  # where each bag's stems begin, and one entry more
    stem: np.ndarray

    def weigh(self, weight: np.ndarray) -> np.ndarray:
        """The summed weight of each bag."""
        summed = np.concatenate([[0.0], np.cumsum(weight[self.stem])])
        return summed[self.first[1:]] - summed[self.first[:-1]]


@dataclass(frozen=True)
class Side:
    """An event's propositions as arrays, in text order, and the sentences around them."""

    article: np.ndarray
    sentence: np.ndarray
    speaker: np.ndarray  # to whom the words are ascribed, as a number; -1: nobody
    subject: np.ndarray  # of whom they speak that are ascribed to nobody; -1: not known
    personal: np.ndarray  # whether they say "I", "we" or "you"
    weight: np.ndarray  # by stem
    vocabulary: dict[str, int]  # stem → its number
    own: Bags  # stems of each proposition
    said: Bags  # the same without who says it and that it is said
    whole: Bags  # of its sentence
    onward: Bags  # of it and the next proposition
    around: Bags  # of its sentence, the one before and the one after, and who speaks there

    @property
    def size(self) -> int:
        return len(self.article)


def read(propositions: pl.DataFrame, articles: pl.DataFrame, quotes: pl.DataFrame) -> Side:
    """Read propositions (text order) as arrays.

    Reads article_id, sentence, start, end and actor; of the quotations the spans of cue and
    source, which are left out of what is ``said``.
    """
    texts = dict(articles.select("article_id", "text").iter_rows())
    credits, contents = _credits(quotes), saying.contents(quotes)
    vocabulary: dict[str, int] = {}
    stated, bare = _Growing(), _Growing()
    for article, start, end in propositions.select("article_id", "start", "end").iter_rows():
        held = {stem(word) for word in terms(texts[article][start:end])}
        stated.add({vocabulary.setdefault(word, len(vocabulary)) for word in sorted(held)})
        told = saying.content(texts[article], start, end, contents.get(article, []))
        rest = terms(told or _without(texts[article], start, end, credits.get(article, [])))
        bare.add({vocabulary[word] for word in map(stem, rest) if word in vocabulary})
    article = propositions["article_id"].rle_id().to_numpy().astype(np.int64)
    sentence = propositions["sentence"].rle_id().to_numpy().astype(np.int64)
    last = int(sentence.max(initial=-1))
    home = np.zeros(last + 1, np.int64)
    home[sentence] = article
    own = stated.bags()
    row = np.repeat(np.arange(len(article)), np.diff(own.first))
    names = _Growing()
    for actor in propositions["actor"]:
        words = {stem(word) for word in name_words(actor or "")}
        names.add({vocabulary[word] for word in words if word in vocabulary})
    speaking = names.bags()
    speaks = np.repeat(sentence, np.diff(speaking.first))
    whole = _united(last + 1, (sentence[row], own.stem))
    held = np.repeat(np.arange(last + 1), np.diff(whole.first))
    spoken = _united(last + 1, (held, whole.stem), (speaks, speaking.stem))
    follows = np.append(article[1:] == article[:-1], False)[row - 1] & (row > 0)
    onward = _united(len(article), (row, own.stem), (row[follows] - 1, own.stem[follows]))
    weight = _weight(whole, home, list(vocabulary))
    _level(weight, vocabulary, propositions, texts)
    return Side(
        article=article,
        sentence=sentence,
        **_people(propositions, texts, quotes),
        weight=weight,
        vocabulary=vocabulary,
        own=own,
        said=bare.bags(),
        whole=_taken(whole, sentence),
        onward=onward,
        around=_taken(_beside(spoken, home), sentence),
    )


def _people(
    propositions: pl.DataFrame, texts: dict[str, str], quotes: pl.DataFrame
) -> dict[str, np.ndarray]:
    """Who speaks, of whom is spoken, and whether it is somebody's own person."""
    spans = propositions.select("article_id", "start", "end").iter_rows()
    passages = [texts[article][start:end] for article, start, end in spans]
    actors = propositions["actor"]
    subjects = saying.subjects(passages, actors.to_list(), quotes)
    known = {name: n for n, name in enumerate(pl.concat([actors, subjects]).unique().drop_nulls())}
    speaker, subject = (
        np.array([known.get(name, -1) for name in names], np.int64) for names in (actors, subjects)
    )
    personal = np.array([saying.personal(passage) for passage in passages], bool)
    return {"speaker": speaker, "subject": subject, "personal": personal}


def _credits(quotes: pl.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Per article the spans of sources and reporting verbs."""
    found: dict[str, list[tuple[int, int]]] = {}
    for part in ("source", "cue"):
        spans = quotes.select("article_id", f"{part}_start", f"{part}_end").drop_nulls().unique()
        for article, start, end in spans.iter_rows():
            found.setdefault(article, []).append((start, end))
    return {article: sorted(spans) for article, spans in found.items()}


def _without(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    """text[start:end] without the spans; all of it where little would be left."""
    kept, place = [], start
    for low, high in spans[bisect_left(spans, (start, 0)) :]:
        if low >= end:
            break
        kept.append(text[place : max(place, low)])
        place = max(place, high)
    rest = " ".join([*kept, text[min(place, end) : end]])
    return rest if len(rest.split()) >= _LEAST_LEFT else text[start:end]


class _Growing:
    """Bags that are filled one after the other: numbers, no sets, so that many fit in memory."""

    def __init__(self) -> None:
        self.sizes, self.stems = array("q"), array("q")

    def add(self, held: set[int]) -> None:
        self.sizes.append(len(held))
        self.stems.extend(sorted(held))

    def bags(self) -> Bags:
        first = np.append(0, np.cumsum(np.array(self.sizes, np.int64)))
        return Bags(first, np.array(self.stems, np.int64))


def _united(size: int, *parts: tuple[np.ndarray, np.ndarray]) -> Bags:
    """So many bags of what these bags and stems name, each stem once in a bag."""
    bag, stems = (np.concatenate(column) for column in zip(*parts, strict=True))
    width = int(stems.max(initial=0)) + 1
    held = np.sort(bag * width + stems)
    held = held[np.diff(held, prepend=-1) > 0]
    return Bags(np.searchsorted(held, np.arange(size + 1) * width), held % width)


def _taken(bags: Bags, numbers: np.ndarray) -> Bags:
    """The bags of these numbers, in their order."""
    sizes = np.diff(bags.first)[numbers]
    first = np.append(0, np.cumsum(sizes))
    places = np.arange(first[-1]) + np.repeat(bags.first[numbers] - first[:-1], sizes)
    return Bags(first, bags.stem[places])


def _beside(spoken: Bags, home: np.ndarray) -> Bags:
    """What each sentence holds, with those before and after it in its article."""
    sentence = np.repeat(np.arange(len(home)), np.diff(spoken.first))
    parts = [(sentence, spoken.stem)]
    for step in (-1, 1):
        other = sentence + step
        there = (other >= 0) & (other < len(home))
        there[there] = home[other[there]] == home[sentence[there]]
        parts.append((other[there], spoken.stem[there]))
    return _united(len(home), *parts)


def _weight(sentences: Bags, home: np.ndarray, vocabulary: list[str]) -> np.ndarray:
    """weight(s) = log((n + 20) / (c + 1))^1.5: c of the n sentences of the articles with s have it.

    Plain document frequency would call a word common because many outlets carry the claim
    that it stands in. Function words weigh nothing.
    """
    bag = np.repeat(np.arange(len(home)), np.diff(sentences.first))
    width = int(home.max(initial=0)) + 1
    used = np.unique(sentences.stem * width + home[bag])
    length = np.bincount(home, minlength=width)
    n = np.bincount(used // width, length[used % width], len(vocabulary))
    c = np.bincount(sentences.stem, minlength=len(vocabulary))
    function = {stem(word) for word in languages.read().function_words}
    said = np.array([word not in function for word in vocabulary], bool)
    return said * np.maximum(np.log((n + _PRIOR) / (c + 1.0)), 0) ** _POWER


def _level(
    weight: np.ndarray,
    vocabulary: dict[str, int],
    propositions: pl.DataFrame,
    texts: dict[str, str],
) -> None:
    """Let every word of a name weigh what its commonest word does, in place.

    Where all write "Putin", "Russian President Vladimir Putin" says no more of the claim.
    """
    most = weight.copy()
    for article, start, end in propositions.select("article_id", "start", "end").iter_rows():
        for name in _NAME.findall(texts[article], start, end):
            stems = {vocabulary.get(stem(word), -1) for word in terms(name)}
            held = [place for place in stems if place >= 0 and weight[place] > 0]
            for place in held:
                most[place] = min(most[place], min(weight[other] for other in held))
    weight[:] = most


def candidates(side: Side) -> tuple[np.ndarray, np.ndarray]:
    """Find the pairs (a < b) that share enough rare stems, those within an article, too.

    Propositions are looked up by their stems; of many that hold one, each is compared
    with its next neighbours only, so that the cost is bounded by the postings.
    """
    row = np.repeat(np.arange(side.size), np.diff(side.own.first))
    held = side.own.stem
    keep = side.weight[held] > 0
    row, held = row[keep], held[keep]
    order = np.lexsort((row, held))
    row, held = row[order], held[order]
    reach = max(_LEAST_REACH, _POSTINGS // max(len(row), 1))
    blocks = 1 + len(row) * min(reach, len(row)) // _AT_ONCE
    edges = np.linspace(0, side.size, blocks + 1).astype(np.int64)
    found = [_sharing(side, row, held, reach, *block) for block in pairwise(edges.tolist())]
    a, b = (np.concatenate(column) for column in zip(*found, strict=True))
    return a, b


def _sharing(
    side: Side, row: np.ndarray, held: np.ndarray, reach: int, low: int, high: int
) -> tuple[np.ndarray, np.ndarray]:
    """The pairs that share enough, of which the first proposition lies from low to high.

    Reads the propositions' stems sorted by stem: row, held.
    """
    found = [pl.DataFrame(schema={"key": pl.Int64, "weight": pl.Float64})]
    first = (row >= low) & (row < high)
    for step in range(1, min(reach, len(row))):
        same = held[step:] == held[:-step]
        if not same.any():
            break
        same &= first[:-step]
        key = row[:-step][same] * side.size + row[step:][same]
        found.append(pl.DataFrame({"key": key, "weight": side.weight[held[step:][same]]}))
    shared = pl.concat(found).group_by("key").agg(pl.sum("weight")).sort("key")
    key = shared["key"].to_numpy()
    a, b = key // max(side.size, 1), key % max(side.size, 1)
    mass = side.own.weigh(side.weight)
    least = _LEAST_SHARED * np.minimum(mass[a], mass[b])
    if side.size > _LARGE:  # what is less alike is not told, and there is no time for it
        least = np.maximum(least, _LEAST_ALIKE * np.sqrt(mass[a] * mass[b]))
    enough = shared["weight"].to_numpy() >= least
    return a[enough], b[enough]


def sharing(side: Side, x: Bags, y: Bags, n: int) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """A function of a and b, ``n`` pairs in all, that may be asked for some at a time:

    the summed weight of the stems that bags x[a[i]] and y[b[i]] have in common; a ≠ b.
    """
    kept = _Kept(side, np.bincount(y.stem, minlength=len(side.weight)) > 1)
    x, holds = kept.of(x), _holding(kept.of(y), kept.width, n)
    return lambda a, b: _common(kept, x, a, holds, b)


class _Kept:
    """The stems that can be shared, numbered anew: they weigh something, and ``several`` says so.

    A stem of one bag, or of one article, is shared by no pair of two of these. That is most of all
    stems, and without them the tables below are small.
    """

    def __init__(self, side: Side, several: np.ndarray):
        self.kept = several & (side.weight > 0)
        self.number, self.weight = np.cumsum(self.kept) - 1, side.weight[self.kept]
        self.width = len(self.weight)

    def of(self, bags: Bags) -> Bags:
        """The bags with these stems only."""
        kept = self.kept[bags.stem]
        before = np.append(0, np.cumsum(kept))
        return Bags(before[bags.first], self.number[bags.stem[kept]])


def _common(kept: _Kept, x: Bags, a: np.ndarray, holds: _Holds, b: np.ndarray) -> np.ndarray:
    """The weight that bags x[a[i]] share with bags b[i], of which ``holds`` tells the stems."""
    total = [np.zeros(0)]
    for since in range(0, len(a), _CHUNK):
        left, right = a[since : since + _CHUNK], b[since : since + _CHUNK]
        sizes = x.first[left + 1] - x.first[left]
        pair = np.repeat(np.arange(len(left)), sizes)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        term = x.stem[x.first[left][pair] + within]
        hit = holds(right[pair], term)
        total.append(np.bincount(pair[hit], kept.weight[term[hit]], len(left)).astype(float))
    return np.concatenate(total)


_Holds = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _holding(y: Bags, width: int, n: int) -> _Holds:
    """A function that tells whether bags hold stems: by a table of both in bits, or a search.

    ``width``: how many stems there are; ``n``: for how many pairs, of which a few are not worth
    a table.
    """
    size = len(y.first) - 1
    bag = np.repeat(np.arange(size), np.diff(y.first))
    if n >= _WORTH_A_TABLE and size * width <= _TABLE:
        table = np.zeros((size, width // 8 + 1), np.uint8)
        np.bitwise_or.at(table, (bag, y.stem >> 3), (1 << (y.stem & 7)).astype(np.uint8))
        return lambda bags, stems: (table[bags, stems >> 3] >> (stems & 7)) & 1 > 0
    known = bag * width + y.stem

    def holds(bags: np.ndarray, stems: np.ndarray) -> np.ndarray:
        wanted = bags * width + stems
        place = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        return known[place] == wanted if len(known) else np.zeros(len(wanted), bool)

    return holds


def cosine(side: Side, bags: Bags, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How alike bags a[i] and b[i] are: shared weight / geometric mean, from 0 to 1; a ≠ b."""
    return cosines(side, bags, len(a))(a, b)


def cosines(side: Side, bags: Bags, n: int) -> Callable[[np.ndarray, np.ndarray], np.ndarray]:
    """`cosine` of these bags for ``n`` pairs in all, that may be asked for some at a time."""
    mass, weight = bags.weigh(side.weight) + _EASED, sharing(side, bags, bags, n)
    return lambda a, b: weight(a, b) / np.sqrt(mass[a] * mass[b])


def directed(side: Side, n: int) -> Callable[[np.ndarray, np.ndarray], dict[str, np.ndarray]]:
    """A function of a and b, ``n`` pairs in all, that may be asked for a part of them at a time:

    how much of proposition a[i], its sentence and what follows stands around b[i], 0 to 1.
    The two stand in different articles.
    """
    home = np.repeat(side.article, np.diff(side.around.first))
    width = len(side.weight)
    there = np.unique(home * width + side.around.stem) % max(width, 1)
    kept = _Kept(side, np.bincount(there, minlength=width) > 1)
    holds = _holding(kept.of(side.around), kept.width, n)
    parts = {
        name: (kept.of(bags), np.maximum(bags.weigh(side.weight), 1e-9))
        for name, bags in (("sentence", side.whole), ("onward", side.onward))
    }
    return lambda a, b: {
        name: _common(kept, bags, a, holds, b) / mass[a] for name, (bags, mass) in parts.items()
    }


def rarest(side: Side, rows: np.ndarray, articles: np.ndarray) -> np.ndarray:
    """The share of the four rarest stems of proposition rows[i] that article articles[i] has."""
    width = int(side.article.max(initial=-1)) + 1
    there = np.zeros((width, len(side.weight) + 1), bool)  # the last column: no stem
    there[np.repeat(side.article, np.diff(side.own.first)), side.own.stem] = True
    four = _rarest_stems(side)
    found = np.zeros(len(rows), np.float32)
    for since in range(0, len(rows), _CHUNK):
        part = slice(since, since + _CHUNK)
        held = four[rows[part]]
        n = (held >= 0).sum(axis=1)
        hits = there[articles[part][:, None], held].sum(axis=1)
        found[part] = hits / np.maximum(n, 1)
    return found


def _rarest_stems(side: Side) -> np.ndarray:
    """By proposition its four stems that weigh most; -1 where it has fewer."""
    row = np.repeat(np.arange(side.size), np.diff(side.own.first))
    weight = side.weight[side.own.stem]
    row, stems, weight = (column[weight > 0] for column in (row, side.own.stem, weight))
    order = np.lexsort((stems, -weight, row))
    row, stems = row[order], stems[order]
    begins = np.searchsorted(row, np.arange(side.size))
    place = np.arange(len(row)) - begins[row]
    four = np.full((side.size, _RAREST), -1)
    kept = place < _RAREST
    four[row[kept], place[kept]] = stems[kept]
    return four
