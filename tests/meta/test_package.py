"""About the package itself: what is promised of its names, errors, records, sizes and floors."""

import ast
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import provenance
from provenance import errors, model
from provenance.model import Span
from provenance.model.codec import decode_record, encode_record

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "provenance"
MODULES = sorted(
    info.name for info in pkgutil.walk_packages([str(PACKAGE)], "provenance.") if info.name != "provenance.cli.__main__"
)
SOURCES = sorted(PACKAGE.rglob("*.py"))
RECORDS = sorted(
    {
        record
        for name in MODULES
        if name.startswith("provenance.model")
        for _, record in inspect.getmembers(importlib.import_module(name), dataclasses.is_dataclass)
        if inspect.isclass(record)
    },
    key=lambda record: record.__name__,
)
ERRORS = sorted(
    (kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)),
    key=lambda kind: kind.__name__,
)


def relative(path):
    return str(path.relative_to(ROOT))


def all_order(name):
    """Constants, classes, functions: the order that the linter keeps."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def test_the_facade_is_sorted_and_true():
    assert provenance.__all__ == sorted(provenance.__all__)
    assert dir(provenance) == provenance.__all__
    for name in provenance.__all__:
        assert getattr(provenance, name) is not None
    listed = {name for names in provenance._ROOMS.values() for name in names}
    assert listed | {"__version__"} == set(provenance.__all__)


@pytest.mark.parametrize("name", MODULES)
def test_all_is_sorted_and_names_what_is_there(name):
    module = importlib.import_module(name)
    names = list(getattr(module, "__all__", ()))
    assert names == sorted(names, key=all_order)
    assert all(hasattr(module, one) for one in names)


def test_no_public_name_hides_a_room():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()} | {path.stem for path in PACKAGE.glob("*.py")}
    assert not rooms & set(provenance.__all__)


def test_importing_the_package_imports_nothing_heavy():
    heavy = ("requests", "sqlalchemy", "trafilatura", "bs4", "rich", "jinja2", "click")
    script = f"import sys, provenance; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_package_starts_without_any_development_dependency():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for name in ("pytest", "vcrpy", "hypothesis", "flask", "mypy", "ruff"):
        assert not any(dependency.startswith(name) for dependency in wanted["dependencies"])


@pytest.mark.parametrize("kind", ERRORS)
def test_every_error_has_the_one_root_and_survives_pickling(kind):
    assert issubclass(kind, errors.ProvenanceError)
    error = kind("What happened.", "What to do.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.message, again.hint, again.code) == ("What happened.", "What to do.", kind.code)
    assert str(again) == "What happened. What to do."


def test_error_codes_are_unique_and_the_tree_is_drawn():
    codes = [kind.code for kind in ERRORS]
    assert len(codes) == len(set(codes))
    assert all(kind.__name__ in errors.__doc__ for kind in ERRORS)


def test_no_error_is_defined_outside_errors():
    for name in MODULES:
        for _, kind in inspect.getmembers(importlib.import_module(name), inspect.isclass):
            if issubclass(kind, BaseException) and kind.__module__.startswith("provenance"):
                assert kind.__module__ == "provenance.errors", kind


st.register_type_strategy(
    Span, st.tuples(st.integers(0, 10_000), st.integers(0, 500)).map(lambda pair: Span(start=pair[0], end=sum(pair)))
)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(int, st.integers(0, 10_000))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))


def short_tuples(kind):
    """A report of reports would be too large to draw: two of everything are enough."""
    inside = get_args(kind)
    if inside[-1] is Ellipsis:
        return st.lists(st.from_type(inside[0]), max_size=2).map(tuple)
    return st.tuples(*(st.from_type(one) for one in inside))


st.register_type_strategy(tuple, short_tuples)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_records_are_frozen_slotted_and_built_by_name(record):
    parameters = record.__dataclass_params__
    assert parameters.frozen
    assert hasattr(record, "__slots__")
    assert all(field.kw_only for field in dataclasses.fields(record))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_records_are_hashable_and_equal_after_a_json_round_trip(record, data):
    one = data.draw(st.from_type(record))
    again = decode_record(encode_record(one), record)
    assert again == one
    assert hash(again) == hash(one)
    assert again is not one


def test_every_record_is_reexported():
    missing = [record.__name__ for record in RECORDS if not hasattr(model, record.__name__)]
    assert missing == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_module_is_at_most_400_lines(path):
    assert len(path.read_text().splitlines()) <= 400


def functions_of(path):
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_function_is_at_most_60_lines(path):
    long = [node.name for node in functions_of(path) if node.end_lineno - node.lineno >= 60]
    # The command line's signature alone, one option a line, takes half of a screen.
    allowed = {"command"} if path.parent.name == "cli" else {"verify_article"} if path.name == "recipe.py" else set()
    assert set(long) <= allowed


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def rooms_importing(*modules):
    return {
        path.relative_to(PACKAGE).parts[0]
        for path in SOURCES
        if any(name == module or name.startswith(f"{module}.") for name in imports_of(path) for module in modules)
    }


def test_only_fetch_opens_sockets():
    assert rooms_importing("socket", "requests", "urllib3", "http", "urllib.request", "vcr", "asyncio") == {"fetch"}
    assert rooms_importing("ssl") == {"fetch", "store"}, "the store only says how a database's driver encrypts"


def test_only_clock_reads_time():
    assert rooms_importing("time") == {"clock.py"}
    for path in SOURCES:
        if path.name != "clock.py":
            assert all("clock" in asker for asker in askers_of_time(path)), path


def askers_of_time(path):
    """Of what the file asks the time, as it is written: `self._clock` in `self._clock.now()`."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    asking = [call for call in calls if isinstance(call, ast.Attribute) and call.attr in {"now", "utcnow", "today"}]
    return [ast.unparse(call.value).lower() for call in asking]


def test_only_the_command_line_writes_to_the_terminal():
    for path in SOURCES:
        text = path.read_text()
        if path.relative_to(PACKAGE).parts[0] != "cli":
            assert "sys.stdout" not in text, path
            assert "sys.stderr" not in text, path


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_nothing_is_left_unfinished(path):
    text = path.read_text()
    for mark in ("NotImplementedError", "TODO", "FIXME", "XXX"):
        assert mark not in text
