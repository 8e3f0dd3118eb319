"""The recipe: from a draft to a report, and back again from the evidence that was kept.

`recipe` is the line of stages and nothing else; `plan` says which pages to read, `evidence` where their captures come
from, `judgement` what they say; `models` opens what is asked besides the rules, `counsel` hears a judge.
"""

from provenance.pipeline.evidence import Network, Progress, Shelf
from provenance.pipeline.recipe import replay_report, verify_article

__all__ = ["Network", "Progress", "Shelf", "replay_report", "verify_article"]
