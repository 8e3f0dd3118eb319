"""Sitemaps as sites write them, the hostile ones too; and which of them are asked for."""

import gzip
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.model import Access
from provenance.resolve.listings.choosing import hints_for, make_lead, next_lead
from provenance.resolve.listings.days import day_in_address, period_in_address, read_day, read_period
from provenance.resolve.listings.pointers import sitemaps_named
from provenance.resolve.listings.reading import MOST_ENTRIES, read_listing
from provenance.resolve.listings.unpacking import unpack
from provenance.resolve.listings.xml import MOST_DEPTH
from provenance.resolve.providers.sitemaps import MOST_MISSES, SitemapsProvider
from provenance.resolve.windows import Window, window_around
from tests.support.searches import Web, addresses, make_query

LIMIT = 1_000_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def urlset(*rows, lead=HEAD):
    return f"{lead}<urlset>{''.join(f'<url>{row}</url>' for row in rows)}</urlset>"


def index(*children):
    rows = (child if isinstance(child, tuple) else (child, "") for child in children)
    inner = "".join(f"<sitemap><loc>{url}</loc><lastmod>{day}</lastmod></sitemap>" for url, day in rows)
    return f"{HEAD}<sitemapindex>{inner.replace('&', '&amp;')}</sitemapindex>"


def read(body):
    return read_listing(body.encode() if isinstance(body, str) else body, limit=LIMIT)


def test_a_news_sitemap_gives_headline_day_and_captions():
    listing = read(
        urlset(
            "<loc> https://a.com/x </loc><lastmod>2025-07-06T08:00:00Z</lastmod>"
            "<news:news><news:publication><news:name>A</news:name><news:language>en</news:language></news:publication>"
            "<news:publication_date>2025-07-04T23:30:00-05:00</news:publication_date>"
            "<news:title>Votes &amp;amp; tariffs</news:title></news:news>"
            "<image:image><image:title>One</image:title><image:caption>Two</image:caption></image:image>"
        )
    )
    (entry,) = listing.entries
    assert (entry.url, entry.title, entry.about) == ("https://a.com/x", "Votes & tariffs", "One Two")
    assert (entry.published, entry.modified) == (date(2025, 7, 4), date(2025, 7, 6))
    assert listing.trouble == ""


def test_prefixes_are_not_asked_for_their_names():
    listing = read(urlset("<loc>https://a.com/x</loc><n:news><n:title>T</n:title></n:news>"))
    assert listing.entries[0].title == "T"
    assert read(f"{HEAD}<s:urlset><s:url><s:loc>https://a.com/x</s:loc></s:url></s:urlset>").entries


@pytest.mark.parametrize(
    "body",
    [
        urlset("<loc>https://a.com/x</loc>"),
        "\n \ufeff".strip() + "\n\n" + urlset("<loc>https://a.com/x</loc>"),
        "\ufeff" + urlset("<loc>https://a.com/x</loc>"),
        urlset("<loc>https://a.com/x</loc>", lead='<?xml version="1.0" encoding="unicode_escape"?>'),
        urlset("<loc>https://a.com/x</loc>", lead='<?xml version="1.0" encoding="no-such"?>'),
        urlset("<loc>https://a.com/x</loc>", lead=HEAD.replace("8", "16")).encode("utf-16"),
        gzip.compress(urlset("<loc>https://a.com/x</loc>").encode()),
        gzip.compress(HEAD.encode()) + gzip.compress(b"<urlset><url><loc>https://a.com/x</loc></url></urlset>"),
        "https://a.com/x\r\n\r\nnot one\n",
        "\ufeffhttps://a.com/x",
    ],
)
def test_every_form_of_a_sitemap_is_read(body):
    assert [entry.url for entry in read(body).entries] == ["https://a.com/x"]


ATTACK = '<!DOCTYPE urlset [<!ENTITY x "y">]><urlset><url><loc>https://a.com/&x;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("body", "trouble"),
    [
        (HEAD + ATTACK, "document type"),
        ((HEAD.replace("8", "16") + ATTACK).encode("utf-16"), "document type"),
        (ATTACK.encode("utf-16-be"), "document type"),
        ("<!DOCTYPE html><html><body>Access denied</body></html>", "document type"),
        ("<html><body>Access denied</body></html>", "neither a sitemap nor a feed"),
        ("Not found", "neither a sitemap nor a feed"),
        ("", "neither a sitemap nor a feed"),
        ("{}", "JSON"),
        ("<a>" * (MOST_DEPTH + 1), "inside each other"),
        (b"\x1f\x8b broken", "packing is broken"),
        (gzip.compress(b"\0" * (LIMIT + 1)), "larger than 1,000,000 bytes once unpacked"),
        (urlset("<loc>https://a.com/&undefined;</loc>"), "broken XML"),
    ],
)
def test_what_is_no_sitemap_has_no_pages_and_says_why(body, trouble):
    listing = read(body)
    assert (listing.entries, listing.children) == ((), ())
    assert trouble in listing.trouble


