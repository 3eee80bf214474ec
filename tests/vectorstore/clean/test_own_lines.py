"""What looks like furniture and is the story's own; and words that the end of a line breaks."""

from __future__ import annotations

import pytest

from tests.vectorstore.clean.test_clean import STORY, TITLE, page
from vectorstore.clean import clean
from vectorstore.types import RawArticle


@pytest.mark.parametrize(
    "own",
    [
        ["Weather"],
        ["Exclusive"],
        ["88 mins", "23 mins"],
        ["No reply"],
        ["400 likes"],
        ["Section: 4B"],
        ["Ferry captain retires after forty long years at sea"],
        ["Anna Orr", "4521"],
        ["Orr 4521\nVey 877"],
        ["More from the council"],
    ],
)
@pytest.mark.parametrize("place", [2, 3])
def test_a_line_between_sentences_is_the_storys_own(own: list[str], place: int) -> None:
    lines = [*STORY[:place], own[0], STORY[place], *own[1:], *STORY[place + 1 :]]
    assert page(TITLE, *lines).text == "\n\n".join(lines)
    assert page(TITLE, *lines, "Related stories", "The best fish soup").text == "\n\n".join(lines)


def test_results_below_the_last_sentence_stay() -> None:
    results = ["Results", "Anna Orr (Harbour)", "4521", "Piet Vey (Union)", "877"]
    votes = ["Anna Orr, Harbour, 4521 votes, 51 per cent, elected"]
    for own in (results, votes):
        lines = [*STORY, *own]
        assert page(TITLE, "By Tomas Reed", *lines).text == "\n\n".join(lines)
        assert page(TITLE, *lines, "Share this story").text == "\n\n".join(lines)
    assert page(TITLE, *STORY, "Facebook Count", "12", "3").text == "\n\n".join(STORY)


def test_results_without_a_sentence_stay() -> None:
    lines = ["Anna Orr (Harbour)", "4521", "Piet Vey (Union)", "877"]
    assert page("Result of the Port Selby election", "By Tomas Reed", *lines).text == "\n\n".join(
        lines
    )


def test_the_same_lines_go_where_furniture_stands() -> None:
    menu = ["Share this story", "Weather", "Exclusive"]
    lines = [*STORY[:2], *menu, *STORY[2:]]
    assert page(TITLE, *lines).text == "\n\n".join(STORY)
    again = [*STORY[:2], "Exclusive", *STORY[2:4], "Exclusive", *STORY[4:]]
    assert page(TITLE, *again).text == "\n\n".join(STORY)
    assert page(TITLE, "4 mins", *STORY).text == "\n\n".join(STORY)


def test_a_transcript() -> None:
    lines = [
        "KAREN OSTREM, HOST: Will the quay be closed, Mr. Vey?",
        "ANTON VEY, SHOPKEEPER: I hope that it will not be.",
        "REPORTER: Thank you both.",
    ]
    article = page("TRANSCRIPT: THE QUAY HOUR", "Aired 5 May 2021", *lines)
    assert (article.title, article.author) == ("TRANSCRIPT: THE QUAY HOUR", "")
    assert article.published == "2021-05-05"
    assert article.text == "\n\n".join(lines)


BROKEN = {
    "The quay was shut for four thou-\nsand hours, the harbour mas-\nter said to the cour-\nier.":
        "The quay was shut for four thousand hours, the harbour master said to the courier.",
    "The well-\nknown mayor closed a six-\nyear plan, and a Selby-\nbased firm was re-\nelected.":
        "The well-known mayor closed a six-year plan, and a Selby-based firm was re-elected.",
    "The Anglo-\nNorse war of 1939-\n45 had two-\nand three-year terms.":
        "The Anglo-Norse war of 1939-45 had two- and three-year terms.",
    "The Vellen-\nmark line is old. Vellenmark lies far off.":
        "The Vellenmark line is old. Vellenmark lies far off.",
    "The post-\nman has a post-man of his own.": "The post-man has a post-man of his own.",
    "The gov\xad\nernment and the har¬\nbour.": "The government and the harbour.",
}  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_words_that_a_lines_end_breaks(text: str) -> None:
    article = clean(RawArticle(text=text, source=""))
    assert " ".join(article.text.split()) == BROKEN[text]
