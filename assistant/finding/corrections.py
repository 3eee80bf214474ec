"""Corrections: what an outlet said that it had got wrong is not quoted as if it stood."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from vectorstore import Passage
from vectorstore.text.sentences import sentences
from vectorstore.text.stems import stems
from vectorstore.text.words import STOP_WORDS

# "An earlier version of this article said ...": the wrong statement, told by the correction.
_ERRED = re.compile(
    r"\b(?:(?:an?|the)\s+(?:earlier|previous|first|original)\s+version"
    r"|(?:an?|the|our|this)\s+(?:same\s+)?"
    r"(?:article|story|report|caption|headline|photo|graphic|column|map)\b.{0,160}?)"
    r"\s*(?:\w+\s+){0,6}?(?:said|stated|described|gave|put|reported|named|misstated|misidentified"
    r"|misspelled|identified|referred)\b",
    re.IGNORECASE | re.DOTALL,
)
_CORRECTS = re.compile(
    r"\b(?:correct(?:ion|ions|ed)|clarif(?:y|ication|ications|ied)|earlier\s+version|apologi[sz]e"
    r"|(?:was|were)\s+(?:wrong|incorrect|mistaken)|in\s+error|erroneously|incorrectly|wrongly)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundred|thousand|million)\b",
    re.IGNORECASE,
)
# Stems that any correction has.
_OF_CORRECTIONS = frozenset(
    "earlier version articl said say stori report correct an thi that had wa it caption".split()
)
# Words beside the figure that a sentence shares with the wrong statement.
MIN_SHARED = 2


@dataclass(frozen=True, slots=True)
class Correction:
    """What a passage corrects: `wrong` are the figures that were wrong, `about` the stems that they
    stood among; start and end are where the article says so."""

    passage: Passage
    start: int
    end: int
    wrong: frozenset[str]
    about: frozenset[str]

    def answers(self, question: Collection[str]) -> bool:
        """Whether a question, by its stems, asks after what is corrected."""
        return len(self.about & set(question)) >= MIN_SHARED

    def concerns(self, sentence: str, held: set[str]) -> bool:
        """Whether a sentence says what was wrong; `held` are its stems."""
        figures = figures_in(sentence)
        return bool(figures & self.wrong) and len(held & self.about) >= MIN_SHARED


def figures_in(text: str) -> frozenset[str]:
    """The numbers of a text, as they are written, in small letters."""
    return frozenset(found.lower().rstrip(".,") for found in _NUMBER.findall(text))


def corrections(passages: Iterable[Passage]) -> list[Correction]:
    """The corrections of figures that passages print."""
    found: list[Correction] = []
    for passage in passages:
        if _CORRECTS.search(passage.text) or _CORRECTS.search(passage.title):
            found += _of(passage)
    return found


def erred(sentence: str) -> bool:
    """Whether a sentence tells what an article had said wrongly."""
    return bool(_ERRED.search(sentence))


def _of(passage: Passage) -> Sequence[Correction]:
    spans = sentences(passage.text)
    told = [passage.text[start:end] for start, end in spans]
    held = stems(told)
    found = []
    for number, sentence in enumerate(told[:-1]):
        if not erred(sentence):
            continue
        right = figures_in(told[number + 1])
        wrong = figures_in(sentence) - right
        if right and wrong:
            start, end = spans[number][0], spans[number + 1][1]
            about = held[number] - STOP_WORDS - _OF_CORRECTIONS - wrong
            found.append(
                Correction(
                    passage, passage.start + start, passage.start + end, wrong, frozenset(about)
                )
            )
    return found
