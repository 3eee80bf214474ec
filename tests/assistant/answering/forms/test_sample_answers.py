"""Questions of every form over the sample archive.

The first sixty were written by someone who had not seen the code, the others before the answers.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from assistant import Assistant
from assistant.types import Answer
from tests.conftest import ROOT
from vectorstore import Archive

QUESTIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (ROOT / "tests" / "sample_answers.jsonl").read_text("utf-8").splitlines()
]
# Of every hundred questions, so many have to be answered right: of the first sixty, and of all.
MIN_RIGHT_OF_FIRST, MIN_RIGHT = 96, 96


def test_most_questions_of_every_form_are_answered_right(sample: Archive) -> None:
    assistants = {
        day: Assistant(sample, today=date.fromisoformat(day) if day else None)
        for day in {item["asked"] for item in QUESTIONS}
    }
    right = [
        is_right(item, assistants[item["asked"]].answer(item["question"])) for item in QUESTIONS
    ]
    wrong = [item["question"] for item, each in zip(QUESTIONS, right, strict=True) if not each]
    assert 100 * sum(right[:60]) >= MIN_RIGHT_OF_FIRST * 60, wrong
    assert 100 * sum(right) >= MIN_RIGHT * len(QUESTIONS), wrong


def is_right(item: dict[str, Any], answer: Answer) -> bool:
    """Whether an answer has all that it must have, what comes first first, and nothing wrong; where
    nothing can be answered, whether nothing is claimed."""
    if item["form"] == "none":
        return not answer.claims
    short = answer.short.text if answer.short else ""
    shown = [short, answer.as_of, answer.text, *answer.notes]
    shown += [f"{c.day} {c.speaker} {c.group} {c.title}" for c in answer.claims]
    first = [short, answer.claims[0].in_words if answer.claims else answer.text]
    return (
        all(has(words, shown) for words in item["must"])
        and all(has(words, first) for words in item["first"])
        and not any(has(words, shown) for words in item["must_not"])
    )


def has(words: str, shown: list[str]) -> bool:
    """Whether one of "these|or those" words is shown."""
    plain = normal(" ".join(shown))
    return any(normal(each) in plain for each in words.split("|"))


def normal(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())