def test_what_was_read_before_a_break_is_kept():
    rows = [f"<loc>https://a.com/{number}</loc>" for number in range(9)]
    listing = read(urlset(*rows).replace("/7<", "/7 & <"))
    assert len(listing.entries) == 7
    assert "broken XML from line 1 on" in listing.trouble
    packed = gzip.compress(urlset(*(f"<loc>https://a.com/{hash(row)}</loc>" for row in range(2_000))).encode())
    listing = read(packed[: len(packed) // 2])
    assert 100 < len(listing.entries) < 2_000
    assert listing.trouble == "it is packed and breaks off"


def test_no_more_entries_than_the_protocol_allows():
    listing = read(urlset(*["<loc>https://a.com/</loc>"] * (MOST_ENTRIES + 1)).encode() + b" " * 5)
    assert len(listing.entries) < MOST_ENTRIES  # cut at the limit of bytes
    listing = read_listing(urlset(*["<loc>https://a.com/</loc>"] * (MOST_ENTRIES + 1)).encode(), limit=9 * LIMIT)
    assert (len(listing.entries), listing.trouble) == (
        MOST_ENTRIES,
        "it holds more than 50,000 entries, the rest was not read",
    )
    listing = read_listing(b"https://a.com/\n" * (MOST_ENTRIES + 1), limit=9 * LIMIT)
    assert (len(listing.entries), listing.trouble) == (MOST_ENTRIES, "it holds more than 50,000 entries")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.com/x", "/x", "", "https://a.com/" + "x" * 5_000])
def test_what_is_no_address_of_a_page_is_left_out(url):
    assert read(urlset(f"<loc>{url}</loc>")).entries == ()


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: urlset(f"<loc>https://a.com/{text}</loc>").encode())
)
def test_any_bytes_are_survived(body):
    for given_body in (body, gzip.compress(body), gzip.compress(body)[:-9], b"<urlset><url><loc>" + body):
        listing = read_listing(given_body, limit=200)
        assert len(listing.entries) <= 200
    assert len(unpack(gzip.compress(body * 9), limit=50)[0]) <= 50


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-07-04", "2025-07-04", "2025-07-04"),
        (" 2025-07-04T23:59+02:00 ", "2025-07-04", "2025-07-04"),
        ("2025-07-04T23:59:59.123Z", "2025-07-04", "2025-07-04"),
        ("2025-07-04 10:00", "2025-07-04", "2025-07-04"),
        ("Fri, 04 Jul 2025 10:00:00 +0000", "2025-07-04", "2025-07-04"),
    ],
)
def test_every_form_of_a_date_is_read(text, start, end):
    assert read_period(text) == Window(start=date.fromisoformat(start), end=date.fromisoformat(end))
    assert read_day(text) == (date.fromisoformat(start) if start == end else None)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2025-13-01", "2025-02-30", "0000-01-01", "99999", "2025-07-04x", "9" * 99]
)
def test_what_is_no_date_is_none(text):
    assert read_period(text) is None


@given(st.text(max_size=80))
def test_no_date_or_address_fails(text):
    read_period(text)
    period_in_address(f"https://a.com/{text}")
    day_in_address(text)
    make_lead(f"https://{text}", place=0)


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        ("/ap-sitemap-202507.xml", "2025-07-01", "2025-07-31"),
        ("/sitemap.xml?yyyy=2025&mm=07&dd=04", "2025-07-04", "2025-07-04"),
        ("/sitemap.xml?yyyy=2025&mm=7", "2025-07-01", "2025-07-31"),
        ("/sitemap-2025.xml?mm=07&dd=04", "2025-07-04", "2025-07-04"),
        ("/sitemap-2025.xml", "2025-01-01", "2025-12-31"),
        ("/sitemaps/article-archive/2025/07.xml", "2025-07-01", "2025-07-31"),
        ("/sitemaps/article-new/04-07-2025.xml", "2025-07-04", "2025-07-04"),
        ("/sitemaps/sitemap-2025-07.xml", "2025-07-01", "2025-07-31"),
        ("/s/20250704.xml.gz", "2025-07-04", "2025-07-04"),
        ("/s/july-2025.xml", "2025-07-01", "2025-07-31"),
        ("/s/2025_jul.xml", "2025-07-01", "2025-07-31"),
        ("/s/2025-07-01_2025-07-07.xml", "2025-07-01", "2025-07-07"),
        ("/s?from=2025-07-01&to=2025-07-07", "2025-07-01", "2025-07-07"),
        ("/sitemap-2025-07-2.xml", "2025-07-01", "2025-07-31"),
    ],
)
def test_the_address_of_a_sitemap_names_its_days(path, start, end):
    assert period_in_address(f"https://a.com{path}") == Window(
        start=date.fromisoformat(start), end=date.fromisoformat(end)
    )


