"""Nothing that lies in the working directory is executed, by any command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import EVENT

from analysis import runtime
from analysis.views.report import printing

MAIN = "import sys; from analysis.cli import main; sys.exit(main())"
# what the commands, their children and IPython import; each would write down that it ran
PLANTED = (
    *("altair", "analysis", "ipykernel", "ipykernel_launcher", "IPython", "ipywidgets", "json"),
    *("jupyterlab", "lxml", "numpy", "pickle", "polars", "psutil", "sitecustomize", "tomllib"),
    *("trafilatura", "tqdm", "usercustomize", "jupyter_config", "ipython_config", "re"),
)
NOTEBOOK = """{"cells": [{"cell_type": "code", "execution_count": null, "id": "a", "metadata":
{"tags": ["parameters"]}, "outputs": [], "source": "event = ''"}, {"cell_type": "code",
"execution_count": null, "id": "b", "metadata": {}, "outputs": [], "source":
"import sys, altair, pickle, tomllib\\nassert '' not in sys.path"}], "metadata": {},
"nbformat": 4, "nbformat_minor": 5}"""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    for name in PLANTED:
        told = f"open({str(tmp_path / 'RAN')!r}, 'a').write(__name__ + ' ')\n"
        (tmp_path / f"{name}.py").write_text(told)
    (tmp_path / "book.ipynb").write_text(NOTEBOOK)
    texts = "".join(
        f'{{"article_id": "{number}", "text": "{"Rain fell. " * 60_000}"}}\n' for number in range(3)
    )
    (tmp_path / "rows.jsonl").write_text(texts)
    (tmp_path / "page.txt").write_text("Rain\n\nIt rained all day in the north.")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["new", "event", "page.txt", "--quiet"], "event/event.toml"),
        (["check", str(EVENT)], None),
        (["report", str(EVENT), "-o", "r.html", "--notebooks", "book.ipynb", "--quiet"], "r.html"),
        (
            ["measure", "rows.jsonl", "-o", "out", "--tables", "counts", "--workers", "2"],
            "out/manifest.json",
        ),
        (["lab", "--version"], None),
    ],
)
def test_no_command_runs_what_lies_in_the_working_directory(planted, arguments, made):
    command = [sys.executable, "-P", "-c", MAIN, *arguments]
    ran = subprocess.run(command, cwd=planted, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert made is None or (planted / made).is_file()
    assert not (planted / "RAN").exists(), (planted / "RAN").read_text()


def test_an_empty_entry_of_the_path_is_not_handed_on(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", ":/somewhere::")
    assert runtime.child_environment()["PYTHONPATH"] == "/somewhere"
    monkeypatch.setenv("PYTHONPATH", ":")
    assert "PYTHONPATH" not in runtime.child_environment()


def test_a_browser_in_the_working_directory_is_not_run(tmp_path, monkeypatch):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PARALLAX_BROWSER", raising=False)
    monkeypatch.setattr(printing, "_BROWSERS", ("chromium",))
    monkeypatch.setattr(printing.shutil, "which", lambda name: str(program))
    with pytest.raises(printing.ParallaxError, match="no browser found"):
        printing.browser()
