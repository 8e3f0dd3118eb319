"""Keys that were sent in this process, and the words that stand in their place wherever something is written down.

A service may repeat a key in its answer or in a redirect, and the HTTP libraries write whole addresses into their logs.
"""

from __future__ import annotations

import html
import json
import logging
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote_plus

if TYPE_CHECKING:
    from provenance.model.requests import Secret

HIDDEN = "HIDDEN"
SHORTEST = 6
"""Characters of a key that is looked for in texts; a shorter one would be found everywhere."""
LOGGERS = (
    "urllib3.connection",
    "urllib3.connectionpool",
    "urllib3.poolmanager",
    "urllib3.response",
    "urllib3.util.retry",
    "vcr.cassette",
    "vcr.matchers",
    "vcr.request",
    "vcr.stubs",
)
"""Who writes addresses or answers into logs."""

# & or ?, a name, its value: ?q=storm&api-key=4711
_PARAMETER = re.compile(r"([?&])([^=&#?]{1,60})=([^&#]*)")
# ?query=harbour+bridge&format=json up to the blank behind it
_QUERY = re.compile(r"\?[^\s\"']+")
_USUAL = frozenset(
    (
        "accesskey", "accesstoken", "apikey", "apitoken", "appkey", "auth", "authorization", "authtoken", "bearer",
        "clientsecret", "key", "passwd", "password", "secret", "sessionid", "sessiontoken", "signature",
        "subscriptionkey", "token", "xamzcredential", "xamzsecuritytoken", "xamzsignature", "xapikey",
    )
)  # fmt: skip
"""Names of query parameters that hold keys, without their hyphens and underscores."""

_values: set[str] = set()
_names: set[str] = set()


def learn(secret: Secret) -> None:
    """Have `secret` hidden from now on, wherever something is written down."""
    _names.add(_plain(secret.name))
    learn_value(secret.value)


def learn_value(value: str) -> None:
    """The same for a key whose place is no query parameter."""
    if len(value) >= SHORTEST:
        spellings = (value, quote(value, safe=""), quote_plus(value), json.dumps(value)[1:-1], html.escape(value))
        _values.update(spellings)


def holds_secret(text: str) -> bool:
    """Whether a key that was learnt stands in `text`."""
    return any(value in text for value in tuple(_values))


def hide(text: str) -> str:
    """`text` with `HIDDEN` in place of every key that was learnt."""
    for value in sorted(_values, key=len, reverse=True):
        text = text.replace(value, HIDDEN)
    return text


def hide_in_body(body: bytes) -> bytes:
    """The same for bytes in an encoding that spells ASCII as ASCII."""
    for value in sorted(_values, key=len, reverse=True):
        body = body.replace(value.encode(), HIDDEN.encode())
    return body


def hide_in_url(url: str) -> str:
    """`url` without the values of parameters that hold keys, by the names learnt and by the usual ones."""
    return hide(_PARAMETER.sub(_hide_parameter, url))


def _hide_parameter(match: re.Match[str]) -> str:
    name = _plain(unquote_plus(match[2]))
    return f"{match[1]}{match[2]}={HIDDEN}" if name in _USUAL or name in _names else match[0]


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


class Discretion(logging.Filter):
    """Hides keys, and the query of every address, in what the HTTP libraries log: it may hold words of a draft."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: what is logged stays, without the keys, the queries and the traces, which repeat answers."""
        record.msg, record.args = _QUERY.sub(f"?{HIDDEN}", hide(record.getMessage())), ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def hide_in_logs() -> None:
    """Have the HTTP libraries log no key and no query; doing so twice does nothing more."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, Discretion) for each in logger.filters):
            logger.addFilter(Discretion())
