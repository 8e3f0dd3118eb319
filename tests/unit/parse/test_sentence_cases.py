"""The tables of tests/cases about sentences and languages: where they are cut, and how they read without the marks."""

import re
from pathlib import Path

import pytest

from provenance.parse import parse_article

CASES = Path(__file__).parents[2] / "cases"
CELL = re.compile(r"`((?:[^`\\]|\\.)*)`")


def rows(name, *, but=frozenset(), only=None):
    """The cells of every row of the file under the headings asked for; the line number is the id."""
    heading, found = "", []
    for number, line in enumerate((CASES / f"{name}.md").read_text(encoding="utf-8").splitlines(), start=1):
        heading = line.removeprefix("## ") if line.startswith("## ") else heading
        if line.startswith("| `") and heading not in but and only in (None, heading):
            cells = [cell.replace("⏎", "\n") for cell in CELL.findall(line)]
            found.append(pytest.param(*cells, id=f"{name}.md:{number}"))
    return found


def read(text, *, reader="text", language=None):
    return " ¦ ".join(sentence.text for sentence in parse_article(text, format=reader, language=language).sentences)


@pytest.mark.parametrize(("text", "sentences"), rows("sentences", but={"Markdown"}))
def test_a_text_is_cut_into_its_sentences(text, sentences):
    assert read(text, language="en") == sentences


@pytest.mark.parametrize(("text", "sentences"), rows("sentences", only="Markdown"))
def test_a_markdown_text_is_cut_into_its_sentences(text, sentences):
    assert read(text, reader="markdown", language="en") == sentences


NOTES = "\n\n[1]: https://apnews.com/1\n[2]: https://bbc.com/2"


@pytest.mark.parametrize(("language", "text", "marks", "sentences"), rows("languages"))
def test_a_text_of_another_language_is_cut_and_lifted(language, text, marks, sentences):
    article = parse_article(text + NOTES)
    assert (article.language, len(article.tags)) == (language, int(marks))
    assert " ¦ ".join(sentence.text for sentence in article.sentences) == sentences
