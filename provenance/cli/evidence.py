"""`provenance evidence`: a report and all that it was made from, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exits import Exit
from provenance.cli.options import config_option, existing_store, store_option
from provenance.cli.outputs import Output, check_outputs, say
from provenance.cli.recorded import check_report_name, decode_named, read_report
from provenance.clock import SystemClock
from provenance.config import read_settings
from provenance.errors import EvidenceError
from provenance.files import is_device
from provenance.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from provenance.pack import Manifest

OFF = "off"

authority_option = click.option(
    "--timestamp-ca",
    "authority",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Certificates (PEM) of the time-stamping authority; without them a stamp's signature is not verified.",
)


@click.command(short_help="Put a report and its evidence into one file that can be checked.")
@click.argument("report", metavar="REPORT")
@click.option(
    "--output",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The pack to write, a zip file.",
)
@store_option
@click.option(
    "--timestamp",
    "timestamp",
    metavar="URL|off",
    default=OFF,
    show_default=True,
    help="Have the manifest stamped by the RFC 3161 authority at this address; only its sha256 is sent.",
)
@authority_option
@config_option
def command(
    *,
    report: str,
    output: Path,
    store_url: str | None,
    timestamp: str,
    authority: Path | None,
    config_path: Path | None,
) -> int:
    """Put a report and the pages it was made from into one zip file: texts, bytes, a WARC file, digests of all of it.

    REPORT is a report in JSON: a file, or the digest of one in the store. Exit code 0: all its evidence is in the
    pack; 1: some is gone, and named; 3: the store holds none of it.
    """
    from provenance.pack import write_pack  # noqa: PLC0415 - jinja2 and the pipeline are slow to import

    check_report_name(report)
    store_name = existing_store(store_url)
    inputs = (Path(report), Path(store_name.removeprefix("sqlite:///")), *filter(None, (authority, config_path)))
    check_outputs((Output(format="pack", path=output),), inputs=inputs)
    if is_device(output):
        raise click.UsageError(f"{output} is no file; a pack is put beside its place and moved there.")
    stamp = _stamper(timestamp, authority=authority, config_path=config_path)
    with open_store(store_name) as store:
        encoded = read_report(report, store)
        decode_named(encoded, report)
        manifest = write_pack(encoded, store=store, output=output, clock=SystemClock(), stamp=stamp)
    _tell(manifest, output)
    return Exit.FINDINGS if manifest.gone else Exit.HOLDS


def _stamper(timestamp: str, *, authority: Path | None, config_path: Path | None) -> Callable[[bytes], bytes] | None:
    if timestamp == OFF:
        if authority is not None:
            raise click.UsageError(
                "--timestamp-ca checks a time stamp, and none is asked for; give --timestamp URL too."
            )
        return None
    from provenance.fetch.embargo import embargo_of  # noqa: PLC0415 - most packs have no stamp
    from provenance.fetch.stamps import check_authority  # noqa: PLC0415 - as above
    from provenance.pack.stamping import make_stamper  # noqa: PLC0415 - as above

    settings, host = read_settings(config_path), check_authority(timestamp).host
    refusal = embargo_of(settings).refuse(host)
    if refusal is not None:
        raise EvidenceError(f"The authority gave no time stamp: {refusal.detail}.", "Give --timestamp off.")
    ask = make_stamper(timestamp, settings=settings, authority=authority, told=lambda stamp: say(stamp.words))

    def stamp(data: bytes) -> bytes:
        say(f"the sha256 of the manifest is sent to {host}")
        return ask(data)

    return stamp


def _tell(manifest: Manifest, output: Path) -> None:
    from provenance.pack.reading import manifest_digest  # noqa: PLC0415 - as above

    for gone in manifest.gone:
        say(f"the evidence is gone of {gone.url}: {gone.reason}")
    say(f"{len(manifest.pages)} of {len(manifest.pages) + len(manifest.gone)} pages in {output}")
    say(f"manifest sha256 {manifest_digest(manifest)}: keep it elsewhere, and nobody can change the pack unnoticed")
