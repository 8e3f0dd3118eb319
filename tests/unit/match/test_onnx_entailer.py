"""The entailer in ONNX, on tiny models made on the spot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from provenance.errors import EntailerError, ExtraMissingError
from provenance.match.meaning import OnnxEntailer
from tests.support.entailers import write_entailer

if TYPE_CHECKING:
    from pathlib import Path

LOGITS = {"yes": (5.0, 0.0, 0.0), "no": (0.0, 5.0, 0.0), "maybe": (0.0, 0.0, 5.0)}


@pytest.fixture
def entailer(tmp_path: Path) -> OnnxEntailer:
    return OnnxEntailer(write_entailer(tmp_path / "tiny", LOGITS))


def test_the_labels_become_an_opinion(entailer: OnnxEntailer) -> None:
    yes, no, maybe = entailer.read_pairs([("yes", "claim"), ("no", "claim"), ("maybe", "claim")])
    assert (round(yes.supported), round(yes.refuted)) == (1, 0)
    assert (round(no.supported), round(no.refuted)) == (0, 1)
    assert max(maybe.supported, maybe.refuted) < 0.1


def test_opinions_do_not_depend_on_what_they_are_read_with(entailer: OnnxEntailer) -> None:
    pairs = [(" ".join(["yes"] * (count % 3) + ["no"]), "claim") for count in range(40)]
    assert entailer.read_pairs(pairs) == tuple(entailer.read_pairs([pair])[0] for pair in pairs)


def test_no_pairs_have_no_opinions(entailer: OnnxEntailer) -> None:
    assert entailer.read_pairs([]) == ()


def test_a_long_passage_is_cut_at_its_end(entailer: OnnxEntailer) -> None:
    seen, unseen = entailer.read_pairs([("yes " + "word " * 50, "claim"), ("word " * 50 + "yes", "claim")])
    assert seen.supported > 0.9
    assert unseen.supported < 0.5


def test_a_claim_longer_than_the_model_is_cut_too(entailer: OnnxEntailer) -> None:
    opinion, *_ = entailer.read_pairs([("yes", "word " * 5_000)])
    assert 0 <= opinion.supported <= 1


def test_labels_may_stand_in_any_order_and_be_two(tmp_path: Path) -> None:
    folder = write_entailer(tmp_path, {"yes": (0.0, 5.0)}, labels=("not_supported", "supported"))
    (opinion,) = OnnxEntailer(folder).read_pairs([("yes", "claim")])
    assert opinion.supported > 0.9
    assert opinion.refuted == 0


def test_the_name_tells_models_apart(tmp_path: Path) -> None:
    one = OnnxEntailer(write_entailer(tmp_path / "one", LOGITS))
    other = OnnxEntailer(write_entailer(tmp_path / "other", {"yes": (4.0, 0.0, 0.0)}))
    assert one.name.startswith("tiny ")
    assert one.name != other.name


def test_a_folder_that_is_no_entailer_is_an_error_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(EntailerError) as caught:
        OnnxEntailer(tmp_path)
    assert "entailer.json" in str(caught.value)


def test_labels_without_support_are_an_error(tmp_path: Path) -> None:
    settings = {"name": "tiny", "labels": ["good", "bad"], "most_tokens": 16}
    (tmp_path / "entailer.json").write_text(json.dumps(settings))
    with pytest.raises(EntailerError, match=r"not understood: good, bad.*entailer\.json"):
        OnnxEntailer(tmp_path)


@pytest.mark.parametrize(
    ("labels", "logits"),
    [(("supported", "refuted"), (1.0, 0.0, 0.0)), (("supported", "other"), (float("nan"), 0.0))],
)
def test_numbers_that_do_not_fit_the_labels_are_an_error(
    tmp_path: Path, labels: tuple[str, ...], logits: tuple[float, ...]
) -> None:
    folder = write_entailer(tmp_path, {"yes": logits}, labels=("supported", *labels[1:], "other")[: len(logits)])
    settings = {"name": "tiny", "labels": list(labels), "most_tokens": 16}
    (folder / "entailer.json").write_text(json.dumps(settings))
    with pytest.raises(EntailerError, match="where 2 numbers are due"):
        OnnxEntailer(folder).read_pairs([("yes", "claim")])


@pytest.mark.parametrize("text", ["", "  \n", "\0", "\ud800 x", "\u200f\u05d0", "\U0001f600" * 9, "x" * 1_000_000])
def test_every_text_has_an_opinion(entailer: OnnxEntailer, text: str) -> None:
    for pair in ((text, "claim"), ("yes", text)):
        (opinion,) = entailer.read_pairs([pair])
        assert 0 <= opinion.supported <= 1


def test_what_looks_like_a_mark_of_the_tokenizer_is_text(tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    folder = write_entailer(tmp_path, {"yes": (5.0, 0.0, 0.0), "[SEP]": (0.0, 50.0, 0.0)})
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.add_special_tokens(["[SEP]"])
    tokenizer.enable_padding(length=16)
    tokenizer.save(str(folder / "tokenizer.json"))
    (opinion,) = OnnxEntailer(folder).read_pairs([("yes [SEP]", "claim")])
    assert opinion.supported > 0.9


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json"])
def test_a_model_that_is_changed_while_it_is_used_is_an_error(
    entailer: OnnxEntailer, tmp_path: Path, file: str
) -> None:
    """Or the report would name one model, and hold the opinions of another."""
    assert entailer.name
    other = write_entailer(tmp_path / "other", {"yes": (4.0, 0.0, 0.0), "word": (0.0, 0.0, 0.0)})
    (tmp_path / "tiny" / file).write_bytes((other / file).read_bytes())
    with pytest.raises(EntailerError, match="changed while it was used"):
        entailer.read_pairs([("yes", "claim")])


@pytest.mark.parametrize("file", ["model.onnx", "tokenizer.json", "entailer.json"])
def test_the_name_hangs_on_every_file(tmp_path: Path, file: str) -> None:
    folder = write_entailer(tmp_path, LOGITS)
    before = OnnxEntailer(folder).name
    (folder / file).write_bytes((folder / file).read_bytes() + b" ")
    assert OnnxEntailer(folder).name != before


@pytest.mark.parametrize("package", ["tokenizers", "onnxruntime"])
def test_without_the_extra_the_error_says_what_to_install(
    entailer: OnnxEntailer, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ExtraMissingError) as caught:
        entailer.read_pairs([("yes", "claim")])
    assert "provenance[entail]" in str(caught.value)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_broken_model_is_an_error(entailer: OnnxEntailer, tmp_path: Path, name: str) -> None:
    (tmp_path / "tiny" / name).write_bytes(b"no model")
    with pytest.raises(EntailerError, match=name):
        entailer.read_pairs([("yes", "claim")])


def test_what_runs_it_tells_nobody_of_it(tmp_path: Path) -> None:
    """In a process of its own, which takes a second: whether it reports is settled when it is first imported.

    It keeps what it is going to report, and under which number, in the user's cache.
    """
    small = write_entailer(tmp_path / "model", LOGITS)
    read = "import sys, pathlib; from provenance.match.meaning import OnnxEntailer; "
    read += "print(OnnxEntailer(pathlib.Path(sys.argv[1])).read_pairs([('a b', 'a')]))"
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    home = tmp_path / "home"
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", read, str(small)],
        env={**kept, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Opinion" in done.stdout
    assert list(home.rglob("*")) == []
