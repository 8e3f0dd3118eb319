"""The address of a judge: what may be named, what is sent, and what becomes of every kind of answer."""

import time

import pytest

from provenance.errors import SettingsError
from provenance.fetch.answers import Refusal
from provenance.fetch.guard import NamedRoute, Route
from provenance.fetch.post import MOST_BYTES, Post, check_named_url
from provenance.model import Access, HostContact
from tests.support.clocks import FakeClock
from tests.support.servers import Server, in_turn, raw, redirect, reply, silence

URL = "http://judge.test:8000/v1"
ADDRESS = "judge.test:8000/v1/chat/completions"
GOOD = reply('{"choices": []}', kind="application/json")


@pytest.fixture
def server():
    with Server(pages={ADDRESS: GOOD}) as server:
        yield server


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def post(server, clock):
    """Sends one body to the local server and gives the outcome and the hosts contacted."""

    def send(answer=GOOD, *, url=URL, body=b"{}", seconds=5.0, **options):
        server.pages[ADDRESS] = answer
        with Post(url, seconds=seconds, connect_seconds=2.0, clock=clock, resolver=server.resolve, **options) as sender:
            return sender.send(body), sender.hosts

    return send


def test_a_body_is_posted_as_json_with_the_key(post, server):
    outcome, hosts = post(body=b'{"model": "m"}', key="s3cret-key")
    assert outcome == b'{"choices": []}'
    (request,) = server.requests
    assert (request.method, request.address, request.body) == ("POST", ADDRESS, b'{"model": "m"}')
    assert request.headers["authorization"] == "Bearer s3cret-key"
    assert request.headers["content-type"] == "application/json"
    assert hosts == (HostContact(host="judge.test", requests=1),)


def test_without_a_key_none_is_sent(post, server):
    post()
    assert "authorization" not in server.requests[0].headers


@pytest.mark.parametrize(
    ("answer", "access", "says"),
    [
        (reply("who?", status=401), Access.FORBIDDEN, "wants a key"),
        (reply("no", status=403), Access.FORBIDDEN, "refused (403)"),
        (reply("no", status=404), Access.FORBIDDEN, "no such address or model"),
        (reply("no", status=400), Access.FORBIDDEN, "model's name"),
        (reply("short and stout", status=418), Access.UNREACHABLE, "answered 418"),
        (reply("busy", status=429), Access.RATE_LIMITED, "enough requests"),
        (reply("busy", status=429, headers={"Retry-After": "3600"}), Access.RATE_LIMITED, "enough requests"),
        (reply("broken", status=500), Access.UNREACHABLE, "answered 500"),
        (redirect("http://elsewhere.test/v1"), Access.UNSAFE, "redirects, which is not followed"),
        (reply(b"x" * (MOST_BYTES + 1)), Access.TOO_LARGE, "larger than"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}"), Access.UNREACHABLE, "broke off"),
        (raw(b"nonsense\r\n\r\n"), Access.UNREACHABLE, ""),
        (raw(), Access.UNREACHABLE, "without an answer"),
    ],
)
def test_what_is_no_answer_is_a_refusal_with_its_reason(post, server, answer, access, says):
    outcome, _ = post(answer, key="s3cret-key")
    assert isinstance(outcome, Refusal)
    assert outcome.access is access
    assert says in outcome.detail
    assert "s3cret" not in outcome.detail
    assert {request.address for request in server.requests} == {ADDRESS}, "nobody else is asked"


@pytest.mark.parametrize("answer", [silence, raw(*[b"H"] * 100, every=0.05)])
def test_a_judge_that_does_not_come_to_an_end_is_left(post, answer):
    start = time.monotonic()
    outcome, _ = post(answer, seconds=0.3)
    assert time.monotonic() - start < 5
    assert outcome.access is Access.TIMED_OUT


