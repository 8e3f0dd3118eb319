"""`provenance verify`: the report on a draft."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exits import Exit, judge_report
from provenance.cli.options import (
    DayType,
    allow_option,
    config_option,
    embargo_option,
    entail_option,
    format_option,
    judge_model_option,
    judge_option,
    read_run_settings,
    say_judge,
    settle_embargo,
    store_option,
)
from provenance.cli.outputs import check_outputs, output_option, say, write_outputs
from provenance.cli.progress import show_progress
from provenance.cli.reading import Draft, draft_name, is_address, read_draft, too_large
from provenance.cli.searching import archive_option, search_option, settle_search
from provenance.cli.workplace import open_workplace
from provenance.clock import SystemClock
from provenance.errors import InputError, StoreError
from provenance.extract import extract_page
from provenance.model import Missed, Notice, Verdict
from provenance.model.codec import encode_record
from provenance.parse.exports import CHAT_EXPORT
from provenance.pipeline import Network, verify_article
from provenance.report.view_search import is_cut_off
from provenance.report.wording import count_words
from provenance.resolve import SourceList, attach_file, read_source_list

if TYPE_CHECKING:
    from datetime import date

    from provenance.cli.outputs import Output
    from provenance.config import Settings
    from provenance.fetch import Client
    from provenance.model import Report
    from provenance.store import Store


_SAVE_IT = "Save it as a file and give the file."


class VerdictsType(click.ParamType[tuple[Verdict, ...]]):
    """Reads a comma-separated list of verdicts."""

    name = "VERDICTS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Verdict, ...]:
        """The verdicts that `value` names; a usage error for an unknown one or for none."""
        if isinstance(value, tuple):
            return value
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        unknown = sorted(set(names) - set(Verdict))
        if unknown or not names:
            self.fail(f"{value!r} names {', '.join(unknown) or 'no verdict'}; known: {', '.join(Verdict)}.", param, ctx)
        return tuple(Verdict(name) for name in names)


@click.command(short_help="Check an article against the pages it cites.")
@click.argument("draft", metavar="FILE|-|URL")
@click.option(
    "--sources",
    "sources_path",
    type=click.Path(path_type=Path),
    help="TOML file with the addresses of the pages: by domain or by sentence.",
)
@click.option(
    "--attach",
    "attached",
    metavar="DOMAIN=FILE",
    multiple=True,
    help="A saved page (HTML, PDF or text) as evidence for a domain. May be repeated.",
)
@search_option
@archive_option
@embargo_option
@allow_option
@store_option
@click.option("--offline", is_flag=True, help="Ask no site: only the store and attached pages are read.")
@click.option("--cassette", type=click.Path(path_type=Path), help="Answer requests from this recording.")
@click.option("--record", type=click.Path(path_type=Path), help="Record what is asked and answered to this new file.")
@output_option
@click.option(
    "--fail-on",
    type=VerdictsType(),
    help="Verdicts that give exit code 1, separated by commas; default: all but supported.",
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 in place of 1 whatever was found.")
@click.option(
    "--date",
    "published",
    type=DayType(),
    help="Date of the article, for the search and for dates "
    "without a year. Default: what the draft or its page states.",
)
@entail_option
@judge_option
@judge_model_option
@format_option
@config_option
def command(
    *,
    draft: str,
    sources_path: Path | None,
    attached: tuple[str, ...],
    search: tuple[str, ...] | None,
    archive: str | None,
    embargo: bool,
    allow: tuple[str, ...],
    store_url: str | None,
    offline: bool,
    cassette: Path | None,
    record: Path | None,
    outputs: tuple[Output, ...],
    fail_on: tuple[Verdict, ...] | None,
    exit_zero: bool,
    published: date | None,
    entailment: str | None,
    judge_url: str | None,
    judge_model: str | None,
    given_format: str | None,
    config_path: Path | None,
) -> int:
    """Check the article in FILE (- for standard input, or an address) against the pages it cites."""
    check_outputs(outputs, inputs=_files_read(draft, sources_path, cassette, config_path, attached=attached))
    if record is not None:
        judge_url = _check_recording(judge_url, cassette=cassette, store_url=store_url, offline=offline)
    settings = read_run_settings(config_path, entailment=entailment, judge=judge_url, judge_model=judge_model)
    settings = settle_search(settings, search=search, archive=archive, config_path=config_path)
    settings = settle_embargo(settings, embargo=embargo, allow=allow, config_path=config_path)
    sources = _read_sources(sources_path, attached, max_bytes=settings.max_page_bytes)
    network = Network.OFF if offline else Network.LIVE
    if network is Network.LIVE and cassette is None:  # while a recording is played, nobody is asked for anything
        say_judge(settings)
    limit = settings.max_article_bytes
    saved = None if is_address(draft) else read_draft(draft, max_bytes=limit, given_format=given_format)
    workplace = open_workplace(settings, store_url=store_url, cassette=cassette, record=record)
    with workplace as place, show_progress() as progress:
        text = saved or _read_published(draft, client=place.client, settings=settings, network=network)
        report = verify_article(
            text.text,
            format=given_format or text.format,
            published=published or text.published,
            url=draft if is_address(draft) else None,
            sources=sources,
            settings=place.settings,
            store=place.store,
            client=place.client,
            network=network,
            notices=(*text.notices, _say_date(given=published is not None, draft=text)),
            on_progress=progress.pages,
            on_asked=progress.asked,
        )
        kept = _keep_report(report, place.store) if place.keeps else None
    policy = fail_on or settings.fail_on
    try:
        write_outputs(report, outputs, fail_on=policy, draft=draft_name(draft) if text.format != CHAT_EXPORT else "")
    finally:
        if record is not None:
            say(f"recorded in {record}: it holds whole pages, and the words that were searched for")
        if kept:
            say(f"report kept in the store as {kept[:12]}")
    if fail_on is None:
        _tell_what_passes(report, fail_on=policy)
    return _conclude(report, fail_on=policy, exit_zero=exit_zero)


def _check_recording(judge: str | None, *, cassette: Path | None, store_url: str | None, offline: bool) -> str:
    """What `--judge` becomes while a recording is made: off; a usage error for options that leave nothing to record."""
    taken = {"--cassette": cassette, "--store": store_url, "--offline": offline, "--judge": judge not in {None, "off"}}
    for option, given in taken.items():
        if given:
            raise click.UsageError(f"--record cannot be combined with {option}: it records what sites answer.")
    return "off"


def _files_read(draft: str, *others: Path | None, attached: tuple[str, ...]) -> tuple[Path, ...]:
    """The files that are given to be read, which no report may be written over."""
    saved = (Path(option.partition("=")[2]) for option in attached)
    return (Path(draft), *(path for path in others if path is not None), *saved)


def _read_sources(path: Path | None, attached: tuple[str, ...], *, max_bytes: int) -> SourceList:
    sources = read_source_list(path) if path is not None else SourceList()
    now = SystemClock().now()
    attachments = []
    for option in attached:
        key, separator, file = option.partition("=")
        if not (separator and file):
            raise click.UsageError(f"--attach {option!r} must be DOMAIN=FILE, as in apnews.com=page.html")
        attachments.append(attach_file(key, Path(file), read_at=now, max_bytes=max_bytes))
    return replace(sources, attachments=tuple(attachments))


def _read_published(name: str, *, client: Client, settings: Settings, network: Network) -> Draft:
    """The draft that is published at an address."""
    if network is Network.OFF:
        raise InputError(f"The article at {name} is not read: the network is off.", _SAVE_IT)
    capture = client.fetch_page(name)
    page = capture if isinstance(capture, Missed) else extract_page(capture)
    if isinstance(page, Missed):
        raise InputError(f"Cannot read the article at {name}: {page.detail.removesuffix('.')}.", _SAVE_IT)
    size = len(page.text.encode())
    if size > settings.max_article_bytes:
        raise too_large(f"The article at {name}", f"{size:,}", settings.max_article_bytes)
    return Draft(text=page.text, format="text", notices=(), published=page.published.date() if page.published else None)


def _say_date(*, given: bool, draft: Draft) -> Notice:
    """Where the date of the article comes from, on which the search for pages rests."""
    if given:
        return Notice(code="date_given", message="The date of the article was given.")
    if draft.published is not None:
        return Notice(code="date_of_page", message="The date of the article is the one that its page states.")
    return Notice(code="date_of_draft", message="The date of the article is the one that the draft states, if any.")


def _keep_report(report: Report, store: Store) -> str | None:
    """The digest under which the report is kept for `provenance replay`; none, said aloud, when the store refuses."""
    try:
        return store.put_report(encode_record(report))
    except StoreError as error:
        say(f"the report was not kept in the store: {error}")
        return None


def _tell_what_passes(report: Report, *, fail_on: tuple[Verdict, ...]) -> None:
    """Say what a policy that stands in a settings file lets pass: the file may merely lie beside the draft."""
    let_pass = set(Verdict) - {Verdict.SUPPORTED, *fail_on}
    passed = sum(result.verdict in let_pass for result in report.results if not result.claim.is_idle)
    if passed:
        say(f"the setting fail_on lets {count_words(passed, 'claim')} pass that no page supports")


def _conclude(report: Report, *, fail_on: tuple[Verdict, ...], exit_zero: bool) -> Exit:
    outcome = judge_report(report, fail_on=fail_on)
    match outcome:
        case Exit.NOT_RUN:
            say(f"nothing could be checked: {_why_nothing(report)}")
        case Exit.FINDINGS if exit_zero:
            return Exit.HOLDS
        case _:
            pass
    return outcome


def _why_nothing(report: Report) -> str:
    """The most common reason, for the one line that a script's log shows."""
    if not report.results:
        return "the draft has no sentence that states anything"
    if not report.article.tags:
        return "the draft has no citation mark that provenance can read"
    misses = [missed for result in report.results for missed in result.misses]
    if not misses:
        checks = [check for result in report.results for check in result.checks]
        if is_cut_off(search for check in checks for search in check.searches):
            return "nobody that was asked for pages could be reached; is this machine connected?"
        widest: Counter[str] = Counter()  # claims of one source share what was looked at
        for check in checks:
            widest[check.source.name] = max(widest[check.source.name], check.looked_at)
        looked_at = widest.total()
        found = (
            f"found for any of its sources, among {looked_at:,} looked at"
            if looked_at
            else "known for any of its sources"
        )
        return f"no page is {found}; name some with --sources or --attach"
    reasons = Counter(f"{missed.access} ({missed.detail})" for missed in dict.fromkeys(misses))
    return "no page could be read: " + "; ".join(f"{count} × {reason}" for reason, count in reasons.most_common(3))
