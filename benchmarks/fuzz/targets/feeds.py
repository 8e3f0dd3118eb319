"""Feeds, RSS, Atom and JSON: any bytes become entries with addresses of the web, within their limits."""

from __future__ import annotations

from benchmarks.fuzz.targets.listings import check

__all__ = ["check"]
