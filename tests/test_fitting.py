"""Charts laid out for the page: as wide as it is, names in full, whatever number of outlets."""

from __future__ import annotations

import re
import shutil
import textwrap

import pytest
import tomlkit
import vl_convert
from conftest import EVENT
from test_charts import NAMES, drawn
from test_contrast import LEAST, contrasts, items
from test_contrast import PAGES as PAGES_OF

import analysis as an
from analysis.views import evidence, export, theme
from analysis.views.charts import frame
from analysis.views.explorers.explorer import specification

PAGES = (390, 1000)
MANY = 20


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> an.Corpus:
    """The event as if twenty outlets had covered it."""
    folder = tmp_path_factory.mktemp("many") / "event"
    shutil.copytree(EVENT, folder)
    file = folder / "event.toml"
    document = tomlkit.parse(file.read_text("utf-8"))
    outlets, articles = document["outlets"].unwrap(), document["articles"].unwrap()
    for number in range(len(outlets), MANY):
        outlet, article = (list_[number % 5] for list_ in (outlets, articles))
        renamed = {"id": f"o{number}", "name": f"{outlet['name']} {number}"}
        document["outlets"].append(tomlkit.item({**outlet, **renamed}))
        again = {"id": f"o{number}", "outlet": f"o{number}"}
        document["articles"].append(tomlkit.item({**article, **again}))
    file.write_text(tomlkit.dumps(document), "utf-8")
    return an.load(folder)


def laid(corpus: an.Corpus, page: int | None) -> dict[str, dict]:
    with theme.paged(page):
        return {name: specification(chart) for name, chart in drawn(corpus).items()}


@pytest.fixture(scope="module")
def by_page(corpus) -> dict[int | None, dict[str, dict]]:
    return {page: laid(corpus, page) for page in (*PAGES, None)}


def width(spec: dict) -> float:
    """How wide the chart is drawn, its title apart, which stands above it as text."""
    plain = {key: part for key, part in spec.items() if key != "title"}
    return float(re.search(r'<svg[^>]* width="([\d.]+)"', export.svg(plain))[1])


@pytest.mark.parametrize("page", PAGES)
def test_a_chart_is_as_wide_as_its_page(by_page, page):
    for name, spec in by_page[page].items():
        assert width(spec) <= max(page, spec["width"]) + 2, name
        assert spec["width"] <= page or name in ("portrayal", "wording"), name


def test_a_label_has_two_lines_and_is_not_cut_inside_a_word(by_page):
    with theme.paged(PAGES[0]):
        room = frame.letters()
    for name in ("statements", "claims"):
        for row in evidence.marks(by_page[PAGES[0]][name]):
            shown = row["_row_label"].split(frame.SEPARATOR)[0]
            lines = textwrap.wrap(shown, room)
            assert len(lines) <= 2, shown
            words = shown.removesuffix("…").split()
            assert words == " ".join(row["wording"].split()).split()[: len(words)], shown


def test_twenty_outlets_have_room_for_their_numbers_or_the_page_scrolls(many):
    for name, spec in laid(many, 390).items():
        assert width(spec) <= max(390, spec["width"]) + 2, name
        if name in ("statements", "claims", "omission"):
            assert spec["width"] >= MANY * 24 + 50


@pytest.mark.parametrize("name", ["omission", "statements"])
def test_names_above_columns_do_not_lie_on_each_other_in_a_chart_made_for_no_page(corpus, name):
    chart = drawn(corpus)[name]
    with theme.paged(PAGES[0]):
        axis = specification(chart)["layer"][0]["encoding"]["x"]["axis"]
    assert axis["labelAngle"] == -90 and axis["labelExpr"] == "datum.label"


@pytest.mark.parametrize("ground", PAGES_OF)
def test_every_text_of_twenty_outlets_reads_on_what_lies_under_it(many, ground):
    poor = {
        (name, text)
        for name, spec in laid(many, 390).items()
        for text, found in contrasts(spec, *PAGES_OF[ground])
        if found < LEAST
    }
    assert poor == set()


@pytest.mark.parametrize("page", [390, None])
def test_words_in_the_cells_of_twenty_outlets_have_room_or_a_sign(many, page):
    """What a cell says is no wider than the cell."""
    facts = an.framing.facts(many.tokens, many.articles)
    coverage = an.framing.coverage(many.articles, many.sentences, many.paragraphs, many.concepts)
    with theme.paged(page):
        specs = {
            "facts": specification(an.charts.fact_map(facts, many.outlets)),
            "omission": specification(
                an.charts.omission_map(coverage, many.concepts, many.outlets)
            ),
        }
    for name, spec in specs.items():
        drawn = vl_convert.vegalite_to_scenegraph(spec, vl_version=export.vega_lite())
        found = list(items(drawn["scenegraph"], 0, 0))
        cells = [item["width"] for kind, item, *_ in found if kind == "rect" and item.get("fill")]
        said = {str(item["text"]) for kind, item, *_ in found if item.get("fontSize") == 11.5}
        assert said and max(map(len, said)) * 6 <= min(cells), name


def test_nothing_is_said_otherwise_for_another_page(by_page):
    narrow, wide, plain = by_page[390], by_page[1000], by_page[None]
    for name in NAMES:
        behind = [[row["evidence"] for row in evidence.marks(one[name])] for one in (narrow, wide)]
        if name != "wording":  # whose stretches are cut into lines
            assert behind[0] == behind[1], name
        assert narrow[name]["title"] == wide[name]["title"] == plain[name]["title"], name
        assert "autosize" not in plain[name]
