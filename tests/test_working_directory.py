"""Nothing that lies in the working directory is executed, by any command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torture

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


COMMANDS = {  # arguments, and what each must have made
    "new": (["new", "made", "page.txt", "--quiet"], "made/event.toml"),
    "check": (["check", "event"], None),
    "report": (
        ["report", "event", "-o", "r.html", "--notebooks", "book.ipynb", "--quiet"],
        "r.html",
    ),
    "measure": (
        ["measure", "rows", "-o", "out", "--tables", "counts", "--workers", "2"],
        "out/manifest.json",
    ),
    "lab": (["lab", "--version"], None),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of planted modules, a small event, a notebook, and two files of rows."""
    folder = tmp_path_factory.mktemp("planted")
    for name in PLANTED:
        told = (
            f"import sys\nopen({str(folder / 'RAN')!r}, 'a').write(f'{{__name__}} {{sys.argv}} ')\n"
        )
        (folder / f"{name}.py").write_text(told)
    (folder / "book.ipynb").write_text(NOTEBOOK)
    (folder / "rows").mkdir()
    for name in "ab":  # a worker each
        row = f'{{"article_id": "{name}", "text": "It rained all day."}}\n'
        (folder / "rows" / f"{name}.jsonl").write_text(row)
    (folder / "page.txt").write_text("Rain\n\nIt rained all day in the north.")
    (folder / "event" / "raw").mkdir(parents=True)
    for number in range(2):
        text = torture.article(number).text
        (folder / "event" / "raw" / f"{number}.txt").write_text(text)
    (folder / "event" / "event.toml").write_text(torture.event(2))
    return folder


def test_no_command_runs_what_lies_in_the_working_directory(planted: Path):
    running = {
        name: subprocess.Popen(
            [sys.executable, "-P", "-c", MAIN, *arguments],
            cwd=planted,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, (arguments, _) in COMMANDS.items()
    }
    for name, process in running.items():
        _, said = process.communicate()
        assert process.returncode == 0, (name, said)
        made = COMMANDS[name][1]
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
