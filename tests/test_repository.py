"""Guards: what must hold of the repository as a whole."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import toolkit
from toolkit.notebooks.runs import parameters_of

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
MODULES = sorted((ROOT / "toolkit").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
README = (ROOT / "README.md").read_text("utf-8")
DESIGN = (ROOT / "docs" / "design.md").read_text("utf-8")


def minimums(lines):
    requirements = [Requirement(line) for line in lines]
    return {r.name.lower(): str(r.specifier) for r in requirements}


def imported(path):
    """Modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def test_conda_names_the_same_packages_and_minimums_as_pip():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    lines = [line for line in environment["dependencies"] if isinstance(line, str)]
    conda = minimums(line.replace("matplotlib-base", "matplotlib") for line in lines)
    assert conda.pop("python") == PROJECT["requires-python"]
    del conda["pip"]
    assert conda == minimums(PROJECT["dependencies"])
    assert environment["channels"] == ["conda-forge", "nodefaults"]
    assert {"pip": ["-e ."]} in environment["dependencies"]


def test_constraints_pin_plainly_and_meet_every_minimum():
    lines = (ROOT / "constraints.txt").read_text("utf-8").split()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in lines)
    pinned = dict(line.lower().split("==") for line in lines)
    for requirement in map(Requirement, PROJECT["dependencies"]):
        assert Version(pinned[requirement.name]) in requirement.specifier


def test_importing_the_package_imports_nothing_slow():
    slow = "[name for name in ('numpy', 'pandas', 'sklearn', 'matplotlib') if name in sys.modules]"
    code = f"import sys, toolkit; print({slow})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_public_name_loads_and_says_what_it_is(name):
    value = getattr(toolkit, name)
    assert name in dir(toolkit)
    if callable(value):
        assert value.__doc__


