"""The project itself: import directions, stripped notebooks, environment files, quick import."""

from __future__ import annotations

import ast
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
# a part of the package → what its modules may not import; all else composes
FORBIDDEN = {
    "measures/": ("analysis.reading", "analysis.views"),
    "reading/": ("analysis.views", "analysis.measures"),
    "views/charts/": ("analysis.reading", "analysis.measures"),
    "views/theme.py": ("analysis.reading", "analysis.measures"),
    "views/evidence.py": ("analysis.reading", "analysis.measures"),
    "views/article.py": ("analysis.reading", "analysis.measures"),
}
COMPOSING = {"reading/corpus.py"}


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_imports_run_one_way(path):
    name = path.relative_to(ROOT / "analysis").as_posix()
    forbidden = [f for part, f in FORBIDDEN.items() if name.startswith(part)]
    if name not in COMPOSING:
        assert not [i for i in imports(path) for f in forbidden if i.startswith(f)]


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


def test_lexicons_have_cards():
    data = [path for path in (ROOT / "analysis" / "lexicons").iterdir() if path.suffix != ".md"]
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
