"""Who says what is quoted; the answer rather than the question; headings, results and titles."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.types import Claim
from tests.conftest import Write
from ui.json import answer_json
from vectorstore import Archive
from vectorstore.chunks import split
from vectorstore.text.speakers import turns
from vectorstore.types import Article

TALK = """MARA QUELL, HOST: Welcome. Mr. Orde, will the quay be closed for the winter?

TOM ORDE, HARBOUR MASTER: It stays open. I have said so all year.

QUELL: And what do you say, Ms. Sund?

LENA SUND, DIVER: I am against it. The pillars must be mended before the frost.

QUELL: How much would the mending of the pillars cost?

SUND: Nine million crowns, if they begin in May.

(MUSIC)

QUELL: Thank you both."""
INTERVIEW = """What do you expect of the new ferry to Kessel?

More people on the quay, and fewer cars in the old town.

How long will the crossing to Kessel take?

Forty minutes, or an hour in a storm."""
LETTERS = """Dear Editor,

The trams to the salt works have been late every day since March, and nobody is sorry.

Anna Orde, Lowmarsh

Sir,

The trams of Kessel are early, which is worse for whoever runs.

Yours faithfully,
Piet Sund"""
REPORT = """Divers looked at the quay on Monday, and the council heard on Tuesday what they found.

They named the ways in which it can be saved, all of which have been tried elsewhere.

Speed limit of four knots in the inner basin

Waves from fast boats wash out the mortar, which nobody can stop by law, they said."""
COUNT = """The votes for Lena Sund and Tom Orde were counted at the town hall by midnight.

Lena Sund (Harbour)

4521

Tom Orde (Union)
877"""


def claims(archive: Archive, write: Write, text: str, question: str, **facts: str) -> list[Claim]:
    archive.ingest([write("a.jsonl", {"text": text, "outlet": "The Lantern", **facts})])
    answer = Assistant(archive).answer(question)
    for claim in answer.claims:
        [citation] = claim.citations
        assert citation.quote == citation.passage.article.text[citation.start : citation.end]
    shown = answer_json(answer)["claims"]
    assert [claim["speaker"] for claim in shown] == [claim.speaker for claim in answer.claims]
    return [*answer.claims]


def test_a_quote_says_who_speaks(archive: Archive, write: Write) -> None:
    question = "Who said that the pillars must be mended before the frost?"
    first = claims(archive, write, TALK, question)[0]
    assert first.text.startswith("LENA SUND, DIVER: ")
    assert first.text.endswith("The pillars must be mended before the frost.")
    assert first.speaker == "LENA SUND, DIVER"


def test_the_answer_is_quoted_and_not_the_question(archive: Archive, write: Write) -> None:
    question = "How much would the mending of the pillars cost?"
    first = claims(archive, write, TALK, question)[0]
    assert first.text == "SUND: Nine million crowns, if they begin in May."
    assert "LENA SUND, DIVER" in first.in_words


def test_an_interview_with_its_questions_as_headings(archive: Archive, write: Write) -> None:
    first = claims(archive, write, INTERVIEW, "How long will the crossing to Kessel take?")[0]
    assert first.text == "Forty minutes, or an hour in a storm."


def test_a_letter_is_its_writers(archive: Archive, write: Write) -> None:
    found = claims(
        archive, write, LETTERS, "Since when have the trams to the salt works been late?"
    )
    [late] = [claim for claim in found if "since March" in claim.text]
    assert late.speaker == "Anna Orde, Lowmarsh"
    # whoever signed is named for what they wrote, and is no answer by themselves
    asked = claims(archive, write, LETTERS, "Who says that the trams have been late since March?")
    assert not {claim.text for claim in asked} & {"Anna Orde, Lowmarsh", "Yours faithfully,"}
    assert "Anna Orde, Lowmarsh" in late.in_words
    assert [turn.speaker for turn in turns(LETTERS)] == ["Anna Orde, Lowmarsh", "Piet Sund"]


@pytest.mark.parametrize(
    "text",
    [
        "PORT SELBY: A second crack was found.\n\nIt is wide.",
        "Ward: Quay; Votes: 12.\n\nWard: Hill; Votes: 3.\n\nWard: Moor; Votes: 9.",
        "Date: Friday.\n\nVenue: The hall.\n\nDate: Saturday.",
        "He had one wish: to sail.\n\nShe had none: she stayed.",
    ],
)
def test_labels_that_name_nobody(text: str) -> None:
    assert turns(text) == ()


def test_a_heading_is_not_quoted(archive: Archive, write: Write) -> None:
    found = claims(archive, write, REPORT, "What speed limit is proposed in the inner basin?")
    assert found
    assert "Speed limit of four knots in the inner basin" not in [claim.text for claim in found]


def test_a_figure_is_quoted_with_its_name(archive: Archive, write: Write) -> None:
    found = claims(archive, write, COUNT, "How many votes did Lena Sund get?")
    assert "Lena Sund (Harbour)\n\n4521" in [claim.text for claim in found]


def test_a_title_is_shown_where_it_tells_what_is_asked(archive: Archive, write: Write) -> None:
    text = "Divers found cracks in the pillars on Monday. The council meets again on Friday."
    title = "Selby quay closed until 14 August"
    question = "Until which day is the Selby quay closed?"
    found = claims(archive, write, text, question, title=title)
    assert any(f"under the title “{title}”" in claim.in_words for claim in found)


def test_a_question_and_its_answer_share_a_chunk() -> None:
    filler = " ".join(["The tide came in over the flats and went out again at noon."] * 12)
    text = f"{filler}\n\nQUELL: How much would that cost?\n\nSUND: Nine million. {filler}"
    chunks = [text[chunk.start : chunk.end] for chunk in split(Article("a", text))]
    assert len(chunks) > 1
    assert all(("How much" in chunk) == ("Nine million" in chunk) for chunk in chunks)


def test_two_of_one_surname_are_two_and_a_surname_alone_is_neither() -> None:
    text = "\n\n".join(
        [
            "ERIK STRAND, ENGINEER: The bridge is safe.",
            "ANNA STRAND: It is not.",
            "DR STRAND: One of us is right.",
            "KARI LUND: Who measured it?",
            "MS LUND: Nobody did.",
        ]
    )
    assert [turn.speaker for turn in turns(text)] == [
        "ERIK STRAND, ENGINEER",
        "ANNA STRAND",
        "DR STRAND",
        "KARI LUND",
        "KARI LUND",
    ]


def test_a_speaker_may_stand_behind_the_time() -> None:
    text = "[00:01:02] ANNA PELL: Who pays?\n\n00:09 IVO BRANDT: We do.\n\n(1:20) ANNA PELL: When?"
    found = [(turn.speaker, text[turn.words : turn.end]) for turn in turns(text)]
    assert found == [("ANNA PELL", "Who pays?"), ("IVO BRANDT", "We do."), ("ANNA PELL", "When?")]
