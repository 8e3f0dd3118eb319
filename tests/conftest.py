"""What several tests share: the example of the project, and how properties are tried."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]

# The same examples in every run, and no time limit: a busy machine fails no test. To search for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("repeat", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile("repeat")


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
