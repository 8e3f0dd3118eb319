"""A PostgreSQL server of the tests' own, from Debian's binaries: its data in a folder that goes, settings made for speed.

PostgreSQL does not run as the superuser; then an ordinary user of the machine runs it.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pg8000.native
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

USERS = ("postgres", "nobody")
"""Who runs it for the superuser; the first of them that there is."""

ROLE = "keeper"
DATABASE = "postgres"
"""What the tests use, one after the other; every server has it."""

START_SECONDS = 60.0
FAST = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=100")


@dataclass(frozen=True)
class PostgresServer:
    """A server that runs: its process, port and the password of its one user."""

    process: subprocess.Popen[bytes]
    port: int
    password: str
    programs: Path
    folder: Path
    user: str | None

    def url(self, database: str) -> str:
        """The address of a database as `--store` takes it."""
        return f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.port}/{database}"

    def query(self, database: str, statement: str) -> str:
        """What psql prints for `statement`: another program than the one under test."""
        command = [self.programs / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", ROLE, "-d", database]
        environment = {**os.environ, "PGPASSWORD": self.password}
        done = subprocess.run([*command, *place], env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def make_database(self) -> str:
        """The name of an empty database: the one that there is, emptied, for a new one has a thousand files."""
        # Not with psql, which takes as long to start as many a test takes.
        place = {"host": "127.0.0.1", "port": self.port, "database": DATABASE, "ssl_context": False}
        with closing(pg8000.native.Connection(ROLE, password=self.password, **place)) as connection:
            connection.run("DROP SCHEMA public CASCADE")
            connection.run("CREATE SCHEMA public")
        return DATABASE


def find_programs() -> Path | None:
    """The folder of the newest PostgreSQL of this machine, or none."""
    found = (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return max(found, key=lambda path: int(path.parent.name.split(".")[0]), default=None)


def need_programs() -> Path:
    """The folder of PostgreSQL; without one the test is skipped, but in CI it fails."""
    programs = find_programs()
    if programs is None:
        message = "no PostgreSQL in /usr/lib/postgresql: install the Debian package postgresql"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return programs


@contextmanager
def run_server() -> Iterator[PostgresServer]:
    """A server with its data in a new folder; at the end it is stopped, and the folder is gone.

    The folder is none of pytest's: those are closed to the user who runs the server.
    """
    programs = need_programs()
    with tempfile.TemporaryDirectory(prefix="provenance-postgresql-") as name:
        server = _make(programs, Path(name))
        try:
            yield server
        finally:
            stop(server)


def _make(programs: Path, folder: Path) -> PostgresServer:
    user = None if os.geteuid() else next(name for name in USERS if _is_user(name))
    password = secrets.token_urlsafe(16)
    (folder / "password").write_text(password)
    if user is not None:
        shutil.chown(folder, user)
        shutil.chown(folder / "password", user)
    initdb = [programs / "initdb", "-D", folder / "data", "-U", ROLE, "-A", "scram-sha-256", "-E", "UTF8", "--no-sync"]
    more = ["--locale=C.UTF-8", f"--pwfile={folder / 'password'}"]
    subprocess.run([*initdb, *more], user=user, cwd="/", check=True, capture_output=True)
    return _start(programs, folder, user=user, password=password)


def restart(server: PostgresServer) -> PostgresServer:
    """The same server, started again on the port that it had."""
    return _start(server.programs, server.folder, user=server.user, password=server.password, port=server.port)


def stop(server: PostgresServer) -> None:
    """End the server at once; what was committed is in its log."""
    server.process.send_signal(3)  # SIGQUIT: it does not wait for connections, nor write a checkpoint
    server.process.wait(30)


def _start(programs: Path, folder: Path, *, user: str | None, password: str, port: int | None = None) -> PostgresServer:
    port = port or _free_port()
    settings = (*FAST, "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", f"port={port}")
    options = [part for setting in settings for part in ("-c", setting)]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            user=user,
            cwd="/",
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C in the tests ends it in their order
        )
    server = PostgresServer(process=process, port=port, password=password, programs=programs, folder=folder, user=user)
    end = time.monotonic() + START_SECONDS
    while True:
        with suppress(subprocess.CalledProcessError):
            server.query(DATABASE, "SELECT 1")
            return server
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise RuntimeError(f"PostgreSQL does not start: {(folder / 'log').read_text()[-2_000:]}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
