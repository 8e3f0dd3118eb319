"""Does a page say what a claim says: passages, signals, conflicts, score, verdict.

`match_claim` judges one claim against one page; `judge_claim` joins what all pages say; `find_elsewhere` looks for a
claim on the pages that were cited for others. Fuzzy likeness finds the
passages, values decide: a quantity, quotation or negation that the page does not have keeps a claim from `supported`.
"""

from provenance.match.assess import match_claim, read_page
from provenance.match.elsewhere import CitedPage, Sought, find_elsewhere
from provenance.match.judge import MISSING_ELSEWHERE, judge_claim

__all__ = ["MISSING_ELSEWHERE", "CitedPage", "Sought", "find_elsewhere", "judge_claim", "match_claim", "read_page"]
