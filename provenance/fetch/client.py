"""Reads pages as a polite and careful guest: robots.txt, pauses, deadlines, redirects by hand."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from provenance.clock import SystemClock
from provenance.errors import UnsafeAddressError
from provenance.fetch import policy, secrets
from provenance.fetch.answers import Refusal
from provenance.fetch.guard import resolve_host
from provenance.fetch.hops import REDIRECTS, next_hop
from provenance.fetch.messenger import Budget, Errand, Messenger, domain_of
from provenance.fetch.policy import Robots
from provenance.fetch.robots import ROBOTS, RobotsBook
from provenance.fetch.tape import open_tape
from provenance.model.captures import Access, Capture, Missed
from provenance.model.requests import SecretPlace, Wanted
from provenance.urls.addresses import WEB_PORTS, check_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType
    from typing import Self

    from provenance.clock import Clock
    from provenance.config import Settings
    from provenance.fetch.answers import Answer, Headers
    from provenance.fetch.embargo import Embargo
    from provenance.fetch.guard import Resolver
    from provenance.model.captures import HostContact
    from provenance.model.requests import Secret
    from provenance.urls.addresses import WebAddress

_HEADERS = {
    "Accept-Encoding": "gzip, deflate, br",
    "Accept-Language": "en, *;q=0.5",
}
_NEVER_KEPT = frozenset(("set-cookie", "set-cookie2"))


class Client:
    """Reads pages. A context manager; its methods may be called from any thread.

    `deadline_seconds` of the settings is the time of all exchanges of one page together, redirects and retries
    included, and it ends each of them in whatever phase it is: connection, TLS, headers, body. The pauses between
    requests, a Retry-After and the reading of robots.txt (which has a deadline of the same length for itself) do not
    count. A look-up of a name is waited for no longer either, but it cannot be interrupted: the system's resolver goes
    on with it in a thread of its own, and its answer is thrown away.

    Under the settings' embargo nobody but the hosts allowed is looked up or contacted, not for robots.txt nor along a
    redirect either.

    `resolver` says where a host is to be reached. Whatever it says is checked: only a public address is contacted, or
    a `LocalRoute`, which no resolver but a test's or a recording's makes. `trust` is the path of a CA bundle in place
    of certifi's (`SettingsError` at the first page if it cannot be read), `ports` are those that may be contacted,
    `jitter` gives a number in [0, 1) for each retry.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        resolver: Resolver = resolve_host,
        trust: str | None = None,
        ports: frozenset[int] = WEB_PORTS,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._settings = settings
        self._clock = SystemClock() if clock is None else clock
        self._ports = ports
        self._headers = {**_HEADERS, "User-Agent": policy.user_agent(settings.contact)}
        self._messenger = Messenger(settings, clock=self._clock, resolver=resolver, trust=trust, jitter=jitter)
        self._robots = RobotsBook(
            settings, clock=self._clock, messenger=self._messenger, headers=self._headers, ports=ports
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End everything that is under way and drop the connections; the client cannot be used again."""
        self._messenger.close()

    def count_wall(self, url: str) -> None:
        """Count a bot wall that only the text of the page at `url` gave away; its domain is left alone after a few."""
        with suppress(UnsafeAddressError):
            self._messenger.count_wall(check_url(url, ports=self._ports))

    def stop(self) -> None:
        """End everything that is under way; pages still asked for are missed at once, without a request."""
        self._messenger.stop()

    @property
    def embargo(self) -> Embargo:
        """Who may be contacted at all."""
        return self._messenger.embargo

    @property
    def hosts(self) -> tuple[HostContact, ...]:
        """The hosts that were contacted, by name: pages, robots.txt, redirects and retries each count.

        What a cassette plays contacts nobody and does not count.
        """
        return self._messenger.hosts

    def fetch_page(
        self,
        url: str,
        *,
        known: Capture | None = None,
        wanted: Wanted = Wanted.PAGE,
        secret: Secret | None = None,
    ) -> Capture | Missed:
        """The page at `url`, or the reason why it could not be read. Raises nothing for what a site or network does.

        With `known`, an earlier capture of the same address, the site is asked whether the page has changed; if it
        has not, that capture comes back with the present moment as `fetched_at`.

        `wanted` decides what is read: a page has `max_page_bytes` and is HTML, plain text or PDF; a listing or the
        answer of a service has `max_listing_bytes` and any type. robots.txt holds for all but a service, on its own
        domain. Asked for a robots.txt, the client gives the copy that it keeps of each site for a day.

        `secret` goes with the first request alone, over TLS, never along a redirect; it is in no capture, no `detail`
        and no log, even if the service repeats it.
        """
        try:
            address = check_url(url, ports=self._ports)
        except UnsafeAddressError as error:
            return Missed(url=url, access=Access.UNSAFE, detail=error.message)
        refusal = None if secret is None else _refuse_secret(secret, address)
        order = Order(url=url, wanted=wanted, secret=secret, known=_usable(known, url))
        outcome = refusal or (
            self._robots_of(order, address) if address.target == ROBOTS else self._follow(order, address)
        )
        if isinstance(outcome, Capture):
            return outcome
        return Missed(url=url, access=outcome.access, detail=outcome.detail, retryable=outcome.retryable)

    def _robots_of(self, order: Order, address: WebAddress) -> Capture | Refusal:
        """The site's robots.txt, which is asked for once a day whoever wants to read it."""
        file = self._robots.file_of(address)
        if isinstance(file, Refusal):
            return file
        answer = replace(file.answer, body=file.answer.body[: policy.ROBOTS_BYTES])
        refusal = policy.refuse_answer(answer.status, answer.headers, wanted=order.wanted)
        asked = {**self._headers, "Accept": policy.ROBOTS_ACCEPT}
        return refusal or self._capture(order, file.seen, answer, asked=asked)

    def _follow(self, order: Order, address: WebAddress) -> Capture | Refusal:
        budget = Budget(left=self._settings.deadline_seconds)
        seen = [address]
        while True:
            # (1) The rules of this hop's site.
            robots = self._rules_for(seen, wanted=order.wanted)
            refusal = robots.refuses(seen[-1].url)
            if refusal is not None:
                return refusal
            # (2) The request, in turn.
            asked_if_changed = _ask_if_changed(order.known, seen[-1])
            secret = order.secret if len(seen) == 1 else None
            asked = {**self._headers, "Accept": policy.ACCEPT[order.wanted], **asked_if_changed}
            errand = Errand(
                headers={**asked, **_secret_headers(secret)},
                read_up_to=partial(self._read_up_to, order.wanted),
                pause=robots.pause(policy.least_pause(seen[-1].host, settings=self._settings)),
            )
            answer = self._messenger.ask(_with_secret(seen[-1], secret), errand=errand, budget=budget)
            if isinstance(answer, Refusal):
                return answer
            # (3) The copy that we have still stands.
            if answer.status == policy.NOT_MODIFIED and order.known is not None and asked_if_changed:
                return replace(order.known, fetched_at=self._clock.now())
            # (4) It is a page, or it is none.
            if answer.status not in REDIRECTS:
                told = answer if order.secret is None else _hide_in_headers(answer)
                refusal = self._refuse(seen[-1], told, wanted=order.wanted)
                return refusal or self._capture(order, seen, told, asked=asked)
            # (5) It is elsewhere: checked like the first address, then from (1).
            following = next_hop(answer, seen=seen, limit=self._settings.max_redirects, ports=self._ports)
            if isinstance(following, Refusal):
                return following
            seen.append(following)

    def _rules_for(self, seen: list[WebAddress], *, wanted: Wanted) -> Robots:
        is_service = wanted is Wanted.SERVICE and domain_of(seen[-1]) == domain_of(seen[0])
        return Robots() if is_service else self._robots.rules_for(seen[-1])

    def _limit(self, wanted: Wanted) -> int:
        return self._settings.max_page_bytes if wanted is Wanted.PAGE else self._settings.max_listing_bytes

    def _read_up_to(self, wanted: Wanted, status: int, headers: Headers) -> int:
        limit = self._limit(wanted)
        is_wanted = policy.refuse_answer(status, headers, wanted=wanted) is None
        return limit if is_wanted and not policy.declares_more_than(limit, headers) else 0

    def _refuse(self, address: WebAddress, answer: Answer, *, wanted: Wanted) -> Refusal | None:
        refusal = policy.refuse_answer(answer.status, answer.headers, wanted=wanted)
        if refusal is not None:
            if refusal.access is Access.BOT_WALL:
                self._messenger.count_wall(address)
            return refusal
        limit = self._limit(wanted)
        if not answer.whole or policy.declares_more_than(limit, answer.headers):
            return Refusal(access=Access.TOO_LARGE, detail=f"the page is larger than {limit:,} bytes")
        if wanted is Wanted.PAGE and policy.looks_binary(answer.headers, answer.body):
            return Refusal(
                access=Access.UNSUPPORTED, detail="the page is no text, and its type does not tell what it is"
            )
        return None

    def _capture(
        self, order: Order, seen: Sequence[WebAddress], answer: Answer, *, asked: Mapping[str, str]
    ) -> Capture:
        return Capture(
            url=order.url,
            final_url=seen[-1].url,
            redirects=tuple(address.url for address in seen[1:-1]),
            status=answer.status,
            headers=tuple((name, value) for name, value in answer.headers if name not in _NEVER_KEPT),
            fetched_at=self._clock.now(),
            body=answer.body if order.secret is None else secrets.hide_in_body(answer.body),
            asked=tuple((name.lower(), value) for name, value in asked.items()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked of the client: the address as given, what it is wanted for, a key, an earlier capture."""

    url: str
    wanted: Wanted
    secret: Secret | None
    known: Capture | None


def _usable(known: Capture | None, url: str) -> Capture | None:
    """The earlier capture, if it is of `url` and no recording is made, which must hold the page itself."""
    tape = open_tape()
    recording = tape is not None and not tape.playing
    return None if known is None or known.url != url or recording else known


def _refuse_secret(secret: Secret, address: WebAddress) -> Refusal | None:
    """Have `secret` hidden from now on; why it must not be sent to `address`, or none."""
    secrets.learn(secret)
    if address.scheme != "https":
        return Refusal(access=Access.UNSAFE, detail="a key is not sent over plain http")
    if not (secret.value.isascii() and secret.value.isprintable() and secret.value.strip() == secret.value != ""):
        detail = (
            "the key for this service is no key: it is empty, or holds a blank, a line end or a letter beyond ASCII"
        )
        return Refusal(access=Access.UNSAFE, detail=detail)
    return None


def _hide_in_headers(answer: Answer) -> Answer:
    """The answer without the keys that its headers repeat: some of them are told as the reason of a refusal."""
    return replace(answer, headers=tuple((name, secrets.hide(value)) for name, value in answer.headers))


def _secret_headers(secret: Secret | None) -> dict[str, str]:
    return {} if secret is None or secret.place is not SecretPlace.HEADER else {secret.name: secret.value}


def _with_secret(address: WebAddress, secret: Secret | None) -> WebAddress:
    if secret is None or secret.place is not SecretPlace.QUERY:
        return address
    joint = "&" if "?" in address.target else "?"
    return replace(address, target=f"{address.target}{joint}{quote(secret.name)}={quote(secret.value, safe='')}")


def _ask_if_changed(known: Capture | None, address: WebAddress) -> dict[str, str]:
    """The headers that ask for a page only if it has changed; none at an address that `known` did not come from."""
    if known is None or known.final_url != address.url:
        return {}
    asked = {"If-None-Match": known.header("etag"), "If-Modified-Since": known.header("last-modified")}
    return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}
