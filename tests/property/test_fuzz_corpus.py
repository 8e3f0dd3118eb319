"""What the fuzzer of benchmarks/fuzz began with, what it kept, and what broke a promise once: every promise holds."""

import pytest

from benchmarks.fuzz.cases import every_case, findings
from benchmarks.fuzz.promises import MOST_MEMORY, stretch, try_input
from benchmarks.fuzz.targets import READ_BY, load_check

BUNCH = 100


BUNCHES = [(target, first) for target in READ_BY for first in range(0, len(list(every_case(target))), BUNCH)]


@pytest.mark.parametrize(("target", "first"), BUNCHES)
def test_every_promise_holds_for_the_kept_cases(target, first):
    check = load_check(target)
    for content in list(every_case(target))[first : first + BUNCH]:
        check(content)


@pytest.mark.parametrize("one", findings(), ids=lambda one: f"{one['target']}: {one['told']}")
def test_what_broke_a_promise_keeps_it_when_it_is_repeated(one):
    content = one["input"].encode("utf-8", "surrogateescape")
    assert one["fixed"], "a finding that is not mended stands in no test"
    load_check(one["target"])(stretch(content)[:4_000])


def fail(content):
    raise ValueError(content)


@pytest.mark.parametrize(
    ("reader", "kind"),
    [(fail, "ValueError"), (lambda content: content * (MOST_MEMORY * 4), "memory"), (lambda content: None, "None")],
)
def test_a_broken_promise_is_seen(reader, kind):
    broken = try_input(reader, b"x")
    assert str(broken and broken.kind).startswith(kind)
