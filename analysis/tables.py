"""The data model: what one row of every table is, its columns, key and units.

Every span is a half-open range of code points in ``articles.text``, so
``text[start:end]`` is the passage itself. Frames are eager and tidy.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from analysis.errors import ParallaxError

VOICES = ("outlet", "quoted", "reported")
SURE = ("named", "resolved", "guessed", "unknown")
KINDS = (
    "headline",
    "byline",
    "dateline",
    "subhead",
    "caption",
    "promo",
    "signature",
    "footer",
    "body",
)


@dataclass(frozen=True)
class Column:
    """A column's dtype and meaning; ``values`` lists what a closed vocabulary allows."""

    dtype: pl.DataType
    meaning: str
    null: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table's name, what one row is, its key and its columns in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        return {name: column.dtype for name, column in self.columns.items()}

    def empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.schema)


def _text(meaning: str, *, null: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(pl.String(), meaning, null, values)


def _int(meaning: str, *, null: bool = False) -> Column:
    return Column(pl.Int64(), meaning, null)


def _float(meaning: str, *, null: bool = False) -> Column:
    return Column(pl.Float64(), meaning, null)


def _span(what: str) -> dict[str, Column]:
    return {
        "start": _int(f"first code point of the {what} in articles.text"),
        "end": _int(f"code point just after the {what}"),
    }


_ARTICLE = {"article_id": _text("the article, as in `articles`")}
_KIND = _text("kind of the paragraph it stands in", values=KINDS)
_VOICE = _text(
    "whose words: the outlet's own, inside a quotation, or reported speech", values=VOICES
)

OUTLETS = Table(
    "outlets",
    "one outlet of the event",
    ("outlet",),
    {
        "outlet": _text("short id, used everywhere"),
        "name": _text("name as shown to readers"),
        "country": _text("where it is based, if stated", null=True),
        "ownership": _text(
            "who owns it, if stated", null=True, values=("state", "public", "private")
        ),
    },
)

ARTICLES = Table(
    "articles",
    "one article, its text untouched",
    ("article_id",),
    {
        "article_id": _text("id, unique in the event"),
        "outlet": _text("the outlet, as in `outlets`"),
        "title": _text("headline, if the source states one", null=True),
        "published": Column(pl.Date(), "date of publication, if stated", null=True),
        "url": _text("address, if stated", null=True),
        "language": _text("ISO 639-1 code", null=True),
        "translated": Column(pl.Boolean(), "whether the text is a translation", null=True),
        "text": _text("the source file as decoded, nothing changed"),
        "sha256": _text("hash of the source file's bytes"),
        "licence": _text("what may be done with the text, if stated", null=True),
        "file": _text("where the text was read from", null=True),
    },
)

PARAGRAPHS = Table(
    "paragraphs",
    "one paragraph (a line with text) of one article",
    ("article_id", "paragraph"),
    {
        **_ARTICLE,
        "paragraph": _int("number within the article, from 0"),
        **_span("paragraph"),
        "kind": _text("what it is for; measures read `body`", values=KINDS),
        "rule": _text("the rule that decided the kind"),
    },
)

SENTENCES = Table(
    "sentences",
    "one sentence of one paragraph",
    ("article_id", "sentence"),
    {
        **_ARTICLE,
        "sentence": _int("number within the article, from 0"),
        "paragraph": _int("the paragraph it stands in"),
        **_span("sentence"),
    },
)

TOKENS = Table(
    "tokens",
    "one word of one sentence",
    ("article_id", "token"),
    {
        **_ARTICLE,
        "token": _int("number within the article, from 0"),
        "sentence": _int("the sentence it stands in"),
        **_span("word"),
        "word": _text("the word in lower case, in its normal form (`analysis.folding`)"),
        "kind": _KIND,
        "voice": _VOICE,
        "quote_id": _text("the quotation it stands in, if any", null=True),
    },
)

QUOTES = Table(
    "quotes",
    "one unbroken part of one quotation",
    ("quote_id", "part"),
    {
        "quote_id": _text("`article_id:start` of the first part"),
        "part": _int("0, or more where attribution interrupts the quotation"),
        **_ARTICLE,
        **_span("part, without its quotation marks"),
        "form": _text(
            "direct: a clause in quotation marks; mixed: a quoted fragment inside a paraphrase; "
            "indirect: reported without marks; scare: words held at a distance; title: a name",
            values=("direct", "mixed", "indirect", "scare", "title"),
        ),
        "cue": _text("the reporting verb or phrase", null=True),
        "cue_start": _int("first code point of the cue", null=True),
        "cue_end": _int("code point just after the cue", null=True),
        "source": _text("who is said to speak, as written", null=True),
        "source_start": _int("first code point of the source", null=True),
        "source_end": _int("code point just after the source", null=True),
        "actor": _text(
            "the speaker: an actor's id, else the fullest name here; joint speakers joined by ` & `; "
            "null where it cannot be told",
            null=True,
        ),
        "sure": _text(
            "named: in the sentence; resolved: a pronoun or description with one candidate; guessed: "
            "no word of speech stands beside the quotation; unknown: no speaker, or several fit",
            values=SURE,
        ),
        "reason": _text("what decided who is meant (name, pronoun, office …)", null=True),
        "candidates": Column(pl.List(pl.String()), "who else, or who at all, it could be"),
        "via": _text("the agency or outlet that the quotation is credited to", null=True),
        "rule": _text("the rules that decided it, joined by +"),
    },
)

MENTIONS = Table(
    "mentions",
    "one mention of one actor",
    ("article_id", "start"),
    {
        **_ARTICLE,
        "sentence": _int("the sentence it stands in"),
        **_span("mention"),
        "surface": _text("the words of the mention"),
        "actor": _text("the actor's id"),
        "label": _text("how the actor is called", values=("name", "role", "evaluative", "pronoun")),
        "kind": _KIND,
        "voice": _VOICE,
    },
)

CLAUSES = Table(
    "clauses",
    "one clause of one quotation",
    ("clause_id",),
    {
        "clause_id": _text("`article_id:start`"),
        "quote_id": _text("the quotation it stands in"),
        **_ARTICLE,
        **_span("clause"),
        "text": _text("the clause's words"),
        "actor": _text("the speaker", null=True),
        "form": _text("the quotation's form"),
        "statement_id": _text("the statement it renders", null=True),
    },
)

STATEMENTS = Table(
    "statements",
    "one thing somebody said, in however many wordings",
    ("statement_id",),
    {
        "statement_id": _text("s01, s02 … by reach"),
        "actor": _text("the speaker", null=True),
        "wording": _text("the most central rendering"),
        "n_outlets": _int("outlets that render it"),
    },
)

RENDERINGS = Table(
    "renderings",
    "what one article makes of one statement",
    ("statement_id", "article_id"),
    {
        "statement_id": _text("the statement"),
        **_ARTICLE,
        "outlet": _text("the article's outlet"),
        "treatment": _text("how it is rendered", values=("direct", "mixed", "indirect", "absent")),
        "clause_ids": Column(pl.List(pl.String()), "the clauses that render it"),
        "words": _int("words of those clauses"),
    },
)

MEASURES = Table(
    "measures",
    "one number about one article, voice and target",
    ("article_id", "voice", "target", "measure"),
    {
        **_ARTICLE,
        "outlet": _text("the article's outlet"),
        "voice": _text("the voice measured; `all` for the whole body"),
        "target": _text(
            "what the number is about: an actor, a concept; null for the text", null=True
        ),
        "measure": _text("the measure's name"),
        "value": _float("the number; null where it is not defined", null=True),
        "low": _float("lower end of the interval, if one was computed", null=True),
        "high": _float("upper end of the interval, if one was computed", null=True),
        "n": _int("how many units the number rests on"),
        "unit": _text("unit of the value"),
        "evidence": Column(pl.List(pl.String()), "passage ids behind the number"),
    },
)

PROVENANCE = Table(
    "provenance",
    "one step of reading one article",
    ("article_id", "step", "rule"),
    {
        **_ARTICLE,
        "step": _text("read, labelled or split"),
        "rule": _text("the rule applied"),
        "n": _int("how often it fired"),
        "characters": _int("how many characters it concerns"),
        "evidence": Column(pl.List(pl.String()), "passage ids it concerns"),
    },
)

PROPOSITIONS = Table(
    "propositions",
    "one clause of one sentence of a body that asserts something",
    ("proposition_id",),
    {
        "proposition_id": _text("`article_id:start-end`, a passage id"),
        **_ARTICLE,
        "sentence": _int("number of its sentence among those of all bodies, from 0"),
        **_span("proposition"),
        "voice": _VOICE,
        "hedged": Column(pl.Boolean(), "whether it is put as alleged, possible or expected"),
        "actor": _text("whom the words are ascribed to", null=True),
        "via": _text("the agency or outlet that they are credited to", null=True),
    },
)

CLAIMS = Table(
    "claims",
    "what one article makes of one claim",
    ("claim_id", "article_id"),
    {
        "claim_id": _text("c001, c002 … by reach, then by first position"),
        "wording": _text("the most central passage that tells it, verbatim"),
        **_ARTICLE,
        "outlet": _text("the article's outlet"),
        "treatment": _text(
            "carried: told with all its elements; partly: elements are missing; conflict: told "
            "with another value, date, place, polarity or certainty; absent: not found",
            values=("carried", "partly", "conflict", "absent"),
        ),
        "voice": _text("whose words tell it here; null where absent", null=True, values=VOICES),
        "evidence": Column(pl.List(pl.String()), "passage ids that tell it here; none if absent"),
        "nearest": _text("where absent: the passage that comes nearest, if any", null=True),
        "state": _text(
            "told; not found: something near stands there or the measure is unsure; left out: sure",
            values=("told", "not found", "left out"),
        ),
        "sure": Column(
            pl.Boolean(), "told: its passage is grouped with the claim's; or left out for sure"
        ),
        "told": _float("how likely the article tells it, from 0 to 1"),
        "missing": Column(pl.List(pl.String()), "its numbers and names that are not told here"),
        "relayed": _text(
            "the article before it that has the same words, or the agency that both credit",
            null=True,
        ),
        "n_outlets": _int("outlets that surely tell the claim"),
        "n_sources": _int("of these, those that do not relay the same words or the same agency"),
    },
)

CONFLICTS = Table(
    "conflicts",
    "two passages of different articles that contradict each other on one point",
    ("conflict_id",),
    {
        "conflict_id": _text("x01, x02 … in the order of the claims"),
        "claim_id": _text("the claim that both tell"),
        "kind": _text(
            "what differs; an update is a count that a later article puts higher",
            values=("number", "date", "place", "name", "polarity", "certainty", "update"),
        ),
        "article_a": _text("one article"),
        "outlet_a": _text("its outlet"),
        "value_a": _text("what it says on the point, verbatim"),
        "article_b": _text("the other article"),
        "outlet_b": _text("its outlet"),
        "value_b": _text("what it says on the point, verbatim"),
        "point": _text("what the values are about, as the first article words it", null=True),
        "evidence": Column(pl.List(pl.String()), "passage ids of both sentences"),
    },
)

ALL = (
    OUTLETS,
    ARTICLES,
    PARAGRAPHS,
    SENTENCES,
    TOKENS,
    QUOTES,
    MENTIONS,
    CLAUSES,
    STATEMENTS,
    RENDERINGS,
    PROPOSITIONS,
    CLAIMS,
    CONFLICTS,
    MEASURES,
    PROVENANCE,
)


def require(frame: pl.DataFrame, name: str, *columns: str) -> None:
    """Raise ParallaxError, naming the table, where one of the columns is missing."""
    for column in columns:
        if column not in frame.columns:
            remedy = f"add '{column}', or rename the column that has it"
            raise ParallaxError(f"table {name}", f"column '{column}' is missing", remedy)


def conform(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Return the frame with exactly the table's columns, order and dtypes, or say what is wrong.

    Checks that no column is missing, that dtypes can be cast, that closed
    vocabularies hold and that columns which may not be null are not. Further
    columns are dropped.

    Raises ParallaxError naming table, column and the first offending value.

    >>> conform(pl.DataFrame({"outlet": ["efe"], "name": ["EFE"], "country": [None],
    ...     "ownership": [None]}), OUTLETS).schema["country"]
    String
    """
    require(frame, table.name, *table.columns)
    try:
        frame = frame.select(pl.col(name).cast(dtype) for name, dtype in table.schema.items())
    except pl.exceptions.PolarsError as error:
        raise ParallaxError(
            f"table {table.name}", f"a column has the wrong type ({error})", "cast it"
        ) from error
    for name, column in table.columns.items():
        _check(frame, table, name, column)
    return frame


def _check(frame: pl.DataFrame, table: Table, name: str, column: Column) -> None:
    place = f"table {table.name}, column {name}"
    if not column.null and frame[name].null_count():
        row = frame[name].is_null().arg_max()
        raise ParallaxError(place, f"row {row} is null", "fill it or drop the row")
    if column.values:
        odd = frame[name].drop_nulls().filter(~frame[name].drop_nulls().is_in(column.values))
        if len(odd):
            raise ParallaxError(
                place, f"unknown value '{odd[0]}'", "use one of " + ", ".join(column.values)
            )


def passage_id(start: str = "start", end: str = "end") -> pl.Expr:
    """Give each row's span as a passage id, ``article_id:start-end``.

    >>> pl.DataFrame({"article_id": ["efe"], "start": [3], "end": [9]}).select(
    ...     passage_id()).item()
    'efe:3-9'
    """
    return pl.format("{}:{}-{}", "article_id", start, end)


def parse_passage_id(passage: str) -> tuple[str, int, int]:
    """Split a passage id into article id, start and end.

    >>> parse_passage_id("efe:3-9")
    ('efe', 3, 9)
    """
    article_id, _, span = passage.rpartition(":")
    start, _, end = span.partition("-")
    return article_id, int(start), int(end)
