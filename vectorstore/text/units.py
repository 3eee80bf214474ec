"""What can be quoted by itself: a sentence, with the line above or below that it needs."""

from __future__ import annotations

import re
from functools import lru_cache

from vectorstore.text.own_letters import composed
from vectorstore.text.sentences import sentences

_CLOCK = r"(?:\d{1,2}[:.]\d\d|\d{1,2}(?=\s?[ap]\.?m))(?:\s?[ap]\.?m\.?)?(?: (?:[A-Z]{2,4}))?"
# A line above a paragraph that says when: "88 mins", "45+2'", "10:45".
_WHEN = re.compile(
    rf"(?:\d{{1,3}}(?:\s?\+\s?\d+)?\s?(?:mins?|minutes?|['’′])|{_CLOCK})[.:]?", re.IGNORECASE
)
# A line that only says how many.
_FIGURE = re.compile(
    r"[+\-−]?[$£€¥]?\s?\d[\d.,\s]*(?:\s?[-–:/]\s?\d[\d.,]*)?"
    r"\s?(?:%|per cent|percent|votes?|points?|pts?|seats?)?\.?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…:;,。！？।؟۔][\"'”’»)\]]*$")
_MAX_LABEL_WORDS = 12


@lru_cache(maxsize=32)
def units(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each unit, in order; every sentence is in exactly one.

    A line that says when something happened stands with the sentence below it, and a line that is
    a figure with the name above it.
    """
    view = composed(text)
    return tuple((view.places[start], view.places[end]) for start, end in _units(view.text))


def _units(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    when = -1
    for start, end in sentences(text):
        own = text[start:end]
        if _WHEN.fullmatch(own) and _ends_paragraph(text, end) and end < len(text.rstrip()):
            when = start if when < 0 else when
            continue
        if _FIGURE.fullmatch(own) and found and when < 0 and _is_label(text, *found[-1]):
            found[-1] = (found[-1][0], end)
            continue
        found.append((start if when < 0 else when, end))
        when = -1
    return found


def is_result(unit: str) -> bool:
    """Whether a unit is a name with a figure below it."""
    label, _, figure = unit.rpartition("\n")
    return bool(label.strip()) and bool(_FIGURE.fullmatch(figure.strip()))


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a unit is a line over the paragraphs below it, and no sentence."""
    own = composed(text[start:end]).text
    return (
        "\n" not in own
        and len(own.split()) <= 2 * _MAX_LABEL_WORDS
        and not _ENDS.search(own)
        and re.search(r"\w", own) is not None
        and _begins_paragraph(text, start)
        and _ends_paragraph(text, end)
        and end < len(text.rstrip())
    )


def _is_label(text: str, start: int, end: int) -> bool:
    own = text[start:end]
    is_short = len(own.split()) <= _MAX_LABEL_WORDS and not _ENDS.search(own.rstrip(":"))
    return is_short and not re.search(r"\d$", own) and _begins_paragraph(text, start)


def _begins_paragraph(text: str, start: int) -> bool:
    return not text[:start].strip() or "\n" in text[:start][len(text[:start].rstrip()) :]


def _ends_paragraph(text: str, end: int) -> bool:
    rest = text[end:]
    return not rest.strip() or "\n" in rest[: len(rest) - len(rest.lstrip())]
