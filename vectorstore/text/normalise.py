"""One spelling for what is written in several ways: letters, marks, hyphens, abbreviations."""

from __future__ import annotations

import re
import unicodedata

_INITIALS = re.compile(r"\b[A-Z]\.(?:\s?[A-Z]\.)+|\b(?:[a-z]\.){2,}")
# Not those of other scripts, where they make another letter.
_ACCENT = re.compile("[\u0300-\u036f]")
# What has no width of its own: soft hyphens, joiners, marks of direction, a stretched Arabic line.
_WITHOUT_WIDTH = re.compile(
    "[\xad\u034f\u061c\u0640\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff]"
)
# Ligatures, the forms of Arabic letters, wide Latin and narrow Japanese ones.
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefc\uff01-\uffef\u3000]+")
_RAISED_FIGURES = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
# Raised figures on a number or on a longer word are no part of it: 10⁶ is not 106.
_RAISED = re.compile(rf"(?<=[\w)])(?<![^\W\d_{_RAISED_FIGURES}])[{_RAISED_FIGURES}]+"
                     rf"|(?<=[^\W\d_]{{3}})[{_RAISED_FIGURES}]+")  # fmt: skip
_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_PLAIN = (
    {**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
    | {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}
    | dict.fromkeys("™®℠", " ")
    # Arabic, Persian and Urdu keyboards write one letter in several ways.
    | {"ي": "ی", "ى": "ی", "ك": "ک", "ڪ": "ک", "ہ": "ه", "ھ": "ه"}
)
_TO_BE_PLAIN = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")


def letters(text: str) -> str:
    """A text in plain letters and marks: one form of those that are written in several ways.

    Composed and decomposed accents, wide forms and ligatures are the same; accents, soft hyphens
    and joiners are left out; 10⁶ is "10^6" and H₂O "H2O".
    """
    if not text.isascii():
        text = _WITHOUT_WIDTH.sub("", unicodedata.normalize("NFC", text))
    text = _plain(text)
    if text.isascii():
        return text
    text = _FRACTION.sub(" ", _RAISED.sub(lambda match: f"^{match.group()}", text))
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return _plain(unicodedata.normalize("NFC", plain))


def _plain(text: str) -> str:
    return _TO_BE_PLAIN.sub(lambda match: _PLAIN[match.group()], text)


def folded(text: str) -> str:
    """A text as it is searched: in plain letters, small ones."""
    small = letters(text).casefold()
    return small if small.isascii() else _ACCENT.sub("", small)


def are_same(text: str, other: str) -> bool:
    """Whether two texts have the same characters, however these are composed or joined."""
    return text == other or composed(text) == composed(other)


def normalised(text: str) -> str:
    """A text in plain letters and marks, with "US" for "U.S."."""
    joined = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match.group()), letters(text))
    return " ".join(joined.split())


def composed(text: str) -> str:
    """A text with its accents in their letters, and without wide forms, ligatures and joiners."""
    narrow = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return unicodedata.normalize("NFC", _WITHOUT_WIDTH.sub("", narrow))


def whole_characters(text: str) -> str:
    """Text in which halves of surrogate pairs found each other; a lone one becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
