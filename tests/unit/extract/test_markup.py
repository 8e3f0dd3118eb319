"""What a site can count up to: tags, attributes, levels; and how long the worst of it takes."""

import time

import pytest

from provenance.extract.main_text import FINE, read_main_text
from provenance.extract.markup import MAX_ATTRIBUTES, Markup, has_crowded_element, parse_markup
from provenance.model import Missed

MANY = " ".join(f"a{number}" for number in range(MAX_ATTRIBUTES + 50))
QUOTED = " ".join(f'a{number}=">"' for number in range(MAX_ATTRIBUTES + 50))


@pytest.mark.parametrize(
    ("html", "crowded"),
    [
        (f"<p {MANY}>x</p>", True),
        (f"<p {QUOTED}>x</p>", True),
        (f"<p {MANY}", True),
        (f"<!-- {'x' * 40_000} --><title><script></title><p {MANY}></script>", True),
        (f"<!-- --!><p {MANY}>", True),
        (f"<script>1</script><p {MANY}>", True),
        (f"<script><p {MANY}>", True),  # without an end, it may be no script
        ("<p class='a' hidden data-x=1>x</p>" * 1_000, False),
        (f"<script>for(i=0;i<n {MANY};</script><p>x</p>", False),
        (f"<style>{MANY} <b {MANY}</style><p>x</p>", False),
        (f"<!-- <p {MANY} --><p>x</p>", False),
        (f"five < six {MANY}", False),
        (f'<p title="{MANY}">x</p>', False),
        ("<" * 1_000 + "a", False),
        ("", False),
    ],
)
def test_an_element_with_too_many_attributes_is_found_before_it_is_parsed(html, crowded):
    assert has_crowded_element(html) is crowded


@pytest.mark.parametrize(
    "html",
    [
        "<p " + " ".join(f"a{number}" for number in range(400_000)) + ">x</p>",
        "<a<a" * 1_000_000,
        "<p a='" * 140_000,
        '<p a="' + "<p " * 140_000,
        "<!--" * 119_000,
        "<script>" * 119_000,
        "<p " + "/" * 4_000_000,
        "<p " + "= " * 1_000_000,
    ],
    ids=lambda html: html[:12],
)
def test_counting_attributes_takes_time_with_the_length_of_the_page(html):
    begun = time.process_time()
    has_crowded_element(html)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("closed", ["", "</div>" * 50_000])
def test_a_page_nested_without_end_is_parsed_as_far_as_parsers_go(closed):
    markup = parse_markup(f"<p>Words before.</p>{'<div>' * 50_000}x{closed}", url="https://a.org")
    assert isinstance(markup, Markup)
    assert not markup.whole


def test_a_page_nested_as_deep_as_sloppy_ones_are_is_whole():
    markup = parse_markup(f"{'<font>' * 600}<p>Words within the page that nobody closed.</p>", url="https://a.org")
    assert markup.whole
    assert "nobody closed" in read_main_text(markup.root)


def test_a_page_with_more_tags_is_not_parsed():
    assert isinstance(parse_markup("<br>" * 200_000, url="https://a.org"), Missed)


@pytest.mark.parametrize(
    "element", ["<p>Some words of text, {}.</p>", "x{}<br>", "<li><a href=/{}>A link to read</a> and words</li>"]
)
def test_a_page_with_very_many_elements_is_read_by_the_plain_rule_in_little_time(element):
    body = "".join(element.format(number) for number in range(min(FINE * 2, 119_000 // (2 * element.count("<")))))
    markup = parse_markup(f"<html><body><nav><p>Menu of the page</p></nav>{body}</body></html>", url="https://a.org")
    begun = time.process_time()
    text = read_main_text(markup.root)
    assert time.process_time() - begun < 5
    assert len(text) > 10_000
    assert "Menu" not in text
