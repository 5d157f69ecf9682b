"""The labelled and unlabelled sentences that the tone classifier is trained and tested on."""

from __future__ import annotations

import json
import os
import random
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from sentencex import segment

GOLD = Path(os.environ.get("PARALLAX_GOLD", "."))

_NAME = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\. )?[A-Z][\w’'-]*"
    r"(?: (?:[A-Z]\.|[A-Z][\w-]*|of the|of)(?= [A-Z]|\b))*"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|him|her|them|their|who|it|He|She|They|His|Her)\b")
_ROLE = re.compile(
    r"\b[Tt]he (?:president|senator|administration|governor|company|government|police|officials?|"
    r"group|court|party|media|campaign|candidate|mayor|lawmakers?|officers?|judge|agency|"
    r"department|nominee|committee|congressman|secretary|man|woman|students?|protesters)\b"
)
_OPENERS = """
The A An In On At But And It This That He She They We I If When While After As For With There
What Who How Why So Not Now Yet By From To Of Or No You His Her Their Its Our My These Those
Some Many Most Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
April May June July August September October November December Advertisement Story All One Two
Since During Before Because Although Even Just Still Then Here Also More Last Earlier Both Such
Another Three According Despite Under Over Like Where Only
"""
_NO_NAME = frozenset(_OPENERS.split())


class Target(NamedTuple):
    """One target in one sentence."""

    sentence: str
    start: int
    end: int


def newsmtsc(name: str) -> tuple[list[Target], np.ndarray, list[str]]:
    """Read a part of NewsMTSC: targets, classes (0 negative, 1 neutral, 2 positive), documents."""
    path = GOLD / "gold" / "newsmtsc" / f"newsmtsc-{name}.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    targets = [Target(row["sentence"], row["from"], row["to"]) for row in rows]
    documents = ["_".join(row["id"].split("_")[:3]) for row in rows]
    return targets, np.array([row["polarity"] + 1 for row in rows]), documents


class Event(NamedTuple):
    """One BASIL event: its articles, its main entities' names and the author's feeling."""

    articles: pl.DataFrame
    aliases: pl.DataFrame
    feelings: dict[tuple[str, str], int]


def basil() -> list[Event]:
    """Read BASIL dev: feelings by (entity, outlet), -1 negative, 0 neutral, 1 positive."""
    path = GOLD / "gold" / "basil" / "events-dev.jsonl"
    by_event: dict[str, list[dict]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        by_event.setdefault(article["triplet-uuid"], []).append(article)
    return [_event(articles) for articles in by_event.values()]


def _event(articles: list[dict]) -> Event:
    entities = sorted({entity for article in articles for entity in article["main-entities"]})
    rows, feelings = [], {}
    for article in articles:
        outlet = article["source"].lower()
        text = "\n\n".join(" ".join(paragraph) for paragraph in article["body-paragraphs"])
        rows.append((outlet, outlet, text))
        stated = article["annotations"]["article-level-annotations"]
        for entity in entities:
            feeling = stated.get("author_feeling_" + entity.replace(" ", "_"))
            if feeling in ("neg", "neu", "pos"):
                feelings[entity, outlet] = ("neg", "neu", "pos").index(feeling) - 1
    names = [(entity, alias, "name") for entity in entities for alias in _aliases(entity)]
    frame = pl.DataFrame(rows, schema=["article_id", "outlet", "text"], orient="row")
    aliases = pl.DataFrame(names, schema=["actor", "alias", "label"], orient="row")
    return Event(frame, aliases.unique("alias", maintain_order=True), feelings)


def _aliases(entity: str) -> list[str]:
    """The full name, the last name, and the party for its groups."""
    last = entity.split()[-1]
    found = [entity] + ([last] if last[0].isupper() and last != entity else [])
    if "Republican" in entity or "GOP" in entity:
        found.append("Republicans")
    elif "Democrat" in entity:
        found.append("Democrats")
    return list(dict.fromkeys(found))


def unlabelled(seed: int, *, per_article: int = 14, skip: list[Target]) -> list[Target]:
    """Draw targets (names, pronouns, roles) from the bench articles, none in `skip`."""
    texts = pl.read_parquet(GOLD / "bench" / "articles-12k.parquet")["text"]
    rng = random.Random(seed)
    seen = {_letters(target.sentence) for target in skip}
    found = []
    for text in texts:
        sentences = [s for line in text.split("\n") for s in segment("en", line.strip())]
        rng.shuffle(sentences)
        taken = 0
        for sentence in sentences:
            spans = _candidates(sentence) if 8 <= len(sentence.split()) <= 55 else []
            key = _letters(sentence)
            if spans and key not in seen and taken < per_article:
                seen.add(key)
                taken += 1
                drawn = {rng.choice(spans)} | ({rng.choice(spans)} if rng.random() < 0.3 else set())
                found += [Target(sentence, start, end) for start, end in sorted(drawn)]
    rng.shuffle(found)
    return found


def others(targets: list[Target], seed: int) -> list[Target]:
    """Draw another target in each sentence that has one: what differs then is the target alone."""
    rng = random.Random(seed)
    found = []
    for sentence, start, end in targets:
        apart = [(a, b) for a, b in _candidates(sentence) if b <= start or a >= end]
        if apart:
            found.append(Target(sentence, *rng.choice(apart)))
    return found


def _letters(sentence: str) -> str:
    return re.sub(r"\W", "", sentence.lower())[:80]


def _candidates(sentence: str) -> list[tuple[int, int]]:
    """Spans of possible targets; names count twice, since NewsMTSC's targets are mostly names."""
    names = []
    for match in _NAME.finditer(sentence):
        words = match.group().split(" ")
        while words and words[0] in _NO_NAME:
            words.pop(0)
        name = re.sub(r"(?:['’]s|['’]|-)$", "", " ".join(words))
        start = match.end() - len(" ".join(words))
        if len(name) > 2:
            names.append((start, start + len(name)))
    others = [m.span() for pattern in (_PRONOUN, _ROLE) for m in pattern.finditer(sentence)]
    return names + names + others
