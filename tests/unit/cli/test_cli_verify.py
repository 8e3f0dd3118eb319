"""`provenance verify` as a person runs it: outputs, exit codes, bad input."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from provenance.cli.app import run
from provenance.errors import StoreError
from provenance.model import Access, Asked, Search, Verdict
from provenance.model.codec import decode_report
from provenance.pipeline import verify_article

ALONE = ("--search", "off")
KEPT = (*ALONE, "--store", "s.sqlite")
MARKED = "Russia sent 539 drones in one night apnews.com+1nypost.com+1."


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Each test in a folder of its own, with a user's data folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def saved(tmp_path):
    """A saved page that supports the marked draft."""
    path = tmp_path / "saved.txt"
    path.write_text("Russia sent 539 drones in one night, the air force said on Friday.\n")
    return path


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(MARKED)
    return path


def test_the_example_shows_every_verdict(example, tmp_path, capsys):
    assert run([*example, "--output", "json=report.json", "--output", "html=report.html"]) == 1
    report = decode_report((tmp_path / "report.json").read_bytes())
    assert {result.verdict for result in report.results} == set(Verdict)
    assert (tmp_path / "report.html").read_text().startswith("<!DOCTYPE html>")
    assert capsys.readouterr().out == ""


def test_the_example_is_the_same_twice_but_for_its_time_stamps(example, tmp_path):
    for name in ("one.json", "two.json"):
        run([*example, "--output", f"json={name}"])
    one, two = (json.loads((tmp_path / name).read_text()) for name in ("one.json", "two.json"))
    for report in (one, two):
        report["made_at"] = ""
        for page in report["pages"]:
            page["fetched_at"] = ""
    assert one == two


def test_json_stands_alone_on_standard_output(example, capsys):
    run([*example, "--output", "terminal", "--output", "json"])
    streams = capsys.readouterr()
    assert decode_report(streams.out).results
    assert "claims checked" in streams.err


def test_a_dash_is_standard_output(example, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    run([*example, "--output", "json=-"])
    assert decode_report(capsys.readouterr().out).results
    assert not (tmp_path / "-").exists()


def test_a_sentence_that_states_nothing_is_no_finding(tmp_path, capsys):
    draft = tmp_path / "draft.txt"
    page = tmp_path / "page.txt"
    page.write_text("The council closed the bridge on Tuesday.")
    verify = ["verify", str(draft), "--offline", "--store", ":memory:", "--attach", f"apnews.com={page}"]
    draft.write_text("The council closed the bridge on Tuesday apnews.com+1. Should it open again?")
    assert run(verify) == 0
    assert "1 sentence without a statement" in capsys.readouterr().out
    draft.write_text("The council closed the bridge on Tuesday apnews.com+1. It was built in 1931. Why?")
    assert run(verify) == 1


def test_exit_zero_is_for_findings_only(example, draft):
    assert run([*example, "--output", "json=a.json", "--exit-zero"]) == 0
    assert run(["verify", str(draft), "--offline", "--output", "json=a.json", "--exit-zero"]) == 3


def test_the_policy_names_what_fails(draft, saved, capsys):
    arguments = ["verify", str(draft), "--attach", f"apnews.com={saved}", "--offline"]
    assert run(arguments) == 0
    assert run([*arguments, "--fail-on", "supported,partial"]) == 1
    assert run([*arguments, "--fail-on", "all"]) == 2
    assert "known: supported" in capsys.readouterr().err


def test_what_the_policy_of_a_settings_file_lets_pass_is_told(draft, saved, tmp_path, capsys):
    saved.write_text("Russia sent 900 drones in one night, the air force said on Friday.\n")
    arguments = ["verify", str(draft), "--attach", f"apnews.com={saved}", "--offline", "--store", ":memory:"]
    told = "the setting fail_on lets 1 claim pass that no page supports"
    assert run(arguments) == 1
    assert told not in capsys.readouterr().err
    (tmp_path / "provenance.toml").write_text('fail_on = ["conflicting"]\n')
    assert run(arguments) == 0
    assert told in capsys.readouterr().err
    assert run([*arguments, "--fail-on", "conflicting"]) == 0
    assert told not in capsys.readouterr().err


def test_an_attached_page_is_kept_and_replayed(draft, saved, tmp_path, capsys):
    run(["verify", str(draft), "--attach", f"apnews.com={saved}", *KEPT, "--output", "json=one.json"])
    saved.unlink()
    assert run(["replay", "one.json", "--store", "s.sqlite", "--output", "json=two.json"]) == 0
    one, two = ((tmp_path / name).read_text().splitlines() for name in ("one.json", "two.json"))
    assert [line for line in one if "made_at" not in line] == [line for line in two if "made_at" not in line]
    assert "the same report" in capsys.readouterr().err


def test_a_report_is_replayed_by_its_digest(draft, saved, capsys):
    run(["verify", str(draft), "--attach", f"apnews.com={saved}", *KEPT])
    digest = capsys.readouterr().err.split("kept in the store as ")[1].split()[0]
    assert run(["replay", digest, "--store", "s.sqlite"]) == 0


def test_a_replay_without_the_evidence_says_so(draft, saved, capsys):
    run(["verify", str(draft), "--attach", f"apnews.com={saved}", *KEPT, "--output", "json=one.json"])
    assert run(["replay", "one.json", "--store", ":memory:"]) == 3
    assert "attached:apnews.com/saved.txt" in capsys.readouterr().err
    assert run(["replay", "one.json", "--store", "other.sqlite"]) == 3
    assert "There is no store at other.sqlite." in capsys.readouterr().err


def test_with_the_network_off_nothing_is_checked_and_it_says_why(draft, tmp_path, capsys):
    sources = tmp_path / "sources.toml"
    sources.write_text('[domains]\n"apnews.com" = ["https://apnews.com/article/x"]\n')
    assert run(["verify", str(draft), "--sources", str(sources), "--offline"]) == 3
    assert "nothing could be checked: no page could be read: 1 × unrecorded" in capsys.readouterr().err


def test_where_nobody_could_be_reached_the_connection_is_asked_for(draft, monkeypatch, capsys):
    asked = Asked(url="https://apnews.com/robots.txt", access=Access.UNREACHABLE, detail="no address")
    searches = (Search(provider="sitemaps", asked=(asked,), looked_at=0, found=0),)

    def verify(*arguments, **options):
        report = verify_article(*arguments, **options)
        result = report.results[0]
        checks = tuple(replace(check, searches=searches) for check in result.checks)
        return replace(report, results=(replace(result, checks=checks),))

    monkeypatch.setattr("provenance.cli.verify.verify_article", verify)
    assert run(["verify", str(draft), "--offline", "--store", ":memory:"]) == 3
    assert "nobody that was asked for pages could be reached; is this machine connected?" in capsys.readouterr().err


def test_standard_input_is_a_draft(monkeypatch, saved, capsys):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(MARKED.encode())))
    assert run(["verify", "-", "--attach", f"apnews.com={saved}", "--offline", "--output", "markdown"]) == 0
    assert "539 drones" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", 2, "is empty"),
        (b" \n\t\n", 2, "is empty"),
        (b"\x7fELF\x00\x00", 2, "is binary"),
        (b"%PDF-1.4\n1 0 obj", 2, "is a PDF, which is not read as a draft. Export the article"),
        (b"{\\rtf1\\ansi Russia sent 539 drones apnews.com+1.}", 2, "is in RTF, which is not read as a draft"),
        (b"x" * 2_000_001, 2, "the limit is 2,000,000"),
        (b"A sentence without any mark.", 3, "no citation mark"),
        (b"# Only a heading\n", 3, "nothing could be checked"),
        (MARKED.encode(), 3, "no page is known"),
        (b"Something happened notadomain.invalidtld+2.", 3, "no citation mark"),
    ],
    ids=["empty", "blank", "binary", "pdf", "rtf", "too-large", "no-mark", "heading", "no-page", "invalid-domain"],
)
def test_a_draft_that_cannot_be_checked_says_why(tmp_path, capsys, content, code, says):
    path = tmp_path / "draft.md"
    path.write_bytes(content)
    assert run(["verify", str(path), *ALONE]) == code
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (MARKED.encode().replace(b"one", b"\xe9\xe9n"), "read as Windows-1252"),
        ("Kyïv ".encode() + b"\xff " + MARKED.encode(), "1 invalid UTF-8 sequences (first at byte 6)"),
    ],
)
def test_invalid_utf8_is_read_and_told(tmp_path, capsys, content, says):
    path = tmp_path / "draft.txt"
    path.write_bytes(content)
    run(["verify", str(path), *ALONE, "--output", "terminal"])
    assert says in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--no-such-option"], 2, "No such option"),
        (["--output", "pdf"], 2, "no format; known are terminal"),
        (["--output", "json", "--output", "html"], 2, "Only one report fits"),
        (["--output", "html=no/such/folder/x.html"], 2, "does not exist"),
        (["--output", f"html={'n' * 300}"], 2, "cannot be written: File name too long."),
        (["--output", "html=draft.txt/x.html"], 2, "does not exist"),
        (["--output", "html="], 2, "names no file"),
        (["--sources", "absent.toml"], 2, "No such file"),
        (["--attach", "apnews.com"], 2, "must be DOMAIN=FILE"),
        (["--attach", "apnews=draft.txt"], 2, "no domain"),
        (["--attach", "apnews.com=absent.html"], 2, "No such file"),
        (["--date", "yesterday"], 2, "as in 2025-07-06"),
        (["--date", "2025-02-30"], 2, "'2025-02-30' is no day"),
        (["--output", "html=a.html", "--output", "json=./a.html"], 2, "Two reports would be written to a.html"),
        (["--output", "markdown=draft.txt"], 2, "draft.txt is read in this run and would be written over"),
        (["--from", "docx"], 2, "markdown"),
        (["--config", "absent.toml"], 2, "No such file"),
        (["--cassette", "absent.yaml"], 2, "cassette"),
        (["--store", "draft.txt/s.sqlite"], 3, "store"),
        (["--store", "mysql://somewhere/db"], 3, "of no known kind"),
        (["--store", "draft.txt"], 3, "store"),
        (["--store", "sqlite://"], 3, "names no file"),
    ],
)
def test_a_wrong_option_gives_one_clear_line(draft, capsys, arguments, code, says):
    assert run(["verify", str(draft), *arguments]) == code
    streams = capsys.readouterr()
    assert says in streams.err
    assert "Traceback" not in streams.err
    assert streams.out == ""


def test_an_absent_draft_is_named(capsys):
    assert run(["verify", "absent.txt"]) == 2
    told = capsys.readouterr().err
    assert "Cannot read absent.txt: No such file or directory. Give a file, - for standard input, or an" in told


def test_a_key_that_names_nothing_in_the_draft_is_told(draft, saved, capsys):
    run(["verify", str(draft), "--attach", f"apnews.org={saved}", *ALONE])
    assert "No citation of the article names apnews.org." in capsys.readouterr().out


def test_a_folder_is_no_place_for_a_report_and_nothing_is_read(draft, tmp_path, capsys):
    (tmp_path / "taken.html").mkdir()
    assert run(["verify", str(draft), "--output", "html=taken.html"]) == 2
    assert "taken.html is a folder" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_offline_no_site_is_asked_for_the_draft_either(capsys):
    assert run(["verify", "HTTPS://example.invalid/draft", "--offline"]) == 2
    assert "is not read: the network is off. Save it as a file" in capsys.readouterr().err


def test_a_store_in_memory_keeps_no_report_and_does_not_say_so(draft, saved, capsys):
    for store in (":memory:", "sqlite:///:memory:"):
        run(["verify", str(draft), "--attach", f"apnews.com={saved}", *ALONE, "--store", store])
        assert "kept" not in capsys.readouterr().err


def test_a_data_folder_that_cannot_be_made_is_told(draft, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_DATA_HOME", str(draft))
    assert run(["verify", str(draft)]) == 3
    assert "cannot be made" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("target", "encoding", "outcome"),
    [
        ("/dev/full", "utf-8", (3, "provenance: standard output cannot be written: No space left on device")),
        ("/dev/null", "ascii", (0, "")),
    ],
)
def test_standard_output_may_be_full_or_know_few_letters(draft, saved, target, encoding, outcome):
    command = [sys.executable, "-m", "provenance.cli", "verify", str(draft), "--attach", f"apnews.com={saved}"]
    command += [*ALONE, "--store", ":memory:"]
    variables = {**os.environ, "PYTHONIOENCODING": encoding}
    with Path(target).open("wb") as output:
        done = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, env=variables, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == outcome


def test_an_interruption_says_what_is_kept_and_no_more(example, monkeypatch, capsys):
    def interrupt(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("provenance.cli.verify.verify_article", interrupt)
    assert run([*example, "--store", "s.sqlite"]) == 130
    assert "the pages in the store are kept; the same command goes on from there" in capsys.readouterr().err
    assert run(example) == 130
    assert capsys.readouterr().err.strip() == "provenance: interrupted", "a store in memory keeps nothing"


def test_an_address_is_a_draft_too(root, capsys):
    cassette = ["--cassette", str(root / "cassettes/synthetic/example.yaml")]
    assert (
        run(
            [
                "verify",
                "https://time.com/7300000/stand-in-turkish-officials-mediators-ankara-new-round-negotiations/",
                *cassette,
            ]
        )
        == 3
    )
    streams = capsys.readouterr()
    assert "Two meetings of delegations" in streams.out
    assert "no citation mark" in streams.err
    assert run(["verify", "https://www.jamaicaobserver.com/2025/07/04/stand-in-robots-say-no/", *cassette]) == 2
    assert "Cannot read the article" in capsys.readouterr().err


def test_an_article_at_an_address_may_not_be_longer_than_a_file(root, tmp_path, capsys):
    (tmp_path / "provenance.toml").write_text("max_article_bytes = 100\n")
    cassette = ["--cassette", str(root / "cassettes/synthetic/example.yaml")]
    assert (
        run(
            [
                "verify",
                "https://time.com/7300000/stand-in-turkish-officials-mediators-ankara-new-round-negotiations/",
                *cassette,
            ]
        )
        == 2
    )
    assert "the limit is 100" in capsys.readouterr().err


def test_a_report_that_the_store_refuses_is_written_all_the_same(draft, saved, tmp_path, capsys, monkeypatch):
    def refuse(store, encoded):
        raise StoreError("The disk is full.", "Make room.")

    monkeypatch.setattr("provenance.store.Store.put_report", refuse)
    arguments = ["verify", str(draft), "--attach", f"apnews.com={saved}", *KEPT]
    assert run([*arguments, "--output", "json=report.json"]) == 0
    assert "was not kept in the store: The disk is full. Make room." in capsys.readouterr().err
    assert (tmp_path / "report.json").exists()


def test_a_draft_with_sentences_but_no_claims_to_check_says_why(tmp_path, capsys):
    path = tmp_path / "draft.md"
    path.write_text("# Heading\n\n```\ncode\n```\n")
    assert run(["verify", str(path)]) == 3
    assert "no sentence that states anything" in capsys.readouterr().err
