"""Rules of sites are remembered, and only so many bytes of them."""

from __future__ import annotations

from collections import Counter

import pytest

from provenance.config import Settings
from provenance.fetch import Client, robots
from provenance.model import Capture
from tests.support.servers import Server, reply

SITES = [f"a{number}.example" for number in range(6)]


@pytest.mark.parametrize(("most", "asked_again"), [(10_000_000, 0), (250, 4)])
def test_the_oldest_rules_are_forgotten_when_all_together_are_too_large(
    most: int, asked_again: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(robots, "MOST_KEPT_BYTES", most)
    pages = {f"{site}/robots.txt": reply("# " + "x" * 98, kind="text/plain") for site in SITES}
    pages |= {f"{site}/{page}": reply("<p>A page") for site in SITES for page in "ab"}
    with Server(pages=pages) as server, Client(Settings(pause_seconds=0), resolver=server.resolve) as client:
        for page, order in (("a", SITES), ("b", SITES[::-1])):
            for site in order:
                assert isinstance(client.fetch_page(f"http://{site}/{page}"), Capture)
        asked = Counter(address for address in server.asked if address.endswith("/robots.txt"))
    assert sum(asked.values()) == len(SITES) + asked_again
