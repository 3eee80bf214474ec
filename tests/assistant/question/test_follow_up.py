"""Follow-ups, as they are understood from the conversation before them."""

from __future__ import annotations

import pytest

from assistant.question.follow_up import standalone
from assistant.question.subject import things
from assistant.types import Turn

LEVY = "“The treasurer said that the levy would raise 15 million crowns a year.” — The Echo [1]"


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("How strong was storm Ilse?", "And Odda?", "How strong was storm Odda?"),
        (
            "Who is the harbour master of Port Alder?",
            "And in Wexmouth?",
            "Who is the harbour master of Wexmouth?",
        ),
        (
            "What does Leander Quint think of the cruise levy?",
            "And the mayor?",
            "What does the mayor think of the cruise levy?",
        ),
        ("How many pups were counted?", "And puffins?", "How many puffins were counted?"),
        ("Who won the cup in 2025?", "And in 2019?", "Who won the cup in 2019?"),
        ("Was Ludo Pinnock charged?", "And Calder?", "Was Calder charged?"),
        (
            "How much would it bring?",
            "Who said that?",
            "Who said “the levy would raise 15 million crowns a year”?",
        ),
        (
            "What happened to the ferry Marigold?",
            "And Ashgrove?",
            "And Ashgrove? (the ferry Marigold)",
        ),
        (
            "What happened to the ferry Marigold in February 2025?",
            "Was its radar working?",
            "Was its radar working? (the ferry Marigold)",
        ),
    ],
)
def test_a_few_words_become_a_whole_question(before: str, question: str, understood: str) -> None:
    assert standalone(question, [Turn(before, LEVY)]) == understood


@pytest.mark.parametrize(
    ("question", "about"),
    [
        (
            "Tell me about the fire at the cannery in Wexmouth",
            "the fire at the cannery in Wexmouth",
        ),
        ("What did the court decide?", "the court"),
        ("When was the Upper Tarn dam finished?", "the Upper Tarn dam"),
        ("How many turbines will Greywater have?", "turbines, Greywater"),
        ("What does Leander Quint think of the cruise levy?", "the cruise levy"),
        ("Who was born on the number 6 tram?", "the number 6 tram"),
    ],
)
def test_the_things_that_a_question_speaks_of(question: str, about: str) -> None:
    assert things(question) == about


def test_a_person_is_whom_the_articles_call_so() -> None:
    told = "“The port is shut,” said the harbour master, Corwin Hale. Evening Lantern."
    about = f"{told} Captain Hale, 52, has run it for a year. He was a pilot."
    history = [Turn("Who shut the port?", told)]
    asked = standalone("How old is he?", history, lambda turn: about)
    assert asked.startswith("How old is Corwin Hale?")
