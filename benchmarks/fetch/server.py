"""A server on this machine that answers late: `python -m benchmarks.fetch.server SECONDS BYTES` prints its port."""

from __future__ import annotations

import asyncio
import sys

ROBOTS = b"User-agent: *\nAllow: /\n"


def answer(body: bytes, kind: str) -> bytes:
    """A whole answer, after which the connection ends."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode("ascii") + body


async def serve(*, latency: float, size: int) -> None:
    """Answer every request after `latency` seconds with `size` bytes, robots.txt with rules that allow all."""
    paragraph = b"<p>A stand-in for a page of the local server.</p>\n"
    page = answer((paragraph * (size // len(paragraph) + 1))[:size], "text/html; charset=utf-8")
    robots = answer(ROBOTS, "text/plain")

    async def reply(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await asyncio.sleep(latency)
            writer.write(robots if head.startswith(b"GET /robots.txt ") else page)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(reply, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(latency=float(sys.argv[1]), size=int(sys.argv[2])))
