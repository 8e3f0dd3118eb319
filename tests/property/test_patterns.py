"""Every pattern of the package takes time with the length of what it reads, whatever that is.

Each is tried, in the ways in which the package uses it, on long texts made of its own pieces: a piece repeated,
behind what opens it and before what breaks it. A pattern that goes back over what it has read takes 4 times as long
for twice the text.
"""

import ast
import json
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import contextmanager
from functools import cache

import pytest

from tests.support.attacks import attacks
from tests.support.pattern_sites import PACKAGE, call_sites

SCREEN = 2_000
AT_ONCE = 0.001
"""What takes less than so many seconds for so many characters is not looked at further: the square takes ten times it."""
LENGTH = 10_000
"""Characters: with the square of so many a search takes more than `SUSPECT`, without far less."""
SUSPECT = 0.02
"""Seconds of processor time from which on twice the text is compared; a linear search takes a tenth of it."""
FACTOR = 3.0
"""How much longer twice the text may take: 2 is linear, 4 is square."""
ENOUGH = 2.0
"""Seconds after which a search is stopped."""
TRIES = 3
USES = ("search", "match", "fullmatch", "finditer")
SAME = dict.fromkeys(("sub", "subn", "split", "findall"), "finditer")
"""What goes through a text as `finditer` does."""
UNREACHED = 20
"""Calls of `re` that no seed may reach, at most."""
LENGTHS = {
    "text/periods.py:_BEFORE": 20,
    "text/sentences.py:_ORDINAL": 24,
    "report/fragments.py:_WORD_TAIL": 32,
    "resolve/source_list.py:_MHTML": 4_096,
}
"""Characters in place of `LENGTH`: the most that these are given, by the slice where they are used."""


@cache
def recorded():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.support.pattern_sites"],
        capture_output=True, text=True, check=True, cwd=PACKAGE.parent,
    )  # fmt: skip
    return json.loads(done.stdout)


@cache
def uses_by_name():
    """The methods that are called on a name, as in `_TAG.sub` or `_tag().sub`; of a public name also in other files."""
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                thing, use = node.value, SAME.get(node.attr, node.attr)
                name = getattr(thing, "id", "") or getattr(getattr(thing, "func", None), "id", "")
                found[str(path.relative_to(PACKAGE)), name].add(use)
                if not name.startswith("_"):
                    found["", name].add(use)
    return found


def patterns():
    """Every pattern with its place, its name, and the ways in which it is used: all, when they are not known."""
    sites = call_sites()
    for row in recorded():
        name = next(
            (
                name
                for (file, first, last), name in sites.items()
                if file == row["file"] and first <= row["line"] <= last
            ),
            "",
        )
        used = uses_by_name()[row["file"], name] | uses_by_name()["", name] if name else set()
        source = row["pattern"] if row["bytes"] is None else row["bytes"].encode("latin-1")
        yield row["file"], name, re.compile(source, row["flags"]), tuple(use for use in USES if use in used) or USES


@contextmanager
def stopped_after(seconds):
    def stop(*_):
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(pattern, use, text):
    begin = time.thread_time()
    try:
        with stopped_after(ENOUGH):
            outcome = getattr(pattern, use)(text)
            if use == "finditer":
                for _ in outcome:
                    pass
    except TimeoutError:
        return ENOUGH
    return time.thread_time() - begin


def grows_too_fast(pattern, use, text, length):
    once = seconds(pattern, use, text(length))
    if once < SUSPECT:
        return False
    return once >= ENOUGH or seconds(pattern, use, text(2 * length)) > min(FACTOR * once, 0.99 * ENOUGH)


def told(pattern, use, length=LENGTH):
    """What text makes the pattern slow, or none."""
    for attack in attacks(pattern.pattern, pattern.flags):

        def text(size, attack=attack):
            return attack.text(size).encode() if isinstance(pattern.pattern, bytes) else attack.text(size)

        if seconds(pattern, use, text(min(SCREEN, length))) < AT_ONCE:
            continue
        if all(grows_too_fast(pattern, use, text, length) for _ in range(TRIES)):
            return f"{use} on {text(60)!r}..."
    return None


def test_every_pattern_is_found():
    """So that the tests below cannot pass over what they do not know."""
    rows = recorded()
    hit = {(row["file"], row["line"]) for row in rows}
    missed = [
        (file, first)
        for file, first, last in call_sites()
        if not any((file, line) in hit for line in range(first, last + 1))
    ]
    assert len(rows) > 500
    assert len(missed) <= UNREACHED, missed


@pytest.mark.parametrize(
    "room", sorted({path.name for path in PACKAGE.iterdir() if path.is_dir() and any(path.rglob("*.py"))} | {""})
)
def test_no_pattern_takes_longer_than_its_text(room):
    slow = {}
    for file, name, pattern, uses in patterns():
        if file.rpartition("/")[0].partition("/")[0] == room:
            length = LENGTHS.get(f"{file}:{name}", LENGTH)
            for use in uses:
                text = told(pattern, use, length)
                if text:
                    slow[f"{file}:{name}"] = text
    assert not slow, json.dumps(slow, indent=1, ensure_ascii=False)


@pytest.mark.parametrize(
    ("pattern", "length"),
    [(r"a+b", 40_000), (r"\s+$", 20_000), (r"(?:a|aa)+$", 6_000), (r"\w+\s*\w+:", 6_000), (r"x[ab]*[bc]*y", 12_000)],
)
def test_a_careless_pattern_is_found(pattern, length):
    tries = (told(re.compile(pattern), "search", length) for _ in range(3))  # a busy machine may blur one measurement
    assert any(tries)


@pytest.mark.parametrize("pattern", [r"a+", r"(?<!\s)\s+(?=\S)", r"(?<![a-z])[a-z]{1,20}b", r"<[^<>]{0,200}>", r"a\b"])
def test_a_careful_pattern_is_not_called_slow(pattern):
    assert told(re.compile(pattern), "finditer") is None
