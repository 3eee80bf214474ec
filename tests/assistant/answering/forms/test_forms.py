"""Each form of question over the sample archive gets its form of answer."""

from __future__ import annotations

import pytest

from assistant import Assistant
from vectorstore import Archive


@pytest.fixture(scope="module")
def assistant(sample: Archive) -> Assistant:
    return Assistant(sample)


def test_every_mention_is_counted_and_quoted(assistant: Assistant) -> None:
    answer = assistant.answer("How often is Denzil Orr mentioned?")
    assert answer.form == "mentions"
    assert answer.mentions
    assert answer.mentions.total == 3
    assert len(answer.claims) == 3
    assert all("Denzil Orr" in claim.text for claim in answer.claims)


def test_a_timeline_is_in_the_order_of_its_days(assistant: Assistant) -> None:
    answer = assistant.timeline("the ferry Marigold")
    days = [claim.day for claim in answer.claims]
    assert answer.form == "events"
    assert len(days) > 4
    assert days == sorted(days)


def test_only_the_speaker_who_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.answer("What did Leander Quint say about the cruise levy?")
    assert answer.form == "statements"
    assert {claim.speaker for claim in answer.claims} == {"Leander Quint"}
    said = " ".join(claim.text for claim in answer.claims)
    assert "less than they pay for a hat" not in said
    assert "four minutes of peace" not in said


def test_sides_are_groups(assistant: Assistant) -> None:
    answer = assistant.answer("Sandoval vs Quint on the cruise levy")
    assert answer.form == "comparison"
    assert {claim.group for claim in answer.claims} == {"Sandoval", "Quint"}


@pytest.mark.parametrize("text", ["Hello there!", "Summarise the year", "Write me a poem"])
def test_nothing_is_asked(assistant: Assistant, text: str) -> None:
    answer = assistant.answer(text)
    assert answer.abstention
    assert answer.abstention.kind == "nothing_asked"
    assert not answer.claims
    assert "Ask about the news" in answer.text


def test_the_archive_itself(assistant: Assistant) -> None:
    answer = assistant.answer("How many articles do you have from the Sorrel Islander?")
    assert answer.form == "archive"
    assert answer.text.startswith("7 articles")


def test_two_questions_in_one(assistant: Assistant) -> None:
    answer = assistant.answer("Who is the mayor of Port Alder? Why did the judge stop the toll?")
    assert len({claim.group for claim in answer.claims}) == 2


def test_what_is_counted_in_the_catalogue_stands(assistant: Assistant) -> None:
    [claim] = assistant.answer("How many articles do you have?").claims
    assert (claim.verdict, claim.reason) == ("supported", "counted in the catalogue")
