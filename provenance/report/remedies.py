"""What an editor can do about a page that was not read: a table from the reason to the steps, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from provenance.model.captures import Access
from provenance.report.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from provenance.model.captures import Missed
    from provenance.model.sources import Source


class Step(StrEnum):
    """One thing that can be done, in the order in which it is offered."""

    CHECK = "check"
    LATER = "later"
    EXTRA = "extra"
    LIMIT = "limit"
    ONLINE = "online"
    OPEN = "open"
    NAME = "name"
    ATTACH = "attach"
    KEY = "key"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """A step in a few words and what is typed for it, as both stand at every source; what explains it, once a report.

    `{host}` in `typed` is the source's host, `{setting}` the setting that names the key for its publisher's interface.
    """

    words: str
    typed: str = ""
    guide: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step for one source: in words, and what is typed for it, if anything is."""

    words: str
    typed: str

    @property
    def text(self) -> str:
        """Both on one line."""
        return f"{self.words}: {self.typed}" if self.typed else self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideView:
    """What explains a step, under the name that the step goes by."""

    term: str
    text: str


STEPS: dict[Step, StepWords] = {
    Step.CHECK: StepWords(words="check the address"),
    Step.LATER: StepWords(
        words="run again later",
        guide="The same command goes on from what was read: only what is missing is asked for again.",
    ),
    Step.EXTRA: StepWords(words="install what the reason names and run again"),
    Step.LIMIT: StepWords(words="raise the limit in the settings", typed="max_page_bytes"),
    Step.ONLINE: StepWords(
        words="run again with its site allowed",
        guide="This run was limited to a store, a recording or the hosts of an embargo: leave out --offline and "
        "--cassette, or name the host with --allow.",
    ),
    Step.OPEN: StepWords(words="open it by hand"),
    Step.NAME: StepWords(
        words="name its page",
        typed="--sources FILE",
        guide="The file holds addresses by domain or by sentence; a link in the draft does the same.",
    ),
    Step.ATTACH: StepWords(
        words="attach a saved copy",
        typed="--attach {host}=FILE",
        guide="Open the page in a browser, save it (HTML, PDF or text), and run the same command again with the file.",
    ),
    Step.KEY: StepWords(
        words="ask its publisher's interface with a key of your own",
        typed="{setting}",
        guide="Some publishers answer programs that show a key, which they give to readers: put yours into an "
        "environment variable and the variable's name into this setting.",
    ),
    Step.ARCHIVE: StepWords(
        words="read an archived copy",
        typed="--archive always",
        guide="Copies of the Wayback Machine are then read past robots.txt, walls and paywalls, too, and marked with "
        "their date. Whether you may is yours to decide.",
    ),
}
"""Every step with its words."""

_BY_HAND = (Step.OPEN, Step.ATTACH)
_WALL = (*_BY_HAND, Step.KEY, Step.ARCHIVE)

REMEDIES: dict[Access, tuple[Step, ...]] = {
    Access.OK: (Step.OPEN,),
    Access.NOT_FOUND: (Step.CHECK, Step.NAME, Step.ATTACH),
    Access.FORBIDDEN: _WALL,
    Access.PAYWALLED: _WALL,
    Access.BOT_WALL: _WALL,
    Access.CONSENT_WALL: _WALL,
    Access.ROBOTS_DENIED: _WALL,
    Access.RATE_LIMITED: (Step.LATER, *_BY_HAND),
    Access.TIMED_OUT: (Step.LATER, *_BY_HAND),
    Access.UNREACHABLE: (Step.LATER, *_BY_HAND),
    Access.UNSAFE: (Step.CHECK,),
    Access.TOO_LARGE: (Step.LIMIT, Step.OPEN),
    Access.UNSUPPORTED: _BY_HAND,
    Access.UNRECORDED: (Step.ONLINE, Step.ATTACH),
}
"""What can be done about a page that was missed, by the reason."""

WITHOUT_PAGE = (Step.NAME, Step.ATTACH, Step.KEY)
"""What can be done for a source of which no page is known."""

NOT_UNDERSTOOD = (Step.NAME,)
"""What can be done for a label that is neither a domain nor a known publisher."""

KEYED: dict[str, str] = {"theguardian.com": "guardian_key_env"}
"""Publishers whose own interface is asked with a key, by their domain, and the setting that names the key."""

_NAMES_EXTRA = "pip install"
_HAS_LOOKED = ("the Internet Archive has no copy", "the archive could not be asked", "its archived copy")
"""How reasons begin to tell of an archived copy, where one was looked for."""


def steps_for(missed: Missed, *, source: Source) -> tuple[Step, ...]:
    """What can be done about a page that was missed, in the order of `Step`.

    A reason that names a package to install comes first; one that tells of an archived copy was looked for already.
    """
    steps = set(REMEDIES[missed.access])
    if missed.retryable:
        steps.add(Step.LATER)
    if missed.access is Access.UNSUPPORTED and _NAMES_EXTRA in missed.detail:
        steps.add(Step.EXTRA)
    if any(words in missed.detail for words in _HAS_LOOKED):
        steps.discard(Step.ARCHIVE)
    return in_order(steps, source=source)


def in_order(steps: Iterable[Step], *, source: Source) -> tuple[Step, ...]:
    """The steps that the source allows, each once, in the order of `Step`."""
    wanted = set(steps) if source.domain in KEYED else set(steps) - {Step.KEY}
    return tuple(step for step in Step if step in wanted)


def view_step(step: Step, *, source: Source) -> StepView:
    """The step for this source."""
    host = clean_line(source.host or "") or "DOMAIN"
    setting = KEYED.get(source.domain or "", "")
    own = STEPS[step]
    return StepView(words=own.words, typed=own.typed.replace("{host}", host).replace("{setting}", setting))


def view_guide(steps: Iterable[Step]) -> tuple[GuideView, ...]:
    """What explains the steps, each once, in their order."""
    wanted = set(steps)
    explained = (STEPS[step] for step in Step if step in wanted and STEPS[step].guide)
    return tuple(GuideView(term=_term(own), text=own.guide) for own in explained)


def _term(step: StepWords) -> str:
    """What the step goes by in general: what is typed for it, else its words."""
    settings = " or ".join(dict.fromkeys(KEYED.values()))
    return step.typed.replace("{host}", "DOMAIN").replace("{setting}", settings) or step.words
