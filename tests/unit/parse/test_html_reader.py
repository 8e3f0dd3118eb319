"""HTML: blocks, what is hidden, what is no word, and that every place is exact."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from provenance.errors import SettingsError
from provenance.model.spans import Span
from provenance.parse import parse_article
from provenance.parse.cleaning import remove_marks, removed_places
from provenance.parse.readers.html import read_html
from provenance.parse.readers.html_tokens import read_tokens
from provenance.report.citing import cite_article
from provenance.resolve import resolve_tags

AP = '<a href="https://apnews.com/x">AP</a>'


def kinds(text):
    return [(block.kind.value, block.span.read(text)) for block in read_html(text).blocks]


def sentences(text):
    return [sentence.text for sentence in parse_article(text, format="html").sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", [("prose", "One."), ("prose", "Two.")]),
        ("<p>One.<p>Two.", [("prose", "One."), ("prose", "Two.")]),
        ("Bare\nwords", [("prose", "Bare\nwords")]),
        ("<h2>Head</h2>Words", [("heading", "Head"), ("prose", "Words")]),
        ("<h2>Never closed <p>Words", [("prose", "Never closed"), ("prose", "Words")]),
        ("<ul><li>a<li>b</ul>c", [("list_item", "a"), ("list_item", "b"), ("prose", "c")]),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", [("block_quote", "a"), ("block_quote", "b"), ("prose", "c")]),
        ("a<br>b<br/> <br>c", [("prose", "a<br>b"), ("prose", "c")]),
        ("<figure><img src=x><figcaption>a</figcaption></figure>b", [("prose", "a"), ("prose", "b")]),
        ("<pre>a\n  b</pre>c", [("code", "a\n  b"), ("prose", "c")]),
        ("<nav>a</nav>b<footer>c</footer>", [("furniture", "<nav>a</nav>"), ("prose", "b"), ("furniture", "<footer>c</footer>")]),
        ("<nav>never closed <p>b", [("prose", "never closed"), ("prose", "b")]),
        ("<form><p>a</p></form>b", [("prose", "a"), ("prose", "b")]),
        ("<form><input>a</form>b", [("furniture", "<form><input>a</form>"), ("prose", "b")]),
        ("a<script>b < c; '<p>'</script>d<style>e</style>", [("prose", "a<script>b < c; '<p>'</script>d")]),
        ("a<!-- <p>b</p> -->c", [("prose", "a<!-- <p>b</p> -->c")]),
        ("<p>&nbsp; a &#160;</p><p>&nbsp;</p>", [("prose", "a")]),
        ("<table><tr><th>a<th>b</tr><tr><td>c</td><td>d</td></tr></table>",
         [("heading", "a<th>b"), ("list_item", "c</td><td>d")]),
        ("<table><tr><td>a<tr><td>b</table>", [("prose", "a"), ("prose", "b")]),
        ("<h2>Sources</h2><ol><li>https://apnews.com/x</ol>", [("heading", "Sources"), ("references", "https://apnews.com/x")]),
        (f"<p>It {AP}</p>", [("prose", f"It {AP}")]),
        (f"<p>{AP} it</p>", [("prose", f"{AP} it")]),
    ],
)  # fmt: skip
def test_blocks_are_those_of_a_browser(text, expected):
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Smith &amp; Sons&nbsp;won &#8212; 5&lt;6.</p>", "Smith & Sons won — 5<6."),
        ("<p>It <b>he</b>ld <i class='x>y'>well</i>.", "It held well."),
        ("It<br>held.", "It held."),
        ("It <!-- not --> held.", "It held."),
        ("It <script>not</script>held.", "It held."),
        ("It <code>x &lt; y</code> held.", "It x < y held."),
        ("5 < 6 and a<b, so <3 it held.", "5 < 6 and a<b, so <3 it held."),
        ("It AT&T held &unknown; and &copy 2020.", "It AT&T held &unknown; and © 2020."),
        ("<table><tr><td>Ukraine</td><td>539 drones</td><td></td></tr></table>", "Ukraine; 539 drones"),
        (f"<p>It held ({AP}).", "It held."),
        (f"<p>It held.{AP}</p>", "It held."),
        ('<p>See <a href="/about">the <b>page</b></a> and <a href="https://who.int/x">the &lt;report&gt;</a> of May.</p>',
         "See the page and the <report> of May."),
    ],
)  # fmt: skip
def test_a_sentence_reads_as_a_browser_shows_it(text, expected):
    assert sentences(text) == [expected]


def test_spans_point_into_the_html_as_given():
    text = f"<p>Smith &amp; Sons held ({AP}). R&amp;D fell.</p>"
    first, second = parse_article(text, format="html").sentences
    assert first.span.read(text) == f"Smith &amp; Sons held ({AP})."
    assert second.span.read(text) == "R&amp;D fell."


def test_a_chip_copied_with_its_favicons_is_a_mark():
    favicon = '<img src="https://www.google.com/s2/favicons?domain=https://{}&amp;sz=32">'
    chip = f'<a href="https://apnews.com/x">{favicon.format("apnews.com")}<span>apnews.com</span><span>+1</span></a>'
    article = parse_article(f"<p>It held {chip}.</p><p>It fell.</p>", format="html")
    assert [(tag.labels, tag.more, tag.urls) for tag in article.tags] == [
        (("apnews.com",), 1, ("https://apnews.com/x",))
    ]
    assert [(sentence.text, sentence.tags) for sentence in article.sentences] == [("It held.", (0,)), ("It fell.", ())]


def test_a_mark_alone_in_its_cell_is_the_mark_of_the_row():
    text = f"<table><tr><td>It held.</td><td><p>{AP}</p></td></tr></table>"
    article = parse_article(text, format="html")
    assert [(sentence.text, sentence.tags) for sentence in article.sentences] == [("It held.", (0,))]


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://apnews.com/x.png">It held.',
        '<p data-x="see apnews.com+2nypost.com+2">It held.',
        "<script>apnews.com+2nypost.com+2</script>It held.",
        "<!-- apnews.com+2nypost.com+2 -->It held.",
        '<link href="https://apnews.com/x"><footer>apnews.com+2nypost.com+2</footer>It held.',
        "<pre>apnews.com+2nypost.com+2</pre>It held.",
        '<a href="mailto:desk@apnews.com">It held.</a>',
    ],
)
def test_what_is_no_text_holds_no_marks(text):
    article = parse_article(text, format="html")
    assert article.tags == ()
    assert [sentence.text for sentence in article.sentences] == ["It held."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<title>Drones &amp; more | Site</title>x", ("Drones & more | Site", None, None)),
        ("<title>Site</title><h1>The <b>big</b> &amp; new</h1>x", ("The big & new", None, None)),
        ('<meta content="2025-07-04T10:00Z" property="article:published_time"><time datetime="2024-01-01">x</time>',
         (None, date(2025, 7, 4), None)),
        ('<time datetime="2025-07-04">x</time><time datetime="2024-01-01">x</time>', (None, date(2025, 7, 4), None)),
        ('<meta name="date" content="2025-13-44">x', (None, None, None)),
        ('<html lang="de-AT">x', (None, None, "de")),
        ("<html lang='zxx'>x", (None, None, None)),
        ("<title>never closed", (None, None, None)),
    ],
)  # fmt: skip
def test_title_date_and_language_are_the_pages_own(text, expected):
    layout = read_html(text)
    assert (layout.title, layout.published, layout.language) == expected


def test_numbers_mean_the_items_of_an_ordered_list_of_sources():
    text = '<p>It held [2].</p><h2>Sources</h2><ol><li><a href="https://bbc.com/x?a=1&amp;b=2">BBC</a><li><p>https://apnews.com/y</p></ol>'
    (tag,) = parse_article(text, format="html").tags
    assert tag.urls == ("https://apnews.com/y",)


def test_clean_html_is_the_page_without_its_marks():
    page = "<p class=a>It <b>held</b>&nbsp;{}.</p>\r\n<p>It fell.</p>\n"
    assert (
        remove_marks(parse_article(page.format(f"({AP})"), format="html"))
        == "<p class=a>It <b>held</b>&nbsp;.</p>\r\n<p>It fell.</p>\n"
    )


def test_citations_are_not_written_into_html():
    article = parse_article(f"<p>It held ({AP}).</p>", format="html")
    with pytest.raises(SettingsError, match="HTML"):
        cite_article(article, resolve_tags(article), style="markdown", without=removed_places(article))


PIECES = st.sampled_from(
    ["<p>", "</p>", "<a href='https://apnews.com/x'>", "</a>", "<b", '"', "'", "<", ">", "</", "<!--", "-->", "&amp;", "&", "<td>", "<tr>",
     "</tr>", "<br>", "<script>", "</script>", "<ul>", "</ul>", "<nav>", "</nav>", "<h1>", "</h1>", "It held. ", "apnews.com+1", "\n", "<code>",
     "</code>", "&nbsp;", "<title>", "</title>", "[1]", "<ol><li>"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
@example("<a href='https://apnews.com/x'><p>It</a></p>")
def test_any_html_is_read_with_exact_places(text):
    tokens = list(read_tokens(text))
    assert "".join(text[token.start : token.end] for token in tokens) == text
    layout = read_html(text)
    ends = [0, *(block.span.end for block in layout.blocks)]
    assert all(end <= block.span.start for end, block in zip(ends, layout.blocks, strict=False))
    article = parse_article(text, format="html")
    whole = Span(start=0, end=len(text))
    assert all(whole.covers(sentence.span) for sentence in article.sentences)
    assert all(tag.span.read(text) == tag.raw for tag in article.tags)


def test_bylines_and_footers_are_known_by_their_words_not_their_tags():
    article = parse_article(
        '<nav>Home</nav><h1>The dam</h1><p class="by">By <a href="/people/jane-doe">Jane Doe</a></p>'
        '<p>The dam broke.</p><p><a href="/share?to=everybody">Share this</a></p>',
        format="html",
    )
    kinds = [paragraph.kind.value for paragraph in article.paragraphs]
    assert kinds == ["furniture", "heading", "byline", "prose", "furniture"]
    assert [notice.message[:28] for notice in article.notices if notice.code == "furniture"] == [
        "2 lines belong to the site t"
    ]
