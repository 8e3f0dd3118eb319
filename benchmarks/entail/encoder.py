"""A BERT encoder that reads a claim beside a passage, in plain torch: small enough to read, and to export.

There is no dropout: no pair is seen often enough to be learnt by heart.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F  # noqa: N812 - its usual name

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

LABELS = ("supported", "refuted", "not_stated")
"""What a passage says of a claim, in the order of the outputs."""


class Layer(nn.Module):
    """One block: attention, then two dense layers, each with its residual and its norm behind it."""

    def __init__(self, *, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.attended, self.attended_norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.outer_norm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """The states of the next block; `mask` is 0 for what may be seen and very negative for padding."""
        batch, length, width = states.shape
        split = (batch, length, self.heads, width // self.heads)
        query, key, value = (layer(states).view(split).transpose(1, 2) for layer in (self.query, self.key, self.value))
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.attended(seen.transpose(1, 2).reshape(batch, length, width))
        states = self.attended_norm(states + seen)
        deep = self.outer(F.gelu(self.inner(states)))
        return self.outer_norm(states + deep)


class PairEncoder(nn.Module):
    """Claim and passage in, one logit for each of `LABELS` out."""

    def __init__(self, shape: dict[str, int]) -> None:
        super().__init__()
        width = shape["hidden_size"]
        self.words = nn.Embedding(shape["vocab_size"], width)
        self.places = nn.Embedding(shape["max_position_embeddings"], width)
        self.sides = nn.Embedding(shape["type_vocab_size"], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width=width, heads=shape["num_attention_heads"], inner=shape["intermediate_size"])
            for _ in range(shape["num_hidden_layers"])
        )
        self.pooled, self.head = nn.Linear(2 * width, width), nn.Linear(width, len(LABELS))

    def forward(self, words: Tensor, sides: Tensor, mask: Tensor) -> Tensor:
        """Logits, shape (batch, 3), of padded word numbers, sides (0 claim, 1 passage) and mask (1 word, 0 padding)."""
        places = torch.arange(words.shape[1], device=words.device)
        states = self.norm(self.words(words) + self.places(places) + self.sides(sides))
        hidden = (1.0 - mask[:, None, None, :].to(states.dtype)) * -10_000.0
        for layer in self.layers:
            states = layer(states, hidden)
        share = mask[:, :, None].to(states.dtype)
        mean = (states * share).sum(1) / share.sum(1)
        pooled = torch.tanh(self.pooled(torch.cat([states[:, 0], mean], dim=1)))
        logits: Tensor = self.head(pooled)
        return logits


_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attended_norm",
    "intermediate.dense": "inner",
    "output.dense": "outer",
    "output.LayerNorm": "outer_norm",
}


def load_encoder(folder: Path) -> PairEncoder:
    """The encoder in a folder with `config.json` and `model.safetensors` of a BERT, with a new head."""
    shape = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    encoder = PairEncoder(shape)
    given = {name.removeprefix("bert."): tensor for name, tensor in load_file(folder / "model.safetensors").items()}
    own = {
        "words.weight": given["embeddings.word_embeddings.weight"],
        "places.weight": given["embeddings.position_embeddings.weight"],
        "sides.weight": given["embeddings.token_type_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(shape["num_hidden_layers"]):
        for name, short in _NAMES.items():
            for part in ("weight", "bias"):
                own[f"layers.{number}.{short}.{part}"] = given[f"encoder.layer.{number}.{name}.{part}"]
    missing, unknown = encoder.load_state_dict(own, strict=False)
    if unknown or any(not name.startswith(("pooled", "head")) for name in missing):
        raise SystemExit(f"{folder} holds no BERT encoder: missing {missing[:3]}, unknown {unknown[:3]}")
    encoder.words.weight.requires_grad_(False)  # noqa: FBT003 - torch's own call
    return encoder
