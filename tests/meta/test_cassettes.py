"""The recordings in the repository hold stand-ins only, no secret, and what `examples/` holds."""

import os
import re

import pytest
import yaml

MOST_INTERACTIONS = 100
"""In one recording: finding an answer takes time that grows with their number."""
SHAPES = {
    "a header with credentials": re.compile(
        r"(?im)^\s*-?\s*['\"]?((proxy-)?authorization|(set-)?cookie2?|www-authenticate|x-api-key|api-key|x-subscription-token)['\"]?\s*:"
    ),
    "a parameter with a key": re.compile(
        r"(?i)[?&](api[_-]?key|key|(access|auth|session|api)?[_-]?token|client[_-]?secret|secret|password|signature|session[_-]?id)=(?!HIDDEN)[^&\s\"'<]"
    ),
    "a field with a key": re.compile(
        r"(?i)\b(api[_-]?key|(access|auth|session|api)[_-]?token|client[_-]?secret|password|passwd|session[_-]?id)[\"'\\]*\s*[:=]\s*[\"'\\]*(?!HIDDEN|null)[\w/+-]{6}"
    ),
    "a bearer token": re.compile(r"(?i)\bbearer\s+(?!HIDDEN)[\w.~+/-]{8}"),
    "a key of a cloud": re.compile(
        r"\b(AKIA[0-9A-Z]{16}|AIza[\w-]{35}|gh[pousr]_\w{36}|sk-[\w-]{20}|xox[abprs]-[\w-]{10}|BSA[\w-]{25})"
    ),
    "a signed token": re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a password in an address": re.compile(r"https?://[^/\s:@'\"]{1,99}:[^/\s@'\"]{1,99}@"),
    "a password behind an e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){1,4}\s?[:;|]\s?(?=\S*\d)\S{6}"),
    "an address of the recording machine": re.compile(r"127\.0\.0\.1|localhost|\[::1\]"),
}  # fmt: skip
SECRET_NAME = re.compile(r"(?i)key|token|secret|passw|credential")


def faults_of(text):
    """What a recording must not hold."""
    found = [name for name, shape in SHAPES.items() if shape.search(text)]
    for name, value in os.environ.items():
        if SECRET_NAME.search(name) and len(value) >= 8 and value in text:
            found.append(f"the value of the environment variable {name}")
    recording = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if len(recording["interactions"]) > MOST_INTERACTIONS:
        found.append(f"more than {MOST_INTERACTIONS} interactions")
    if recording.get("metadata", {}).get("fixture") != "synthetic":
        found.append("no word that it is synthetic")
    return found


@pytest.fixture(scope="module")
def cassettes(root):
    """Every recording of the repository, in whatever folder, by its path."""
    folders = [path for path in root.iterdir() if path.is_dir() and not path.name.startswith((".", "build"))]
    paths = [path for folder in folders for path in folder.rglob("*.y*ml") if "live" not in path.parts]
    texts = {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}
    return {path: text for path, text in texts.items() if re.search(r"(?m)^interactions:", text)}


@pytest.fixture(scope="module")
def recording(root):
    return yaml.safe_load((root / "cassettes/synthetic/example.yaml").read_text(encoding="utf-8"))


def test_the_recordings_are_found(cassettes):
    assert "cassettes/synthetic/example.yaml" in cassettes


def test_no_recording_holds_a_secret_and_all_are_small_and_synthetic(cassettes):
    faults = {path: found for path, text in cassettes.items() if (found := faults_of(text))}
    assert faults == {}


PLAIN = {
    "request": {"method": "GET", "uri": "https://news.example/s?q=key&api-key=HIDDEN&page=2", "headers": {}},
    "response": {
        "status": {"code": 200, "message": "OK"},
        "headers": {"Content-Type": ["text/html"]},
        "body": {"string": "<p>The bearer of the token forgot his password: a key was found. Mail: desk@news.example; call us."},
    },
}  # fmt: skip
PLANTS = {
    "Authorization: [Basic YWRtaW46]": "a header with credentials",
    "Set-Cookie: [id=7]": "a header with credentials",
    "X-Subscription-Token: [abc]": "a header with credentials",
    "uri: https://news.example/s?api-key=0a1b2c3d-1111": "a parameter with a key",
    "uri: https://news.example/s?q=1&access_token=4711": "a parameter with a key",
    'string: \'{"apiKey": "0a1b2c3d4e"}\'': "a field with a key",
    "string: 'password=hunter2'": "a field with a key",
    "string: 'Bearer abcdefgh1234'": "a bearer token",
    f"string: 'AKIA{'A1' * 8}'": "a key of a cloud",
    f"string: 'sk-{'a1' * 12}'": "a key of a cloud",
    "string: 'eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0'": "a signed token",
    "string: '-----BEGIN RSA PRIVATE KEY-----'": "a private key",
    "uri: https://user:pass@news.example/": "a password in an address",
    "string: 'desk@news.example:hunter22'": "a password behind an e-mail address",
    "uri: http://127.0.0.1:8080/": "an address of the recording machine",
}


def as_cassette(*interactions, fixture="synthetic"):
    return yaml.safe_dump({"interactions": list(interactions), "metadata": {"fixture": fixture}, "version": 1})


def test_a_clean_recording_has_no_fault():
    assert faults_of(as_cassette(*[PLAIN] * MOST_INTERACTIONS)) == []


@pytest.mark.parametrize(("planted", "fault"), PLANTS.items())
def test_a_planted_secret_is_found(planted, fault):
    assert fault in faults_of(f"{as_cassette(PLAIN)}extra:\n  {planted}\n")


def test_a_planted_value_of_the_environment_is_found(monkeypatch):
    monkeypatch.setenv("GUARDIAN_API_KEY", "a value of no shape")
    found = faults_of(f"{as_cassette(PLAIN)}extra: a value of no shape\n")
    assert found == ["the value of the environment variable GUARDIAN_API_KEY"]


def test_a_recording_that_is_long_or_live_is_found():
    assert faults_of(as_cassette(*[PLAIN] * (MOST_INTERACTIONS + 1))) == ["more than 100 interactions"]
    assert faults_of(as_cassette(PLAIN, fixture="live")) == ["no word that it is synthetic"]


def test_no_publishers_page_is_in_the_repository(root):
    assert [path.name for path in (root / "cassettes/live").iterdir()] == [".gitkeep"]


def test_every_answer_is_marked_as_a_stand_in(cassettes):
    for path, text in cassettes.items():
        for interaction in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["interactions"]:
            assert interaction["response"]["headers"]["X-Stand-In"] == ["provenance"], (path, interaction["request"])


def test_every_page_says_in_its_first_paragraph_that_it_is_a_stand_in(root):
    for path in (root / "examples/stand_ins").glob("*.html"):
        paragraphs = re.findall(r"<p>(.*?)</p>", path.read_text(encoding="utf-8"))
        assert paragraphs[0].startswith("This is a stand-in page, written by the provenance project"), path.name


def test_the_recorded_pages_are_those_of_the_examples(root, recording):
    pages = {path.read_text(encoding="utf-8") for path in (root / "examples/stand_ins").glob("*.html")}
    recorded = {str(interaction["response"]["body"]["string"]) for interaction in recording["interactions"]}
    assert pages <= recorded
