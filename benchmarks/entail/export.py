"""Write a trained entailer as ONNX with weights of eight bits, as the package ships it.

    python -m benchmarks.entail.export --trained FOLDER --encoder FOLDER --out provenance/data/entail

Needs torch, onnx and onnxruntime, which tells its makers of every run unless ORT_DISABLE_TELEMETRY is 1. The weights
keep seven bits of the eight, so that processors without VNNI do not saturate and give the same answers.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from benchmarks.entail.encoder import LABELS, load_encoder
from benchmarks.entail.train import MOST_TOKENS


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="provenance-entail-1")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.encoder)
    encoder.load_state_dict(torch.load(arguments.trained / "encoder.pt", map_location="cpu"))
    encoder.eval()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        ones = torch.ones((2, 16), dtype=torch.int64)
        length = {0: "pairs", 1: "tokens"}
        torch.onnx.export(
            encoder,
            (ones, ones, ones),
            str(whole),
            input_names=["words", "sides", "mask"],
            output_names=["logits"],
            dynamic_axes={"words": length, "sides": length, "mask": length, "logits": {0: "pairs"}},
            dynamo=False,
        )
        quantize_dynamic(
            whole,
            arguments.out / "model.onnx",
            op_types_to_quantize=["MatMul", "Gather"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    shutil.copyfile(arguments.encoder / "tokenizer.json", arguments.out / "tokenizer.json")
    settings = {"name": arguments.name, "labels": LABELS, "most_tokens": MOST_TOKENS}
    (arguments.out / "entailer.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    print(f"{sum(file.stat().st_size for file in arguments.out.iterdir()) / 1e6:.1f} MB in {arguments.out}")


if __name__ == "__main__":
    main()
