"""What is given away: no package holds an article of a publisher."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

import analysis


@pytest.mark.parametrize("kind", ["sdist", "wheel"])
def test_no_package_holds_the_publishers_articles(kind):
    made = {"sdist": SdistBuilder, "wheel": WheelBuilder}[kind](str(ROOT))
    inside = {path.distribution_path for path in made.recurse_included_files()}
    assert any(path.endswith("analysis/cli.py") for path in inside)
    others = [path for path in inside if "analysis/demo/event/" not in path]  # made up, our own
    assert len(others) < len(inside)
    assert not [path for path in others if "corpus/" in path or "/raw/" in path or "gold/" in path]


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


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A fresh environment with the wheel, made from the sdist alone, and others' packages."""
    folder = tmp_path_factory.mktemp("installed")
    sdist = next(SdistBuilder(str(ROOT)).build(directory=str(folder)))
    with tarfile.open(sdist) as packed:
        packed.extractall(folder, filter="data")
    source = folder / Path(sdist).name.removesuffix(".tar.gz")
    wheel = Path(
        next(WheelBuilder(str(source)).build(directory=str(folder), versions=["standard"]))
    )
    shutil.rmtree(source)
    venv.create(folder / "env", symlinks=True)
    places = sysconfig.get_paths(
        vars={"base": str(folder / "env"), "platbase": str(folder / "env")}
    )
    site = Path(places["purelib"])
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    (site / "others.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return folder / "env"


def run(installed: Path, cwd: Path, *arguments: str, ok: int = 0) -> subprocess.CompletedProcess:
    """Run a command with the fresh environment's Python, far from the checkout."""
    names = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    python = installed / "bin" / "python"
    ran = subprocess.run([python, *arguments], capture_output=True, text=True, cwd=cwd, env=clean)
    assert ran.returncode == ok, ran.stderr
    return ran


def test_the_wheel_alone_brings_everything(installed, tmp_path):
    """Licence, cards, types, notebooks and the entry point, far from this checkout."""
    where = run(installed, tmp_path, "-c", "import analysis; print(analysis.__path__[0])")
    package = Path(where.stdout.strip())
    assert package.is_relative_to(installed)
    for name in ("py.typed", "notebooks/01-corpus.ipynb", "languages/en/titles.md"):
        assert (package / name).is_file(), name
    checkout = Path(analysis.__file__).parent
    data = ("csv", "txt", "json", "parquet", "npz", "toml", "md", "css", "js", "html")
    for path in (path for kind in data for path in checkout.rglob(f"*.{kind}")):
        assert (package / path.relative_to(checkout)).is_file(), path
    (stated,) = package.parent.glob("parallax_news-*.dist-info")
    assert (stated / "licenses" / "LICENSE").is_file() and (
        stated / "licenses" / "NOTICE"
    ).is_file()
    assert "parallax = analysis.cli:main" in (stated / "entry_points.txt").read_text()
    assert "Typing :: Typed" in (stated / "METADATA").read_text()


GOES_ON = """
from analysis.cli import main

assert main(["new", "try/corpus/mine", "try/pages", "--quiet"]) == 0
assert main(["check", "try/corpus/mine"]) == 0
assert main(["lab"]) == 2
assert main(["demo", "try"]) == 2
"""


@pytest.mark.slow
def test_the_wheels_first_minute(installed, tmp_path):
    """`demo` writes event, pages, notebooks, report; `new`, `check` and `lab` go on from there."""
    shown = run(installed, tmp_path, "-P", "-m", "analysis", "demo", "try", "--quiet").stdout
    report = (tmp_path / "try" / "report.html").read_text("utf-8")
    assert "nothing the crew could have done" in report and "try/report.html" in shown
    told = run(installed, tmp_path, "-P", "-c", GOES_ON)
    assert "6 articles by 6 outlets" in told.stdout and "ready" in told.stdout
    assert "run parallax demo" in told.stderr and "is there already" in told.stderr
    book = (tmp_path / "try" / "notebooks" / "01-corpus.ipynb").read_text("utf-8")
    assert "../corpus/elsby-ferry" in book and "vostochny" not in book
