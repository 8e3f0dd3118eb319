"""Days in listings: as W3C and RFC 822 write them, and in the addresses of pages and of sitemaps."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate_tz
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from provenance.resolve.windows import Window
from provenance.text.calendars import find_day, month_end, months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_DATE = 64
"""Characters of a date that are looked at."""
MOST_ADDRESS = 500
"""Characters of an address in which a date is looked for."""
LEAST_YEAR = 1990
MOST_YEAR = 2100
"""Years that a number in an address may mean: there was no site before, and page 1,204 is no year."""

# 2025 | 2025-07 | 2025-07-04 | 2025-07-04T11:22:33.44+02:00 | 2025-07-04 11:22
_W3C = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?", re.DOTALL)


def read_period(text: str) -> Window | None:
    """The days that a date of a listing may mean: `2025-07` is the whole month; none for what is no date.

    The day is that of the zone that the site writes it in.
    """
    written = text.strip()[:MOST_DATE]
    match = _W3C.fullmatch(written)
    if match is not None:
        return _period(*(int(part) if part else None for part in match.groups()))
    try:
        parts = parsedate_tz(written)
    except (ValueError, IndexError, TypeError, OverflowError):  # old versions of Python fail on some malformed dates
        return None
    return None if parts is None else _period(parts[0], parts[1], parts[2])


def read_day(text: str) -> date | None:
    """The one day that a date of a listing means, none for a month or a year."""
    period = read_period(text)
    return period.start if period is not None and period.start == period.end else None


def _period(year: int | None, month: int | None, day: int | None) -> Window | None:
    if year is None or not 1 <= year < date.max.year or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return Window(start=date(year, 1, 1), end=date(year, 12, 31))
    if day is None:
        return Window(start=date(year, month, 1), end=month_end(year, month) - timedelta(days=1))
    found = find_day(year, month, day)
    return None if found is None else Window(start=found, end=found)


_Y = r"((?:19|20)\d\d)"
_M = r"(0[1-9]|1[0-2])"
_D = r"(0[1-9]|[12]\d|3[01])"
# 20250704 | 2025-07-04 | /2025/07/04/ | 2025_07_04 | 2025.07.04
_YMD = re.compile(rf"(?<!\d){_Y}([-_/.]?){_M}\2{_D}(?!\d)")
# /2025/7/4/
_YMD_SHORT = re.compile(rf"/{_Y}/(\d{{1,2}})/(\d{{1,2}})(?=/)")
# 04-07-2025 | 04/07/2025
_DMY = re.compile(rf"(?<!\d){_D}([-_/.]){_M}\2{_Y}(?!\d)")
# 202507 | 2025-07 | /2025/07.xml | 2025_7 | 2025/7
_YM = re.compile(rf"(?<!\d){_Y}(?:{_M}|[-_/.](0?[1-9]|1[0-2]))(?!\d)")
# 07-2025
_MY = re.compile(rf"(?<!\d){_M}[-_/.]{_Y}(?!\d)")
# 2025
_YEAR = re.compile(rf"(?<!\d){_Y}(?!\d)")
# 2025/jul/04 | 2025-july | 2025_jul
_Y_NAME_D = re.compile(rf"(?<!\d){_Y}[-_/.]?([a-z]{{3,9}})(?:[-_/.](\d{{1,2}}))?(?![a-z\d])")
# july-2025 | jul2025 | 4-july-2025
_D_NAME_Y = re.compile(rf"(?:(?<!\d)(\d{{1,2}})[-_/.])?(?<![a-z])([a-z]{{3,9}})[-_/.]?{_Y}(?!\d)")


def period_in_address(url: str) -> Window | None:
    """The days that the address of a sitemap names, in the finest form it has; none for one without a date.

    `?yyyy=2025&mm=07&dd=04`, `20250704`, `2025-07`, `202507`, `july-2025`, `2025`. An address with several days of
    one form, as in `2025-07-01_2025-07-07`, means those between them, too.
    """
    path, query = _parts(url)
    parameters = _by_parameters(query, path)
    if parameters is not None:
        return parameters
    text = f"{path}?{query}"
    for read in _FORMS:
        found = [window for window in read(text) if LEAST_YEAR <= window.start.year <= MOST_YEAR]
        if found:
            return Window(start=min(one.start for one in found), end=max(one.end for one in found))
    return None


def day_in_address(url: str) -> date | None:
    """The day that the address of a page names, `/2025/07/04/` or `/2025/jul/04/`, or none."""
    path, _ = _parts(url)
    for read in (_full_days, _named):
        for window in read(path):
            if window.start == window.end and LEAST_YEAR <= window.start.year <= MOST_YEAR:
                return window.start
    return None


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return unquote(parts.path)[-MOST_ADDRESS:].lower(), unquote(parts.query)[:MOST_ADDRESS].lower()


_YEARS, _MONTHS, _DAYS = ("yyyy", "year", "y", "yr"), ("mm", "month", "m"), ("dd", "day", "d")


def _by_parameters(query: str, path: str) -> Window | None:
    """The days that parameters of their own name; the year may stand in the path: `/sitemap-2025.xml?mm=07&dd=04`."""
    given = dict(pair.partition("=")[::2] for pair in query.split("&") if pair)

    def number(names: tuple[str, ...]) -> int | None:
        written = next((given[name] for name in names if name in given), "")
        return int(written) if written.isascii() and written.isdigit() and len(written) <= 4 else None

    year, month, day = number(_YEARS), number(_MONTHS), number(_DAYS)
    if year is None and month is not None:
        years = [int(match[1]) for match in _YEAR.finditer(path)]
        year = years[-1] if years else None
    if year is None or not LEAST_YEAR <= year <= MOST_YEAR:
        return None
    return _period(year, month, day if month is not None else None)


def _windows(*found: Window | None) -> Iterator[Window]:
    return (window for window in found if window is not None)


def _full_days(text: str) -> Iterator[Window]:
    for match in _YMD.finditer(text):
        yield from _windows(_period(int(match[1]), int(match[3]), int(match[4])))
    for match in _YMD_SHORT.finditer(text):
        yield from _windows(_period(int(match[1]), int(match[2]), int(match[3])))
    for match in _DMY.finditer(text):
        yield from _windows(_period(int(match[4]), int(match[3]), int(match[1])))


def _named(text: str) -> Iterator[Window]:
    """Days and months with the month by its name."""
    known = months()
    for match in _Y_NAME_D.finditer(text):
        if match[2] in known:
            yield from _windows(_period(int(match[1]), known[match[2]], int(match[3]) if match[3] else None))
    for match in _D_NAME_Y.finditer(text):
        if match[2] in known:
            yield from _windows(_period(int(match[3]), known[match[2]], int(match[1]) if match[1] else None))


def _whole_months(text: str) -> Iterator[Window]:
    for match in _YM.finditer(text):
        yield from _windows(_period(int(match[1]), int(match[2] or match[3]), None))
    for match in _MY.finditer(text):
        yield from _windows(_period(int(match[2]), int(match[1]), None))


def _whole_years(text: str) -> Iterator[Window]:
    for match in _YEAR.finditer(text):
        yield from _windows(_period(int(match[1]), None, None))


_FORMS: tuple[Callable[[str], Iterator[Window]], ...] = (_full_days, _named, _whole_months, _whole_years)
"""The readers of dates in addresses, the finest first."""
