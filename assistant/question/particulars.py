"""The years, editions and numbers that a question turns on: "Super Bowl 61", "Eurovision 2026"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(
    r"(?<![\w$€£.,/-])(?:1[5-9]|20)\d\d(?!\w|[,.]\d|\s*(?:people|men|women|metres|km))"
)
# A number behind a name is a part of it, but not a result ("beat Arsenal 2-1").
_OF_A_NAME = re.compile(
    r"\b([A-Z][\w'’-]*)\s+(\d{1,3})(?![\w,]|[.:–-]\d|\s*(?:%|st\b|nd\b|rd\b|th\b))"
)
_OF_A_FEW_WORDS = re.compile(r"\b([a-z][\w'’-]+)\s+(\d{1,3})(?!\w|[.:,–-]\d|\s*%)")
_CALENDAR = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\w*day|in|on|at|of|by|than|over|top",
    re.IGNORECASE,
)
# What asks in so few words names only what it is about.
_FEW_WORDS = 4
_ROMAN = {100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


@dataclass(frozen=True, slots=True)
class Particular:
    """A number in a question; `of` is the word before it where it is an edition's."""

    number: int
    of: str = ""

    @property
    def in_words(self) -> str:
        return f"{self.of} {self.number}".lstrip()

    def stands_in(self, text: str) -> bool:
        """Whether a text has it; an edition's number in Roman figures, too, and beside its name."""
        if not self.of:
            return re.search(rf"(?<![\d.,]){self.number}(?![\d]|[.,]\d)", text) is not None
        number = rf"(?:{self.number}|{_roman(self.number)})"
        return (
            re.search(rf"\b{re.escape(self.of)}['’]?s?\W+{number}\b", text, re.IGNORECASE)
            is not None
        )


def particulars(question: str) -> list[Particular]:
    """The years and the numbers of names in a question, in no order."""
    found = [Particular(int(match[0])) for match in _YEAR.finditer(question)]
    few = len(question.split()) <= _FEW_WORDS
    for pattern in (_OF_A_NAME, *((_OF_A_FEW_WORDS,) if few else ())):
        found += [
            Particular(int(match[2]), match[1])
            for match in pattern.finditer(question)
            if not _CALENDAR.fullmatch(match[1])
        ]
    return found


def years_in(text: str) -> set[int]:
    """The years that a text names."""
    return {int(match[0]) for match in _YEAR.finditer(text)}


def _roman(number: int) -> str:
    letters = ""
    for value, letter in _ROMAN.items():
        while number >= value:
            letters, number = letters + letter, number - value
    return letters or "-"
