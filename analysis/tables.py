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
GENRES = (
    "news",
    "opinion",
    "analysis",
    "fact check",
    "live blog",
    "interview",
    "round-up",
    "agency copy",
)
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


def text(meaning: str, *, null: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(pl.String(), meaning, null, values)


def flag(meaning: str, *, null: bool = False) -> Column:
    return Column(pl.Boolean(), meaning, null)


def whole(meaning: str, *, null: bool = False) -> Column:
    return Column(pl.Int64(), meaning, null)


def number(meaning: str, *, null: bool = False) -> Column:
    return Column(pl.Float64(), meaning, null)


def span(what: str) -> dict[str, Column]:
    return {
        "start": whole(f"first code point of the {what} in articles.text"),
        "end": whole(f"code point just after the {what}"),
    }


ARTICLE = {"article_id": text("the article, as in `articles`")}
KIND = text("kind of the paragraph it stands in", values=KINDS)
VOICE = text("whose words: the outlet's own, inside a quotation, or reported speech", values=VOICES)

OUTLETS = Table(
    "outlets",
    "one outlet of the event",
    ("outlet",),
    {
        "outlet": text("short id, used everywhere"),
        "name": text("name as shown to readers"),
        "country": text("where it is based, if stated", null=True),
        "ownership": text(
            "who owns it, if stated", null=True, values=("state", "public", "private")
        ),
    },
)

ARTICLES = Table(
    "articles",
    "one article, its text untouched",
    ("article_id",),
    {
        "article_id": text("id, unique in the event"),
        "outlet": text("the outlet, as in `outlets`"),
        "title": text("headline, if the source states one", null=True),
        "published": Column(pl.Date(), "date of publication, if stated", null=True),
        "url": text("address, if stated", null=True),
        "language": text("ISO 639-1 code", null=True),
        "translated": Column(pl.Boolean(), "whether the text is a translation", null=True),
        "text": text("the source file as decoded, nothing changed"),
        "sha256": text("hash of the source file's bytes"),
        "licence": text("what may be done with the text, if stated", null=True),
        "file": text("where the text was read from", null=True),
        "genre": text("what kind of text it is, if stated", null=True, values=GENRES),
    },
)

PARAGRAPHS = Table(
    "paragraphs",
    "one paragraph (a line with text) of one article",
    ("article_id", "paragraph"),
    {
        **ARTICLE,
        "paragraph": whole("number within the article, from 0"),
        **span("paragraph"),
        "kind": text("what it is for; measures read `body`", values=KINDS),
        "rule": text("the rule that decided the kind"),
    },
)

SENTENCES = Table(
    "sentences",
    "one sentence of one paragraph",
    ("article_id", "sentence"),
    {
        **ARTICLE,
        "sentence": whole("number within the article, from 0"),
        "paragraph": whole("the paragraph it stands in"),
        **span("sentence"),
    },
)

TOKENS = Table(
    "tokens",
    "one word of one sentence",
    ("article_id", "token"),
    {
        **ARTICLE,
        "token": whole("number within the article, from 0"),
        "sentence": whole("the sentence it stands in"),
        **span("word"),
        "word": text("the word in lower case, in its normal form (`languages.folding`)"),
        "kind": KIND,
        "voice": VOICE,
        "quote_id": text("the quotation it stands in, if any", null=True),
    },
)

QUOTES = Table(
    "quotes",
    "one unbroken part of one quotation",
    ("quote_id", "part"),
    {
        "quote_id": text("`article_id:start` of the first part"),
        "part": whole("0, or more where attribution interrupts the quotation"),
        "clause": text(
            "what it counts as: the `quote_id` of the reported clause that these marked words "
            "stand inside, else its own"
        ),
        **ARTICLE,
        **span("part, without its quotation marks"),
        "form": text(
            "direct: a clause in quotation marks; mixed: a quoted fragment inside a paraphrase; "
            "indirect: reported without marks; scare: words held at a distance; title: a name",
            values=("direct", "mixed", "indirect", "scare", "title"),
        ),
        "cue": text("the reporting verb or phrase", null=True),
        "cue_start": whole("first code point of the cue", null=True),
        "cue_end": whole("code point just after the cue", null=True),
        "source": text("who is said to speak, as written", null=True),
        "source_start": whole("first code point of the source", null=True),
        "source_end": whole("code point just after the source", null=True),
        "actor": text(
            "the speaker: an actor's id, else the fullest name here; joint speakers joined by "
            "` & `; null where it cannot be told",
            null=True,
        ),
        "sure": text(
            "named: in the sentence; resolved: a pronoun or description with one candidate; "
            "guessed: others fit, too, or no word of speech stands beside the quotation; "
            "unknown: no speaker, or several fit alike",
            values=SURE,
        ),
        "reason": text("what decided who is meant (name, pronoun, office …)", null=True),
        "candidates": Column(pl.List(pl.String()), "who else, or who at all, it could be"),
        "via": text("the agency or outlet that the quotation is credited to", null=True),
        "rule": text("the rules that decided it, joined by +; +negated: what somebody did not say"),
    },
)

MENTIONS = Table(
    "mentions",
    "one mention of one actor",
    ("article_id", "start"),
    {
        **ARTICLE,
        "sentence": whole("the sentence it stands in"),
        **span("mention"),
        "surface": text("the words of the mention"),
        "actor": text("the actor's id"),
        "label": text("how the actor is called", values=("name", "role", "evaluative", "pronoun")),
        "kind": KIND,
        "voice": VOICE,
    },
)

CLAUSES = Table(
    "clauses",
    "one clause of one quotation",
    ("clause_id",),
    {
        "clause_id": text("`article_id:start`"),
        "quote_id": text("the quotation it stands in"),
        **ARTICLE,
        **span("clause"),
        "text": text("the clause's words"),
        "actor": text("the speaker", null=True),
        "form": text("the quotation's form"),
        "statement_id": text("the statement it renders", null=True),
        "score": number(
            "how sure it is that it says what other articles' clauses of the statement say, from "
            "0 to 1; null where none surely does",
            null=True,
        ),
    },
)

STATEMENTS = Table(
    "statements",
    "one thing somebody said, in however many wordings",
    ("statement_id",),
    {
        "statement_id": text("s01, s02 … by reach"),
        "actor": text("the speaker", null=True),
        "wording": text("the most central rendering"),
        "n_outlets": whole("outlets that surely render it"),
        "score": number(
            "how sure that is: the score of the least sure outlet counted; null for one outlet",
            null=True,
        ),
    },
)

RENDERINGS = Table(
    "renderings",
    "what one article makes of one statement",
    ("statement_id", "article_id"),
    {
        "statement_id": text("the statement"),
        **ARTICLE,
        "outlet": text("the article's outlet"),
        "treatment": text("how it is rendered", values=("direct", "mixed", "indirect", "absent")),
        "clause_ids": Column(pl.List(pl.String()), "the clauses that render it"),
        "words": whole("words of those clauses"),
        "sure": flag(
            "whether it surely renders it; others may be of another day or content, and are not "
            "counted; false where absent"
        ),
    },
)

MEASURES = Table(
    "measures",
    "one number about one article, voice and target",
    ("article_id", "voice", "target", "measure"),
    {
        **ARTICLE,
        "outlet": text("the article's outlet"),
        "voice": text("the voice measured; `all` for the whole body"),
        "target": text(
            "what the number is about: an actor, a concept; null for the text", null=True
        ),
        "measure": text("the measure's name"),
        "value": number("the number; null where it is not defined", null=True),
        "low": number("lower end of the interval, if one was computed", null=True),
        "high": number("upper end of the interval, if one was computed", null=True),
        "n": whole("how many units the number rests on"),
        "unit": text("unit of the value"),
        "evidence": Column(pl.List(pl.String()), "passage ids behind the number"),
    },
)

PROVENANCE = Table(
    "provenance",
    "one step of reading one article",
    ("article_id", "step", "rule"),
    {
        **ARTICLE,
        "step": text("read, labelled or split"),
        "rule": text("the rule applied"),
        "n": whole("how often it fired"),
        "characters": whole("how many characters it concerns"),
        "evidence": Column(pl.List(pl.String()), "passage ids it concerns"),
    },
)

CORRECTIONS = Table(
    "corrections",
    "one correction that a person made of what the tool had found",
    ("kind", "article_id", "start"),
    {
        "kind": text(
            "not this speaker, not speech (no quotation and no reported speech), boilerplate (no "
            "part of the article), same statement, not the same statement",
            values=(
                "not this speaker",
                "not speech",
                "boilerplate",
                "same statement",
                "not the same statement",
            ),
        ),
        **ARTICLE,
        **span("passage"),
        "text": text("the passage, as printed"),
        "was": text("what the tool had said: speaker, statement, kind of paragraph", null=True),
        "now": text("what is right, where the person knows: the speaker", null=True),
        "beside_article": text("of two passages, the other's article", null=True),
        "beside_start": whole("first code point of the other passage", null=True),
        "beside_end": whole("code point just after the other passage", null=True),
        "beside_text": text("the other passage, as printed", null=True),
        "by": text("who corrected it", null=True),
        "on": Column(pl.Date(), "when", null=True),
        "note": text("why", null=True),
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
    MEASURES,
    PROVENANCE,
    CORRECTIONS,
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
        _check_values(frame, table, name, column)
    return frame


def _check_values(frame: pl.DataFrame, table: Table, name: str, column: Column) -> None:
    """Raise for a null or an unknown value in a column."""
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
