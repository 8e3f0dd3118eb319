"""Pages from the network, as a polite and careful guest; the only room that opens sockets.

`Client` reads one page, `fetch_pages` many; `open_cassette` and `record_cassette` play and make recordings. requests,
urllib3 and vcrpy are imported when they are first needed.
"""

from provenance.fetch.cassette import open_cassette
from provenance.fetch.client import Client
from provenance.fetch.embargo import Embargo, embargo_of
from provenance.fetch.guard import LocalRoute, Resolver, Route, resolve_host
from provenance.fetch.pages import fetch_pages
from provenance.fetch.recording import record_cassette

__all__ = [
    "Client",
    "Embargo",
    "LocalRoute",
    "Resolver",
    "Route",
    "embargo_of",
    "fetch_pages",
    "open_cassette",
    "record_cassette",
    "resolve_host",
]
