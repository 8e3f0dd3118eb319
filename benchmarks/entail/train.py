"""Train the entailer: a small public encoder becomes a reader of claim and passage.

    python -m benchmarks.entail.train --pairs FILE --encoder FOLDER --out FOLDER [--minutes 75]
        [--threads 2] [--start FILE]

Ends after `--minutes` whatever the machine: the learning rate falls with the time. A GPU is used where there is one.
After each eighth of the time the encoder so far is kept in `--out` as encoder.pt and measured on a part of dev; with
`--start` such a file is gone on with.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812 - its usual name

from benchmarks.claims.scores import area_under_curve, balanced_accuracy, best_threshold
from benchmarks.entail.encoder import load_encoder

if TYPE_CHECKING:
    from torch import Tensor

    from benchmarks.entail.encoder import PairEncoder

MOST_TOKENS = 224
"""Tokens of claim and passage together; what is longer is cut at the end of the passage."""

BATCH_TOKENS = 3_072
ROUNDED = 16
"""Lengths are padded to a multiple of this: few shapes are quicker to prepare for than many."""

RATE, WARM = 2e-4, 0.04
"""The highest learning rate, and the share of the time in which it is reached."""

SMALL, TIMES = 3_000, 2
"""A set with fewer pairs than this counts so many times: the large ones should not drown it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A pair as word numbers."""

    source: str
    words: tuple[int, ...]
    sides: tuple[int, ...]
    label: int


def main() -> None:
    """Train, measuring on dev as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(7)
    train, dev = read_samples(arguments.pairs, arguments.encoder / "tokenizer.json")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    encoder = load_encoder(arguments.encoder).to(device)
    if arguments.start is not None:
        encoder.load_state_dict(torch.load(arguments.start, map_location=device))
    arguments.out.mkdir(parents=True, exist_ok=True)
    _train(encoder, train, dev, device=device, out=arguments.out, seconds=60 * arguments.minutes)


