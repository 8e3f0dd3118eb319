"""`provenance replay`: a report made again from the evidence that was kept, in a store or in a pack."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.evidence import authority_option
from provenance.cli.exits import Exit
from provenance.cli.options import config_option, entail_option, existing_store, read_run_settings, store_option
from provenance.cli.outputs import check_outputs, output_option, say, write_outputs
from provenance.cli.recorded import check_report_name, decode_named, read_report, read_report_file
from provenance.errors import EvidenceError, ExtraMissingError, InputError
from provenance.model import Access
from provenance.pack import Fault, check_evidence, check_pack, is_pack, read_pack
from provenance.pack.layout import MANIFEST
from provenance.pack.stamping import Stamp, check_stamp
from provenance.pipeline import replay_report
from provenance.report.wording import count_words
from provenance.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.cli.outputs import Output
    from provenance.model import Report
    from provenance.pack import Pack
    from provenance.pipeline import Keeper

MOST_NAMED = 20
"""Claims with another verdict that are named in a line; the report that was made again has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recording:
    """A report as it was recorded, what keeps its evidence, and the pack, if it is one."""

    encoded: bytes
    keeper: Keeper
    pack: Pack | None


@click.command(short_help="Make a report again from the store or a pack, network off.")
@click.argument("report", metavar="REPORT")
@click.option(
    "--from",
    "pack_path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The evidence pack that holds the evidence, in place of a store.",
)
@click.option("--verify", is_flag=True, help="Check every digest first and name those that do not hold.")
@authority_option
@store_option
@output_option
@entail_option
@config_option
def command(
    *,
    report: str,
    pack_path: Path | None,
    verify: bool,
    authority: Path | None,
    store_url: str | None,
    outputs: tuple[Output, ...],
    entailment: str | None,
    config_path: Path | None,
) -> int:
    """Make a report again from the captures it was made from, with the network off; a judge's opinions are recalled.

    REPORT is a report in JSON: a file, or the digest of one in the store; or an evidence pack, whose own report is
    made again from it alone. Exit code 0: the same but for its time stamp; 1: it differs, or a digest does not hold;
    3: there is none of its evidence.
    """
    check_outputs(outputs, inputs=(Path(report), *filter(None, (pack_path, authority, config_path))))
    if authority is not None and not verify:
        raise click.UsageError("--timestamp-ca checks the time stamp of a pack; give --verify too.")
    settings = read_run_settings(config_path, entailment=entailment, judge="off")
    most = settings.max_page_bytes
    with _open_recording(report, pack_path=pack_path, store_url=store_url, max_page_bytes=most) as recording:
        faults = _verify(recording, authority=authority) if verify else ()
        try:
            old = decode_named(recording.encoded, report)
        except InputError as error:
            if not faults:
                raise
            say(f"no report can be made again: {error}")
            return Exit.FINDINGS
        new = replay_report(old, store=recording.keeper, settings=settings)
    write_outputs(new, outputs)
    outcome = _conclude(old, new)
    if faults:  # the last line is the one that is read
        say(f"it does NOT hold as a whole: {count_words(len(faults), 'fault')}, named above")
    return Exit.FINDINGS if faults else outcome


@contextmanager
def _open_recording(
    name: str, *, pack_path: Path | None, store_url: str | None, max_page_bytes: int
) -> Iterator[_Recording]:
    """The report that `name` names, with its evidence from the pack or the store."""
    if pack_path is None and is_pack(Path(name)):
        pack_path = Path(name)
    if pack_path is None:
        check_report_name(name)
        with open_store(existing_store(store_url)) as store:
            yield _Recording(encoded=read_report(name, store), keeper=store, pack=None)
        return
    if store_url is not None:
        raise click.UsageError("Give a pack or a store, not both.")
    with read_pack(pack_path, max_page_bytes=max_page_bytes) as pack:
        yield _Recording(encoded=_read_packed(name, pack, pack_path=pack_path), keeper=pack, pack=pack)


def _read_packed(name: str, pack: Pack, *, pack_path: Path) -> bytes:
    """The report in a file, or that of the pack itself when the pack or the report's digest is named."""
    check_report_name(name)
    path = Path(name)
    if path.exists():
        return pack.report if path.samefile(pack_path) else read_report_file(path)
    if hashlib.sha256(pack.report).hexdigest().startswith(name.lower()):
        return pack.report
    raise InputError(f"{name} is neither a file nor the digest of the report in {pack_path}.")


