"""What strangers meet first: one version everywhere, files that parse and name what is so."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import pytest
import yaml
from conftest import ROOT

import analysis
from analysis import cli, completing

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def loaded(name: str):
    text = (ROOT / name).read_text("utf-8")
    return json.loads(text) if name.endswith(".json") else yaml.safe_load(text)


def test_every_file_names_the_same_version_and_licence():
    cited, archived, recipe = map(loaded, ("CITATION.cff", ".zenodo.json", "recipe/meta.yaml"))
    stated = [PROJECT["version"], analysis.__version__, cited["version"], archived["version"]]
    assert {*stated, recipe["package"]["version"]} == {analysis.__version__}
    licences = (PROJECT["license"], cited["license"], archived["license"])
    assert {*licences, recipe["about"]["license"]} == {"Apache-2.0"}
    released = re.search(r"^## \[(\d.+?)\] - (.+)$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    assert released and released.groups() == (analysis.__version__, str(cited["date-released"]))


def test_what_to_cite_has_what_the_formats_ask_for():
    cited, archived = loaded("CITATION.cff"), loaded(".zenodo.json")
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert {"title", "creators", "description", "upload_type"} <= set(archived)
    names = [author["name"] for author in PROJECT["authors"]]
    assert [author["name"] for author in cited["authors"]] == names
    assert [creator["name"] for creator in archived["creators"]] == names
    assert cited["keywords"] == archived["keywords"] == PROJECT["keywords"]


def test_the_changelog_keeps_its_form():
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    heads = re.findall(r"^## (.+)$", text, re.M)
    assert heads[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", head) for head in heads[1:])
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.M)) <= kinds


def test_the_recipe_needs_what_the_package_needs():
    run = {line.split()[0] for line in loaded("recipe/meta.yaml")["requirements"]["run"]}
    needed = {re.split("[<>=]", name)[0].lower() for name in PROJECT["dependencies"]}
    assert run - {"python"} == needed
    assert (ROOT / ".binder" / "requirements.txt").read_text().split() == ["-e", "."]
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert (ROOT / ".binder" / "runtime.txt").read_text().strip() == f"python-{oldest}"


def test_templates_have_a_name_and_say_what_for():
    templates = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.md"))
    assert len(templates) == 3
    for path in templates:
        head = yaml.safe_load(path.read_text("utf-8").split("---")[1])
        assert head["name"] and head["about"]


def test_the_module_is_the_command():
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "analysis", "--version"], capture_output=True, text=True
    )
    assert ran.stdout == f"parallax {analysis.__version__}\n"


@pytest.mark.parametrize("shell", completing.SHELLS)
def test_completions_name_every_command_and_option(shell, capsys):
    assert cli.main(["completions", shell]) == 0
    shown = capsys.readouterr().out
    for name, (parser, _) in completing.commands(cli._parser()).items():
        assert name in shown
        for flag in (flag for action in parser._actions for flag in action.option_strings):
            assert flag.removeprefix("--") in shown if flag.startswith("--") else True


def test_bash_completes_a_command_and_its_options():
    asked = (
        'eval "$({python} -P -m analysis completions bash)"; COMP_WORDS=(parallax {words}); '
        'COMP_CWORD={at}; _parallax; echo "${{COMPREPLY[*]}}"'
    )
    for words, at, expected in (("rep", 1, "report"), ("check --f", 2, "--fix")):
        code = asked.format(python=sys.executable, words=words, at=at)
        ran = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == expected
