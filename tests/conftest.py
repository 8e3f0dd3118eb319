"""What several tests share: the example of the project, and its report made once."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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
        "--sources",
        str(root / "examples/sources.toml"),
        "--cassette",
        str(root / "cassettes/synthetic/example.yaml"),
        "--date",
        "2025-07-06",
    )
