"""The recipe: from a draft to a report, and back again from the evidence that was kept.

`recipe` is the line of stages and nothing else; `plan` says which pages to read, `evidence` where their captures come
from, `judgement` what they say; `models` opens what is asked besides the rules, `counsel` hears a judge.

The recipe is loaded when it is first used: matching one claim needs none of the stages before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.pipeline.evidence import Network, Progress, Shelf

if TYPE_CHECKING:
    from provenance.pipeline.recipe import replay_report, verify_article

__all__ = ["Network", "Progress", "Shelf", "replay_report", "verify_article"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from provenance.pipeline import recipe  # noqa: PLC0415 - see above

        return getattr(recipe, name)
    raise AttributeError(f"module 'provenance.pipeline' has no attribute {name!r}")
