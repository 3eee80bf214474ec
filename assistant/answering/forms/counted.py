"""What is counted, and the numbers that count it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answering.forms.asked import Asked
from assistant.answering.told import Told, told
from assistant.question.measure import measure
from assistant.question.subject import without_taken_along
from vectorstore.text.calendar_names import MONTH_NAMES
from vectorstore.text.names import names_in
from vectorstore.text.words import words

# Passages of the search in the words of news.
OTHERWISE = 16
_WORD = (
    "(?:no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    "|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety)(?:-\w+)?)"
)
_SCALE = r"(?:[\s-]+(?:dozen|hundred|thousand|million|billion))+"
_NUMBER = re.compile(
    r"(?<![\w.,])(?:[$£€¥]\s?)?\d[\d.,]*\d?(?:\s?(?:per cent|%|million|billion|thousand|m|bn)\b)?"
    # "three hundred and forty" is one number.
    rf"|\b(?:{_WORD}(?:{_SCALE}(?:\s+(?:and\s+)?{_WORD})?)*"
    rf"|dozens|hundreds|thousands|a (?:hundred|thousand)(?:\s+and\s+{_WORD})?)\b",
    re.IGNORECASE,
)
_MONTH = "|".join(map(str.capitalize, MONTH_NAMES))
_NO_COUNT = re.compile(
    rf"\b(?:19|20)\d\d\b|\b\d{{1,2}} (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b"
    r"|\b\d{1,2}[:.]\d\d\s?[ap]?\.?m?\b|\b\d{1,2}\s?[ap]\.?m\b|\b(?:one|no) (?:of|else)\b"
)
# Ages, days and parts of names, which answer nothing that is counted.
_NO_FIGURE = re.compile(
    r"\b[\w.,]+-(?:year|day|week|month|hour|minute|metre|page|mile|man|woman|bedroom|storey)\w*\b"
    r"|(?<=, )\d{1,3}(?=,|\.)"
    r"|\b(?:man|woman|boy|girl|pupil|widow|\w+er) of \d{1,3}(?=,| who\b|\.)"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b"
)
# What news counts in other words than those in which it is asked for, and how to search for it.
_TOLD_AS = tuple(
    (re.compile(rf"\bhow many\b.*\b(?:{asks})\b", re.IGNORECASE), rf"(?:{tells})\b", searched)
    for asks, tells, searched in (
        (
            "die[ds]?|dead|kill(?:ed|s)?|deaths?|perished",
            "die[ds]?|dead|killed|deaths?|death toll|fatal(?:ly)?|bodies|perished|lost their lives",
            "died killed dead deaths",
        ),
        (
            "hurt|injured|wounded|injuries|casualties",
            "hurt|injur(?:ed|ies)|wounded|treated|in hospital|casualties",
            "hurt injured wounded",
        ),
        (
            "watched|attended|came|spectators|visitors|crowd|audience|fans",
            "watched|attended|crowd|spectators|visitors|turnout|audience|drew|tickets",
            "crowd spectators attended",
        ),
    )
)
# How near a number stands before what it counts.
_BETWEEN = r"(?:\W+[\w'’-]+){0,3}?\W+"
_COUNTED = re.compile(r"\bhow (?:many|much)\s+([a-z-]+)", re.IGNORECASE)
_VERB = re.compile(
    r"did|does|do|was|were|is|are|would|will|has|have|had|of|can|could|came|went|fell|\w{3,}ed"
)


@dataclass(frozen=True, slots=True)
class Count:
    """What a question counts: a noun, or words in which news tells it; and its own names.

    `units` finds an amount in the units that it asks for, None where it asks for none.
    """

    noun: str
    told: tuple[str, ...]
    names: frozenset[str]
    units: re.Pattern[str] | None

    def is_told(self, one: Told) -> bool:
        """Whether a number stands beside what is counted, in a report of what is named."""
        if self.told:
            beside = any(is_beside(one.text, words) for words in self.told)
        else:
            beside = counts(one.text, self.noun)
        return beside and self.is_named(one)

    def is_named(self, one: Told) -> bool:
        """Whether the article, or the entry of a live blog, has named it by then."""
        entry = one.passage.entry
        text = one.article.text[entry.start if entry else 0 : one.end]
        return self.names <= {*words(f"{one.article.title} {text}")}


def counted(asked: Asked) -> Count:
    """What a question counts."""
    noun = _COUNTED.search(asked.question)
    own = without_taken_along(asked.question)  # a subject is found by, and stands where it will
    passages = tuple(each.passage.text for each in asked.found.candidates)
    return Count(
        noun=noun[1] if noun and not _VERB.fullmatch(noun[1].lower()) else "",
        told=tuple(tells for asks, tells, _ in _TOLD_AS if asks.search(asked.question)),
        names=frozenset(map(str.casefold, names_in(passages))) & {*words(own)},
        units=measure(asked.question),
    )


def told_otherwise(count: Count, asked: Asked) -> list[Told]:
    """The sentences of a search in the words of news for what the question names."""
    if not (count.told and count.names):
        return []
    searched = [searched for asks, _, searched in _TOLD_AS if asks.search(asked.question)]
    question = " ".join([*sorted(count.names), *searched])
    found = asked.find(question, OTHERWISE, asked.where)
    return told(asked.question, asked.idf, found, asked.weights)


def figures_of(text: str, question: str) -> list[str]:
    """The figures of a sentence that are no dates, and not the question's own."""
    own = question.lower()
    found = [each[0].strip(" ,.") for each in _NUMBER.finditer(_without_dates(text))]
    return [each for each in found if each.lower() not in own and each.lower() not in ("one", "no")]


def counts(text: str, noun: str) -> bool:
    """Whether a number stands before the noun that is counted."""
    if not noun:
        return False
    stem = re.escape(re.sub(r"(?:ies|es|s|y)$", "", noun.lower()))
    pattern = rf"(?:{_NUMBER.pattern}){_BETWEEN}{stem}\w*"
    return re.search(pattern, _without_dates(text), re.IGNORECASE) is not None


def is_beside(text: str, words: str) -> bool:
    """Whether a number stands before words, or close behind them."""
    numbers = f"(?:{_NUMBER.pattern})"
    pattern = rf"{numbers}{_BETWEEN}\b{words}|\b{words}{_BETWEEN}{numbers}"
    return re.search(pattern, _without_dates(text), re.IGNORECASE) is not None


def _without_dates(text: str) -> str:
    """A text with its dates, times and ages blotted out."""
    for pattern in (_NO_FIGURE, _NO_COUNT):
        text = pattern.sub(lambda found: "~" * len(found[0]), text)
    return text