@pytest.mark.parametrize(
    ("answers", "asked", "slept"),
    [
        ((reply(status=503), GOOD), 2, 0.5),
        ((reply(status=500), reply(status=502), GOOD), 3, 1.5),
        ((reply(status=429, headers={"Retry-After": "7"}), GOOD), 2, 7.0),
    ],
)
def test_what_may_pass_is_asked_again(post, server, clock, answers, asked, slept):
    outcome, hosts = post(in_turn(*answers))
    assert outcome == b'{"choices": []}'
    assert (len(server.requests), clock.seconds) == (asked, slept)
    assert hosts[0].requests == asked


def test_nothing_is_asked_more_than_three_times(post, server):
    post(reply(status=503))
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refusal_is_not_asked_again(post, server, status):
    post(reply(status=status))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/chat/completions"),
        ("http://[::1]:8080/v1/", "http://[::1]:8080/v1/chat/completions"),
        ("https://api.example.com/v1", "https://api.example.com/v1/chat/completions"),
    ],
)
def test_a_judge_may_stand_anywhere_that_the_user_names(url, target):
    assert check_named_url(url).url == target


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434",
        "ftp://api.example.com",
        "file:///etc/passwd",
        "http://",
        "http://[::1",
        "http://host:99999",
        "http://user:hunter2@host/v1",
        "https://host/v1?key=1",
        "https://host/v1#x",
        "https://host/v 1",
        "https://host/v1\r\nX: y",
        "https://höst/v1",
    ],
)
def test_an_address_that_is_none_is_refused_with_the_way_out(url):
    with pytest.raises(SettingsError, match="judge's address") as caught:
        check_named_url(url)
    assert caught.value.hint
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("key", ["two words", "line\r\nX-Other: y", "schlüssel"])
def test_a_key_that_is_none_is_refused_and_not_shown(key):
    with pytest.raises(SettingsError, match="no key") as caught:
        Post(URL, seconds=1, connect_seconds=1, key=key)
    assert key not in str(caught.value)


@pytest.mark.parametrize(
    ("ip", "plain", "allowed"),
    [
        ("127.0.0.1", True, True),
        ("::1", True, True),
        ("192.168.1.7", True, True),
        ("10.0.0.7", False, True),
        ("93.184.216.34", False, True),
        ("93.184.216.34", True, False),  # the draft would be readable on the way
        ("2606:2800:220:1::1", True, False),
        ("169.254.169.254", True, False),
        ("169.254.169.254", False, False),
        ("224.0.0.1", False, False),
        ("0.0.0.0", True, False),
        ("fd00::7", True, True),
        ("100.64.0.1", True, True),
        ("::ffff:192.168.1.7", True, True),
        ("::ffff:93.184.216.34", True, False),  # other ways to write addresses of the internet
        ("::ffff:169.254.169.254", False, False),
        ("::5db8:d822", True, False),
        ("2002:5db8:d822::1", True, False),
        ("64:ff9b::5db8:d822", True, False),
        ("198.18.0.1", True, False),
    ],
)
def test_plain_http_stays_at_home(ip, plain, allowed):
    assert (NamedRoute(ip=ip, port=80, plain=plain).refusal == "") is allowed


def test_plain_http_to_the_internet_sends_nothing(post, server):
    with Post(
        URL,
        seconds=2,
        connect_seconds=1,
        clock=FakeClock(),
        resolver=lambda host, port: (Route(ip="93.184.216.34", port=port),),
    ) as sender:
        outcome = sender.send(b"{}")
        assert sender.hosts == ()
    assert outcome.access is Access.UNSAFE
    assert "use https" in outcome.detail


def test_an_encrypted_judge_must_prove_who_it_is(clock):
    with Server() as server:
        with Post(
            "https://judge.test:8000/v1", seconds=3, connect_seconds=1, clock=clock, resolver=server.resolve, key="k"
        ) as sender:
            outcome = sender.send(b"{}")
        assert isinstance(outcome, Refusal)
        assert server.requests == [], "no word goes to a server without a certificate"
