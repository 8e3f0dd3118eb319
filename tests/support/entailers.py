"""Tiny entailers made on the spot: each word has a logit for every label, and a pair's logits are their sum."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from provenance.match.meaning import Opinion


@dataclass
class FixedEntailer:
    """Says the same of every pair, and remembers what it was asked."""

    opinion: Opinion
    name: str = "fixed"
    asked: list[tuple[str, str]] = field(default_factory=list)

    def read_pairs(self, pairs: Sequence[tuple[str, str]]) -> tuple[Opinion, ...]:
        """The opinion, once a pair."""
        self.asked.extend(pairs)
        return tuple(self.opinion for _ in pairs)


def write_entailer(
    folder: Path,
    logits: Mapping[str, Sequence[float]],
    *,
    labels: Sequence[str] = ("supported", "refuted", "not_stated"),
    most_tokens: int = 16,
) -> Path:
    """A folder with an ONNX model in which `logits` says what each word adds to the labels; other words add nothing."""
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Tokenizer, models, pre_tokenizers

    folder.mkdir(parents=True, exist_ok=True)
    words = ["[PAD]", "[UNK]", *logits]
    tokenizer = Tokenizer(models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    rows = [[0.0] * len(labels)] * 2 + [list(row) for row in logits.values()]
    table = numpy_helper.from_array(np.array(rows, dtype=np.float32), "table")
    axis = numpy_helper.from_array(np.array([1], dtype=np.int64), "axis")
    last = numpy_helper.from_array(np.array([2], dtype=np.int64), "last")
    nodes = [
        helper.make_node("Gather", ["table", "words"], ["rows"]),
        helper.make_node("Cast", ["mask"], ["shares"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["shares", "last"], ["column"]),
        helper.make_node("Mul", ["rows", "column"], ["seen"]),
        helper.make_node("ReduceSum", ["seen", "axis"], ["logits"], keepdims=0),
    ]
    shape = ["pairs", "tokens"]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("words", "sides", "mask")],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", len(labels)])],
        [table, axis, last],
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), folder / "model.onnx"
    )
    settings = {"name": "tiny", "labels": list(labels), "most_tokens": most_tokens}
    (folder / "entailer.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder
