"""Every regular expression that the package compiles, with the place where it does; run as a program, prints them.

    python -m tests.support.pattern_sites

Patterns are recorded as `re` compiles them: while every module is imported, every cached function without arguments
is called, and every target of the fuzzer reads its seeds. `call_sites` finds the calls in the source, so that a test
can tell which were never reached.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "provenance"
_FUNCTIONS = frozenset(("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"))


def call_sites() -> dict[tuple[str, int, int], str]:
    """The calls of `re` in the package by file, first and last line, each with the name that is given to the result,
    or that of the function around it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                names.update(dict.fromkeys(range(node.lineno, node.end_lineno + 1), getattr(target, "id", "")))
        makers = {
            line: node.name
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef)
            for line in range(node.lineno, node.end_lineno + 1)
        }
        for node in ast.walk(tree):
            called = getattr(node, "func", None)
            if isinstance(called, ast.Attribute) and ast.unparse(called.value) == "re" and called.attr in _FUNCTIONS:
                place = (str(path.relative_to(PACKAGE)), node.lineno, node.end_lineno)
                found[place] = names.get(node.lineno) or makers.get(node.lineno, "")
    return found


def record() -> list[dict[str, object]]:
    """Every pattern that is compiled in the package."""
    seen: dict[tuple[str, str, int], dict[str, object]] = {}
    compile_pattern = re._compile

    def compile_and_note(pattern, flags):
        frame = sys._getframe(1)
        while frame is not None and Path(frame.f_code.co_filename).parent.name == "re":
            frame = frame.f_back
        compiled = compile_pattern(pattern, flags)
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(PACKAGE):
            row = {"file": str(file.relative_to(PACKAGE)), "line": frame.f_lineno, "flags": compiled.flags}
            row |= {"pattern": compiled.pattern if isinstance(compiled.pattern, str) else None}
            row |= {"bytes": compiled.pattern.decode("latin-1") if isinstance(compiled.pattern, bytes) else None}
            seen[(str(compiled.pattern), str(file), frame.f_lineno)] = row
        return compiled

    re._compile = compile_and_note
    re.purge()
    _reach()
    return list(seen.values())


def _reach() -> None:
    import provenance

    for module in pkgutil.walk_packages(provenance.__path__, "provenance."):
        if module.name.endswith("__main__"):
            continue
        room = importlib.import_module(module.name)
        for thing in vars(room).values():
            if hasattr(thing, "cache_info") and not inspect.signature(thing).parameters:
                thing()
    from benchmarks.fuzz.cases import SEEDS, read_cases
    from benchmarks.fuzz.targets import READ_BY, load_check

    for target in READ_BY:
        check = load_check(target)
        for content in read_cases(SEEDS / f"{target}.jsonl"):
            check(content)


if __name__ == "__main__":
    rows = record()
    print(json.dumps(rows))
