"""Conversations over the sample articles, each with its answers passed on as its history."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.types import Turn
from vectorstore import Archive

ROOT = Path(__file__).parents[2]


def _read(name: str) -> list[dict[str, Any]]:
    lines = (ROOT / "tests" / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


CONVERSATIONS = _read("sample_conversations.jsonl")
# No rule was made of these.
HELD_OUT = _read("held_out_conversations.jsonl")
# What is reached; it may only rise.
MIN_RIGHT_TURNS, MIN_WHOLE = 174, 24
MIN_RIGHT_HELD_OUT, MIN_WHOLE_HELD_OUT = 44, 4


@pytest.fixture(scope="module")
def assistant(sample: Archive) -> Assistant:
    return Assistant(sample)


def _holds(text: str, choices: str) -> bool:
    return any(choice.casefold() in text.casefold() for choice in choices.split("|"))


def _right(turn: dict[str, Any], text: str) -> bool:
    return all(_holds(text, must) for must in turn["must"]) and not any(
        _holds(text, must_not) for must_not in turn["must_not"]
    )


def test_turns_of_conversations_are_answered(assistant: Assistant) -> None:
    right, whole, wrong = _asked(assistant, CONVERSATIONS)
    assert right >= MIN_RIGHT_TURNS, "\n".join(wrong)
    assert whole >= MIN_WHOLE, "\n".join(wrong)


def test_so_are_those_of_conversations_that_were_held_out(assistant: Assistant) -> None:
    right, whole, wrong = _asked(assistant, HELD_OUT)
    assert right >= MIN_RIGHT_HELD_OUT, "\n".join(wrong)
    assert whole >= MIN_WHOLE_HELD_OUT, "\n".join(wrong)


def _asked(assistant: Assistant, conversations: list[dict[str, Any]]) -> tuple[int, int, list[str]]:
    """How many turns are answered right, how many conversations whole, and what went wrong."""
    right, whole, wrong = 0, 0, []
    for conversation in conversations:
        history: list[Turn] = []
        before = right
        for turn in conversation["turns"]:
            answer = assistant.answer(turn["question"], history)
            history.append(answer.turn)
            if _right(turn, answer.text):
                right += 1
            else:
                wrong.append(answer.understood)
        whole += right - before == len(conversation["turns"])
    return right, whole, wrong


def _understood(assistant: Assistant, *questions: str) -> list[str]:
    history: list[Turn] = []
    for question in questions:
        history.append(assistant.answer(question, history).turn)
    return [turn.understood for turn in history]


def test_a_pronoun_becomes_the_person_and_the_subject_is_taken_along(assistant: Assistant) -> None:
    understood = _understood(
        assistant, "Who was the last keeper of the Quill Head light?", "How old is he?", "Why?"
    )
    assert understood[1] == "How old is Anselm Tarbuck? (the last keeper of the Quill Head light)"
    assert "Anselm Tarbuck" in understood[2]
    assert "Quill Head" in understood[2]


def test_a_question_without_a_pronoun_may_lean(assistant: Assistant) -> None:
    first = "Which film won the Wexmouth Film Festival?"
    *_, understood = _understood(assistant, first, "How many tickets had been sold?")
    assert "Wexmouth Film Festival" in understood


def test_a_new_subject_is_asked_alone_and_an_old_one_returned_to(assistant: Assistant) -> None:
    other = "What is the average rent in Port Alder?"
    _, new, old = _understood(
        assistant, "When was the Upper Tarn dam finished?", other, "Back to the dam: who built it?"
    )
    assert new == other
    assert "Upper Tarn dam" in old
    assert "rent" not in old


def test_articles_of_the_last_answer_stay_candidates(assistant: Assistant) -> None:
    first = assistant.answer("Who was the last keeper of the Quill Head light?")
    assert first.turn.articles
    then = assistant.answer("Why?", [first.turn])
    assert {p.article.id for p in then.passages} & set(first.turn.articles)
