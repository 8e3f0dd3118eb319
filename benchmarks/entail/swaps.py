"""Claims made wrong by rule: one number, date, name or negation of a supported claim is changed."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

_NUMBER = re.compile(r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-])")  # 1,250.5
_MONTHS = [date(2000, month, 1).strftime("%B") for month in range(1, 13)]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b")  # March
_NAME = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")  # New York, not at the start
_HELPER = re.compile(r"\b(is|are|was|were|has|have|had|will|can|could|would|did|does)\b(?! (?:not|no|never))")  # was
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|will|can|could|would|did|does) not ")  # was not


def swap(claim: str, names: list[str], random: Random) -> str | None:
    """The claim with one thing changed, or none when nothing in it can be; `names` are those to choose from."""
    ways: list[Callable[[str, list[str], Random], str | None]]
    ways = [_swap_number, _swap_month, _swap_name, _swap_negation]
    random.shuffle(ways)
    changed = (way(claim, names, random) for way in ways)
    return next((text for text in changed if text is not None and text != claim), None)


def find_names(claim: str) -> list[str]:
    """Runs of capitalised words, but for the first word of the claim."""
    return _NAME.findall(claim)


def _replace(text: str, match: re.Match[str], word: str) -> str:
    return text[: match.start()] + word + text[match.end() :]


def _swap_number(claim: str, _: list[str], random: Random) -> str | None:
    found = list(_NUMBER.finditer(claim))
    if not found:
        return None
    match = random.choice(found)
    digits = match[0].replace(",", "")
    if "." in digits:
        return _replace(claim, match, f"{float(digits) * random.choice((0.6, 0.8, 1.3, 1.7)) + 0.1:.1f}")
    value = int(digits)
    if 1000 <= value <= 2100 and "," not in match[0]:
        changed = value + random.choice((-11, -4, -3, -2, -1, 1, 2, 3, 5, 9))
    else:
        changed = max(0, value + random.choice((-1, 1)) * max(1, round(value * random.choice((0.1, 0.3, 0.6)))))
    return _replace(claim, match, f"{changed:,}" if "," in match[0] else str(changed))


def _swap_month(claim: str, _: list[str], random: Random) -> str | None:
    found = list(_MONTH.finditer(claim))
    if not found:
        return None
    match = random.choice(found)
    return _replace(claim, match, random.choice([month for month in _MONTHS if month != match[0]]))


def _swap_name(claim: str, names: list[str], random: Random) -> str | None:
    found = list(_NAME.finditer(claim))
    if not found or not names:
        return None
    match = random.choice(found)
    same = [name for name in names if name.count(" ") == match[0].count(" ") and name not in claim]
    return _replace(claim, match, random.choice(same)) if same else None


def _swap_negation(claim: str, _: list[str], random: Random) -> str | None:
    match = _NOT.search(claim)
    if match is not None:
        return _replace(claim, match, match[1] + " ")
    found = list(_HELPER.finditer(claim))
    return _replace(claim, random.choice(found), f"{found[0][1]} not") if len(found) == 1 else None
