"""The report as a page: self-contained, inert, and the draft in it word for word."""

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from sample_report import empty_report, make_article, make_report

from provenance.model import Verdict
from provenance.report.clean import clean_text
from provenance.report.html import render_html
from provenance.report.wording import NO_CLAIMS, VERDICTS

FORBIDDEN = {"script", "img", "iframe", "object", "embed", "link", "form", "input", "base", "audio", "video", "source"}


@pytest.fixture(scope="module")
def document():
    return render_html(make_report())


@pytest.fixture(scope="module")
def page(document):
    return BeautifulSoup(document, "html.parser")


def test_nothing_runs_and_nothing_is_loaded(page):
    assert not FORBIDDEN & {element.name for element in page.find_all(True)}
    attributes = {name for element in page.find_all(True) for name in element.attrs}
    assert not {name for name in attributes if name.startswith("on") or name in {"src", "srcset", "style", "action"}}


def test_the_style_loads_nothing(page):
    style = page.find("style").string
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_this_style_alone(page):
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    digest = base64.b64encode(hashlib.sha256(page.find("style").string.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_stays_in_the_page_or_is_a_web_address_without_ties(page):
    for link in page.find_all("a"):
        if not link["href"].startswith("#"):
            assert re.match(r"https?://", link["href"])
            assert set(link["rel"]) == {"noopener", "noreferrer", "nofollow"}


def test_every_inner_link_has_its_place(page):
    names = [element["id"] for element in page.find_all(id=True)]
    assert len(names) == len(set(names))
    assert {link["href"][1:] for link in page.find_all("a", href=re.compile("^#"))} <= set(names)


def test_the_article_stands_there_word_for_word(document):
    page = BeautifulSoup(document, "html.parser", preserve_whitespace_tags={"div"})
    assert page.select_one(".text").get_text() == clean_text(make_article().text)


def test_hostile_text_is_text(document, page):
    assert "<script" not in document
    assert "<img" not in document
    assert "<script>alert(1)</script>" in page.get_text()
    assert "{{ 7*7 }}" in page.get_text()
    assert not set(document) & set("\x1b\x07\x00\x9b\u202e")


def test_coverage_comes_before_the_title(document):
    assert document.index("claims checked") < document.index("<h1")


def test_every_verdict_is_said_in_words_and_icon_not_in_colour_alone(page):
    for verdict, words in VERDICTS.items():
        badge = page.select_one(f".card.v-{verdict} .badge")
        assert (badge.select_one(".icon").string, words.word in badge.get_text()) == (words.icon, True)


def test_groups_begin_with_what_needs_an_editor(page):
    assert [group["id"] for group in page.select(".group")] == [f"verdict-{verdict}" for verdict in VERDICTS]


def test_a_sentence_links_to_its_card(page):
    article = make_article()
    link = page.select_one("#sentence-0 a")
    assert link["href"] == f"#claim-{article.claims[0].id}"
    assert link["title"].startswith("Conflicting: ")


def test_problems_are_unfolded_and_the_rest_is_folded(page):
    open_ = {
        card["class"][1]: card.find("details", class_="sources").has_attr("open")
        for card in page.select(".card")
        if card.find("details", class_="sources")
    }
    assert open_ == {
        "v-contradicted": True,
        "v-conflicting": True,
        "v-not_found": True,
        "v-partial": True,
        "v-unchecked": False,
        "v-supported": False,
    }


def test_digests_are_whole_where_one_looks_for_them(document):
    report = make_report()
    for digest in (report.article.digest, report.settings_digest, *(page.capture for page in report.pages)):
        assert digest in document


def test_a_stand_in_is_marked_as_one(page):
    assert "stand-in page" in page.select_one(".card.v-contradicted .warn").get_text()


def test_landmarks_language_and_headings_are_there(page):
    assert page.html["lang"] == "en"
    assert len(page.find_all("main")) == len(page.find_all("h1")) == 1
    levels = [int(heading.name[1]) for heading in page.find_all(re.compile(r"^h[1-6]$"))]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_claims_are_said_to_be_none():
    page = BeautifulSoup(render_html(empty_report()), "html.parser")
    assert NO_CLAIMS in page.select_one(".coverage").get_text()
    assert page.select_one(".empty").string == NO_CLAIMS
    assert not page.select(".card")


COLOUR = re.compile(r"--([a-z_-]+): (#[0-9a-f]{6});")


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    """WCAG 2.2: the ratio of two colours, 1 to 21; text needs 4.5."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_pair_of_colours_can_be_read(page, theme):
    colours = dict(COLOUR.findall(page.find("style").string.split("@media")[theme]))
    tones = [(verdict.value, f"{verdict.value}-wash") for verdict in Verdict]
    tones += [(verdict.value, ground) for verdict in Verdict for ground in ("paper", "sheet")]
    inks = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("paper", "sheet")]
    inks += [("ink", f"{verdict.value}-wash") for verdict in Verdict]
    weak = {pair for pair in (*tones, *inks) if _contrast(colours[pair[0]], colours[pair[1]]) < 4.5}
    assert weak == set()
