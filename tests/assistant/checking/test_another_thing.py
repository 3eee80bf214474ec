"""A claim that tells of another thing, person or reason what its source tells of one."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Three cars were stolen from the garage by the thief.",
            "The thief stole three bicycles from the garage.",
        ),
        (
            "The violinist broke his leg before the tour.",
            "The violinist broke his arm before the tour.",
        ),
        (
            "A walker found the body on the beach at dawn.",
            "The fishermen found the body on the beach at dawn.",
        ),
        ("The game was called off because of snow.", "The game was called off because of fog."),
        (
            "Prisoners cleared rubbish from the river on Saturday.",
            "Volunteers cleared rubbish from the river on Saturday.",
        ),
        ("Wages rose faster than prices last year.", "Prices rose faster than wages last year."),
        (
            "Snow fell across the south while the north stayed dry.",
            "Snow fell across the north while the south stayed dry.",
        ),
        (
            "The school was shut because a roof had leaked.",
            "The school was shut because a boiler had burst.",
        ),
        (
            "The watchdog fined the water company for raising bills.",
            "The watchdog fined the water company for dumping sewage.",
        ),
        (
            "Residents said the playground should never have been closed.",
            "Councillor Mary Pell said the playground should never have been closed.",
        ),
        ("The new law allows phones in classrooms.", "The new law bans phones in classrooms."),
        (
            "The company is firing 300 drivers before Christmas.",
            "The company is hiring 300 drivers before Christmas.",
        ),
        (
            "The president runs the foundation.",
            "The president's eldest daughter runs the foundation.",
        ),
        ("The ferry will run twice an hour.", "The ferry will run every two hours."),
        ("Rangers beat Celtic at home.", "Rangers drew 1-1 with Celtic at home."),
    ],
)
def test_what_another_did_or_another_thing_is_marked(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    assert checked_by(encoder, claim, source).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Two trucks collided on the bridge, and one of the drivers was injured.",
            "Two lorries collided on the bridge and a driver was hurt.",
        ),
        ("The striker broke a leg in training.", "The striker broke his ankle in training."),
        (
            "The nurse said that her child had called.",
            "The woman, a nurse, said her son had called.",
        ),
        (
            "The old mill will be made into flats next year.",
            "The old mill will be turned into apartments next year.",
        ),
        (
            "The talks between owners and miners failed.",
            "The talks between miners and owners failed.",
        ),
        (
            "Jones and Smith were charged with the theft of a car.",
            "Smith and Jones were charged with the theft of a car.",
        ),
        (
            "The road is closed because of a tree.",
            "The road is closed because a tree has come down on it.",
        ),
        (
            "A councillor said the playground should never have been closed.",
            "Councillor Mary Pell said the playground should never have been closed.",
        ),
        (
            "A daughter of the president runs the foundation.",
            "The president's eldest daughter runs the foundation.",
        ),
        (
            "From Monday there will be a ferry every two hours.",
            "The ferry will run every two hours from Monday.",
        ),
        (
            "From July the bus company will no longer take cash.",
            "The bus company will stop taking cash from July.",
        ),
    ],
)
def test_the_same_thing_in_other_words_is_supported(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert (found.verdict, found.reason) == ("supported", None)
