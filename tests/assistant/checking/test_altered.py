"""A sentence of its source with one fact altered is told by its words alone."""

from __future__ import annotations

import pytest

from assistant.checking.citations import bind
from vectorstore import Article, Passage

TEXT = (
    "The vote in Tarn was on Monday, and Mayor Ines Falk won it. "
    "Per Ost, a fisherman, was fined in Orrin for leaving the harbour. "
    "The court, which sits in Tarn, has refused to hear him. "
    "He likes Orrin. "
    "Its lawyer, Rufus Calder, spoke for the bank. "
    "Minister Hale and Judge Brask live in Port Alder. "
    "The fire left 41 dead and 54 hurt. "
    "One ferry carried 120 passengers, the other 80 passengers."
)


def verdict(claim: str) -> str:
    [found] = bind(f"{claim} [1]", [Passage(Article("a", TEXT), 0, len(TEXT), TEXT, 1.0)])
    return found.verdict


@pytest.mark.parametrize(
    "claim",
    [
        "Per Calder, a fisherman, was fined in Orrin for leaving the harbour.",
        "Per Ost, a fisherman, was fined in Tarn for leaving the harbour.",
        "Per Ost, a fisherman, was fined in Minister for leaving the harbour.",
        "Per Ost, a fisherman, was not fined in Orrin for leaving the harbour.",
        "Its lawyer, Rufus Hale, spoke for the bank.",
        "He likes Brask.",
        "He does not like Orrin.",
        "The court, which sits in Falk, has refused to hear him.",
        "The court, which sits in Tarn, has not refused to hear him.",
        "The fire left 95 dead.",
        "The fire left 95 dead in all.",
        "The fire left 95 hurt.",
        "There were 95 casualties of the fire.",
    ],
)
def test_one_fact_altered_is_marked(claim: str) -> None:
    assert verdict(claim) != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Per Ost, a fisherman, was fined in Orrin for leaving the harbour.",
        "Per Ost was fined in Orrin for leaving the harbour.",
        "Mr Ost was fined in Orrin for leaving the harbour.",
        "The court has refused to hear him.",
        "Ines Falk won it.",
        "He likes Orrin.",
        "Rufus Calder spoke for the bank.",
        "In all, 95 people were dead or hurt.",
    ],
)
def test_what_is_not_altered_is_held(claim: str) -> None:
    assert verdict(claim) == "supported"
