"""Suggestions for a new event's folder: actors, themes, judging words and facts, from the texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import polars as pl

from analysis import languages, tables
from analysis.languages.folding import key
from analysis.measures import base
from analysis.measures.framing import name_forms, proper_names
from analysis.measures.framing.facts import facts_carried
from analysis.measures.framing.proper_names import Word
from analysis.measures.framing.speaking import verb_classes
from analysis.preparing import themes

KINDS = ("actor", "concept", "judging", "fact")
_NAME = {
    **dict.fromkeys(("key", "kind", "shown", "article_id"), pl.String),
    **dict.fromkeys(("start", "end"), pl.Int64),
}
_OFTEN_IN, _OFTEN = 3, 10  # articles and mentions from which any name is proposed
_FIRST_NAME_ALONE = 3  # mentions from which a first word by itself is how somebody is called


def suggest(
    tokens: pl.DataFrame,
    articles: pl.DataFrame,
    *,
    top: int = 15,
    kinds: Sequence[str] = ("actor", "concept", "fact"),
) -> pl.DataFrame:
    """Propose actors with aliases, concepts with terms, and facts, for a person to accept.

    Actors are persons, organisations and countries that several articles name, under the
    fullest form, with the forms that are theirs alone; media are none. Concepts are
    themes of several words (`themes.find`) with the phrases that name them. "judging"
    gives, for each actor, the judging descriptions that stand before its name or role
    ("embattled mayor"). Facts are numbers and dates that some but not all articles
    carry. Reads tokens and articles. One row per proposal: kind, name, forms,
    n_articles, n (mentions by these forms), evidence. Ranked within each kind by
    articles, then mentions; ``top`` of each of the ``kinds`` asked for. Nothing here is
    decided: these are words that occur.

    >>> import analysis as an
    >>> corpus = an.load("corpus/vostochny-2023")
    >>> rows = suggest(corpus.tokens, corpus.articles)
    >>> rows.filter(kind="actor", name="Vladimir Putin")["forms"].item().to_list()
    ['Putin', 'Vladimir Putin']
    """
    read = base.headlines_once(tokens.filter(pl.col("kind").is_in(base.READ)), articles)
    lines = proper_names.sentences(read, articles)
    names = pl.DataFrame(proper_names.find(lines), schema=_NAME, orient="row")
    actors = _actors(names, articles)
    parts = {
        "actor": lambda: _ranked(actors, "actor", top),
        "concept": lambda: _ranked(themes.find(_body(lines, read), names), "concept", top),
        "judging": lambda: _ranked(_judging(lines, actors), "judging", top),
        "fact": lambda: _facts(read, articles, top),
    }
    return pl.concat(parts[kind]() for kind in kinds)


def _body(lines: list[list[Word]], tokens: pl.DataFrame) -> list[list[Word]]:
    starts = set(tokens.filter(kind="body").select("article_id", "start").iter_rows())
    return [line for line in lines if line and (line[0].article_id, line[0].start) in starts]


# --- actors ---------------------------------------------------------------------------------------


def _actors(names: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Mentions of names that can act, each with the form in which it is written."""
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
    media = {key(row["name"]) for row in languages.media()}
    acting = [
        name
        for name, n, kind, mentions in reach.select("name", "n", "kind", "mentions").iter_rows()
        if n >= several and key(name) not in media and _acts(name, kind, n, mentions)
    ]
    kept = written.filter(pl.col("name").is_in(acting))
    theirs = _aliases(kept)
    own = pl.struct("name", "form").map_elements(
        lambda row: row["form"] in theirs[row["name"]], pl.Boolean
    )
    return kept.filter(own).drop("kind")


def _acts(name: str, kind: str, articles: int, mentions: int) -> bool:
    """Whether a name is a person's, an organisation's or a country's, or is named often."""
    if kind == "person" or name_forms.is_country(name):
        return True
    words = key(name).split()
    head = name_forms.heads().get(words[-1]) or name_forms.heads().get(words[0])
    often = articles >= _OFTEN_IN and mentions >= _OFTEN
    sure = head == "organisation" or name.replace(".", "").isupper() or often
    return kind == "name" and head in (None, "organisation") and sure


