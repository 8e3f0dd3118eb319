"""The chip: `apnews.com+2nypost.com+2time.com+2`, up to three labels with the same N, N+1 sources behind it."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from provenance.model.article import Certainty, OtherReading
from provenance.model.notices import Notice
from provenance.model.spans import Span
from provenance.parse.contracts import Finding, FoundTag, Unread
from provenance.parse.grammars.chip_heads import read_heads
from provenance.parse.grammars.chip_runs import find_chains
from provenance.parse.grammars.chip_standing import Standing, find_standing
from provenance.parse.grammars.hosts import is_host
from provenance.parse.grammars.placement import is_needed, is_told
from provenance.parse.grammars.regimes import Row, decide_regime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from provenance.parse.contracts import Draft
    from provenance.parse.grammars.chip_heads import Run
    from provenance.parse.grammars.chip_runs import Mark
    from provenance.parse.grammars.regimes import Decision

STYLE = "chip"


def find_chips(draft: Draft) -> Finding:
    """Every chip with `+N` of the draft; notices when the form of the document is open or a run does not fit it."""
    text = draft.text
    if "+" not in text:
        return Finding()
    linked = [tag for tag in draft.found if tag.more]
    found = read_heads(
        text, find_chains(text, taken=draft.taken), linked=(label for tag in linked for label in tag.labels)
    )
    runs, doubtful = _sorted_out(text, found, among_chips=bool(linked))
    rows = [row for run in runs for row in _rows(text, run)]
    labels = [label for row in rows for label in row.labels]
    decision = decide_regime(
        [row.size for row in rows],
        are_domains=2 * sum(map(is_host, labels)) >= len(labels),
        linked=[Row(labels=len(tag.labels), more=tag.more or 0) for tag in linked if _is_whole(text, tag)],
    )
    still_open = [row for row in rows if decision.ambiguous and row.size.is_open]
    return Finding(
        tags=tuple(tag for row in rows for tag in _chips(row, decision)),
        unread=(*map(_unread, doubtful), *(_unnamed(run.unnamed) for run in runs if run.unnamed)),
        notices=(*_open_notices(still_open, decision), *_irregular_notices(rows, decision)),
        other_readings=tuple(_other_reading(row, decision) for row in still_open),
    )


def _sorted_out(text: str, found: Iterable[Run], *, among_chips: bool) -> tuple[list[Run], list[Run]]:
    """The runs that are marks, and those that may be; a doubtful one is a mark among others."""
    standings = [(run, find_standing(text, run)) for run in found]
    accepted, left = {Standing.MARK}, {Standing.UNSURE}
    sure = among_chips or any(standing is Standing.MARK for _, standing in standings)
    (accepted if sure else left).add(Standing.DOUBTFUL)
    runs = [run for run, standing in standings if standing in accepted]
    return runs, [run for run, standing in standings if standing in left]


def _is_whole(text: str, tag: FoundTag) -> bool:
    """Whether a linked chip shows labels as they are: `[arxiv+1](url)` shows one stem, whatever its N."""
    return len(tag.labels) > 1 or not text[tag.span.start : tag.span.end].lstrip("[(")[:1].islower()


class _Row(NamedTuple):
    """Marks of a run with the same number: a change of N always begins a new chip.

    `certainty` is that of its first label, as far as its form tells, `kept` the words of the sentence in it.
    """

    marks: tuple[Mark, ...]
    size: Row
    certainty: Certainty
    kept: Span | None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in their order."""
        return tuple(mark.label for mark in self.marks)

    @property
    def span(self) -> Span:
        """From the first label to the last number."""
        return Span(start=self.marks[0].start, end=self.marks[-1].end)


def _rows(text: str, run: Run) -> Iterator[_Row]:
    certainty, kept = _head_certainty(run), _kept_words(text, run)
    for more, group in groupby(run.marks, key=attrgetter("more")):
        marks = tuple(group)
        yield _Row(marks=marks, size=Row(labels=len(marks), more=more), certainty=certainty, kept=kept)
        certainty, kept = Certainty.CERTAIN, None


def _head_certainty(run: Run) -> Certainty:
    """Likely for a lone name and where a name or a host was cut off the words before it by what is known."""
    if run.name is None:
        return Certainty.LIKELY if run.guessed else Certainty.CERTAIN
    told = run.name.known or run.name.bounded
    return Certainty.CERTAIN if told and len(run.marks) > 1 else Certainty.LIKELY


def _kept_words(text: str, run: Run) -> Span | None:
    """The first label where words of the sentence are in it or it is one of them: "according to bbc.com+1"."""
    head = run.marks[0]
    mixed = run.name.mixed if run.name else False
    alone = len(run.marks) == 1
    needed = mixed or (alone and is_needed(text, head.start, head.end)) or is_told(text, head.start)
    return Span(start=head.start, end=head.label_end) if needed else None


def _unread(run: Run) -> Unread:
    """A name with `+N` that may be words of the sentence, which therefore stay."""
    span = Span(start=run.start, end=run.end)
    return Unread(span=span, style="name with +N, perhaps a publisher's", kept=span)


def _unnamed(span: Span) -> Unread:
    """A `+N` before other chips whose own label could not be told from the words of the sentence."""
    return Unread(span=span, style="+N of a chip without a label")


def _chips(row: _Row, decision: Decision) -> Iterator[FoundTag]:
    at = 0
    is_open = decision.ambiguous and row.size.is_open
    for size in row.size.chips(decision.regime):
        marks = row.marks[at : at + size]
        certainty = row.certainty if at == 0 else Certainty.CERTAIN
        yield FoundTag(
            span=Span(start=marks[0].start, end=marks[-1].end),
            style=STYLE,
            labels=tuple(mark.label for mark in marks),
            more=marks[0].more,
            certainty=Certainty.OPEN if is_open else certainty,
            kept=row.kept if at == 0 else None,
        )
        at += size


def _other_reading(row: _Row, decision: Decision) -> OtherReading:
    labels = iter(row.labels)
    sizes = row.size.chips(decision.regime.other)
    return OtherReading(span=row.span, chips=tuple(tuple(next(labels) for _ in range(size)) for size in sizes))


def _open_notices(still_open: list[_Row], decision: Decision) -> tuple[Notice, ...]:
    if not still_open:
        return ()
    form = "older" if decision.regime.value else "newer"
    places = "1 place" if len(still_open) == 1 else f"{len(still_open)} places"
    return (
        Notice(
            code="ambiguous_chips",
            message=f"In {places} several citation marks stand in a row, and the text does not tell where one ends and "
            f"the next begins; they were parted as {form} chatbots write them, and the other way is kept. The sources "
            "named are the same.",
            span=still_open[0].span,
        ),
    )


def _irregular_notices(rows: list[_Row], decision: Decision) -> tuple[Notice, ...]:
    odd = [row for row in rows if not row.size.fits(decision.regime)]
    if not odd:
        return ()
    return (
        Notice(
            code="irregular_chips",
            message=f"{len(odd)} run{'s' if len(odd) > 1 else ''} of citation chips with a number of labels that "
            "no whole chips have: a label may have been lost when the text was copied.",
            span=odd[0].span,
        ),
    )
