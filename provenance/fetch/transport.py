"""One HTTP exchange over requests and urllib3, with everything that follows or hides a hop taken out.

- Redirects: requests reads and unpacks the body of every redirect, so a few kilobytes can become gigabytes before any
  limit is asked. `BareSession` yields none; the client follows by hand.
- Connections: `Dialer` opens them. It is hung into each connection object, not into a class of its own, because vcrpy
  replaces the classes. One request a connection: nothing to reuse, nothing stale.
- Time: a `Watch` cuts the socket. Size: counted after unpacking, while reading.
- No proxies or passwords from the environment, no cookies, no retries by urllib3, only http and https.
"""

from __future__ import annotations

import io
import ssl
import threading
from contextlib import closing
from dataclasses import replace
from functools import partial
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.response import GzipDecoderState
from urllib3.util import Retry, Timeout
from urllib3.util.ssl_ import create_urllib3_context

from provenance.errors import FetchError, SettingsError, UnsafeAddressError
from provenance.fetch.answers import Answer, Refusal, Trouble
from provenance.fetch.secrets import hide_in_logs
from provenance.fetch.tape import one_at_a_time, open_tape
from provenance.model.captures import Access

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping

    from provenance.fetch.answers import Headers
    from provenance.fetch.dialer import Dialer
    from provenance.fetch.watch import Watch
    from provenance.urls.addresses import WebAddress

BEHIND_THE_WATCH = 1.0
"""Seconds by which a socket's time-out comes after the watch that should have cut it."""
CHUNK = 65_536
"""Bytes asked for at once; what has arrived is returned without waiting for more."""


class BareSession(requests.Session):
    """A session that never looks at a redirect, never keeps a cookie and never asks the environment."""

    def __init__(self, *, adapter: HTTPAdapter) -> None:
        super().__init__()
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self.adapters.clear()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def resolve_redirects(self, *args: Any, **kwargs: Any) -> Iterator[Any]:  # noqa: ANN401, ARG002 - the signature of requests
        """No redirect, ever; the original reads the whole body of each one."""
        return
        yield


