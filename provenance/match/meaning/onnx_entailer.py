"""An entailer in ONNX: a folder with `model.onnx`, `tokenizer.json` and `entailer.json`; needs the extra `[entail]`."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from typing import TYPE_CHECKING

from provenance.errors import EntailerError, ExtraMissingError
from provenance.match.meaning.contracts import Opinion

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

BATCH = 16
"""Pairs that are read at once: more saves no time on a few cores and costs memory."""

MOST_CLAIM_WORDS = 90
"""Words of a claim that are read, the same as in training; the passage is cut to what is left of the model's length."""


class OnnxEntailer:
    """The model in a folder, loaded when it is first asked.

    `entailer.json` holds `labels` (for each output `supported`, `refuted` or `not_stated`), `most_tokens` and `name`.
    Raises `EntailerError` when the folder is no such model, `ExtraMissingError` when what runs it is not installed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            settings = json.loads((folder / "entailer.json").read_text(encoding="utf-8"))
            self._labels = [str(label) for label in settings["labels"]]
            self._most_tokens = int(settings["most_tokens"])
            self._title = str(settings["name"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise EntailerError(
                f"{folder} holds no entailer: {error}.",
                "It must hold model.onnx, tokenizer.json and an entailer.json with labels, most_tokens and name.",
            ) from error
        if "supported" not in self._labels:
            raise EntailerError(f"None of the labels in {folder / 'entailer.json'} is `supported`: {self._labels}.")

    @cached_property
    def name(self) -> str:
        """The model's title and the first 12 hex digits of the sha256 of its weights."""
        with (self._folder / "model.onnx").open("rb") as weights:
            return f"{self._title} {hashlib.file_digest(weights, 'sha256').hexdigest()[:12]}"

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> tuple[Opinion, ...]:
        """One opinion a pair of (passage, claim), in order."""
        opinions: list[Opinion] = []
        for first in range(0, len(pairs), BATCH):
            opinions.extend(self._read(pairs[first : first + BATCH]))
        return tuple(opinions)

    def _read(self, pairs: Sequence[tuple[str, str]]) -> list[Opinion]:
        import numpy as np  # noqa: PLC0415 - comes with onnxruntime, which only the extra installs

        codes = self._tokenizer.encode_batch(
            [(" ".join(claim.split()[:MOST_CLAIM_WORDS]), passage) for passage, claim in pairs]
        )
        given = {
            "words": np.array([code.ids for code in codes], dtype=np.int64),
            "sides": np.array([code.type_ids for code in codes], dtype=np.int64),
            "mask": np.array([code.attention_mask for code in codes], dtype=np.int64),
        }
        logits = self._session.run(None, given)[0].astype(np.float64)
        chances = np.exp(logits - logits.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        return [self._opinion([float(chance) for chance in row]) for row in chances]

    def _opinion(self, chances: Sequence[float]) -> Opinion:
        sums = dict.fromkeys(("supported", "refuted", "not_stated"), 0.0)
        for label, chance in zip(self._labels, chances, strict=True):
            sums[label] = sums.get(label, 0.0) + chance
        return Opinion(supported=min(1.0, sums["supported"]), refuted=min(1.0, sums["refuted"]))

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        try:
            from tokenizers import Tokenizer  # noqa: PLC0415 - only the extra installs it
        except ImportError as error:
            raise _absent(error) from error
        try:
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
        except Exception as error:
            raise _broken(self._folder / "tokenizer.json", error) from error
        tokenizer.enable_truncation(self._most_tokens)  # takes from the longer of the two, the passage
        tokenizer.enable_padding()
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        try:
            import onnxruntime  # noqa: PLC0415 - only the extra installs it
        except ImportError as error:
            raise _absent(error) from error
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        path = self._folder / "model.onnx"
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise _broken(path, error) from error


def _absent(error: ImportError) -> ExtraMissingError:
    return ExtraMissingError(
        f"The entailer cannot be run: {error}.", "Install what runs it with `pip install 'provenance[entail]'`."
    )


def _broken(file: Path, error: Exception) -> EntailerError:
    return EntailerError(f"{file} cannot be read: {error}.", "Put the model there again, or name another one.")
