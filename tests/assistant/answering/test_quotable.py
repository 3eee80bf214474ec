"""What may be quoted, and what a quote brings along."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answering.quotable import (
    leans,
    may_be_quoted,
    promises,
    with_its_quotation,
    with_what_it_leans_on,
)
from tests.conftest import Write
from vectorstore import Archive
from vectorstore.text.units import units

STORY = "The council of Vint has voted to close the north quay."


@pytest.mark.parametrize(
    "line",
    [
        "March 6, 2026, 3:35 p.m. ET",
        "Published 4 May 2025 at 10:15",
        "When will the quay be closed?",
        "5. North quay",
        "By Orla Fisk and Bram Teal",
        "Bram Teal contributed to this report.",
        "The quay at dawn. Photo: Orla Fisk",
        "AI-assisted summary",
        "Sign up for our newsletter to get the news of Vint in the morning.",
        "Which of the following was closed this week?",
        "Orla Fisk writes about quays. Follow her on X and Threads: @orlafisk.",
        "You can reach her at orla@mercury.example or 555-0143.",
        "Editor's note: This page tells the news of Tuesday, 4 May.",
        "Contributing: Bram Teal, Ines Roth",
        "Orla Fisk is a trending news reporter for The Vint Echo.",
        "This page summarizes the news of Wednesday.",
    ],
)
def test_furniture_is_not_quoted(line: str) -> None:
    text = f"{STORY}\n\n{line}\n\n{STORY}"
    start = text.index(line)
    is_question = line.startswith("When")
    assert may_be_quoted(text, start, start + len(line)) is is_question
    assert may_be_quoted(text, 0, len(STORY))


@pytest.mark.parametrize(
    "line",
    [
        "Editor's note: This story was corrected to say that the north quay is closed.",
        "Anyone who saw the fire is asked to call the police on 555-0143.",
        "Bram Teal is a journalist who was jailed for a year.",
        "The ferry will follow her sister ship on Thursday.",
        "The council will contact Orla Fisk about the quay.",
    ],
)
def test_what_only_looks_like_furniture_is_quoted(line: str) -> None:
    text = f"{STORY}\n\n{line}\n\n{STORY}"
    start = text.index(line)
    assert may_be_quoted(text, start, start + len(line))


def test_a_promise_tells_nothing() -> None:
    assert promises("The council has revealed the name of the new quay.")
    assert promises("Here's what to know about the vote.")
    assert not promises(STORY)


def test_a_sentence_that_leans_is_told_from_one_that_stands() -> None:
    assert leans("He said that the quay was sinking.")
    assert leans("The company lost two boats.")
    assert not leans("The company of Ines Roth lost two boats.")
    assert not leans("It is not clear whether the quay can be saved.")
    assert not leans(STORY)


def test_a_quote_brings_the_sentence_that_it_leans_on(archive: Archive, write: Write) -> None:
    text = (
        "Ines Roth has led the Vint tide office since the spring floods. She earns 94,000 crowns"
        " a year, the council said. The pumps were replaced in April and work well."
    )
    archive.ingest([write("a.jsonl", {"id": "a", "published": "2025-06-18", "text": text})])
    answer = Assistant(archive).answer("How much does the head of the Vint tide office earn?")
    assert answer.claims[0].text.startswith("Ines Roth has led")
    assert "94,000 crowns" in answer.claims[0].text
    [citation] = answer.claims[0].citations
    assert citation.quote == text[citation.start : citation.end]


@pytest.mark.parametrize(
    ("second", "is_brought"),
    [
        ("The album will have nine songs about the tide.", True),
        ("As a result, Roth sang at the north quay in June.", True),
        ("The Silver Reeds star, 51, sang at the north quay.", True),
        ("The trip to Old Quay, her second, ends in June.", True),
        ("The album, Vint Water, has nine songs about the tide.", False),
        ("Ines Roth sang at the north quay in June.", False),
        ("The government said that the quay was sinking.", False),
    ],
)
def test_a_quote_brings_what_it_goes_on_from(second: str, is_brought: bool) -> None:
    first = "Ines Roth of Vint is making an album."
    text = f"{first} {second}"
    spans = [(0, len(first)), (len(first) + 1, len(text))]
    start, _ = with_what_it_leans_on(text, spans, 1, 0)
    assert (start == 0) is is_brought


def test_below_a_question_heading_the_sentence_is_quoted(archive: Archive, write: Write) -> None:
    text = (
        "The council of Vint met for two hours about its quays and pumps.\n\n"
        "When will the north quay open again?\n\n"
        "The engineers named the last week of September for the north quay.\n\n"
        "Nothing was decided about the pumps in the lower town."
    )
    archive.ingest([write("a.jsonl", {"id": "a", "published": "2025-06-18", "text": text})])
    answer = Assistant(archive).answer("When will the north quay open again?")
    assert "last week of September" in answer.claims[0].text
    assert not any("?" in claim.text for claim in answer.claims)


def test_a_corrected_figure_is_not_quoted_first(archive: Archive, write: Write) -> None:
    archive.ingest(
        [
            write(
                "a.jsonl",
                {
                    "id": "first",
                    "outlet": "Vint Echo",
                    "published": "2025-06-10",
                    "text": "The harbour of Vint was dredged by four metres over the winter, and "
                    "the dredging of the harbour cost the town a fortune.",
                },
                {
                    "id": "second",
                    "outlet": "Vint Echo",
                    "published": "2025-06-12",
                    "title": "Corrections",
                    "text": "An article on Tuesday said that the harbour of Vint was dredged by "
                    "four metres. It was dredged by seven metres.",
                },
            )
        ]
    )
    answer = Assistant(archive).answer("By how many metres was the harbour of Vint dredged?")
    assert "seven metres" in answer.claims[0].text
    assert any("corrected on 12 June 2025" in note for note in answer.notes)


@pytest.mark.parametrize(
    "quoted",
    ['"{} {}," said the engineer, Ines Roth.', "The engineer, Ines Roth, said: “{} {}.”"],
)
@pytest.mark.parametrize("number", [0, 1])
def test_a_quotation_is_quoted_whole_with_who_says_it(quoted: str, number: int) -> None:
    said = quoted.format("We told the town that the quay was dry.", "We were mistaken")
    text = f"The council met in Vint.\n\n{said} The pumps are old.\n\nNobody spoke."
    spans = units(text)
    begins = [text.index("We told"), text.index("We were")][number]
    unit = max(n for n, (start, _) in enumerate(spans) if start <= begins)
    start, end = with_its_quotation(text, spans, unit, 0)
    assert text[start:end] == said


def test_a_quotation_of_the_sample_has_its_speaker(sample: Archive) -> None:
    answer = Assistant(sample).answer("What was the public told in March about the radar?")
    quotes = [claim.text for claim in answer.claims if "told the public in March" in claim.text]
    assert quotes
    assert all("said the chief investigator, Joachim Pell" in quote for quote in quotes)
    assert all(quote.startswith('"We told') for quote in quotes)
