"""The table of servers that mean harm: what each sends, and what must come of it. Add a row; nothing else is needed.

A row is tried by `run.py`, in one program for all of them, and judged by `test_hostile_servers.py`: the outcome and its
reason, the deadline, and the memory that it took.
"""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

import brotli

from provenance.model import Access
from tests.support.servers import raw, redirect, reply, silence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.support.servers import Exchange, Reply

MB = 1_000_000
SLOW = 0.4
"""The deadline of those that would take for ever."""

NOTHING = Access.NOT_FOUND
"""What comes of asking a provider that finds no page."""

Talk = Callable[[socket.socket, Event], None]
"""What a server does with a connection before any HTTP."""


@dataclass(frozen=True, kw_only=True)
class Hostile:
    """A server, and what must come of asking it.

    `pages` answer for `news.example` and its neighbours. `way` is who asks: the reader of a page, or a provider by its
    name. `says` are words of the reason; those of an access `ok` are words of the page. `seconds` is the deadline.
    """

    name: str
    says: str
    access: Access = Access.UNREACHABLE
    pages: dict[str, Reply] = field(default_factory=dict)
    talk: Talk | None = None
    way: str = "page"
    seconds: float = 10.0


def page(name: str, answer: Reply, access: Access, says: str, *, seconds: float = 10.0) -> Hostile:
    return Hostile(name=name, pages={"news.example/a": answer}, access=access, says=says, seconds=seconds)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
TEXT = b"<html><title>A page</title><article>" + b"<p>The council met in the evening and spoke of it.</p>" * 9


def endless(chunk: bytes, *, head: bytes = HEAD + b"\r\n", every: float = 0.0) -> Reply:
    """The head, and then the chunk again and again until the reader has had enough."""

    def send(exchange: Exchange) -> None:
        exchange.send(head)
        with suppress(OSError):
            while not exchange.over.wait(every) if every else not exchange.over.is_set():
                exchange.send(chunk)

    return send


def drip(letters: bytes, *, head: bytes = b"") -> Reply:
    def send(exchange: Exchange) -> None:
        if head:
            exchange.send(head)
        raw(*(bytes((letter,)) for letter in letters), every=0.03)(exchange)

    return send


