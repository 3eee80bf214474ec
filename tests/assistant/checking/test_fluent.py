"""What language models really write: fluent sentences are held, and their lies are not."""

from __future__ import annotations

import pytest

from assistant.checking.citations import bind
from assistant.checking.meaning import with_meaning_checked
from tests.assistant.checking.judging import checked_by
from vectorstore import Article, Passage
from vectorstore.models.encoder import SentenceEncoder

HONEST = (
    (
        "The United States will send two ships to the gulf.",
        "The US will send two ships to the gulf on Monday.",
    ),
    (
        "Governor Ann Falk signed the law in June.",
        "Republican Gov. Ann Falk signed the law on June 19.",
    ),
    (
        "In February Lena Moss signed the order that closes the harbour.",
        "On Feb. 5 Lena Moss signed the order that closes the harbour to large ships.",
    ),
    (
        "Moss and Falk met in Lund, where the two had talked about the bridge in May.",
        "Moss and Falk met in Lund, where they had talked about the bridge in May.",
    ),
    (
        "Lena Moss is best known for her work on apes.",
        "Lena Moss, best known for her work studying apes, has died at 91.",
    ),
    (
        "The winds reached 141 kilometres an hour at the pier.",
        "Winds of up to 141 kilometres an hour were measured at the pier.",
    ),
    (
        "Critics warned that the ban could cut off young people from support.",
        "Some youth groups and academics warned that the ban could cut off young people from"
        " support.",
    ),
    (
        "The governor urged residents not to drink the water.",
        "The governor urged residents to avoid drinking the water.",
    ),
    (
        "The farm has 62 turbines, enough to supply 600,000 homes.",
        "The farm has 62 turbines and could supply 600,000 homes.",
    ),
)
LIES = (
    (
        "The United Nations will send two ships to the gulf.",
        "The US will send two ships to the gulf on Monday.",
    ),
    (
        "Governor Ann Moss signed the law in June.",
        "Republican Gov. Ann Falk signed the law on June 19.",
    ),
    (
        "In March Lena Moss signed the order that closes the harbour.",
        "On Feb. 5 Lena Moss signed the order that closes the harbour to large ships.",
    ),
    (
        "The company has bought a second ferry for the island.",
        "The company is studying whether to buy a second ferry for the island.",
    ),
    (
        "The farm supplies 600,000 homes.",
        "The farm has 62 turbines and could supply 600,000 homes.",
    ),
)
COUNTS = (
    "The harbour authority put the number of injured at 41.",
    "The ambulance service said that 63 people were hurt.",
)


@pytest.mark.parametrize(("claim", "text"), HONEST)
def test_a_fluent_honest_sentence_is_held(encoder: SentenceEncoder, claim: str, text: str) -> None:
    found = checked_by(encoder, claim, text)
    assert found.verdict == "supported", found.reason


@pytest.mark.parametrize(("claim", "text"), LIES)
def test_a_fluent_lie_is_marked(encoder: SentenceEncoder, claim: str, text: str) -> None:
    assert checked_by(encoder, claim, text).verdict != "supported"


def _verdicts(encoder: SentenceEncoder, answer: str, *texts: str) -> list[str]:
    passages = [Passage(Article(text, text), 0, len(text), text, 1.0) for text in texts]
    bound = bind(answer, passages, encoder.encode)
    return [claim.verdict for claim in with_meaning_checked(bound, encoder.encode)]


def test_that_accounts_differ_rests_on_those_that_follow(encoder: SentenceEncoder) -> None:
    answer = (
        "The reported figures differ. The harbour authority put the number of injured at 41 [1],"
        " while the ambulance service said that 63 people were hurt [2]."
    )
    assert _verdicts(encoder, answer, *COUNTS) == ["supported"] * 2


def test_that_accounts_differ_is_unsupported_where_one_alone_follows(
    encoder: SentenceEncoder,
) -> None:
    answer = (
        "The reported figures differ. The harbour authority put the number of injured at 41 [1]."
    )
    assert _verdicts(encoder, answer, *COUNTS)[0] != "supported"


def test_what_says_more_than_that_accounts_differ_is_no_announcement(
    encoder: SentenceEncoder,
) -> None:
    answer = (
        "The figures of the 1998 census differ. The harbour authority put the number of injured at"
        " 41 [1]. The ambulance service said that 63 people were hurt [2]."
    )
    assert _verdicts(encoder, answer, *COUNTS)[0] != "supported"
