"""One HTTP exchange over requests and urllib3, with everything that follows or hides a hop taken out.

- Redirects: requests reads and unpacks the body of every redirect, so a few kilobytes can become gigabytes before any
  limit is asked. `BareSession` yields none; the client follows by hand.
- Connections: `Dialer` opens them. It is hung into each connection object, not into a class of its own, because vcrpy
  replaces the classes. One request a connection: nothing to reuse, nothing stale.
- Time: a `Watch` cuts the socket. Size: counted after unpacking, while reading.
- No proxies or passwords from the environment, no cookies, no retries by urllib3, only http and https.
"""

from __future__ import annotations

import ssl
import threading
from contextlib import closing
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH
from urllib3.util import Retry, Timeout

from provenance.errors import FetchError, SettingsError, UnsafeAddressError
from provenance.fetch.answers import Refusal, Trouble
from provenance.fetch.bodies import read_answer
from provenance.fetch.secrets import hide_in_logs
from provenance.fetch.tape import one_at_a_time, open_tape
from provenance.fetch.troubles import explain
from provenance.model.captures import Access

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Mapping

    from provenance.fetch.answers import Answer, Headers
    from provenance.fetch.dialer import Dialer
    from provenance.fetch.watch import Watch
    from provenance.urls.addresses import WebAddress

BEHIND_THE_WATCH = 1.0
"""Seconds by which a socket's time-out comes after the watch that should have cut it."""


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

    def build_response(self, req: Any, resp: Any) -> requests.Response:  # noqa: ANN401 - as above
        """The response without its cookies, which requests would read twice, for seconds where there are many."""
        if isinstance(resp, urllib3.HTTPResponse):  # what vcrpy gives in its place has its headers nowhere else
            message: Any = resp._original_response.msg  # type: ignore[union-attr]  # noqa: SLF001 - where requests looks
            del message["set-cookie"], message["set-cookie2"]
        return super().build_response(req, resp)


def _make_context(trust: str) -> ssl.SSLContext:
    # The one of urllib3 would write the keys of every connection where SSLKEYLOGFILE says, and fail where it cannot.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks certificate and name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.hostname_checks_common_name = False
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
                answer = read_answer(response, read_up_to=read_up_to)
            if watch.over:  # a connection that was cut looks like a body that has ended
                raise TimeoutError
            return answer  # noqa: TRY300 - an else branch would stand after five handlers
        except UnsafeAddressError as error:
            return Trouble(refusal=Refusal(access=Access.UNSAFE, detail=error.message))
        except FetchError as error:
            detail = Refusal(access=Access.UNREACHABLE, detail=error.message, retryable=True)
            return Trouble(refusal=explain(error, watch=watch) if watch.over else detail, again=not watch.over)
        except unrecorded:
            return Trouble(refusal=Refusal(access=Access.UNRECORDED, detail="the recording holds no answer for it"))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return Trouble(refusal=explain(error, watch=watch))

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
