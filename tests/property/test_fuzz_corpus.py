"""The shortest cases that the fuzzer of benchmarks/fuzz_parse.py kept because each reached something new."""

import json
from pathlib import Path

import pytest

from provenance.parse import READERS, parse_article
from provenance.resolve import resolve_tags
from tests.support.article_checks import check_article

CASES = (Path(__file__).parents[1] / "fuzz" / "corpus.jsonl").read_text(encoding="ascii").splitlines()
BUNCH = 50


@pytest.mark.parametrize("reader", sorted(READERS))
@pytest.mark.parametrize("first", range(0, len(CASES), BUNCH))
def test_every_promise_holds_for_the_kept_cases(first, reader):
    for case in CASES[first : first + BUNCH]:
        article = parse_article(json.loads(case), format=reader)
        check_article(article)
        resolve_tags(article)
