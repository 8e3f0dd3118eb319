from importlib.metadata import EntryPoint

import pytest

from provenance import plugins
from provenance.errors import PluginError

OWN = {"first": len}
GROUP = "provenance.reports"


@pytest.fixture
def installed(monkeypatch):
    """Makes the given names and values the entry points of this machine."""

    def install(**values):
        points = tuple(EntryPoint(name=name, value=value, group=GROUP) for name, value in values.items())
        monkeypatch.setattr(plugins, "entry_points", lambda group: points if group == GROUP else ())

    return install


def extend():
    return plugins.extend_table(GROUP, OWN, keeps_contract=callable)


def test_own_entries_come_first_and_installed_ones_by_name(installed):
    installed(zeta="builtins:min", alpha="builtins:max")
    assert list(extend().items()) == [("first", len), ("alpha", max), ("zeta", min)]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"first": "builtins:max"}, "a second time"),
        ({"broken": "no_such_module:x"}, "cannot be loaded"),
        ({"wrong": "math:pi"}, "does not keep the contract"),
    ],
)
def test_an_extension_that_breaks_the_contract_is_refused(installed, values, says):
    installed(**values)
    with pytest.raises(PluginError, match=says):
        extend()
