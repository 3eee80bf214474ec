"""A clause that nothing cited says, joined to what is right."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "A lorry with 20 tonnes of onions overturned near Lyon because the driver fell asleep.",
            "A lorry carrying 20 tonnes of onions overturned near Lyon on Monday.",
        ),
        (
            "The senator apologised to the family on Thursday for the remark after his party"
            " threatened to expel him.",
            "The senator apologised to the family on Thursday for the remark.",
        ),
        (
            "The museum reopened after four years of repairs, and the king cut the ribbon.",
            "The museum reopened on Saturday after four years of repairs.",
        ),
        (
            "Police in Perth arrested two men over the theft of 300 sheep, which were found in a"
            " church.",
            "Police in Perth arrested two men on Friday over the theft of 300 sheep.",
        ),
        (
            "Hail ruined the plums, and Ines Falk won the election by 38 votes.",
            "Ines Falk won the election by 38 votes after a recount on Sunday.",
        ),
    ],
)
def test_a_clause_that_is_tacked_on_is_marked(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    assert "does not say" in (checked_by(encoder, claim, source).reason or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "On Saturday the museum opened its doors again, after it had been repaired for four"
            " years.",
            "The museum reopened on Saturday after four years of repairs.",
        ),
        (
            "On Friday two men were held by police in Perth who are thought to have stolen 300"
            " sheep.",
            "Police in Perth arrested two men on Friday over the theft of 300 sheep.",
        ),
        (
            "The airport shut for two hours because somebody had flown a drone close to the"
            " runway.",
            "The airport was closed for two hours when a drone was seen near the runway.",
        ),
    ],
)
def test_a_clause_in_other_words_is_supported(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    assert checked_by(encoder, claim, source).reason is None
