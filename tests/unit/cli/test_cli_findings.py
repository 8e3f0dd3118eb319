"""`--output csv` and `--output sarif` as a spreadsheet and a program read them."""

import csv
import json

import pytest

from provenance.cli.app import run
from provenance.cli.reading import draft_name

DRAFT = "Russia sent 539 drones in one night apnews.com+1.\n\n=Russia sent 900 drones in one night apnews.com+1."
ALONE = ("--search", "off", "--store", ":memory:", "--attach", "apnews.com=saved.txt")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """A folder with a draft and a saved page."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "saved.txt").write_text("Russia sent 539 drones in one night, the air force said on Friday.\n")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a [1] draft.txt").write_text(DRAFT)


def verify(*options):
    return run(["verify", "drafts/a [1] draft.txt", *ALONE, *options])


def test_a_table_has_a_row_a_claim_and_no_formula(tmp_path):
    verify("--output", "csv=report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["verdict"], first["line"], first["column"]) == ("supported", "1", "1")
    assert (second["line"], second["sentence"][:8]) == ("3", "'=Russia")


def test_the_results_are_the_claims_that_the_policy_names(tmp_path):
    code = verify("--output", "sarif=all.sarif", "--output", "sarif=none.sarif")
    (result,) = json.loads((tmp_path / "all.sarif").read_text())["runs"][0]["results"]
    assert (code, result["ruleId"]) == (1, "contradicted")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "drafts/a%20%5B1%5D%20draft.txt"
    assert place["region"]["startLine"] == 3

    code = verify("--output", "sarif=none.sarif", "--fail-on", "not_found")
    assert (code, json.loads((tmp_path / "none.sarif").read_text())["runs"][0]["results"]) == (0, [])


@pytest.mark.parametrize("name", ["-", "https://example.org/article", "HTTP://example.org"])
def test_what_is_no_file_has_no_name(name):
    assert draft_name(name) == ""


def test_a_draft_that_lies_elsewhere_is_named_without_its_folders(tmp_path):
    assert draft_name(str(tmp_path / "drafts" / "x.md")) == "drafts/x.md"
    assert draft_name("/somewhere/else/x.md") == "x.md"
    assert draft_name("../else/x.md") == draft_name("drafts/../../else/x.md") == "x.md"
    assert draft_name("drafts/../drafts/./x.md") == "drafts/x.md"
