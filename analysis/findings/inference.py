"""Findings that chance could give, too: shown only where they survive their null."""

from __future__ import annotations

from typing import Any

import polars as pl

from analysis import languages
from analysis.findings.event import Event
from analysis.findings.finding import (
    INFERENCE,
    Finding,
    Values,
    absent,
    number_of,
    p_value,
    quoted,
    share,
)
from analysis.findings.phrases import possessive
from analysis.measures import framing, readability, uncertainty
from analysis.measures.tone import toward
from analysis.results import beyond_chance

_HOUSE_STYLE = frozenset(("mr", "mrs", "ms", "dr", "sen", "rep", "gov", "percent"))
_LESS = 10  # a word that an outlet says comes before one that it avoids
_APART = 1.5  # times the share of the outlet that comes next
_TONE_ACTORS = 3  # the actors mentioned most, whose tone is looked at


def _beyond(
    event: Event, kind: str, chart: str, outlet: str, values: Values, **stated: Any
) -> Finding:
    """A finding about one outlet that lies beyond chance; ``stated`` are its other fields."""
    bars = event.bars(values, outlet)
    return Finding(
        kind=kind, basis=INFERENCE, stands=True, about=outlet, chart=chart, bars=bars, **stated
    )


def words(event: Event) -> list[Finding]:
    """Words that one outlet says more, or less, than shuffled sentences would give."""
    kind, chart = "words", "keyness"
    rows = framing.keyness(event.corpus.tokens, event.corpus.articles)
    rows = rows.filter(pl.col("z").is_not_null(), pl.col("group").is_in(list(event.outlets)))
    if len(event.outlets) < 2 or not len(rows):
        return [absent(kind, "Words of one outlet", "Nothing to compare with.", INFERENCE, chart)]
    style = languages.read().function_words | _HOUSE_STYLE
    body = event.corpus.tokens.filter(kind="body")
    printed = framing.as_printed(body, event.corpus.articles)
    found = []
    beyond = rows.filter(pl.col("z").abs() > pl.col("bound"))
    beyond = beyond.filter(~pl.col("word").is_in(sorted(style)))
    used = _uses(rows.join(beyond, on="word", how="semi", maintain_order="left"))
    for row in beyond.iter_rows(named=True):
        name, more = event.outlets[row["group"]], row["z"] > 0
        found.append(
            _beyond(
                event,
                kind,
                chart,
                row["group"],
                used[row["word"]],
                sentence=(
                    f"{name} says {quoted(printed[row['word']])} "
                    f"{'more' if more else 'less'} often than the others do: "
                    f"{row['target_count']} of {number_of(row['target_words'], 'word')}"
                ),
                number=(
                    f"{row['target_count']} of {number_of(row['target_words'], 'word')}, "
                    f"{row['reference_count']} of {row['reference_words']:,} elsewhere"
                ),
                why=(
                    f"Its z of {row['z']:+.1f} lies outside ±{row['bound']:.1f}, where "
                    "shuffled sentences keep every word of every outlet 95 times in 100."
                ),
                strength=abs(row["z"]) / row["bound"] - _LESS * (not more),
                weight=0.2,
                n=row["target_words"],
            )
        )
    return found or [_no_word(event, rows.with_columns(pl.col("word").replace(printed)))]


def _uses(rows: pl.DataFrame) -> dict[str, Values]:
    """Word → how each outlet uses it."""
    found: dict[str, Values] = {}
    columns = ("word", "group", "target_count", "target_words", "evidence")
    for word, outlet, n, total, ids in rows.select(columns).iter_rows():
        found.setdefault(word, {})[outlet] = (n / total, f"{n} of {total:,}", ids)
    return found


def _no_word(event: Event, rows: pl.DataFrame) -> Finding:
    row = rows.sort(pl.col("z").abs() / pl.col("bound"), descending=True, maintain_order=True).row(
        0, named=True
    )
    beyond = abs(row["z"]) > row["bound"]
    told = "Only titles and function words go" if beyond else "None goes"
    return absent(
        "words",
        "Words that set one outlet apart",
        f"{told} beyond chance. The farthest is {quoted(row['word'])} in "
        f"{event.outlets[row['group']]}: z {row['z']:+.1f}, where chance reaches "
        f"±{row['bound']:.1f}.",
        INFERENCE,
        "keyness",
    )


