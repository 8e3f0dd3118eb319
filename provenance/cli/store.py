"""`provenance store`: what is kept, and for how long."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from provenance.cli.exits import Exit
from provenance.cli.options import DayType, existing_store, shown_as_option, store_option
from provenance.cli.outputs import say
from provenance.clock import SystemClock
from provenance.errors import InputError, StoreError
from provenance.files import is_device, whole_file
from provenance.model.codec import encode_record
from provenance.report.clean import clean_line
from provenance.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from provenance.model import Capture
    from provenance.store import Store
    from provenance.store.entries import CaptureEntry
    from provenance.store.pruning import PrunePlan, PruneRule

JSON = "json"
SHOWN = 20
"""Other captures that `show` lists for one name."""

_UNITS = {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}

# 500000, 10kB, 1.5 GB
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,3})?) ?([kmgt]b)?", re.IGNORECASE)


class SizeType(click.ParamType[int]):
    """Reads a number of bytes: 500000, 10kB, 1.5GB; a kB is 1,000 bytes."""

    name = "SIZE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of bytes; a usage error for anything else."""
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no size; give bytes, or a number with kB, MB or GB.", param, ctx)
        return int(float(match[1]) * _UNITS[(match[2] or "").lower()])


@click.group(short_help="List, show, prune and verify what is kept.")
def command() -> None:
    """List, show, prune and verify the captures that are kept.

    Every subcommand takes --store. `store verify --help` tells more, and so on.
    """


@command.command(name="list")
@store_option
@click.option("--host", metavar="HOST", help="Only captures of this host and the hosts below it.")
@click.option("--since", type=DayType(), help="Only captures of this day (UTC) and later.")
@shown_as_option
def list_captures(*, store_url: str | None, host: str | None, since: date | None, shown_as: str | None) -> None:
    """List the captures, the last first: when, the status, the size, the digest, the address."""
    if host is not None and {*"/:"} & {*host}:
        raise click.UsageError("--host takes a host alone, like apnews.com.")
    start = None if since is None else datetime.combine(since, time(), tzinfo=UTC)
    with open_store(existing_store(store_url)) as store:
        entries = (entry for entry in store.list_captures(since=start) if host is None or _is_of(entry.url, host))
        if shown_as == JSON:
            _print_array(entries)
            return
        for entry in entries:
            click.echo(_line(entry))


@command.command()
@click.argument("name", metavar="DIGEST|URL")
@store_option
@click.option("--body", type=click.Path(path_type=Path), help="Write the bytes of the last one to this file.")
@shown_as_option
def show(*, name: str, store_url: str | None, body: Path | None, shown_as: str | None) -> None:
    """Show a capture: the request, the redirects, the headers; of several with this name the last one.

    DIGEST is the sha256 of a body, or its first 8 digits at least. Exit code 3: its bytes no longer have the digest.
    """
    with open_store(existing_store(store_url)) as store:
        entries = store.name_captures(name)
        if not entries:
            raise InputError(f"The store has no capture of {name}.", "See what it has with: provenance store list")
        first = entries[0]
        moment = datetime.fromisoformat(first.fetched_at)
        capture = store.read_capture(first.url, first.sha256, fetched_at=moment)
    if body is not None:
        _write_bytes(body, capture.body)
    if shown_as == JSON:
        click.echo(encode_record(_described(capture)), nl=False)
        return
    for line in _describe(capture, others=entries[1:]):
        click.echo(line)


