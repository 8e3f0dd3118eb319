"""The recordings in the repository hold stand-ins only, no secret, and what `examples/` holds."""

import re

import pytest
import yaml

SECRET = re.compile(r"(?i)authorization|set-cookie|api[_-]?key|access[_-]?token|bearer |session[_-]?id")


@pytest.fixture(scope="module")
def recording(root):
    return yaml.safe_load((root / "cassettes/synthetic/example.yaml").read_text(encoding="utf-8"))


def test_no_publishers_page_is_in_the_repository(root):
    assert [path.name for path in (root / "cassettes/live").iterdir()] == [".gitkeep"]


def test_every_recording_says_that_it_is_synthetic(root):
    for path in (root / "cassettes/synthetic").glob("*.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["metadata"]["fixture"] == "synthetic"


def test_every_answer_is_marked_as_a_stand_in(recording):
    for interaction in recording["interactions"]:
        assert interaction["response"]["headers"]["X-Stand-In"] == ["provenance"], interaction["request"]["uri"]


def test_every_page_says_in_its_first_paragraph_that_it_is_a_stand_in(root):
    for path in (root / "examples/stand_ins").glob("*.html"):
        paragraphs = re.findall(r"<p>(.*?)</p>", path.read_text(encoding="utf-8"))
        assert paragraphs[0].startswith("This is a stand-in page, written by the provenance project"), path.name


def test_the_recorded_pages_are_those_of_the_examples(root, recording):
    pages = {path.read_text(encoding="utf-8") for path in (root / "examples/stand_ins").glob("*.html")}
    recorded = {str(interaction["response"]["body"]["string"]) for interaction in recording["interactions"]}
    assert pages <= recorded


def test_no_recording_holds_a_secret_or_an_address_of_the_recording_machine(root):
    for path in (root / "cassettes").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        assert not SECRET.search(text), path.name
        assert "127.0.0.1" not in text
        assert "localhost" not in text
