"""The words of the reasons for a verdict."""

from __future__ import annotations

from provenance.model import Access, Attachment, FactKind, StatesNothing

STATES_NOTHING = {
    StatesNothing.QUESTION: "A question: it states nothing that a source could bear out.",
    StatesNothing.OPINION: "An opinion without a fact in it: it states nothing that a source could bear out.",
    StatesNothing.ANNOUNCEMENT: "It announces what follows: it states nothing that a source could bear out.",
}

NO_SOURCE = {
    Attachment.CITED: "No source could be read out of its citation.",
    Attachment.COVERED: "No source could be read out of the citation of its paragraph.",
    Attachment.UNCITED: "No citation covers this sentence.",
}

CONFLICTS = {
    FactKind.QUANTITY: "The claim states {stated}, {label} has {found}.",
    FactKind.DATE: "The claim states {stated}, {label} has {found}.",
    FactKind.NAME: "The claim states {stated}, {label} has {found}.",
    FactKind.QUOTATION: "The claim quotes “{stated}”, {label} has “{found}”.",
    FactKind.SPEAKER: "The claim has it from {stated}, {label} from {found}.",
    FactKind.CERTAINTY: "The claim says {stated}, {label} has {found}.",
    FactKind.SUPERLATIVE: "The claim says {stated}, {label} has {found}.",
    FactKind.NEGATION: "On “{stated}” {label} says the opposite: “{found}”",
    FactKind.STATEMENT: "As a model reads it, {label} says otherwise: “{found}”",
}

ACCESS = {
    Access.OK: "read, but nothing to judge",
    Access.NOT_FOUND: "page not found",
    Access.FORBIDDEN: "access refused",
    Access.PAYWALLED: "paywall",
    Access.BOT_WALL: "bot wall",
    Access.CONSENT_WALL: "consent wall",
    Access.ROBOTS_DENIED: "robots.txt forbids it",
    Access.RATE_LIMITED: "too many requests",
    Access.TIMED_OUT: "timed out",
    Access.UNREACHABLE: "unreachable",
    Access.UNSAFE: "unsafe address",
    Access.TOO_LARGE: "too large",
    Access.UNSUPPORTED: "no readable format",
    Access.UNRECORDED: "not to be asked for",
}
