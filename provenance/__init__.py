"""provenance: does each sentence of an article say what the sources it cites say?

```python
import provenance

report = provenance.verify_article(text, sources=provenance.read_source_list(path))
html = provenance.render_report(report, "html")
```

The names are loaded when they are first used, so that `import provenance` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from provenance import version as _version

if TYPE_CHECKING:
    from provenance.config import Settings, read_settings
    from provenance.errors import ProvenanceError
    from provenance.extract import extract_page
    from provenance.match import match_claim
    from provenance.model import Article, Assessment, Lineage, Page, Report, Resolution, Verdict
    from provenance.model.codec import decode_report
    from provenance.parse import parse_article
    from provenance.pipeline import Network, replay_report, verify_article
    from provenance.report import render_report
    from provenance.resolve import SourceList, attach_file, read_source_list, resolve_tags
    from provenance.store import open_store
    from provenance.trace import trace_sources

__version__ = _version.VERSION

__all__ = [
    "Article",
    "Assessment",
    "Lineage",
    "Network",
    "Page",
    "ProvenanceError",
    "Report",
    "Resolution",
    "Settings",
    "SourceList",
    "Verdict",
    "__version__",
    "attach_file",
    "decode_report",
    "extract_page",
    "match_claim",
    "open_store",
    "parse_article",
    "read_settings",
    "read_source_list",
    "render_report",
    "replay_report",
    "resolve_tags",
    "trace_sources",
    "verify_article",
]

_ROOMS = {
    "provenance.config": ("Settings", "read_settings"),
    "provenance.errors": ("ProvenanceError",),
    "provenance.extract": ("extract_page",),
    "provenance.match": ("match_claim",),
    "provenance.model": ("Article", "Assessment", "Lineage", "Page", "Report", "Resolution", "Verdict"),
    "provenance.model.codec": ("decode_report",),
    "provenance.parse": ("parse_article",),
    "provenance.pipeline": ("Network", "replay_report", "verify_article"),
    "provenance.report": ("render_report",),
    "provenance.resolve": ("SourceList", "attach_file", "read_source_list", "resolve_tags"),
    "provenance.store": ("open_store",),
    "provenance.trace": ("trace_sources",),
}
"""Where each public name lives."""


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(room), name)
    raise AttributeError(f"module 'provenance' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
