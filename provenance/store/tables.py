"""The tables of a store, for SQLite and PostgreSQL alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

SCHEMA_VERSION = 2
"""Rises by one with every change of the tables below; `provenance.store.migrations` then gets a step."""

BEHIND_ALL_DIGITS = "g"
"""Sorts after every hexadecimal digit, in any language's order."""

METADATA = MetaData()

META = Table("provenance_meta", METADATA, Column("key", String, primary_key=True), Column("value", String))
BODIES = Table(
    "bodies",
    METADATA,
    Column("sha256", String(64), primary_key=True),  # of the bytes that came, whatever their coding here
    Column("body", LargeBinary, nullable=False),
    Column("coding", String(8), nullable=False, server_default=""),  # see `provenance.store.coding`
)
CAPTURES = Table(
    "captures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    # Rows are found by the digest of the address: an index of PostgreSQL takes no address of 4,096 characters.
    Column("url_sha256", String(64), nullable=False),
    Column("final_url", Text, nullable=False),
    Column("redirects", Text, nullable=False),  # JSON
    Column("asked", Text, nullable=False),  # JSON: the headers of the request
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),  # JSON
    Column("fetched_at", String(32), nullable=False),  # ISO 8601 in UTC with microseconds: sorts as text
    Column("sha256", String(64), ForeignKey("bodies.sha256"), nullable=False),
    Column("size", Integer, nullable=False),  # of the bytes that came
    UniqueConstraint("url_sha256", "fetched_at", "sha256"),
    Index("captures_by_body", "sha256"),
    Index("captures_by_time", "fetched_at", "id"),
)
READINGS = Table(
    "readings",
    METADATA,
    Column("capture", String(64), nullable=False),
    Column("url_sha256", String(64), nullable=False),
    Column("extractor", String(200), nullable=False),
    Column("reading", LargeBinary, nullable=False),  # JSON of a page, or of the reason why there is none
    PrimaryKeyConstraint("capture", "url_sha256", "extractor"),
)
REPORTS = Table(
    "reports",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("encoded", LargeBinary, nullable=False),  # JSON
)


def begins_with(digest: Column[str], prefix: str) -> ColumnElement[bool]:
    """Whether a column of digests begins with `prefix`, so that an index serves it, as it serves no LIKE."""
    return digest.between(prefix, f"{prefix}{BEHIND_ALL_DIGITS}")
