"""One spelling for what is written in several ways: marks, hyphens, accents, abbreviations."""

from __future__ import annotations

import re
import unicodedata

_INITIALS = re.compile(r"\b[A-Z]\.(?:\s?[A-Z]\.)+|\b(?:[a-z]\.){2,}")
# Not those of other scripts, where they make another letter.
_ACCENT = re.compile("[\u0300-\u036f]")
_PLAIN = str.maketrans(
    {**dict.fromkeys("’‘ʼ`´", "'"), **dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
    | {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}
)


def normalised(text: str) -> str:
    """A text with plain quotation marks and hyphens, without accents, and "US" for "U.S."."""
    letters = _ACCENT.sub("", unicodedata.normalize("NFD", text.translate(_PLAIN)))
    plain = unicodedata.normalize("NFC", letters)
    joined = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match.group()), plain)
    return " ".join(joined.split())
