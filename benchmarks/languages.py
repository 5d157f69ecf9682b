"""Score quotations, speakers and statements in other languages on hand-marked public texts.

    PARALLAX_GOLD=FOLDER python benchmarks/languages.py WHAT [--half build]

speakers: NTREX-128's quotations in nine languages (ntrex-quotes), each document read alone with
the names of its actors; a quotation is found where the spans' IoU reaches .75, its speaker is
right by actor or alias. german: quotations of German WikiNews (german-quotes), direct ones;
loose IoU .3, strict .8 on letters and digits; the source is right where its span meets the
speaker's. names: mentions of the listed names in ten documents of each language, and every
stretch that begins like a name's last word and is none (SHOWN=pol prints them). portuguese: 88
quotations in single sentences of FactNews (factnews), marked in labels/factnews-speakers.jsonl
before the program read them; the source is right where its span meets the marked one, and nobody
is right where none is marked. facts: days, sums, shares and countries of a document and its
translations. across: NTREX's quotations of two languages with half of each side left out at
random; a pair is right where both translate one quotation. Documents in even places were used
for building, those in odd places not (NTREX's speakers: all were).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl

from analysis import read
from analysis.languages import cldr
from analysis.measures.overlap import encoder
from analysis.reading.quotes import extract

GOLD = Path(os.environ.get("PARALLAX_GOLD", "."))
CODES = {"eng": "en", "deu": "de", "spa": "es", "fra": "fr", "por": "pt", "ita": "it"}
SHOWN = os.environ.get("SHOWN", "")
CODES |= {"rus": "ru", "pol": "pl", "tur": "tr"}
Rows = list[dict[str, Any]]


def lines(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def overlap(a: int, b: int, c: int, d: int) -> float:
    both = min(b, d) - max(a, c)
    return both / (max(b, d) - min(a, c)) if both > 0 else 0.0


# --- speakers in nine languages -----------------------------------------------------------------


def speakers() -> None:
    folder = GOLD / "ntrex-quotes"
    quotes, actors = defaultdict(list), defaultdict(list)
    for store, name in ((quotes, "quotes"), (actors, "actors")):
        for row in lines(folder / f"{name}.jsonl"):
            store[row["doc"], row["lang"]].append(row)
    print("language  gold found | right wrong silent, of those found")
    for lang, code in CODES.items():
        count: Counter[str] = Counter()
        for doc, other in actors:
            if other == lang:
                text = (folder / f"{doc}.{lang}.txt").read_text(encoding="utf-8")
                count += judged(text, code, quotes[doc, lang], actors[doc, lang])
        known = max(1, count["right"] + count["wrong"] + count["silent"])
        shares = " ".join(f"{count[k] / known:6.1%}" for k in ("right", "wrong", "silent"))
        print(f"{lang}  {count['gold']:4} {count['found'] / count['gold']:6.1%} | {shares}")


def judged(text: str, code: str, gold: Rows, actors: Rows) -> Counter[str]:
    articles = pl.DataFrame({"article_id": ["d"], "text": [text], "language": [code]})
    listed = [
        {"actor": a["actor"], "alias": alias}
        for a in actors
        if a["type"] == "name"
        for alias in a["aliases"]
    ]
    table = pl.DataFrame(listed, schema={"actor": pl.String, "alias": pl.String})
    found = extract(articles, actors=table).filter(pl.col("form").is_in(["direct", "mixed"]))
    kin = {a["actor"]: [a["name"], *a["aliases"]] for a in actors}
    count: Counter[str] = Counter()
    for quote in gold:
        if quote["start"] is None or quote["kind"] == "title" or quote["status"] == "short":
            continue
        spans = [(quote["start"], quote["end"]), *map(tuple, quote["parts"])]
        hits = [
            (max(overlap(row["start"], row["end"], a, b) for a, b in spans), row["actor"])
            for row in found.iter_rows(named=True)
        ]
        best = max(hits, key=lambda hit: hit[0], default=(0.0, None))
        count["gold"] += 1
        if best[0] < 0.75:
            continue
        count["found"] += 1
        if quote["actor"] != "UNKNOWN":
            count[verdict(best[1], quote["actor"], kin.get(quote["actor"], []))] += 1
    return count


def verdict(actor: str | None, gold: str, names: list[str]) -> str:
    if not actor:
        return "silent"
    said = actor.casefold()
    names = [name.removeprefix("ROLE:").casefold() for name in names]
    role = gold.startswith("role:") and any(
        n in said or (len(said) > 4 and said in n) for n in names
    )
    return "right" if actor == gold or said in names or role else "wrong"


# --- German news --------------------------------------------------------------------------------


def german(half: str) -> None:
    articles = lines(GOLD / "german-quotes" / "dev.jsonl")[half != "build" :: 2]
    frame = pl.DataFrame(
        {
            "article_id": [row["article_id"] for row in articles],
            "text": [row["text"] for row in articles],
            "language": ["de"] * len(articles),
        }
    )
    started = time.process_time()
    rows = extract(frame).filter(pl.col("form").is_in(["direct", "mixed"]))
    spent = time.process_time() - started
    by_article = rows.rows_by_key("article_id", named=True)
    count: Counter[str] = Counter()
    for row in articles:
        count += direct(row, by_article.get(row["article_id"], []))
    print(half, len(articles), "articles,", dict(count))
    for name in ("loose", "strict", "end to end"):
        precision, recall = count[name] / max(1, count["said"]), count[name] / count["gold"]
        print(f"{name:11} F1 {2 * precision * recall / (precision + recall):.1%}")
    print(f"source right {count['source'] / count['loose']:.1%} of those found")
    print(f"source wrong {count['other'] / count['loose']:.1%}, {spent:.1f} CPU s")


def direct(row: dict[str, Any], rows: Rows) -> Counter[str]:
    """Match one article's quotations in marks, one to one."""
    text, count = row["text"], Counter()
    gold = [q for q in row["quotes"] if q["type"] == "Direct"]
    others = [letters(text, q["content"]) for q in row["quotes"] if q["type"] != "Direct"]
    whole: dict[str, Rows] = {}
    for part in rows:
        whole.setdefault(part["quote_id"], []).append(part)
    said = [
        (letters(text, [(p["start"], p["end"]) for p in parts]), parts[0])
        for parts in whole.values()
    ]
    wanted = [letters(text, q["content"]) for q in gold]
    scores = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, (a, _) in enumerate(said)
            for j, b in enumerate(wanted)
            if a & b
        ),
        reverse=True,
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for score, i, j in scores:
        if score < 0.3 or i in taken[0] or j in taken[1]:
            continue
        taken[0].add(i)
        taken[1].add(j)
        count["loose"] += 1
        count["strict"] += score >= 0.8
        mine = said[i][1]
        if mine["source_start"] is not None:
            meets = any(
                overlap(mine["source_start"], mine["source_end"], *s) for s in gold[j]["speaker"]
            )
            count["source" if meets else "other"] += 1
            count["end to end"] += meets
    count["gold"] = len(gold)
    ignored = sum(
        i not in taken[0] and any(len(a & b) >= 0.8 * len(a) for b in others)
        for i, (a, _) in enumerate(said)
    )
    count["said"] = len(said) - ignored
    return count


