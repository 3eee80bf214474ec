"""Numbers are the same however they are written, and others are others."""

from __future__ import annotations

import pytest

from vectorstore.text.numerals import numerals


def readings(text: str) -> list[set[str]]:
    return [set(number.readings) for number in numerals(text)]


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("three hundred and forty households", "340"),
        ("three-hundred-and-forty", "340"),
        ("three hundred thousand homes", "300000"),
        ("three hundred homes", "300"),
        ("one million two hundred thousand", "1200000"),
        ("two hundred and fifty thousand", "250000"),
        ("twelve hundred troops", "1200"),
        ("nine thousand nine hundred and ninety-nine", "9,999"),
        ("forty-two", "42"),
        ("forty two", "42"),
        ("three point five", "3.5"),
        ("three point five per cent", "3.5%"),
        ("a hundred", "100"),
        ("the hundred people", "100 people"),
        ("a hundred-odd people", "100"),
        ("hundred-odd people", "100"),
        ("a couple of hundred", "200"),
        ("a couple of thousand", "2000"),
        ("half a million", "500,000"),
        ("a half-million", "500,000"),
        ("two and a half million", "2.5m"),
        ("two-and-a-half", "2.5"),
        ("a million and a half", "1.5 million"),
        ("2½ million", "2.5 million"),
        ("half a per cent", "0.5%"),
        ("half of one per cent", "0.5%"),
        ("until four in the morning", "4 am"),
        ("at ten at night", "10 pm"),
        ("half past nine in the evening", "9.30 pm"),
        ("a quarter to eight this morning", "7.45 am"),
        ("at noon", "12 pm"),
        ("by midnight", "12 am"),
        ("a quarter of a million", "250,000"),
        ("three quarters of a million", "750,000"),
        ("half a dozen", "6"),
        ("three dozen", "36"),
        ("28.5 million", "28,500,000"),
        ("5 thousand million", "5bn"),
        ("three trillion", "3tn"),
        ("five lakh", "5,00,000"),
        ("5 lakh", "500,000"),
        ("2 lakh crore", "2 trillion"),
        ("28 crores", "280 million"),
        ("nineteen ninety-nine", "1999"),
        ("nineteen oh five", "1905"),
        ("twenty twenty-four", "2024"),
        ("two thousand and eight", "2008"),
        ("the nineteen-nineties", "1990s"),
        ("one in five", "1 in 5"),
        ("one-in-five", "one in every 5"),
        ("nine out of ten", "9 out of 10"),
        ("zero", "0"),
    ],
)
def test_words_are_the_number_that_digits_are(words: str, digits: str) -> None:
    [said] = readings(words)
    [given] = readings(digits)
    assert said == given


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("between five hundred and six hundred", ["500", "600"]),
        ("a thousand and two thousand", ["1000", "2000"]),
        ("five hundred thousand and one million", ["500000", "1000000"]),
        ("five and six", ["5", "6"]),
        ("sixty and seventy", ["60", "70"]),
        ("seven, ten and twelve hundred", ["7", "10", "1200"]),
    ],
)
def test_two_numbers_are_not_one(words: str, others: list[str]) -> None:
    assert [other in said for said, other in zip(readings(words), others, strict=True)] == [
        True
    ] * len(others)


def test_what_the_end_of_a_range_counts_its_beginning_counts() -> None:
    assert readings("two to three hundred") == [{"2", "200"}, {"300"}]
    assert readings("five or six million") == [{"5", "5000000"}, {"6000000"}]


@pytest.mark.parametrize(
    ("share", "reading"),
    [
        ("one in five", "20%"),
        ("a fifth of", "20%"),
        ("a tenth cheaper", "10%"),
        ("a fifth as many", "20%"),
        ("one-fifth of", "20%"),
        ("three quarters", "75%"),
        ("two thirds", "66%"),
        ("two-thirds", "67%"),
        ("half of", "50%"),
        ("one in 100", "1%"),
    ],
)
def test_a_share_is_a_percentage_too(share: str, reading: str) -> None:
    assert reading in readings(share)[0]


def test_one_in_a_year_or_in_days_is_no_share() -> None:
    assert readings("one in 2019") == [{"1"}, {"2019"}]
    assert readings("two in five days") == [{"2"}, {"5"}]


@pytest.mark.parametrize(
    ("place", "digits"), [("twenty-first", "21st"), ("hundredth", "100th"), ("third", "3rd")]
)
def test_a_place_in_words_is_one_in_digits(place: str, digits: str) -> None:
    assert readings(place) == readings(digits)


@pytest.mark.parametrize(
    "text", ["hundreds of people", "tens of thousands", "several hundred", "someone often", "1,2"]
)
def test_what_is_no_number_in_english_is_left(text: str) -> None:
    assert readings(text) in ([], [{"1,2"}])
