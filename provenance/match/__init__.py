"""Does a page say what a claim says: passages, signals, conflicts, score, verdict.

`match_claim` judges one claim against one page; `judge_claim` joins what all pages say. Fuzzy likeness finds the
passages, values decide: a quantity, quotation or negation that the page does not have keeps a claim from `supported`.
"""

from provenance.match.assess import match_claim, read_page
from provenance.match.judge import judge_claim

__all__ = ["judge_claim", "match_claim", "read_page"]