def _aliases(written: pl.DataFrame) -> dict[str, set[str]]:
    """Name → the forms that are its own: no other name's, no title, no bare first name."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for name, form in written.select("name", "form").iter_rows():
        counted[name][form] += 1
    claimed = Counter(key(form) for forms in counted.values() for form in forms)
    found = {}
    for name, forms in counted.items():
        own = {form for form in forms if _is_own(form, name, forms)}
        found[name] = {form for form in own if claimed[key(form)] == 1 or form == name} or {name}
    return found


def _is_own(form: str, name: str, forms: Counter[str]) -> bool:
    """Whether a form is so much of the name that it means nobody else."""
    words, whole = key(form).split(), key(name).split()
    if name_forms.is_country(name) or form.replace(".", "").isupper():
        return True
    if not set(words) <= set(whole):
        return False
    if len(words) == 1 < len(whole) and words[0] == whole[0] != whole[-1]:
        last = sum(n for other, n in forms.items() if key(other) == whole[-1])
        return forms[form] >= _FIRST_NAME_ALONE and forms[form] > last
    return True


# --- judging words --------------------------------------------------------------------------------


def _judging(lines: list[list[Word]], actors: pl.DataFrame) -> pl.DataFrame:
    """Judging descriptions before an actor's name: "embattled Collins", "strongman leader Kim"."""
    owner = {
        (article_id, start): name
        for article_id, start, name in actors.select("article_id", "start", "name").iter_rows()
    }
    rows = []
    for line in lines:
        for place, word in enumerate(line):
            name = owner.get((word.article_id, word.start))
            first = _judged_from(line, place) if name else None
            if name and first is not None:
                words = [one.text for one in line[first:place]]
                form = " ".join([*words, word.text])
                form = re.sub(r"['’]s?$", "", form)
                rows.append((word.article_id, line[first].start, word.end, name, form))
    text = dict.fromkeys(("name", "form"), pl.String)
    schema = {"article_id": pl.String, "start": pl.Int64, "end": pl.Int64} | text
    return pl.DataFrame(rows, schema=schema, orient="row")


def _judged_from(line: list[Word], place: int) -> int | None:
    """Where a judging description begins that ends just before this word."""
    first = place
    for before in range(place - 1, max(-1, place - 4), -1):
        word = line[before]
        if line[before + 1].broken or word.word in languages.read().function_words:
            break
        if word.word in verb_classes() or _is_verb(word.word):
            break
        if _judges(word.word):
            first = before
    return first if first < place else None


def _judges(word: str) -> bool:
    """Whether a word, or a part of it, is on the list of judging words."""
    return word in languages.read().judging or any(
        part in languages.read().judging for part in word.split("-")
    )


def _is_verb(word: str) -> bool:
    """Whether it looks like a verb: "attacked Collins" describes nobody."""
    return word.endswith(("ing", "ed")) and word not in languages.read().judging


# --- ranking --------------------------------------------------------------------------------------


def _ranked(found: pl.DataFrame, kind: str, top: int) -> pl.DataFrame:
    """Names by how many articles have them, with their forms and passages."""
    return (
        found.with_columns(evidence=tables.passage_id())
        .group_by("name", maintain_order=True)
        .agg(
            forms=pl.col("form").unique().sort(),
            n_articles=pl.col("article_id").n_unique().cast(pl.Int64),
            n=pl.len().cast(pl.Int64),
            evidence="evidence",
        )
        .sort("n_articles", "n", "name", descending=[True, True, False])
        .head(top)
        .select(pl.lit(kind).alias("kind"), "name", "forms", "n_articles", "n", "evidence")
    )


def _facts(tokens: pl.DataFrame, articles: pl.DataFrame, top: int) -> pl.DataFrame:
    """Numbers and dates that some articles have and others have not."""
    listed = facts_carried(tokens, articles).filter(
        pl.col("fact").is_in(["number", "date"]), pl.col("n_articles") < len(articles)
    )
    return (
        listed.group_by("target", "n_articles", maintain_order=True)
        .agg(n=pl.col("value").sum().cast(pl.Int64), evidence=pl.col("evidence").explode())
        .head(top)
        .select(
            pl.lit("fact").alias("kind"),
            pl.col("target").alias("name"),
            pl.concat_list("target").alias("forms"),
            "n_articles",
            "n",
            "evidence",
        )
    )


def examples(evidence: Iterable[str], sentences: pl.DataFrame, most: int = 1) -> list[str]:
    """Give the sentences (as passage ids) in which some passages stand, shortest first."""
    spans = sentences.select("article_id", "start", "end").rows_by_key("article_id")
    found = []
    for passage in evidence:
        article_id, start, _ = tables.parse_passage_id(passage)
        found += [
            (high - low, f"{article_id}:{low}-{high}")
            for low, high in spans.get(article_id, ())
            if low <= start < high
        ]
    return [passage for _, passage in sorted(set(found))[:most]]
