from dataclasses import replace

import pytest

from provenance.model import Article, CitationTag, Span
from provenance.resolve import resolve_label, resolve_tags


def make_tag(*labels, index=0, more=None, urls=()):
    return CitationTag(
        index=index, span=Span(start=0, end=1), raw="x", style="chip", labels=labels, more=more, urls=urls
    )


def make_article(*tags):
    return Article(
        text="x",
        format="text",
        title=None,
        published=None,
        paragraphs=(),
        sentences=(),
        tags=tags,
        claims=(),
        notices=(),
    )


@pytest.mark.parametrize(
    ("label", "host", "domain", "publisher"),
    [
        ("apnews.com", "apnews.com", "apnews.com", "Associated Press"),
        ("en.wikipedia.org", "en.wikipedia.org", "wikipedia.org", "Wikipedia"),
        ("www.BBC.co.uk", "bbc.co.uk", "bbc.co.uk", "BBC"),
        ("smallshop.co.uk", "smallshop.co.uk", "smallshop.co.uk", None),
        ("edition.cnn.com", "edition.cnn.com", "cnn.com", "CNN"),
        ("GOV.UK", "gov.uk", "gov.uk", "GOV.UK"),
        ("Süddeutsche.de", "sueddeutsche.de", "sueddeutsche.de", "Süddeutsche Zeitung"),
        ("Investor.gov", "investor.gov", "investor.gov", "Investor.gov"),
        ("ecb.europa.eu", "ecb.europa.eu", "europa.eu", "European Central Bank"),
        ("someone.github.io", "someone.github.io", "someone.github.io", None),
        ("https://www.reuters.com/world", "reuters.com", "reuters.com", "Reuters"),
        ("AP News", "apnews.com", "apnews.com", "Associated Press"),
        ("the  guardian", "theguardian.com", "theguardian.com", "The Guardian"),
        ("El País", "elpais.com", "elpais.com", "El País"),
    ],
)
def test_a_label_becomes_a_source(label, host, domain, publisher):
    source = resolve_label(label)
    assert (source.host, source.domain, source.publisher, source.problem) == (host, domain, publisher, "")


@pytest.mark.parametrize(
    ("label", "domains"),
    [
        ("BBC", ("bbc.com", "bbc.co.uk")),
        ("bbc.co.uk", ("bbc.com", "bbc.co.uk")),
        ("twitter.com", ("x.com", "twitter.com")),
        ("Wikipedia", ("en.wikipedia.org", "wikipedia.org")),
        ("xx.wikipedia.org", ("wikipedia.org",)),
        ("someone.github.io", ("someone.github.io",)),
        ("news.smallshop.co.uk", ("smallshop.co.uk",)),
        ("Some Blog", ()),
    ],
)
def test_a_source_has_every_domain_of_its_publisher(label, domains):
    assert resolve_label(label).domains == domains


@pytest.mark.parametrize(
    ("label", "host", "note"),
    [
        ("geeksforgeeks", "geeksforgeeks.org", ""),
        ("realpython", "realpython.com", ""),
        ("docs.vercel", "docs.vercel.com", "the only known site of that stem"),
        ("learn.microsoft", "learn.microsoft.com", "the only known site of that stem"),
        ("The Guardiann", "theguardian.com", "read as The Guardian (written “The Guardiann”)"),
    ],
)
def test_a_stem_or_a_slip_is_read_by_the_table_and_says_so(label, host, note):
    source = resolve_label(label)
    assert (source.host, source.problem) == (host, "")
    assert source.note.endswith(note)
    assert bool(source.note) == bool(note)


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("The Nation", "several publishers: The Nation (US)"),
        ("Tagesspeigel", "the nearest known name is Der Tagesspiegel"),
        ("keymakr", "neither a domain nor a known publisher"),
        ("vietnamnewz", "neither a domain nor a known publisher"),
    ],
)
def test_a_label_that_is_not_understood_says_what_it_may_be(label, says):
    source = resolve_label(label)
    assert source.host is None
    assert says in source.problem


@pytest.mark.parametrize(
    ("labels", "url", "first"),
    [
        (("vllm",), "https://docs.vllm.ai/x", "docs.vllm.ai"),
        (("gist.github",), "https://gist.github.com/x", "gist.github.com"),
        (("learn.microsoft",), "https://learn.microsoft.com/x", "learn.microsoft.com"),
        (("wikipedia",), "https://ja.wikipedia.org/x", "ja.wikipedia.org"),
        (("The Nation",), "https://www.nation.com.pk/x", "nation.com.pk"),
        (("Some Blog",), "https://www.someblog.dev/x", "someblog.dev"),
        (("AP News", "Some Blog", "Reuters"), "https://someblog.dev/x", "someblog.dev"),
    ],
)
def test_what_the_label_does_not_say_the_link_of_the_mark_does(labels, url, first):
    (resolution,) = resolve_tags(make_article(make_tag(*labels, more=3, urls=(url,))))
    assert resolution.sources[0].host == first
    assert f"{first}" in resolution.sources[0].note


@pytest.mark.parametrize(
    ("labels", "urls"),
    [
        (("AP News", "Some Blog", "Reuters"), ("https://www.reuters.com/x",)),  # the page of another source
        (("Some Blog",), ("https://a.com/x", "https://b.com/x")),  # which of them?
        (("Some Blog",), ("https://127.0.0.1/x",)),
        (("Some Blog",), ("https://",)),
        (("The Nation", "AP News"), ("https://apnews.com/x",)),
    ],
)
def test_a_link_that_need_not_be_the_labels_explains_nothing(labels, urls):
    (resolution,) = resolve_tags(make_article(make_tag(*labels, more=1, urls=urls)))
    assert resolution.sources[0].host is None


@pytest.mark.parametrize("label", ["notadomain.invalidtld", "main.cfg", "Some Blog", "co.uk", "127.0.0.1", ""])
def test_a_label_that_is_neither_domain_nor_publisher_says_so(label):
    source = resolve_label(label)
    assert source.host is None
    assert source.domain is None
    assert label in source.problem


def test_hidden_sources_are_counted_and_repeated_labels_are_one_source():
    tags = (make_tag("a.com", "b.com", "a.com", more=5), make_tag("c.com", index=1))
    first, second = resolve_tags(make_article(*tags))
    assert [source.host for source in first.sources] == ["b.com", "a.com"]
    assert (first.hidden, second.hidden) == (3, 0)
    assert (first.tag, second.tag) == (0, 1)


def test_the_chips_own_page_comes_first():
    three, two = resolve_tags(
        make_article(make_tag("a.com", "b.com", "c.com", more=2), make_tag("d.com", "e.com", more=1))
    )
    assert [source.host for source in three.sources] == ["b.com", "c.com", "a.com"]
    assert [source.host for source in two.sources] == ["d.com", "e.com"]


def test_a_key_is_a_source_that_nothing_resolves():
    (resolution,) = resolve_tags(make_article(replace(make_tag(), labels=(), keys=("turn0search3", "turn1view0"))))
    assert [source.label for source in resolution.sources] == ["turn0search3", "turn1view0"]
    assert all(source.host is None and "key" in source.problem for source in resolution.sources)
    assert resolution.hidden == 0
