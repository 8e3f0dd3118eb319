"""Records cassettes/synthetic/discovery/*.yaml from the stand-ins of discovery_cases.py.

As in record_synthetic.py, a TLS server on this machine answers under the real host names, with a certificate of an
authority that lives as long as this script, and the project's own client asks it. Nothing else is contacted.

    .venv/bin/python -m cassettes.record_discovery [CASE ...]
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cassettes.discovery_cases import ARCHIVE_SITE, CASES, KEY, KEY_VARIABLE, find_archived, search
from cassettes.record_synthetic import METADATA, Page, make_authority, serve
from provenance.config import Settings
from provenance.fetch import Client, LocalRoute, record_cassette

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

OK = 200
FOLDER = Path(__file__).parent / "synthetic" / "discovery"


class Site(dict[str, Page]):
    """The answers of a case; those whose address holds `*` answer for every address with something in its place."""

    def __init__(self, site: Mapping[str, Page]) -> None:
        super().__init__(site)
        self._forms = {
            re.compile(".*".join(re.escape(part) for part in url.split("*"))): page
            for url, page in site.items()
            if "*" in url
        }

    def get(self, url: str, default: Page | None = None) -> Page:  # type: ignore[override]
        """The answer at `url`, or 404; never what `default` says, which is another recording's."""
        del default
        own = (page for form, page in self._forms.items() if form.fullmatch(url))
        return self[url] if url in self else next(own, Page(status=404))


@contextmanager
def recording(name: str, site: Mapping[str, Page]) -> Iterator[Client]:
    """A client of the stand-ins in `site`, whose exchanges become the cassette `name`."""
    path = FOLDER / f"{name}.yaml"
    path.unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        bundle, server_key = make_authority(sorted({urlsplit(url).netloc for url in site}), Path(folder))
        with serve(Site(site), server_key) as port:

            def resolve(host: str, asked_port: int) -> tuple[LocalRoute, ...]:
                del host, asked_port
                return (LocalRoute(ip="127.0.0.1", port=port),)

            settings = Settings(workers=1, pause_seconds=0.0)
            with (
                record_cassette(path, metadata=METADATA),
                Client(settings, resolver=resolve, trust=str(bundle)) as client,
            ):
                yield client


def main(names: list[str]) -> None:
    """Record the cases named, or all, anew."""
    os.environ[KEY_VARIABLE] = KEY
    for name, case in CASES.items():
        if names and name not in names:
            continue
        with recording(name, case.site) as client:
            found = search(case, client)
            for candidate in found.candidates[:1]:
                if Site(case.site).get(candidate.url).status == OK:
                    client.fetch_page(candidate.url)
        print(name, *(candidate.url for candidate in found.candidates))
        for one in found.searches:
            print("  ", one.provider, len(one.asked), "asked", one.looked_at, "looked at", one.stopped)
    if not names or "archive" in names:
        with recording("archive", ARCHIVE_SITE) as client:
            copy = find_archived(client)
            client.fetch_page(copy.url)
        print("archive", copy.url)


if __name__ == "__main__":
    main(sys.argv[1:])
