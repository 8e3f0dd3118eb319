"""The article without its marks: nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.parse import parse_article
from provenance.parse.cleaning import remove_marks

CHIP = "apnews.com+2bbc.com+2reuters.com+2"


def clean(text, kind="text"):
    return remove_marks(parse_article(text, format=kind))


@pytest.mark.parametrize(
    ("marked", "cleaned"),
    [
        (f"It held {CHIP}. It fell.", "It held. It fell."),
        (f"It held. {CHIP} It fell.", "It held. It fell."),
        (f"It held.{CHIP} It fell.", "It held. It fell."),
        (f"It held.\r\n{CHIP}\r\n\r\nIt fell.\r\n", "It held.\r\n\r\nIt fell.\r\n"),
        (f"It held.\n\n{CHIP}\n\nIt fell.", "It held.\n\nIt fell."),
        (f"\ufeffIt held  {CHIP}.\n \nIt  fell.  \n\n", "\ufeffIt held.\n \nIt  fell.  \n\n"),
        ("It held (https://apnews.com/x). It fell.", "It held. It fell."),
        ("Prices rose【3】and fell.【4】It rose. 它是【3】的。", "Prices rose and fell. It rose. 它是的。"),
        ("No mark here.\n", "No mark here.\n"),
        ("", ""),
    ],
)
def test_text_comes_back_as_it_was(marked, cleaned):
    assert clean(marked) == cleaned


@pytest.mark.parametrize(
    ("marked", "cleaned"),
    [
        ("It held ([AP][4]).\n\n[4]: https://apnews.com/x \"T\"\n", "It held.\n"),
        ("It held ([AP][4]).\n\n[4]: https://apnews.com/x\n\nIt fell.\n", "It held.\n\nIt fell.\n"),
        ("It held ([AP][4]).\n[4]: https://apnews.com/x\n[5]: https://bbc.com/y\nIt fell.\n",
         "It held.\n[5]: https://bbc.com/y\nIt fell.\n"),
        ("It held.[^1] It fell.[^b]\n\n[^1]: https://apnews.com/x\n  and more\n[^b]: Words", "It held. It fell.\n"),
        ("It held ([AP][4]), see ![map][4].\n\n[4]: https://apnews.com/x\n", "It held, see ![map][4].\n\n[4]: https://apnews.com/x\n"),
        ("It held ([AP][4]).\n\n## Sources\n\n[4]: https://apnews.com/x\n", "It held.\n\n## Sources\n\n[4]: https://apnews.com/x\n"),
        ("It held.[1]\n\n## Sources\n\n1. https://apnews.com/x\n", "It held.\n\n## Sources\n\n1. https://apnews.com/x\n"),
        ("See [the report](https://apnews.com/x) of May.\n", "See the report of May.\n"),
        ("- It **held** ([AP](https://apnews.com/x)).\n- It fell.\n", "- It **held**.\n- It fell.\n"),
        ("It held **([AP](https://apnews.com/x))**. It fell.", "It held. It fell."),
        ("- It held.\n- apnews.com+1bbc.com+1\n- It fell.\n", "- It held.\n- It fell.\n"),
        ("It held.\r\n\r\n1. apnews.com+1bbc.com+1\r\n", "It held.\r\n\r\n"),
        ("- apnews.com+1bbc.com+1 It fell.\n", "- It fell.\n"),
        ("It held *apnews.com+1bbc.com+1*.", "It held."),
        ("It held**citeturn0search1**. **It** fell**【1】** now.", "It held. **It** fell now."),
        ("*It held*[^1]*so*.\n\n[^1]: https://apnews.com/x\n", "*It held**so*.\n"),
        ("| It | held | [AP](https://apnews.com/x) |\n|--|--|--|\n| a | b | [AP](https://apnews.com/x) |\n",
         "| It | held | |\n|--|--|--|\n| a | b | |\n"),
    ],
)  # fmt: skip
def test_definitions_go_with_the_marks_that_name_them(marked, cleaned):
    assert clean(marked, "markdown") == cleaned


WORDS = st.text(alphabet="abcdefgh", min_size=5, max_size=8)
SENTENCES = st.lists(WORDS, min_size=3, max_size=8).map(lambda words: " ".join(words).capitalize())
MARKS = st.sampled_from([CHIP, "apnews.com+1bbc.com+1", "(https://apnews.com/x)", "[AP](https://apnews.com/x)"])
PLACES = st.sampled_from([("{} {}.", "{}."), ("{}. {}", "{}."), ("{} {}", "{}"), ("{}.\n{}", "{}.")])
ROWS = st.lists(st.tuples(SENTENCES, MARKS, PLACES), min_size=1, max_size=6)


@given(ROWS, st.sampled_from(["\n\n", "\r\n\r\n", "\n \n\n"]))
def test_marks_put_behind_sentences_leave_no_trace(rows, gap):
    marked = gap.join(place[0].format(words, mark) for words, mark, place in rows)
    assert clean(marked) == gap.join(place[1].format(words) for words, _, place in rows)
