"""What holds for the article of every text; used by the tests with hypothesis, by the kept cases and by the fuzzer."""

import re
from itertools import pairwise

from provenance.model import Article, ParagraphKind


def check_article(article: Article) -> None:
    """Raise AssertionError unless every span, number and text of the article is what it says."""
    check_places(article)
    check_tags(article)
    check_sentences(article)
    check_claims(article)


def check_places(article: Article) -> None:
    text = article.text
    paragraphs = [paragraph.span for paragraph in article.paragraphs]
    sentences = [sentence.span for sentence in article.sentences]
    tags = [tag.span for tag in article.tags]
    for spans in (paragraphs, sentences, tags, article.lifted):
        assert all(before.end <= after.start for before, after in pairwise(spans)), "spans overlap or are out of order"
        assert all(0 <= span.start < span.end <= len(text) for span in spans), "a span is empty or outside the text"
    for sentence in article.sentences:
        assert article.paragraphs[sentence.paragraph].span.covers(sentence.span)
    for tag in tags:
        assert sum(paragraph.covers(tag) for paragraph in paragraphs) == 1
        touched = [sentence for sentence in sentences if sentence.overlaps(tag)]
        assert len(touched) <= 1
        assert all(sentence.covers(tag) for sentence in touched)


def check_tags(article: Article) -> None:
    attached = [number for sentence in article.sentences for number in sentence.tags]
    assert attached == sorted(set(attached))
    with_sentences = {sentence.paragraph for sentence in article.sentences}
    for at, tag in enumerate(article.tags):
        assert tag.index == at
        assert tag.raw == tag.span.read(article.text) != ""
        assert tag.labels or tag.keys, "a mark that names nothing"
        assert tag.hidden >= 0
        assert sorted(tag.in_order) == sorted(tag.labels)
        home = next(paragraph for paragraph in article.paragraphs if paragraph.span.covers(tag.span))
        assert (at in attached) == (home.index in with_sentences)
        assert home.kind not in {ParagraphKind.CODE, ParagraphKind.REFERENCES}


def check_sentences(article: Article) -> None:
    for at, sentence in enumerate(article.sentences):
        assert sentence.index == at
        assert sentence.text == sentence.text.strip() != ""
        assert not re.search(r"\s\s|\n", sentence.text)
        assert not (sentence.tags and sentence.covered_by)


def check_claims(article: Article) -> None:
    assert len({claim.id for claim in article.claims}) == len(article.claims)
    for claim, sentence in zip(article.claims, article.sentences, strict=True):
        assert (claim.text, claim.span, claim.tags) == (sentence.text, sentence.span, sentence.tags)
