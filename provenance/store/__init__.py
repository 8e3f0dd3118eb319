"""Captures, pages and reports, kept by digest: an SQLite file, memory, or a PostgreSQL database.

SQLAlchemy is imported when a store is opened, not before.
"""

from provenance.store.store import Store, open_store

__all__ = ["Store", "open_store"]
