"""An HTML document to a page, or to the reason why it is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provenance.extract.banners import blank_banners
from provenance.extract.detours import original_address
from provenance.extract.hidden import blank_hidden, blank_overlays
from provenance.extract.listings import read_outline
from provenance.extract.live import read_live
from provenance.extract.looks import Looks, own_words, read_headings, read_machinery, read_noscript, read_shown
from provenance.extract.main_text import read_main_text
from provenance.extract.markup import MAX_ATTRIBUTES, parse_markup
from provenance.extract.metadata import read_metadata, read_title
from provenance.extract.paywalls import is_partial
from provenance.extract.plain import STAND_IN_HEADER
from provenance.extract.texts import find_blocks, find_corrections
from provenance.extract.walls import find_wall
from provenance.model import Access, Missed, Page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from provenance.extract.metadata import Metadata
    from provenance.model import Capture


def extract_html(capture: Capture, html: str, *, decoded_by: str) -> Page | Missed:
    """The page in the document; what no reader sees is taken out of it before its text is read."""
    # (1) parse within bounds
    markup = parse_markup(html, url=capture.url)
    if isinstance(markup, Missed):
        return markup
    if any(len(element.attrib) > MAX_ATTRIBUTES for element in markup.root.iter()):
        detail = f"an element of the page has more than {MAX_ATTRIBUTES} attributes"
        return Missed(url=capture.url, access=Access.UNSUPPORTED, detail=detail)
    # (2) hear what the page says of itself
    metadata = read_metadata(markup.root, url=original_address(capture.final_url))
    stand_in = bool(capture.header(STAND_IN_HEADER)) or _says_stand_in(markup.root)
    # (3) read what a reader sees, and whether that is an article
    looks = _look(capture, markup.root, metadata=metadata)
    wall = find_wall(looks)
    if wall is not None and not markup.whole and wall.access is Access.UNSUPPORTED:
        return replace(wall, detail=f"{wall.detail}; it is nested more deeply than parsers read")
    if wall is not None:
        return wall
    # (4) cut a live blog into its entries
    live = read_live(looks)
    text = looks.text if live is None else live.text
    blocks = find_blocks(text)
    return Page(
        capture=capture.sha256,
        url=capture.url,
        canonical_url=metadata.canonical_url,
        title=metadata.title,
        site=metadata.site,
        authors=metadata.authors,
        published=metadata.published,
        modified=metadata.modified,
        language=metadata.language,
        text=text,
        blocks=blocks,
        corrections=find_corrections(text, blocks),
        decoded_by=decoded_by,
        partial=not markup.whole or (live is not None and live.partial) or is_partial(looks),
        stand_in=stand_in,
        syndicated_from=metadata.syndicated_from,
        parts=() if live is None else live.parts,
        archived_at=capture.archived_at,
    )


def _says_stand_in(root: HtmlElement) -> bool:
    return any(tag.get("name", "").lower() == STAND_IN_HEADER for tag in root.iter("meta"))


def _look(capture: Capture, root: HtmlElement, *, metadata: Metadata) -> Looks:
    """How the page looks; empties the elements of the tree that no reader sees, and the banners over it."""
    scripted = next(root.iter("script"), None) is not None
    machinery, noscript, title = read_machinery(root), read_noscript(root), read_title(root) or ""
    blank_hidden(root)
    shown = read_shown(root)
    covered = blank_overlays(root) | blank_banners(root)
    text = read_main_text(root)
    return Looks(
        url=original_address(capture.final_url),
        asked=capture.url,
        root=root,
        title=title,
        headings=read_headings(root),
        text=text,
        shown=shown,
        own=own_words(text),
        machinery=machinery,
        noscript=noscript,
        scripted=scripted,
        covered=covered,
        outline=read_outline(root),
        metadata=metadata,
    )
