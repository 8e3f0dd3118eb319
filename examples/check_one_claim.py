"""Check one claim against one text and take the score apart."""

import provenance

PAGE = """The air force said that 550 drones were launched in the night to Friday, more than in any night before.
At least 26 people were wounded in the capital, the mayor said."""


def main() -> None:
    """Print the verdict, the values that differ, and every step of the score."""
    assessment = provenance.match_claim("The air force said that 539 drones were launched in the night.", PAGE)
    print(assessment.verdict)
    for conflict in assessment.conflicts:
        print(f"  states {conflict.stated}, the page has {conflict.found}: “{conflict.quote.exact}”")
    print(f"  {assessment.prior:+.2f} prior")
    for signal in assessment.signals:
        print(f"  {signal.weight:+.2f} {signal.name}: {signal.sentence}")
    print(f"  {assessment.score:+.2f} score")


if __name__ == "__main__":
    main()
