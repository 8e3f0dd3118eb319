"""Where the first label of a chain begins: what stands before it is a sentence, at times glued to it.

`closed in MayReuters+2AP News+2` begins with `Reuters`. What helps: the table of publishers, the labels that the same
text shows elsewhere between two `+N`, where both ends are plain, and the form of names.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provenance.model.spans import Span
from provenance.parse.grammars.chip_runs import Mark, join_lines
from provenance.parse.grammars.glued_hosts import Ended, glued_start, is_settled, opens, stop_inside
from provenance.parse.grammars.hosts import host_start, is_host, publishers_hosts, publishers_names
from provenance.parse.grammars.names import find_dotted_name, find_name, find_small_name
from provenance.parse.grammars.placement import leads_on
from provenance.text.languages import DEFAULT_LANGUAGE, detect_language
from provenance.urls.domains import registrable_domain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provenance.parse.grammars.chip_runs import Chain
    from provenance.parse.grammars.names import NameFound

# "LWN.net" of "in 1932LWN.net", "Bloomberg.com": a host but for its capital
_DOTTED_NAME = re.compile(
    r"(?:(?<![\w.-])|(?<=(?<!\d)\d{4}))[A-Z][A-Za-z0-9-]{0,60}(?:\.[A-Za-z][A-Za-z0-9-]{1,60}){1,3}$"
)
# "https://" of "https://arxiv.org+3"
_SCHEME = re.compile(r"https?://$")
# "1932" of "in 1932reddit.com", "2025" of "2025apnews.com"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?=[a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A chain with its first label; `name` tells how that was found when it is no host.

    `guessed` when the first host was cut off the word before it by what is known of hosts, or its first part may be
    such a word. `unnamed` is the `+N` before the first label when nothing tells what its own label is.
    """

    marks: tuple[Mark, ...]
    name: NameFound | None
    guessed: bool = False
    unnamed: Span | None = None

    @property
    def start(self) -> int:
        """Where the first label begins."""
        return self.marks[0].start

    @property
    def end(self) -> int:
        """Behind the last number."""
        return self.marks[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLabels:
    """Hosts and, in lower case, names that are known: by the table of publishers and by the text itself.

    `glued` when the text tends to glue marks to the full stop before them, or its language's words are not known.
    """

    hosts: frozenset[str]
    names: frozenset[str]
    glued: bool


def read_heads(text: str, chains: Sequence[Chain], *, linked: Iterable[str]) -> tuple[Run, ...]:
    """The chains with their first labels, in order; those without one are left out. `linked` are labels of links."""
    chains = [chain for chain in chains if chain.rest or chain.floor < chain.label_end]
    plain = {*linked, *(mark.label for chain in chains for mark in chain.rest)}
    starts = [_host_start(text, chain) for chain in chains]
    firsts = [text[start : chain.label_end] for start, chain in zip(starts, chains, strict=True)]
    counts = Counter(firsts)
    again = {label for label, count in counts.items() if count > 1 and is_host(label)}
    again |= {rest for label in counts if (rest := label.partition(".")[2]) in counts and is_host(rest)}
    hosts = publishers_hosts() | again | {label for label in plain if is_host(label)}
    known = KnownLabels(
        hosts=hosts,
        names=publishers_names() | {label.lower() for label in plain if not is_host(label)},
        glued=_is_glued(text, [start for start, first in zip(starts, firsts, strict=True) if first in hosts]),
    )
    found = (_read_head(text, chain, start, known) for chain, start in zip(chains, starts, strict=True))
    return tuple(run for run in found if run)


def _host_start(text: str, chain: Chain) -> int:
    start = host_start(text, chain.label_end, floor=chain.floor)
    return stop_inside(text, start, chain.label_end, floor=chain.floor)


def _is_glued(text: str, hosts: Sequence[int]) -> bool:
    """Whether a text is not English, or more of its known `hosts` touch what stands before them than do not."""
    touching = sum(text[at - 1 : at] in tuple('.!?…”")') for at in hosts)
    return 2 * touching > len(hosts) or detect_language(text) != DEFAULT_LANGUAGE


def _read_head(text: str, chain: Chain, start: int, known: KnownLabels) -> Run | None:
    end = chain.label_end
    host = text[start:end]
    if "." in host and (dotted_name := find_dotted_name(text, end, floor=chain.floor)):
        return _run(text, chain, dotted_name.start, name=dotted_name)
    if is_host(host):
        return _read_host(text, chain, start, known)
    dotted = _DOTTED_NAME.search(text, max(chain.floor, end - 80), end)
    if dotted and is_host(dotted[0].lower()):
        return _run(text, chain, dotted.start(), name=None)
    name = find_name(text, end, floor=chain.floor, known=known.names)
    if name is None:
        name = find_small_name(text, end, floor=chain.floor, known=known.names, alone=not chain.rest)
    if name is None and chain.rest:
        return Run(marks=chain.rest, name=None, unnamed=Span(start=end, end=chain.end))
    return _run(text, chain, name.start, name=name) if name else None


def _read_host(text: str, chain: Chain, start: int, known: KnownLabels) -> Run:
    """The chain whose first label is a host that begins at `start`, or behind a word that is glued to it."""
    host = text[start : chain.label_end]
    is_at_start = opens(text, start)
    cut = 0 if is_at_start else _cut(host, text, chain, known)
    if cut:
        return _run(text, chain, start + cut, name=None, guessed=True)
    while start > chain.floor and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    start = _scheme_start(text, start) or _broken_start(text, chain, start) or start
    settled = is_at_start or is_settled(host, known=known.hosts) or _ended(text, chain, known) is Ended.LATER
    return _run(text, chain, start, name=None, guessed=not settled)


def _scheme_start(text: str, start: int) -> int:
    """Where `https://` before a host begins, for a label that was written out so; 0 when there is none."""
    scheme = _SCHEME.search(text, max(0, start - 8), start)
    return scheme.start() if scheme else 0


def _broken_start(text: str, chain: Chain, start: int) -> int:
    """Where a known site begins of which `start` is the second line, as in `docs.ora⏎cle.com`; 0 when it is whole."""
    behind = start - 2 if text[start - 2 : start] == "\r\n" else start - 1
    if text[behind:start].strip("\r") != "\n":
        return 0
    begin = host_start(text, behind, floor=chain.floor)
    site = registrable_domain(text[begin:behind] + text[start : chain.label_end])
    broken = site in publishers_hosts() and site != registrable_domain(text[start : chain.label_end])
    return begin if broken and begin < behind else 0


def _cut(host: str, text: str, chain: Chain, known: KnownLabels) -> int:
    """How many characters at the head of a host belong to the sentence before it."""
    year = _YEAR.match(host)
    if host in known.hosts and not (year and host[year.end() :] in known.hosts):
        return 0
    if year:
        return year.end()
    ended = _ended(text, chain, known)
    first, _, rest = host.partition(".")
    if (
        ended is Ended.BEFORE
        and first.isalpha()
        and rest in known.hosts
        and leads_on(text, chain.label_end - len(host))
    ):
        return len(first) + 1  # "good for business.forbes.com+2": no sentence ends with "for"
    return glued_start(host, known=known.hosts, ended=ended)


def _ended(text: str, chain: Chain, known: KnownLabels) -> Ended:
    """Where the sentence before a chain ends, by what follows it."""
    behind = text[chain.last : chain.last + 4].lstrip(" \t")
    if behind[:1] in {".", "!", "?", "。"}:
        return Ended.LATER
    if behind[:1] in {",", ";"} or behind[:1].islower():
        return Ended.OPEN
    return Ended.BEFORE if known.glued or behind.lstrip("\"'“‘«")[:1].isupper() else Ended.OPEN


def _run(text: str, chain: Chain, start: int, *, name: NameFound | None, guessed: bool = False) -> Run:
    label = join_lines(text[start : chain.label_end])
    head = Mark(start=start, label_end=chain.label_end, end=chain.end, label=label, more=chain.more)
    return Run(marks=(head, *chain.rest), name=name, guessed=guessed)
