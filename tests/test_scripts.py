"""What starting costs: no grammar that no chart needs, and the Vega bundle made once."""

from __future__ import annotations

import subprocess
import sys

import altair as alt
import pytest

from analysis.views import scripts
from analysis.views.charts import frame
from analysis.views.explorers import drawing

SOURCE = "window.vegaEmbed = vegaEmbed;"


@pytest.fixture
def bundled(monkeypatch):
    """How often vl-convert was asked to bundle something."""
    asked: list[str] = []

    def bundle(source: str, version: str) -> str:
        asked.append(version)
        return f"/* é */ {source}"

    monkeypatch.setattr(scripts.vl_convert, "javascript_bundle", bundle)
    return asked


def test_a_bundle_is_made_once_for_each_source(tmp_path, monkeypatch, bundled):
    monkeypatch.setattr(scripts, "_FOLDER", tmp_path / "new")
    assert scripts.bundle(SOURCE) == scripts.bundle(SOURCE) == f"/* é */ {SOURCE}"
    assert scripts.bundle("other") == "/* é */ other"
    assert len(bundled) == 2


def test_other_versions_get_a_bundle_of_their_own(tmp_path, monkeypatch, bundled):
    monkeypatch.setattr(scripts, "_FOLDER", tmp_path)
    scripts.bundle(SOURCE)
    monkeypatch.setattr(scripts, "version", lambda package: "0.0")
    scripts.bundle(SOURCE)
    assert len(bundled) == 2


def test_without_a_place_to_keep_it_the_bundle_is_made_anew(tmp_path, monkeypatch, bundled):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(scripts, "_FOLDER", tmp_path / "file")
    assert scripts.bundle(SOURCE) == scripts.bundle(SOURCE)
    assert len(bundled) == 2


def test_the_library_of_charts_is_what_altair_itself_would_send_with_each(monkeypatch):
    plain = alt.JupyterChart._esm
    key, code = scripts.chart_library()
    assert alt.JupyterChart._esm == plain  # other people's charts stay as they are
    monkeypatch.setattr(alt.JupyterChart, "_is_offline", False)
    monkeypatch.setattr(alt.JupyterChart, "_esm", plain)
    alt.JupyterChart.enable_offline()
    assert code == alt.JupyterChart._esm and key


def test_the_library_is_sent_once_and_no_chart_carries_it():
    chart = alt.Chart(alt.Data(values=[{"a": 1}])).mark_point().add_params(frame.pick())
    first, second = drawing.drawing(chart), drawing.drawing(chart)
    assert first.library == second.library == drawing._libraries[0].key
    assert len(str(first._esm)) < 2_000 and len(drawing._libraries) == 1
    drawing._libraries[0].close()  # as somebody does who closes all widgets
    assert drawing.drawing(chart).library == first.library
    assert drawing._libraries[0].comm is not None


def test_importing_the_views_compiles_no_grammar():
    code = (
        "import sys, analysis.views.theme, jsonschema; "
        "assert 'altair' in sys.modules and 'lark' not in sys.modules; "
        "import rfc3987_syntax"  # whoever wants it still gets it
    )
    subprocess.run([sys.executable, "-c", code], check=True)
