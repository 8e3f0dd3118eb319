"""Recorded exchanges, played without a network over vcrpy; `recording` makes them.

vcrpy is an optional part of the package. It is hostile-file-safe only from 8.2.1 on; besides, a cassette is read here
with a limit of size, without YAML aliases, and against a schema, before vcrpy sees it.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from provenance.errors import CassetteError, ExtraMissingError
from provenance.fetch.answers import Refusal
from provenance.fetch.secrets import hide_in_url
from provenance.fetch.tape import Tape, tape_open
from provenance.model.captures import Access  # noqa: TC001 - msgspec reads the annotations at run time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_CASSETTE_BYTES = 50_000_000
"""A longer file is refused: pages of an article take a few megabytes."""
MAX_DEPTH = 16
"""Levels of lists and mappings; recordings have seven, and thousands take the parser minutes."""
MOST_PARTS = 600_000
"""Texts, lists and mappings; an exchange has 150. Fifty megabytes of nothing else would take five gigabytes."""
MATCH_ON = ("method", "scheme", "host", "port", "path", "query")
"""What a request must share with a recorded one; headers change with every version and are left out."""


class _RecordedRequest(msgspec.Struct):
    method: str
    uri: str
    headers: dict[str, str | list[str]]


class _RecordedStatus(msgspec.Struct):
    code: int
    message: str | None


class _RecordedBody(msgspec.Struct):
    string: Any

    def __post_init__(self) -> None:
        if not isinstance(self.string, str | bytes):
            raise TypeError("a body must be text or bytes")


class _RecordedResponse(msgspec.Struct):
    status: _RecordedStatus
    headers: dict[str, list[str]]
    body: _RecordedBody


class _Interaction(msgspec.Struct):
    request: _RecordedRequest
    response: _RecordedResponse


class RecordedTrouble(msgspec.Struct):
    """A request that got no answer: why."""

    uri: str
    access: Access
    detail: str
    retryable: bool

    def __post_init__(self) -> None:
        if self.access == "ok":
            raise TypeError("a trouble must have a reason")

    @property
    def refusal(self) -> Refusal:
        """The reason, as it was given when the cassette was made."""
        return Refusal(access=self.access, detail=self.detail, retryable=self.retryable)


class _Metadata(msgspec.Struct):
    troubles: list[RecordedTrouble] = []


class _Recording(msgspec.Struct):
    version: int
    interactions: list[_Interaction]
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)


@contextmanager
def open_cassette(path: Path) -> Iterator[None]:
    """Play the cassette at `path` to every client of this process, for as long as the context is open.

    No socket is opened meanwhile. A request that the cassette does not hold is missed as unrecorded; one that it holds
    can be repeated. Raises `CassetteError` when the file is missing or no cassette, `ExtraMissingError` without vcrpy.
    """
    vcr = import_vcr()
    _check_file(path)
    unrecorded = (vcr.errors.CannotOverwriteExistingCassetteException, vcr.errors.UnhandledHTTPRequestError)
    serializer = _CheckedYAML()
    recorder = vcr.VCR(match_on=MATCH_ON, serializer="checked", before_record_request=_bare_request)
    recorder.register_serializer("checked", serializer)
    player = recorder.use_cassette(str(path), record_mode="none", allow_playback_repeats=True)
    with tape_open(Tape(unrecorded=unrecorded, troubles=serializer.troubles)):
        try:
            player.__enter__()
        except _unreadable() as error:
            problem = " ".join(str(error).split())[:200]
            raise CassetteError(f"The file {path} cannot be read as a cassette: {problem}.") from error
        try:
            yield
        finally:
            player.__exit__(None, None, None)


def _unreadable() -> tuple[type[Exception], ...]:
    """What the parser raises for files that are no cassettes; `AttributeError` for `!!timestamp` without a time."""
    yaml_error: type[Exception] = import_yaml().YAMLError
    return OSError, ValueError, TypeError, LookupError, RecursionError, AttributeError, yaml_error


class _CheckedYAML:
    """The serializer that vcrpy is given: its own, with the checks around it; it keeps the troubles."""

    def __init__(self) -> None:
        self.troubles: dict[str, Refusal] = {}

    def deserialize(self, text: str) -> dict[str, Any]:
        """The recording in `text`; raises a YAML or validation error for anything else."""
        yaml = import_yaml()
        depth = 0
        for number, event in enumerate(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))):
            if number > MOST_PARTS:
                raise yaml.YAMLError(f"it has more than {MOST_PARTS:,} parts")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH:
                raise yaml.YAMLError("it uses YAML in ways that no recorder does")
        recording: dict[str, Any] = import_module("vcr.serializers.yamlserializer").deserialize(text)
        checked = msgspec.convert(recording, _Recording)
        self.troubles.update((each.uri, each.refusal) for each in checked.metadata.troubles)
        return recording


def _bare_request(request: Any) -> Any:  # noqa: ANN401 - a request of vcrpy
    request.headers = {}
    request.uri = hide_in_url(request.uri)
    return request


def _check_file(path: Path) -> None:
    # vcrpy takes a file that is missing, empty or no text for an empty cassette, and would say nothing.
    try:
        size = path.stat().st_size
        if size > MAX_CASSETTE_BYTES:
            raise CassetteError(f"The cassette {path} has {size:,} bytes, more than {MAX_CASSETTE_BYTES:,}.")
        if not path.read_text(encoding="utf-8").strip():
            raise CassetteError(f"The cassette {path} is empty.")
    except OSError as error:
        raise CassetteError(f"The cassette {path} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CassetteError(f"The file {path} is no cassette: it is no text.") from error


def import_vcr() -> Any:  # noqa: ANN401 - vcrpy has no types
    """The package vcrpy, or `ExtraMissingError`."""
    try:
        return import_module("vcr")
    except ImportError as error:
        hint = "Install it with: pip install 'provenance[cassette]'"
        raise ExtraMissingError("Cassettes need the package vcrpy.", hint) from error


def import_yaml() -> Any:  # noqa: ANN401 - the same
    """PyYAML, which comes with vcrpy."""
    return import_module("yaml")