def concepts(event: Event) -> list[Finding]:
    """Concepts on which one outlet spends more, or fewer, sentences than chance would give."""
    kind, chart = "emphasis", "concept_share"
    corpus = event.corpus
    if not len(corpus.concepts):
        why = "Not looked at: event.toml names no concepts."
        return [absent(kind, "Weight given to a concept", why, INFERENCE, chart)]
    rows = framing.concept_shares(
        corpus.articles, corpus.sentences, corpus.paragraphs, corpus.concepts
    )
    names = dict(corpus.concepts.select("concept", "name").iter_rows())
    found = []
    for row in rows.filter(beyond_chance()).iter_rows(named=True):
        more = row["value"] > row["null_high"]
        if not _stands_apart(rows, row, more):
            continue
        values = _sentences_on(rows.filter(target=row["target"]))
        found.append(
            _beyond(
                event,
                kind,
                chart,
                row["outlet"],
                values,
                sentence=(
                    f"{event.outlets[row['outlet']]} gives {quoted(names[row['target']])} "
                    f"{'more' if more else 'less'} room than the others: "
                    f"{share(row['value'], 1)} of its sentences"
                ),
                number=f"{row['value'] * row['n']:.0f} of {number_of(row['n'], 'sentence')}",
                why=(
                    f"Shuffled sentences give {share(row['null_low'], 1)} to "
                    f"{share(row['null_high'], 1)} ({p_value(row['p'])} over all of them)."
                ),
                strength=1 - row["p"],
                weight=0.55,
                topic=quoted(names[row["target"]]),
                n=row["n"],
            )
        )
    return found or [_no_concept(event, rows, names, kind, chart)]


def _stands_apart(rows: pl.DataFrame, row: dict[str, Any], more: bool) -> bool:
    """Whether an outlet lies clearly beyond every other one, not only beyond what chance gives."""
    others = rows.filter(pl.col("outlet") != row["outlet"], target=row["target"])["value"]
    if not len(others):
        return False
    high, low = max(others.to_list()), min(others.to_list())
    return row["value"] >= _APART * high if more else low >= _APART * row["value"] and low > 0


def _sentences_on(rows: pl.DataFrame) -> Values:
    """Each outlet's share of sentences on one concept."""
    columns = ("outlet", "value", "n", "evidence")
    return {
        outlet: (value, f"{value * n:.0f} of {n}", ids)
        for outlet, value, n, ids in rows.select(columns).iter_rows()
    }


def _no_concept(
    event: Event, rows: pl.DataFrame, names: dict[str, str], kind: str, chart: str
) -> Finding:
    row = rows.sort("p", maintain_order=True).row(0, named=True)
    why = (
        f"No outlet’s share goes beyond chance. The farthest is "
        f"{quoted(names[row['target']])} in {event.outlets[row['outlet']]}: "
        f"{share(row['value'], 1)} of the sentences, where chance gives "
        f"{share(row['null_low'], 1)} to {share(row['null_high'], 1)} (p {row['p']:.2f})."
    )
    return absent(kind, "Weight given to a concept", why, INFERENCE, chart)


def acting(event: Event) -> list[Finding]:
    """Actors whom one outlet shows acting, and another acted upon, beyond what chance gives."""
    kind, chart = "acting", "roles"
    rows = framing.acting(framing.roles(event.corpus)).drop_nulls("p")
    if rows.is_empty():
        why = (
            "Not looked at: no actor acts and is acted upon in five sentences each of two outlets."
        )
        return [absent(kind, "Who acts and who is acted upon", why, INFERENCE, chart)]
    found = {}
    for row in rows.filter(beyond_chance()).sort("p", maintain_order=True).iter_rows(named=True):
        same = rows.filter(actor=row["actor"]).sort("value", "n", maintain_order=True)
        other = same.row(0 if row["value"] > row["null_high"] else -1, named=True)
        pair = (row["actor"], *sorted((row["outlet"], other["outlet"])))
        found.setdefault(pair, _acts(event, row, other, same))
    return list(found.values()) or [_nobody_acts(event, rows, kind, chart)]


def _acts(event: Event, row: dict[str, Any], other: dict[str, Any], same: pl.DataFrame) -> Finding:
    columns = ("outlet", "value", "acts", "n", "evidence")
    values = {
        outlet: (value, f"{acts} of {n}", ids)
        for outlet, value, acts, n, ids in same.select(columns).iter_rows()
    }
    number = f"{row['acts']} of {number_of(row['n'], 'sentence')}"
    return Finding(
        kind="acting",
        basis=INFERENCE,
        stands=True,
        sentence=(
            f"{event.outlets[row['outlet']]} shows {event.actor(row['actor'])} acting in {number}, "
            f"{event.outlets[other['outlet']]} in {other['acts']} of {other['n']}"
        ),
        number=number,
        why=(
            "Of the sentences in which a verb other than of speech has this actor act or be acted "
            f"upon. Shuffled between outlets they give {_band(row)} "
            f"({p_value(row['p'])} over all outlets and actors). Read by rules."
        ),
        strength=1 - row["p"],
        weight=0.5,
        topic=event.actor(row["actor"]),
        n=row["n"],
        about=row["outlet"],
        chart="roles",
        bars=event.bars(values, row["outlet"], other["outlet"]),
    )


def _band(row: dict[str, Any]) -> str:
    return f"{share(max(0, row['null_low']), 1)} to {share(min(1, row['null_high']), 1)}"


def _nobody_acts(event: Event, rows: pl.DataFrame, kind: str, chart: str) -> Finding:
    row = rows.sort("p", maintain_order=True).row(0, named=True)
    why = (
        f"No outlet beyond chance. The farthest is {event.outlets[row['outlet']]}, which shows "
        f"{event.actor(row['actor'])} acting in {row['acts']} of "
        f"{number_of(row['n'], 'sentence')}, where chance gives {_band(row)} (p {row['p']:.2f})."
    )
    return absent(kind, "Who acts and who is acted upon", why, INFERENCE, chart)


