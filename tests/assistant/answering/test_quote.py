"""Answers without a language model: whole sentences, word for word, or none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.question.form import parts_of
from assistant.types import Answer, Turn
from tests.conftest import ROOT, Write
from vectorstore import Archive

QUESTIONS = [
    json.loads(line)
    for line in (ROOT / "tests" / "sample_questions.jsonl").read_text("utf-8").splitlines()
]


def test_every_quote_is_the_exact_words_of_its_article(sample: Archive) -> None:
    assistant = Assistant(sample)
    for item in QUESTIONS[:30]:
        answer = assistant.answer(item["question"])
        assert answer.finished
        most = 4 if answer.form == "figures" else 3
        assert len(answer.claims) <= most * len(parts_of(item["question"]))
        for claim in answer.claims:
            [citation] = claim.citations
            article = sample.article(citation.passage.article.id)
            assert citation.quote == article.text[citation.start : citation.end] != ""
            assert citation.quote == claim.text
            assert article.outlet in claim.in_words
            assert citation.passage in answer.passages


def test_the_first_quote_is_number_one_and_the_next_new_passage_the_next(sample: Archive) -> None:
    assistant = Assistant(sample)
    orders = set()
    for item in QUESTIONS[:30]:
        answer = assistant.answer(item["question"])
        numbers = [claim.citations[0].number for claim in answer.claims]
        assert list(dict.fromkeys(numbers)) == list(range(1, len(set(numbers)) + 1))
        cited = dict.fromkeys(c for claim in answer.claims for c in claim.citations)
        assert list(cited) == list(answer.citations)
        places = [answer.passages.index(citation.passage) for citation in answer.citations]
        orders.add(places == sorted(places))
    assert orders == {True, False}


KNOWN = [item for item in QUESTIONS if item["type"] != "none"]
UNKNOWN = [item for item in QUESTIONS if item["type"] == "none"]


@pytest.fixture(scope="module")
def answers(sample: Archive) -> dict[str, Answer]:
    """The answer to each question of the sample."""
    assistant = Assistant(sample)
    return {item["id"]: assistant.answer(item["question"]) for item in QUESTIONS}


def test_most_questions_of_the_sample_are_answered(answers: dict[str, Answer]) -> None:
    """Not a measurement: it shows that quoting works at all, on questions that anyone can read."""
    right = 0
    for item in KNOWN:
        quotes = [citation.quote for citation in answers[item["id"]].citations]
        right += any(
            words in quote or quote in words for words in item["answers"] for quote in quotes
        )
    assert right >= 0.7 * len(KNOWN)


def test_few_of_them_are_not_and_most_others_are_not(answers: dict[str, Answer]) -> None:
    wrongly_abstained = sum(answers[item["id"]].abstained for item in KNOWN)
    abstained = sum(answers[item["id"]].abstained for item in UNKNOWN)
    assert wrongly_abstained <= 0.15 * len(KNOWN)
    assert abstained >= 0.65 * len(UNKNOWN)


def test_an_abstention_lists_no_source_and_offers_the_nearest_passages(sample: Archive) -> None:
    answer = Assistant(sample).answer("Who discovered penicillin?")
    assert answer.abstained
    assert answer.text.startswith("The archive does not say. ")
    assert "Searched: 59 articles of " in answer.text
    assert (answer.claims, answer.citations) == ((), ())
    assert answer.passages


def test_a_copy_of_a_wire_story_is_not_shown_as_another_source(sample: Archive) -> None:
    answer = Assistant(sample).answer("How many households were ordered out of Lowmarsh?")
    first = answer.passages[0].article.id
    copies = {article.id for article in sample.copies(first)}
    assert len(copies) == 2
    assert len({sample.stories([article_id])[article_id] for article_id in (first, *copies)}) == 1
    texts = [passage.text for passage in answer.passages if passage.article.id in copies]
    assert not any("hundred and forty" in text or "340" in text for text in texts)


def test_a_period_in_the_question_is_preferred_and_named(archive: Archive, write: Write) -> None:
    text = "The Osterby council met and spoke about the {} of the old quay for two hours."
    archive.ingest(
        [
            write(
                "a.jsonl",
                {"id": "jan", "published": "2024-01-10", "text": text.format("future")},
                {"id": "jun", "published": "2024-06-10", "text": text.format("future")},
            )
        ]
    )
    assistant = Assistant(archive)
    answer = assistant.answer("What did the Osterby council speak about in January 2024?")
    assert answer.passages[0].article.id == "jan"
    assert [window.text for window in answer.windows] == ["in January 2024"]
    answer = assistant.answer("What did the Osterby council speak about in June 2024?")
    assert answer.passages[0].article.id == "jun"
    assert {passage.article.id for passage in answer.passages} == {"jan", "jun"}


def test_an_outlet_in_the_question_is_preferred(archive: Archive, write: Write) -> None:
    text = "The Osterby council met and spoke about the future of the old quay for two hours, {}."
    archive.ingest(
        [
            write(
                "a.jsonl",
                {"id": "1", "outlet": "The Echo", "text": text.format("in good spirits")},
                {"id": "2", "outlet": "Vale Weekly", "text": text.format("behind closed doors")},
            )
        ]
    )
    search = Assistant(archive).search
    for outlet, article_id in (("The Echo", "1"), ("Vale Weekly", "2"), ("vale weekly", "2")):
        assert search(f"What did {outlet} say of the Osterby council?")[0].article.id == article_id


@pytest.mark.parametrize("question", ['"', "AND OR NOT", "a* NEAR(b c) -d", "?!", "月", "x" * 1999])
def test_no_question_breaks_the_search(sample: Archive, question: str) -> None:
    assert Assistant(sample).answer(question).finished


def test_the_default_archive_answers(
    sample: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import assistant

    monkeypatch.setenv("DATELINE_ARCHIVE", str(sample.path))
    assert "38,000 homes" in assistant.answer("How many homes lost power in storm Ilse?").text


@pytest.mark.parametrize(
    ("question", "is_follow_up"),
    [
        ("How many people died in it?", True),
        ("Who was hurt?", True),
        ("And Ashgrove?", True),
        ("Who is Lowell Brask?", False),
        ("Who is the mayor of Paris?", False),
        ("What did Ashgrove say about it?", True),
        ("Did the captain lose his licence after the collision?", True),
        ("What did the people there tell investigators?", True),
        ("Was that the only ferry on the route?", True),
        ("Did Lowell Brask keep his seat in the council election?", False),
        ("What happened to the money that went from Harrow Bank to Osterby?", False),
        ("Were there protests against the reservoir in Ashgrove this week?", False),
        ("How many homes lost power in storm Ilse?", False),
    ],
)
def test_only_a_follow_up_is_searched_for_with_what_was_asked_before(
    sample: Archive, question: str, is_follow_up: bool
) -> None:
    before = "What happened to the ferry Marigold?"
    assistant = Assistant(sample, reranker=None)
    answer = assistant.answer(question, [Turn(before, "It collided with a coaster.")])
    looked_for = f"{question} (the ferry Marigold)" if is_follow_up else question
    assert answer.understood == looked_for
    expected = assistant.search(looked_for, k=8)
    assert [p.text for p in answer.passages[:8]] == [p.text for p in expected]


def test_which_one_is_told_by_a_sentence_that_names_one(archive: Archive, write: Write) -> None:
    texts = (
        "The river that flooded the market has gone down, said the traders of Vint.",
        "The Tarnbeck flooded the market of Vint on Monday.",
        "Traders of Vint have asked for help since the Tarnbeck flooded the market.",
    )
    archive.ingest(
        [write("a.jsonl", *({"id": str(n), "text": text} for n, text in enumerate(texts)))]
    )
    answer = Assistant(archive).answer("Which river flooded the market of Vint?")
    assert answer.claims[0].text == texts[1]
