"""The report as one HTML file that works from disk: no script, nothing loaded, nothing from a page trusted.

The page's own style is allowed by its digest and nothing else is (Content-Security-Policy); every text passes
`provenance.report.clean` in the view and jinja2's escaping in the template.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from provenance.model.judgements import Verdict
from provenance.report.tiles import tile_article
from provenance.report.viewing import view_report
from provenance.report.wording import LINEAGE_HEADING, NO_CLAIMS, UNREAD_HEADING

if TYPE_CHECKING:
    from provenance.model.report import Report

OPEN = frozenset(verdict for verdict in Verdict if verdict not in {Verdict.SUPPORTED, Verdict.UNCHECKED})
"""The verdicts whose sources are shown at once; the others unfold them."""


def render_html(report: Report) -> str:
    """The report as a complete HTML document, ending in a line feed."""
    view = view_report(report)
    style = _read_own("report.css")
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            view=view,
            blocks=tile_article(report.article, claims=view.claims),
            unfolded=OPEN,
            no_claims=NO_CLAIMS,
            lineage_heading=LINEAGE_HEADING,
            unread_heading=UNREAD_HEADING,
            unread_places={source.key: place for place, source in enumerate(view.unread.sources, 1)},
            style=Markup(style),  # noqa: S704 - the package's own file
            style_digest=_style_digest(style),
        )
    )


def _style_digest(style: str) -> str:
    """The digest of the style as a Content-Security-Policy writes it, `sha256-` and base64 (CSP 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _read_own(name: str) -> str:
    return resources.files("provenance.report").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_read_own),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
