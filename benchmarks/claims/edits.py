"""What becomes of a supported claim when one thing in it is changed by rule: a number, date, name, negation, quotation.

    python -m benchmarks.claims.edits --claims FOLDER [--most 500] [--show KIND]

The same rows are edited on every machine: every choice is made by digest. A row is edited once for each kind of which
it has one. Printed a kind, over all rows and over those that are called supported unedited: the share no longer called
supported (target 90 %), the share called contradicted with both values right, stated as edited and found as it was
(target 60 % of numbers and dates), and of the unedited the share called contradicted (target at most 5 %). The rules
know nothing of the matcher's own readers.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.claims.samples import read_untrained
from benchmarks.claims.sets import digest_of, list_sets, set_name
from provenance.match import match_claim
from provenance.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.claims.sets import Row
    from provenance.model import Assessment

KINDS = ("number", "date", "name", "negation", "quotation")

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

# 1,234 | 3.5 | 12; not the digits of F-16, 1946, 10:30 or 5th
_NUMBER = re.compile(
    r"(?<![\w.,:/’'-])\d{1,3}(?:,\d{3})+(?![\w,:/-])|(?<![\w.,:/’'-])\d+(?:\.\d+)?(?![\w:/’'-]|[.,]\d)"
)
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b")
# 1946; not the 2000 of "2000 metres" or "$2000"
_YEAR = re.compile(r"(?<![\w.,:/$€£-])(?:1[5-9]|20)\d\d(?![\w,:/-]\d|\w|\s(?:people|metres|meters|miles|km|votes))")
# 14 of "June 14" and of "14 June"
_DAY = re.compile(
    rf"(?<=\b)(?:(?:{'|'.join(MONTHS)}) (?P<after>\d{{1,2}})|(?P<before>\d{{1,2}}) (?:{'|'.join(MONTHS)}))\b"
)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})(?= \d|, \d| of \d)")
# "Norman Rockwell" in "by Norman Rockwell"; never what opens a sentence
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}\b")
_AUXILIARY = re.compile(r"\b(?:is|was|are|were|has|have|had|will|would|can|could|did|does|do|should|must|may)\b")
_NOT = re.compile(r"\b(is|was|are|were|has|have|had|will|would|can|could|did|does|do|should|must|may) not\b")
_QUOTED = re.compile(r"[“\"]([^“”\"]{8,200})[”\"]")
# a word of a quotation that can be another one
_WORD = re.compile(r"\b[a-z]{5,}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A claim with one thing changed: what stood there, and what stands there now."""

    kind: str
    claim: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An edited row: whether the unedited was called supported, and what is said of the edited."""

    row: Row
    edit: Edit
    supported: bool
    assessment: Assessment

    @property
    def caught(self) -> bool:
        """Whether the edited claim is not called supported."""
        return self.assessment.verdict is not Verdict.SUPPORTED

    @property
    def right(self) -> bool:
        """Whether it is called contradicted, with the value put in as stated and the one taken out as found."""
        return any(
            _holds(one.stated, self.edit.after) and _holds(one.found, self.edit.before)
            for one in self.assessment.conflicts
        )


def main() -> None:
    """Print the figures, or the edits of a kind that are still called supported or not contradicted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, required=True)
    parser.add_argument("--most", type=int, default=500)
    parser.add_argument("--show", choices=KINDS, help="list the edits of a kind that are still called supported")
    arguments = parser.parse_args()
    rows = _read_supported(arguments.claims, most=arguments.most)
    judged: list[Judged] = []
    plain = [match_claim(row.claim, row.document).verdict for row in rows]
    lenders = sorted(rows, key=lambda row: digest_of(row.claim))
    for row, verdict in zip(rows, plain, strict=True):
        for edit in edit_claim(row, lenders):
            assessment = match_claim(edit.claim, row.document)
            judged.append(Judged(row=row, edit=edit, supported=verdict is Verdict.SUPPORTED, assessment=assessment))
    _print_figures(judged, plain)
    for one in judged:
        if one.edit.kind == arguments.show and one.supported and not one.right:
            print(
                f"\n{one.assessment.verdict}: {one.edit.before} -> {one.edit.after}\n"
                f"  {one.edit.claim}\n  {one.row.document[:1500]}"
            )


