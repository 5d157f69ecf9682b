"""What is given away: no package holds an article of a publisher."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT


@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_no_package_holds_the_publishers_articles(kind):
    builder = pytest.importorskip(f"hatchling.builders.{kind}")
    build = {"sdist": "SdistBuilder", "wheel": "WheelBuilder"}[kind]
    made = getattr(builder, build)(str(ROOT))
    inside = {path.distribution_path for path in made.recurse_included_files()}
    assert any(path.endswith("analysis/cli.py") for path in inside)
    assert not [path for path in inside if "corpus/" in path or "/raw/" in path or "gold/" in path]


def test_the_notice_goes_with_the_licence():
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license-files"]
    assert all((ROOT / name).is_file() for name in ("LICENSE", "NOTICE", "SECURITY.md"))
    assert stated == ["LICENSE", "NOTICE"]


# what report, lab, charts and coder need, and no script
SHOWING = frozenset(
    (
        *("jupyterlab", "ipykernel", "ipywidgets", "nbclient", "nbformat", "anywidget"),
        *("altair", "vl-convert-python", "jinja2", "mistune"),
    )
)
SCRIPT = """
import importlib.abc, sys
from analysis.cli import main

class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Absent())
import analysis as an
from analysis import findings
corpus = an.load("{event}")
assert findings.find(corpus) and len(corpus.measures) and len(corpus.claims)
assert main(["check", "{event}"]) == 0
assert main(["new", "{out}/new", "{event}/raw", "--quiet"]) == 0
assert main(["report", "{event}", "-o", "{out}/r.html", "--quiet"]) == 2
assert main(["lab"]) == 2
"""


def test_a_script_needs_what_the_page_on_scripts_installs_and_no_more(tmp_path):
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split("[<>=]", name)[0] for name in needed}
    page = (ROOT / "docs" / "scripts-only.md").read_text()
    command = re.search(r"versions\.txt (.+?)\nuv", page, re.DOTALL)
    assert command and set(command[1].replace("\\", "").split()) == names - SHOWING
    absent = {name.replace("-python", "").replace("-", "_") for name in SHOWING} | {"jsonschema"}
    event = ROOT / "corpus" / "vostochny-2023"
    code = SCRIPT.format(absent=absent, event=event, out=tmp_path)
    ran = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("report and lab need the whole installation") == 2
