"""What a claim says in other words is found over two sentences, and is still no other thing."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

HONEST = [
    (
        "What Ms Ode will get is a grant, paid in September, and five others want it.",
        "The academy said that it had promised Ms Ode a grant. It will be paid in September, and "
        "five other people have applied.",
    ),
    (
        "The suspect's lawyer maintains that the pump broke down by itself.",
        "The police say that he switched off the pump. He denies it. His lawyer, Jo Fenn, said "
        "that the machine had failed on its own and that the suspect had been asleep.",
    ),
    (
        "For lack of money the new sluices were postponed two times.",
        "The weir was last checked in 2017, when engineers recommended new sluices beside it. "
        "The work was put off twice for want of funds.",
    ),
]
LIES = [
    (
        "Ada Lund was dismissed for fraud.",
        "Mr Tole said that he would show that she had been dismissed for fraud. Ms Lund says she "
        "left of her own accord.",
        "the article only attributes this to Mr Tole",
    ),
    (
        "The pump broke down by itself.",
        "The police say that he switched off the pump. He denies it. His lawyer, Jo Fenn, said "
        "that the machine had failed on its own and that the suspect had been asleep.",
        "the cited text does not say “broke down”",
    ),
    (
        "The new sluices were built for lack of money.",
        "The weir was last checked in 2017, when engineers recommended new sluices beside it. "
        "The work was put off twice for want of funds.",
        "the article says “recommended”",
    ),
    (
        "The striker Ola Reyes is 24 years old.",
        "The striker Ola Reyes met a corner. Albion, champions four times in the past six years, "
        "had gone ahead after ten minutes.",
        "the cited text lacks “24”",
    ),
]


@pytest.mark.parametrize(("claim", "text"), HONEST)
def test_a_claim_rests_on_every_sentence_that_brings_it_nearer(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    found = checked_by(encoder, claim, text)
    assert (found.verdict, found.reason) == ("supported", None)


def test_it_cites_those_sentences(encoder: SentenceEncoder) -> None:
    claim, text = HONEST[0]
    assert [each.quote for each in checked_by(encoder, claim, text).citations] == [
        "The academy said that it had promised Ms Ode a grant.",
        "It will be paid in September, and five other people have applied.",
    ]


@pytest.mark.parametrize(("claim", "text", "reason"), LIES)
def test_its_lie_is_told(encoder: SentenceEncoder, claim: str, text: str, reason: str) -> None:
    assert checked_by(encoder, claim, text).reason == reason
