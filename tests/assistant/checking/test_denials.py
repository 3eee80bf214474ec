"""What is denied, avoided or without its like: said in other words, and reversed."""

from __future__ import annotations

import pytest

from assistant.checking.check import check
from vectorstore.text.stems import stem_of


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "She was the first woman to chair the committee.",
            "She was not the first woman to chair the committee since 1990.",
        ),
        (
            "The plant will reopen before next spring, its owner said.",
            "The plant will not reopen until next spring, its owner said.",
        ),
        (
            "The team won away from home last week.",
            "The team has not won away from home since October.",
        ),
        (
            "The police have ruled out arson.",
            "The police have not ruled out arson.",
        ),
        (
            "The firm went bankrupt in 2019.",
            "The firm narrowly avoided bankruptcy in 2019.",
        ),
        (
            "The firm avoided bankruptcy in 2019.",
            "The firm went bankrupt in 2019.",
        ),
        (
            "The minister called for sanctions.",
            "The minister stopped short of calling for sanctions.",
        ),
        (
            "The driver was injured when the bus hit a tree.",
            "The driver escaped injury when the bus hit a tree.",
        ),
        (
            "There was a strike at the port.",
            "The talks averted a strike at the port.",
        ),
        (
            "Trains stop at Barrow.",
            "Trains no longer stop at Barrow.",
        ),
        (
            "Trains do not stop at Barrow.",
            "Trains stop at Barrow twice a day.",
        ),
        (
            "She told the board of the loan.",
            "She neglected to tell the board of the loan.",
        ),
        (
            "The hospital admitted that staff had spotted the infection.",
            "The hospital admitted that staff had failed to spot the infection.",
        ),
        (
            "In Texas 1.1 million homes have power after the storm.",
            "The storm left 1.1 million homes without power in Texas.",
        ),
        (
            "The glacier could be gone by 2040 if emissions are cut.",
            "The glacier could disappear by 2040 if emissions are not reduced.",
        ),
        (
            "She was given a jail term.",
            "She avoided a jail term by paying the fine.",
        ),
        (
            "He was at home when the police came.",
            "He was not at home when the police came.",
        ),
        (
            "The audit found evidence of fraud.",
            "There was no evidence of fraud, the audit found.",
        ),
    ],
)
def test_what_reverses_a_denial_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "partly"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "No woman had chaired the committee before her in its 112 years.",
            "She became the first woman to chair the committee in its 112-year history.",
        ),
        (
            "The plant will stay closed until next spring, its owner said.",
            "The plant will not reopen until next spring, its owner said.",
        ),
        (
            "The team's last away win was in October.",
            "The team has not won away from home since October.",
        ),
        (
            "It last rained in the valley on April 3.",
            "The valley has had no rain since April 3.",
        ),
        (
            "It may have been arson, the police say.",
            "The police have not ruled out arson.",
        ),
        (
            "The firm was close to bankruptcy in 2019.",
            "The firm narrowly avoided bankruptcy in 2019.",
        ),
        (
            "The driver was unhurt when the bus hit a tree.",
            "The driver escaped injury when the bus hit a tree.",
        ),
        (
            "Two prisoners fled Dartmoor prison on Monday.",
            "Two prisoners escaped from Dartmoor prison on Monday.",
        ),
        (
            "None of its rivals lost fewer bags than the airline, which lost 214 a day in July.",
            "The airline lost 214 bags a day in July, fewer than any of its rivals.",
        ),
        (
            "Sales are at their highest since 2008.",
            "Sales have not been this high since 2008.",
        ),
        (
            "She is the only one in the village who speaks the language.",
            "Nobody else in the village speaks the language.",
        ),
        (
            "A late offer of 4% averted the strike.",
            "The strike was averted by a late offer of 4%.",
        ),
        (
            "In Texas 1.1 million homes lost power in the storm.",
            "The storm left 1.1 million homes without power in Texas.",
        ),
        (
            "The glacier could be gone by 2040 unless emissions are cut.",
            "The glacier could disappear by 2040 if emissions are not reduced.",
        ),
        (
            "By paying the fine she stayed out of jail.",
            "She avoided a jail term by paying the fine.",
        ),
        (
            "The shop is closed on Sundays.",
            "The shop is not open on Sundays.",
        ),
        (
            "The police came when he was out.",
            "He was not at home when the police came.",
        ),
        (
            "The audit found nothing that pointed to fraud.",
            "There was no evidence of fraud, the audit found.",
        ),
        (
            "Who owns the ship is unknown.",
            "It is not known who owns the ship.",
        ),
        (
            "No other plant in Germany makes as many cars as the factory in "
            "Leipzig, which makes 500,000 a year.",
            "The factory in Leipzig makes 500,000 cars a year, more than any other "
            "plant in Germany.",
        ),
    ],
)
def test_what_says_a_denial_in_other_words_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).reason is None


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The painter sold his first canvas six years after he left school at 14.",
            "The painter left school at 14 and sold his first canvas at 19.",
        ),
        (
            "He founded his own firm in 2021, after he left the company.",
            "He left the company in 2019 after 22 years, and founded his own firm a year later.",
        ),
        (
            "The dam was raised in 1959.",
            "The dam was built in 1962 and raised three years later.",
        ),
        (
            "Annual inflation in Turkey dropped eight percentage points in July, "
            "from 71.6% to 61.8%.",
            "Turkey's annual inflation rate eased to 61.8% in July, from 71.6% in June.",
        ),
        (
            "The Spanish economy grew by 0.3% in the second quarter.",
            "Germany's economy shrank by 0.2% in the second quarter, while France's grew by 0.3%.",
        ),
        (
            "In London as many as 11,018 people sleep rough.",
            "The number of people sleeping rough in London is 11,018.",
        ),
        (
            "The lake is 32 miles long and 9 miles wide.",
            "The lake is 32 miles long and up to 9 miles wide.",
        ),
        (
            "About 400 people had been ordered out of their homes by Friday, as "
            "2,000 firefighters battled the blaze.",
            "More than 400 firefighters were battling the blaze on Friday, and "
            "about 2,000 people had been ordered to leave their homes.",
        ),
    ],
)
def test_a_number_that_does_not_follow_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The painter sold his first canvas five years after he left school at 14.",
            "The painter left school at 14 and sold his first canvas at 19.",
        ),
        (
            "He founded his own firm in 2020, a year after he left the company.",
            "He left the company in 2019 after 22 years, and founded his own firm a year later.",
        ),
        (
            "The dam was raised in 1965.",
            "The dam was built in 1962 and raised three years later.",
        ),
        (
            "Work on the bridge began in 1984.",
            "The bridge opened in 1988. Work had begun four years earlier.",
        ),
        (
            "Annual inflation in Turkey dropped almost ten percentage points in "
            "July, from 71.6% to 61.8%.",
            "Turkey's annual inflation rate eased to 61.8% in July, from 71.6% in June.",
        ),
        (
            "At least 17 people died in Honduras before Hurricane Delia weakened on Sunday.",
            "Hurricane Delia weakened on Sunday after killing at least 17 people in Honduras.",
        ),
        (
            "In London 11,018 people sleep rough, twice as many as five years ago.",
            "The number of people sleeping rough in London has doubled in five years to 11,018.",
        ),
        (
            "At its widest, the lake, which is 32 miles long, measures 9 miles.",
            "The lake is 32 miles long and up to 9 miles wide.",
        ),
        (
            "About 2,000 people had been ordered out of their homes by Friday, as "
            "more than 400 firefighters battled the blaze.",
            "More than 400 firefighters were battling the blaze on Friday, and "
            "about 2,000 people had been ordered to leave their homes.",
        ),
    ],
)
def test_a_number_that_follows_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).reason is None


def test_a_word_without_end_has_a_stem() -> None:
    word = "記" * 18_000

    assert word.startswith(stem_of([word])[word])
