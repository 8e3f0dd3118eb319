"""The models that a run asks: one that reads meaning, and a judge; made from the settings, asked by the recipe."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from provenance.config import read_key
from provenance.errors import EntailerError
from provenance.fetch import embargo_of
from provenance.fetch.post import Post
from provenance.match.meaning import Entailment, OnnxEntailer
from provenance.match.meaning.asking import choose_entailer
from provenance.match.meaning.judge import Judge
from provenance.match.meaning.judge_answer import Unanswered
from provenance.match.meaning.transformers_entailer import load_transformers
from provenance.model import Access, Notice
from provenance.pipeline.counsel import LiveCounsel, NoCounsel, RecalledCounsel
from provenance.pipeline.evidence import Network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.match.meaning import Entailer
    from provenance.model import Report
    from provenance.pipeline.counsel import Counsel

FINAL = frozenset({Access.FORBIDDEN, Access.UNSAFE, Access.UNRECORDED})
"""Refusals that the next question would get as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """What a run asks besides the rules."""

    entailer: Entailer | Entailment = Entailment.OFF
    counsel: Counsel = field(default_factory=NoCounsel)

    @property
    def entailer_name(self) -> str:
        """Which model reads meaning, or empty when none does."""
        chosen = choose_entailer(self.entailer)
        return "" if chosen is None else chosen.name


@contextmanager
def open_models(
    settings: Settings, *, network: Network, clock: Clock, on_asked: Callable[[int], None] | None = None
) -> Iterator[Models]:
    """The models that the settings name; raises `ProvenanceError` for one that is absent, broken or named wrongly."""
    entailer = make_entailer(settings)
    if not settings.judge_url:
        yield Models(entailer=entailer)
        return
    key = read_key(settings, "judge_key_env")
    with Post(
        settings.judge_url,
        key=key,
        seconds=settings.judge_seconds,
        connect_seconds=settings.connect_seconds,
        clock=clock,
        embargo=embargo_of(settings),
    ) as post:
        if network is Network.OFF:
            message = f"The judge {settings.judge_model} at {post.host} was not asked: the network is off."
            yield Models(entailer=entailer, counsel=NoCounsel(notices=(Notice(code="judge_failed", message=message),)))
            return
        judge = Judge(model=settings.judge_model, host=post.host, send=_through(post), key=key)
        yield Models(
            entailer=entailer,
            counsel=LiveCounsel(judge=judge, post=post, most=settings.judge_most, on_asked=on_asked),
        )


def recall_models(report: Report, settings: Settings) -> Models:
    """The models of the run that made a report: the same entailer, if the settings still name it, and no judge asked.

    A run without an entailer is made again without one.
    """
    assessments = (own for result in report.results for own in result.assessments)
    opinions = {(own.claim, own.page): own.opinion for own in assessments if own.opinion is not None}
    return Models(
        entailer=make_entailer(settings) if report.entailer else Entailment.OFF,
        counsel=RecalledCounsel(name=report.judge, opinions=opinions),
    )


def make_entailer(settings: Settings) -> Entailer | Entailment:
    """The entailer that the settings name: the package's own, none, an ONNX folder, or a model of transformers."""
    named = settings.entailment.strip()
    known = {mode.value: mode for mode in Entailment}
    if named in known:
        return known[named]
    folder = _expand(named)
    if (folder / "model.onnx").is_file():
        return OnnxEntailer(folder)
    if named.startswith((".", "/", "~", "\\")) and not folder.is_dir():  # no name of a model on the hub begins so
        raise EntailerError(f"There is no folder {named} with an entailment model.", "Is the path right?")
    return load_transformers(
        str(folder) if folder.is_dir() else named,
        labels=settings.entailment_labels,
        prompt=settings.entailment_prompt,
    )


def _expand(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # "~nobody": a user whom this machine does not know
        return Path(name)


def _through(post: Post) -> Callable[[bytes], bytes | Unanswered]:
    def send(body: bytes, /) -> bytes | Unanswered:
        outcome = post.send(body)
        if isinstance(outcome, bytes):
            return outcome
        return Unanswered(reason=outcome.detail, final=outcome.access in FINAL)

    return send
