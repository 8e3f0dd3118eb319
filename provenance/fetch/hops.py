"""Where a redirect leads, and whether it is followed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from provenance.errors import UnsafeAddressError
from provenance.fetch.answers import Refusal, header_of
from provenance.fetch.secrets import holds_secret
from provenance.model.captures import Access
from provenance.urls.addresses import check_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provenance.fetch.answers import Answer
    from provenance.urls.addresses import WebAddress

REDIRECTS = frozenset((301, 302, 303, 307, 308))


def next_hop(answer: Answer, *, seen: Sequence[WebAddress], limit: int, ports: frozenset[int]) -> WebAddress | Refusal:
    """The address that a redirect leads to, checked like any other, or why it is not followed.

    `seen` are the addresses passed so far, the first and the redirecting one included; `limit` is how many redirects
    may be followed. Another domain is allowed (sites move); plain http after https is not.
    """
    location = _read_location(answer)
    if holds_secret(location):
        return Refusal(access=Access.UNSAFE, detail="a redirect that repeats a key is not followed")
    if not location:
        return Refusal(access=Access.UNREACHABLE, detail="a redirect that leads nowhere")
    try:
        following = check_url(urljoin(seen[-1].url, location), ports=ports)
    except UnsafeAddressError as error:
        return Refusal(access=Access.UNSAFE, detail=f"a redirect is not followed: {error.message}")
    except ValueError:  # urljoin, on brackets that hold no IPv6 address
        return Refusal(access=Access.UNREACHABLE, detail="a redirect to an address that cannot be read")
    return _refuse_hop(following, seen=seen, limit=limit) or following


def _refuse_hop(following: WebAddress, *, seen: Sequence[WebAddress], limit: int) -> Refusal | None:
    if following in seen:
        return Refusal(access=Access.UNREACHABLE, detail="the site redirects in a circle")
    if len(seen) > limit:
        return Refusal(access=Access.UNREACHABLE, detail=f"more than {limit} redirects")
    if seen[-1].scheme == "https" and following.scheme == "http":
        return Refusal(access=Access.UNSAFE, detail="a redirect leads from https to plain http")
    return None


def _read_location(answer: Answer) -> str:
    # Header bytes reach us as Latin-1; sites that send more than ASCII mean UTF-8. Spaces are common, as in browsers.
    location = header_of(answer.headers, "location").strip()
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return location.replace(" ", "%20")