def tone(event: Event) -> list[Finding]:
    """Tone toward an actor: never a headline, for it was not shown to order outlets."""
    kind, chart = "tone", "measure"
    own = event.corpus.mentions.filter(kind="body", voice="outlet")
    ranked = own["actor"].value_counts(sort=True, name="n").sort("n", "actor", descending=True)
    found = []
    for actor in ranked["actor"].head(_TONE_ACTORS):
        rows = toward(event.corpus, actor=actor).drop_nulls(["value", "null_low"])
        beyond = rows.filter(beyond_chance(), (pl.col("low") > 0) | (pl.col("high") < 0))
        what = f"Tone toward {event.actor(actor)}, in the outlets’ own words"
        if len(beyond):
            row = beyond.row(0, named=True)
            why = (
                f"{event.outlets[row['outlet']]} lies outside what chance gives "
                f"({row['value']:+.2f}; chance: {row['null_low']:+.2f} to "
                f"{row['null_high']:+.2f}). No headline: tested on public data, this measure does "
                "not order outlets reliably. Read the sentences."
            )
        elif len(rows):
            far = (pl.col("value") - (pl.col("null_low") + pl.col("null_high")) / 2).abs()
            row = rows.sort(far, descending=True, maintain_order=True).row(0, named=True)
            why = (
                f"No outlet beyond chance. The farthest is {event.outlets[row['outlet']]}: "
                f"{row['value']:+.2f} (n {row['n']}), where chance gives "
                f"{row['null_low']:+.2f} to {row['null_high']:+.2f}."
            )
        else:
            why = "No sentence could be judged."
        found.append(absent(kind, what, why, INFERENCE, chart))
    nobody = "Not looked at: no actor of event.toml is mentioned in an outlet’s own words."
    return found or [absent(kind, "Tone toward an actor", nobody, INFERENCE, chart)]


def reading(event: Event) -> list[Finding]:
    """Sentences longer, or shorter, than shuffled sentences would give."""
    kind, chart = "sentences", "sentence_lengths"
    corpus = event.corpus
    body = corpus.paragraphs.filter(kind="body")
    kept = corpus.sentences.join(body, on=["article_id", "paragraph"], how="semi")
    rows = readability.sentence_lengths(corpus.articles, kept).with_columns(
        outlet=pl.col("article_id").replace_strict(event.owners, return_dtype=pl.String)
    )
    if rows["outlet"].n_unique() < 2:
        why = "Nothing to compare with."
        return [absent(kind, "Length of sentences", why, INFERENCE, chart)]
    null = uncertainty.permutation_null(rows["words"].cast(pl.Float64), rows["outlet"])
    longest = _longest(rows)
    values = {
        row["group"]: (row["value"], f"{row['value']:.1f} words", longest[row["group"]])
        for row in null.iter_rows(named=True)
    }
    ranked = null.with_columns(
        reach=(pl.col("value") - (pl.col("null_low") + pl.col("null_high")) / 2).abs()
        / ((pl.col("null_high") - pl.col("null_low")) / 2)
    ).sort("reach", descending=True, maintain_order=True)
    found = [
        _length(event, row, values, kind, chart)
        for row in ranked.filter(beyond_chance()).iter_rows(named=True)
    ]
    return found or [_no_length(event, ranked.row(0, named=True), kind, chart)]


def _length(event: Event, row: dict[str, Any], values: Values, kind: str, chart: str) -> Finding:
    longer = row["value"] > row["null_high"]
    return _beyond(
        event,
        kind,
        chart,
        row["group"],
        values,
        sentence=(
            f"{possessive(event.outlets[row['group']])} sentences are "
            f"{'longer' if longer else 'shorter'} than the others’: "
            f"{row['value']:.1f} words on average"
        ),
        number=f"{row['value']:.1f} words a sentence",
        why=(
            f"Shuffled sentences give {row['null_low']:.1f} to {row['null_high']:.1f} words "
            f"({p_value(row['p'])} over all outlets)."
        ),
        strength=row["reach"],
        weight=0.1,
        n=row["n"],
    )


def _no_length(event: Event, row: dict[str, Any], kind: str, chart: str) -> Finding:
    why = (
        f"No outlet beyond chance. The farthest is {event.outlets[row['group']]}: "
        f"{row['value']:.0f} words a sentence, where chance gives {row['null_low']:.0f} to "
        f"{row['null_high']:.0f} (p {row['p']:.2f})."
    )
    return absent(kind, "Length of sentences", why, INFERENCE, chart)


def _longest(rows: pl.DataFrame) -> dict[str, list[str]]:
    """Outlet → its three longest sentences."""
    ranked = rows.sort("words", descending=True, maintain_order=True)
    groups = ranked.group_by("outlet", maintain_order=True)
    return {str(o): group["evidence"].explode().head(3).to_list() for (o,), group in groups}
