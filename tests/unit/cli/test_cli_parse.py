"""`provenance parse` as a person runs it: what it prints, and the bytes that it leaves alone."""

import json

import pytest

from provenance.cli.app import run

CHIP = "apnews.com+1bbc.com+1"


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"It held {CHIP}.\nIt fell.".encode(), b"It held.\nIt fell."),
        (f"It held {CHIP}.\r\n\r\nIt fell.\r\n".encode(), b"It held.\r\n\r\nIt fell.\r\n"),
        (f"It held {CHIP}.\rIt fell.\r".encode(), b"It held.\rIt fell.\r"),
        (b"\xef\xbb\xbf" + f"Él cayó {CHIP}.\n\n".encode(), b"\xef\xbb\xbf" + "Él cayó.\n\n".encode()),
        (b"\xff\xfe" + f"Él cayó {CHIP}.".encode("utf-16-le"), b"\xff\xfe" + "Él cayó.".encode("utf-16-le")),
        (b"\xfe\xff" + f"Él cayó {CHIP}.".encode("utf-16-be"), b"\xfe\xff" + "Él cayó.".encode("utf-16-be")),
        (f"Él cayó {CHIP}.".encode("cp1252"), "Él cayó.".encode("cp1252")),
    ],
    ids=["no line end", "crlf", "cr", "bom", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_clean_leaves_every_other_byte_as_it_was(tmp_path, capfdbinary, before, after):
    (tmp_path / "a.txt").write_bytes(before)
    assert run(["parse", "--clean", "a.txt"]) == 0
    assert capfdbinary.readouterr().out == after


def test_cite_prints_the_text_with_citations(tmp_path, capfd):
    (tmp_path / "a.txt").write_bytes(f"It held {CHIP}.\n".encode())
    assert run(["parse", "--cite", "markdown", "a.txt"]) == 0
    assert capfd.readouterr().out == "It held ([Associated Press](https://apnews.com), [BBC](https://bbc.com)).\n"


@pytest.mark.parametrize(
    ("options", "both"),
    [
        (["--clean", "--cite", "markdown"], "--clean and --cite"),
        (["--clean", "--format", "json"], "--format and --clean"),
        (["--cite", "wikitext", "--format", "terminal"], "--format and --cite"),
    ],
)
def test_two_ways_to_print_exclude_each_other(tmp_path, capsys, options, both):
    (tmp_path / "a.txt").write_text("It held.")
    assert run(["parse", *options, "a.txt"]) == 2
    assert f"{both} exclude each other" in capsys.readouterr().err


def test_a_chat_export_is_known_by_its_name(tmp_path, capsys):
    mark = "\ue200cite\ue202turn0search1\ue201"
    reference = {"matched_text": mark, "type": "grouped_webpages", "items": [{"url": "https://apnews.com/x"}]}
    message = {
        "author": {"role": "assistant"},
        "content": {"parts": [f"It held. {mark}"]},
        "metadata": {"content_references": [reference]},
    }
    (tmp_path / "conversations.json").write_text(json.dumps([{"messages": [message], "title": "A chat"}]))
    assert run(["parse", "conversations.json"]) == 0
    assert "1  It held.\n      ← apnews.com\n" in capsys.readouterr().out


def test_json_that_is_no_chat_is_refused_with_the_way_out(tmp_path, capsys):
    (tmp_path / "a.json").write_text("{}")
    assert run(["parse", "a.json"]) == 2
    assert "conversations.json" in capsys.readouterr().err


def test_an_export_may_be_larger_than_an_article(tmp_path, capsys):
    (tmp_path / "provenance.toml").write_text("max_article_bytes = 1000\n")
    export = {"messages": [{"role": "user", "content": "x" * 2_000}, {"role": "assistant", "content": "It held."}]}
    for name in ("a.json", "a.txt"):
        (tmp_path / name).write_text(json.dumps(export))
    assert run(["parse", "a.json"]) == 0
    assert run(["parse", "a.txt"]) == 2
    assert "the limit is 1,000" in capsys.readouterr().err


def test_the_sureness_of_a_mark_and_a_sentence_without_a_statement_are_told(tmp_path, capsys, monkeypatch):
    from dataclasses import replace

    from provenance.cli import parse as command
    from provenance.model.article import Certainty, StatesNothing

    def parse(text, **options):
        article = parse_article(text, **options)
        tags = [replace(tag, certainty=sureness) for tag, sureness in zip(article.tags, Certainty, strict=True)]
        first, *others = article.claims
        claims = (replace(first, states_nothing=StatesNothing.QUESTION), *others)
        return replace(article, tags=tuple(tags), claims=claims)

    parse_article = command.parse_article
    monkeypatch.setattr(command, "parse_article", parse)
    (tmp_path / "a.txt").write_text(
        "".join(f"It {verb} (https://apnews.com/{verb}).\n" for verb in ("held", "fell", "rose"))
    )
    assert run(["parse", "a.txt"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[2:] == [
        "1  It held.", "← apnews.com", "– nothing to check: question",
        "2  It fell.", "← apnews.com · likely",
        "3  It rose.", "← apnews.com · another reading is as good",
    ]  # fmt: skip


def test_the_example_of_an_export_gives_every_page_behind_a_mark(root, capsys):
    assert run(["parse", "--cite", "markdown", str(root / "examples/chat_export.json")]) == 0
    streams = capsys.readouterr()
    assert (
        "air force said ([Associated Press](https://apnews.com/article/stand-in-largest-attack), [The Guardian]("
        in streams.out
    )
    assert "the air base of Borisoglebsk (source not identified: turn0search9)." in streams.out
    assert "only the chatbot's conversation tells" in streams.err


def test_citations_are_not_written_into_html(tmp_path, capsys):
    (tmp_path / "a.html").write_text("<p>It held (<a href='https://apnews.com/x'>AP</a>).</p>")
    assert run(["parse", "--cite", "markdown", "a.html"]) == 2
    assert "--clean" in capsys.readouterr().err
    assert run(["parse", "--clean", "a.html"]) == 0
    assert capsys.readouterr().out == "<p>It held.</p>"
