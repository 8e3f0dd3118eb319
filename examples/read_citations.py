"""Read the citations of a text: which sentence cites which sources, and how many are not named."""

import provenance

TEXT = (
    "Russia sent 539 drones in one night. Houses and railway lines were damaged "
    "apnews.com+5theguardian.com+5nypost.com+5.\n\nNobody has counted the windows."
)


def main() -> None:
    """Print each sentence with the sources it cites."""
    article = provenance.parse_article(TEXT)
    resolutions = provenance.resolve_tags(article)
    for claim in article.claims:
        cited = [resolutions[index] for index in (*claim.tags, *claim.covered_by)]
        names = [source.host or source.label for resolution in cited for source in resolution.sources]
        hidden = sum(resolution.hidden for resolution in cited)
        print(f"{claim.attachment:<9} {claim.text}")
        if cited:
            print(f"          {', '.join(names)}, {hidden} not named")


if __name__ == "__main__":
    main()
