"""Recorded exchanges, played without a network or made anew, over vcrpy.

vcrpy is an optional part of the package. It is hostile-file-safe only from 8.2.1 on; besides, a cassette is read here
with a limit of size, without YAML aliases, and against a schema, before vcrpy sees it.
"""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import msgspec

from provenance.errors import CassetteError, ExtraMissingError
from provenance.fetch.tape import Tape, tape_open

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MAX_CASSETTE_BYTES = 50_000_000
"""A longer file is refused: pages of an article take a few megabytes."""
MAX_DEPTH = 16
"""Levels of lists and mappings; recordings have seven, and thousands take the parser minutes."""
MATCH_ON = ("method", "scheme", "host", "port", "path", "query")
"""What a request must share with a recorded one; headers change with every version and are left out."""
_DROPPED = frozenset(("set-cookie", "set-cookie2", "date", "server", "authorization"))


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


class _Recording(msgspec.Struct):
    version: int
    interactions: list[_Interaction]
    metadata: dict[str, Any] = {}


@contextmanager
def open_cassette(path: Path) -> Iterator[None]:
    """Play the cassette at `path` to every client of this process, for as long as the context is open.

    No socket is opened meanwhile. A request that the cassette does not hold is missed as unrecorded; one that it holds
    can be repeated. Raises `CassetteError` when the file is missing or no cassette, `ExtraMissingError` without vcrpy.
    """
    vcr = _import_vcr()
    _check_file(path)
    unrecorded = (vcr.errors.CannotOverwriteExistingCassetteException, vcr.errors.UnhandledHTTPRequestError)
    player = _recorder(vcr).use_cassette(str(path), record_mode="none", allow_playback_repeats=True)
    with tape_open(Tape(playing=True, unrecorded=unrecorded)):
        try:
            player.__enter__()
        except (OSError, ValueError, TypeError, LookupError, RecursionError, _yaml().YAMLError) as error:
            problem = " ".join(str(error).split())[:200]
            raise CassetteError(f"The file {path} cannot be read as a cassette: {problem}.") from error
        try:
            yield
        finally:
            player.__exit__(None, None, None)


@contextmanager
def record_cassette(path: Path, *, metadata: Mapping[str, str]) -> Iterator[None]:
    """Record every exchange of this process's clients to a new cassette at `path`, written when the context ends.

    Bodies are kept unpacked; cookies, dates and credentials are not kept. Of several answers to one request the last
    is kept: what a retry got is what is played. While recording, bodies are read whole before any limit of size, so
    it is for servers that one knows. Raises `CassetteError` when the file exists or cannot be written.
    """
    vcr = _import_vcr()
    if path.exists():
        raise CassetteError(f"There is a file {path} already.", "Remove it first; recordings are never mixed.")
    shelf = _Shelf()
    recorder = _recorder(vcr)
    recorder.register_persister(shelf)
    recording = recorder.use_cassette(str(path), record_mode="all", decode_compressed_response=True)
    try:
        with tape_open(Tape(playing=False)), recording as cassette:
            for key, value in metadata.items():
                cassette.get_metadata(key, value)
            yield
    finally:
        _write(path, shelf.text)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CassetteError(f"The cassette {path} cannot be written: {error.strerror}.") from error


class _Shelf:
    """What vcrpy is given to save to: memory. Were a file to fail while vcrpy saves, it would leave urllib3 patched."""

    def __init__(self) -> None:
        self.text = ""

    def load_cassette(self, path: str, serializer: Any) -> Any:  # noqa: ANN401, ARG002 - the signature of vcrpy
        """Nothing: recordings are never mixed."""
        raise import_module("vcr.persisters.filesystem").CassetteNotFoundError(path)

    def save_cassette(self, path: str, recording: Any, serializer: Any) -> None:  # noqa: ANN401, ARG002 - the signature of vcrpy
        """Keep the recording as text."""
        self.text = import_module("vcr.serialize").serialize(recording, serializer)


class _CheckedYAML:
    """The serializer that vcrpy is given: its own, with the checks around it."""

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """The recording in `text`; raises a YAML or validation error for anything else."""
        yaml = _yaml()
        depth = 0
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH:
                raise yaml.YAMLError("it uses YAML in ways that no recorder does")
        recording: dict[str, Any] = import_module("vcr.serializers.yamlserializer").deserialize(text)
        msgspec.convert(recording, _Recording)
        return recording

    @staticmethod
    def serialize(recording: dict[str, Any]) -> str:
        """The recording as text, with the last answer to each request only."""
        last = {(each["request"]["method"], each["request"]["uri"]): each for each in recording["interactions"]}
        text: str = import_module("vcr.serializers.yamlserializer").serialize(
            {**recording, "interactions": list(last.values())}
        )
        return text


def _recorder(vcr: Any) -> Any:  # noqa: ANN401 - vcrpy has no types
    recorder = vcr.VCR(
        match_on=MATCH_ON,
        serializer="checked",
        before_record_request=_bare_request,
        before_record_response=_bare_response,
    )
    recorder.register_serializer("checked", _CheckedYAML)
    return recorder


def _bare_request(request: Any) -> Any:  # noqa: ANN401 - a request of vcrpy
    request.headers = {}
    return request


def _bare_response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: values for name, values in response["headers"].items() if name.lower() not in _DROPPED}
    return {**response, "headers": kept}


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


def _import_vcr() -> Any:  # noqa: ANN401 - vcrpy has no types
    try:
        return import_module("vcr")
    except ImportError as error:
        hint = "Install it with: pip install 'provenance[cassette]'"
        raise ExtraMissingError("Cassettes need the package vcrpy.", hint) from error


def _yaml() -> Any:  # noqa: ANN401 - comes with vcrpy
    return import_module("yaml")
