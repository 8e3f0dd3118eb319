"""From a capture to a page: its main text and what it says about itself, or the reason why there is none.

Works on captured bytes only; no network. The heavy libraries are imported when the first page is read.
"""

from provenance.extract.page import extract_page, extractor_version
from provenance.extract.templates import find_templates

__all__ = ["extract_page", "extractor_version", "find_templates"]
