"""Follow-ups, as they are understood from the conversation before them."""

from __future__ import annotations

import pytest

from assistant.question.follow_up import standalone
from assistant.question.subject import as_read, in_one, things
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
            "Who is the mayor of Port Alder?",
            "And before him?",
            "Who was the mayor of Port Alder before him?",
        ),
        (
            "When may we walk over the bridge?",
            "And with the dog?",
            "When may we walk over the bridge with the dog?",
        ),
        (
            "What did Corwin Hale say about his deputy?",
            "And the keeper?",
            "What did the keeper say?",
        ),
        (
            "How many puffins were counted?",
            "Why are there so many of them?",
            "Why are there so many puffins? (puffins were counted)",
        ),
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


def test_what_was_answered_is_meant_by_it_and_he() -> None:
    told = "“The Hopewell had been moored by Jory Pellow,” said Corwin Hale. The Echo [1]"
    which = [Turn("Which barge was it?", told)]
    named = standalone("Who owns it?", which, answered=lambda turn: "The barge Hopewell")
    assert named.startswith("Who owns the barge Hopewell?")
    cargo = [Turn("What cargo was the Hopewell carrying?", "“It carried coal to Wexmouth.” [1]")]
    named = standalone("Who was its master?", cargo, answered=lambda turn: "coal to Wexmouth.")
    assert named.startswith("Who was its master?")
    who = [Turn("Who had moored the barge?", told)]
    about = f"{told} Jory Pellow, 40, is a fisherman. Corwin Hale, 52, is harbour master."
    named = standalone("How old is he?", who, lambda turn: about, lambda turn: "Jory Pellow")
    assert named.startswith("How old is Jory Pellow?")


def test_what_is_returned_to_is_what_it_means() -> None:
    history = [
        Turn("What did Storm Odda do to the Narrows Bridge?", "“It shut it.” The Echo [1]"),
        Turn("What is the average rent in Port Alder?", "“1,870 crowns.” The Echo [1]"),
    ]
    back = standalone("Back to the bridge: has it been hit before?", history)
    assert back == "has it been hit before? (the Narrows Bridge)"
    assert in_one(back) == "has the Narrows Bridge been hit before?"


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who led it? (the eelgrass survey)", "Who led the eelgrass survey?"),
        ("And its captain? (the ferry Marigold)", "the ferry Marigold’s captain?"),
        ("Was anyone hurt? (the fire in Wexmouth)", "Was anyone hurt in the fire in Wexmouth?"),
        ("How many tickets were sold? (the festival)", "How many tickets were sold?"),
        ("What did it all cost? (the dam)", "What did it all cost?"),
        ("Who led the survey?", "Who led the survey?"),
    ],
)
def test_a_follow_up_is_read_with_its_subject_where_it_says_too_little(
    question: str, read: str
) -> None:
    assert as_read(question) == read


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
        ("Why did Port Alder raise its harbour dues?", "Port Alder, harbour dues"),
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
