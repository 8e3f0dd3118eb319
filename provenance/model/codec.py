"""Records to JSON and back, and the JSON Schema of the report."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from provenance.errors import InputError
from provenance.model.report import SCHEMA, SCHEMA_VERSION, Report

if TYPE_CHECKING:
    from provenance.model.captures import Capture

Record = TypeVar("Record")


# what JSON lets through and a terminal or an editor obeys: DEL, U+009B, U+200F, U+2028, U+202E, U+2066, U+FEFF
_STEERING = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")

# halves of pairs: in a file name that is no UTF-8, in an answer that escapes one alone
_HALVES = re.compile("[\ud800-\udfff]")


def encode_record(record: object) -> bytes:
    """The record as indented JSON with a final line end; fields stand in the order of their declaration.

    Characters that would steer a terminal are escaped, which changes nothing for who reads the JSON. A half of a pair,
    which no encoding holds, becomes U+FFFD.
    """
    try:
        encoded = msgspec.json.encode(record)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_without_halves(msgspec.to_builtins(record)))
    shown = msgspec.json.format(encoded, indent=2).decode()
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", shown).encode() + b"\n"


def _without_halves(value: object) -> object:
    match value:
        case str():
            return _HALVES.sub("\N{REPLACEMENT CHARACTER}", value)
        case dict():
            return {_without_halves(key): _without_halves(own) for key, own in value.items()}
        case list() | tuple():
            return [_without_halves(own) for own in value]
        case _:
            return value


def decode_record(encoded: bytes | str, kind: type[Record]) -> Record:
    """The record of type `kind` that `encoded` holds; raises `InputError` when it holds anything else."""
    try:
        return msgspec.json.decode(encoded, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:  # the last for lists nested too deep
        name = {"dict": "record", "tuple": "list"}.get(kind.__name__, kind.__name__)
        raise InputError(f"This is no {name} in JSON: {error}.") from error


def decode_report(encoded: bytes | str) -> Report:
    """The report in `encoded`; `InputError` for another schema, a newer version, or moments that are none."""
    head = decode_record(encoded, dict[str, Any])
    if head.get("schema") != SCHEMA:
        raise InputError("This JSON is no report of provenance.", "Make one with: provenance verify --output json")
    if head.get("schema_version") != SCHEMA_VERSION:
        raise InputError(
            f"The report has schema version {head.get('schema_version')}, this software reads {SCHEMA_VERSION}.",
            "Use the version of provenance that wrote it.",
        )
    report = decode_record(encoded, Report)
    if not all(map(is_moment, (report.made_at, *(page.fetched_at for page in report.pages)))):
        raise InputError("The report has a moment without a time zone, or beyond the calendar.")
    return report


def is_moment(moment: datetime) -> bool:
    """Whether it says when something was, and can be told in UTC: a file of somebody else may hold any."""
    try:
        return moment.tzinfo is not None and bool(moment.astimezone(UTC))
    except (OverflowError, ValueError):  # year 1 east of Greenwich, year 9999 west of it
        return False


def check_capture(capture: Capture) -> None:
    """Raise ValueError for addresses that nothing was read from and moments that never were; a client gives none."""
    for url in (capture.url, capture.final_url):
        urlsplit(url)
    if not is_moment(capture.fetched_at):
        raise ValueError("a moment without a time zone, or beyond the calendar")


def report_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `Report`."""
    schema = msgspec.json.schema(Report)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{SCHEMA} {SCHEMA_VERSION}", **schema}