@pytest.mark.parametrize(
    "path", ["/post-sitemap20.xml", "/s-20259999.xml", "/s-120250704.xml", "/s?mm=07", "/s?yyyy=9999999", "/a/0001.xml"]
)
def test_a_number_that_is_no_date_names_no_days(path):
    assert period_in_address(f"https://a.com{path}") is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2025/07/04/x", date(2025, 7, 4)),
        ("/world/2025/jul/04/x", date(2025, 7, 4)),
        ("/2025/7/4/x", date(2025, 7, 4)),
        ("/2025/07/x", None),
        ("/x-2025", None),
    ],
)
def test_the_address_of_a_page_names_its_day(path, day):
    assert day_in_address(f"https://a.com{path}") == day


def test_robots_txt_names_sitemaps_in_any_case_and_anywhere():
    robots = b"\xef\xbb\xbfSITEMAP: https://a.com/1\r\nUser-agent: *\r Site-Map :/2 # second\nsitemap:\nSitemap: ftp://a.com\nsitemap: https://[\n"
    assert sitemaps_named(robots, base="https://a.com/robots.txt") == ("https://a.com/1", "https://a.com/2")


# --- which of them are asked for ---

AP = "https://apnews.com"
JULY = [f"{AP}/article/hurricane-beryl-jamaica-landfall-{number:032x}" for number in range(2)]


def page(url, day=""):
    return f"<loc>{url.replace('&', '&amp;')}</loc><lastmod>{day}</lastmod>"


def robots(*urls):
    return "User-agent: *\n" + "".join(f"Sitemap: {url}\n" for url in urls)


def months(year):
    return [f"{AP}/ap-sitemap-{year}{month:02}.xml" for month in range(1, 13)]


AP_SITE = {
    "apnews.com/robots.txt": robots(
        f"{AP}/ap-sitemap.xml", f"{AP}/news-sitemap-content.xml", f"{AP}/video-sitemap.xml"
    ),
    "/ap-sitemap.xml": index(*months(2023), *months(2024), *months(2025)),
    "/ap-sitemap-202407.xml": urlset(page(JULY[0], "2024-07-04"), page(f"{AP}/article/wimbledon-final-results")),
    "/ap-sitemap-202406.xml": urlset(page(f"{AP}/article/euro-cup-starts-in-germany")),
}


def find(table, label="apnews.com", **query):
    web = Web(table)
    return SitemapsProvider(web.context()).find_pages(make_query(label, **query)), web


def test_the_sitemap_of_the_month_is_read_and_no_other():
    found, web = find(AP_SITE)
    assert web.asked == [f"{AP}/robots.txt", f"{AP}/ap-sitemap.xml", f"{AP}/ap-sitemap-202407.xml"]
    assert addresses(found) == [JULY[0]]
    assert (found.looked_at, found.stopped) == (2, "")


def test_at_the_turn_of_a_month_both_are_read_the_nearer_first():
    found, web = find(AP_SITE, published=date(2024, 7, 2))
    assert web.asked[2:] == [f"{AP}/ap-sitemap-202407.xml", f"{AP}/ap-sitemap-202406.xml"]
    assert found.looked_at == 3


