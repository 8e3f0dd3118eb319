"""The front matter of a Markdown text: what stands between two `---` or `+++` at its beginning."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from provenance.text.calendars import may_be_published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.parse.readers.lines import Line

LONGEST = 200
"""Lines looked at for its end."""

# title: "Words"; group 1: the key, group 2: the value
_FIELD = re.compile(r"(title|date|published|pubdate)[ \t]*+[:=](.+)", re.IGNORECASE)
# "2025-07-04T10:00:00Z"
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What it says, each none when it does not, and how many lines it takes; 0 when there is no front matter."""

    title: str | None
    published: date | None
    lines: int


def read_front_matter(lines: Sequence[Line]) -> FrontMatter:
    """The front matter that the lines begin with; the first date in it holds."""
    closing = _FENCES.get(lines[0].text.rstrip().removeprefix("\ufeff"), ())
    end = next((at for at, line in enumerate(lines[1:LONGEST], start=1) if line.text.rstrip() in closing), 0)
    title: str | None = None
    published: date | None = None
    for line in lines[1:end]:
        match = _FIELD.fullmatch(line.text)
        if match and match[1].lower() == "title":
            title = match[2].strip(" \t").strip("\"'") or None
        elif match and published is None:
            published = read_date(match[2])
    return FrontMatter(title=title, published=published, lines=end + 1 if end else 0)


def read_date(value: str) -> date | None:
    """The first date in `value` that is written as in ISO 8601, or none; one at an end of the calendar is none."""
    match = _DATE.search(value)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day and may_be_published(day) else None
