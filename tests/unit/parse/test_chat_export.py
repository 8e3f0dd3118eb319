"""Chat exports: which answer is read, and what becomes of its references."""

import json

import pytest

from provenance.errors import InputError
from provenance.parse import parse_article
from provenance.parse.exports import read_chat_export

MARK = "\ue200cite\ue202turn0search1\ue201"
OTHER = "\ue200cite\ue202turn0search2\ue202turn0news3\ue201"
AP = {"url": "https://apnews.com/a?utm_source=chatgpt.com", "title": "A title", "attribution": "AP News"}
BBC = {"url": "https://www.bbc.com/b", "title": "Another", "attribution": "BBC"}


def message(text, references=(), role="assistant", **metadata):
    return {
        "author": {"role": role},
        "content": {"content_type": "text", "parts": [text]},
        "recipient": "all",
        "metadata": {"content_references": list(references), **metadata},
    }


def grouped(mark, *items, **fields):
    return {"type": "grouped_webpages", "matched_text": mark, "items": list(items), **fields}


def written(text, *references, **metadata):
    return read_chat_export(json.dumps(message(text, references, **metadata))).text


def conversation(*messages, **fields):
    nodes = {"root": {"parent": None, "message": None}}
    parent = "root"
    for number, node in enumerate(messages):
        nodes[str(number)] = {"parent": parent, "message": node}
        parent = str(number)
    return {"mapping": nodes, "current_node": parent, "title": "A chat", **fields}


@pytest.mark.parametrize(
    ("text", "references", "expected"),
    [
        (f"It held. {MARK}", [grouped(MARK, AP)], "It held. ([AP News](https://apnews.com/a?utm_source=chatgpt.com))"),
        (f"It held.{MARK}", [grouped(MARK, {**BBC, "supporting_websites": [AP, BBC]})],
         "It held.([BBC](https://www.bbc.com/b), [AP News](https://apnews.com/a?utm_source=chatgpt.com))"),
        (f"It held. {MARK}", [grouped(MARK, safe_urls=["https://a.com/x"])], "It held. ([a.com](https://a.com/x))"),
        (f"It held. {MARK}", [{"type": "webpage", "matched_text": MARK, **BBC}], "It held. ([BBC](https://www.bbc.com/b))"),
        (f"It held. {MARK}", [grouped(MARK, {"url": "https://a.com/x y(1)]"})], "It held. ([a.com](https://a.com/x%20y%281%29%5D))"),
        (f"It held. {MARK}", [grouped(MARK, {**AP, "attribution": "A](x)\n[B"})],
         "It held. ([A (x) B](https://apnews.com/a?utm_source=chatgpt.com))"),
        (f"It held. {MARK}", [grouped(MARK, {**BBC, "attribution": "BBC+3"})], "It held. ([bbc.com](https://www.bbc.com/b))"),
        ("It held. 【3†source】", [{"type": "webpage", "matched_text": "【3†source】", **BBC}], "It held. ([BBC](https://www.bbc.com/b))"),
        ("It held. citeturn0search1", [grouped("citeturn0search1", BBC)], "It held. ([BBC](https://www.bbc.com/b))"),
        ('Then \ue200entity\ue202["company","A*T","x"]\ue201 won.',
         [{"type": "entity", "matched_text": '\ue200entity\ue202["company","A*T","x"]\ue201', "name": "A*T"}], "Then A\\*T won."),
        ("See \ue200url\ue202A page\ue202x\ue201 there.",
         [{"type": "url", "matched_text": "\ue200url\ue202A page\ue202x\ue201", "title": "A page", "item": BBC}],
         "See [A page](https://www.bbc.com/b) there."),
        ("It held. \ue200filecite\ue202turn0file0\ue201",
         [{"type": "file", "matched_text": "\ue200filecite\ue202turn0file0\ue201", "name": "report.pdf"}],
         "It held. [^file-1]\n\n[^file-1]: report.pdf\n"),
    ],
)  # fmt: skip
def test_a_reference_stands_in_its_marks_place(text, references, expected):
    assert written(text, *references) == expected


@pytest.mark.parametrize(
    ("text", "references"),
    [
        (f"It held. {MARK}", []),
        (f"It held. {MARK}", [grouped(MARK, {"url": "javascript:alert(1)"})]),
        (f"It held. {MARK}", [{**grouped(MARK, AP), "type": "hidden"}]),
        ("It held, and fell.", [{**grouped("and fell", AP), "type": "attribution"}]),
        ("\ue200navlist\ue202News\ue202turn0news1\ue201", [{**grouped("\ue200navlist\ue202News\ue202turn0news1\ue201", AP), "type": "nav_list"}]),
        ("It held. ", [{"type": "sources_footnote", "matched_text": " ", "sources": [AP]}]),
        (f"It held. {MARK}", [{"type": 3, "matched_text": None, "items": {"url": 1}, "start_idx": "x"}]),
    ],
)  # fmt: skip
def test_what_no_reference_explains_stays(text, references):
    assert written(text, *references) == text


