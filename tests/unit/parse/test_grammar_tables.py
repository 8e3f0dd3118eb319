"""The table of grammars: every one has its examples, and a third party's takes part."""

from importlib.metadata import EntryPoint

import pytest

from provenance import plugins
from provenance.model.spans import Span
from provenance.parse import parse_article
from provenance.parse.contracts import Finding, FoundTag, Frame
from provenance.parse.finding import find_marks
from provenance.parse.tables import GRAMMARS, READERS, all_grammars
from tests.support.mark_tables import CASES, FORMATS, read_rows


def found_alone(name, text):
    """What the grammar finds when it is the only one."""
    reader = READERS[FORMATS[name][0]]
    return find_marks(text, reader(text), grammars={name: GRAMMARS[name]}).in_order


def cited(name, text):
    """What the grammar finds but for the signs that cite nothing."""
    return [mark for mark in found_alone(name, text) if not isinstance(mark, Frame)]


@pytest.mark.parametrize("name", GRAMMARS)
def test_every_grammar_finds_a_mark_of_its_table(name):
    fires = [*read_rows(name, headings={"Fires"}, columns=3)] or [*read_rows(name, headings={"Named"}, columns=2)]
    assert any(found_alone(name, cells[0]) for _, cells in fires)


@pytest.mark.parametrize("name", GRAMMARS)
def test_every_grammar_is_silent_on_a_row_of_its_table(name):
    silent = [*read_rows(name, headings={"Stays silent"}, columns=1)]
    assert silent
    assert [(number, marks) for number, (text,) in silent if (marks := cited(name, text))] == []


@pytest.mark.parametrize("name", [name for name in GRAMMARS if name != "unread"])
def test_the_tags_of_a_grammar_bear_its_name(name):
    tags = [
        mark
        for _, (text, _, _) in read_rows(name, headings={"Fires"}, columns=3)
        for mark in found_alone(name, text)
        if isinstance(mark, FoundTag)
    ]
    assert {tag.style for tag in tags} <= {name}


def test_every_table_of_marks_belongs_to_a_grammar():
    tables = {path.stem for path in CASES.glob("*.md") if "## Fires" in path.read_text(encoding="utf-8")}
    assert tables <= set(GRAMMARS)


def find_section_signs(draft):
    """A third party's grammar: `§12` is a mark."""
    at = draft.text.find("§12")
    return Finding(tags=(FoundTag(span=Span(start=at, end=at + 3), style="section", keys=("12",)),) if at >= 0 else ())


@pytest.fixture
def installed(monkeypatch):
    """Makes `find_section_signs` an installed extension."""
    point = EntryPoint(name="section", value=f"{__name__}:find_section_signs", group="provenance.grammars")
    monkeypatch.setattr(plugins, "entry_points", lambda group: (point,) if group == point.group else ())
    all_grammars.cache_clear()
    yield
    all_grammars.cache_clear()


@pytest.mark.usefixtures("installed")
def test_a_third_partys_grammar_finds_its_marks():
    article = parse_article("It held §12. It fell (apnews.com).")
    assert [(tag.style, tag.raw) for tag in article.tags] == [("section", "§12"), ("bare_chip", "apnews.com")]
    assert [sentence.text for sentence in article.sentences] == ["It held.", "It fell."]
    assert list(all_grammars())[-1] == "section"
