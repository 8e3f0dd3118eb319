"""Servers on 127.0.0.1 that behave as badly as a test asks: a reply is a function that writes to the socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from provenance.fetch import LocalRoute

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping


@dataclass(frozen=True)
class Received:
    """A request as it arrived."""

    method: str
    host: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def address(self) -> str:
        return self.host + self.target


@dataclass
class Exchange:
    """The connection that a reply writes to; `over` is set when the test is."""

    line: socket.socket
    request: Received
    over: threading.Event

    def send(self, chunk: bytes) -> None:
        self.line.sendall(chunk)


Reply = Callable[[Exchange], None]
OPEN_ROBOTS = b"User-agent: *\nAllow: /\n"


def reply(
    body: bytes | str = b"", *, status: int = 200, kind: str = "text/html", headers: Mapping[str, str] | None = None
) -> Reply:
    """An honest reply."""
    content = body.encode() if isinstance(body, str) else body
    given = dict(headers or {})
    named = {name.lower() for name in given}
    fixed = {"Content-Type": kind, "Content-Length": str(len(content))}
    lines = [f"HTTP/1.1 {status} Status", *(f"{name}: {value}" for name, value in given.items())]
    lines += [f"{name}: {value}" for name, value in fixed.items() if value and name.lower() not in named]
    head = "\r\n".join(lines).encode("utf-8") + b"\r\n\r\n"
    return lambda exchange: exchange.send(head + content)


def redirect(location: str, *, status: int = 302, body: bytes = b"") -> Reply:
    """A redirect to `location`, written as it is."""
    return reply(body, status=status, headers={"Location": location})


def raw(*chunks: bytes, every: float = 0.0) -> Reply:
    """The chunks as they are, one every so many seconds."""

    def send(exchange: Exchange) -> None:
        for chunk in chunks:
            exchange.send(chunk)
            if every and exchange.over.wait(every):
                return

    return send


def silence(exchange: Exchange) -> None:
    """Nothing, until the test is over."""
    exchange.over.wait(10)


def in_turn(*replies: Reply) -> Reply:
    """A different reply each time; the last one stays."""
    waiting = list(replies)

    def send(exchange: Exchange) -> None:
        chosen = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        chosen(exchange)

    return send


@dataclass
class Server:
    """A server for any number of hosts. `pages` maps `host/path` to a reply; robots.txt allows all if not given."""

    pages: dict[str, Reply] = field(default_factory=dict)
    context: ssl.SSLContext | None = None
    slow: float = 0.0
    requests: list[Received] = field(default_factory=list)
    answered: list[Received] = field(default_factory=list)
    busiest: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = 0
        self._lines: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            lines = tuple(self._lines)
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        self._thread.join(2)

    @property
    def asked(self) -> list[str]:
        """The addresses of the requests, in order."""
        return [request.address for request in self.requests]

    @property
    def pages_asked(self) -> list[str]:
        """The same without robots.txt."""
        return [address for address in self.asked if not address.endswith("/robots.txt")]

    def resolve(self, host: str, port: int) -> tuple[LocalRoute, ...]:
        """Every host leads here."""
        return (LocalRoute(ip="127.0.0.1", port=self.port),)

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with self._lock:
            self._lines.add(line)
        try:
            with suppress(OSError):
                self._answer(line)
        finally:
            with self._lock:
                self._lines.discard(line)
            line.close()

    def _answer(self, line: socket.socket) -> None:
        if self.context is not None:
            line = self.context.wrap_socket(line, server_side=True)
        request = _read_request(line)
        if request is None:
            return
        # A request counts as waiting until its answer begins: what the client does with the end of an answer is its
        # own affair, and may come before this thread gets its turn again.
        with self._lock:
            self.requests.append(request)
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        if self.slow:
            time.sleep(self.slow)
        with self._lock:
            self._busy -= 1
        robots = reply(OPEN_ROBOTS, kind="text/plain") if request.target == "/robots.txt" else None
        missing = robots or reply("gone", status=404)
        self.pages.get(request.address, missing)(Exchange(line, request, self.over))
        self.answered.append(request)
        with suppress(OSError):
            line.shutdown(socket.SHUT_WR)
        line.close()


def _read_request(line: socket.socket) -> Received | None:
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = line.recv(65_536)
        if not chunk:
            return None
        received += chunk
        if received.startswith(b"\x16"):  # TLS, which a plain server does not understand
            line.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return None
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    method, target, _ = first.split(" ", 2)
    while len(body) < int(headers.get("content-length", 0)) and (chunk := line.recv(65_536)):
        body += chunk
    return Received(method=method, host=headers.get("host", ""), target=target, headers=headers, body=body)