def test_the_design_lists_the_names_of_every_room():
    rooms = {}
    for node in ast.parse((ROOT / "toolkit" / "__init__.pyi").read_text("utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:  # a room that is public itself has no module
                rooms.setdefault((node.module or alias.name).split(".")[0], set()).add(alias.name)
    listed = [
        f"| {room} | {', '.join(f'`{name}`' for name in sorted(rooms[room]))} |" for room in sorted(rooms)
    ]
    assert "\n".join(["| room | names |", "|---|---|", *listed, ""]) in DESIGN
    assert sum(map(len, rooms.values())) <= 96  # at most, so that all can be known


def test_the_design_lists_every_table_once_with_its_columns(sample):
    lines = DESIGN.split("| table | made by |")[1].split("\n\n")[0].splitlines()[2:]
    rows = [line.strip("| ").split(" | ") for line in lines]
    listed = {row[0]: " ".join(re.findall("`([^`]*)`", row[3])).replace(" wire", "").split() for row in rows}
    assert len(listed) == len(rows)
    offsets = {f"{name}_{edge}" for name in ("source", "cue", "content") for edge in ("start", "end")}
    for name in ("segments", "tokens", "attributions", "passages"):
        assert listed[name] == [column for column in getattr(sample, name) if column not in offsets]


@pytest.mark.parametrize("name", toolkit.__all__)
def test_every_public_name_is_in_the_readme(name):
    assert f"`{name}`" in README or f"tk.{name}(" in README


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="keynes"):
        _ = toolkit.keynes


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_holds_and_stays_short(path):
    source = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert source.count("\n") <= 300


def test_nothing_needs_the_network_or_runs_what_it_reads():
    """Of joblib, which can load pickles too, only the part that starts workers is used."""
    forbidden = {"pickle", "joblib", "requests", "urllib.request", "socket", "http.client"}
    for path in MODULES:
        assert not forbidden & set(imported(path)), path


def test_everything_imported_is_declared():
    """The notebook stack, which jupyterlab and matplotlib bring along, may be used without being named."""
    brought = {"IPython", "PIL", "nbclient", "nbconvert", "nbformat", "traitlets", "toolkit"}
    declared = {name.replace("scikit-learn", "sklearn") for name in minimums(PROJECT["dependencies"])}
    declared |= set(minimums(PROJECT["optional-dependencies"]["dask"]))  # where it is installed
    for path in MODULES:
        packages = {name.split(".")[0] for name in imported(path)} - set(sys.stdlib_module_names)
        assert packages <= declared | brought, path


# The house: a room may import from itself and from the floors below it.
FLOORS = (
    ("checks", "progress", "shipped"),
    ("statistics", "show", "reading", "text", "codebook"),
    ("files",),
    ("corpus",),
    ("names", "coding"),
    ("attribution", "claims", "exchange"),
    ("terms", "comparison", "matters", "voices", "framing", "reader", "answers"),
    ("study",),
    ("notebooks",),
    ("report",),
    ("compendium",),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def room_of(module):
    """The room, or file of the ground floor, that a module like toolkit.terms.keywords is in."""
    return module.split(".")[1]


def arrows(path):
    """Modules of the toolkit that a file imports, each with its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield node.lineno, "toolkit.(relative)"
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("toolkit"):
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (
                (node.lineno, name) for name in (inner if node.module == "toolkit" else [node.module])
            )
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, a.name) for a in node.names if a.name.split(".")[0] == "toolkit")


@pytest.mark.parametrize("path", [path for path in MODULES if path.parent.name != "toolkit"], ids=str)
def test_a_room_imports_from_itself_and_the_floors_below(path):
    room = path.relative_to(ROOT / "toolkit").parts[0]
    for line, module in arrows(path):
        where = f"{path.relative_to(ROOT)}:{line} imports {module}"
        if module == "toolkit.__version__":
            continue
        other = room_of(module + ".")
        assert other in FLOOR, f"{where}, which is in no room"
        assert other == room or FLOOR[other] < FLOOR[room], f"{where}: {room} may not import {other}"


def test_no_two_modules_import_each_other():
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in MODULES}
    edges = {name: {module for _, module in arrows(path) if module in names} for name, path in names.items()}
    done = set()
    while ready := {name for name, needs in edges.items() if name not in done and needs <= done}:
        done |= ready
    assert done == set(edges), f"modules import each other in a circle: {sorted(set(edges) - done)}"


def test_statistics_knows_arrays_only():
    for path in (ROOT / "toolkit" / "statistics").glob("*.py"):
        assert "pandas" not in set(imported(path)), path


def test_a_module_is_named_otherwise_than_its_functions():
    for path in MODULES:
        functions = {node.name for node in ast.parse(path.read_text("utf-8")).body if hasattr(node, "name")}
        assert path.stem not in functions, path


@pytest.mark.parametrize("room", sorted({room_of(".".join(p.relative_to(ROOT).parts)) for p in MODULES}))
def test_a_room_can_be_read_in_an_afternoon(room):
    paths = (ROOT / "toolkit" / room).rglob("*.py")
    lines = {path.name: path.read_text("utf-8").count("\n") for path in paths}
    assert sum(lines.values()) <= 1900, lines


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
class TestNotebook:
    def cells(self, path):
        return nbformat.read(path, as_version=4).cells

    def code(self, path):
        return [cell for cell in self.cells(path) if cell.cell_type == "code" and cell.source.strip()]

    def test_ran_once_from_top_to_bottom_without_error(self, path):
        code = self.code(path)
        assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
        outputs = [output for cell in code for output in cell.outputs]
        assert outputs
        assert not [output for output in outputs if output.output_type == "error"]

    def test_defines_nothing_and_its_cells_are_short(self, path):
        for cell in self.code(path):
            assert not re.search(r"(?m)^\s*(def|class|lambda) |sys\.path|^\s*[%!]", cell.source)
            assert cell.source.count("\n") < 12

    def test_no_cell_escapes_its_test(self, path):
        escapes = {"nbval-skip", "nbval-ignore-output", "nbval-raises-exception", "raises-exception"}
        for cell in self.code(path):
            assert not escapes & set(cell.metadata.get("tags", []))
            assert not re.search(r"(?m)^# *(NBVAL|PYTEST)_", cell.source)

    def test_begins_with_a_question_and_ends_with_its_limits(self, path):
        text = [cell.source for cell in self.cells(path) if cell.cell_type == "markdown"]
        assert re.match(r"# .*\?$", text[0].splitlines()[0])
        assert re.search(r"(?m)^## What (this|these|can)", text[-1])

    def test_has_one_cell_of_parameters_and_one_of_imports(self, path):
        tagged = [cell for cell in self.code(path) if "parameters" in cell.metadata.get("tags", [])]
        assert len(tagged) == 1
        assert re.search(r'(?m)^corpus = "', tagged[0].source)
        assert sum("import " in cell.source for cell in self.code(path)) == 1

    def test_a_reading_of_the_sample_is_shown_only_for_it_and_types_no_number(self, path):
        """What is typed stays as it is when a number changes; `show_text` says what tables say."""
        words = "two three four five six seven eight nine ten eleven twelve half third quarter fifth".split()
        for cell in self.cells(path):
            assert "sample" not in cell.metadata.get("tags", [])
            if set(re.findall("Daily Blaze|The Lantern|Northshore|Meridian", cell.source)):
                first, *rest = cell.source.splitlines()
                assert first.startswith('if "Northshore Commons" in set(articles["outlet"]):')
                assert not re.search(rf"\d|\b(?:{'|'.join(words)})\b", "".join(rest)), cell.source

    def test_writes_its_tables_last_where_it_is_given_a_folder(self, path):
        last = self.code(path)[-1]
        assert last.source.startswith("if tables:\n")
        assert last.metadata["tags"] == ["remove"]
        assert not last.outputs

    def test_takes_the_parameters_that_a_report_gives(self, path):
        expected = {"corpus", "options", "cache", "tables"}
        assert expected <= parameters_of(path)
        assert ("event" in parameters_of(path)) == (path.stem == "06-event")

    def test_every_figure_has_a_text_alternative(self, path):
        for cell in self.code(path):
            for output in cell.outputs:
                for kind in {"image/png", "image/svg+xml"} & set(output.get("data", {})):
                    assert output.metadata[kind]["alt"].strip()

    def test_is_in_the_readme(self, path):
        assert path.name in README


def test_every_command_is_in_the_readme():
    source = (ROOT / "toolkit" / "__main__.py").read_text("utf-8")
    for command in re.findall(r'add_parser\("(\w+)"', source):
        assert f"python -m toolkit {command}" in README


def test_the_test_command_of_the_readme_is_what_ci_runs():
    pattern = re.search(r"s/(\^.*\$)/", (ROOT / ".ci" / "run").read_text("utf-8"))[1]
    python = pattern.replace(r"\(", "(").replace(r"\)", ")")
    assert len(re.findall(python, README, flags=re.MULTILINE)) == 1
