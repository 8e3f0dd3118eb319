"""The steps from each older schema to the next one. A step is never changed once it was released."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

_TO_VERSION_2 = """
ALTER TABLE bodies ADD COLUMN coding VARCHAR(8) DEFAULT '' NOT NULL;

DROP INDEX captures_by_url;
ALTER TABLE captures RENAME TO captures_1;
CREATE TABLE captures (
    id $identity,
    url TEXT NOT NULL,
    url_sha256 VARCHAR(64) NOT NULL,
    final_url TEXT NOT NULL,
    redirects TEXT NOT NULL,
    asked TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    fetched_at VARCHAR(32) NOT NULL,
    sha256 VARCHAR(64) NOT NULL REFERENCES bodies (sha256),
    size INTEGER NOT NULL,
    UNIQUE (url_sha256, fetched_at, sha256)
);
INSERT INTO captures (url, url_sha256, final_url, redirects, asked, status, headers, fetched_at, sha256, size)
    SELECT url, $url_sha256, final_url, redirects, '[]', status, headers, fetched_at, bodies.sha256, length(body)
    FROM captures_1 JOIN bodies ON bodies.sha256 = captures_1.sha256
    ORDER BY id;
DROP TABLE captures_1;
CREATE INDEX captures_by_body ON captures (sha256);
CREATE INDEX captures_by_time ON captures (fetched_at, id);

ALTER TABLE readings RENAME TO readings_1;
CREATE TABLE readings (
    capture VARCHAR(64) NOT NULL,
    url_sha256 VARCHAR(64) NOT NULL,
    extractor VARCHAR(200) NOT NULL,
    reading $bytes NOT NULL,
    PRIMARY KEY (capture, url_sha256, extractor)
);
INSERT INTO readings (capture, url_sha256, extractor, reading)
    SELECT capture, $url_sha256, extractor, reading FROM readings_1 WHERE length(extractor) <= 200;
DROP TABLE readings_1
"""
"""Bodies may be packed; captures know the request and their size; addresses of any length are found by their digest."""

_STEPS = {2: _TO_VERSION_2}
"""What leads to each version from the one before it."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "sqlite": {
        "identity": "INTEGER NOT NULL PRIMARY KEY",
        "bytes": "BLOB",
        "url_sha256": "sha256_hex(url)",  # see `provenance.store.engines`
    },
    "postgresql": {
        "identity": "SERIAL NOT NULL PRIMARY KEY",
        "bytes": "BYTEA",
        "url_sha256": "encode(sha256(convert_to(url, 'UTF8')), 'hex')",
    },
}


def migrate(connection: Connection, *, old: int, new: int) -> None:
    """Bring the tables from version `old` to `new`, inside the transaction of `connection`."""
    for version in range(old + 1, new + 1):
        for statement in _statements(version, dialect=connection.dialect.name):
            connection.exec_driver_sql(statement)


def _statements(version: int, *, dialect: str) -> Iterator[str]:
    script = Template(_STEPS[version]).substitute(_WORDS[dialect])
    return (statement.strip() for statement in script.split(";"))