def test_days_are_read_from_the_nearest_on():
    site = {
        "robots.txt": robots("https://www.aljazeera.com/sitemap.xml"),
        "/sitemap.xml?yyyy=2024&mm=07&dd=03": urlset(
            page("https://www.aljazeera.com/news/2024/7/3/hurricane-beryl-jamaica-landfall")
        ),
        "/sitemap.xml?": urlset(page("https://www.aljazeera.com/news/2024/7/1/other")),
        "/sitemap.xml": index(
            *(
                f"https://www.aljazeera.com/sitemap.xml?yyyy=2024&mm={month:02}&dd={day:02}"
                for month in range(1, 13)
                for day in range(1, 29)
            )
        ),
    }
    found, web = find(site, label="aljazeera.com")
    days = [url[-2:] for url in web.asked if "dd=" in url]
    assert days[0] == "04"
    assert sorted(days) == ["01", "02", "03", "04", "05", "06", "07"]
    assert found.candidates[0].published == date(2024, 7, 3)
    assert found.looked_at == 2


def test_an_index_of_a_year_leads_to_its_days():
    post = "https://nypost.com"
    site = {
        "robots.txt": robots(f"{post}/sitemap-2023.xml", f"{post}/sitemap-2024.xml", f"{post}/sitemap-2025.xml"),
        "/sitemap-2024.xml?mm=07&dd=04": urlset(
            page(f"{post}/2024/07/04/us-news/hurricane-beryl-kills-four-in-jamaica/")
        ),
        "/sitemap-2024.xml?": urlset(),
        "/sitemap-2024.xml": index(*(f"{post}/sitemap-2024.xml?mm={month:02}&dd=04" for month in range(1, 13))),
    }
    found, web = find(site, label="nypost.com")
    assert web.asked == [f"{post}/robots.txt", f"{post}/sitemap-2024.xml", f"{post}/sitemap-2024.xml?mm=07&dd=04"]
    assert len(found.candidates) == 1


def test_a_packed_index_is_read_whatever_its_name():
    host = "https://www.washingtonpost.com"
    site = {
        "robots.txt": robots(f"{host}/sitemaps/sitemap.xml.gz", f"{host}/sitemaps/news-sitemap.xml.gz"),
        "/sitemap.xml.gz": gzip.compress(
            index(f"{host}/sitemaps/sitemap-2024-06.xml", f"{host}/sitemaps/sitemap-2024-07.xml").encode()
        ),
        "/sitemap-2024-07.xml": gzip.compress(
            urlset(page(f"{host}/weather/2024/07/03/hurricane-beryl-jamaica/")).encode()
        ),
    }
    found, web = find(site, label="washingtonpost.com")
    assert len(found.candidates) == 1
    assert not any("news-sitemap" in url for url in web.asked)


def test_without_days_in_the_addresses_the_first_changed_after_the_day_is_read():
    host = "https://understandingwar.org"
    posts = [(f"{host}/post-sitemap{number}.xml", f"{2018 + number}-08-01T00:00:00Z") for number in range(1, 9)]
    site = {
        "robots.txt": robots(f"{host}/sitemap_index.xml"),
        "/sitemap_index.xml": index((f"{host}/page-sitemap.xml", "2026-01-01"), *reversed(posts)),
        "/post-sitemap6.xml": urlset(
            page(f"{host}/hurricane-beryl-jamaica/", "2024-07-04"),
            *(page(f"{host}/{number}", "2024-07-03") for number in range(9)),
        ),
        "/post-sitemap": urlset(page(f"{host}/x")),
    }
    found, web = find(site, label="understandingwar.org")
    assert web.asked[2:] == [f"{host}/post-sitemap6.xml"]
    assert addresses(found) == [f"{host}/hurricane-beryl-jamaica/"]


def test_guesses_are_few():
    host = "https://understandingwar.org"
    site = {
        "robots.txt": robots(f"{host}/s.xml"),
        "/s.xml": index(*(f"{host}/{number}.xml" for number in range(90))),
        ".xml": urlset(page(f"{host}/x")),
    }
    _, web = find(site, label="understandingwar.org")
    assert len(web.asked) <= 8


def test_without_a_date_the_newest_are_read():
    _, web = find({**AP_SITE, ".xml": urlset(page(JULY[1]))}, published=None)
    assert web.asked[-1] != f"{AP}/ap-sitemap-202301.xml"
    read_months = [url for url in web.asked if "ap-sitemap-20" in url]
    assert read_months == [f"{AP}/ap-sitemap-2025{month:02}.xml" for month in range(12, 6, -1)]


def test_claims_of_one_source_share_what_was_read():
    web = Web(AP_SITE)
    provider = SitemapsProvider(web.context())
    first = provider.find_pages(make_query("apnews.com"))
    asked = len(web.asked)
    assert (
        provider.find_pages(make_query("apnews.com", text="The Wimbledon final had surprising results.")).looked_at == 2
    )
    assert len(web.asked) == asked
    later = provider.find_pages(make_query("apnews.com", published=date(2024, 7, 1)))
    assert web.asked[asked:] == [f"{AP}/ap-sitemap-202406.xml"]
    assert (first.looked_at, later.looked_at) == (2, 3)


