"""Requests to the one address that a user named for a judge: the only requests that carry words of the draft.

What guards pages does not guard this: the user chose the host, which may be this very machine. What holds in its
place: only that address is asked, no redirect is followed, plain http goes to this machine and its own networks alone,
and the key is put into no message and no recording.
"""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from provenance.clock import SystemClock
from provenance.errors import SettingsError
from provenance.fetch import policy
from provenance.fetch.answers import Refusal, Trouble, header_of
from provenance.fetch.dialer import Dialer
from provenance.fetch.embargo import NONE
from provenance.fetch.guard import name_routes, resolve_host
from provenance.fetch.hops import REDIRECTS
from provenance.fetch.secrets import learn_value
from provenance.fetch.watch import Watch
from provenance.model.captures import Access, HostContact
from provenance.urls.addresses import WebAddress
from provenance.urls.canonical import DEFAULT_PORTS

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from provenance.clock import Clock
    from provenance.fetch.answers import Answer, Headers
    from provenance.fetch.embargo import Embargo
    from provenance.fetch.guard import Resolver, Route
    from provenance.fetch.transport import Transport

MOST_BYTES = 400_000
"""Of an answer, unpacked; an opinion has a thousand."""

MOST_RETRIES = 2
"""After a failure that may pass; a judge that is down costs each claim no more than its time."""
LONGEST_WAIT = 30.0
"""Seconds that a judge may ask to wait before another try; one that asks for more has no answer."""

_RETRIED = policy.RETRIED | {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.TOO_MANY_REQUESTS}

_STATUSES = {
    400: "it refused the request (400): is the model's name right?",
    401: "it wants a key, or another one (401)",
    403: "it refused (403)",
    404: "it has no such address or model (404)",
    429: "it has had enough requests for now (429)",
}


def check_named_url(url: str) -> WebAddress:
    """The address under which the API of the judge stands; `SettingsError` when it is none, or holds a password."""
    hint = "It is the address that ends before /chat/completions, as in http://localhost:11434/v1."
    shown = ascii(url[:200])[1:-1]
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise SettingsError(f"The judge's address {shown} cannot be read: {error}.", hint) from error
    if "@" in parts.netloc:
        raise SettingsError("The judge's address holds a user name or a password.", "Name the key with judge_key_env.")
    plain = url.strip().isascii() and url.strip().isprintable() and not any(letter in url.strip() for letter in " \\")
    if not (plain and host and parts.scheme in DEFAULT_PORTS and not parts.query and not parts.fragment):
        raise SettingsError(f"The judge's address {shown} is no address of an API.", hint)
    return WebAddress(
        scheme=parts.scheme,
        host=host,
        port=DEFAULT_PORTS[parts.scheme] if port is None else port,
        target=f"{parts.path.rstrip('/')}/chat/completions",
    )


class Post:
    """Sends bodies in JSON to one address, one after the other. A context manager, for one thread.

    `seconds` is the time of one exchange from the look-up to the last byte. `resolver` says where the host is to be
    reached, `trust` is the path of a CA bundle in place of certifi's, `embargo` says whether it may be contacted.
    Raises `SettingsError` for a wrong `url` or `key`.
    """

    def __init__(
        self,
        url: str,
        *,
        seconds: float,
        connect_seconds: float,
        key: str = "",
        clock: Clock | None = None,
        resolver: Resolver = resolve_host,
        trust: str | None = None,
        embargo: Embargo = NONE,
    ) -> None:
        if not (key.isascii() and key.isprintable() and " " not in key):
            raise SettingsError("The judge's key is no key: it holds a blank, a line end or a letter beyond ASCII.")
        self._address = check_named_url(url)
        self._key = key
        learn_value(key)
        self._seconds = seconds
        self._clock = SystemClock() if clock is None else clock
        self._resolver = resolver
        self._trust = trust
        self._contacts: Counter[str] = Counter()
        self._embargo = embargo
        self._dialer = Dialer(
            resolver=self._routes, connect_seconds=connect_seconds, on_contact=self._count, embargo=embargo
        )
        self._transport: Transport | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transport is not None:
            self._transport.close()

    @property
    def host(self) -> str:
        """The host that is asked."""
        return self._address.host

    @property
    def hosts(self) -> tuple[HostContact, ...]:
        """The host that was contacted and how often, retries included; none before the first request."""
        return tuple(HostContact(host=host, requests=count) for host, count in sorted(self._contacts.items()))

    def send(self, body: bytes) -> bytes | Refusal:
        """The body of the answer to `body`, or why there is none. Raises nothing of the network's."""
        refusal = self._embargo.refuse(self._address.host)
        if refusal is not None:
            return refusal
        attempt = 1
        outcome = self._exchange(body)
        while (wait := self._wait_before_retry(outcome, attempt=attempt)) is not None:
            self._clock.sleep(wait)
            attempt += 1
            outcome = self._exchange(body)
        return self._read(outcome)

    def _exchange(self, body: bytes) -> Answer | Trouble:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": policy.user_agent(""),
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        with Watch(self._seconds) as watch:
            return self._open_transport().post(
                self._address, body=body, headers=headers, watch=watch, read_up_to=_read_up_to
            )

    def _wait_before_retry(self, outcome: Answer | Trouble, *, attempt: int) -> float | None:
        """Seconds to wait before another try, or none when the outcome stands."""
        if attempt > MOST_RETRIES:
            return None
        wait = policy.retry_wait(attempt, jitter=0.0)
        if isinstance(outcome, Trouble):
            return wait if outcome.again else None
        if outcome.status not in _RETRIED:
            return None
        asked = policy.read_retry_after(header_of(outcome.headers, "retry-after"), now=self._clock.now()) or 0.0
        return max(wait, asked) if asked <= LONGEST_WAIT else None

    def _read(self, outcome: Answer | Trouble) -> bytes | Refusal:
        if isinstance(outcome, Trouble):
            return outcome.refusal
        if outcome.status in REDIRECTS:
            return Refusal(access=Access.UNSAFE, detail="it redirects, which is not followed; name the address itself")
        if outcome.status != HTTPStatus.OK:
            detail = _STATUSES.get(outcome.status, f"it answered {outcome.status}")
            access = Access.RATE_LIMITED if outcome.status == HTTPStatus.TOO_MANY_REQUESTS else Access.UNREACHABLE
            return Refusal(access=Access.FORBIDDEN if outcome.status in {400, 401, 403, 404} else access, detail=detail)
        if not outcome.whole:
            return Refusal(access=Access.TOO_LARGE, detail=f"its answer is larger than {MOST_BYTES:,} bytes")
        return outcome.body

    def _routes(self, host: str, port: int) -> tuple[Route, ...]:
        """The ways to the host; those that a test makes stay as they are."""
        return name_routes(self._resolver(host, port), plain=self._address.scheme == "http")

    def _open_transport(self) -> Transport:
        from provenance.fetch.transport import Transport  # noqa: PLC0415 - requests costs 0.1 s

        if self._transport is None:
            self._transport = Transport(dialer=self._dialer, trust=self._trust)
        return self._transport

    def _count(self, host: str) -> None:
        self._contacts[host] += 1


def _read_up_to(status: int, headers: Headers) -> int:
    del headers
    return MOST_BYTES if status == HTTPStatus.OK else 0
