"""Each form of question over the sample archive gets its form of answer."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant
from tests.conftest import Write
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


@pytest.mark.parametrize("place", ["New York", "the United States", "New Zealand in 2026"])
def test_nothing_happened_where_no_article_names_the_place(
    assistant: Assistant, place: str
) -> None:
    assert assistant.answer(f"What happened in {place}?").abstained


def test_an_age_and_a_day_are_no_figure_of_a_count(assistant: Assistant) -> None:
    answer = assistant.answer("How many people died on the Marigold?")
    groups = {claim.group for claim in answer.claims}
    assert "two" in groups
    assert not any("58" in group or "9" in group for group in groups)


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("What is the latest on the cannery fire?", "pleaded not guilty"),
        ("What’s new with the Marigold?", "radar at Quill Head was switched on"),
    ],
)
def test_the_latest_of_a_story_is_what_came_last(
    assistant: Assistant, question: str, newest: str
) -> None:
    answer = assistant.answer(question)
    days = [claim.day for claim in answer.claims]
    assert 1 < len(days) <= 4
    assert days == sorted(days, reverse=True)
    assert newest in answer.claims[0].text
    assert len({claim.citations[0].passage.article.id for claim in answer.claims}) == len(days)


def test_only_the_speaker_who_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.answer("What did Leander Quint say about the cruise levy?")
    assert answer.form == "statements"
    assert {claim.speaker for claim in answer.claims} == {"Leander Quint"}
    said = " ".join(claim.text for claim in answer.claims)
    assert "less than they pay for a hat" not in said
    assert "four minutes of peace" not in said


def test_an_outlet_that_says_something_is_quoted(assistant: Assistant) -> None:
    answer = assistant.answer("What did The Harbour Post say about the ferry?")
    assert answer.claims
    outlets = {each.passage.article.outlet for each in answer.claims[0].citations}
    assert outlets == {"The Harbour Post"}


def test_sides_are_groups(assistant: Assistant) -> None:
    answer = assistant.answer("Sandoval vs Quint on the cruise levy")
    assert answer.form == "comparison"
    assert {claim.group for claim in answer.claims} == {"Sandoval", "Quint"}


@pytest.mark.parametrize("text", ["Hello there!", "Hi, what can you do?", "Summarise the year"])
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


def test_what_is_measured_is_given_in_its_units(assistant: Assistant) -> None:
    answer = assistant.answer("How fast was the Aster Trader going in the fog?")
    assert answer.form == "figures"
    assert "11.5 knots" in answer.claims[0].text
    assert all("knots" in claim.text for claim in answer.claims)


def test_each_source_gives_its_figure_the_newest_first(assistant: Assistant) -> None:
    answer = assistant.answer("How many people were hurt when the Marigold was hit?")
    days = [claim.citations[0].passage.published for claim in answer.claims]
    figures = " ".join(claim.group for claim in answer.claims)
    assert [day[:10] for day in days] == sorted((day[:10] for day in days), reverse=True)
    assert all(figure in figures for figure in ("54", "Sixty-three", "Forty-one"))
    assert "171" not in figures


def test_a_number_in_several_words_is_one_figure(assistant: Assistant) -> None:
    answer = assistant.answer("How many homes were evacuated in Lowmarsh?")
    assert {"Three hundred and forty", "340, twelve"} <= {claim.group for claim in answer.claims}


def test_a_figure_of_another_thing_is_not_given(assistant: Assistant) -> None:
    answer = assistant.answer("How much will the dam repairs cost?")
    assert [claim.group for claim in answer.claims] == ["71 million, 19 million", "52 million"]


def test_a_corrected_figure_comes_last(assistant: Assistant) -> None:
    answer = assistant.answer("How far was the reservoir at the Upper Tarn lowered?")
    assert "six metres" in answer.claims[0].text
    assert "nine metres" in answer.claims[-1].text


def test_the_reason_comes_first_and_all_that_are_counted(assistant: Assistant) -> None:
    answer = assistant.answer("Why did the eelgrass come back?")
    assert "ban in 2015 on dredging" in answer.claims[0].text
    answer = assistant.answer("Why did the first count of the mayoral election turn out wrong?")
    said = [claim.text for claim in answer.claims]
    assert said[0] == "Two mistakes accounted for the change."
    assert "entered twice" in said[1]
    assert "62 postal ballots" in said[2]


def test_nobody_is_quoted_on_what_they_did_not_speak_of(assistant: Assistant) -> None:
    assert not assistant.answer("What did Corwin Hale say about the cannery fire?").claims


def test_a_name_that_is_a_verb_too_is_a_name(assistant: Assistant) -> None:
    answer = assistant.answer("What did Gunnar Tell say when he announced he was leaving?")
    assert {claim.speaker for claim in answer.claims} == {"Gunnar Tell"}


def test_whoever_holds_the_office_now_is_meant_by_it(sample: Archive) -> None:
    answer = Assistant(sample, today=date(2026, 3, 20)).answer(
        "What has the mayor said about nine crowns a head?"
    )
    assert "Nine crowns is less" in answer.claims[0].text


def test_who_held_an_office_then(assistant: Assistant) -> None:
    answer = assistant.answer("Who was the chief executive of Alder Line in January 2025?")
    assert "Viktor Lindqvale" in answer.claims[0].text
    assert "Oyelund" not in answer.claims[0].text


def test_what_happened_at_a_time_of_which_there_is_nothing(assistant: Assistant) -> None:
    answer = assistant.answer("What happened in Port Alder in March 2020?")
    assert answer.text == "The archive has no articles of March 2020."


def test_a_correction_belongs_to_the_story_that_it_names(assistant: Assistant) -> None:
    answer = assistant.answer("Timeline of the stolen chronometer")
    assert "came back by ordinary post" in answer.claims[0].text
    assert any("He was eleven" in claim.text for claim in answer.claims)


def test_both_sides_are_measured_alike(assistant: Assistant) -> None:
    answer = assistant.answer("Storm Ilse versus storm Odda: which was stronger?")
    for side, gust in (("Storm Ilse", "141"), ("storm Odda", "128")):
        assert any(gust in claim.text for claim in answer.claims if claim.group == side)


def test_who_does_something_holds_its_office(assistant: Assistant) -> None:
    answer = assistant.answer("Who directs the Maritime Museum?")
    assert answer.understood == "Who is the director of the Maritime Museum?"
    assert "Clementina Rusk" in answer.claims[0].text


def test_how_something_came_somewhere_is_told_without_that_word(assistant: Assistant) -> None:
    answer = assistant.answer("How did the insulin get to Sorrel?")
    assert "by kayak" in answer.claims[0].text


def test_a_quotation_is_whole_and_found_by_words_of_several_sentences(
    archive: Archive, write: Write
) -> None:
    archive.ingest(
        [
            write(
                "a.jsonl",
                {
                    "id": "swim",
                    "published": "2025-05-26",
                    "text": "Orla Fisk has left the Vint swimming club after two years. “It is "
                    "over. The sea? Still being swum. Thanks to all,” Ms Fisk wrote on Monday.",
                },
            )
        ]
    )
    whole = "“It is over. The sea? Still being swum. Thanks to all,” Ms Fisk wrote on Monday."
    for question in (
        "What did Orla Fisk say when she left the Vint swimming club?",
        'Who said "It is over. The sea? Still being swum"?',
    ):
        [claim] = Assistant(archive).answer(question).claims
        assert (claim.text, claim.speaker) == (whole, "Orla Fisk")


def test_in_march_or_april_is_one_period(assistant: Assistant) -> None:
    answer = assistant.answer("What happened in the cannery case in April or May 2026?")
    assert {claim.day[:7] for claim in answer.claims} == {"2026-04", "2026-05"}


def test_what_a_text_mentions_is_not_counted_in_the_archive(archive: Archive, write: Write) -> None:
    text = "The plan of the port bluntly names Vint: it singles Vint out for 33 mentions in all."
    archive.ingest([write("a.jsonl", {"id": "plan", "text": text})])
    answer = Assistant(archive).answer("How often did the plan of the port mention Vint?")
    assert (answer.form, [claim.group for claim in answer.claims]) == ("figures", ["33"])
    assert Assistant(archive).answer("How often is Vint mentioned?").form == "mentions"


def test_a_form_leaves_out_no_quote_that_best_answers(archive: Archive, write: Write) -> None:
    text = (
        "Odda Lunn, 41, is a fitter at the Vint shipyard. Odda Lunn earns 900 crowns a week."
        " Only one of the two fitters at the Vint shipyard is a member of the union."
    )
    archive.ingest([write("a.jsonl", {"id": "a", "published": "2025-06-18", "text": text})])
    assistant = Assistant(archive)
    assert "900 crowns" in assistant.answer("What are Odda Lunn's earnings?").claims[0].text
    union = assistant.answer("How many fitters are members of the union?")
    assert "Only one" in " ".join(claim.text for claim in union.claims[:2])


def test_what_happened_begins_with_what_did_and_a_timeline_with_the_first_day(
    archive: Archive, write: Write
) -> None:
    sent = {
        "id": "sent",
        "published": "2025-06-10",
        "text": "Fitters of Vint went to look at the Marl weir on Monday. They took a boat.",
    }
    fell = {
        "id": "fell",
        "published": "2025-06-18",
        "text": "The Marl weir has collapsed, and the town below it is under water.",
    }
    archive.ingest([write("a.jsonl", sent, fell)])
    assistant = Assistant(archive)
    happened = assistant.answer("What happened to the Marl weir?")
    assert happened.form == "events"
    assert "collapsed" in happened.claims[0].text
    assert happened.claims[0].day == "2025-06-18"
    assert any("went to look" in claim.text for claim in happened.claims)
    days = [claim.day for claim in assistant.timeline("What happened to the Marl weir?").claims]
    assert days == sorted(days)


def test_what_happened_in_a_period_of_which_nothing_tells_is_quoted_as_of_other_days(
    archive: Archive, write: Write
) -> None:
    stories = {
        "2025-10-25": "The town of Vint has paused the July milk vouchers of 900 families.",
        "2025-11-12": "A circus came to Osk. Its elephants walked through the rain.",
    }
    articles = [{"id": day, "published": day, "text": text} for day, text in stories.items()]
    archive.ingest([write("a.jsonl", *articles)])
    answer = Assistant(archive).answer("What happened to the milk vouchers in November 2025?")
    assert "paused" in answer.claims[0].text
    [note] = answer.notes
    assert "in November 2025" in note
    assert "other days" in note


def test_what_somebody_said_begins_with_what_best_answers(archive: Archive, write: Write) -> None:
    text = (
        "The ministry said on Monday that the Marl weir was old. Nobody had asked. The ministry"
        " said that the flood at the Marl weir was part of a planned exercise for its divers."
    )
    archive.ingest([write("a.jsonl", {"id": "a", "published": "2025-06-18", "text": text})])
    answer = Assistant(archive).answer(
        "What did the ministry say about the flood at the Marl weir?"
    )
    assert answer.form == "statements"
    assert "planned exercise" in answer.claims[0].text
