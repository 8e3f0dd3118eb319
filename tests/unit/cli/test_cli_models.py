"""Models named on the command line: what is asked, what is shown, and every wrong name with its way out."""

import json

import pytest

from provenance.cli.app import run
from tests.support.servers import Server, reply

CLAIM = "The mayor said 539 trees were planted in the old harbour."
PAGE = f"{CLAIM} More would follow before the winter comes, she said."


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "page.txt").write_text(PAGE)


@pytest.fixture
def judge():
    said = {
        "verdict": "partial",
        "quotes": ["539 trees were planted", "540 trees were felled"],
        "reason": "Half of it.",
    }
    answer = reply(json.dumps({"choices": [{"message": {"content": json.dumps(said)}}]}), kind="application/json")
    with Server() as server:
        server.pages[f"127.0.0.1:{server.port}/v1/chat/completions"] = answer
        server.url = f"http://127.0.0.1:{server.port}/v1"
        yield server


def match(*options):
    return run(["match", "--claim", CLAIM, "--page", "page.txt", "--entail", "off", *options])


def test_match_shows_what_a_judge_says_as_a_models_opinion(judge, capsys):
    assert match() == 0
    assert "opinion" not in capsys.readouterr().out
    assert match("--judge", judge.url, "--judge-model", "tiny") == 1
    out = capsys.readouterr().out
    assert out.startswith("partial, score ")
    assert (
        "A model's opinion, no proof (tiny at 127.0.0.1): partly supported. Half of it. It lowered the verdict" in out
    )
    assert "1 quote of it is not on the page." in out
    assert "“The mayor said «539 trees were planted» in the old harbour" in out


def test_match_prints_the_opinion_in_json(judge, capsys):
    match("--judge", judge.url, "--judge-model", "tiny", "--format", "json")
    opinion = json.loads(capsys.readouterr().out)["opinion"]
    assert (opinion["verdict"], opinion["before"], opinion["invented"]) == ("partial", "supported", 1)


def test_match_goes_on_without_a_judge_that_fails(judge, capsys):
    judge.pages.clear()
    assert match("--judge", judge.url, "--judge-model", "tiny") == 0
    streams = capsys.readouterr()
    assert "could not be asked 1 of 1 times: it has no such address or model (404)" in streams.err
    assert streams.out.startswith("supported")


def test_a_judge_of_the_settings_can_be_left_out(judge, tmp_path):
    (tmp_path / "provenance.toml").write_text(f'judge_url = "{judge.url}"\njudge_model = "tiny"\n')
    assert match("--judge", "off") == 0
    assert judge.requests == []
    assert match() == 1
    assert len(judge.requests) == 1


def test_verify_and_replay_agree_and_the_judge_is_asked_once(judge, tmp_path, capsys):
    (tmp_path / "draft.txt").write_text(f"{CLAIM} apnews.com+1\n")
    models = ["--entail", "off", "--judge", judge.url, "--judge-model", "tiny"]
    given = ["--attach", "apnews.com=page.txt", "--store", "s.sqlite"]
    assert run(["verify", "draft.txt", *given, *models, "--output", "json=r.json", "--output", "terminal"]) == 1
    out, err = capsys.readouterr()
    assert "claims and passages are sent to the judge tiny at 127.0.0.1" in err
    assert "A model's opinion, no proof" in out
    assert "Hosts contacted: 127.0.0.1" in out
    assert run(["replay", "r.json", "--store", "s.sqlite", "--entail", "off"]) == 0
    assert "the same report as recorded" in capsys.readouterr().err
    assert len(judge.requests) == 1


def test_offline_no_judge_is_asked(judge, tmp_path, capsys):
    (tmp_path / "draft.txt").write_text(f"{CLAIM} apnews.com+1\n")
    options = ["--offline", "--judge", judge.url, "--judge-model", "tiny", "--attach", "apnews.com=page.txt"]
    assert run(["verify", "draft.txt", "--entail", "off", *options]) == 0
    out, err = capsys.readouterr()
    assert "was not asked: the network is off" in " ".join(out.split())
    assert "are sent" not in err
    assert judge.requests == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--judge", "http://localhost:1/v1"], "no judge_model. Name the model with it or --judge-model."),
        (["--judge", "localhost:1", "--judge-model", "m"], "judge_url must begin with http:// or https://"),
        (["--judge", "http://a b/v1", "--judge-model", "m"], "is no address of an API"),
        (["--judge", "http://me:word@localhost/v1", "--judge-model", "m"], "a user name or a password"),
        (["--entail", ""], "entailment is empty"),
    ],
)
def test_a_wrong_model_is_a_usage_error_with_the_way_out(options, says, capsys):
    assert match(*options) == 2
    assert says in capsys.readouterr().err


def test_a_replay_says_when_another_model_reads(tmp_path, capsys, monkeypatch):
    class Reader:
        def __init__(self, name):
            self.name = name

        def read_pairs(self, pairs):
            from provenance.match.meaning import Opinion

            return tuple(Opinion(supported=0.9) for _ in pairs)

    monkeypatch.setattr("provenance.pipeline.models.load_transformers", lambda name, **options: Reader(name))
    (tmp_path / "draft.txt").write_text(f"{CLAIM} apnews.com+1\n")
    given = ["--attach", "apnews.com=page.txt", "--store", "s.sqlite"]
    run(["verify", "draft.txt", *given, "--entail", "one", "--output", "json=r.json"])
    capsys.readouterr()
    assert run(["replay", "r.json", "--store", "s.sqlite", "--entail", "one"]) == 0
    assert run(["replay", "r.json", "--store", "s.sqlite", "--entail", "two"]) == 1
    assert "meaning was read by one, now by two" in capsys.readouterr().err
