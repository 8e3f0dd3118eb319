"""robots.txt: no file raises, an unreadable one denies, and a rule that stands first is not lost for what follows."""

from __future__ import annotations

import math
import re

from benchmarks.fuzz.promises import promise
from provenance.fetch.answers import Refusal
from provenance.fetch.policy import LONGEST_CRAWL_DELAY, read_robots

PATHS = ("/", "/robots.txt", "/a/b.html?c=d&e=%2F", "/%E2%82%AC/*$", "/a//b/../c;d", "/" + "ab" * 200)
CLOSED = b"User-agent: provenance\nDisallow: /\n\n"

# Allow: /a, in a line of its own, however Protego spells it
_ALLOWS = re.compile(rb"(?<!dis)(?<!diss)allow", re.IGNORECASE)


def check(content: bytes) -> None:
    """Read the file as answered with 200, behind a rule that closes the site, and packed in an unknown way."""
    robots = read_robots(200, (("content-type", "text/plain"),), content)
    promise(robots.refusal is None, "a readable file is refused")
    for path in PATHS:
        answer = robots.refuses(f"https://example.org{path}")
        promise(answer is None or isinstance(answer, Refusal), "an answer is neither yes nor no")
    pause = robots.pause(1.0)
    promise(math.isfinite(pause), "a pause is endless")
    promise(1.0 <= pause <= LONGEST_CRAWL_DELAY, "a pause is out of bounds")
    if not _ALLOWS.search(content):
        closed = read_robots(200, (), CLOSED + content)
        promise(
            all(closed.refuses(f"https://example.org{path}") for path in PATHS if path != "/robots.txt"),
            "a rule is lost",
        )
    packed = read_robots(
        200, (("content-encoding", content[:40].decode("latin-1")), ("content-encoding", "zstd")), content
    )
    promise(packed.refuses("https://example.org/") is not None, "a file that cannot be unpacked opens the site")
    promise(read_robots(503, (), content).refuses("https://example.org/") is not None, "a failing site is open")