def test_a_mark_that_comes_twice_has_its_own_sources_each_time():
    text = f"🙂 It held. {MARK} It fell. {MARK}"
    first, second = text.index(MARK), text.rindex(MARK)
    late = grouped(MARK, BBC, start_idx=second + 1)  # counted in UTF-16
    early = grouped(MARK, AP, start_idx=first + 1)
    assert written(text, late, early).endswith("chatgpt.com)) It fell. ([BBC](https://www.bbc.com/b))")
    nowhere = [grouped(MARK, item, start_idx=at) for at, item in enumerate((AP, BBC))]
    assert written(text, *nowhere).endswith("chatgpt.com)) It fell. ([BBC](https://www.bbc.com/b))")


@pytest.mark.parametrize("shift", [0, 1])
def test_citations_of_older_exports_are_found_by_their_offsets(shift):
    text = "🙂 It held【3†source】, and 【not one】."
    start = text.index("【3") + shift
    citations = [
        {"start_ix": start, "end_ix": start + 10, "metadata": BBC},
        {"start_ix": 0, "end_ix": 4, "metadata": AP},
    ]
    assert written(text, citations=citations) == "🙂 It held([BBC](https://www.bbc.com/b)), and 【not one】."


def test_keys_are_looked_up_among_the_messages_own_search_results():
    results = [
        {"entries": [{"url": AP["url"], "attribution": "AP", "ref_id": {"turn_index": 0, "ref_type": "search", "ref_index": 2}}]},
        {"entries": [{"url": BBC["url"], "ref_id": {"turn_index": 0, "ref_type": "news", "ref_index": 3}}]},
    ]  # fmt: skip
    text = f"It held. {OTHER} It fell. {MARK}"
    expected = f"It held. ([AP]({AP['url']}), [bbc.com]({BBC['url']})) It fell. {MARK}"
    assert written(text, search_result_groups=results) == expected


def test_the_last_answer_of_the_current_branch_is_read():
    chat = conversation(
        message("A question?", role="user"),
        message("An answer."),
        message("Another question?", role="user"),
        {**message("call()"), "recipient": "browser"},
        message("A thought.", is_visually_hidden_from_conversation=True),
        message("The last answer."),
        message("Thanks.", role="user"),
    )
    chat["mapping"]["other"] = {"parent": "0", "message": message("Of another branch.")}
    answer = read_chat_export(json.dumps(chat))
    assert (answer.text, answer.title) == ("The last answer.", "A chat")
    assert "1 earlier answer of it" in answer.notices[0].message


def test_of_several_conversations_the_one_updated_last_is_read():
    chats = [
        conversation(message(text), title=text, update_time=at)
        for text, at in (("Old.", 1), ("New.", 9.5), ("Mid.", 3))
    ]
    answer = read_chat_export(json.dumps([*chats, conversation(message("A question?", role="user"), update_time=99)]))
    assert answer.text == "New."
    assert "“New.”; not read: 2 other conversations" in answer.notices[0].message


@pytest.mark.parametrize(
    "document",
    [
        message("It held."),
        [message("What?", role="user"), message("It held.")],
        {"conversations": [conversation(message("It held."))]},
        {"linear_conversation": [{"message": message("It held.")}]},
        {"messages": [{"role": "user", "content": "What?"}, {"role": "assistant", "content": "It held."}]},
        {"text": "It held.", "content_references": []},
        {**conversation(message("It held.")), "current_node": "gone"},
    ],
)
def test_every_shape_of_an_export_is_known(document):
    assert read_chat_export("\ufeff" + json.dumps(document)).text == "It held."


@pytest.mark.parametrize(
    "text",
    [
        "It held.", "", "[]", "{}", "3", '{"mapping": {"a": {"parent": "a"}}, "current_node": "a"}', '{"mapping": 3}',
        "[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000, '"\\ud83d', "\ud83d", json.dumps([message("Q?", role="user")]),
    ],
)  # fmt: skip
def test_what_holds_no_answer_is_refused_with_the_way_out(text):
    with pytest.raises(InputError) as error:
        parse_article(text, format="chat_export")
    assert "conversations.json" in error.value.hint


def test_references_that_stand_nowhere_are_told():
    export = json.dumps(message("It held.", [grouped(MARK, AP), grouped(OTHER, BBC)]))
    assert [notice.code for notice in read_chat_export(export).notices] == ["lost_reference"]
    assert "2 references" in read_chat_export(export).notices[0].message


def test_an_export_is_an_article_of_markdown_that_needs_the_export_no_more():
    export = json.dumps(conversation(message(f"It held. {MARK} It fell.", [grouped(MARK, AP)])))
    article = parse_article(export, format="chat_export")
    assert (article.format, article.title) == ("markdown", "A chat")
    assert [(sentence.text, len(sentence.tags)) for sentence in article.sentences] == [("It held.", 1), ("It fell.", 0)]
    assert article.tags[0].urls == (AP["url"],)
    again = parse_article(article.text, format=article.format, title=article.title)
    assert (again.tags, again.claims) == (article.tags, article.claims)


def test_the_answers_own_title_wins():
    assert parse_article(json.dumps(conversation(message("# Head\n\nIt held."))), format="chat_export").title == "Head"


def test_many_references_take_linear_time():
    marks = "".join(f"\ue200cite\ue202turn0search{number}\ue201" for number in range(20_000))
    references = [grouped("\ue200cite\ue202turn0search7\ue201", AP, start_idx=number) for number in range(20_000)]
    answer = read_chat_export(json.dumps(message(marks, references)))
    assert "19999 references" in answer.notices[0].message
