"""What a stage has to tell the editor besides its result."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One remark: a stable `code` for scripts, a sentence for people, and the place it is about, if it has one."""

    code: str
    message: str
    span: Span | None = None
