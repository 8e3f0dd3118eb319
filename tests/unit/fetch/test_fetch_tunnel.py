"""An egress proxy that the user named: through it everything is as without it, but for the look-up."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from provenance.config import Settings, read_settings
from provenance.errors import SettingsError
from provenance.fetch import Client, LocalRoute, Route
from provenance.fetch.tunnel import MOST_BYTES, Proxy, read_proxy
from provenance.model import Access, Capture, Missed
from tests.support.authority import make_authority
from tests.support.servers import Server, redirect, reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AGREED = b"HTTP/1.1 200 Connection established\r\nVia: proxy\r\n\r\n"
PROXY = "http://proxy.example:3128"


@dataclass
class TestProxy:
    """A proxy on this machine that leads every tunnel to one server, or answers as it is told."""

    __test__ = False
    to: int
    answer: bytes = AGREED
    asked: list[bytes] = field(default_factory=list)

    def serve(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                head += line.recv(65_536)
            self.asked.append(head)
            line.sendall(self.answer)
            if self.answer != AGREED:
                return
            with socket.create_connection(("127.0.0.1", self.to)) as site:
                back = threading.Thread(target=copy, args=(site, line), daemon=True)
                back.start()
                copy(line, site)
                back.join(2)


def copy(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while chunk := one.recv(65_536):
            other.sendall(chunk)
        other.shutdown(socket.SHUT_WR)


@contextmanager
def proxied(proxy: TestProxy, *, trust: str | None = None, **settings: object) -> Iterator[tuple[Client, list[str]]]:
    looked_up: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=proxy.serve, args=(listener.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()

        def resolve(host: str, port: int) -> tuple[Route, ...]:
            looked_up.append(f"{host}:{port}")
            return (LocalRoute(ip="127.0.0.1", port=listener.getsockname()[1]),)

        chosen = Settings(pause_seconds=0, retries=0, proxy=PROXY, deadline_seconds=5, **settings)
        with Client(chosen, resolver=resolve, trust=trust) as client:
            yield client, looked_up
        listener.shutdown(socket.SHUT_RDWR)


def test_a_page_comes_through_it_and_the_certificate_is_the_sites(tmp_path: Path) -> None:
    authority = make_authority(tmp_path)
    pages = {"news.example/a": reply("<p>A page")}
    with Server(pages=pages, context=authority.server_context("news.example")) as server:
        proxy = TestProxy(to=server.port)
        with proxied(proxy, trust=authority.bundle) as (client, looked_up):
            assert isinstance(client.fetch_page("https://news.example/a"), Capture)
            wrong = client.fetch_page("https://other.example/a")
            assert [(host.host, host.requests) for host in client.hosts] == [("news.example", 2), ("other.example", 1)]
    assert isinstance(wrong, Missed)
    assert "certificate" in wrong.detail
    assert set(looked_up) == {"proxy.example:3128"}
    assert proxy.asked[0] == b"CONNECT news.example:443 HTTP/1.1\r\nHost: news.example:443\r\n\r\n"


def test_plain_http_goes_through_a_tunnel_too() -> None:
    with (
        Server(pages={"news.example/a": reply("<p>A page")}) as server,
        proxied(TestProxy(to=server.port)) as (client, _),
    ):
        assert isinstance(client.fetch_page("http://news.example/a"), Capture)
        assert {request.host for request in server.requests} == {"news.example"}


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://a.internal/", "http://a.example:22/"]
)
def test_what_is_refused_without_it_is_refused_with_it(url: str) -> None:
    proxy = TestProxy(to=1)
    with proxied(proxy) as (client, looked_up):
        missed = client.fetch_page(url)
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNSAFE
    assert (proxy.asked, looked_up) == ([], [])


def test_redirects_are_checked_and_an_embargo_holds() -> None:
    pages = {"news.example/a": redirect("http://10.0.0.5/"), "news.example/b": redirect("http://evil.example/")}
    with Server(pages=pages) as server:
        proxy = TestProxy(to=server.port)
        with proxied(proxy, embargo=True, allow=("news.example",)) as (client, _):
            one, other = client.fetch_page("http://news.example/a"), client.fetch_page("http://news.example/b")
    assert isinstance(one, Missed)
    assert one.access is Access.UNSAFE
    assert isinstance(other, Missed)
    assert "embargo" in other.detail
    assert all(asked.startswith(b"CONNECT news.example:80 ") for asked in proxy.asked)


@pytest.mark.parametrize(
    ("answer", "access", "says"),
    [
        (b"HTTP/1.1 403 No\r\n\r\n", Access.UNSAFE, r"the egress proxy refused it (403)"),
        (b"HTTP/1.1 407 Who\r\n\r\n", Access.UNSAFE, r"the egress proxy refused it (407)"),
        (b"HTTP/1.1 502 Bad\r\n\r\n", Access.UNREACHABLE, "could not reach news.example (502)"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n", Access.UNREACHABLE, "could not reach"),
        (b"SSH-2.0-x\r\n\r\n", Access.UNREACHABLE, "does not speak HTTP"),
        (b"HTTP/1.1 \r\n\r\n", Access.UNREACHABLE, "does not speak HTTP"),
        (b"", Access.UNREACHABLE, "gave no answer"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * MOST_BYTES, Access.UNREACHABLE, "gave no answer"),
    ],
)  # fmt: skip
def test_a_proxy_that_refuses_or_fails_is_told(answer: bytes, access: Access, says: str) -> None:
    with proxied(TestProxy(to=1, answer=answer)) as (client, _):
        missed = client.fetch_page("http://news.example/a")
    assert isinstance(missed, Missed)
    assert missed.access is access
    assert says in missed.detail


def test_a_proxy_on_the_internet_is_not_spoken_to_in_the_open() -> None:
    settings = Settings(pause_seconds=0, retries=0, proxy=PROXY)
    with Client(settings, resolver=lambda host, port: (Route(ip="8.8.8.8", port=port),)) as client:
        missed = client.fetch_page("https://news.example/a")
    assert isinstance(missed, Missed)
    assert missed.access is Access.UNSAFE
    assert "plain http" in missed.detail


def test_the_address_of_a_proxy_is_read() -> None:
    assert read_proxy("") is None
    assert read_proxy("http://10.0.0.1:3128") == Proxy(host="10.0.0.1", port=3128)
    assert read_proxy("http://[fd00::1]/") == Proxy(host="fd00::1", port=80)


@pytest.mark.parametrize(
    "url",
    ["https://proxy.example:3128", "socks5://a.example", "proxy.example:3128", "http://me:secret@a.example", "http://",
     "http://a.example/path", "http://a.example:x", "http://[", "http://a.example ", "http://a.example?x", "http://é.example"],
)  # fmt: skip
def test_what_is_no_address_of_a_proxy_is_told(url: str) -> None:
    with pytest.raises(SettingsError, match="proxy"):
        Client(Settings(proxy=url))


def test_a_settings_file_that_merely_lies_there_names_no_proxy(tmp_path: Path) -> None:
    path = tmp_path / "provenance.toml"
    path.write_text(f'proxy = "{PROXY}"\n')
    assert read_settings(path).proxy == PROXY
    with pytest.raises(SettingsError, match="counts only in a settings file that is named"):
        read_settings(folder=tmp_path)
