"""The time of a question: now, periods, years, and what was known on a day."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from assistant.finding.period import is_of_period
from assistant.question.newest import wants_newest
from assistant.question.office import is_of_another
from assistant.question.particulars import particulars
from assistant.types import Window
from tests.conftest import Write
from vectorstore import Archive, Article, Passage

NOW = date(2025, 6, 20)


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("Who is the mayor of Vint?", True),
        ("Who's the mayor of Vint?", True),
        ("the current mayor of Vint", True),
        ("How many people have signed so far?", True),
        ("Where does the captain live?", True),
        ("Did the latest ferry arrive on time?", True),
        ("Who won the race?", False),
        ("Who was the first mayor of Vint?", False),
        ("What did the mayor of New Vint say?", False),
    ],
)
def test_the_present_tense_asks_for_the_newest_state(question: str, newest: bool) -> None:
    assert wants_newest(question, (), NOW) is newest


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who won the 2023 regatta?", ["2023"]),
        ("Who plays in Copper Bowl 61?", ["Bowl 61"]),
        ("quillphone 15 price", ["quillphone 15"]),
        ("How many of the 34 people came on May 12?", []),
        ("Which team beat Vint 2-1?", []),
    ],
)
def test_a_year_and_the_number_of_a_name_are_asked_for(question: str, wanted: list[str]) -> None:
    assert [one.in_words for one in particulars(question)] == wanted


def test_an_edition_may_stand_in_roman_figures_and_only_beside_its_name() -> None:
    [bowl] = particulars("Who plays in Copper Bowl 61?")
    assert bowl.stands_in("The Copper Bowl LXI begins at six.")
    assert not bowl.stands_in("A bowl of copper, 61 years old.")


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Fenmark Attorney General Ada Lund sued the bank.", True),
        ("The former US attorney general Ada Lund sued the bank.", True),
        ("The attorney general of Fenmark, Ada Lund, sued the bank.", True),
        ("US Attorney General Ada Lund sued the bank.", False),
        ("Attorney General Ada Lund sued the bank.", False),
        ("Ada Lund sued the bank.", False),
    ],
)
def test_an_office_elsewhere_or_of_old_is_another(sentence: str, other: bool) -> None:
    assert is_of_another("Who is the US attorney general?", sentence) is other


def test_the_newest_holder_is_quoted_first_and_as_of_when_is_said(
    archive: Archive, write: Write
) -> None:
    said = "The head of the Vint tide office is {}, who spoke to the council about its pumps."
    archive.ingest(
        [
            write(
                "a.jsonl",
                {"id": "old", "published": "2021-03-01", "text": said.format("Orla Fisk")},
                {"id": "mid", "published": "2024-03-01", "text": said.format("Bram Teal")},
                {"id": "new", "published": "2025-06-18", "text": said.format("Ines Roth")},
            )
        ]
    )
    question = "Who is the head of the Vint tide office?"
    answer = Assistant(archive).answer(question)
    assert "Ines Roth" in answer.claims[0].text
    assert answer.as_of == "2025-06-18"
    earlier = Assistant(archive, today=date(2024, 5, 2)).answer(question)
    assert "Bram Teal" in earlier.claims[0].text
    assert earlier.as_of == "2024-05-02"
    assert all(p.article.id != "new" for p in earlier.passages)
    was = Assistant(archive).answer("Who was the head of the Vint tide office in March 2021?")
    assert "Orla Fisk" in was.claims[0].text
    assert was.as_of == ""


def test_the_story_of_a_day_is_printed_on_the_next(archive: Archive, write: Write) -> None:
    told = "The Vint ferry {} at the north quay on {}, and {} people were taken off by boat."
    archive.ingest(
        [
            write(
                "a.jsonl",
                {
                    "id": "thursday",
                    "published": "2025-06-19",
                    "text": told.format("ran aground", "Wednesday", "eighty"),
                },
                {
                    "id": "may",
                    "published": "2025-05-14",
                    "text": told.format("ran aground", "Tuesday", "twelve"),
                },
            )
        ]
    )
    assistant = Assistant(archive, today=date(2025, 6, 20))
    answer = assistant.answer("How many people were taken off the Vint ferry on Wednesday?")
    assert "eighty" in answer.claims[0].text
    assert not any("twelve" in claim.text for claim in answer.claims)
    assert answer.notes == ()


def test_what_is_of_the_period_may_answer_in_other_words(archive: Archive, write: Write) -> None:
    archive.ingest(
        [
            write(
                "a.jsonl",
                {
                    "id": "held",
                    "published": "2025-06-19",
                    "text": "The Vint reserve held its key rate steady on Wednesday and gave no "
                    "sign of when it would be cut again.",
                },
                {
                    "id": "cut",
                    "published": "2024-09-18",
                    "text": "In the end the Vint reserve decided on Wednesday to cut its key rate "
                    "by half a point, the first cut in four years.",
                },
            )
        ]
    )
    assistant = Assistant(archive, today=date(2025, 6, 20))
    answer = assistant.answer("What did the reserve decide on Wednesday?")
    assert "steady" in answer.claims[0].text
    assert answer.notes == ()


def test_what_is_of_another_time_is_said_to_be(archive: Archive, write: Write) -> None:
    archive.ingest(
        [
            write(
                "a.jsonl",
                {
                    "id": "may",
                    "published": "2025-05-14",
                    "text": "The Vint ferry ran aground at the north quay and twelve people were "
                    "taken off the ferry by boat.",
                },
                {
                    "id": "june",
                    "published": "2025-06-18",
                    "text": "The bakery in Mill Lane has won a prize for its rye bread again.",
                },
            )
        ]
    )
    assistant = Assistant(archive, today=date(2025, 6, 20))
    answer = assistant.answer("How many people were taken off the Vint ferry this week?")
    assert "twelve" in answer.claims[0].text
    [note] = answer.notes
    assert "this week" in note


@pytest.mark.parametrize(
    ("text", "is_of_it"),
    [
        ("The ferry ran aground on Wednesday.", True),
        ("More ferries ran aground this month than in the whole of 2024.", False),
        ("The ferry ran aground again this year.", False),
    ],
)
def test_what_is_of_a_long_time_is_not_of_a_day_in_it(text: str, is_of_it: bool) -> None:
    article = Article(id="a", text=text, published="2025-06-30")
    passage = Passage(article, 0, len(text), text, 0.0)
    asked = [Window(date(2025, 6, 25), date(2025, 6, 25))]
    assert is_of_period(passage, asked) is is_of_it
