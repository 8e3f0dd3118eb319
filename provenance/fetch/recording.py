"""Makes cassettes of a run: what each request got, without keys and cookies, in the format of vcrpy.

The answers are those that the client read, within its limits of size and time; what it did not read is not kept.
Requests that got no answer are kept with their reason, in the metadata, where other players of such files do not mind.
Only pages and listings are kept, never what was sent: the questions to a judge hold words of the draft.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING, Any

from provenance.clock import SystemClock
from provenance.errors import CassetteError
from provenance.fetch import policy, secrets
from provenance.fetch.answers import Answer
from provenance.fetch.cassette import MAX_CASSETTE_BYTES, MOST_PARTS, import_vcr
from provenance.fetch.tape import Tape, tape_open
from provenance.files import whole_file
from provenance.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from provenance.clock import Clock
    from provenance.fetch.answers import Refusal, Trouble

MAX_RECORDED_BYTES = MAX_CASSETTE_BYTES // 2
"""Of bodies; as text they take up to twice as much, and a larger cassette could not be played."""
DROPPED = frozenset(("set-cookie", "set-cookie2", "date", "server", "authorization", "www-authenticate"))
_DONE = frozenset(("content-encoding", "transfer-encoding", "content-length"))
"""Headers about the form that a body had on its way."""


@contextmanager
def record_cassette(
    path: Path, *, metadata: Mapping[str, str] | None = None, clock: Clock | None = None
) -> Iterator[None]:
    """Record every exchange of this process's clients to a new cassette at `path`, written when the context ends.

    It is also written when the context ends with an exception, as on Ctrl-C. Requests take turns meanwhile, and none
    asks only whether a page has changed. Unless `metadata` has a `fixture`, the cassette says that it is live, and when
    and by whom it was made.

    Cookies, dates and credentials are not kept; keys that were sent are hidden in addresses, headers and bodies, and so
    is every query parameter whose name says that it holds one. Of several outcomes of one request the last is kept:
    what a retry got is what is played. Raises `CassetteError` when there is a file at `path` already, when it cannot be
    written, and at the end when there was more than `MAX_RECORDED_BYTES`; what came before is in it then.
    """
    import_vcr()
    if path.exists():
        raise CassetteError(f"There is a file {path} already.", "Remove it first; recordings are never mixed.")
    _check_place(path)
    reel = Reel()
    given = {} if metadata is None else metadata
    about = given if "fixture" in given else {**_live(SystemClock() if clock is None else clock), **given}
    try:
        with tape_open(Tape(recorder=reel)):
            yield
    finally:
        text = reel.text(about)
        _write(path, text)
    hint = "Record a shorter article, or with fewer ways to search."
    if reel.left_out:
        out, most = len(reel.left_out), MAX_RECORDED_BYTES
        raise CassetteError(f"The recording {path} is not whole: {out} answers went beyond {most:,} bytes.", hint)
    if len(text) > MAX_CASSETTE_BYTES or reel.parts > MOST_PARTS:
        size = f"{len(text):,} characters in {reel.parts:,} parts"
        raise CassetteError(f"The recording {path} is too large to be played: {size}.", hint)


def _live(clock: Clock) -> dict[str, str]:
    return {
        "fixture": "live",
        "recorded_at": clock.now().isoformat(timespec="seconds"),
        "recorded_by": f"{policy.PRODUCT} {VERSION}",
        "pages": "the texts belong to their publishers; keep this file to yourself",
    }


@dataclass(slots=True, kw_only=True)
class Reel:
    """What a recording holds so far; from any thread."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    troubles: dict[str, Refusal] = field(default_factory=dict)
    size: int = 0
    left_out: set[str] = field(default_factory=set)

    @property
    def parts(self) -> int:
        """Texts, lists and mappings of the cassette, at least as many as its player counts, beginnings and ends too."""
        headers = [values for each in self.answers.values() for values in each["response"]["headers"].values()]
        return 100 + 10 * len(self.troubles) + 32 * len(self.answers) + sum(3 + len(values) for values in headers)

    def keep(self, url: str, outcome: Answer | Trouble) -> None:
        """Keep what came of a GET of `url`; of several outcomes the last counts."""
        shown = secrets.hide_in_url(url)
        with self.lock:
            self.size -= self._forget(shown)
            if not isinstance(outcome, Answer):
                self.troubles[shown] = outcome.refusal
            elif self.size + len(outcome.body) > MAX_RECORDED_BYTES:
                self.left_out.add(shown)
            else:
                self.size += len(outcome.body)
                self.answers[shown] = _interaction(shown, outcome)

    def _forget(self, url: str) -> int:
        """Drop what was kept of `url`; the bytes of its body."""
        self.troubles.pop(url, None)
        self.left_out.discard(url)
        before = self.answers.pop(url, None)
        return 0 if before is None else len(before["response"]["body"]["string"])

    def text(self, metadata: Mapping[str, str]) -> str:
        """The cassette."""
        compat = import_module("vcr.serializers.compat")
        troubles = [
            {
                "uri": url,
                "access": str(refusal.access),
                "detail": secrets.hide(refusal.detail),
                "retryable": refusal.retryable,
            }
            for url, refusal in self.troubles.items()
        ]
        text: str = import_module("vcr.serializers.yamlserializer").serialize(
            {
                "version": 1,
                "interactions": [
                    {**each, "response": compat.convert_to_unicode(each["response"])} for each in self.answers.values()
                ],
                "metadata": {**metadata, **({"troubles": troubles} if troubles else {})},
            }
        )
        return text


def _interaction(url: str, answer: Answer) -> dict[str, Any]:
    headers: dict[str, list[str]] = {}
    unpacked = answer.body and not policy.unknown_coding(answer.headers)
    for name, value in answer.headers:
        if name not in DROPPED and not (unpacked and name in _DONE):
            shown = secrets.hide_in_url(value) if name == "location" else secrets.hide(value)
            headers.setdefault(name.title(), []).append(shown)
    phrase = HTTPStatus(answer.status).phrase if answer.status in HTTPStatus._value2member_map_ else ""
    return {
        "request": {"method": "GET", "uri": url, "body": None, "headers": {}},
        "response": {
            "status": {"code": answer.status, "message": phrase},
            "headers": headers,
            "body": {"string": secrets.hide_in_body(answer.body)},
        },
    }


def _check_place(path: Path) -> None:
    """Before anything is recorded: raise `CassetteError` where nothing can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CassetteError(f"The cassette {path} cannot be written: {error.strerror}.") from error
    if not os.access(path.parent, os.W_OK):
        raise CassetteError(f"The cassette {path} cannot be written: no right to do so.")


def _write(path: Path, text: str) -> None:
    try:
        with whole_file(path) as part, part.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise CassetteError(f"The cassette {path} cannot be written: {error.strerror}.") from error
