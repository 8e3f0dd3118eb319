"""What several tests share: the example of the project, and how properties are tried."""

import socket
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# The same examples in every run, and no time limit: a busy machine fails no test. To search for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("repeat", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile("repeat")


HERE = frozenset({"127.0.0.1", "::1", "localhost", "", None})


@pytest.fixture(autouse=True)
def nobody_is_looked_up(monkeypatch):
    """No test asks for the address of a host that is not this machine: a slow name server would slow the tests down."""
    ask = socket.getaddrinfo

    def look_up(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name not in HERE:
            raise socket.gaierror(socket.EAI_NONAME, f"a test looks {name} up")
        return ask(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture(scope="session")
def root():
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def example(root):
    """The arguments of `verify` on the example article, played from its recording."""
    return (
        "verify",
        str(root / "examples/article.txt"),
        "--cassette",
        str(root / "cassettes/synthetic/example.yaml"),
        "--date",
        "2025-07-06",
    )
