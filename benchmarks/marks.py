"""How well citation marks are read: precision and recall by kind on a file of marks as they stand in public files.

    python -m benchmarks.marks --marks FILE [--json FILE] [--show KIND]

FILE holds one JSON object a line with a `kind`: `linked` chips (labels, more), `flat` runs with their surroundings
(run, labels, more, before, next), `negative` excerpts, and marks of other styles (mark, before, after). The linked
chips are flattened into the sentences of `marks_documents.py`. Everything in FILE was visible to those who wrote the
grammars: these figures are no promise for marks from elsewhere.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

from benchmarks.marks_documents import Telling, Truth, chips_of, documents
from provenance.parse import parse_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from benchmarks.marks_documents import Document
    from provenance.model.article import Article

FORMATS = ("text", "markdown")
# "]: " before an address
_DEFINED = re.compile(r"\[[^\]\n]{1,40}\]:[ \t]*$")
# the private-use signs that end or part a mark
_PRIVATE_END = re.compile("[\ue201-\ue206]")
LEFT_OUT: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "begins with the closing sign of the mark before": lambda row: bool(_PRIVATE_END.match(row.get("mark", ""))),
    "the definition of a reference, which is no mark": lambda row: bool(
        row["kind"].startswith("utm") and _DEFINED.search(row["before"])
    ),
}
"""Why a row is not measured -> whether one is such."""
AROUND = " \t\r\n()[].,"
"""What a mark may bring with it out of the sentence."""


@dataclass(slots=True)
class Score:
    """Marks expected, found and exactly right, with the first misses."""

    expected: int = 0
    found: int = 0
    exact: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Of those found, the share that is exact; 1 when none was found."""
        return self.exact / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of those expected, the share that is found exactly."""
        return self.exact / self.expected if self.expected else 1.0

    def add(self, expected: Sequence[object], found: Sequence[object], *, text: str) -> None:
        """Count one text: what it holds and what was found in it."""
        exact = sum((Counter(map(repr, expected)) & Counter(map(repr, found))).values())
        self.expected += len(expected)
        self.found += len(found)
        self.exact += exact
        if exact < max(len(expected), len(found)):
            self.misses.append(f"{text!r}\n    expected {list(expected)}\n    found    {list(found)}")


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--marks", type=Path, required=True, help="a file of marks, one JSON object a line")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--show", metavar="KIND", help="print the misses of the kinds that begin so")
    arguments = parser.parse_args()
    if not arguments.marks.is_file():
        parser.error(f"there is no file {arguments.marks}: give the path of a marks.jsonl")
    rows = [json.loads(line) for line in arguments.marks.read_text(encoding="utf-8").splitlines()]
    scores = measure(rows)
    print_scores(scores)
    print(f"silent on {silent_share(rows)} negatives, each as text and as Markdown")
    left = [f"{kind} {len(score.misses)}" for kind, score in scores.items() if score.misses and "runs of" not in kind]
    print("left, texts read otherwise than expected:", "; ".join(left) or "none")
    for kind, score in scores.items():
        if arguments.show and kind.startswith(arguments.show):
            print(f"\n{kind}: {len(score.misses)} texts", *score.misses, sep="\n")
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(scores), indent=1) + "\n", encoding="utf-8")


def measure(rows: Sequence[Mapping[str, Any]]) -> dict[str, Score]:
    """The scores by kind, in the order of the tables."""
    by_kind = defaultdict(list)
    reasons: Counter[tuple[str, str]] = Counter()
    for row in rows:
        reason = next((reason for reason, holds in LEFT_OUT.items() if holds(row)), None)
        if reason:
            reasons[row["kind"], reason] += 1
        else:
            by_kind[row["kind"]].append(row)
    chips, left_out = chips_of(by_kind["linked"])
    print(f"{len(rows)} marks; {len(chips)} linked chips flattened, {left_out} left out (no N, or a stem like `vllm`)")
    for (kind, reason), count in reasons.items():
        print(f"{count} rows of {kind} left out: {reason}")
    scores = score_chips(documents(chips))
    scores["flat runs"] = score_flat(by_kind["flat"])
    for kind, of_kind in sorted(by_kind.items()):
        if kind not in {"linked", "flat", "negative"}:
            for reader in FORMATS:
                scores[f"{kind}, {reader}"] = score_marks(of_kind, reader)
    for reader in FORMATS:
        scores[f"negative, {reader}"] = score_negatives(by_kind["negative"], reader)
    return scores


def score_chips(texts: Iterable[Document]) -> dict[str, Score]:
    """The chips found in documents: boundaries, labels, N and primary exact. By group, by carrier, and in all."""
    scores: dict[str, Score] = defaultdict(Score)
    for document in texts:
        found = found_chips(parse_article(document.text, format=document.format))
        keys = [f"chips, {document.telling}", f"{document.group}, {document.telling}"]
        if document.carrier != "several" and document.telling is not Telling.OPEN:
            keys.append(f"carrier: {document.carrier}")
        for key in keys:
            scores[key].add(document.truth, found, text=document.text)
    return dict(sorted(scores.items(), key=lambda row: (not row[0].startswith("chips"), row[0])))


def found_chips(article: Article) -> list[Truth]:
    """The tags of an article as they are compared."""
    return [
        Truth(
            start=tag.span.start,
            end=tag.span.end,
            labels=tag.labels,
            more=tag.more or 0,
            primary=tag.in_order[0] if tag.more is not None else "",
        )
        for tag in article.tags
    ]


def score_flat(rows: Iterable[Mapping[str, Any]]) -> Score:
    """The runs found in their surroundings, each with its place, its labels and their N."""
    score = Score()
    for row in rows:
        text = row["before"] + row["run"] + row["next"]
        start = len(row["before"])
        expected = (start, start + len(row["run"]), tuple(zip(row["labels"], row["more"], strict=True)))
        tags = [tag for tag in parse_article(text).tags if tag.more is not None]
        inside = [tag for tag in tags if tag.span.start < expected[1] and tag.span.end > start]
        labels = tuple((label, tag.more) for tag in inside for label in tag.labels)
        found = [(inside[0].span.start, inside[-1].span.end, labels)] if inside else []
        glued = text[start : inside[0].span.start] if inside else ""
        if glued.isalpha() and row["labels"][0] == glued + inside[0].labels[0]:  # cut off a word: `includearxiv.org`
            found = [(start, inside[-1].span.end, ((row["labels"][0], inside[0].more), *labels[1:]))]
        score.add([expected], found, text=text)
    return score


def score_marks(rows: Iterable[Mapping[str, Any]], reader: str) -> Score:
    """The marks of one style found in their surroundings, exact when what was found there covers just the mark."""
    score = Score()
    for row in rows:
        mark = row["mark"] if "mark" in row else f"[{row['labels'][0]}+{row['more'][0]}]({row['url']})"
        before = row.get("before", "The bridge was closed ")
        text = before + mark + row.get("after", ".")
        whole = (len(before), len(before) + len(mark))
        found = covered(parse_article(text, format=reader), *whole, in_link="utm" in row["kind"])
        score.add([whole], found, text=text)
    return score


def covered(article: Article, start: int, end: int, *, in_link: bool) -> list[tuple[int, int]]:
    """The places of what was read at a mark, those that touch as one; an address stands `in_link` that holds it.

    A sign that cites nothing, or leaves its words in the sentence, is found when its first and last characters are
    lifted, with no more around them than white space and brackets.
    """
    places: list[tuple[int, int]] = []
    for tag in article.tags:
        if tag.span.end <= start or tag.span.start >= end:
            continue
        if in_link and any(article.text[start:end].strip("()") in url or url in tag.raw for url in tag.urls):
            return [(start, end)]
        if places and not article.text[places[-1][1] : tag.span.start].strip():
            places[-1] = (places[-1][0], tag.span.end)
        else:
            places.append((tag.span.start, tag.span.end))
    lifted = [place for place in (*article.lifted, *article.unread) if place.start < end and place.end > start]
    if places or not lifted:
        return places
    first, last = min(place.start for place in lifted), max(place.end for place in lifted)
    around = article.text[first:start] + article.text[end:last]
    return [(start, end) if first <= start and last >= end and not around.strip(AROUND) else (first, last)]


def score_negatives(rows: Iterable[Mapping[str, Any]], reader: str) -> Score:
    """What was found where nothing is."""
    score = Score()
    for row in rows:
        article = parse_article(row["excerpt"], format=reader)
        score.add([], [tag.raw for tag in article.tags if tag.more is not None], text=row["excerpt"])
    return score


def silent_share(rows: Iterable[Mapping[str, Any]]) -> str:
    """How many of the negatives hold no mark of any style but an address written out in full."""
    texts = [row["excerpt"] for row in rows if row["kind"] == "negative"]
    articles = [parse_article(text, format=reader) for text in texts for reader in FORMATS]
    silent = sum(all(tag.style == "url" for tag in article.tags) for article in articles)
    return f"{silent} of {len(articles)}"


def print_scores(scores: Mapping[str, Score]) -> None:
    """One line a kind."""
    print(f"{'kind':<44} {'expected':>8} {'found':>8} {'exact':>8} {'precision':>9} {'recall':>7}")
    for kind, score in scores.items():
        counts = f"{score.expected:>8} {score.found:>8} {score.exact:>8}"
        print(f"{kind:<44} {counts} {score.precision:>9.4f} {score.recall:>7.4f}")


def as_json(scores: Mapping[str, Score]) -> dict[str, dict[str, float]]:
    """The figures without the misses."""
    return {
        kind: {
            "expected": score.expected,
            "found": score.found,
            "exact": score.exact,
            "precision": round(score.precision, 4),
            "recall": round(score.recall, 4),
        }
        for kind, score in scores.items()
    }


if __name__ == "__main__":
    main()
