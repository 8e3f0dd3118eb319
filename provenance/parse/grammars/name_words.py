"""What a single word tells of the name it may stand in."""

from __future__ import annotations

import re

from provenance.text.tables import read_words

# "Investors.com", "U.S."
_DOTTED_WORD = re.compile(r"[A-Z][\w-]*\.(?:com|org|net|gov|io|ru|de|fr|au|uk|edu|co|in|info|news)|(?:[A-Z]\.)+")
# the signs at which a token may be cut
_SIGN_INSIDE = re.compile(r"[.!?…:;,)\]”\"。！？、，）（(\[“「『]")
# "2025" of "2025HDFC"
_NUMBER_BEFORE = re.compile(r"\d{3,}[a-z]{0,3}[A-Z][A-Za-z]")


def is_capital(word: str) -> bool:
    """Whether a word can be part of a name: it has a capital, or letters of a script without case."""
    return word[:1].isupper() or any(letter.isalpha() and not letter.islower() for letter in word)


def is_without_case(words: str) -> bool:
    """Whether words are of a script without case, in which no capital shows where a name begins."""
    return not has_case(words) and any(map(str.isalpha, words))


def has_case(words: str) -> bool:
    """Whether words hold a letter of a script that has capitals."""
    return words.lower() != words.upper()


def connects(word: str) -> bool:
    """Whether `word` stands in names without a capital: "Voice of America"."""
    return word in read_words("mark_words", "name_connectors")


def keeps_whole(token: str) -> bool:
    """Whether a token with signs inside is one word all the same: `Investors.com`, `Wikipédia,`, `U.S.`, `Tom's`."""
    core = token.rstrip(".,")
    return bool(_DOTTED_WORD.fullmatch(core)) or not (_SIGN_INSIDE.search(core) or _NUMBER_BEFORE.match(core))


def ends_sentence(word: str) -> bool:
    """Whether the sentence ends with `word` (`damage.`, `May.`), which an abbreviation (`U.S.`, `St.`) does not."""
    if word[-1] != ".":
        return word[-1] in "!?…:;"
    return (
        len(word) > 2 and word.count(".") == 1 and word[:-1] not in read_words("mark_words", "abbreviations_in_names")
    )
