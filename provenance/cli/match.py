"""`provenance match`: one claim against one saved page or text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provenance.cli.exits import Exit
from provenance.cli.options import (
    DayType,
    entail_option,
    judge_model_option,
    judge_option,
    read_run_settings,
    say_judge,
    shown_as_option,
)
from provenance.cli.outputs import say
from provenance.clock import SystemClock
from provenance.errors import InputError
from provenance.extract import extract_page
from provenance.match import match_claim
from provenance.model import Missed, Verdict
from provenance.model.codec import encode_record
from provenance.pipeline.evidence import Network
from provenance.pipeline.models import open_models
from provenance.report.clean import clean_line
from provenance.report.view_opinion import view_opinion
from provenance.report.view_pages import view_fact, view_quoted
from provenance.report.wording import VERDICTS
from provenance.resolve import attach_file

if TYPE_CHECKING:
    from datetime import date

    from provenance.model import Assessment


@click.command()
@click.option("--claim", required=True, metavar="TEXT", help="The sentence to check.")
@click.option("--page", "path", required=True, type=click.Path(path_type=Path), help="A saved page: HTML, PDF or text.")
@shown_as_option
@click.option(
    "--context",
    "context",
    metavar="TEXT",
    multiple=True,
    help="What stands before the claim, the title first, then sentences, in their order. May be repeated.",
)
@click.option("--date", "published", type=DayType(), help="Date of the claim's article.")
@entail_option
@judge_option
@judge_model_option
def command(
    *,
    claim: str,
    path: Path,
    shown_as: str | None,
    context: tuple[str, ...],
    published: date | None,
    entailment: str | None,
    judge_url: str | None,
    judge_model: str | None,
) -> int:
    """Check one claim against one saved page.

    Exit code 0: supported; 1: anything else; 3: the page cannot be judged.
    """
    if not claim.strip():
        raise InputError("The claim is empty.", "Give a sentence with --claim.")
    settings = read_run_settings(entailment=entailment, judge=judge_url, judge_model=judge_model)
    # The host is only a name for the file here; nothing is asked for.
    saved = attach_file("example.com", path, read_at=SystemClock().now(), max_bytes=settings.max_page_bytes)
    page = extract_page(saved.capture)
    if isinstance(page, Missed):
        say(f"{path} cannot be judged: {page.detail}")
        return Exit.NOT_RUN
    say_judge(settings)
    with open_models(settings, network=Network.LIVE, clock=SystemClock()) as models:
        assessment = match_claim(claim, page, context=context, published=published, entailer=models.entailer)
        assessment = models.counsel.hear(assessment, page, claim=claim, context=context)
        for notice in models.counsel.notices:
            say(notice.message)
    click.echo(encode_record(assessment) if shown_as == "json" else _describe(assessment), nl=False)
    return Exit.HOLDS if assessment.verdict is Verdict.SUPPORTED else Exit.FINDINGS


def _describe(assessment: Assessment) -> str:
    verdict = VERDICTS[assessment.verdict]
    lines = [f"{verdict.icon} {verdict.word}, score {assessment.score:+.2f}"]
    lines += [
        f"states {conflict.stated}, the page has {conflict.found}: “{conflict.quote.exact}”"
        for conflict in assessment.conflicts
    ]
    lines += [f"{gap.kind} not on the page: {gap.stated}" for gap in assessment.gaps]
    lines += [view_fact(fact, verdict=assessment.verdict).text for fact in assessment.facts]
    lines += [f"{evidence.similarity:.0f} % alike: “{evidence.quote.exact}”" for evidence in assessment.evidence]
    opinion = view_opinion(assessment, quotes=view_quoted(assessment, url=""))
    lines += opinion.lines if opinion else ()
    lines += [f"{assessment.prior:+.2f} prior"]
    lines += [f"{signal.weight:+.2f} {signal.name}: {signal.sentence}" for signal in assessment.signals]
    first, *rest = (clean_line(line) for line in lines)
    return "\n  ".join((first, *rest)) + "\n"
