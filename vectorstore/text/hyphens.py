"""Words broken at the end of a line: joined where they are one word, hyphened where two."""

from __future__ import annotations

import re
from collections.abc import Callable

IsWord = Callable[[str], bool]

# A hyphen, or the mark that some scanners write for one, between letters or figures.
# It begins where a word does: looked for from each letter, a very long one would take for ever.
_BROKEN = re.compile(
    r"(?<![^\s\-‐])(?P<first>[^\s\-‐]*[^\W_])(?P<mark>[-‐¬])[ \t]*\n[ \t]*(?P<second>[^\W_]+)"
)
# What each of these has, told at once.
_MAY_BREAK = re.compile(r"[-‐¬][ \t]*\n")
_SOFT = re.compile(r"\xad[ \t]*\r?\n[ \t]*")
_LETTERS = re.compile(r"[^\W\d_]+$")
# "Two- and three-year terms": the hyphen hangs there.
_LEADS_ON = frozenset("and or to und oder bis y o e et ou en of".split())
# A prefix keeps its hyphen where two vowels would meet: "re-elected", "co-operate".
_PARTS_VOWELS = re.compile(r"(?:re|pre|de)-e|(?:co|pro)-o|(?:anti|semi)-i|(?:ultra|extra)-a")
# Second parts of compounds whose first part no list of words may have: "Kessel-based".
_ENDS_COMPOUND = frozenset(
    """based born led old year years like style wide long time term made run owned backed related
    free level known held funded elect general in up off down""".split()
)


def without_soft_breaks(text: str) -> str:
    """A text whose words are not broken where a soft hyphen stood at the end of a line."""
    return _SOFT.sub("", text)


def mended(text: str, is_word: IsWord) -> str:
    """A text in which every word that a line's end breaks is whole again.

    It loses its hyphen where the text has it elsewhere in one, or `is_word` knows it, or one of its
    halves is no word; and keeps it where the text has it elsewhere with a hyphen, or both of its
    halves are words.
    """
    if not _MAY_BREAK.search(text):
        return text
    words = {word.lower() for word in re.findall(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*(?![-‐¬]\n)", text)}
    return _BROKEN.sub(lambda match: _whole(match, words, is_word), text)


def _whole(match: re.Match[str], words: set[str], is_word: IsWord) -> str:
    before, second = match["first"], match["second"]
    found = _LETTERS.search(before)
    if second.lower() in _LEADS_ON and found:
        return f"{before}{match['mark']} {second}"
    if not found or not second[0].islower() or re.search(r"[/@.]", before):
        return f"{before}-{second}"
    first = found[0].lower()
    if match["mark"] == "¬" or _is_one_word(first, second.lower(), words, is_word):
        return before + second
    return f"{before}-{second}"


def _is_one_word(first: str, second: str, words: set[str], is_word: IsWord) -> bool:
    if f"{first}-{second}" in words or _PARTS_VOWELS.fullmatch(f"{first}-{second[0]}"):
        return False
    if first + second in words or is_word(first + second):
        return True
    return not (is_word(second) and (is_word(first) or second in _ENDS_COMPOUND))