# --- names in their forms ------------------------------------------------------------------------


def names() -> None:
    """Mentions, those in forms that are not listed, and stretches like a name that are none."""
    folder = GOLD / "ntrex-quotes"
    actors = defaultdict(list)
    for row in lines(folder / "actors.jsonl"):
        if row["type"] == "name":
            actors[row["doc"], row["lang"]].append(row)
    docs = sorted({doc for doc, _ in actors})[1::2]
    print("language  mentions, of these in other forms, stretches like a name that are none")
    for lang, code in CODES.items():
        count: Counter[str] = Counter()
        for doc in docs:
            text = (folder / f"{doc}.{lang}.txt").read_text(encoding="utf-8")
            listed = [(a["actor"], x) for a in actors[doc, lang] for x in a["aliases"]]
            if listed:
                count += named(text, code, listed, show=lang == SHOWN)
        print(f"{lang}  {count['mentions']:4} {count['forms']:4} {count['missed']:4}")


def named(text: str, code: str, listed: list[tuple[str, str]], *, show: bool) -> Counter[str]:
    table = pl.DataFrame({"actor": [a for a, _ in listed], "alias": [x for _, x in listed]}).unique(
        "alias", maintain_order=True
    )
    frame = pl.DataFrame({"outlet": ["o"], "text": [text], "language": [code]})
    mentions = read(frame, actors=table).mentions
    spans = list(mentions.select("start", "end").iter_rows())
    known = {alias for _, alias in listed}
    heads = {alias.split()[-1][:5] for alias in known if len(alias.split()[-1]) > 4}
    like = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(heads))) or '(?!)'})\w*")
    missed = [
        m for m in like.finditer(text) if not any(a < m.end() and m.start() < b for a, b in spans)
    ]
    forms = [text[a:b] for a, b in spans if text[a:b] not in known]
    if show:
        print(forms, [text[max(0, m.start() - 20) : m.end() + 10] for m in missed])
    return Counter(mentions=len(spans), forms=len(forms), missed=len(missed))


# --- single Portuguese sentences -----------------------------------------------------------------


