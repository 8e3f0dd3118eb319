"""Articles as they are pasted, read whole: paragraphs, sentences, tags, claims, notices."""

import hashlib
from datetime import date
from importlib.metadata import EntryPoint

import pytest

from provenance import plugins
from provenance.errors import InputError, PluginError
from provenance.model import Attachment, ParagraphKind
from provenance.model.spans import Span
from provenance.parse import GRAMMARS, READERS, Block, Finding, FoundTag, Layout, parse_article
from provenance.parse.tables import all_grammars, all_readers

POST = (
    "Odesa — The war of drones over the Black Sea coast reached a new height this week.\n"
    "On the night of July 4 the region was attacked with about 61 drones and 3 missiles. Some 58 of the drones were "
    "stopped, though at least 14 people—two of them children—were hurt "
    "apnews.com+2jamaicaobserver.com+2theguardian.com+2nypost.com+2time.com+2aljazeera.com+2.\n"
    "Gen. Danylo Koval said at 5 p.m. Monday that trains ran again. Two airports (one of them in St. Petersburg) were "
    "closed for No. 5 of the month. They opened later apnews.com+1nypost.com+1.\n"
    "Production is to grow. A plant is planned in Denmark apnews.com.\n"
    "The U.S. however paused some of its aid apnews.com+5understandingwar.org+5washingtonpost.com+5.\n"
    "Analysts warn that this may go on.\n"
    "\n"
    "No comments:\n"
    "Post a Comment"
)


@pytest.fixture(scope="module")
def post():
    return parse_article(POST)


def test_a_pasted_post_gives_its_sentences(post):
    assert [sum(s.paragraph == p.index for s in post.sentences) for p in post.paragraphs] == [1, 2, 3, 2, 1, 1, 0, 0]
    assert post.sentences[2].text.endswith("two of them children—were hurt.")
    assert post.sentences[3].text == "Gen. Danylo Koval said at 5 p.m. Monday that trains ran again."


def test_a_pasted_post_gives_its_chips(post):
    assert [(tag.labels, tag.more, tag.hidden) for tag in post.tags] == [
        (("apnews.com", "jamaicaobserver.com", "theguardian.com"), 2, 0),
        (("nypost.com", "time.com", "aljazeera.com"), 2, 0),
        (("apnews.com", "nypost.com"), 1, 0),
        (("apnews.com",), None, 0),
        (("apnews.com", "understandingwar.org", "washingtonpost.com"), 5, 3),
    ]
    assert [tag.style for tag in post.tags] == ["chip", "chip", "chip", "bare_chip", "chip"]


def test_tags_close_their_sentence_and_cover_those_before_it(post):
    assert [sentence.tags for sentence in post.sentences] == [(), (), (0, 1), (), (), (2,), (), (3,), (4,), ()]
    covered = [sentence.covered_by for sentence in post.sentences]
    assert covered == [(), (0, 1), (), (2,), (2,), (), (3,), (), (), ()]
    assert [claim.attachment for claim in post.claims[:3]] == [
        Attachment.UNCITED,
        Attachment.COVERED,
        Attachment.CITED,
    ]


def test_the_footer_of_a_blog_is_set_aside(post):
    assert [p.kind for p in post.paragraphs[-2:]] == [ParagraphKind.FURNITURE, ParagraphKind.FURNITURE]
    (notice,) = [notice for notice in post.notices if notice.code == "furniture"]
    assert notice.span.read(POST) == "No comments:\nPost a Comment"


def test_chips_that_both_forms_fit_are_read_as_the_older_form_and_said_to_be(post):
    assert [notice.code for notice in post.notices] == ["ambiguous_chips", "furniture"]


