"""Read the dates in a question: "in January 2020", "since March" -> a window of publication days.

English only, and careful: a wrong window prefers the wrong articles, so where a phrase may be a
name, a number or a verb it is left alone. Seasons are those of the northern hemisphere, weeks
begin on Monday. A day, month or weekday without its year is the latest not after `today`. So a
sentence of an article is read too, with the article's own day as `today`: "on Friday" is the Friday
before it.

Reading goes in two steps. The rules of `expressions` find the calendar words ("March", "3 May
2020", "last week"). `windows` then sees how each is meant ("since", "between ... and").
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from assistant.question.dates.expressions import find_expressions
from assistant.question.dates.windows import DateWindow, closes, narrows, read_expressions
from assistant.types import Window

_OTHER = re.compile(r"[^\x00-\x7f]")


def windows(question: str, today: date) -> list[Window]:
    """The window of each date expression in the question, in its order; `text` is what was read."""
    text = _plain(question)
    readings: list[DateWindow] = []
    for reading in read_expressions(text, find_expressions(text, today)):
        if readings and closes(text, readings[-1], reading):
            reading = replace(readings.pop(), end=reading.end, until=reading.until)
        readings.append(reading)
    return [
        Window(one.since, one.until, question[one.start : one.end])
        for one in readings
        if narrows(one, today)
    ]


def _plain(question: str) -> str:
    """The question in ASCII, as long as it was, with what stands in double quotes blotted out.

    Quoted words are to be found as they are, so no date is read from them, unless all is quoted.
    """
    text = _OTHER.sub(lambda one: _plain_character(one[0]), question)
    unquoted = re.sub(r'"[^"]*"', lambda quoted: "~" * len(quoted[0]), text)
    return unquoted if re.search(r"\w", unquoted) else text


def _plain_character(character: str) -> str:
    if character in "“”„«»":
        return '"'
    if character in "‘’ʼ":
        return "'"
    if character in "‐‑‒–—−":
        return "-"
    if character.isspace():
        return " "
    return "_" if character.isalnum() else "~"