def portuguese() -> None:
    labels = lines(Path(__file__).parent / "labels" / "factnews-speakers.jsonl")
    sentences = {
        (row["article_id"], n): sentence["text"]
        for row in lines(GOLD / "factnews" / "dev.jsonl")
        for n, sentence in enumerate(row["sentences"])
    }
    counts = {1: Counter(), 2: Counter()}  # drawn and marked in two rounds
    for label in labels:
        count = counts[label["draw"]]
        text = sentences[label["article"], label["sentence"]]
        frame = pl.DataFrame({"article_id": ["d"], "text": [text], "language": ["pt"]})
        rows = extract(frame).filter(pl.col("form").is_in(["direct", "mixed"]))
        span = label["start"], label["end"]
        best = max(
            rows.iter_rows(named=True),
            key=lambda row: overlap(row["start"], row["end"], *span),
            default=None,
        )
        count["gold"] += 1
        if best is None or overlap(best["start"], best["end"], *span) < 0.75:
            continue
        count["found"] += 1
        told = sourced(best, label["source"])
        count[told] += 1
        if told == "wrong" and SHOWN:
            print(text, best["source"], best["actor"])
    for draw, count in counts.items():
        print("draw", draw, dict(count))


def sourced(row: dict[str, Any], marked: list[int] | None) -> str:
    """right, wrong or silent; where nobody is marked: nobody, wrong where one is named."""
    if marked is None:
        return "wrong" if row["actor"] else "nobody, rightly"
    if row["source_start"] is None:
        return "silent"
    return "right" if overlap(row["source_start"], row["source_end"], *marked) else "wrong"


def letters(text: str, spans: Any) -> frozenset[int]:
    return frozenset(i for a, b in spans for i in range(a, min(b, len(text))) if text[i].isalnum())


# --- facts of a document and its translations ----------------------------------------------------


def facts() -> None:
    """Days, shares, sums and countries of a document against those of its English original."""
    folder = GOLD / "ntrex-quotes"
    docs = sorted({path.name.rsplit(".", 2)[0] for path in folder.glob("*.txt")})
    print("language  found in the translation, of the original's | in the original, of those found")
    for lang, code in CODES.items():
        count: Counter[str] = Counter()
        for doc in docs:
            texts = [(folder / f"{doc}.{x}.txt").read_text(encoding="utf-8") for x in ("eng", lang)]
            one = {_bare(fact.key) for fact in cldr.find(texts[0], "en")}
            other = {_bare(fact.key) for fact in cldr.find(texts[1], code)}
            count += Counter(both=len(one & other), one=len(one), other=len(other))
            if lang == SHOWN and one != other:
                print(doc, sorted(one - other), sorted(other - one))
        both, one, other = count["both"], max(1, count["one"]), max(1, count["other"])
        print(
            f"{lang}  {count['one']:4} {both / one:6.1%} | {count['other']:4} {both / other:6.1%}"
        )


def _bare(key: str) -> str:
    return key.partition("-")[2] if key.count("-") > 1 else key


# --- across languages ---------------------------------------------------------------------------


def across(half: str) -> None:
    rows = [r for r in lines(GOLD / "ntrex-quotes" / "quotes.jsonl") if r["start"] is not None]
    docs = sorted({r["doc"] for r in rows})[half != "build" :: 2]
    for clips in (False, True):
        count: Counter[str] = Counter()
        rnd = random.Random(1)
        for one, other in combinations(CODES, 2):
            if rnd.random() < 0.5:
                continue
            for pair in zip(docs[::2], docs[1::2], strict=False):
                count += paired(rows, pair, one, other, rnd, clips=clips)
        p, r = count["hit"] / max(1, count["said"]), count["hit"] / max(1, count["gold"])
        what = "half sentences on one side" if clips else "whole quotations"
        print(f"{half}, {what}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f}")


def paired(
    rows: Rows, docs: tuple[str, str], one: str, other: str, rnd: random.Random, *, clips: bool
) -> Counter[str]:
    sides = []
    for lang in (one, other):
        mine = [r for r in rows if r["doc"] in docs and r["lang"] == lang and rnd.random() < 0.5]
        sides.append(mine)
    if min(map(len, sides)) < 2:
        return Counter()
    texts = [[" ".join(r["text"].split()) for r in side] for side in sides]
    if clips:
        texts[1] = [" ".join(t.split()[: max(3, len(t.split()) // 2)]) for t in texts[1]]
    found = encoder._best(encoder.corrected(encoder.compared(*map(encoder.encoded, texts))))
    ids = [[r["id"].rstrip("ab") for r in side] for side in sides]
    hits = sum(ids[0][i] == ids[1][j] for i, j in found)
    shared = sum(a == b for a in ids[0] for b in ids[1])
    return Counter(hit=hits, said=len(found), gold=shared)


def main() -> None:
    cli = argparse.ArgumentParser()
    cli.add_argument(
        "what", choices=("speakers", "german", "across", "facts", "portuguese", "names")
    )
    cli.add_argument("--half", choices=("build", "figure"), default="figure")
    asked = cli.parse_args()
    whole = {"speakers": speakers, "facts": facts, "portuguese": portuguese, "names": names}
    whole.get(asked.what, lambda: globals()[asked.what](asked.half))()


if __name__ == "__main__":
    main()
