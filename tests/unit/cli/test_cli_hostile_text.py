"""The table of hostile text through every command that prints for people: nothing of it steers a terminal."""

import re
import unicodedata
from datetime import UTC, datetime

import pytest

from provenance.cli.app import run
from provenance.model import Access, Asked, Candidate, Capture, Missed, Search, Source, SourceCheck
from provenance.store import open_store
from tests.support.hostile import poison, read_hostile

# no draft holds half a pair, and a NUL makes a file binary
ROWS = {name: re.sub("[\x00\ud800-\udfff]", "", text) for name, text in read_hostile().items()}
ALL = "\n\n".join(ROWS.values())
PAGE = "Russia sent 539 drones in one night, the air force said on Friday."


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """A folder with a draft and a page that hold every row."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    sentences = "\n\n".join(f"Russia sent 539 drones {text} apnews.com+1." for text in ROWS.values())
    (tmp_path / "draft.txt").write_text(f"{sentences}\n\n{ALL}", encoding="utf-8", newline="")
    (tmp_path / "small.txt").write_text("Why?", encoding="utf-8")
    (tmp_path / "page.txt").write_text(f"{PAGE}\n\n{ALL}\n\n{PAGE}", encoding="utf-8", newline="")


@pytest.fixture
def printed(capsys):
    """Runs a command; what it printed, after a look at what steers."""

    def run_it(*arguments):
        run([*arguments])
        streams = capsys.readouterr()
        odd = {sign for sign in streams.out + streams.err if unicodedata.category(sign) in {"Cc", "Cf", "Cs"}}
        assert odd <= set("\n\u200c\u200d")
        return streams.out + streams.err

    return run_it


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_parse(printed, form):
    assert "citation tags" in printed("parse", "draft.txt", "--from", form)


def test_parse_as_json(capsys):
    assert run(["parse", "draft.txt", "--format", "json"]) == 0
    shown = capsys.readouterr().out
    assert {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"}} == {"\n"}
    assert not set(shown) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_match(printed):
    claim = f"Russia sent 539 drones {ALL[:2000]}"
    assert "score" in printed("match", "--claim", claim, "--page", "page.txt", "--context", ALL, "--entail", "off")


def test_fetch(printed):
    urls = [f"http://127.0.0.1/{text}" for text in ROWS.values()]
    assert printed("fetch", *urls, "--store", ":memory:").count("unsafe") >= len(urls)


def test_verify(printed):
    shown = printed(
        "verify", "draft.txt", "--attach", "apnews.com=page.txt", "--offline", "--store", ":memory:",
        "--entail", "off",
    )  # fmt: skip
    assert "Claim by claim" in shown


def test_sources(printed, monkeypatch):
    check = SourceCheck(
        tag=None,
        source=Source(label="ap", host="apnews.com", domain="apnews.com", publisher="AP", note="read as a name"),
        candidates=(Candidate(url="https://apnews.com/", found_by="sitemaps", rank=1, reason="why", title="Title"),),
        assessments=(),
        misses=(Missed(url="https://apnews.com/", access=Access.FORBIDDEN, detail="HTTP 403"),),
        searches=(
            Search(
                provider="sitemaps",
                asked=(Asked(url="https://apnews.com/", access=Access.FORBIDDEN, detail="HTTP 403"),),
                looked_at=1,
                found=1,
                stopped="the end",
            ),
        ),
    )
    for text in ROWS.values():
        monkeypatch.setattr("provenance.cli.sources.find_sources", lambda *_, text=text, **__: poison(check, text))
        assert "Who was asked" in printed("sources", "x", "--about", text, "--store", ":memory:")


def test_sources_of_a_name_that_is_none(printed):
    for text in ROWS.values():
        printed("sources", text, "--about", "x", "--offline", "--store", ":memory:")


def test_store(printed):
    with open_store("s.sqlite") as store:
        for number, text in enumerate(ROWS.values()):
            capture = Capture(
                url=f"https://apnews.com/{number}{text}",
                final_url=f"https://apnews.com/{text}",
                redirects=(text,),
                status=200,
                headers=(("x-odd", text),),
                fetched_at=datetime(2025, 7, 4, tzinfo=UTC),
                body=text.encode(),
                asked=(("user-agent", text),),
            )
            store.put_capture(capture)
    assert printed("store", "list", "--store", "s.sqlite").count("https://apnews.com/") >= len(ROWS)
    for number, text in enumerate(ROWS.values()):
        assert "answered with" in printed("store", "show", f"https://apnews.com/{number}{text}", "--store", "s.sqlite")
    printed("store", "show", ALL[:500], "--store", "s.sqlite")


def test_plugins(printed, monkeypatch):
    class Point:
        def __init__(self, name):
            self.name, self.value = name, f"module:{name}"

        def load(self):
            raise ValueError(self.name)

    points = tuple(map(Point, ROWS.values()))
    for group in ("provenance.readers", "provenance.grammars", "provenance.reports"):
        found = lambda asked, group=group: points if asked == group else ()  # noqa: E731
        for module in ("provenance.plugins", "provenance.cli.searching", "provenance.cli.plugins"):
            monkeypatch.setattr(f"{module}.installed_extensions", found)
        assert "module:" in printed("plugins")


@pytest.mark.parametrize("arguments", [
    ("verify", "{name}"),
    ("verify", "small.txt", "--offline", "--sources", "{name}"),
    ("verify", "small.txt", "--offline", "--attach", "{name}"),
    ("verify", "small.txt", "--offline", "--attach", "apnews.com={name}"),
    ("verify", "small.txt", "--offline", "--output", "{name}"),
    ("verify", "small.txt", "--offline", "--output", "html={name}/x"),
    ("verify", "small.txt", "--offline", "--cassette", "{name}"),
    ("verify", "small.txt", "--offline", "--search", "{name}"),
    ("parse", "small.txt", "--from", "{name}"),
    ("verify", "small.txt", "--offline", "--config", "{name}"),
    ("verify", "small.txt", "--offline", "{name}"),
    ("verify", "small.txt", "--offline", "--{name}"),
    ("parse", "small.txt", "--cite", "{name}"),
    ("match", "--claim", "x", "--page", "{name}"),
    ("replay", "{name}", "--store", "{name}"),
    ("evidence", "{name}", "--output", "{name}/x.zip"),
    ("{name}",),
])  # fmt: skip
def test_names_in_errors(printed, arguments):
    for text in ROWS.values():
        name = text.replace("/", "")[:200]
        assert printed(*(argument.format(name=name) for argument in arguments))


def test_a_file_name_that_is_no_utf_8_is_told_and_reported(printed, tmp_path):
    name = "draft\udcff\udc9b.txt"
    (tmp_path / name).write_bytes(b"Russia sent 539 drones caf\xe9 apnews.com+1.")
    printed("verify", name, "--offline", "--store", ":memory:", "--output", "json=r.json", "--entail", "off")
    assert b"not in UTF-8" in (tmp_path / "r.json").read_bytes()
