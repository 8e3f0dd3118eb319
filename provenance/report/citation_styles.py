"""The styles in which citations are written. What comes from a draft is escaped: it cannot leave its place."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from provenance.report.clean import clean_line
from provenance.report.markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from provenance.report.cited import Citation, Cited

# signs of wikitext
_ODD_IN_WIKITEXT = re.compile(r"[\[\]{}|<>&'=~]")
# what a name of a reference may hold
_ODD_IN_NAME = re.compile(r"[^0-9A-Za-z.]+")
# "[^12]"; group 1: the number
_NOTE = re.compile(r"\[\^(\d{1,9})\]")


class Style(Protocol):
    """Writes the citations of one article, in the order in which they stand."""

    behind_stop: bool
    """Whether a citation stands behind the full stop, or before it in brackets of its own."""

    def cite(self, citation: Citation) -> str:
        """What stands in the place of the marks."""
        ...

    def link(self, words: str, citation: Citation) -> str:
        """Words of a sentence that the draft had linked, with their citation."""
        ...

    def foot(self) -> str:
        """What stands at the end of the article, lines ended by a line feed; nothing when all is said."""
        ...


class MarkdownStyle:
    """`held ([AP](https://apnews.com), [BBC](https://bbc.com) and 2 more not named).`"""

    behind_stop = False

    def __init__(self, _text: str) -> None:
        pass

    def cite(self, citation: Citation) -> str:
        """The sources as links in round brackets."""
        named = ", ".join(map(_markdown_link, citation.sources))
        hidden = citation.hidden_words
        return f"({named}{' and ' if named and hidden else ''}{hidden})"

    def link(self, words: str, citation: Citation) -> str:
        """The words as a link to the first source."""
        urls = [source.url for source in citation.sources if source.url]
        return f"[{words}]({urls[0]})" if urls else f"{words} {self.cite(citation)}"

    def foot(self) -> str:
        """Nothing: all is said in its place."""
        return ""


class FootnoteStyle:
    """`held.[^1][^2]`, with `[^1]: [AP](https://apnews.com)` at the end, each source once."""

    behind_stop = True

    def __init__(self, text: str) -> None:
        self._first = max((int(match[1]) for match in _NOTE.finditer(text)), default=0) + 1
        self._numbers: dict[str, int] = {}

    def cite(self, citation: Citation) -> str:
        """A footnote for every source, and one that says how many are not named."""
        notes = [_markdown_link(source) for source in citation.sources]
        notes += [f"{citation.hidden_words} at this place"] if citation.hidden else []
        return "".join(f"[^{self._numbers.setdefault(note, self._first + len(self._numbers))}]" for note in notes)

    def link(self, words: str, citation: Citation) -> str:
        """The words with the footnotes behind them."""
        return words + self.cite(citation)

    def foot(self) -> str:
        """The footnotes in their order."""
        return "".join(f"[^{number}]: {note}\n" for note, number in self._numbers.items())


class WikitextStyle:
    """`held.<ref name="apnews.com">{{cite web |url=https://apnews.com |title=AP |website=apnews.com}}</ref>`."""

    behind_stop = True

    def __init__(self, _text: str) -> None:
        self._names: dict[Cited, str] = {}
        self._used: dict[str, int] = {}

    def cite(self, citation: Citation) -> str:
        """A reference for every source, written out the first time, and one for those that are not named."""
        hidden = f"<ref>{citation.hidden_words}</ref>" if citation.hidden else ""
        return "".join(map(self._reference, citation.sources)) + hidden

    def link(self, words: str, citation: Citation) -> str:
        """The words with the references behind them."""
        return words + self.cite(citation)

    def foot(self) -> str:
        """Nothing: where the list of references stands is the page's own matter."""
        return ""

    def _reference(self, source: Cited) -> str:
        if source in self._names:
            return f'<ref name="{self._names[source]}" />'
        name = self._names[source] = self._name_of(source)
        if source.url is None:
            return f'<ref name="{name}">{_in_wikitext(source.words)}</ref>'
        title = _in_wikitext(source.name)
        website = _in_wikitext(source.url.partition("//")[2].partition("/")[0].partition("?")[0])
        return f'<ref name="{name}">{{{{cite web |url={source.url} |title={title} |website={website}}}}}</ref>'

    def _name_of(self, source: Cited) -> str:
        """A name for the reference that no other has: a number is added to one that comes again."""
        plain = _ODD_IN_NAME.sub("-", source.name)[:60].strip("-.") or "source"
        plain = f"source-{plain}" if plain.isdigit() else plain
        self._used[plain] = self._used.get(plain, 0) + 1
        return plain if self._used[plain] == 1 else f"{plain}--{self._used[plain]}"


CITATION_STYLES: Mapping[str, Callable[[str], Style]] = MappingProxyType(
    {
        "markdown": MarkdownStyle,  # held ([AP](https://apnews.com)).
        "footnotes": FootnoteStyle,  # held.[^1] and the notes at the end
        "wikitext": WikitextStyle,  # held.<ref>{{cite web |...}}</ref>
    }
)
"""Name -> what writes the citations of an article, made with the article's clean text."""


def _markdown_link(source: Cited) -> str:
    words = escape_markdown(source.words)
    return f"[{words}]({source.url})" if source.url else words


def _in_wikitext(words: str) -> str:
    return _ODD_IN_WIKITEXT.sub(lambda sign: f"&#{ord(sign[0])};", clean_line(words))
