import json

import pytest

from provenance.config import Settings, read_key, read_settings
from provenance.errors import SettingsError
from provenance.model import Verdict


def test_without_a_file_the_defaults_hold(tmp_path):
    assert read_settings(folder=tmp_path) == Settings()


def test_by_default_everything_but_supported_is_a_finding():
    assert set(Verdict) - set(Settings().fail_on) == {Verdict.SUPPORTED}


def test_the_own_file_comes_before_the_project_file(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.provenance]\nretries = 7\n")
    assert read_settings(folder=tmp_path).retries == 7
    (tmp_path / "provenance.toml").write_text('fail_on = ["contradicted"]\n')
    assert read_settings(folder=tmp_path) == Settings(fail_on=(Verdict.CONTRADICTED,))


def test_a_project_file_without_our_table_changes_nothing(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert read_settings(folder=tmp_path) == Settings()
    (tmp_path / "pyproject.toml").write_text("tool = 3\n")
    assert read_settings(folder=tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("retires = 3", "Unknown setting .*retires.*Known are: .*retries"),
        ("retries = 'three'", "Expected `int`"),
        ("workers = 0", "workers must be from 1 to 1,000, it is 0"),
        ("pause_seconds = -1.0", "pause_seconds must be from 0 to 86,400, it is -1.0"),
        ("deadline_seconds = nan", "deadline_seconds must be from .*, it is nan"),
        ("pause_seconds = inf", "pause_seconds must be from .*, it is inf"),
        ("fresh_seconds = 1e300", "fresh_seconds must be from"),
        ("retries = 5000", "retries must be from 0 to 20"),
        ("fail_on = []", "at least one verdict"),
        ("fail_on = ['wrong']", "Invalid enum value"),
        ('contact = "a\\nb"', "one line of printable"),
        ("entailment = ' '", "entailment is empty"),
        ("judge_url = 'localhost:8000'", "judge_url must begin with http"),
        ("judge_url = 'http://localhost:8000/v1'", "no judge_model"),
        ("judge_most = 0", "judge_most must be from 1"),
        ("entailment_labels = 'supported'", "Expected `array`"),
        ("= 3", "no TOML"),
        ("workers = " + "9" * 5_000, "no TOML"),
        ("workers = " + "[" * 5_000, "no TOML"),
        ("a." * 32_000 + "a = 1", "more than 40 dots"),
        ("x = {" + "a." * 32_000 + "a = 1}", "more than 40 dots"),
        ("# and so on\n" * 30_000, "more than 250,000 bytes"),
    ],
)
def test_a_wrong_settings_file_is_refused_with_the_reason(tmp_path, text, says):
    path = tmp_path / "provenance.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=says):
        read_settings(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("entailment", "./model"),
        ("entailment", "owner/name"),
        ("entailment_labels", ["contradiction", "entailment"]),
        ("entailment_prompt", "{claim} {passage}"),
    ],
)
def test_a_settings_file_that_merely_lies_there_names_no_model(tmp_path, name, value):
    path = tmp_path / "provenance.toml"
    path.write_text(f"{name} = {json.dumps(value)}\n")
    assert getattr(read_settings(path), name) in (value, tuple(value))
    with pytest.raises(SettingsError, match=f"{name} counts only in a settings file that is named"):
        read_settings(folder=tmp_path)


@pytest.mark.parametrize("mode", ["off", "installed"])
def test_it_may_switch_the_model_of_the_package_off_and_on(tmp_path, mode):
    (tmp_path / "pyproject.toml").write_text(f'[tool.provenance]\nentailment = "{mode}"\n')
    assert read_settings(folder=tmp_path).entailment == mode


def test_a_settings_file_that_was_named_must_be_there(tmp_path):
    with pytest.raises(SettingsError, match="No such file"):
        read_settings(tmp_path / "absent.toml")


def test_the_digest_changes_with_any_setting():
    assert Settings().digest == Settings().digest
    assert Settings().digest != Settings(retries=1).digest


def test_a_prompt_names_what_it_holds():
    assert Settings(entailment_prompt="{passage} so {claim}?").entailment_prompt
    with pytest.raises(SettingsError, match=r"must hold \{passage\} and \{claim\}"):
        Settings(entailment_prompt="{passage} so?")


def test_the_judges_key_comes_from_the_variable_that_is_named(monkeypatch):
    monkeypatch.setenv("OWN_KEY", " abc\n")
    monkeypatch.delenv("NO_KEY", raising=False)
    assert read_key(Settings(judge_key_env="OWN_KEY"), "judge_key_env") == "abc"
    assert read_key(Settings(), "judge_key_env") == ""
    with pytest.raises(SettingsError, match=r"variable NO_KEY .* is not set"):
        read_key(Settings(judge_key_env="NO_KEY"), "judge_key_env")
