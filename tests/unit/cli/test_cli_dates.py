"""Which date of the article is used, and that the report says so."""

import pytest

from provenance.cli.app import run

ALONE = ("--offline", "--store", ":memory:", "--entail", "off", "--exit-zero")
PAGE = "https://time.com/7300000/stand-in-turkish-officials-mediators-ankara-new-round-negotiations/"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "draft.md").write_text("Russia sent 539 drones apnews.com+1.\n")
    (tmp_path / "dated.md").write_text("---\ndate: 2025-07-06\n---\nRussia sent 539 drones apnews.com+1.\n")


def head_of(capsys, *arguments):
    run(["verify", *arguments])
    return capsys.readouterr().out.splitlines()[:4]


def test_a_date_that_is_given_is_used(capsys):
    assert "Article of 5 July 2025 (given with --date)" in head_of(capsys, "dated.md", "--date", "2025-07-05", *ALONE)


def test_the_date_of_the_draft_is_used(capsys):
    assert "Article of 6 July 2025 (as the draft states)" in head_of(capsys, "dated.md", *ALONE)


def test_the_date_of_the_page_is_used_unless_one_is_given(root, capsys):
    cassette = ("--cassette", str(root / "cassettes/synthetic/example.yaml"))
    assert any(line.endswith("July 2025 (as its page states)") for line in head_of(capsys, PAGE, *cassette))
    given = head_of(capsys, PAGE, "--date", "2025-01-02", *cassette)
    assert "Article of 2 January 2025 (given with --date)" in given


def test_a_search_without_a_date_is_told(capsys):
    assert "No date of the article is known" in " ".join(head_of(capsys, "draft.md", *ALONE))
