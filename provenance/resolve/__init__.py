"""From citation tags to sources, and from sources to pages that a claim may have come from.

`resolve_tags` is pure and needs no network. `find_candidates` asks the providers in their visible order; a provider
that needs the network gets the project's own fetcher, never a socket.
"""

from provenance.resolve.archive import ArchivedCopy, find_copy
from provenance.resolve.candidates import PROVIDERS, Discovery, check_search, find_candidates, make_providers
from provenance.resolve.ledger import Ledger
from provenance.resolve.providers.contract import Fetch, Found, Provider, ProviderContext, Query, Reach
from provenance.resolve.source_list import Attachment, SourceList, attach_file, read_source_list
from provenance.resolve.tags import resolve_label, resolve_tags

__all__ = [
    "PROVIDERS",
    "ArchivedCopy",
    "Attachment",
    "Discovery",
    "Fetch",
    "Found",
    "Ledger",
    "Provider",
    "ProviderContext",
    "Query",
    "Reach",
    "SourceList",
    "attach_file",
    "check_search",
    "find_candidates",
    "find_copy",
    "make_providers",
    "read_source_list",
    "resolve_label",
    "resolve_tags",
]
