"""Inputs in files: a JSON string a line, with lone surrogates for broken UTF-8, so that every byte survives."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEEDS = Path(__file__).parent / "seeds"
WORDS = Path(__file__).parent / "words"
"""Dictionaries of libFuzzer: pieces that it puts into inputs."""
KEPT = Path(__file__).parents[2] / "tests" / "fuzz"
FOUND = KEPT / "found.jsonl"
MOST_KEPT = 300
"""Inputs of one target that the tests read again; the shortest of those that reached something new."""
LONGEST_KEPT = 2_000
"""Bytes of such an input."""


class Finding(TypedDict):
    """A promise that an input broke: by which target, what came of it, where it was mended."""

    target: str
    told: str
    fixed: str
    input: str


def read_cases(path: Path) -> list[bytes]:
    """The inputs in a file; none when there is no file."""
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [bytes_of(json.loads(line)) for line in lines]


def findings() -> list[Finding]:
    """What was found so far, in the order of finding."""
    lines = FOUND.read_text(encoding="ascii").splitlines() if FOUND.exists() else []
    return [json.loads(line) for line in lines]


def every_case(target: str) -> Iterator[bytes]:
    """The seeds of a target, the kept inputs, and those that broke a promise once."""
    yield from read_cases(SEEDS / f"{target}.jsonl")
    yield from read_cases(KEPT / "corpus" / f"{target}.jsonl")
    yield from (bytes_of(one["input"]) for one in findings() if one["target"] == target)


def keep(name: str, contents: Iterable[bytes]) -> int:
    """Write the shortest of `contents` as the kept inputs of a target; how many these are."""
    shortest = sorted({one for one in contents if len(one) <= LONGEST_KEPT}, key=lambda one: (len(one), one))
    lines = [json.dumps(text_of(one)) for one in shortest[:MOST_KEPT]]
    path = KEPT / "corpus" / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return len(lines)


def text_of(content: bytes) -> str:
    """The bytes as text, broken UTF-8 as lone surrogates."""
    return content.decode("utf-8", "surrogateescape")


def bytes_of(text: str) -> bytes:
    """The bytes that `text_of` was given."""
    return text.encode("utf-8", "surrogateescape")


def digest(content: bytes) -> str:
    """The name of the file of an input."""
    return hashlib.sha256(content).hexdigest()[:16]
