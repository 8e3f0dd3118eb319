"""SECURITY.md is true: its tests exist, its counts are those of the tables, its limits are those of the code."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from tests.hostile.servers import SERVERS
from tests.support.vectors import ALLOWED_URLS, CLOSED_IPS, OPEN_IPS, REFUSED_URLS

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUARDED = ("fetch", "urls", "resolve", "extract", "store", "pack")
"""The rooms that read what others send."""
# MOST_ENTRIES, MAX_URL, LONGEST_WAIT, ROBOTS_BYTES, LIMIT
LIMIT = re.compile(r"(?:MOST|MAX|LONGEST|DEEPEST)(?:_\w+)?|LIMIT|[A-Z]+_(?:BYTES|SECONDS)")
TESTS = sorted(set(re.findall(r"`(tests/[\w./]+\.py)::(\w+)`", DOCUMENT)))
LIMITS = re.findall(r"^\| `([\w.]+)\.([A-Z_]+)` \| ([\d,.]+)", DOCUMENT, re.MULTILINE)


@pytest.mark.parametrize(("path", "name"), TESTS, ids=lambda part: str(part).rpartition("/")[2])
def test_every_test_that_is_named_exists(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_many_tests_and_limits_are_named() -> None:
    assert len(TESTS) > 40
    assert len(LIMITS) > 20


@pytest.mark.parametrize(("room", "name", "value"), LIMITS)
def test_every_limit_that_is_named_has_its_value(room: str, name: str, value: str) -> None:
    assert float(value.replace(",", "")) == getattr(import_module(f"provenance.{room}"), name)


COUNTS = {
    "addresses that are refused": len(CLOSED_IPS) + len(REFUSED_URLS),
    "addresses that must be allowed": len(OPEN_IPS) + len(ALLOWED_URLS),
    "hostile servers": len(SERVERS),
}


@pytest.mark.parametrize("what", COUNTS)
@pytest.mark.parametrize("document", [README, DOCUMENT], ids=["README.md", "SECURITY.md"])
def test_the_counts_are_those_of_the_tables(document: str, what: str) -> None:
    told = re.findall(rf"([\d,]+) {what}", " ".join(document.split()))
    assert told
    assert {int(number.replace(",", "")) for number in told} == {COUNTS[what]}


def test_there_are_more_than_a_hundred_vectors() -> None:
    assert COUNTS["addresses that are refused"] > 100
    assert COUNTS["hostile servers"] > 100


def constants_of(path: Path) -> list[tuple[str, bool]]:
    """The limits of a module, and whether a sentence stands below or beside each."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = ast.parse("\n".join(lines)).body
    found = []
    for node, after in zip(body, [*body[1:], None], strict=True):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name, is_number = node.targets[0].id, not isinstance(getattr(node.value, "value", 0), (bytes, str))
        told = (
            isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
        )
        if LIMIT.fullmatch(name) and is_number:
            found.append((name, told or "#" in lines[node.lineno - 1]))
    return found


@pytest.mark.parametrize("room", GUARDED)
def test_every_limit_of_the_rooms_that_read_what_others_send_has_its_reason(room: str) -> None:
    silent = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "provenance" / room).rglob("*.py"))
        for name, told in constants_of(path)
        if not told
    ]
    assert silent == []
