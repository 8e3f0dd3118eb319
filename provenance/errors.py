"""Every exception of the package.

Expected failures (a page that cannot be read, a claim that nothing covers) are values, not exceptions. These are for
a caller's mistake or for a machine that refuses, and each says the way out.

```
ProvenanceError
├── InputError          the article, page or report given cannot be read
├── SettingsError       a settings file, sources file or option is wrong
├── StoreError          the store cannot be opened, read or written
├── EvidenceError       an evidence pack cannot be made, or is not safe or not whole to read
├── CassetteError       a recording cannot be opened or replayed
├── EntailerError       a model that reads meaning is absent or broken
├── ExtraMissingError   an optional part of the package is not installed
├── PluginError         a third-party extension does not keep its contract
├── UnsafeAddressError  an address that must not be contacted
├── FetchError          a request that did not give a whole page; becomes a `Missed`
├── ListingError        a sitemap or feed that is read no further; becomes a sentence of the search
└── GivenUpError        an installed provider that was not waited for any longer; becomes one, too
```
"""

from __future__ import annotations

from typing import ClassVar


class ProvenanceError(Exception):
    """The root: what went wrong, and what to do about it.

    `message` is one line; `hint` is one line or empty. `code` is unique to the class and stable, for scripts.
    """

    code: ClassVar[str] = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".rstrip()


class InputError(ProvenanceError):
    """The article, page or report given cannot be read."""

    code = "input"


class SettingsError(ProvenanceError):
    """A settings file, a sources file or an option is wrong."""

    code = "settings"


class StoreError(ProvenanceError):
    """The store cannot be opened, read or written."""

    code = "store"


class EvidenceError(ProvenanceError):
    """An evidence pack cannot be made, or is not safe or not whole to read."""

    code = "evidence"


class CassetteError(ProvenanceError):
    """A recording cannot be opened or replayed."""

    code = "cassette"


class ExtraMissingError(ProvenanceError):
    """An optional part of the package is not installed."""

    code = "extra_missing"


class PluginError(ProvenanceError):
    """A third-party extension does not keep its contract."""

    code = "plugin"


class EntailerError(ProvenanceError):
    """A model that reads meaning is absent or broken."""

    code = "entailer"


class UnsafeAddressError(ProvenanceError):
    """An address that must not be contacted; deliberately no OSError, so that no HTTP library retries or hides it."""

    code = "unsafe_address"


class FetchError(ProvenanceError):
    """A request that did not give a whole page; the client turns it into a `Missed` with its `Access`."""

    code = "fetch"


class ListingError(ProvenanceError):
    """A sitemap or feed that is read no further; becomes a sentence of the search."""

    code = "listing"


class GivenUpError(ProvenanceError):
    """An installed provider that was not waited for any longer; becomes a sentence of the search."""

    code = "given_up"
