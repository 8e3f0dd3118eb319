"""The chip whose link survived: `[apnews.com+2nypost.com+2time.com+2](https://nypost.com/x)`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.parse.contracts import Finding, FoundTag
from provenance.parse.grammars.hosts import is_host, publishers_names
from provenance.parse.grammars.links import names_host, read_links
from provenance.urls.domains import source_host

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.parse.contracts import Draft
    from provenance.parse.grammars.links import Link

STYLE = "linked_chip"

# "+2](", "+2**]("
_SIGN = re.compile(r"\+[1-9][0-9]?[*_]{0,3}\][(\[]")
# "apnews.com+2nypost.com+2", "arxiv+1"; group 1: the digits behind the last plus
_CHIP = re.compile(r"[\s\S]{1,300}\+([1-9][0-9]?)")
# "s2/favicons?domain=arxiv.org", "favicons?domain=https://arxiv.org&sz=128"; group 1: the host
FAVICON = re.compile(
    r"favicons?\?(?:[^\s\"'()<>]{0,200}?&(?:amp;)?)?domain(?:_url)?=(?:https?(?::|%3A)(?://|%2F%2F))?([\w.-]{3,253})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedChip:
    """A chip with its link; `labels` are as they stand."""

    link: Link
    labels: tuple[str, ...]
    more: int


def find_linked_chips(draft: Draft) -> Finding:
    """Every linked chip; the link belongs to the middle one of three labels, else to the first."""
    tags = tuple(
        FoundTag(
            span=chip.link.span,
            style=STYLE,
            labels=resolved_labels(chip.labels, host=chip.link.host),
            more=chip.more,
            urls=(chip.link.url,),
        )
        for chip in read_linked_chips(draft)
    )
    return Finding(tags=tags)


def read_linked_chips(draft: Draft) -> Iterator[LinkedChip]:
    """The links of the draft whose words are a chip."""
    if not _SIGN.search(draft.text):
        return
    for link in read_links(draft):
        chip = chip_labels(link.label)
        if chip:
            labels, more = chip
            yield LinkedChip(link=link, labels=_with_favicons(draft, link, labels, more), more=more)


def chip_labels(label: str) -> tuple[tuple[str, ...], int] | None:
    """The labels and the N when `label` is a chip: up to three names, all with the same number behind them."""
    match = _CHIP.fullmatch(label)
    for digits in (match[1], match[1][-1]) if match else ():
        parts = [" ".join(part.split()) for part in label.split(f"+{digits}")]
        if parts[-1] == "" and all(parts[:-1]) and len(parts) <= 4:
            return tuple(parts[:-1]), int(digits)
    return None


def resolved_labels(labels: tuple[str, ...], *, host: str) -> tuple[str, ...]:
    """The labels, the chip's own as the link's host when it is a stem (`arxiv+1`) or a name that nobody knows.

    A link whose host another label names is that one's, and the labels stay as they are.
    """
    own = 1 if len(labels) == 3 else 0
    others = (*labels[:own], *labels[own + 1 :])
    name = labels[own].lower()
    is_known = is_host(name) or (name in publishers_names() and labels[own] not in host.split("."))
    if is_known or any(names_host(label, host=host) for label in others):
        return labels
    return (*labels[:own], host, *labels[own + 1 :])


def _with_favicons(draft: Draft, link: Link, labels: tuple[str, ...], more: int) -> tuple[str, ...]:
    """The hosts of the favicons that stand before a lone label, as far as the chip's number allows; else the labels."""
    if len(labels) > 1 or "![" not in link.words.read(draft.text):
        return labels
    hosts = tuple(dict.fromkeys(map(source_host, FAVICON.findall(link.words.read(draft.text)))))
    return hosts if 1 < len(hosts) <= min(3, more + 1) else labels
