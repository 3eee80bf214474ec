"""An abstention gives its reason, and names are looked for as the archive spells them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.finding.spelling import spelled
from assistant.question.outlets import named_outlets, outlet_asked_for
from vectorstore import Archive


def test_what_was_searched_is_said(sample: Archive) -> None:
    answer = Assistant(sample).answer("Who discovered penicillin?")
    assert answer.abstention is not None
    assert answer.abstention.kind == "not_said"
    assert answer.abstention.articles == len(sample)
    assert list(answer.abstention.outlets) == sample.outlets()
    assert answer.text.startswith("The archive does not say.")
    assert f"{len(sample)} articles" in answer.text


def test_a_time_of_which_the_archive_has_nothing_is_named(sample: Archive) -> None:
    answer = Assistant(sample).answer("What happened at the Wexmouth cannery in April 2014?")
    assert answer.abstention is not None
    assert answer.abstention.kind == "no_articles"
    assert answer.text == "The archive has no articles of April 2014."


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("since November 2031", "since November 2031"),
        ("before 2014", "before 2014"),
        ("between May and June 2014", "between May and June 2014"),
        ("during the summer of 2014", "of the summer of 2014"),
    ],
)
def test_a_period_without_articles_is_said_in_its_own_words(
    sample: Archive, period: str, said: str
) -> None:
    asked = f"What happened at the Wexmouth cannery {period}?"
    assistant = Assistant(sample, today=date(2032, 1, 1))
    assert assistant.answer(asked).text == f"The archive has no articles {said}."


@pytest.mark.parametrize(
    "question", ["Who won the Quill Regatta 88?", "Who is Zebulon Tarrasque married to?"]
)
def test_a_number_or_a_name_that_nothing_has_is_not_answered(
    sample: Archive, question: str
) -> None:
    answer = Assistant(sample, reranker=None).answer(question)
    assert answer.abstained
    assert "“" in answer.text


def test_a_name_spelled_otherwise_is_found_and_can_be_refused(sample: Archive) -> None:
    asked = spelled(sample, "What did the repair of the Marigould cost?")
    assert asked.text == "What did the repair of the Marigold cost?"
    assert asked.taken == (("Marigold", "Marigould"),)
    assert "Marigould" in asked.notes[0]
    kept = "What did the repair of the “Marigould” cost?"
    assert spelled(sample, kept).text == kept
    assert spelled(sample, kept).unknown == ("Marigould",)
    plain = "What did the repair of the Marigold cost?"
    assert spelled(sample, plain).taken == ()


def test_misspelled_words_are_looked_for_in_the_archives_own(sample: Archive) -> None:
    asked = spelled(sample, "who was the captian of the fery marigoldd")
    assert asked.text == "who was the captain of the ferry Marigold"
    assert [known for known, _ in asked.taken] == ["captain", "ferry", "Marigold"]
    assert spelled(sample, 'why was the "brigde" closed').text == 'why was the "brigde" closed'
    assert spelled(sample, "tell me abuot the resevoir").text == "tell me abuot the reservoir"


@pytest.mark.parametrize("word", ["iphone", "rentals", "averted", "teargas"])
def test_a_word_that_is_right_is_taken_for_no_other(sample: Archive, word: str) -> None:
    assert spelled(sample, f"what about the {word}").taken == ()


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie hoch werden die Windräder im Greywater?", "German"),
        ("¿Quién es el alcalde de Port Alder?", "Spanish"),
    ],
)
def test_a_question_in_a_language_that_no_article_is_in_is_told_so(
    sample: Archive, question: str, language: str
) -> None:
    answer = Assistant(sample).answer(question)
    assert answer.abstained
    assert answer.notes[0].startswith(f"The question is in {language}, and hardly a word of it")


def test_a_question_in_the_language_of_the_articles_is_not(tmp_path: Path) -> None:
    text = "Der neue Hafenmeister von Port Alder heißt Corwin Hale, sagte die Stadt am Dienstag."
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with Archive.open(tmp_path / "archive") as archive:
        archive.ingest([tmp_path / "a.txt"])
        asked = spelled(archive, "Wie heißt der neue Hafenmeister der Stadt?")
    assert (asked.notes, asked.taken) == ((), ())


def test_what_is_to_be_left_out_is(sample: Archive) -> None:
    assistant = Assistant(sample, reranker=None)
    for question in ("ferry NOT radar", "ferry -radar", 'ferry -"radar"'):
        found = assistant.search(question)
        assert found
        assert not [p for p in found if "radar" in f"{p.title} {p.text}".lower()]
    answer = assistant.answer("ferry -radar")
    assert answer.notes[0] == "Left out: what has “radar”."
    assert "radar" not in answer.text
    stressed = "Why did the ferry NOT turn?"
    assert assistant.answer(stressed).understood == stressed


def test_outlets_go_by_the_names_that_people_use() -> None:
    known = ["usatoday.com", "BBC News", "www.nytimes.com", "The Echo"]
    assert named_outlets("What did USA Today say of it?", known) == ["usatoday.com"]
    assert named_outlets("What did the BBC say of it?", known) == ["BBC News"]
    assert named_outlets("What did the New York Times say?", known) == ["www.nytimes.com"]
    assert named_outlets("What is in the USA today?", ["today.com"]) == []
    assert outlet_asked_for("What did the Vint Gazette write of it?", known) == "the Vint Gazette"
    assert outlet_asked_for("What did the Echo write of it?", known) == ""


def test_a_long_question_does_not_turn_on_one_strange_word(sample: Archive) -> None:
    question = (
        "Did The Harbour Post report a plethora of reasons, or did it say that the radar of the"
        " ferry Marigold had been out of service for two days before its collision in the fog?"
    )
    answer = Assistant(sample).answer(question)
    assert not answer.abstained
    assert "radar" in answer.text
    assert Assistant(sample).answer("Was there a plethora?").abstained


def test_a_word_in_small_letters_may_be_said_otherwise_where_more_is_asked(
    sample: Archive,
) -> None:
    answer = Assistant(sample).answer(
        "Whom did the harbour police extricate from the ferry Marigold after the collision?"
    )
    assert not answer.abstained
    assert Assistant(sample).answer("iphone 15 price").abstained
