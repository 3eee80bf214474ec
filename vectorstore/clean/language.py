"""The language that a text is in."""

from __future__ import annotations

_MIN_LETTERS = 60
_SAMPLE = 600


def code(declared: str, text: str) -> str:
    """The ISO 639-1 code: the declared one where it is one, else what the text is in.

    "" for a text too short to tell.
    """
    tag = declared.strip().lower().replace("_", "-").split("-")[0]
    if len(tag) == 2 and tag.isascii() and tag.isalpha():
        return tag
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _MIN_LETTERS:
        return ""
    import py3langid

    found, _ = py3langid.classify(sample)
    return str(found)