@pytest.mark.parametrize(
    ("text", "own", "covered"),
    [
        ("A one. B two. C three x.com+3y.com+3z.com+3.", [(), (), (0,)], [(0,), (0,), ()]),
        ("A one apnews.com. B two. C three time.com.", [(0,), (), (1,)], [(), (1,), ()]),
        ("A one apnews.com. B two.", [(0,), ()], [(), ()]),
        ("A one. B two (apnews.com+3time.com+3bbc.com+3) or so. C three.", [(), (0,), ()], [(), (), ()]),
        ("A one. B two [he said](https://apnews.com) so.", [(), (0,)], [(), ()]),
        ("[1](https://apnews.com) A one. B two.", [(0,), ()], [(), ()]),
        ("A one. B two.\nx.com+3y.com+3z.com+3\nC three.", [(), (0,), ()], [(0,), (), ()]),
    ],
)
def test_only_the_tags_that_close_a_paragraph_cover_what_stands_before(text, own, covered):
    article = parse_article(text)
    assert [sentence.tags for sentence in article.sentences] == own
    assert [sentence.covered_by for sentence in article.sentences] == covered


@pytest.mark.parametrize(
    ("reader", "text", "own"),
    [
        ("text", "- A one.\nx.com+3y.com+3z.com+3\n- B two.", [(0,), ()]),
        ("text", "- A one.\n  [AP](https://apnews.com/x)\n- B two.", [(0,), ()]),
        ("markdown", "- A one.\n\n  x.com+3y.com+3z.com+3\n- B two.", [(0,), ()]),
        ("markdown", "- A one.\n- x.com+3y.com+3z.com+3\n- B two.", [(), ()]),
        ("markdown", "| A | B |\n|---|---|\n| one | [AP](https://apnews.com/x) |\n| two | - |", [(0,), ()]),
        ("text", "A one\t[AP](https://apnews.com/x)\nB two\t5", [(0,), ()]),
        ("markdown", "> A one.\n> x.com+3y.com+3z.com+3\n\nB two.", [(0,), ()]),
        ("text", "A one. x.com+3y.com+3z.com+3 [AP](https://apnews.com/x)\nB two.", [(0, 1), ()]),
        ("text", "A one [1][2]. B two.\n\n[1]: https://x.com/a\n[2]: https://y.com/b", [(0, 1), ()]),
    ],
)
def test_marks_in_lists_tables_and_quotes_belong_to_what_they_stand_behind(reader, text, own):
    assert [sentence.tags for sentence in parse_article(text, format=reader).sentences] == own


def test_a_claim_is_named_by_its_words():
    first, second, third = parse_article("It held. It fell. It held.").claims
    assert first.id == hashlib.sha256(b"It held.").hexdigest()[:12]
    assert third.id == f"{first.id}-2"
    assert second.id != first.id
    assert (first.text, first.sentence, first.span) == ("It held.", 0, Span(start=0, end=8))


def test_a_text_without_marks_says_so():
    assert [notice.code for notice in parse_article("It held.").notices] == ["no_marks"]


def test_labels_lost_in_copying_are_reported():
    article = parse_article("A one a.com+2b.com+2c.com+2. B two a.com+2b.com+2c.com+2. C three a.com+2b.com+2.")
    assert [tag.labels for tag in article.tags][-1] == ("a.com", "b.com")
    (notice,) = article.notices
    assert (notice.code, notice.span.read(article.text)) == ("irregular_chips", "a.com+2b.com+2")


def test_many_unread_marks_of_a_style_are_one_notice():
    (notice,) = parse_article("It held[^ap]. It fell[^bbc].").notices
    assert notice.message.startswith("2 marks that could not be read")


def test_marks_with_keys_only_are_one_notice_whatever_their_styles():
    (notice,) = parse_article("It held [cite: 1]. It fell [cite: 2, 3]. It sank citeturn0search1.").notices
    assert notice.code == "keys_only"
    assert notice.message.startswith(
        "3 marks name their sources only as “1” or “2” or “turn0search1”: only the chatbot"
    )
    assert notice.span == Span(start=8, end=17)


def test_numbers_without_their_list_have_a_notice_of_their_own():
    numbers, search = parse_article("It held [3]. It sank citeturn0search1.").notices
    assert numbers.message.startswith("1 mark names its source only as “3”: the list of sources")
    assert search.message.startswith("1 mark names its source only as “turn0search1”: only the chatbot")


