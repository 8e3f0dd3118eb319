"""One spelling for the many ways to write the address of a page."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}

TRACKING = frozenset(
    (
        *("dclid", "fbclid", "gad_source", "gbraid", "gclid", "gclsrc", "igshid", "li_fat_id", "mc_cid", "mc_eid"),
        *("mibextid", "mkt_tok", "msclkid", "srsltid", "ttclid", "twclid", "wbraid", "yclid"),
        *("_ga", "_gl", "_hsenc", "_hsmi"),
    )
)
"""Query parameters that say who followed a link, never which page is meant."""
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")

_PATH_SAFE = "/:@!$&'()*+,;=~-._%"
_QUERY_SAFE = _PATH_SAFE + "?"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

# %7e, %C3
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
# the % in "100%" and in "%zz"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def canonical_url(url: str) -> str:
    """The key of the page that `url` names: two addresses with one key mean the same page.

    Scheme and host in lower case, no default port, fragment or tracking parameter; the other parameters stay, in
    their order. What is no plain http or https address comes back stripped of outer spaces and otherwise as it was.
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        port, host = parts.port, ascii_host(parts.hostname or "")
    except ValueError:
        return text
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not host or host.endswith(".") or "@" in parts.netloc:
        return text
    named = f"[{host}]" if ":" in host else host
    netloc = named if port in (None, DEFAULT_PORTS[scheme]) else f"{named}:{port}"
    return urlunsplit((scheme, netloc, normal_path(parts.path), normal_query(drop_tracking(parts.query)), ""))


def drop_tracking(query: str) -> str:
    """The query without the parameters that only track; the rest as it was, in its order."""
    return "&".join(pair for pair in query.split("&") if pair and not _tracks(pair.partition("=")[0].lower()))


def ascii_host(host: str) -> str:
    """The host in lower-case ASCII without a final dot (IDNA 2008 over UTS 46); raises `ValueError` if it has none."""
    name = host.removesuffix(".").lower()
    if name.isascii():
        return name
    import idna  # noqa: PLC0415 - its tables cost time that all but a few hosts need not pay

    return idna.encode(name, uts46=True).decode("ascii").lower().removesuffix(".")


def normal_path(path: str) -> str:
    """The path as it goes over the wire: escapes in one form, `.` and `..` resolved, at least `/`.

    RFC 3986 sections 6.2.2 and 5.2.4. The rules of a site are asked about this form and the request bears it, so that
    `/open/%2e%2e/closed` cannot pass as something below `/open/`.
    """
    steps: list[str] = []
    pieces = _normal_escapes(path, safe=_PATH_SAFE).split("/")[1:]
    for piece in pieces:
        if piece == "..":
            del steps[-1:]
        elif piece != ".":
            steps.append(piece)
    if pieces and pieces[-1] in (".", ".."):
        steps.append("")
    return "/" + "/".join(steps)


def normal_query(query: str) -> str:
    """The query as it goes over the wire: escapes in one form, nothing that needs one without."""
    return _normal_escapes(query, safe=_QUERY_SAFE)


def _normal_escapes(text: str, *, safe: str) -> str:
    quoted = quote(_LONE_PERCENT.sub("%25", text), safe=safe, errors="surrogatepass")  # JSON may hold half a pair
    return _ESCAPE.sub(_normal_escape, quoted)


def _normal_escape(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter in _UNRESERVED else match[0].upper()


def _tracks(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)
