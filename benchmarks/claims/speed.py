"""How fast claims are judged, and whether memory stays flat.

    python -m benchmarks.claims.speed [--pairs 300] [--memory 10000] [--encoder FOLDER]

Pairs a second and core (by the time of the processor, not the clock) for pages of 1,000 words, each page new, so that
reading it is part of the time; the same with ten claims a page, as in a run; `token_set_ratio` beside them; and, with
`--encoder`, a cross-encoder in ONNX (`model.onnx`, `tokenizer.json`), which reads every page in windows of `WINDOW`
words and keeps the best score. Then the peak memory after a tenth of the pairs and after all of them.
"""

from __future__ import annotations

import argparse
import resource
from itertools import islice
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from provenance.errors import ProvenanceError
from provenance.match import match_claim
from provenance.match.meaning import Entailment, OnnxEntailer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORDS = 1_000
"""Words of a page."""

WINDOW = 150
"""Words that a cross-encoder reads at once."""

CLAIMS = 10
"""Claims that are judged against one page in a run."""

PLACES = ["Kyiv", "Sumy", "Odesa", "Lviv", "Kharkiv", "Poltava", "Dnipro", "Izmail", "Chernihiv", "Kherson"]
THINGS = ["drones", "missiles", "houses", "people", "schools", "boats", "engines", "soldiers", "buses", "bridges"]
DOINGS = ["hit", "destroyed", "left", "reached", "counted", "repaired", "passed", "stopped", "guarded", "rebuilt"]
WHO = [
    "the mayor",
    "a spokesman",
    "the air force",
    "Ivan Petrov",
    "rescuers",
    "the ministry",
    "Olena Marko",
    "the railway",
]
FILLERS = [
    "in the morning",
    "after a long night",
    "as winter came",
    "under heavy rain",
    "on the left bank",
    "without a word",
]


def main() -> None:
    """Print the speeds, then the memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--memory", type=int, default=10_000, help="pairs over which memory is watched")
    parser.add_argument("--encoder", type=Path, help="the folder of a cross-encoder in ONNX")
    arguments = parser.parse_args()
    own = time_pairs(_match, make_pairs(arguments.pairs))
    print(f"matcher, every page new: {own:.0f} pairs a second of {WORDS} words")
    print(f"matcher, {CLAIMS} claims a page: {time_pairs(_match, make_pairs(arguments.pairs, claims=CLAIMS)):.0f}")
    print(f"token_set_ratio: {time_pairs(fuzz.token_set_ratio, make_pairs(arguments.pairs)):.0f}")
    if arguments.encoder is None:
        print("cross-encoder: left out, there is no --encoder")
    else:
        _time_encoder(arguments.encoder, own=own, pairs=max(5, arguments.pairs // 20))
    watch_memory(arguments.memory)


def _match(claim: str, page: str) -> object:
    return match_claim(claim, page, entailer=Entailment.OFF)


def _time_encoder(folder: Path, *, own: float, pairs: int) -> None:
    try:
        encoder = OnnxEntailer(folder)
        encoder.read_pairs([("A page.", "A claim.")])
    except ProvenanceError as error:
        print(f"cross-encoder: left out. {error}")
        return

    def read_windows(claim: str, page: str) -> float:
        words = page.split()
        windows = [" ".join(words[start : start + WINDOW]) for start in range(0, len(words), WINDOW)]
        return max(opinion.supported for opinion in encoder.read_pairs([(window, claim) for window in windows]))

    other = time_pairs(read_windows, make_pairs(pairs))
    print(f"cross-encoder over the whole page: {other:.1f}; the matcher is {own / other:.0f} times as fast")
    asked = time_pairs(lambda claim, page: match_claim(claim, page, entailer=encoder), make_pairs(pairs))
    print(f"matcher with this entailer: {asked:.0f}, {1000 / asked:.1f} ms a pair")


def time_pairs(judge: Callable[[str, str], object], pairs: list[tuple[str, str]]) -> float:
    """Pairs a second; three calls warm up what is read once."""
    for claim, page in make_pairs(3, seed=99):
        judge(claim, page)
    start = process_time()
    for claim, page in pairs:
        judge(claim, page)
    return len(pairs) / (process_time() - start)


def make_pairs(count: int, *, claims: int = 1, seed: int = 1) -> list[tuple[str, str]]:
    """Claims with pages; `claims` of them in a row have the same page."""
    return list(islice(_endless_pairs(claims, seed), count))


def _endless_pairs(claims: int, seed: int) -> Iterator[tuple[str, str]]:
    random = Random(seed)  # noqa: S311 - pages to measure with, no secrets
    while True:
        sentences = [_make_sentence(random) for _ in range(WORDS // 16)]
        page = "\n".join(" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4))
        for _ in range(claims):
            yield random.choice((_make_sentence(random), random.choice(sentences))), page


def _make_sentence(random: Random) -> str:
    number, thing, place = random.randrange(2, 900), random.choice(THINGS), random.choice(PLACES)
    day = f"{random.randrange(1, 29)} {random.choice(('May', 'June', 'July'))} 2025"
    parts = (random.choice(FILLERS), random.choice(WHO), random.choice(DOINGS), random.choice(THINGS))
    return f"On {day} {parts[1]} said that {number} {thing} {parts[2]} {place} and its {parts[3]} {parts[0]}."


def watch_memory(pairs: int) -> None:
    """Print the peak memory after a tenth of the pairs and after all, a quarter of the words a page."""
    source = _endless_pairs(2, 7)
    for part in (pairs // 10, pairs - pairs // 10):
        for claim, page in islice(source, part):
            match_claim(claim, page[: len(page) // 4], entailer=Entailment.OFF)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory after {part} more pairs: {peak:.1f} MiB")


if __name__ == "__main__":
    main()
