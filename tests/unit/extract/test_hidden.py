"""What no reader sees is taken out; what is hidden for a moment only, stays."""

import time

import pytest
from lxml.html import document_fromstring

from provenance.extract.hidden import blank_hidden, blank_overlays, drop_invisible


def shown(body, *, head=""):
    root = document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    blank_hidden(root)
    return " ".join(root.find("body").text_content().split())


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden", "hidden=''", "aria-hidden=true", "style='display:none'", "style='DISPLAY : none !important'",
        "style='visibility:hidden'", "style='font-size:0'", "style='font-size: 0px; color: red'", "style='opacity:0'",
        "style='position:absolute;left:-9999px'", "style='text-indent:-5000px'", "style='color:#fff;background:#ffffff'",
        "style='color:white;background-color:rgb(255, 255, 255)'", "style='color:transparent'", "style='color:#fff'",
        "style='height:0;overflow:hidden'", "style='clip:rect(0,0,0,0)'", "style='transform:scale(0)'",
    ],
)  # fmt: skip
def test_a_hidden_element_is_emptied(attributes):
    assert shown(f"<p>Seen.</p><div {attributes}><p>Unseen.</p></div> Behind.") == "Seen. Behind."


@pytest.mark.parametrize("tag", ["template", "noscript", "script", "style", "dialog", "canvas"])
def test_an_element_that_shows_no_text_is_emptied(tag):
    assert shown(f"<p>Seen.</p><{tag}>Unseen.</{tag}>") == "Seen."


@pytest.mark.parametrize(
    "attributes",
    [
        "", "aria-hidden=false", "hidden=until-found", "style='display:block'", "style='font-size:0.9em'", "style='opacity:0.8'",
        "style='color:#fff;background:#000'", "style='color:#333'", "style='left:-20px'", "style='max-height:0.5em'",
        "style='color:transparent;background-clip:text'", "class='hidden'",
    ],
)  # fmt: skip
def test_an_element_that_is_seen_stays(attributes):
    assert shown(f"<div {attributes}>Seen.</div>") == "Seen."


def test_white_on_a_ground_that_a_style_sheet_may_colour_stays():
    assert shown("<p style='color:#fff'>Seen.</p>", head="<style>p{background:black}</style>") == "Seen."
    assert shown("<div style='background:#fff'><p style='color:#fff'>x</p></div>", head="<style></style>") == ""
    assert shown("<table bgcolor=white><tr><td><font color='#FFFFFF'>x</font></table>", head="<style></style>") == ""


@pytest.mark.parametrize("attributes", ["aria-hidden=true", "style='opacity:0'", "style='visibility:hidden'"])
def test_what_wraps_the_article_stays_while_a_banner_is_open(attributes):
    assert shown(f"<div {attributes}><article><p>Seen.</p></article></div>") == "Seen."
    assert shown("<div style='display:none'><article><p>Unseen.</p></article></div>") == ""
    assert shown(f"<article><p {attributes}>Unseen.</p></article>") == ""


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("<div id='onetrust-banner-sdk'>Banner</div>", ""),
        ("<div class='site cookie_banner--open'>Banner</div>", ""),
        ("<div role='dialog'>Banner</div>", ""),
        ("<section aria-modal='true'>Banner</section>", ""),
        ("<div class='cookie-recipes'>Seen.</div>", "Seen."),
        ("<div class='cookie-banner'><main>Seen.</main></div>", "Seen."),
    ],
)
def test_banners_over_the_page_are_emptied_and_the_page_is_not(element, text):
    root = document_fromstring(f"<html><body class='cookie-banner-open'>{element}<p></p></body></html>")
    assert blank_overlays(root) is not bool(text)
    assert root.text_content().strip() == text


def test_characters_that_nobody_sees_are_dropped():
    assert drop_invisible("so\u00adft ze\u200bro \u202eturned\u202c \U000e0041tag") == "soft zero turned tag"
    assert drop_invisible("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{display:none}", "p.x { color: red; display : none !important }", "#y{visibility:hidden}", ".a, .x\n{font-size:0}",
        "/* .x{display:block} */ .x{display:none}", "@media screen{.x{display:none}}", "@layer base{.x{display:none}}",
        ".x{display:block} .x{display:none}", "@import url(a.css); P.x{display:none}", ".z{} .x{DISPLAY:NONE}", ".x{font-size:0px}",
        "@media print{.x{display:block}} .x{display:none}", ".b.x{display:none}", ".x{display:none}.x.open{display:block}",
    ],
)  # fmt: skip
def test_what_a_sheet_in_the_page_hides_is_emptied(sheet):
    assert shown("<p>Seen.</p><p class='b x' id=y>Unseen.</p>", head=f"<style>{sheet}</style>") == "Seen."


@pytest.mark.parametrize(
    "sheet",
    [
        "@media print{.x{display:none}}", "@media (max-width:600px){.x{display:none}}", ".x{display:none}.x{display:block}",
        ".x{display:none} @media (min-width: 800px){.x{display:block}}", ".js .x{display:none}", ".x:hover{display:none}", ".X{display:none}", ".x.y{display:none}",
        ".x{font-size:0.9em}", ".x{position:absolute;left:-9999px}", ".x{width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}",
        "/* .x{display:none} */", "/* .x{display:none}", ".x{display:none", "@keyframes k{.x{display:none}}", ".x{opacity:0}", "}{}}.x{", "",
    ],
)  # fmt: skip
def test_what_a_sheet_in_the_page_may_show_stays(sheet):
    assert shown("<p class=x>Seen.</p>", head=f"<style>{sheet}</style>") == "Seen."


def test_a_sheet_for_paper_or_for_readers_without_scripts_hides_nothing():
    assert shown("<p class=x>Seen.</p>", head="<style media=print>.x{display:none}</style>") == "Seen."
    assert shown("<p class=x>Seen.</p>", head="<noscript><style>.x{display:none}</style></noscript>") == "Seen."


def test_an_element_says_of_itself_what_counts_more_than_a_sheet():
    sheet = "<style>.x{display:none} .row{font-size:0}</style>"
    assert shown("<p class=x style='display:block'>Seen.</p>", head=sheet) == "Seen."
    assert (
        shown("<p class='x on'>Seen.</p><p class=x>Not</p>", head="<style>.x{display:none}.x.on{display:block}</style>")
        == "Seen."
    )
    assert shown("<div class=row><div>Seen.</div></div>", head=sheet) == "Seen."
    assert shown("<div class=row>Unseen <b>as well</b></div>", head=sheet) == ""


@pytest.mark.parametrize(
    "piece", ["{", "}", "/*", ".x,", ".x{display:none}", "@media{", ";", "display:", ".x{display:none;"]
)
def test_a_hostile_sheet_costs_no_more_than_its_length(piece):
    half = piece * (200_000 // len(piece))
    root = document_fromstring(f"<style>{half}{'}' * 200_000}{half}</style>" + "<p class=x>a</p>" * 10_000)
    start = time.process_time()
    blank_hidden(root)
    assert time.process_time() - start < 2