def lazily(size: int, line: bytes, *, kind: bytes = b"text/plain") -> Reply:
    """So many bytes of the line, made while they are sent."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n" % (kind, size)
    block = line * (65_536 // len(line))

    def send(exchange: Exchange) -> None:
        exchange.send(head)
        with suppress(OSError):
            for _ in range(size // len(block)):
                if exchange.over.is_set():
                    return
                exchange.send(block)

    return send


def packed(chunks: Iterable[bytes], *, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, wbits=31)
    return b"".join(packer.compress(chunk) for chunk in chunks) + packer.flush()


def zeros(size: int) -> Iterable[bytes]:
    return (bytes(MB) for _ in range(size // MB))


def reset(exchange: Exchange) -> None:
    exchange.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.line.close()


def then_reset(begin: bytes) -> Reply:
    def send(exchange: Exchange) -> None:
        exchange.send(begin)
        time.sleep(0.05)
        reset(exchange)

    return send


def drip_handshake(line: socket.socket, over: Event) -> None:
    """A record of 4,000 bytes is announced, and comes byte by byte."""
    line.recv(65_536)
    for letter in b"\x16\x03\x03\x0f\xa0\x02\x00\x0f\x9c\x03\x03" + bytes(500):
        line.sendall(bytes((letter,)))
        if over.wait(0.03):
            return


GZIPPED = packed(zeros(300 * MB))
"""300 MB of zeros in 300 kB."""
BROTLI = brotli.Compressor(quality=5)
BROTLI_BOMB = b"".join(BROTLI.process(chunk) for chunk in zeros(300 * MB)) + BROTLI.finish()
DEFLATED = zlib.compressobj(9)
DEFLATE_BOMB = b"".join(DEFLATED.compress(chunk) for chunk in zeros(300 * MB)) + DEFLATED.flush()
RAW_DEFLATED = zlib.compressobj(9, wbits=-15)
RAW_DEFLATE_BOMB = b"".join(RAW_DEFLATED.compress(chunk) for chunk in zeros(300 * MB)) + RAW_DEFLATED.flush()


def coded(body: bytes, coding: str, *, status: int = 200, **headers: str) -> Reply:
    return reply(body, status=status, headers={"Content-Encoding": coding, **headers})


BOMBS = (
    page("gzip bomb", coded(GZIPPED, "gzip"), Access.TOO_LARGE, "larger than"),
    page("gzip in gzip", coded(gzip.compress(GZIPPED), "gzip, gzip"), Access.TOO_LARGE, "larger than"),
    page("brotli bomb", coded(BROTLI_BOMB, "br"), Access.TOO_LARGE, "larger than"),
    page("deflate bomb", coded(DEFLATE_BOMB, "deflate"), Access.TOO_LARGE, "larger than"),
    page("deflate bomb without its head", coded(RAW_DEFLATE_BOMB, "deflate"), Access.TOO_LARGE, "larger than"),
    page("brotli in gzip", coded(gzip.compress(BROTLI_BOMB), "br, gzip"), Access.TOO_LARGE, "larger than"),
    page("packed nine times", coded(b"x", ", ".join(["gzip"] * 9)), Access.UNSUPPORTED, "compression is damaged"),
    page("packed as nobody knows", coded(GZIPPED, "zstd"), Access.UNSUPPORTED, "packed as zstd"),
    page("bomb that is not found", coded(GZIPPED, "gzip", status=404), Access.NOT_FOUND, "404"),
    page("bomb that failed", coded(GZIPPED, "gzip", status=500), Access.UNREACHABLE, "500"),
    page("bomb in a redirect", coded(GZIPPED, "gzip", status=302, Location="/b"), Access.NOT_FOUND, "404"),
    page("bomb in a redirect to nowhere", coded(GZIPPED, "gzip", status=302), Access.UNREACHABLE, "leads nowhere"),
    page("bomb that says it is a PDF", reply(b"%PDF-1.7\n" + bytes(4 * MB), kind="application/pdf"),
         Access.UNSUPPORTED, "PDF"),
    Hostile(name="bomb as robots.txt", access=Access.NOT_FOUND, says="404", pages={
        "news.example/robots.txt": coded(GZIPPED, "gzip")}),
    Hostile(name="robots.txt of 1 GB", access=Access.NOT_FOUND, says="404", pages={
        "news.example/robots.txt": lazily(1_000 * MB, b"Disallow: /*a*a*a*a*a*a*a*a*b$\n")}),
    Hostile(name="robots.txt that never ends", access=Access.NOT_FOUND, says="404", pages={
        "news.example/robots.txt": endless(b"# and so on\n" * 1_000)}),
    page("packed nothing without end", endless(b"\0\0\0\xff\xff" * 9_000, head=HEAD + b"Content-Encoding: deflate\r\n\r\n\x78\x9c"),
         Access.UNSUPPORTED, "compression is damaged"),
    page("page of 1 GB", lazily(1_000 * MB, b"<p>and so on</p>\n", kind=b"text/html"), Access.TOO_LARGE, "larger than"),
    page("page that never ends", endless(b"<p>and so on</p>\n" * 1_000), Access.TOO_LARGE, "larger than"),
)  # fmt: skip

DRIPS = tuple(
    page(name, answer, Access.TIMED_OUT, "no whole answer within", seconds=SLOW)
    for name, answer in (
        ("silence", silence),
        ("dripping status line", drip(b"HTTP/1.1 200 OK" * 9)),
        ("dripping headers", drip(b"X-A: b\r\n" * 9, head=HEAD)),
        ("dripping body", drip(b"<p>" * 99, head=HEAD + b"\r\n")),
        ("dripping chunks", drip(b"1\r\nx\r\n" * 99, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n")),
        ("dripping length of a chunk", drip(b"0" * 99, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n")),
        ("dripping packed body", drip(packed([bytes(range(256)) * 9]), head=HEAD + b"Content-Encoding: gzip\r\n\r\n")),
        ("dripping trailer", drip(b"X-A: b\r\n" * 9, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n")),
        ("body that stops", lambda exchange: (raw(HEAD + b"Content-Length: 9\r\n\r\n<p>")(exchange), silence(exchange))[0]),
        ("100-continue without end", endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 50, head=b"")),
        ("empty body without end", endless(b"", head=HEAD + b"\r\n", every=0.05)),
    )
)  # fmt: skip

STALLS = (
    Hostile(name="dripping robots.txt", access=Access.TIMED_OUT, says="robots.txt: ", seconds=SLOW, pages={
        "news.example/robots.txt": drip(b"Allow: /\n" * 99, head=HEAD + b"\r\n")}),
    Hostile(name="dripping TLS handshake", access=Access.TIMED_OUT, says="no whole answer within", seconds=SLOW,
            talk=drip_handshake),
    Hostile(name="silence in place of a TLS handshake", access=Access.TIMED_OUT, says="answer",
            seconds=SLOW, talk=lambda line, over: over.wait(9)),
    Hostile(name="no TLS handshake at all", says="secure connection", talk=lambda line, over: line.sendall(b"220 hi\r\n")),
)  # fmt: skip

CHUNKS = b"80\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (TEXT[:128], len(TEXT) - 128, TEXT[128:])

LENGTHS = (
    page("less than it says", raw(HEAD + b"Content-Length: 99\r\n\r\n<p>short"), Access.UNREACHABLE, "broke off"),
    page("more than it says", raw(HEAD + b"Content-Length: %d\r\n\r\n" % len(TEXT) + TEXT * 2), Access.OK, "council met"),
    page("length below zero", raw(HEAD + b"Content-Length: -5\r\n\r\n" + TEXT), Access.UNREACHABLE, "length"),
    page("length in letters", raw(HEAD + b"Content-Length: many\r\n\r\n" + TEXT), Access.UNREACHABLE, "length"),
    page("two lengths", raw(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + TEXT), Access.UNREACHABLE, "length"),
    page("two lengths in one header", raw(HEAD + b"Content-Length: 5, 9\r\n\r\n" + TEXT), Access.UNREACHABLE, "length"),
    page("length of a thousand digits", raw(HEAD + b"Content-Length: " + b"9" * 1_000 + b"\r\n\r\n" + TEXT),
         Access.TOO_LARGE, "larger than"),
    page("length of 10,000 digits", raw(HEAD + b"Content-Length: " + b"9" * 10_000 + b"\r\n\r\n" + TEXT),
         Access.TOO_LARGE, "larger than"),
    page("chunks and a length", raw(HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(TEXT)
         + TEXT + b"\r\n0\r\n\r\n"), Access.OK, "council met"),
    page("chunk of no length", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>\r\n"), Access.UNREACHABLE, "broke off"),
    page("chunk below zero", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n<p>\r\n"), Access.UNREACHABLE, "broke off"),
    page("chunk of an endless length", endless(b"0" * 9_000, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
         Access.UNREACHABLE, "valid HTTP"),
    page("chunk of 2^64 bytes", raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n" + TEXT),
         Access.UNREACHABLE, "broke off"),
    page("endless extension of a chunk", endless(b"x=y;" * 9_000, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;"),
         Access.UNREACHABLE, "valid HTTP"),
    page("endless trailers", endless(b"X-A: b\r\n" * 1_000, head=HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n"),
         Access.TIMED_OUT, "no whole answer within", seconds=SLOW),
    page("chunks of chunks", raw(HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n" + TEXT), Access.UNREACHABLE, "length"),
    page("chunks with a blank behind the word", raw(HEAD + b"Transfer-Encoding: chunked \r\n\r\n" + CHUNKS),
         Access.UNREACHABLE, "length"),
    page("chunks of identity", raw(HEAD + b"Transfer-Encoding: identity, chunked\r\n\r\n" + CHUNKS), Access.UNREACHABLE, "length"),
    page("chunks in a folded line", raw(HEAD + b"Transfer-Encoding:\r\n chunked\r\n\r\n" + CHUNKS), Access.UNREACHABLE, "length"),
    page("chunks below a line that is no header", raw(HEAD + b"no header\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS),
         Access.UNREACHABLE, "headers cannot be read"),
    page("length below a line that is no header", raw(HEAD + b"no header\r\nContent-Length: 9999\r\n\r\n" + TEXT),
         Access.UNREACHABLE, "headers cannot be read"),
    page("transfer as nobody knows", raw(HEAD + b"Transfer-Encoding: xz\r\n\r\n" + TEXT), Access.UNSUPPORTED, "packed as"),
)  # fmt: skip

BROKEN = (
    page("reset at once", reset, Access.UNREACHABLE, "reset"),
    page("reset in the headers", then_reset(HEAD), Access.UNREACHABLE, "reset"),
    page("reset in the body", then_reset(HEAD + b"Content-Length: 99\r\n\r\n<p>"), Access.UNREACHABLE, "reset"),
    page("no answer", raw(), Access.UNREACHABLE, "without an answer"),
    page("garbage", raw(bytes(range(256)) * 99), Access.UNREACHABLE, "valid HTTP"),
    page("another protocol", raw(b"220 mail.example ESMTP\r\n"), Access.UNREACHABLE, "valid HTTP"),
    page("HTTP/0.9", raw(TEXT), Access.UNREACHABLE, "valid HTTP"),
    page("status 99", raw(b"HTTP/1.1 099 x\r\n\r\n" + TEXT), Access.UNREACHABLE, "valid HTTP"),
    page("status 1000", raw(b"HTTP/1.1 1000 x\r\n\r\n" + TEXT), Access.UNREACHABLE, "valid HTTP"),
    page("status 999", raw(b"HTTP/1.1 999 x\r\n\r\n" + TEXT), Access.UNREACHABLE, "999"),
    page("status 600", raw(b"HTTP/1.1 600 x\r\n\r\n" + TEXT), Access.UNREACHABLE, "600"),
    page("status below zero", raw(b"HTTP/1.1 -200 x\r\n\r\n" + TEXT), Access.UNREACHABLE, "valid HTTP"),
    page("status in letters", raw(b"HTTP/1.1 OK x\r\n\r\n" + TEXT), Access.UNREACHABLE, "valid HTTP"),
    page("switch of protocols", raw(b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n" + TEXT), Access.UNREACHABLE, "101"),
    page("part of a page", raw(b"HTTP/1.1 206 Partial\r\n\r\n" + TEXT), Access.UNREACHABLE, "206"),
    page("nothing new, unasked", raw(b"HTTP/1.1 304 Not Modified\r\n\r\n"), Access.UNREACHABLE, "304"),
    page("header line of 1 MB", raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * MB + b"\r\n\r\n"), Access.UNREACHABLE, "valid HTTP"),
    page("status line of 1 MB", raw(b"HTTP/1.1 200 " + b"y" * MB + b"\r\n\r\n"), Access.UNREACHABLE, "valid HTTP"),
    page("10,000 headers", raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000 + b"\r\n"), Access.UNREACHABLE, "valid HTTP"),
    page("90 headers of 60,000 cookies", raw(HEAD + (b"Set-Cookie: " + b"y; " * 20_000 + b"\r\n") * 90 + b"\r\n" + TEXT),
         Access.OK, "council met"),
    page("headers without end", endless(b"X: y\r\n" * 1_000, head=b"HTTP/1.1 200 OK\r\n"), Access.UNREACHABLE, "valid HTTP"),
    page("header line without end", endless(b"y" * 9_000, head=b"HTTP/1.1 200 OK\r\nX: "), Access.UNREACHABLE, "valid HTTP"),
    page("damaged gzip", coded(b"\x1f\x8b\x08\0" + b"damaged" * 9, "gzip"), Access.UNSUPPORTED, "damaged"),
    page("damaged brotli", coded(b"damaged" * 99, "br"), Access.UNSUPPORTED, "damaged"),
    page("gzip that ends before its text", coded(gzip.compress(TEXT)[:9], "gzip"), Access.UNREACHABLE, "broke off"),
    page("gzip that ends too early", coded(gzip.compress(TEXT)[:-12], "gzip"), Access.UNREACHABLE, "broke off"),
)  # fmt: skip

HOPS = (
    Hostile(name="redirects without end", access=Access.UNREACHABLE, says="more than 5 redirects", pages={
        "news.example/a": redirect("/0"), **{f"news.example/{n}": redirect(f"/{n + 1}") for n in range(9)}}),
    Hostile(name="redirects in a circle", access=Access.UNREACHABLE, says="in a circle", pages={
        "news.example/a": redirect("/b"), "news.example/b": redirect("/a")}),
    page("redirect to itself", redirect("/a"), Access.UNREACHABLE, "in a circle"),
    page("redirect to this machine", redirect("http://127.0.0.1/"), Access.UNSAFE, "no public address"),
    page("redirect to 1 MB of address", redirect("/" + "a" * 60_000), Access.UNSAFE, "longer than"),
    page("redirect with a body that never ends", endless(b"x" * 9_000, head=b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"),
         Access.NOT_FOUND, "404"),
    Hostile(name="robots.txt that redirects without end", access=Access.ROBOTS_DENIED, says="redirects", pages={
        "news.example/robots.txt": redirect("/0"), **{f"news.example/{n}": redirect(f"/{n + 1}") for n in range(9)}}),
)  # fmt: skip

DEEP = b'{"a":' * 100_000 + b"1" + b"}" * 100_000
WIDE_JSON = b"[" * 100_000 + b"]" * 100_000


def with_json(body: bytes) -> Reply:
    return reply(TEXT + b'<script type="application/ld+json">' + body + b"</script></article>")


TEXTS = (
    page("JSON-LD nested 100,000 deep", with_json(DEEP), Access.OK, "council met"),
    page("JSON-LD of 100,000 brackets", with_json(WIDE_JSON), Access.OK, "council met"),
    page("200,000 nested elements", reply(b"<html><body>" + b"<div>" * 200_000 + TEXT), Access.TOO_LARGE, "more than 120,000 tags"),
    page("200,000 nested quotations", reply(b"<html><body>" + b"<blockquote>" * 200_000 + TEXT), Access.TOO_LARGE, "more than 120,000 tags"),
    page("200,000 attributes", reply(b"<html><body><p " + b"".join(b"a%d=b " % n for n in range(200_000)) + b">" + TEXT),
         Access.UNSUPPORTED, "more than 256 attributes"),
    page("wrong charset", reply(TEXT, kind="text/html; charset=utf-16"), Access.OK, "council met"),
    page("charset that nobody knows", reply(TEXT, kind="text/html; charset=klingon"), Access.OK, "council met"),
    page("charset that unpacks", reply(TEXT, kind="text/html; charset=zlib"), Access.OK, "council met"),
    page("charset that runs", reply(TEXT, kind="text/html; charset=unicode_escape"), Access.OK, "council met"),
    page("charset of 60,000 letters", reply(TEXT, kind="text/html; charset=" + "x" * 60_000), Access.OK, "council met"),
    page("zero bytes in the text", reply(TEXT.replace(b" of ", b"\0 of \0")), Access.UNSUPPORTED, "binary"),
    page("nothing but zero bytes", reply(bytes(MB)), Access.UNSUPPORTED, "binary"),
    page("zero bytes without a type", reply(bytes(MB), kind=""), Access.UNSUPPORTED, "no text"),
    page("a PDF that is none", reply(b"%PDF-1.7\n" + bytes(range(256)) * 999, kind="application/pdf"), Access.UNSUPPORTED, "PDF"),
    page("an XML bomb as a page", reply(b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
         + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
         + b"]><html><body><p>&j;</p>" + TEXT, kind="application/xhtml+xml"), Access.OK, "council met"),
)  # fmt: skip

ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><urlset><url><loc>https://apnews.com/&j;</loc></url></urlset>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    b"<urlset><url><loc>https://apnews.com/&a;</loc></url></urlset>"
)
ROBOTS = reply(b"User-agent: *\nAllow: /\nSitemap: https://apnews.com/map.xml\n", kind="text/plain")
FRONT = reply(
    b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed">'
    b'<link rel="https://api.w.org/" href="https://apnews.com/wp-json/"></head></html>',
    headers={"Link": '<https://apnews.com/wp-json/>; rel="https://api.w.org/"'},
)


def sitemap(name: str, answer: Reply, says: str) -> Hostile:
    pages = {"apnews.com/robots.txt": ROBOTS, "apnews.com/map.xml": answer}
    return Hostile(name=f"sitemap: {name}", pages=pages, way="sitemaps", access=NOTHING, says=says)


def feed(name: str, answer: Reply, says: str) -> Hostile:
    return Hostile(
        name=f"feed: {name}",
        pages={"apnews.com/": FRONT, "apnews.com/feed": answer},
        way="feeds",
        access=NOTHING,
        says=says,
    )


XML = b'<?xml version="1.0"?><urlset>'
LISTINGS = (
    sitemap("entity bomb", reply(ENTITIES, kind="application/xml"), "document type"),
    sitemap("entity from outside", reply(OUTSIDE, kind="application/xml"), "document type"),
    sitemap("of 1 GB", lazily(1_000 * MB, b"<url><loc>https://apnews.com/a</loc></url>\n", kind=b"application/xml"), "larger than"),
    sitemap("that never ends", endless(b"<url><loc>https://apnews.com/a</loc></url>\n" * 1_000), "larger than"),
    sitemap("gzip bomb in its bytes", reply(GZIPPED, kind="application/gzip"), "once unpacked"),
    sitemap("gzip bomb in its coding", coded(GZIPPED, "gzip"), "larger than"),
    sitemap("gzip of 50,000 members", reply(gzip.compress(b"") * 50_000, kind="application/gzip"), "neither a sitemap nor a feed"),
    sitemap("nested 200,000 deep", reply(XML + b"<a>" * 200_000, kind="application/xml"), "inside each other"),
    sitemap("one text of 20 MB", reply(XML + b"<url><loc>" + b"a" * 20 * MB, kind="application/xml"), "broken XML"),
    sitemap("an index of itself", reply(b'<?xml version="1.0"?><sitemapindex><sitemap><loc>https://apnews.com/map.xml</loc>'
            b"</sitemap></sitemapindex>", kind="application/xml"), "no such page"),
    feed("entity bomb", reply(ENTITIES.replace(b"urlset", b"rss"), kind="application/rss+xml"), "document type"),
    feed("of 1 GB", lazily(1_000 * MB, b"<item><link>https://apnews.com/a</link></item>\n", kind=b"application/rss+xml"), "larger than"),
    feed("JSON nested 100,000 deep", reply(DEEP, kind="application/feed+json"), "no JSON feed"),
    Hostile(name="site's API: JSON nested 100,000 deep", way="wordpress", access=NOTHING, says="could not be read", pages={
        "apnews.com/": FRONT, "*": reply(b'[{"id":1,"x":' + DEEP + b"}]", kind="application/json")}),
    Hostile(name="service: JSON nested 100,000 deep", way="gdelt", access=NOTHING, says="GDELT answered: ", pages={
        "*": reply(b'{"articles":' + WIDE_JSON + b"}", kind="application/json")}),
    Hostile(name="service: 200,000 small things", way="gdelt", says="", access=Access.OK, pages={
        "*": reply(json.dumps({"articles": [{"url": "https://apnews.com/a"}] * 200_000}).encode(), kind="application/json")}),
)  # fmt: skip

SERVERS = (*BOMBS, *DRIPS, *STALLS, *LENGTHS, *BROKEN, *HOPS, *TEXTS, *LISTINGS)
