"""Rules are tested alone: the model that comes with the package is asked only by tests marked `model`."""

import pytest


@pytest.fixture(autouse=True)
def rules_alone(request, monkeypatch):
    """Leave the installed model out."""
    if request.node.get_closest_marker("model") is None:
        monkeypatch.setattr("provenance.match.meaning.asking.installed_entailer", lambda: None)
