"""An entailer in ONNX: a folder with `model.onnx`, `tokenizer.json` and `entailer.json`; needs the extra `[entail]`."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cached_property
from typing import TYPE_CHECKING

from provenance.errors import EntailerError, ExtraMissingError
from provenance.match.meaning.labels import read_labels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from provenance.match.meaning.contracts import Opinion

SETTINGS, TOKENIZER, MODEL = "entailer.json", "tokenizer.json", "model.onnx"

MOST_CLAIM_WORDS = 90
"""Words of a claim that are read, the same as in training; the passage is cut to what is left of the model's length."""

MOST_LETTERS = 20
"""Letters, for each token that the model takes, that are looked at: more never fit, and a megabyte takes seconds."""


class OnnxEntailer:
    """The model in a folder, loaded when it is first asked.

    `entailer.json` holds `labels` (for each output `supported`, `refuted` or `not_stated`), `most_tokens` and `name`.
    Pairs are read one by one: a quantised model scales its numbers by all that it reads at once, so that beside other
    pairs an opinion would be another. Raises `EntailerError` when the folder is no such model, or is changed while it
    is used, and `ExtraMissingError` when what runs it is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digests: dict[str, str] = {}
        try:
            settings = json.loads(self._load(SETTINGS))
            labels = [str(label) for label in settings["labels"]]
            self._most_tokens = int(settings["most_tokens"])
            self._title = str(settings["name"])
        except (ValueError, KeyError, TypeError) as error:
            raise EntailerError(
                f"{folder} holds no entailer: {error}.",
                "It must hold model.onnx, tokenizer.json and an entailer.json with labels, most_tokens and name.",
            ) from error
        self._outputs = read_labels(labels)

    @cached_property
    def name(self) -> str:
        """The model's title and the first 12 hex digits of a sha256 over its files."""
        for file in (TOKENIZER, MODEL):
            self._load(file)
        parts = "".join(self._digests[file] for file in (SETTINGS, TOKENIZER, MODEL))
        return f"{self._title} {hashlib.sha256(parts.encode()).hexdigest()[:12]}"

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> tuple[Opinion, ...]:
        """One opinion a pair of (passage, claim), in order. Raises `EntailerError` when the model fails on one."""
        return tuple(self._outputs.read_logits(self._read(passage, claim)) for passage, claim in pairs)

    def _read(self, passage: str, claim: str) -> list[float]:
        """The logits of a pair."""
        tokenizer, session = self._tokenizer, self._session
        import numpy as np  # noqa: PLC0415 - comes with onnxruntime, which only the extra installs

        most = MOST_LETTERS * self._most_tokens
        code = tokenizer.encode(" ".join(_plain(claim, most).split()[:MOST_CLAIM_WORDS]), _plain(passage, most))
        given = {"words": code.ids, "sides": code.type_ids, "mask": code.attention_mask}
        try:
            answers = session.run(None, {name: np.array([row], dtype=np.int64) for name, row in given.items()})
            return [float(logit) for logit in answers[0][0]]
        except Exception as error:  # whatever the runtime raises for a graph of another form
            raise _broken(self._folder / MODEL, error) from error

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            from tokenizers import Tokenizer  # noqa: PLC0415 - only the extra installs it
        except ImportError as error:
            raise _absent(error) from error
        try:
            tokenizer = Tokenizer.from_str(self._load(TOKENIZER).decode("utf-8"))
        except EntailerError:
            raise
        except Exception as error:
            raise _broken(self._folder / TOKENIZER, error) from error
        tokenizer.enable_truncation(self._most_tokens)  # takes from the longer of the two, the passage
        tokenizer.no_padding()
        tokenizer.encode_special_tokens = True  # "[SEP]" on a page is five letters, no end of the passage
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before the import: else it tells its makers of every session
        try:
            import onnxruntime  # noqa: PLC0415 - only the extra installs it
        except ImportError as error:
            raise _absent(error) from error
        onnxruntime.disable_telemetry_events()  # on Windows, and where somebody else imported it before
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        weights = self._load(MODEL)
        try:
            return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise _broken(self._folder / MODEL, error) from error

    def _load(self, file: str) -> bytes:
        """What the file holds: the same whenever it is loaded, so that the name is that of the model that was asked."""
        path = self._folder / file
        try:
            content = path.read_bytes()
        except OSError as error:
            raise _broken(path, error) from error
        digest = hashlib.sha256(content).hexdigest()
        if self._digests.setdefault(file, digest) != digest:
            raise EntailerError(f"{path} was changed while it was used.", "Run again with one model.")
        return content


def _plain(text: str, most: int) -> str:
    """At most so many letters of the text, without lone surrogates, which no tokenizer takes."""
    return text[:most].encode("utf-8", "replace").decode("utf-8")


def _absent(error: ImportError) -> ExtraMissingError:
    return ExtraMissingError(
        f"The entailer cannot be run: {error}.", "Install what runs it with `pip install 'provenance[entail]'`."
    )


def _broken(file: Path, error: Exception) -> EntailerError:
    reason = " ".join(str(error).split())[:200].rstrip(".")
    return EntailerError(f"{file} cannot be read: {reason}.", "Put the model there again, or name another one.")