class GuardedAdapter(HTTPAdapter):
    """An adapter whose connections are opened by `dial(host, port)` and trust the CA bundle `trust` alone.

    The bundle is loaded once: requests and urllib3 would load it for every connection, 30 ms each time.
    """

    def __init__(self, *, dial: Callable[[str, int], socket.socket], trust: str) -> None:
        self._dial = dial
        self._context = _make_context(trust)
        super().__init__(pool_connections=32, pool_maxsize=1, max_retries=Retry(0, read=False))

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the signature of requests
        """Build the pools of requests with our own two classes of pools in them."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)
        self.poolmanager.pool_classes_by_scheme = {
            "http": partial(_GuardedHTTPPool, dial=self._dial),
            "https": partial(_GuardedHTTPSPool, dial=self._dial),
        }

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:  # noqa: ANN401, ARG002 - as above
        """Require a certificate; which authorities are trusted stands in the context."""
        conn.cert_reqs = "CERT_REQUIRED"


def _make_context(trust: str) -> ssl.SSLContext:
    context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    context.check_hostname = True
    try:
        context.load_verify_locations(trust)
    except OSError as error:  # ssl.SSLError is one, too
        raise SettingsError(f"The CA bundle {trust} cannot be read: {error.strerror or error}.") from error
    return context


class _GuardedHTTPPool(urllib3.HTTPConnectionPool):
    def __init__(self, *args: Any, dial: Callable[[str, int], socket.socket], **kwargs: Any) -> None:  # noqa: ANN401 - the signature of urllib3
        self._dial = dial
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> Any:  # noqa: ANN401 - a connection of urllib3, or vcrpy's in its place
        return _hang_in(super()._new_conn(), self._dial)

    def _put_conn(self, conn: Any) -> None:  # noqa: ANN401 - as above
        super()._put_conn(_closed(conn))


class _GuardedHTTPSPool(urllib3.HTTPSConnectionPool):
    def __init__(self, *args: Any, dial: Callable[[str, int], socket.socket], **kwargs: Any) -> None:  # noqa: ANN401 - the signature of urllib3
        self._dial = dial
        super().__init__(*args, **kwargs)

    def _new_conn(self) -> Any:  # noqa: ANN401 - a connection of urllib3, or vcrpy's in its place
        return _hang_in(super()._new_conn(), self._dial)

    def _put_conn(self, conn: Any) -> None:  # noqa: ANN401 - as above
        super()._put_conn(_closed(conn))


def _closed(connection: Any) -> Any:  # noqa: ANN401 - as above
    # A server need not heed `Connection: close`; then urllib3 would keep the connection for another request.
    if connection is not None:
        connection.close()
    return connection


def _hang_in(connection: Any, dial: Callable[[str, int], socket.socket]) -> Any:  # noqa: ANN401 - see above
    host, port = connection.host, connection.port
    connection._new_conn = lambda: dial(host, port)  # noqa: SLF001 - the one seam that vcrpy leaves in place
    return connection


class Transport:
    """Sends requests, one a call, from any thread. `trust` is the path of a CA bundle in place of certifi's."""

    def __init__(self, *, dialer: Dialer, trust: str | None) -> None:
        hide_in_logs()
        self._dialer = dialer
        self._exchange = threading.local()
        self._session = BareSession(adapter=GuardedAdapter(dial=self._dial, trust=trust or DEFAULT_CA_BUNDLE_PATH))

    def close(self) -> None:
        """Drop the pools."""
        self._session.close()

    def get(
        self,
        address: WebAddress,
        *,
        headers: Mapping[str, str],
        watch: Watch,
        read_up_to: Callable[[int, Headers], int],
    ) -> Answer | Trouble:
        """The answer to a GET of `address`, or the trouble there was. Raises nothing of the network's.

        `read_up_to(status, headers)` says how many bytes of the body to read, unpacked: 0 for none of it. One byte
        more ends the reading and is kept, and the answer is not `whole`.
        """
        request = requests.Request("GET", address.url, headers={**headers, "Connection": "close"})
        return self._exchange_one(request, address=address, watch=watch, read_up_to=read_up_to)

    def post(
        self,
        address: WebAddress,
        *,
        body: bytes,
        headers: Mapping[str, str],
        watch: Watch,
        read_up_to: Callable[[int, Headers], int],
    ) -> Answer | Trouble:
        """The same for a POST of `body`."""
        request = requests.Request("POST", address.url, headers={**headers, "Connection": "close"}, data=body)
        return self._exchange_one(request, address=address, watch=watch, read_up_to=read_up_to)

    def _exchange_one(
        self,
        asked: requests.Request,
        *,
        address: WebAddress,
        watch: Watch,
        read_up_to: Callable[[int, Headers], int],
    ) -> Answer | Trouble:
        self._exchange.watch = watch
        request = asked.prepare()
        request.url = address.url  # as it was checked; requests would spell a few characters anew
        tape = open_tape()
        unrecorded = tape.unrecorded if tape is not None else ()
        try:
            with one_at_a_time(), closing(self._send(request, watch=watch)) as response:
                answer = _read_answer(response, read_up_to=read_up_to)
            if watch.over:  # a connection that was cut looks like a body that has ended
                raise TimeoutError
            return answer  # noqa: TRY300 - an else branch would stand after five handlers
        except UnsafeAddressError as error:
            return Trouble(refusal=Refusal(access=Access.UNSAFE, detail=error.message))
        except FetchError as error:
            detail = Refusal(access=Access.UNREACHABLE, detail=error.message, retryable=True)
            return Trouble(refusal=_explain(error, watch=watch) if watch.over else detail, again=not watch.over)
        except unrecorded:
            return Trouble(refusal=Refusal(access=Access.UNRECORDED, detail="the cassette does not hold this request"))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return Trouble(refusal=_explain(error, watch=watch))

    def _send(self, request: requests.PreparedRequest, *, watch: Watch) -> requests.Response:
        # the watch ends an exchange; a socket's own time-out stands behind it, so that the reason told is always its
        seconds = watch.seconds + BEHIND_THE_WATCH
        timeout = Timeout(connect=seconds, read=seconds)
        return self._session.send(request, stream=True, allow_redirects=False, timeout=timeout)  # type: ignore[arg-type]

    def _dial(self, host: str, port: int) -> socket.socket:
        tape = open_tape()
        if tape is not None and tape.playing:
            raise FetchError("a cassette is being played: no connection is opened")
        return self._dialer.dial(host, port, watch=self._exchange.watch)


def _read_answer(response: requests.Response, *, read_up_to: Callable[[int, Headers], int]) -> Answer:
    headers = tuple((name.lower(), value) for name, value in response.raw.headers.items())
    _check_length(headers)
    limit = read_up_to(response.status_code, headers)
    body = io.BytesIO()  # a list of chunks would be held twice when it is joined
    size = 0
    response.raw.decode_content = True
    while 0 < limit >= size and (chunk := response.raw.read1(CHUNK)):
        size += body.write(chunk)
    if 0 < size <= limit and _stopped_unpacking(response.raw):
        raise urllib3.exceptions.IncompleteRead(size, size + 1)
    body.truncate(limit + 1)
    return Answer(status=response.status_code, headers=headers, body=body.getvalue(), whole=size <= limit)


