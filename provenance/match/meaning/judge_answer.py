"""A judge's answer, read with suspicion: one JSON object of the form asked for, or no answer at all."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import msgspec

from provenance.match.meaning.judge_letters import UNSEEN
from provenance.model import Verdict

MOST_ANSWER = 40_000
"""Characters of an answer that are read; some models think aloud before they answer."""

MOST_OPENINGS = 40
"""Braces of an answer at which an object is looked for."""

MOST_QUOTES = 5
MOST_QUOTE = 1_000
"""Characters of a quote; a longer one is no sentence."""

MOST_REASON = 300
"""Characters of the reason that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeAnswer:
    """What a judge says: its verdict, the words it says stand on the page, and why."""

    verdict: Verdict
    quotes: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Why there is no answer; `final` when asking again about something else is of no use either."""

    reason: str
    final: bool = False


class _Said(msgspec.Struct):
    verdict: Literal["supported", "partial", "contradicted", "not_found"]
    quotes: list[str] = []
    reason: str = ""


class _Part(msgspec.Struct):
    text: str = ""


class _Message(msgspec.Struct):
    content: str | list[_Part]


class _Choice(msgspec.Struct):
    message: _Message


class _Completion(msgspec.Struct):
    choices: list[_Choice]


def read_answer(body: bytes) -> JudgeAnswer | Unanswered:
    """The answer in the body of a chat completion, or why there is none in it."""
    try:
        completion = msgspec.json.decode(body.removeprefix(BOM_UTF8), type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Unanswered(reason="its answer is no chat completion")
    if not completion.choices:
        return Unanswered(reason="its answer is empty")
    content = completion.choices[0].message.content
    text = content if isinstance(content, str) else "".join(part.text for part in content)
    return _read_text(text)


def _read_text(text: str) -> JudgeAnswer | Unanswered:
    if len(text) > MOST_ANSWER:
        return Unanswered(reason="its answer is too long")
    found = {said.verdict: said for said in _find_said(text)}
    if not found:
        return Unanswered(reason="its answer holds no verdict in the form asked for")
    if len(found) > 1:
        return Unanswered(reason="its answer holds more than one verdict")
    (said,) = found.values()
    return JudgeAnswer(
        verdict=Verdict(said.verdict),
        quotes=tuple(quote[:MOST_QUOTE] for quote in said.quotes[:MOST_QUOTES] if quote.strip()),
        reason=" ".join(said.reason.translate(UNSEEN).split())[:MOST_REASON],
    )


def _find_said(text: str) -> list[_Said]:
    """Every object with a verdict that stands in the text, whatever is said around it."""
    found: list[_Said] = []
    start = text.find("{")
    for _ in range(MOST_OPENINGS):
        if start < 0:
            break
        value, end = _read_object(text, start)
        with suppress(msgspec.ValidationError):  # an object of another form
            found.append(msgspec.convert(value, _Said))
        start = text.find("{", end)
    return found


def _read_object(text: str, start: int) -> tuple[object, int]:
    """The object that begins at `start` and where it ends; none, and the next letter, where none begins."""
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start + 1