def _read_supported(folder: Path, *, most: int) -> list[Row]:
    """Supported rows that the model was not trained on, as many from each set as the sets can give."""
    queues = []
    for path in list_sets(folder):
        supported = [row for row in read_untrained(path, most=20 * most) if row.label == 1]
        queues.append((set_name(path), supported))
    rows: list[Row] = []
    for place in range(most):
        rows.extend(own[place] for _, own in queues if place < len(own))
        if len(rows) >= most:
            break
    return rows[:most]


def edit_claim(row: Row, lenders: Sequence[Row]) -> list[Edit]:
    """One edit of each kind that the claim has something for."""
    edits = (_EDITS[kind](row, lenders) for kind in KINDS)
    return [edit for edit in edits if edit is not None and edit.claim != row.claim]


def _pick(matches: Sequence[re.Match[str]], row: Row, salt: str) -> re.Match[str] | None:
    """One of the matches, by digest."""
    return matches[_chance(row.claim + salt) % len(matches)] if matches else None


def _chance(text: str) -> int:
    return int(digest_of(text)[:8], 16)


def _put(row: Row, kind: str, start: int, end: int, words: str) -> Edit:
    claim = row.claim[:start] + words + row.claim[end:]
    return Edit(kind=kind, claim=claim, before=row.claim[start:end], after=words)


def _edit_number(row: Row, _lenders: Sequence[Row]) -> Edit | None:
    dates = [match.span() for pattern in (_YEAR, _DAY) for match in pattern.finditer(row.claim)]
    matches = [
        match
        for pattern in (_NUMBER, _NUMBER_WORD)
        for match in pattern.finditer(row.claim)
        if not any(start < match.end() and match.start() < end for start, end in dates)
    ]
    match = _pick(matches, row, "number")
    if match is None:
        return None
    word = match.group()
    other = _other_word(word, row) if word in WORDS else _other_digits(word, row)
    return _put(row, "number", *match.span(), other)


def _other_word(word: str, row: Row) -> str:
    place = WORDS.index(word)
    return WORDS[(place + 1 + _chance(row.claim) % (len(WORDS) - 1)) % len(WORDS)]


def _other_digits(digits: str, row: Row) -> str:
    """A number of as many digits, with its commas and its point in their places: 1,234 -> 1,729."""
    for turn in range(20):
        chances = iter(digest_of(f"{row.claim}{turn}") * 2)
        out = "".join(_other_digit(char, place, chances) for place, char in enumerate(digits))
        value, old = float(out.replace(",", "")), float(digits.replace(",", ""))
        if value != old and abs(value - old) > 0.08 * old:
            return out
    return digits


def _other_digit(char: str, place: int, chances: object) -> str:
    if not char.isdigit():
        return char
    value = int(next(chances), 16)  # type: ignore[call-overload]
    return str(1 + value % 9) if place == 0 else str(value % 10)


def _edit_date(row: Row, _lenders: Sequence[Row]) -> Edit | None:
    days = [match for match in _DAY.finditer(row.claim) if match.group("after") or match.group("before")]
    matches = [*_YEAR.finditer(row.claim), *_MONTH.finditer(row.claim), *days]
    match = _pick(matches, row, "date")
    if match is None:
        return None
    chance = _chance(row.claim + "by")
    if match.re is _YEAR:
        year = int(match.group())
        return _put(row, "date", *match.span(), str(year + (1 + chance % 9) * (-1 if chance % 2 else 1)))
    if match.re is _MONTH:
        place = MONTHS.index(match.group())
        return _put(row, "date", *match.span(), MONTHS[(place + 1 + chance % 11) % 12])
    group = "after" if match.group("after") else "before"
    return _put(row, "date", *match.span(group), str((int(match.group(group)) + 2 + chance % 20) % 28 + 1))