def test_notices_stand_in_the_order_of_their_places():
    article = parse_article(
        "It held [^ap].\n\nIt fell citeturn0search1.\n\nIt sank notadomain.invalidtld+2.\n\n3 comments:"
    )
    places = [notice.span.start for notice in article.notices]
    assert (places, len(places)) == (sorted(places), 4)


def test_signs_that_cite_nothing_leave_no_tag_and_no_notice():
    article = parse_article("[cite_start]It held (apnews.com).")
    assert [tag.raw for tag in article.tags] == ["apnews.com"]
    assert article.notices == ()
    assert article.lifted[0] == Span(start=0, end=12)


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(InputError, match=r"'docx'.*text, markdown"):
        parse_article("It held.", format="docx")


def test_what_the_caller_says_wins_over_the_text():
    text = "---\ntitle: Theirs\ndate: 2025-07-04\n---\n# Other\nIt held."
    own = parse_article(text, format="markdown")
    assert (own.title, own.published) == ("Theirs", date(2025, 7, 4))
    given = parse_article(text, format="markdown", title="Mine", published=date(2025, 1, 1))
    assert (given.title, given.published) == ("Mine", date(2025, 1, 1))


def test_the_tables_are_in_their_order():
    assert list(READERS) == ["text", "markdown", "html"]
    assert next(iter(GRAMMARS)) == "writing_block"
    assert list(GRAMMARS)[-1] == "unread"


def shout_reader(text):
    end = len(text)
    return Layout(blocks=(Block(span=Span(start=0, end=end), kind=ParagraphKind.PROSE),) if end else ())


def bang_grammar(draft):
    marks = [at for at, letter in enumerate(draft.text) if letter == "!"]
    outside = FoundTag(span=Span(start=len(draft.text) + 5, end=len(draft.text) + 6), style="bang", labels=("x",))
    empty = FoundTag(span=Span(start=0, end=0), style="bang", labels=("x",))
    found = [FoundTag(span=Span(start=at, end=at + 1), style="bang", labels=("x",)) for at in marks]
    return Finding(tags=(*reversed(found), *found, empty, outside))


@pytest.fixture
def extended(monkeypatch):
    points = {
        "provenance.readers": [EntryPoint("shout", f"{__name__}:shout_reader", "provenance.readers")],
        "provenance.grammars": [EntryPoint("bang", f"{__name__}:bang_grammar", "provenance.grammars")],
    }
    monkeypatch.setattr(plugins, "installed_extensions", lambda group: tuple(points[group]))
    for table in (all_readers, all_grammars):
        table.cache_clear()
    yield points
    for table in (all_readers, all_grammars):
        table.cache_clear()


def test_an_installed_reader_and_grammar_are_used_like_the_own_ones(extended):
    extended["provenance.readers"][0] = point(shout_reader, "shout")
    extended["provenance.grammars"][0] = point(bang_grammar, "bang")
    article = parse_article("It held! Then\n\nit fell!", format="shout")
    assert [tag.raw for tag in article.tags] == ["!", "!"]
    assert len(article.paragraphs) == 1


def test_an_extension_that_is_no_function_is_refused(extended):
    extended["provenance.readers"][0] = point("no function", "shout")
    with pytest.raises(PluginError, match="contract"):
        parse_article("It held.", format="shout")


def point(extension, name):
    """An entry point that loads `extension`."""

    class Point:
        value = "tests:extension"

        def load(self):
            return extension

    loaded = Point()
    loaded.name = name
    return loaded


@pytest.mark.parametrize("sentence", ["It was planned in Denmark Some Gazette+1.", "China joined ASEAN+3."])
def test_a_name_that_may_be_words_of_the_sentence_is_left_in_it(sentence):
    article = parse_article(f"{sentence} It held apnews.com+1.")
    assert article.sentences[0].text == sentence
    assert [tag.labels for tag in article.tags] == [("apnews.com",)]
    assert "unread_mark" in {notice.code for notice in article.notices}


def test_a_sentence_with_a_mark_that_was_not_read_is_not_covered_by_another():
    article = parse_article("It held. It fell [^n]. It rose. It sank apnews.com.")
    assert [sentence.covered_by for sentence in article.sentences] == [(), (), (0,), ()]
