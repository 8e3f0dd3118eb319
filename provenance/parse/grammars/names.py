"""Publishers' names as chips print them before `+N`: `The Guardian`, `El País`, `Amazon Web Services, Inc.`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from provenance.parse.grammars.hosts import publishers_names
from provenance.parse.grammars.placement import leads_on
from provenance.text.tables import read_table, read_words

LONGEST_NAME = 60
MOST_WORDS = 9

# "Tom's Hardware", "Symanto - Psychology AI", "3GPP", "Jagranjosh.com", "維基百科，自由的百科全書"; no "_", "/", "="
_NAME = re.compile(r"[\w.,'’&|:()!·，・ –—-]+")
# "later. The": a sentence ends inside
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4}[.!?]\s")
# "The" of "in Kyiv The Guardian"
_ARTICLE = re.compile(r"(?<=\s)(?:The|El|La|Le|Die|Der|Il)\s(?=\S)")
# "September " of "in September Goldman Sachs"
_DAY_OR_MONTH = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber)\s+(?=\S)"
)
# where a name can begin inside a token: after "tool." of "tool.Reuters", ")" of ")Reuters", "2025" of "2025HDFC"
_INSIDE_TOKEN = re.compile(r".*(?:[.!?…:;,)\]”\"。！？、，）（(\[“「『]|\d{3}(?=[A-Z][A-Za-z]))(?=[^\W\d_])", re.DOTALL)
# "negotiator" of "negotiatorReuters"; not the "el" of "elDiario" nor the "the" of "theGrio"
_WORD_GLUED = re.compile(r"(?!the[A-Z])[^\W\d_A-Z]{3,}(?=[A-Z])")
# where a known name can begin: at a word, or at a capital behind a small letter
_HEADS = re.compile(r"\s+|(?<=[a-zß-öø-ÿ])(?=[A-Z])")
LONGEST_UNCASED = 12
"""Letters of a name in a script without case; a longer one is a clause with a name behind it."""
# 新華網, with no space between the words of a sentence
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFound:
    """A name that ends before `+N`: where it begins, and how sure that is.

    `known` when it is in the table of publishers; `bounded` when it begins a line, a bracket or follows a sentence's
    end, so that no word of the sentence can be meant as its first. `mixed` when words of the sentence are in it, and
    nothing tells how many: "planned in Denmark Ars Technica".
    """

    start: int
    known: bool
    bounded: bool
    mixed: bool


def is_inner_name(label: str, *, glued: bool) -> bool:
    """Whether the whole `label` between two `+N` reads as a name; a `glued` one may hold words in lower case."""
    if not 2 <= len(label) <= LONGEST_NAME or not _NAME.fullmatch(label) or _SENTENCE_INSIDE.search(label):
        return False
    words = label.split()
    if words and words[0].isdecimal():  # 60 Minutes
        words = words[1:]
    if not words or len(words) > MOST_WORDS or not _is_capital(words[0]) or "_" in label:
        return False
    return glued or all(_is_capital(word) or _connects(word) for word in words)


def is_stop_name(label: str) -> bool:
    """Whether `label` before `+N` is a clock, a key or a count (`UTC+2`, `Ctrl+1`) or too short to name anybody."""
    words = label.lower().split()
    return not words or words[-1] in read_words("mark_words", "no_names") or sum(map(str.isalpha, label)) < 3


def find_name(text: str, end: int, *, floor: int) -> NameFound | None:
    """The name that ends at `end` and begins on the same line, not before `floor`; none when no capital stands there.

    The longest row of capitalised words, shortened to a known publisher or to its last article.
    """
    line = max(floor, end - LONGEST_NAME - 20, text.rfind("\n", floor, end) + 1)
    window = text[line:end]
    if not window or window[-1].isspace():
        return None
    start = len(window)
    cut = False
    for token in reversed(list(re.finditer(r"\S+", window))):
        head = (_WORD_GLUED if _keeps_whole(token[0]) else _INSIDE_TOKEN).match(token[0])
        word_start = token.start() + (head.end() if head else 0)
        word = window[word_start : token.end()]
        inner = start < len(window)
        if not (_is_capital(word) or _connects(word)) or (inner and (_ends_sentence(word) or _UNSPACED.search(word))):
            break
        start, cut = word_start, head is not None
        if cut:
            break
    return _settled(text, line, window, start=start, cut=cut)


def _settled(text: str, line: int, window: str, *, start: int, cut: bool) -> NameFound | None:
    """The name at `window[start:]` without connectors at its head, and shortened where the table or an article says."""
    words = window[start:]
    while words and _connects(words.split()[0]):
        words = words.split(None, 1)[1] if " " in words else ""
    if not words or "_" in words or not _NAME.fullmatch(words):
        return None
    start = len(window) - len(words)
    known = _known_suffix(words)
    if known:
        start = len(window) - len(known)
    else:
        articles = list(_ARTICLE.finditer(words))
        start += articles[-1].start() if articles else 0
    needed = not known and leads_on(window, start)
    day = _DAY_OR_MONTH.match(window, start) if needed else None
    if day:
        start, needed, cut = day.end(), False, True
    before = window[:start].rstrip()
    opens = not before and (line == 0 or text[line - 1] in "\n\r")
    bounded = cut or opens or before[-1:] in tuple('.!?…:(“"。！？（') or bool(_UNSPACED.match(words))
    mixed = (needed and " " in window[start:]) or (_is_uncased(words) and len(words) > LONGEST_UNCASED)
    return NameFound(start=line + start, known=bool(known), bounded=bounded, mixed=mixed)


def _known_suffix(words: str) -> str:
    """The longest tail of `words` that is a known publisher's name, or an empty string."""
    starts = [0, *(match.end() for match in _HEADS.finditer(words))]
    return next((words[at:] for at in starts if words[at:].lower() in publishers_names()), "")


def _is_capital(word: str) -> bool:
    """Whether a word can be part of a name: it has a capital, or letters of a script without case."""
    return any(letter.isalpha() and not letter.islower() for letter in word)


def _is_uncased(word: str) -> bool:
    """Whether words are of a script without case, in which no capital shows where a name begins."""
    return word.lower() == word.upper()


def _connects(word: str) -> bool:
    """Whether `word` stands in names without a capital: "Voice of America"."""
    return word in read_words("mark_words", "name_connectors")


def _keeps_whole(token: str) -> bool:
    """Whether a token with signs inside is one word all the same: `Investors.com`, `Wikipédia,`, `U.S.`, `Tom's`."""
    core = token.rstrip(".,")
    return (
        not re.search(r"[.!?…:;,)\]”\"。！？、，）（(\[“「『]", core) and not re.match(r"\d{3,}[A-Z][A-Za-z]+", core)
    ) or bool(
        re.fullmatch(r"[A-Z][\w-]*\.(?:com|org|net|gov|io|ru|de|fr|au|uk|edu|co|in|info|news)|(?:[A-Z]\.)+", core)
    )


def _ends_sentence(word: str) -> bool:
    """Whether the sentence ends with `word` (`damage.`, `May.`), which an abbreviation (`U.S.`, `St.`) does not."""
    if word[-1] != ".":
        return word[-1] in "!?…:;"
    return len(word) > 2 and word.count(".") == 1 and word[:-1] not in read_table("abbreviations")["before_a_name"]
