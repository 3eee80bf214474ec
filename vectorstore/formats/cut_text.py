"""Texts that their source cut off: the end that says so goes, and a mark says that words lack."""

from __future__ import annotations

import re

MARK = "[…]"
# "… [+2345 chars]" and its like, as services of headlines end what they give for nothing.
_COUNT = re.compile(
    r"\s*(?:…|\.{3})?\s*[\[(]\s*\+?\s*\d[\d.,]*\s*(?:more )?(?:chars?|characters?)\s*[\])]\s*\Z",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？।؟][\"'”’»)\]]*(?=\s)")


def marked(text: str) -> str:
    """The text; of one that ends in a count of lacking characters, its whole sentences, marked."""
    end = _COUNT.search(text[-200:])
    if not end:
        return text
    left = text[: len(text) - len(text[-200:]) + end.start()]
    ends = [found.end() for found in _SENTENCE_END.finditer(left)]
    # A sentence of which the end lacks may say another number than the whole one.
    whole = left[: ends[-1]] if ends else left.rpartition(" ")[0] or left
    return f"{whole.rstrip()} {MARK}"


def with_mark(text: str) -> str:
    """The first words of a longer text, with a mark at their end."""
    return text if text.rstrip().endswith(MARK) else f"{text.rstrip()} {MARK}"
