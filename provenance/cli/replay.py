"""`provenance replay`: a report made again from the evidence that was kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exits import Exit
from provenance.cli.options import config_option, entail_option, existing_store, read_run_settings, store_option
from provenance.cli.outputs import check_outputs, output_option, say, write_outputs
from provenance.errors import InputError
from provenance.model import Access
from provenance.model.codec import decode_report
from provenance.pipeline import replay_report
from provenance.store import open_store

if TYPE_CHECKING:
    from provenance.cli.outputs import Output
    from provenance.model import Report
    from provenance.store import Store


@click.command(short_help="Make a report again from the store, network off.")
@click.argument("report", metavar="REPORT")
@store_option
@output_option
@entail_option
@config_option
def command(
    *,
    report: str,
    store_url: str | None,
    outputs: tuple[Output, ...],
    entailment: str | None,
    config_path: Path | None,
) -> int:
    """Make a report again from the captures it was made from, with the network off; a judge's opinions are recalled.

    REPORT is a report in JSON: a file, or the digest of one in the store. Exit code 0: the same but for its time
    stamp; 1: it differs; 3: the store holds none of its evidence.
    """
    check_outputs(outputs)
    settings = read_run_settings(config_path, entailment=entailment, judge="off")
    with open_store(existing_store(store_url)) as store:
        old = decode_report(_read_report(report, store))
        new = replay_report(old, store=store, settings=settings)
    write_outputs(new, outputs)
    gone = _unrecorded(new) - _unrecorded(old)
    for url in sorted(gone):
        say(f"the store has no evidence, or other bytes, for {url}")
    if not old.pages and any(result.assessments for result in old.results):
        say("the report does not tell which pages it was made from")
    elif new.pages or not gone:
        return _compare(old, new)
    return Exit.NOT_RUN


def _compare(old: Report, new: Report) -> Exit:
    if replace(new, made_at=old.made_at) == old:
        say("the same report as recorded, but for its time stamp")
        return Exit.HOLDS
    say(f"the report differs from the recorded one: {_differences(old, new)}")
    return Exit.FINDINGS


def _read_report(name: str, store: Store) -> bytes:
    path = Path(name)
    if path.is_file():
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError(f"Cannot read {name}: {error.strerror}.") from error
    kept = store.find_report(name)
    if kept is None:
        raise InputError(f"{name} is neither a file nor the digest of a report in the store.")
    return kept


def _unrecorded(report: Report) -> set[str]:
    every = (missed for result in report.results for missed in result.misses)
    return {missed.url for missed in every if missed.access is Access.UNRECORDED}


def _differences(old: Report, new: Report) -> str:
    if old.version != new.version:
        return f"it was made by version {old.version}, this is {new.version}"
    if old.entailer != new.entailer:
        return f"meaning was read by {old.entailer or 'no model'}, now by {new.entailer or 'none'}"
    if old.settings_digest != new.settings_digest:
        return "the tables or the extractor have changed since"
    before = {result.claim.id: result.verdict for result in old.results}
    changed = [result.claim.id for result in new.results if before.get(result.claim.id) != result.verdict]
    return f"{len(changed)} verdicts changed" if changed else "the same verdicts, other evidence"
