"""Records to JSON and back, and the JSON Schema of the report."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from provenance.errors import InputError
from provenance.model.report import SCHEMA, SCHEMA_VERSION, Report

Record = TypeVar("Record")


def encode_record(record: object) -> bytes:
    """The record as indented JSON with a final line end; fields stand in the order of their declaration."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def decode_record(encoded: bytes | str, kind: type[Record]) -> Record:
    """The record of type `kind` that `encoded` holds; raises `InputError` when it holds anything else."""
    try:
        return msgspec.json.decode(encoded, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"This is no {kind.__name__} in JSON: {error}.") from error


def decode_report(encoded: bytes | str) -> Report:
    """The report in `encoded`; raises `InputError` for another schema or a newer version of it."""
    head = decode_record(encoded, dict[str, Any])
    if head.get("schema") != SCHEMA:
        raise InputError("This JSON is no report of provenance.", "Make one with: provenance verify --output json")
    if head.get("schema_version") != SCHEMA_VERSION:
        raise InputError(
            f"The report has schema version {head.get('schema_version')}, this software reads {SCHEMA_VERSION}.",
            "Use the version of provenance that wrote it.",
        )
    return decode_record(encoded, Report)


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Report`."""
    schema = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{SCHEMA} {SCHEMA_VERSION}", **schema}