def _edit_name(row: Row, lenders: Sequence[Row]) -> Edit | None:
    match = _pick([one for one in _NAME.finditer(row.claim) if one.group() not in MONTHS], row, "name")
    if match is None:
        return None
    words = match.group().count(" ")
    start = _chance(row.claim) % len(lenders)
    for lender in (*lenders[start:], *lenders[:start]):
        for other in _NAME.findall(lender.claim):
            if other.count(" ") == words and other not in MONTHS and other not in row.claim + row.document:
                return _put(row, "name", *match.span(), other)
    return None


def _edit_negation(row: Row, _lenders: Sequence[Row]) -> Edit | None:
    match = _pick(list(_NOT.finditer(row.claim)), row, "not")
    if match is not None:
        return _put(row, "negation", *match.span(), match.group(1))
    match = _pick(list(_AUXILIARY.finditer(row.claim)), row, "negation")
    return None if match is None else _put(row, "negation", *match.span(), f"{match.group()} not")


def _edit_quotation(row: Row, lenders: Sequence[Row]) -> Edit | None:
    inside = [word for quoted in _QUOTED.finditer(row.claim) for word in _WORD.finditer(row.claim, *quoted.span(1))]
    match = _pick(inside, row, "quotation")
    if match is None:
        return None
    start = _chance(row.claim) % len(lenders)
    for lender in (*lenders[start:], *lenders[:start]):
        for other in _WORD.findall(lender.claim):
            if other not in row.document and len(other) == len(match.group()):
                return _put(row, "quotation", *match.span(), other)
    return None


_EDITS: dict[str, Callable[[Row, Sequence[Row]], Edit | None]] = {
    "number": _edit_number,
    "date": _edit_date,
    "name": _edit_name,
    "negation": _edit_negation,
    "quotation": _edit_quotation,
}


def _holds(words: str, part: str) -> bool:
    """Whether the words have the part as a whole, in words or digits: 3 in `three players`, no 12 in 125."""
    twins = {part, part.replace(",", ""), _twin(part.lower())}
    plain = words.replace(",", "")
    return any(
        re.search(rf"(?<!\w){re.escape(twin)}(?:st|nd|rd|th)?(?!\w|[.,]\d)", text, re.IGNORECASE)
        for twin in twins
        for text in (words, plain)
    )


def _twin(part: str) -> str:
    """The number in digits of one in words, and the other way round; any other part as it is."""
    if part in WORDS:
        return str(WORDS.index(part) + 2)
    return WORDS[int(part) - 2] if part.isdigit() and 2 <= int(part) <= len(WORDS) + 1 else part


def _print_figures(judged: list[Judged], plain: list[Verdict]) -> None:
    supported = sum(verdict is Verdict.SUPPORTED for verdict in plain)
    contradicted = sum(verdict is Verdict.CONTRADICTED for verdict in plain)
    print(f"unedited: {len(plain)} rows, {100 * supported / len(plain):.1f} % called supported, "
          f"{100 * contradicted / len(plain):.1f} % called contradicted")  # fmt: skip
    by_kind: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_kind[one.edit.kind].append(one)
    for title, chosen in (("all", lambda _one: True), ("called supported unedited", lambda one: one.supported)):
        print(f"\n{title:<28}{'n':>6}{'caught':>9}{'contradicted':>14}{'both right':>12}")
        for kind in KINDS:
            own = [one for one in by_kind[kind] if chosen(one)]
            said = [one.assessment.verdict is Verdict.CONTRADICTED for one in own]
            shares = (sum(one.caught for one in own), sum(said), sum(one.right for one in own))
            figures = [100 * share / len(own) if own else 0.0 for share in shares]
            print(f"{kind:<28}{len(own):>6}{figures[0]:>9.1f}{figures[1]:>14.1f}{figures[2]:>12.1f}")


if __name__ == "__main__":
    main()
