"""JSON-LD: what a script says of its page becomes fields that a report can be written with, or nothing."""

from __future__ import annotations

from benchmarks.fuzz.targets.pages import capture_of, check_page
from provenance.extract import extract_page

_BEFORE = b"<!doctype html><html lang=en><head><title>Bridge</title><script type='application/ld+json'>"
_BEHIND = (
    b"</script></head><body><article><h1>Bridge to close</h1>"
    + b"<p>The council of Springfield voted nine to two on Tuesday to close the old bridge for repairs until May.</p>"
    * 4
    + b"</article></body></html>"
)


def check(content: bytes) -> None:
    """Read a page with the bytes as its JSON-LD, and one with two scripts of it."""
    check_page(extract_page(capture_of(_BEFORE + content + _BEHIND, content_type="text/html; charset=utf-8")))
    half = len(content) // 2
    two = content[:half] + b"</script><script type='application/ld+json'>" + content[half:]
    check_page(extract_page(capture_of(_BEFORE + two + _BEHIND, content_type="text/html; charset=utf-8")))
