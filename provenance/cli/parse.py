"""`provenance parse`: sentences, tags and sources of a draft; no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from provenance.cli.options import config_option, format_option, shown_as_option
from provenance.cli.outputs import say
from provenance.cli.reading import read_draft
from provenance.config import read_settings
from provenance.model.codec import encode_record
from provenance.parse import parse_article
from provenance.report.clean import clean_text
from provenance.resolve import resolve_tags

if TYPE_CHECKING:
    from pathlib import Path

    from provenance.model import Article, Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What `provenance parse --format json` prints."""

    article: Article
    resolutions: tuple[Resolution, ...]


@click.command(short_help="Print the sentences, tags and sources of a draft.")
@click.argument("draft", metavar="FILE|-")
@shown_as_option
@format_option
@config_option
def command(*, draft: str, shown_as: str, given_format: str | None, config_path: Path | None) -> None:
    """Print the sentences, citation tags and sources of the draft in FILE (- for standard input)."""
    settings = read_settings(config_path)
    read = read_draft(draft, max_bytes=settings.max_article_bytes, given_format=given_format)
    article = parse_article(read.text, format=read.format)
    parsed = Parsed(article=article, resolutions=resolve_tags(article))
    if shown_as == "json":
        click.echo(encode_record(parsed), nl=False)
    else:
        click.echo(_describe(parsed), nl=False)
    for notice in (*read.notices, *article.notices):
        say(notice.message)


def _describe(parsed: Parsed) -> str:
    """The sentences with the tags attached to them, one block a sentence."""
    article = parsed.article
    labels = sum(len(tag.labels) for tag in article.tags)
    lines = [f"{len(article.sentences)} sentences, {len(article.tags)} citation tags, {labels} labels", ""]
    for claim in article.claims:
        lines.append(f"{claim.sentence + 1:>4}  {clean_text(claim.text)}")
        lines += [f"      ← {_describe_tag(parsed.resolutions[tag])}" for tag in claim.tags]
        lines += [
            f"      ⋯ {_describe_tag(parsed.resolutions[tag])} (covers the paragraph)" for tag in claim.covered_by
        ]
    return "\n".join(lines) + "\n"


def _describe_tag(resolution: Resolution) -> str:
    named = [clean_text(source.host or f"{source.label} (unknown)") for source in resolution.sources]
    return ", ".join(named) + (f" and {resolution.hidden} not named" if resolution.hidden else "")
