"""WordPress is asked only where the front page offers its interface."""

import pytest

from provenance.model import Access, Wanted
from provenance.resolve.providers.wordpress import WordPressProvider, posts_interface
from tests.support.searches import Web, addresses, make_query

HOST = "jamaicaobserver.com"
TAG = f'<link rel="https://api.w.org/" href="https://www.{HOST}/wp-json/" />'
POST = {
    "link": f"https://www.{HOST}/2024/07/04/beryl-kills-four-clarendon/",
    "title": {"rendered": "Beryl kills four in Clarendon &#8211; <em>officials</em>"},
    "date_gmt": "2024-07-04T12:00:00",
}


def find(table, *, headers=(), **query):
    web = Web(table, headers=headers)
    return WordPressProvider(web.context()).find_pages(make_query(HOST, **query)), web


def test_posts_of_the_window_are_searched():
    found, web = find({"/wp-json/wp/v2/posts": [POST], f"{HOST}/": TAG})
    (candidate,) = found.candidates
    assert candidate.url == POST["link"]
    assert candidate.title == "Beryl kills four in Clarendon – officials"
    assert candidate.published.isoformat() == "2024-07-04"
    assert web.asked == [
        f"https://{HOST}/",
        (
            f"https://www.{HOST}/wp-json/wp/v2/posts?search=beryl%20jamaica%20clarendon&after=2024-07-01T00%3A00%3A00"
            "&before=2024-07-07T23%3A59%3A59&per_page=20&_fields=link%2Ctitle%2Cdate_gmt%2Cmodified_gmt"
        ),
    ]
    assert set(web.wanted) == {Wanted.LISTING}


def test_the_interface_is_found_in_a_link_header_too():
    header = ("link", f'<https://{HOST}/feed/>; rel="alternate", <https://{HOST}/wp-json/>; rel="https://api.w.org/"')
    found, _ = find({"/wp-json/wp/v2/posts": [POST], f"{HOST}/": "<p>hello"}, headers=(header,))
    assert addresses(found) == [POST["link"]]


@pytest.mark.parametrize(
    ("root", "posts"),
    [
        ("https://a.example/wp-json/", "https://a.example/wp-json/wp/v2/posts"),
        ("https://a.example/blog/wp-json", "https://a.example/blog/wp-json/wp/v2/posts"),
        ("https://a.example/?rest_route=/", "https://a.example/?rest_route=%2Fwp%2Fv2%2Fposts"),
        ("https://a.example/index.php?rest_route=/", "https://a.example/index.php?rest_route=%2Fwp%2Fv2%2Fposts"),
        ("https://a.example/?p=1", None),
    ],
)
def test_the_interface_has_two_forms(root, posts):
    assert posts_interface(root) == posts


def test_the_form_with_a_parameter_is_asked():
    front = '<link href="/?rest_route=/" rel="https://api.w.org/">'
    found, web = find({"rest_route": [POST], f"{HOST}/": front})
    assert addresses(found) == [POST["link"]]
    assert web.asked[1].startswith(f"https://{HOST}/?rest_route=%2Fwp%2Fv2%2Fposts&search=beryl")


def test_one_word_is_asked_for_when_no_post_holds_all():
    found, web = find({"search=beryl&": [POST], "/wp-json/": [], f"{HOST}/": TAG})
    assert addresses(found) == [POST["link"]]
    assert len(web.asked) == 3


def test_without_a_date_all_days_are_searched():
    _, web = find({"/wp-json/": [POST], f"{HOST}/": TAG}, published=None)
    assert "after=" not in web.asked[1]


@pytest.mark.parametrize(
    ("front", "stopped"),
    [
        ("<p>no link", "its front page offers no interface of WordPress"),
        (TAG.replace(f"www.{HOST}", "evil.example"), "its front page offers no interface of WordPress"),
        (TAG.replace("https://www", "ftp://www"), "its front page offers no interface of WordPress"),
        (TAG.replace("/wp-json/", "/?p=2"), "its front page offers no interface of WordPress"),
        (b"\xff\xfe" + b"<link " * 100_000, "its front page offers no interface of WordPress"),
        (Access.ROBOTS_DENIED, "its front page could not be read: the reason is robots_denied"),
    ],
)
def test_a_site_without_the_interface_is_looked_at_once(front, stopped):
    web = Web({f"{HOST}/": front})
    provider = WordPressProvider(web.context())
    assert [provider.find_pages(make_query(HOST)).stopped for _ in range(2)] == [stopped] * 2
    assert web.asked == [f"https://{HOST}/"]


@pytest.mark.parametrize(
    ("answer", "stopped"),
    [
        ([], "it lists no post with beryl in those days"),
        ({"code": "rest_no_route"}, "its answer could not be read"),
        (b"<html>", "its answer could not be read"),
        (Access.ROBOTS_DENIED, "its posts could not be asked for: the reason is robots_denied"),
    ],
)
def test_an_answer_without_posts_says_why(answer, stopped):
    found, _ = find({"/wp-json/": answer, f"{HOST}/": TAG})
    assert (found.candidates, found.stopped) == ((), stopped)


@pytest.mark.parametrize(
    "row",
    [
        7,
        [],
        {},
        {"link": 7},
        {"link": "javascript:alert(1)"},
        {"link": "https://evil.example/beryl-clarendon/"},
        {"link": "http://127.0.0.1/beryl-clarendon/"},
        {"link": f"https://{HOST}@evil.example/beryl-clarendon/"},
        {"link": f"https://{HOST}/beryl\nclarendon/"},
    ],
)
def test_a_broken_row_or_one_of_another_site_is_left_out(row):
    found, _ = find({"/wp-json/": [row, POST, POST], f"{HOST}/": TAG})
    assert addresses(found) == [POST["link"]]
    assert found.looked_at == 1


@pytest.mark.parametrize("title", [None, 7, "Beryl", {"rendered": []}, {"rendered": "\ud800\x00\u202eBeryl"}])
def test_a_broken_title_costs_the_title_alone(title):
    found, _ = find({"/wp-json/": [{**POST, "title": title}], f"{HOST}/": TAG})
    assert addresses(found) == [POST["link"]]
    assert found.candidates[0].title.isprintable()


def test_a_site_that_answers_under_www_alone_is_looked_at_there():
    found, web = find({"/wp-json/wp/v2/posts": [POST], f"www.{HOST}/": TAG, "": Access.UNREACHABLE})
    assert web.asked[:2] == [f"https://{HOST}/", f"https://www.{HOST}/"]
    assert addresses(found) == [POST["link"]]
