"""`verify --embargo`: who may be contacted is the user's to say, and the report says that it was said."""

import json

import pytest

from provenance.cli.app import run
from provenance.config import Settings
from provenance.errors import SettingsError
from provenance.fetch import Client
from provenance.pipeline import verify_article

QUICK = "retries = 0\npause_seconds = 0\n"
DRAFT = "The mayor said that 539 trees were planted in the old harbour apnews.com+1.\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "draft.txt").write_text(DRAFT)
    (tmp_path / "provenance.toml").write_text(QUICK)
    return tmp_path


@pytest.fixture(autouse=True)
def nobody(monkeypatch):
    """No name is looked up by anybody."""
    looked_up = []

    def look_up(host, *args, **kwargs):
        looked_up.append(host)
        raise OSError("there is no network here")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    return looked_up


def verify(capsys, *options, draft="draft.txt"):
    code = run(["verify", draft, "--store", ":memory:", "--entail", "off", "--output", "json", *options])
    told = capsys.readouterr()
    return code, json.loads(told.out) if told.out else None, told.err


def notices(report):
    return {notice["code"]: notice["message"] for notice in report["notices"]}


def test_nobody_is_looked_up_and_every_provider_says_why(capsys, nobody):
    code, report, _ = verify(capsys, "--embargo")
    assert code == 3
    assert nobody == []
    assert report["hosts"] == []
    assert notices(report)["embargo"] == "This run was under embargo: nobody could be contacted."
    (check,) = report["results"][0]["checks"]
    stopped = {search["provider"]: search["stopped"] for search in check["searches"]}
    assert {"wayback", "common_crawl", "gdelt", "sitemaps"} <= set(stopped)
    del stopped["mediawiki"]  # the site is no wiki
    assert all("not asked: the embargo allows" in reason for reason in stopped.values())
    asked = [asked for search in check["searches"] for asked in search["asked"]]
    assert {one["access"] for one in asked} == {"unrecorded"}


def test_a_host_that_is_listed_is_looked_up_and_no_other(capsys, nobody):
    _, report, _ = verify(capsys, "--embargo", "--allow", "apnews.com", "--allow", "example.org")
    assert set(nobody) <= {"apnews.com", "www.apnews.com"}
    assert nobody
    assert "only apnews.com, example.org could be contacted" in notices(report)["embargo"]


def test_a_service_is_not_asked_even_on_a_host_that_is_listed(capsys, nobody):
    verify(capsys, "--embargo", "--allow", "gdeltproject.org", "--allow", "archive.org", "--search", "gdelt,wayback")
    assert nobody == []


def test_a_judge_that_is_not_listed_gets_nothing_and_is_not_announced(capsys, nobody):
    _, _, told = verify(capsys, "--embargo", "--judge", "https://judge.example/v1", "--judge-model", "tiny")
    assert "sent to the judge" not in told
    assert nobody == []


def test_a_draft_at_an_address_is_refused_too(capsys, nobody):
    code, _, told = verify(capsys, "--embargo", draft="https://news.example/a")
    assert code == 2
    assert "not asked: the embargo allows nobody" in told
    assert nobody == []


def test_hosts_without_an_embargo_are_a_usage_error(capsys):
    code, _, told = verify(capsys, "--allow", "apnews.com")
    assert code == 2
    assert "--embargo" in told


def test_an_entry_that_is_no_host_is_told(capsys):
    code, _, told = verify(capsys, "--embargo", "--allow", "https://apnews.com/")
    assert code == 2
    assert "names no host" in told


def test_a_settings_file_that_merely_lies_there_opens_no_embargo(own_folder, capsys, nobody):
    (own_folder / "provenance.toml").write_text(QUICK + 'allow = ["apnews.com"]\n')
    _, _, told = verify(capsys, "--embargo")
    assert nobody == []
    assert "the setting allow does not count" in told
    verify(capsys, "--embargo", "--config", "provenance.toml")
    assert set(nobody) <= {"apnews.com", "www.apnews.com"}
    assert nobody


def test_an_embargo_of_the_settings_holds_with_its_own_list(own_folder, capsys, nobody):
    (own_folder / "provenance.toml").write_text('embargo = true\nallow = ["example.org"]\n')
    _, report, _ = verify(capsys, "--allow", "example.com")
    assert nobody == []
    assert "only example.com, example.org could be contacted" in notices(report)["embargo"]


@pytest.mark.parametrize(
    "command",
    [
        ("fetch", "https://evil.example/a", "--store", ":memory:"),
        ("sources", "theguardian.com", "--about", "The mayor planted 539 trees.", "--store", ":memory:"),
        ("match", "--claim", "The mayor planted 539 trees.", "--page", "page.txt", "--entail", "off",
         "--judge", "https://judge.example/v1", "--judge-model", "tiny"),
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_an_embargo_of_the_settings_holds_for_every_command(own_folder, capsys, nobody, command):
    (own_folder / "provenance.toml").write_text('embargo = true\nallow = ["apnews.com"]\n')
    (own_folder / "page.txt").write_text("The mayor planted 539 trees in the old harbour on Friday.\n")
    run(list(command))
    told = capsys.readouterr()
    assert nobody == []
    assert "the embargo allows only apnews.com" in told.out + told.err


def test_it_holds_for_a_time_stamp_too(own_folder, capsys, nobody):
    pytest.importorskip("rfc3161_client")
    (own_folder / "page.txt").write_text("The mayor planted 539 trees in the old harbour on Friday.\n")
    run(["verify", "draft.txt", "--store", "s.sqlite", "--entail", "off", "--search", "off", "--archive", "never",
         "--attach", "apnews.com=page.txt", "--output", "json=report.json"])  # fmt: skip
    (own_folder / "provenance.toml").write_text('embargo = true\nallow = ["apnews.com"]\n')
    capsys.readouterr()
    stamped = ("--output", "pack.zip", "--timestamp", "https://stamps.example/tsr")
    assert run(["evidence", "report.json", "--store", "s.sqlite", *stamped]) == 2
    told = capsys.readouterr().err
    assert "the embargo allows only apnews.com, not stamps.example" in told
    assert "is sent to" not in told
    assert nobody == []


def test_a_client_that_is_not_under_the_embargo_is_not_used():
    settings = Settings(embargo=True)
    with Client(Settings()) as client, pytest.raises(SettingsError, match="not under the embargo"):
        verify_article(DRAFT, settings=settings, client=client)
