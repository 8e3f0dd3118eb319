"""`provenance parse`: sentences, tags and sources of a draft, or its text without the marks; no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from provenance.cli.options import config_option, format_option, shown_as_option
from provenance.cli.outputs import say
from provenance.cli.reading import read_draft
from provenance.config import read_settings
from provenance.model.article import Certainty
from provenance.model.codec import encode_record
from provenance.parse import parse_article
from provenance.parse.cleaning import remove_marks, removed_places
from provenance.report.citation_styles import CITATION_STYLES
from provenance.report.citing import cite_article
from provenance.report.clean import clean_line
from provenance.resolve import resolve_tags

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.model import Article, Resolution, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What `provenance parse --format json` prints."""

    article: Article
    resolutions: tuple[Resolution, ...]


@click.command(short_help="Print the sentences, tags and sources of a draft, or its text without the marks.")
@click.argument("draft", metavar="FILE|-")
@shown_as_option
@click.option("--clean", is_flag=True, help="Print the text without the marks, otherwise byte for byte as it was.")
@click.option(
    "--cite",
    "style",
    type=click.Choice(list(CITATION_STYLES)),
    help="Print the text with proper citations in place of the marks.",
)
@format_option
@config_option
def command(
    *,
    draft: str,
    shown_as: str | None,
    clean: bool,
    style: str | None,
    given_format: str | None,
    config_path: Path | None,
) -> None:
    """Print the sentences, citation tags and sources of the draft in FILE (- for standard input).

    With --clean or --cite, print the text itself without its marks, or with citations in their places.
    """
    given = [name for name, value in (("--format", shown_as), ("--clean", clean), ("--cite", style)) if value]
    if len(given) > 1:
        raise click.UsageError(f"{given[0]} and {given[1]} exclude each other: each says what is printed.")
    settings = read_settings(config_path)
    read = read_draft(draft, max_bytes=settings.max_article_bytes, given_format=given_format)
    article = parse_article(read.text, format=read.format)
    if clean:
        click.echo(read.encode(remove_marks(article)), nl=False)
    elif style:
        cited = cite_article(article, resolve_tags(article), style=style, without=removed_places(article))
        click.echo(read.encode(cited), nl=False)
    else:
        parsed = Parsed(article=article, resolutions=resolve_tags(article))
        click.echo(encode_record(parsed) if shown_as == "json" else _describe(parsed), nl=False)
    for notice in (*read.notices, *article.notices):
        say(notice.message)


_SURENESS = {
    Certainty.CERTAIN: "",
    Certainty.LIKELY: " · likely",
    Certainty.OPEN: " · another reading is as good",
}


def _describe(parsed: Parsed) -> str:
    """The sentences with the tags attached to them, one block a sentence; the mark's own page comes first."""
    article = parsed.article
    labels = sum(len(tag.labels) for tag in article.tags)
    lines = [f"{len(article.sentences)} sentences, {len(article.tags)} citation tags, {labels} labels", ""]
    for claim in article.claims:
        lines.append(f"{claim.sentence + 1:>4}  {clean_line(claim.text)}")
        lines += [f"      ← {_describe_tag(parsed, tag)}" for tag in claim.tags]
        lines += [f"      ⋯ {_describe_tag(parsed, tag)} (covers the paragraph)" for tag in claim.covered_by]
        lines += [f"      – nothing to check: {claim.states_nothing}"] if claim.states_nothing else []
    return "\n".join(lines) + "\n"


def _describe_tag(parsed: Parsed, index: int) -> str:
    resolution = parsed.resolutions[index]
    named = ", ".join(map(_describe_source, resolution.sources))
    hidden = f"{' and ' if named else ''}{resolution.hidden} not named" if resolution.hidden else ""
    return named + hidden + _SURENESS[parsed.article.tags[index].certainty]


def _describe_source(source: Source) -> str:
    """The host, with how it was read where the label does not plainly say it."""
    note = f" ({source.note})" if source.note else ""
    return clean_line(f"{source.host}{note}" if source.host else f"{source.label} (unknown)")
