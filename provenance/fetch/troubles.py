"""What became of an exchange that failed, in words: the first of the errors of the libraries that says something."""

from __future__ import annotations

import ssl
from dataclasses import replace
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import TYPE_CHECKING

import urllib3

from provenance.fetch.answers import Refusal
from provenance.model.captures import Access

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provenance.fetch.watch import Watch

_BROKEN_OFF = Refusal(access=Access.UNREACHABLE, detail="the answer broke off before its end", retryable=True)
_NO_LONGER = Refusal(access=Access.TIMED_OUT, detail="the site stopped answering", retryable=True)
_REASONS: tuple[tuple[type[BaseException], Refusal], ...] = (
    (
        ssl.SSLCertVerificationError,
        Refusal(access=Access.UNREACHABLE, detail="the site's certificate cannot be trusted"),
    ),
    (TimeoutError, _NO_LONGER),
    (urllib3.exceptions.TimeoutError, _NO_LONGER),
    (urllib3.exceptions.DecodeError, Refusal(access=Access.UNSUPPORTED, detail="the page's compression is damaged")),
    (
        urllib3.exceptions.InvalidHeader,
        Refusal(access=Access.UNREACHABLE, detail="the answer contradicts itself about its length"),
    ),
    (
        urllib3.exceptions.HeaderParsingError,
        Refusal(access=Access.UNREACHABLE, detail="the answer's headers cannot be read"),
    ),
    (urllib3.exceptions.IncompleteRead, _BROKEN_OFF),
    (IncompleteRead, _BROKEN_OFF),
    (
        RemoteDisconnected,
        Refusal(access=Access.UNREACHABLE, detail="the site closed the connection without an answer", retryable=True),
    ),
    (
        ConnectionResetError,
        Refusal(access=Access.UNREACHABLE, detail="the site reset the connection", retryable=True),
    ),
    (ssl.SSLError, Refusal(access=Access.UNREACHABLE, detail="no secure connection could be agreed on")),
    (HTTPException, Refusal(access=Access.UNREACHABLE, detail="the answer is no valid HTTP")),
)
"""What became of an exchange, by the first of these errors among the causes; the order is from special to general."""


def explain(error: BaseException, *, watch: Watch) -> Refusal:
    """Why there is no answer, by the error that an exchange under `watch` ended with."""
    if watch.over:
        detail = f"no whole answer within {watch.seconds:.3g} seconds"
        return Refusal(access=Access.TIMED_OUT, detail=detail, retryable=True)
    causes = tuple(_causes(error))
    for kind, refusal in _REASONS:
        for cause in causes:
            if isinstance(cause, kind):
                return replace(refusal, detail=refusal.detail + _more(cause))
    return Refusal(access=Access.UNREACHABLE, detail=f"the connection failed ({type(error).__name__})", retryable=True)


def _more(cause: BaseException) -> str:
    return f" ({cause.verify_message})" if isinstance(cause, ssl.SSLCertVerificationError) else ""


def _causes(error: BaseException) -> Iterator[BaseException]:
    # requests and urllib3 wrap errors in their arguments, in `reason` and as causes; ten levels are more than they use
    waiting: list[object] = [error]
    for _ in range(10):
        found = [cause for cause in waiting if isinstance(cause, BaseException)]
        yield from found
        waiting = [
            deeper
            for cause in found
            for deeper in (*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__)
        ]