def _verify(recording: _Recording, *, authority: Path | None) -> tuple[Fault, ...]:
    """Everything that does not hold, said line by line; and what a time stamp says."""
    pack = recording.pack
    faults = check_evidence(recording.encoded, store=recording.keeper) if pack is None else check_pack(pack)
    _tell_faults(faults)
    if pack is None and authority is not None:
        raise click.UsageError("Only a pack has a time stamp that --timestamp-ca could check.")
    if pack is not None:
        stamp = _check_stamp(pack, authority=authority)
        faults = (*faults, *stamp)
        _tell_faults(stamp)
        _tell_gone(pack)
        if recording.encoded != pack.report:
            say("the report given is not that of the pack")
    if not faults:
        say("every digest holds")
    if pack is not None and MANIFEST in pack.archive.names:
        say(f"manifest sha256 {pack.archive.digest(MANIFEST)}: the pack is unchanged if this is the sum that was kept")
    return faults


def _tell_faults(faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        say(f"does not hold: {fault.name}: {fault.problem}")


def _check_stamp(pack: Pack, *, authority: Path | None) -> tuple[Fault, ...]:
    """What is wrong with the time stamp of a pack; what it says is said.

    Without the library that reads it, it is not read; that is an error only if its signature should be checked.
    """
    try:
        stamp = check_stamp(pack, authority=authority)
    except ExtraMissingError as error:
        if authority is not None:
            raise
        say(f"the time stamp was NOT checked: {error}")
        return ()
    if isinstance(stamp, Stamp):
        say(f"the manifest was {stamp.words}")
    return (stamp,) if isinstance(stamp, Fault) else ()


def _tell_gone(pack: Pack) -> None:
    try:
        gone = pack.manifest.gone
    except EvidenceError:
        return  # said with the faults
    for page in gone:
        say(f"the evidence was gone when the pack was made, of {page.url}: {page.reason}")


def _conclude(old: Report, new: Report) -> Exit:
    if old.judge:
        say(f"the opinions of {old.judge} were taken from the report; it was not asked again")
    known = _unrecorded(old)
    gone = {url: detail for url, detail in _unrecorded(new).items() if url not in known}
    for url, detail in sorted(gone.items()):
        say(f"there is no evidence, or other bytes, for {url}: {detail}")
    if not old.pages and _has_judged(old):
        say("the report does not tell which pages it was made from")
    elif new.pages or not gone:
        return _compare(old, new)
    return Exit.NOT_RUN


def _compare(old: Report, new: Report) -> Exit:
    if replace(new, made_at=old.made_at) == old:
        say("the same report as recorded, but for its time stamp")
        return Exit.HOLDS
    say(f"the report differs from the recorded one: {'; '.join(_differences(old, new))}")
    return Exit.FINDINGS


def _unrecorded(report: Report) -> dict[str, str]:
    """The pages of which nothing was kept, with what is said of it."""
    every = (missed for result in report.results for missed in result.misses)
    return {missed.url: missed.detail for missed in every if missed.access is Access.UNRECORDED}


def _has_judged(report: Report) -> bool:
    return any(result.assessments for result in report.results)


def _differences(old: Report, new: Report) -> Iterator[str]:
    """What may be the reason, and what came of it: a version that is told in a report excuses no verdict in it."""
    if old.version != new.version:
        yield f"it was made by version {old.version}, this is {new.version}"
    elif old.entailer != new.entailer:
        yield f"meaning was read by {old.entailer or 'no model'}, now by {new.entailer or 'none'}"
    elif old.settings_digest != new.settings_digest:
        yield "the tables or the extractor have changed since"
    now: dict[str, str] = {result.claim.id: result.verdict for result in new.results}
    left = Counter((result.claim.id, result.verdict) for result in new.results)
    changed: list[str] = []
    for number, result in enumerate(old.results, start=1):
        pair = (result.claim.id, result.verdict)
        left[pair] -= 1
        if left[pair] < 0:
            changed.append(f"claim {number} was {result.verdict} and is {now.get(result.claim.id, 'no claim')}")
    if changed:
        yield f"{count_words(len(changed), 'verdict')} changed"
        yield from changed[:MOST_NAMED]
    elif len(old.results) < len(new.results):
        yield f"{count_words(len(new.results) - len(old.results), 'claim')} missing in it"
    else:
        yield "the same verdicts, something else in it"
