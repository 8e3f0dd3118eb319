"""Models named on the command line: what is asked, what is shown, and every wrong name with its way out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.cli.app import run
from tests.support.servers import Server, reply

ROOT = Path(__file__).parents[3]
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
    assert out.startswith("◐ Partly supported, score ")
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
    assert streams.out.startswith("✓ Supported")


@pytest.fixture
def settled(judge, tmp_path, monkeypatch):
    """A settings file that names the judge lies in the folder."""
    (tmp_path / "draft.txt").write_text(f"{CLAIM} apnews.com+1\n")
    named = {"judge_url": judge.url, "judge_model": "tiny", "judge_key_env": "OWN_KEY", "entailment": "off"}
    (tmp_path / "provenance.toml").write_text("".join(f'{name} = "{value}"\n' for name, value in named.items()))
    monkeypatch.setenv("OWN_KEY", "s3cret-key")
    return judge


VERIFY = ["verify", "draft.txt", "--attach", "apnews.com=page.txt", "--store", ":memory:"]
MATCH = ["match", "--claim", CLAIM, "--page", "page.txt"]


@pytest.mark.parametrize("command", [VERIFY, MATCH])
def test_a_settings_file_that_lies_in_the_folder_sends_nothing_to_a_judge(command, settled, capsys):
    """It may have come with a draft that somebody sent, and name any host and any variable."""
    assert run(command) == 0
    err = capsys.readouterr().err
    assert "the judge of the settings, tiny at 127.0.0.1, is not asked: give --judge on" in err
    assert "are sent" not in err
    assert settled.requests == []


@pytest.mark.parametrize(
    "command",
    [[*VERIFY, "--judge", "on"], [*VERIFY, "--config", "provenance.toml"], [*MATCH, "--judge", "on"]],
)
def test_a_judge_of_the_settings_is_asked_when_the_user_says_so(command, settled, capsys):
    assert run(command) == 1
    told = "claims and passages are sent to the judge tiny at 127.0.0.1, with the key in OWN_KEY"
    assert told in capsys.readouterr().err
    (request,) = settled.requests
    assert request.headers["authorization"] == "Bearer s3cret-key"


@pytest.mark.parametrize("command", [VERIFY, [*VERIFY, "--config", "provenance.toml"], MATCH])
def test_a_judge_of_the_settings_can_be_left_out(command, settled, capsys):
    assert run([*command, "--judge", "off"]) == 0
    assert "judge" not in capsys.readouterr().err
    assert settled.requests == []


def test_the_key_of_one_judge_is_not_sent_to_another(settled):
    assert run([*MATCH, "--judge", f"{settled.url}/", "--judge-model", "tiny"]) == 1
    (request,) = settled.requests
    assert "authorization" not in request.headers


def test_while_a_recording_is_played_no_judge_is_asked(settled, tmp_path, capsys):
    (tmp_path / "c.yaml").write_text("interactions: []\nversion: 1\n")
    run([*VERIFY, "--judge", "on", "--cassette", "c.yaml"])
    assert "are sent" not in capsys.readouterr().err
    assert settled.requests == []


def test_matching_one_claim_loads_no_other_stage():
    code = (
        "import sys, provenance.cli.match\n"
        "sys.exit(bool({'provenance.parse', 'provenance.store', 'provenance.trace', 'requests', 'torch', "
        "'onnxruntime', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 0


def test_match_takes_what_stands_before_the_claim(judge, tmp_path, capsys):
    (tmp_path / "page.txt").write_text(
        "On 4 July 2025 Russia launched 539 drones at Kyiv. On 9 July 2025 Russia launched 728 drones at Kyiv."
    )
    claim = ["match", "--claim", "It launched 728 drones.", "--page", "page.txt", "--entail", "off"]
    context = ["--context", "The attack on Kyiv of 4 July 2025", "--context", "Russia attacked again."]
    run([*claim, "--format", "json"])
    alone = json.loads(capsys.readouterr().out)
    run([*claim, *context, "--format", "json", "--judge", judge.url, "--judge-model", "tiny"])
    told = json.loads(capsys.readouterr().out)
    assert told != alone
    asked = json.loads(judge.requests[0].body)["messages"][1]["content"]
    assert "The attack on Kyiv of 4 July 2025\nRussia attacked again." in asked


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
        (["--judge", "on"], "There is no judge_url in the settings. Give its address with --judge."),
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
