"""The records that flow between the stages: frozen, complete at birth, hashable, equal after a JSON round trip.

Nothing here reads, computes or decides beyond a property; the codec is in `provenance.model.codec`.
"""

from provenance.model.article import (
    Article,
    Attachment,
    Certainty,
    CitationTag,
    Claim,
    OtherReading,
    Paragraph,
    ParagraphKind,
    Sentence,
    StatesNothing,
)
from provenance.model.captures import Access, Capture, HostContact, Missed
from provenance.model.facts import (
    Attribution,
    Bound,
    DateMention,
    Facts,
    Hedge,
    Name,
    Negation,
    Quantity,
    Quotation,
    Superlative,
    Sureness,
)
from provenance.model.judgements import (
    Assessment,
    CheckedFact,
    ClaimResult,
    Conflict,
    Evidence,
    FactKind,
    Gap,
    Outcome,
    Signal,
    SourceCheck,
    Verdict,
)
from provenance.model.notices import Notice
from provenance.model.pages import Page
from provenance.model.report import SCHEMA, SCHEMA_VERSION, Coverage, PageRead, Report
from provenance.model.sources import Candidate, Resolution, Source
from provenance.model.spans import Quote, Span, make_quote

__all__ = [
    "SCHEMA",
    "SCHEMA_VERSION",
    "Access",
    "Article",
    "Assessment",
    "Attachment",
    "Attribution",
    "Bound",
    "Candidate",
    "Capture",
    "Certainty",
    "CheckedFact",
    "CitationTag",
    "Claim",
    "ClaimResult",
    "Conflict",
    "Coverage",
    "DateMention",
    "Evidence",
    "FactKind",
    "Facts",
    "Gap",
    "Hedge",
    "HostContact",
    "Missed",
    "Name",
    "Negation",
    "Notice",
    "OtherReading",
    "Outcome",
    "Page",
    "PageRead",
    "Paragraph",
    "ParagraphKind",
    "Quantity",
    "Quotation",
    "Quote",
    "Report",
    "Resolution",
    "Sentence",
    "Signal",
    "Source",
    "SourceCheck",
    "Span",
    "StatesNothing",
    "Superlative",
    "Sureness",
    "Verdict",
    "make_quote",
]
