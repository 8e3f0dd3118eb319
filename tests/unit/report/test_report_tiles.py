"""The article in tiles: every character once, in order, under its sentence."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_report import make_article, make_report

from provenance.model import Article, Claim, ParagraphKind, Sentence, Span, Verdict
from provenance.model.article import CitationTag, Paragraph
from provenance.parse import parse_article
from provenance.report.clean import clean_text
from provenance.report.tiles import tile_article
from provenance.report.viewing import view_report


def test_the_tiles_are_the_whole_text():
    article = make_article()
    blocks = tile_article(article, claims=())
    assert "".join(block.text for block in blocks) == clean_text(article.text)


def test_html_is_shown_without_its_tags():
    written = (
        "<html><head><title>T</title><script>x()</script></head><h1>Storm &amp; wind</h1><!-- a note -->"
        '<p>It <b>held</b> &ldquo;well&rdquo;<br>here <a href="https://apnews.com/x"><span>apnews.com</span>'
        "<span>+2</span></a>.</p></html>"
    )
    article = parse_article(written, format="html")
    blocks = tile_article(article, claims=())
    assert [block.text for block in blocks] == ["Storm & wind", "It held “well” here apnews.com+2."]
    assert [tile.text for run in blocks[1].runs for tile in run.tiles if tile.mark] == ["apnews.com+2"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"It held<!-- {'a note ' * 2_000}--> well.", "It held well."),
        ("It held<!-- <!-- a > b --> well.", "It held well."),
        ("It held<!--> well.", "It held well."),
        ("It held --> well.", "It held --> well."),
        ("It held<!-- a --> well<!-- b -->.", "It held well."),
        ("It held<b> well<!-- on", "It held well<!-- on"),
    ],
)
def test_a_comment_is_left_out_however_long(written, shown):
    paragraph = Paragraph(index=0, span=Span(start=0, end=len(written)), kind=ParagraphKind.PROSE)
    article = replace(make_article(), text=written, format="html", paragraphs=(paragraph,), sentences=(), tags=())
    assert [block.text for block in tile_article(article, claims=())] == [shown]


def test_headings_and_furniture_are_dimmed_and_prose_is_not():
    blocks = tile_article(make_article(), claims=())
    shown = {block.kind: block.dimmed for block in blocks}
    assert shown[ParagraphKind.HEADING]
    assert shown[ParagraphKind.FURNITURE]
    assert not shown[ParagraphKind.PROSE]
    assert not shown[ParagraphKind.LIST_ITEM]


def test_marks_are_told_from_words():
    blocks = tile_article(make_article(), claims=())
    marks = [tile.text for block in blocks for run in block.runs for tile in run.tiles if tile.mark]
    assert marks[1:3] == ["nypost.com", "reuters.com+2euractiv.com+2"]


def test_every_sentence_has_one_anchor():
    article = make_article()
    blocks = tile_article(article, claims=())
    anchors = [run.anchor for block in blocks for run in block.runs if run.anchor is not None]
    assert anchors == [sentence.index for sentence in article.sentences]


def test_a_sentence_with_two_claims_is_shown_under_the_worse():
    report = make_report()
    results = (report.results[1], replace(report.results[5], claim=replace(report.results[5].claim, sentence=1)))
    blocks = tile_article(report.article, claims=view_report(replace(report, results=results)).claims)
    run = next(run for block in blocks for run in block.runs if run.anchor == 1)
    assert run.claim.verdict is Verdict.CONTRADICTED


def test_an_empty_article_has_no_blocks():
    article = replace(make_article(), text="", paragraphs=(), sentences=(), tags=(), claims=())
    assert tile_article(article, claims=()) == ()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\u200c\u200d"), max_size=60), st.data())
def test_whatever_the_spans_nothing_is_lost(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    spans = [Span(start=start, end=end) for start, end in pairwise(cuts) if start < end]
    article = Article(
        text=text,
        format="text",
        title=None,
        published=None,
        paragraphs=tuple(Paragraph(index=i, span=s, kind=ParagraphKind.PROSE) for i, s in enumerate(spans[::2])),
        sentences=tuple(Sentence(index=i, paragraph=i, span=s, text="") for i, s in enumerate(spans)),
        tags=tuple(
            CitationTag(index=i, span=s, raw=s.read(text), style="chip", labels=("a.com",))
            for i, s in enumerate(spans[1::3])
        ),
        claims=tuple(Claim(id=str(i), sentence=i, span=s, text="") for i, s in enumerate(spans)),
        notices=(),
    )
    assert "".join(block.text for block in tile_article(article, claims=())) == clean_text(text)
