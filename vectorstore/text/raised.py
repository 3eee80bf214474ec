"""Raised and lowered figures as characters of their own: 10⁶ and not 106, H₂O and not H2O."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_FIGURE = re.compile(r"[+\-−]?\d[\d.,+\-−]*|[+\-−]|[ni]|\([\d+\-−]+\)")
_PLAIN_FIGURE = re.compile(r"[\d+\-−=()ni]+")
# What a figure may be raised over: a bare number, a bracket, a unit, a single letter.
_NUMBER_BEFORE = re.compile(r"(?<![\w.,])[\d.]{1,4}$")
_YEAR_BEFORE = re.compile(r"(?<![\w.,])(?:1[5-9]|20)\d\d$")
_PRICE_BEFORE = re.compile(r"[$£€¥]\s?\d+$")
_UNIT_BEFORE = re.compile(
    r"(?<![^\W\d_])(?:[kcdmµμn]?m|ft|in|yd|mi|s|sec|g|kg|cm|ha|mc|[a-zA-Zα-ω])$", re.IGNORECASE
)
_CHARGE = re.compile(r"\d?[+\-−]")
# Marks of footnotes, whatever they stand behind.
_NOTE = re.compile(r"\[.{1,4}\]|\(.\)|[*†‡§¶#]+|\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*|[a-z]")
_LONG_WORD_BEFORE = re.compile(r"[^\W\d_]{3,}$")


def raised(text: str, before: str) -> str:
    """What stands for raised text behind `before`: "" for the mark of a footnote.

    Ordinals and the like stay as they are: 4th, Mᵐᵉ as Mme.
    """
    text = text.strip()
    if not _is_over_something(text, before):
        return "" if _is_note(text, before) else text
    if _PRICE_BEFORE.search(before) and re.fullmatch(r"\d\d", text):
        return f".{text}"
    return text.translate(_RAISED) if _PLAIN_FIGURE.fullmatch(text) else f"^{text}"


def lowered(text: str) -> str:
    """What stands for lowered text: figures as their own characters, anything else as it is."""
    text = text.strip()
    return text.translate(_LOWERED) if re.fullmatch(r"[\d+\-−=()]+", text) else text


def _is_over_something(text: str, before: str) -> bool:
    """Whether raised text is an exponent, a square or a charge, and no mark of a footnote."""
    if not _FIGURE.fullmatch(text):
        return False
    if before[-1:] in ")]}":
        return not text.isdigit() or len(text) == 1
    if _CHARGE.fullmatch(text):
        return before[-1:].isalnum()
    if _PRICE_BEFORE.search(before):
        return text.isdigit()
    is_number = _NUMBER_BEFORE.search(before) and not _YEAR_BEFORE.search(before)
    return bool(is_number or _UNIT_BEFORE.search(before))


def _is_note(text: str, before: str) -> bool:
    """Whether raised text is the mark of a footnote, on a word, a number or a sentence's end."""
    if not _NOTE.fullmatch(text):
        return False
    return not text.isalpha() or bool(_LONG_WORD_BEFORE.search(before))
