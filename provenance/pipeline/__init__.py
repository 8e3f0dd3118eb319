"""The recipe: from a draft to a report, and back again from the evidence that was kept.

`recipe` is the line of stages and nothing else. `plan` says which pages were named, `survey` finds and reads the others
site by site, `reader` reads one page, `evidence` says where captures come from, `matcher` holds claims against pages,
`judgement` puts together what they say; `models` opens what is asked besides the rules, `counsel` hears a judge.
`finding` is the search alone.

The recipe is loaded when it is first used: matching one claim needs none of the stages before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from provenance.pipeline.evidence import Keeper, Network, Progress, Shelf

if TYPE_CHECKING:
    from provenance.pipeline.finding import find_sources
    from provenance.pipeline.recipe import replay_report, verify_article

__all__ = ["Keeper", "Network", "Progress", "Shelf", "find_sources", "replay_report", "verify_article"]


def __getattr__(name: str) -> object:
    if name == "find_sources":
        from provenance.pipeline import finding  # noqa: PLC0415 - see above

        return finding.find_sources
    if name in __all__:
        from provenance.pipeline import recipe  # noqa: PLC0415 - see above

        return getattr(recipe, name)
    raise AttributeError(f"module 'provenance.pipeline' has no attribute {name!r}")