def read_samples(pairs: Path, tokenizer_file: Path) -> tuple[list[Sample], list[Sample]]:
    """The samples to train on and those of dev."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS, strategy="only_second")
    train: list[Sample] = []
    dev: list[Sample] = []
    with gzip.open(pairs, "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            claim = " ".join(pair["claim"].split()[:90])
            code = tokenizer.encode(claim, pair["passage"])
            sample = Sample(
                source=pair["source"], words=tuple(code.ids), sides=tuple(code.type_ids), label=pair["label"]
            )
            (dev if pair["dev"] else train).append(sample)
    return train, dev


def _train(
    encoder: PairEncoder, train: list[Sample], dev: list[Sample], *, device: torch.device, out: Path, seconds: float
) -> None:
    decayed = [weight for weight in encoder.parameters() if weight.requires_grad and weight.ndim > 1]
    plain = [weight for weight in encoder.parameters() if weight.requires_grad and weight.ndim == 1]
    steps = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=RATE, fused=True
    )
    chance = random.Random(7)  # noqa: S311 - repeatable
    start, seen, kept = monotonic(), 0, 0
    losses: list[float] = []
    few = _few(dev)
    while True:
        for batch in make_batches(_epoch(train, chance), chance):
            gone = (monotonic() - start) / seconds
            if gone >= 1:
                torch.save(encoder.state_dict(), out / "encoder.pt")
                print(f"trained on {seen} pairs", flush=True)
                measure(encoder, dev, device=device)
                return
            for group in steps.param_groups:
                group["lr"] = RATE * min(1.0, (gone + 1e-4) / WARM) * (1.0 - gone)
            encoder.train()
            with torch.autocast(device.type, torch.bfloat16):
                logits = encoder(*to_tensors(batch, device=device))
            loss = _loss(logits.float(), torch.tensor([sample.label for sample in batch], device=device))
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*decayed, *plain], 1.0)
            steps.step()
            steps.zero_grad()
            seen += len(batch)
            losses.append(loss.item())
            if gone * 8 >= kept + 1:
                kept += 1
                torch.save(encoder.state_dict(), out / "encoder.pt")
                last = losses[-300:]
                print(f"{gone:5.0%} {seen:>7} pairs, loss {sum(last) / len(last):.3f}", flush=True)
                measure(encoder, few, device=device)


def _epoch(train: list[Sample], chance: random.Random) -> list[Sample]:
    """Every sample once, those of small sets more often, in a new order."""
    counts: defaultdict[str, int] = defaultdict(int)
    for sample in train:
        counts[sample.source.split("+")[0]] += 1
    every = [sample for sample in train for _ in range(TIMES if counts[sample.source.split("+")[0]] < SMALL else 1)]
    chance.shuffle(every)
    return every


def make_batches(samples: list[Sample], chance: random.Random | None = None) -> list[list[Sample]]:
    """Batches of pairs of much the same length, in a random order if `chance` is given."""
    batches: list[list[Sample]] = []
    pool = 4_000 if chance else len(samples)
    for first in range(0, len(samples), pool):
        batch: list[Sample] = []
        for sample in sorted(samples[first : first + pool], key=lambda one: len(one.words)):
            if batch and len(sample.words) * (len(batch) + 1) > BATCH_TOKENS:
                batches.append(batch)
                batch = []
            batch.append(sample)
        batches.append(batch)
    if chance:
        chance.shuffle(batches)
    return [batch for batch in batches if batch]


def to_tensors(batch: list[Sample], *, device: torch.device) -> tuple[Tensor, ...]:
    """Word numbers, sides and mask, padded to the longest."""
    longest = -(-max(len(sample.words) for sample in batch) // ROUNDED) * ROUNDED
    words = [[*sample.words, *[0] * (longest - len(sample.words))] for sample in batch]
    sides = [[*sample.sides, *[0] * (longest - len(sample.words))] for sample in batch]
    mask = [[1] * len(sample.words) + [0] * (longest - len(sample.words)) for sample in batch]
    return tuple(torch.tensor(rows, device=device) for rows in (words, sides, mask))


def _loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy; a pair that is not supported in a way unknown counts as `not supported` only."""
    chances = F.log_softmax(logits, dim=1)
    known = labels.clamp(max=2)
    exact = -chances.gather(1, known[:, None])[:, 0]
    either = -torch.logsumexp(chances[:, 1:], dim=1)
    return torch.where(labels == 3, either, exact).mean()


def score(encoder: PairEncoder, samples: list[Sample], *, device: torch.device) -> list[tuple[Sample, float]]:
    """Each sample with the log-odds of support."""
    encoder.eval()
    scored: list[tuple[Sample, float]] = []
    with torch.no_grad(), torch.autocast(device.type, torch.bfloat16):
        for batch in make_batches(samples):
            chances = F.log_softmax(encoder(*to_tensors(batch, device=device)).float(), dim=1)
            odds = chances[:, 0] - torch.logsumexp(chances[:, 1:], dim=1)
            scored.extend(zip(batch, odds.tolist(), strict=True))
    return scored


def measure(encoder: PairEncoder, samples: list[Sample], *, device: torch.device) -> None:
    """Print the area under the curve and the best balanced accuracy, set by set."""
    sets: defaultdict[str, list[tuple[float, int]]] = defaultdict(list)
    for sample, odds in score(encoder, samples, device=device):
        sets[sample.source].append((odds, int(sample.label == 0)))
    areas, accuracies = [], []
    for name, scored in sorted(sets.items()):
        if len({label for _, label in scored}) < 2:
            continue
        threshold = best_threshold(scored)
        areas.append(area_under_curve(scored))
        accuracies.append(balanced_accuracy([(float(odds >= threshold), label) for odds, label in scored]))
        print(f"  {name:<24} {len(scored):>5} {100 * areas[-1]:6.1f} {100 * accuracies[-1]:6.1f}", flush=True)
    print(f"  {'mean':<24} {'':>5} {100 * sum(areas) / len(areas):6.1f} {100 * sum(accuracies) / len(accuracies):6.1f}")


def _few(dev: list[Sample]) -> list[Sample]:
    sets: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in dev:
        if len(sets[sample.source]) < 100:
            sets[sample.source].append(sample)
    return [sample for own in sets.values() for sample in own]


if __name__ == "__main__":
    main()
