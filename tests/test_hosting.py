"""Files for hosts that could not be tried: they load, name commands that exist, agree with the package."""

import datetime
import json
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import toolkit

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml"))
UNTRIED = [
    *sorted((ROOT / ".github").rglob("*.*")),
    ROOT / ".binder" / "requirements.txt",
    ROOT / ".devcontainer" / "devcontainer.json",
]
STEPS = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def extras(command):
    return set(re.findall(r"\w+", re.search(r"\.\[(.*?)\]", command)[1]))


@pytest.mark.parametrize("path", [path for path in UNTRIED if path.is_file()], ids=lambda path: path.name)
def test_what_was_not_tried_says_so_where_it_stands(path):
    assert re.match(r"(#|//|<!--) Not tried", path.read_text("utf-8"))


def test_every_command_of_the_workflow_is_told_to_people():
    told = "".join((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    told = told.replace(".venv/bin/pip", "python -m pip").replace(".venv/bin/", "")
    for command in (step["run"] for step in STEPS if "run" in step):
        assert command in told


def test_every_action_has_a_version_and_every_extra_exists():
    for step in STEPS:
        assert "run" in step or re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
        if ".[" in step.get("run", ""):
            assert extras(step["run"]) <= set(PROJECT["optional-dependencies"])


def test_the_workflow_runs_every_python_that_the_package_names():
    pythons = WORKFLOW["jobs"]["tests"]["strategy"]["matrix"]["python"]
    named = [line.split(" :: ")[-1] for line in PROJECT["classifiers"] if ":: 3." in line]
    assert set(named) <= set(pythons)
    assert f">={pythons[0]}" == PROJECT["requires-python"]


def test_the_lowest_versions_are_those_that_the_package_promises():
    optional = PROJECT["optional-dependencies"]
    promised = [*PROJECT["dependencies"], *optional["dask"], *optional["browser"]]
    lines = (ROOT / ".ci" / "lowest.txt").read_text("utf-8").splitlines()
    assert lines[1:] == [str(Requirement(line)).replace(">=", "==") for line in promised]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_the_check_and_never_for_articles(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    assert set(form) == {"name", "description", "body"}
    fields = {field["id"]: field["attributes"] for field in form["body"] if field["type"] != "markdown"}
    assert all(field["type"] in {"markdown", "textarea", "input"} for field in form["body"])
    assert "`python -m toolkit check CORPUS" in fields["check"]["label"]
    assert re.search("no articles of others|not .*articles of others", path.read_text("utf-8"))


def test_a_container_and_a_binder_install_what_the_readme_installs():
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8")
    container = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    assert "pip install -q -c constraints.txt -e '.[" in container["postCreateCommand"]
    assert extras(container["postCreateCommand"]) <= set(PROJECT["optional-dependencies"])
    binder = (ROOT / ".binder" / "requirements.txt").read_text("utf-8").splitlines()
    assert binder[1:] == ["-c ../constraints.txt", "-e ."]
    runtime = (ROOT / ".binder" / "runtime.txt").read_text("utf-8").strip()
    assert f"Programming Language :: Python :: {runtime.removeprefix('python-')}" in PROJECT["classifiers"]


def test_the_citation_has_what_its_format_requires():
    """What the schema of CFF 1.2.0 asks; `cffconvert --validate` was run on it."""
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert citation["version"] == PROJECT["version"] == toolkit.__version__
    assert citation["license"] == PROJECT["license"]
    released = citation["date-released"]
    assert datetime.date.fromisoformat(released).isoformat() == released
    code = "".join(path.read_text("utf-8") for path in (ROOT / "toolkit").rglob("*.py"))
    for work in citation["references"]:
        assert {"type", "title", "authors", "year"} <= set(work)
        assert all(set(author) == {"family-names", "given-names"} for author in work["authors"])
        assert work.get("doi", f"{work['authors'][0]['family-names']} & ") in code
