"""Check an article from Python: its pages are found and read from a recording, so that it runs offline."""

from datetime import date
from pathlib import Path

import provenance
from provenance.fetch import open_cassette

HERE = Path(__file__).parent


def main() -> None:
    """Print how much was checked, and each claim that needs an editor."""
    text = (HERE / "article.txt").read_text(encoding="utf-8")
    settings = provenance.Settings(workers=1, pause_seconds=0.0)  # a recording is played one page at a time
    with open_cassette(HERE.parent / "cassettes" / "synthetic" / "example.yaml"):
        report = provenance.verify_article(text, published=date(2025, 7, 6), settings=settings)
    print(f"{report.coverage.checked} of {report.coverage.claims} claims checked")
    for result in report.results:
        if result.verdict is not provenance.Verdict.SUPPORTED:
            print(f"\n{result.verdict}: {result.claim.text}\n  {result.reason}")


if __name__ == "__main__":
    main()
