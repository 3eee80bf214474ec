"""Wishes and fears that nothing in the source tells of; one of many told as who does it."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

LIES = [
    (
        "Ida Storm owes some 30 firms money.",
        (
            "About 30 small firms are owed money, among them the caterer, Ida Storm, who says "
            "that she has had no answer since March."
        ),
    ),
    (
        "It was the lifeboat that rescued the 26 people, among them the skipper Denzil Orr.",
        (
            "Fishing boats reached the ferry before the lifeboat did. Skipper Denzil Orr took off "
            "26 people in his crabber, which is licensed for six."
        ),
    ),
    (
        "The lifeboat took off 26 people, including Denzil Orr.",
        (
            "Fishing boats reached the ferry before the lifeboat did. Skipper Denzil Orr took off "
            "26 people in his crabber, which is licensed for six."
        ),
    ),
    (
        (
            "The school has been closed since Monday at the wish of parents, who feared for their "
            "children."
        ),
        (
            "The school has been closed since Monday, because seven of its nine teachers live on "
            "the mainland."
        ),
    ),
    (
        "The school has been closed since Monday out of respect for the victims of the fire.",
        (
            "The school has been closed since Monday, because seven of its nine teachers live on "
            "the mainland."
        ),
    ),
    (
        (
            "Mr Aas will live at his sister's because the owners wanted more rent than he could "
            "afford."
        ),
        (
            "The keeper's cottage is to be let to holidaymakers. Mr Aas is moving in with his "
            "sister in Saltholm, two streets from the sea. He asked for a room at the back."
        ),
    ),
    (
        (
            "Ms Lie asked to take her oath on a tide table, since she wished to pay tribute to "
            "her fellow pilots."
        ),
        (
            "Ms Lie, a pilot for sixteen years, is the first woman to hold the office. She swore "
            "her oath on a tide table, the council's copy of the charter being at the "
            "bookbinder's."
        ),
    ),
    (
        "Ms Lie swore her oath on a tide table in order to honour her colleagues at sea.",
        (
            "Ms Lie, a pilot for sixteen years, is the first woman to hold the office. She swore "
            "her oath on a tide table, the council's copy of the charter being at the "
            "bookbinder's."
        ),
    ),
    (
        "Mr Ruud will leave the board in June in protest at the sale of the mill.",
        (
            "Mr Ruud said that he would leave the board in June to spend more time with his "
            "grandchildren."
        ),
    ),
    (
        "The match was called off on Saturday at the request of the police.",
        "The match was called off on Saturday after heavy rain had flooded the pitch.",
    ),
    (
        (
            "The council rejected the plan for a hotel on Tuesday under pressure from local "
            "hoteliers."
        ),
        "The council rejected the plan for a hotel by 12 votes to 9 on Tuesday.",
    ),
    (
        "The council rejected the plan for a hotel on Tuesday for fear of more traffic.",
        "The council rejected the plan for a hotel by 12 votes to 9 on Tuesday.",
    ),
]

HONEST = [
    (
        "Some 30 firms are owed money, and Ida Storm is one of them.",
        (
            "About 30 small firms are owed money, among them the caterer, Ida Storm, who says "
            "that she has had no answer since March."
        ),
    ),
    (
        "Denzil Orr took off 26 people, four times as many as his boat may carry.",
        (
            "Fishing boats reached the ferry before the lifeboat did. Skipper Denzil Orr took off "
            "26 people in his crabber, which is licensed for six."
        ),
    ),
    (
        (
            "The school has been closed since Monday because most of its teachers live on the "
            "mainland."
        ),
        (
            "The school has been closed since Monday, because seven of its nine teachers live on "
            "the mainland."
        ),
    ),
    (
        (
            "Since Monday the school has been closed for want of teachers, most of whom live on "
            "the mainland."
        ),
        (
            "The school has been closed since Monday, because seven of its nine teachers live on "
            "the mainland."
        ),
    ),
    (
        "Mr Aas will live at his sister's because the cottage is to be let to holidaymakers.",
        (
            "The keeper's cottage is to be let to holidaymakers. Mr Aas is moving in with his "
            "sister in Saltholm, two streets from the sea. He asked for a room at the back."
        ),
    ),
    (
        (
            "Mr Aas will live with his sister in Saltholm, as the cottage is being let to "
            "holidaymakers."
        ),
        (
            "The keeper's cottage is to be let to holidaymakers. Mr Aas is moving in with his "
            "sister in Saltholm, two streets from the sea. He asked for a room at the back."
        ),
    ),
    (
        (
            "Ms Lie swore her oath on a tide table because the council's copy of the charter was "
            "at the bookbinder's."
        ),
        (
            "Ms Lie, a pilot for sixteen years, is the first woman to hold the office. She swore "
            "her oath on a tide table, the council's copy of the charter being at the "
            "bookbinder's."
        ),
    ),
    (
        "Mr Ruud said that he would leave the board in June for the sake of his grandchildren.",
        (
            "Mr Ruud said that he would leave the board in June to spend more time with his "
            "grandchildren."
        ),
    ),
    (
        "Mr Ruud will leave the board in June so as to have more time for his family.",
        (
            "Mr Ruud said that he would leave the board in June to spend more time with his "
            "grandchildren."
        ),
    ),
    (
        "The match was called off on Saturday because of a waterlogged pitch.",
        "The match was called off on Saturday after heavy rain had flooded the pitch.",
    ),
    (
        "Drivers stayed at home on Monday in protest against a freeze on their pay.",
        (
            "Drivers stayed at home on Monday, angry that their pay had been frozen for a third "
            "year."
        ),
    ),
    (
        "Eight turbines were moved in order to spare the gannets.",
        "Eight turbines were moved to keep clear of a gannet feeding ground.",
    ),
    (
        "Eight turbines were moved for fear of disturbing gannets at their feeding ground.",
        "Eight turbines were moved to keep clear of a gannet feeding ground.",
    ),
    (
        "The judge stepped aside on Friday at the request of the minister.",
        "The minister asked the judge to step aside, and on Friday she did.",
    ),
    (
        "Mrs Dahl gave the library her house out of gratitude for seventy years of books.",
        (
            "Mrs Dahl, 80, gave the library her house because it had lent her its books for "
            "seventy years."
        ),
    ),
]


@pytest.mark.parametrize(("claim", "text"), LIES)
def test_marks_what_the_source_tells_of_another(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    found = checked_by(encoder, claim, text)
    assert found.verdict != "supported"
    assert found.reason


@pytest.mark.parametrize(("claim", "text"), HONEST)
def test_passes_what_is_told_in_other_words(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    assert checked_by(encoder, claim, text).verdict == "supported"
