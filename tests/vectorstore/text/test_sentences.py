"""Where sentences end."""

from __future__ import annotations

import pytest

from vectorstore.text.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Die Fähre sank am 3. März vor Halvern.",
        "Am Freitag, 24. Dezember, blieb das Büro geschlossen.",
        "Vom 1. August bis zum 3. September fährt kein Schiff.",
    ],
)
def test_a_day_in_german_ends_no_sentence(text: str) -> None:
    assert sentences(text) == [(0, len(text))]


def test_a_number_in_english_ends_one_before_a_month() -> None:
    first = "The ship was sold for 20."
    assert sentences(f"{first} August brought rain.")[0] == (0, len(first))
