"""The question in the form in which a judge gets it: rules, quoted material behind fences, the question again.

The material was written by strangers, so it can never leave its place: the fence is a code made from the digest of
all that is sent, which a page cannot know; should it stand in the material all the same, it is taken out; and angle
brackets, which the templates of chat models use for their own marks, become single quotation marks of the same shape.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from provenance.match.meaning.judge_letters import UNSEEN
from provenance.text.tables import read_table

if TYPE_CHECKING:
    from provenance.match.meaning.judge_question import Question

FENCE_DIGITS = 24
"""Hex digits of a fence."""

# "[INST]", "[/INST]", "[SYSTEM_PROMPT]": marks of chat templates in square brackets
_MARK = re.compile(r"\[(/?[A-Z_]{4,20})\]")

_SHAPES = {**UNSEEN, ord("<"): "‹", ord(">"): "›"}
"""What is unseen goes, angle brackets change."""


def write_request(question: Question, *, model: str) -> bytes:
    """The body of a request for a chat completion; the same question gives the same bytes."""
    fence = _make_fence(question)
    table = read_table("judge")
    material = [("CLAIM", question.claim)]
    if question.context:
        material.insert(0, ("SENTENCES BEFORE THE CLAIM", question.context))
    material += [(f"PASSAGE {number}", text) for number, text in enumerate(question.passages, start=1)]
    fenced = "\n\n".join(_put_behind(fence, title, text) for title, text in material)
    messages = [
        {"role": "system", "content": table["rules"].format(fence=fence).strip()},
        {"role": "user", "content": f"{fenced}\n\n{table['question'].strip()}"},
    ]
    return msgspec.json.encode({"model": model, "temperature": 0, "stream": False, "messages": messages})


def _make_fence(question: Question) -> str:
    """A code that hangs on every letter that is sent: no text can hold the code of itself."""
    digest = hashlib.sha256()
    for text in (question.claim, question.context, *question.passages):
        digest.update(text.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:FENCE_DIGITS]


def _put_behind(fence: str, title: str, text: str) -> str:
    return f"<<<{fence} {title} BEGINS\n{quote_material(text, fence=fence)}\n{fence} {title} ENDS>>>"


def quote_material(text: str, *, fence: str) -> str:
    """The text as it may stand between fences: nothing unseen, no mark of a chat template, no fence."""
    seen = _MARK.sub(r"(\1)", text.translate(_SHAPES))
    return re.sub(fence, "…", seen, flags=re.IGNORECASE)
