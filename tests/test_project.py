"""The project itself: import directions, stripped notebooks, environment files, quick import."""

from __future__ import annotations

import ast
import functools
import graphlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT

MODULES = sorted((ROOT / "analysis").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# Imports run one way: a part imports from those above it in this list, and from itself.
BASE = (
    *("__init__", "tables", "results", "errors", "terms", "patterns", "files", "decoding"),
    *("spreadsheets", "runtime", "phrasing", "languages", "spans", "cache"),
)
TABLES = (*BASE, "reading", "measures")
LAYERS = {
    "languages": BASE,
    "reading": (*BASE, "reading"),
    "measures": (*BASE, "measures"),
    "importing": (*BASE, "reading", "importing"),
    "derived": TABLES,
    "corpus": (*TABLES, "importing", "derived"),
    "preparing": (*TABLES, "importing", "corpus", "preparing"),
    "findings": (*TABLES, "corpus", "findings"),
    "coding": (*TABLES, "importing", "corpus", "coding"),
    "scale": (*TABLES, "importing", "corpus", "scale"),
    "views/charts": (*BASE, "views"),
    "views/theme": BASE,
    "views/evidence": (*BASE, "views"),
    "views/article": (*BASE, "views"),
}


@functools.cache
def imports(path: Path) -> set[str]:
    """Modules and names of the package that a module imports, without ``analysis.``."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.removeprefix("analysis.") for name in found if name.startswith("analysis.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path):
    name = path.relative_to(ROOT / "analysis").with_suffix("").as_posix()
    layer = next((part for part in LAYERS if name == part or name.startswith(f"{part}/")), None)
    allowed = LAYERS.get(layer or "")
    if allowed:
        wrong = {i for i in imports(path) if i.split(".")[0] not in allowed and i != "__version__"}
        assert not wrong


def test_no_import_circle():
    modules = {}
    for path in MODULES:
        name = path.relative_to(ROOT / "analysis").with_suffix("").as_posix().replace("/", ".")
        modules[name.removesuffix(".__init__")] = imports(path)
    graph = {
        name: {part if part in modules else part.rpartition(".")[0] for part in found} - {name}
        for name, found in modules.items()
    }
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_thin_and_stripped(path):
    book = json.loads(path.read_text())
    assert path.stat().st_size <= 20_000
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            assert not cell["outputs"] and cell["execution_count"] is None
            assert "def " not in source
            assert len(source.splitlines()) <= 8


def test_environment_yml_only_defers_to_pyproject():
    text = (ROOT / "environment.yml").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = re.findall(r"^\s+- (.+)$", text, re.MULTILINE)
    assert wanted == ["conda-forge", f"python{project['requires-python']}", "pip", "pip:", "-e ."]


def test_locks_hold_every_dependency_hashed_and_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock = (ROOT / "requirements.lock").read_text()
    for requirement in project["project"]["dependencies"]:
        name = re.match(r"[\w-]+", requirement)[0].lower()
        assert re.search(rf"^{name}==\S+ .*\\$", lock, re.MULTILINE), name
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text and "index" not in text
        pins = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
        assert text.count("--hash=sha256:") >= len(pins) > 100
    assert not (ROOT / "uv.lock").exists()


def test_data_files_have_cards():
    kinds = ("csv", "txt", "json", "parquet", "npz")
    data = [path for kind in kinds for path in (ROOT / "analysis").rglob(f"*.{kind}")]
    assert (ROOT / "analysis" / "demo" / "event" / "README.md").is_file()  # the card of its texts
    data = [path for path in data if path.parent.name != "raw"]
    assert len(data) > 5
    for path in data:
        card = path.with_name(path.name.split(".")[0] + ".md")
        assert card.exists(), f"{path.name} has no card"
        assert "licence" in card.read_text().lower()


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, analysis; print({'altair', 'polars', 'textstat'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def test_every_public_name_is_there():
    import analysis as an

    for name in dir(an):
        assert getattr(an, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = an.nothing
