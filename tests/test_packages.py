"""What is given away: no package holds an article of a publisher."""

from __future__ import annotations

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