def _check_length(headers: Headers) -> None:
    """Raise `InvalidHeader` for a length that is none, and for two transfers in one: nobody knows where it ends.

    RFC 9112 section 6.3. Where a length stands beside chunks, the chunks tell, as it says.
    """
    transfers = ",".join(value for name, value in headers if name == "transfer-encoding").lower()
    if transfers.count("chunked") > 1:
        raise urllib3.exceptions.InvalidHeader("chunked twice")
    lengths = {part.strip() for name, value in headers if name == "content-length" for part in value.split(",")}
    if (
        not transfers
        and lengths
        and not (len(lengths) == 1 and all(part.isascii() and part.isdigit() for part in lengths))
    ):
        raise urllib3.exceptions.InvalidHeader("no length")


def _stopped_unpacking(raw: Any) -> bool:  # noqa: ANN401 - a response of urllib3
    """Whether a packed body ended before its packing did; urllib3 takes that for its end and says nothing."""
    decoder = getattr(raw, "_decoder", None)
    return any(_is_unfinished(each) for each in getattr(decoder, "_decoders", (decoder,)))


def _is_unfinished(decoder: Any) -> bool:  # noqa: ANN401 - a decoder of urllib3, or none
    inner = getattr(decoder, "_obj", None)  # of zlib, which knows `eof`, or of brotli
    if inner is None or getattr(decoder, "_state", None) == GzipDecoderState.SWALLOW_DATA:
        return False  # not packed, or whole with something else behind it
    return not (inner.eof if hasattr(inner, "eof") else inner.is_finished())


_BROKEN_OFF = Refusal(access=Access.UNREACHABLE, detail="the answer broke off before its end", retryable=True)
_NO_LONGER = Refusal(access=Access.TIMED_OUT, detail="the site stopped answering", retryable=True)
_REASONS: tuple[tuple[type[BaseException], Refusal], ...] = (
    (
        ssl.SSLCertVerificationError,
        Refusal(access=Access.UNREACHABLE, detail="the site's certificate cannot be trusted"),
    ),
    (TimeoutError, _NO_LONGER),
    (urllib3.exceptions.TimeoutError, _NO_LONGER),
    (urllib3.exceptions.DecodeError, Refusal(access=Access.UNSUPPORTED, detail="the page's compression is damaged")),
    (
        urllib3.exceptions.InvalidHeader,
        Refusal(access=Access.UNREACHABLE, detail="the answer contradicts itself about its length"),
    ),
    (urllib3.exceptions.IncompleteRead, _BROKEN_OFF),
    (IncompleteRead, _BROKEN_OFF),
    (
        RemoteDisconnected,
        Refusal(access=Access.UNREACHABLE, detail="the site closed the connection without an answer", retryable=True),
    ),
    (
        ConnectionResetError,
        Refusal(access=Access.UNREACHABLE, detail="the site reset the connection", retryable=True),
    ),
    (ssl.SSLError, Refusal(access=Access.UNREACHABLE, detail="no secure connection could be agreed on")),
    (HTTPException, Refusal(access=Access.UNREACHABLE, detail="the answer is no valid HTTP")),
)
"""What became of an exchange, by the first of these errors among the causes; the order is from special to general."""


def _explain(error: BaseException, *, watch: Watch) -> Refusal:
    if watch.over:
        detail = f"no whole answer within {watch.seconds:.3g} seconds"
        return Refusal(access=Access.TIMED_OUT, detail=detail, retryable=True)
    causes = tuple(_causes(error))
    for kind, refusal in _REASONS:
        for cause in causes:
            if isinstance(cause, kind):
                return replace(refusal, detail=refusal.detail + _more(cause))
    return Refusal(access=Access.UNREACHABLE, detail=f"the connection failed ({type(error).__name__})", retryable=True)


def _more(cause: BaseException) -> str:
    return f" ({cause.verify_message})" if isinstance(cause, ssl.SSLCertVerificationError) else ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    # requests and urllib3 wrap errors in their arguments, in `reason` and as causes; ten levels are more than they use
    waiting: list[object] = [error]
    for _ in range(10):
        found = [cause for cause in waiting if isinstance(cause, BaseException)]
        yield from found
        waiting = [
            deeper
            for cause in found
            for deeper in (*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__)
        ]
