"""The tables of a store, for any database that SQLAlchemy speaks to."""

from __future__ import annotations

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

SCHEMA_VERSION = 1
"""Rises by one with every change of the tables below."""

METADATA = MetaData()

META = Table("provenance_meta", METADATA, Column("key", String, primary_key=True), Column("value", String))
BODIES = Table(
    "bodies", METADATA, Column("sha256", String(64), primary_key=True), Column("body", LargeBinary, nullable=False)
)
CAPTURES = Table(
    "captures",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("final_url", Text, nullable=False),
    Column("redirects", Text, nullable=False),  # JSON
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),  # JSON
    Column("fetched_at", String(32), nullable=False),  # ISO 8601 in UTC with microseconds: sorts as text
    Column("sha256", String(64), ForeignKey("bodies.sha256"), nullable=False),
    UniqueConstraint("url", "sha256", "fetched_at"),
    Index("captures_by_url", "url", "fetched_at"),
)
READINGS = Table(
    "readings",
    METADATA,
    Column("capture", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("reading", LargeBinary, nullable=False),  # JSON of a page, or of the reason why there is none
    PrimaryKeyConstraint("capture", "url", "extractor"),
)
REPORTS = Table(
    "reports",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("encoded", LargeBinary, nullable=False),  # JSON
)