def test_a_day_that_the_claim_names_is_looked_for_too():
    _, web = find(AP_SITE, text="On February 24, 2023 Hurricane Beryl was no name that anybody in Jamaica knew.")
    assert f"{AP}/ap-sitemap-202302.xml" in web.asked
    assert f"{AP}/ap-sitemap-202407.xml" in web.asked


def test_the_main_domain_and_www_are_asked_where_the_host_names_none():
    site = {
        "www.apnews.com/robots.txt": robots("https://www.apnews.com/s-2024-07.xml"),
        "/s-2024-07.xml": urlset(page(JULY[0])),
    }
    found, web = find(site)
    assert web.asked[:2] == [f"{AP}/robots.txt", "https://www.apnews.com/robots.txt"]
    assert found.looked_at == 1


def test_hints_are_used_where_robots_txt_names_no_sitemap():
    found, web = find({"robots.txt": "User-agent: *\n", "/ap-sitemap-202407.xml": AP_SITE["/ap-sitemap-202407.xml"]})
    assert addresses(found) == [JULY[0]]
    assert not any(url.endswith("/sitemap.xml") for url in web.asked)


def test_hints_are_used_where_what_robots_txt_names_does_not_reach_the_day():
    news = urlset(page(f"{AP}/article/new", "2026-01-01"))
    site = {
        "robots.txt": robots(f"{AP}/s.xml"),
        "/s.xml": news,
        "/ap-sitemap-202407.xml": AP_SITE["/ap-sitemap-202407.xml"],
    }
    assert JULY[0] in addresses(find(site)[0])


def test_hints_name_each_day_once():
    window = (window_around(date(2024, 7, 2)),)
    assert hints_for(["apnews.com"], window) == (f"{AP}/ap-sitemap-202406.xml", f"{AP}/ap-sitemap-202407.xml")
    assert len([url for url in hints_for(["aljazeera.com"], window) if "dd=" in url]) == 7
    assert hints_for(["apnews.com"], ()) == ()


def test_the_usual_places_are_the_last_resort():
    found, web = find(
        {"example.org/sitemap.xml": urlset(page("https://example.org/hurricane-beryl-in-jamaica"))}, label="example.org"
    )
    assert len(found.candidates) == 1
    found, web = find({}, label="example.org")
    assert web.asked[-2:] == ["https://example.org/sitemap.xml", "https://example.org/sitemap_index.xml"]
    assert (found.candidates, found.looked_at) == ((), 0)
    assert found.stopped


def test_without_a_network_the_usual_places_are_looked_up_in_what_was_kept():
    kept = {"/sitemap.xml": urlset(page("https://example.org/hurricane-beryl-in-jamaica")), "": Access.UNRECORDED}
    assert find(kept, label="example.org")[0].looked_at == 1


def test_without_a_network_every_host_is_looked_up_in_what_was_kept():
    kept = {"www.example.org/sitemap.xml": urlset(page("https://example.org/beryl-in-jamaica")), "": Access.UNRECORDED}
    assert find(kept, label="example.org")[0].looked_at == 1


PLAIN = {
    "http://example.org/robots.txt": robots("http://example.org/s-2024-07.xml"),
    "http://example.org/s-2024-07.xml": urlset(page("http://example.org/beryl-in-jamaica")),
}


@pytest.mark.parametrize("unreached", [Access.UNREACHABLE, Access.UNRECORDED])
def test_a_site_without_encryption_is_read_without(unreached):
    found, web = find({**PLAIN, "": unreached}, label="example.org")
    assert web.asked[:3] == [
        f"{base}/robots.txt" for base in ("https://example.org", "https://www.example.org", "http://example.org")
    ]
    assert addresses(found) == ["http://example.org/beryl-in-jamaica"]


@pytest.mark.parametrize("answer", ["User-agent: *", Access.NOT_FOUND, Access.FORBIDDEN, Access.ROBOTS_DENIED])
def test_a_site_that_is_reached_is_never_asked_without_encryption(answer):
    _, web = find({**PLAIN, "https://www.example.org/": answer, "": Access.UNREACHABLE}, label="example.org")
    assert not [url for url in web.asked if url.startswith("http:")]