@command.command()
@store_option
@click.option("--older-than", type=click.FloatRange(0), metavar="DAYS", help="What was last fetched longer ago goes.")
@click.option("--larger-than", type=SizeType(), help="What is larger goes; with --older-than: what is both.")
@click.option("--keep-size", type=SizeType(), help="Then the oldest go until all bodies take no more than this.")
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
@click.option("--force", is_flag=True, help="Also what a kept report needs, and what is of the last 25 hours.")
def prune(
    *,
    store_url: str | None,
    older_than: float | None,
    larger_than: int | None,
    keep_size: int | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Take captures out by age and size, and give their room back; sizes may be written 10kB, 1.5GB.

    What a report in the store was made from stays, and so does what was captured in the last 25 hours, which a run
    under way may need; unless --force is given. Interrupted, the same command goes on from there.
    """
    from provenance.store.pruning import SPARED_HOURS, Needed, PruneRule  # noqa: PLC0415 - SQLAlchemy takes 0.2 s to import

    if older_than is None and larger_than is None and keep_size is None:
        raise click.UsageError("Say what is to go: --older-than, --larger-than or --keep-size.")
    if older_than is not None and isnan(older_than):
        raise click.UsageError("--older-than takes a number of days.")
    rule = PruneRule(
        older_than=None if older_than is None else timedelta(days=min(older_than, 1e6)),
        larger_than=larger_than,
        keep_bytes=keep_size,
        needed=Needed.GO if force else Needed.STAY,
    )
    with open_store(existing_store(store_url)) as store:
        plan = store.plan_pruning(rule, now=SystemClock().now())
        if not dry_run:
            _take_out(store, plan, rule)
        say(_told(plan, verb="would go" if dry_run else "are gone"))
        if plan.spared:
            why = f"a report needs them, or they are of the last {SPARED_HOURS} hours"
            say(f"{plan.spared:,} bodies stay: {why}; --force takes them, too")
        if not dry_run:
            _give_room_back(store)


@command.command()
@store_option
def verify(*, store_url: str | None) -> int:
    """Hash every body and report anew, and read every capture. Exit code 1: what is printed is damaged."""
    damaged = checked = 0

    def count(done: int, total: int) -> None:
        nonlocal checked
        checked = done
        draw(done, total)

    with open_store(existing_store(store_url)) as store, show_steps("checking") as draw:
        for damage in store.check(on_checked=count):
            damaged += 1
            of = f" of {', '.join(damage.urls)}" if damage.urls else ""
            click.echo(clean_line(f"{damage.part} {damage.sha256}{of}: {damage.reason}"))
    kept = f"{checked:,} bodies, reports and captures"
    say(f"{damaged:,} of {kept} are damaged" if damaged else f"all {kept} hold")
    return Exit.FINDINGS if damaged else Exit.HOLDS


@contextmanager
def show_steps(doing: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, on a terminal only, for work that tells how much of it is done."""
    if not sys.stderr.isatty():
        yield lambda done, total: None  # noqa: ARG005 - nobody looks
        return
    from rich.console import Console  # noqa: PLC0415 - needed on a terminal only
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _take_out(store: Store, plan: PrunePlan, rule: PruneRule) -> None:
    try:
        with show_steps("pruning") as draw:
            store.prune(plan, rule=rule, on_pruned=draw)
    except KeyboardInterrupt:
        say("a part is gone, the rest is whole; the same command goes on from there")
        raise


def _give_room_back(store: Store) -> None:
    try:
        with show_steps("giving room back") as draw:
            store.free_space(on_freed=draw)
    except (KeyboardInterrupt, StoreError):
        say("not all of the room was given back to the disk; the same command goes on from there")
        raise


def _told(plan: PrunePlan, *, verb: str) -> str:
    went = f"{plan.captures:,} captures with {len(plan.digests):,} bodies {verb}, {_size(plan.freed_bytes)}"
    return f"{went}; {_size(plan.left_bytes)} of bodies stay"


def _size(count: int) -> str:
    """A number of bytes for people: 812 bytes, 4.6 MB."""
    for unit in ("GB", "MB", "kB"):
        least = _UNITS[unit.lower()]
        if count >= least:
            return f"{count / least:.1f} {unit}"
    return f"{count} bytes"


def _is_of(url: str, host: str) -> bool:
    try:
        found = urlsplit(url).hostname or ""
    except ValueError:
        return False
    wanted = host.lower().strip(".")
    return found == wanted or found.endswith(f".{wanted}")


def _line(entry: CaptureEntry) -> str:
    moment = datetime.fromisoformat(entry.fetched_at).strftime("%Y-%m-%d %H:%M:%S")
    return f"{moment}  {entry.status}  {entry.size:>11,}  {clean_line(entry.sha256[:16])}  {clean_line(entry.url)}"


def _print_array(entries: Iterator[CaptureEntry]) -> None:
    """A JSON array of them, one a line, printed as they come."""
    joint = "["
    for entry in entries:
        row = encode_record(entry).decode().replace("\n ", "").strip()
        click.echo(f"{joint}\n{row}", nl=False)
        joint = ","
    click.echo("\n]" if joint == "," else "[]")


def _described(capture: Capture) -> dict[str, object]:
    names = ("url", "final_url", "redirects", "asked", "status", "headers", "fetched_at", "sha256")
    return {**{name: getattr(capture, name) for name in names}, "size": len(capture.body)}


def _describe(capture: Capture, *, others: tuple[CaptureEntry, ...]) -> Iterator[str]:
    yield clean_line(capture.url)
    yield f"  fetched   {capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC"
    yield f"  status    {capture.status}"
    yield f"  size      {len(capture.body):,} bytes"
    yield f"  sha256    {capture.sha256}"
    yield from (f"  through   {clean_line(url)}" for url in capture.redirects)
    yield f"  read at   {clean_line(capture.final_url)}"
    yield "  asked with" if capture.asked else "  asked with: not recorded"
    yield from (f"    {clean_line(name)}: {clean_line(value)}" for name, value in capture.asked)
    yield "  answered with"
    yield from (f"    {clean_line(name)}: {clean_line(value)}" for name, value in capture.headers)
    if others:
        yield f"{len(others):,} other captures with this name"
        yield from (f"  {_line(entry)}" for entry in others[:SHOWN])


def _write_bytes(path: Path, body: bytes) -> None:
    """Write `body` to `path` whole or not at all, to a device or a pipe as it comes; `InputError` when it cannot be."""
    try:
        if path.is_dir():
            raise InputError(f"Cannot write {path}: it is a folder.")
        if is_device(path):
            path.write_bytes(body)
        else:
            with whole_file(path) as part, part.open("xb") as file:
                file.write(body)
    except OSError as error:
        raise InputError(f"Cannot write {path}: {error.strerror}.") from error
