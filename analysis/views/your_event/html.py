"""What is shown of your own event, as inert HTML: what was read, what is wrong, proposals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from analysis.corpus import Corpus
from analysis.preparing.check import SETTLE, Problem
from analysis.views import marks

COLUMNS = ("severity", "place", "problem", "remedy")
MEND, REPLACE = "Mend what is safe", "Replace the event if it is there"
# remedies name the command line's options; here there are buttons and boxes
_OPTIONS = {
    "add --replace": f"tick “{REPLACE}”",
    "run with --fix": f"press “{MEND}”",
    "write --map ": "write under Columns ",
    "--map: ": "Columns: ",
    "--map ": "under Columns: ",
}
_SECTIONS = {"outlets": "outlet", "actors": "actor", "concepts": "concept"}


def in_words(line: str) -> str:
    """A problem or remedy as it is said where there are buttons, not options.

    >>> in_words("choose another name, or add --replace")
    'choose another name, or tick “Replace the event if it is there”'
    """
    for option, words in _OPTIONS.items():
        line = line.replace(option, words)
    return line


def heading(text: str) -> str:
    return f"<h3>{escape(text)}</h3>"


def cells(problem: Problem) -> list[str]:
    """A row of the table of what is wrong."""
    return [in_words(getattr(problem, name)) for name in COLUMNS]


def wrong(problems: Iterable[Problem]) -> str:
    """What is wrong, and how to mend it; the proposals have their own list."""
    rows = [cells(problem) for problem in problems if problem.remedy != SETTLE]
    shown = marks.as_html(COLUMNS, rows, "What is wrong") if rows else "<p>Nothing.</p>"
    return heading("What is wrong, and how to mend it") + shown


def read(corpus: Corpus) -> str:
    """One line for each article: what a person would check first."""
    names = dict(corpus.outlets.select("outlet", "name").rows())
    words = dict(corpus.tokens.group_by("article_id").len().iter_rows())
    rows = [
        (
            names[article["outlet"]],
            article["title"] or "—",
            str(article["published"] or "—"),
            article["language"] or "—",
            words.get(article["article_id"], 0),
            article["file"],
        )
        for article in corpus.articles.iter_rows(named=True)
    ]
    columns = ("outlet", "title", "published", "language", "words", "file")
    return heading("What was read") + marks.as_html(columns, rows, "What was read")


def proposals(
    corpus: Corpus, proposed: Mapping[str, Iterable[str]]
) -> list[tuple[str, tuple[str, str]]]:
    """The options of the list of proposals: what each says, and its section and id."""
    names = _names(corpus)
    return [
        (f"{_SECTIONS[section]}: {names.get((section, entry), entry)}", (section, entry))
        for section, entries in proposed.items()
        for entry in entries
    ]


def _names(corpus: Corpus) -> dict[tuple[str, str], str]:
    """What each proposal says: its name, with an actor's aliases or a concept's terms."""
    aliases = corpus.aliases.join(corpus.actors, on="actor", maintain_order="left")
    rows = [
        *(
            ("outlets", *row)
            for row in corpus.outlets.select("outlet", "name", form="name").iter_rows()
        ),
        *(("actors", *row) for row in aliases.select("actor", "name", "alias").iter_rows()),
        *(
            ("concepts", *row)
            for row in corpus.concepts.select("concept", "name", "term").iter_rows()
        ),
    ]
    found: dict[tuple[str, str], list[str]] = {}
    for section, entry, name, form in rows:
        forms = found.setdefault((section, entry), [name])
        if form not in forms:
            forms.append(form)
    return {
        key: name + (f" ({', '.join(forms)})" if forms else "")
        for key, (name, *forms) in found.items()
    }