def test_the_usual_places_stand_where_the_site_answers():
    site = {"https://www.example.org/robots.txt": "User-agent: *", "": Access.UNREACHABLE}
    assert find(site, label="example.org")[1].asked[2:] == [
        "https://www.example.org/sitemap.xml",
        "https://www.example.org/sitemap_index.xml",
    ]


def test_a_site_that_closes_itself_is_left_alone():
    found, web = find({"": Access.ROBOTS_DENIED}, label="example.org")
    assert web.asked == ["https://example.org/robots.txt", "https://www.example.org/robots.txt"]
    assert "robots_denied" in found.stopped


def test_addresses_on_other_sites_are_counted_and_left_out():
    site = {
        "robots.txt": robots("https://cdn.example.net/sitemap.xml", f"{AP}/s-2024.xml"),
        "/s-2024.xml": urlset(
            page("https://evil.example/hurricane-beryl-jamaica"),
            page("https://apnews.com@evil.example/hurricane-beryl-jamaica"),
            page(JULY[0]),
        ),
    }
    found, web = find(site)
    assert not any("cdn" in url for url in web.asked)
    assert (addresses(found), found.looked_at) == ([JULY[0]], 1)
    assert found.stopped == "3 addresses on other sites were left out"


def test_a_site_that_gives_nothing_is_not_asked_for_ever():
    site = {
        "robots.txt": robots(f"{AP}/i-2024.xml"),
        "/i-2024.xml": index(*(f"{AP}/s{number}-2024-07.xml" for number in range(90))),
    }
    found, web = find(site)
    assert len([url for url in web.asked if "/s" in url]) == MOST_MISSES
    assert "the reason is not_found (6 times)" in found.stopped


def test_a_broken_sitemap_is_told():
    found, _ = find(
        {"robots.txt": robots(f"{AP}/s-2024.xml"), "/s-2024.xml": urlset(page(JULY[0])).replace("</urlset>", "<")}
    )
    assert addresses(found) == [JULY[0]]
    assert found.stopped.startswith("of one sitemap: it is broken XML")


def test_an_index_that_names_itself_ends():
    site = {"robots.txt": robots(f"{AP}/i.xml"), "/i.xml": index(f"{AP}/i.xml")}
    assert find(site)[1].asked.count(f"{AP}/i.xml") == 1


def test_indexes_inside_each_other_are_followed_to_a_depth():
    class Deep(Web):
        def fetch(self, url, **wanted):
            self.table = {
                "robots.txt": robots("https://example.org/i0-2024.xml"),
                url: index(f"https://example.org/i{len(self.asked)}-2024.xml"),
            }
            return super().fetch(url, **wanted)

    web = Deep()
    SitemapsProvider(web.context()).find_pages(make_query("example.org"))
    assert len([url for url in web.asked if "org/i" in url]) == 5


@given(
    st.lists(
        st.sampled_from(
            [
                "/a.xml",
                "/tag-1.xml",
                "/news.xml",
                "/s-2024-07.xml",
                "/s-2024-01.xml",
                "/2024.xml?mm=07&dd=04",
                "/s-2023.xml",
            ]
        )
    ),
    st.none() | st.dates(date(2023, 1, 1), date(2025, 1, 1)),
)
def test_leads_run_out(paths, day):
    window = window_around(day) if day else None
    leads = {path: make_lead(f"{AP}{path}", place=place) for place, path in enumerate(paths)}
    for _ in range(len(leads) + 1):
        lead = next_lead(leads.values(), window, today=date(2026, 1, 1), is_covered=False, guesses=0)
        if lead is None:
            return
        assert lead.period is None or window is None or lead.period.gap(window) == 0
        leads = {path: one for path, one in leads.items() if one != lead}
    raise AssertionError("there is always another")


@pytest.mark.parametrize(
    ("days", "covers"),
    [
        ([""] * 3, False),
        ([""] * 6, True),
        (["2024-07-03", "2024-07-04", "2024-07-05"] * 2, True),
        (["2024-07-04"] * 4, False),
        (["2024-07-06", "2024-07-07"] * 9, False),
        (["2024-07-28"] * 9, False),
    ],
)
def test_a_list_of_a_few_pages_or_of_other_days_is_not_all_there_is(days, covers):
    pages = [page(f"{AP}/article/{number}", day) for number, day in enumerate(days)]
    site = {"robots.txt": robots(f"{AP}/s-2024-07.xml"), "/s-2024-07.xml": urlset(*pages)}
    found, _ = find(site)
    assert (found.looked_at, found.covers) == (len(days), covers)
    assert not find(site, published=None)[0].covers
