"""An honest sentence may say with other words what is cited; its lying twin is still marked."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

HONEST = [
    (
        "Owen Prosser, who pleaded guilty to torching the warehouse, was given nine years.",
        "Owen Prosser was given nine years after he admitted setting fire to the warehouse.",
    ),
    (
        "The ship was registered in Malta, whose flag it flew during the talks.",
        "During the talks the ship flew a Maltese flag and was registered there.",
    ),
    (
        "So far 15 of the 40 clubs have signed the charter.",
        "Not all of the 40 member clubs have signed the charter; 25 have not.",
    ),
    (
        "In 2019, turnout had been 62 percent, nine points below this year's 71.",
        "Turnout was 71 percent, nine points higher than in the previous election in 2019.",
    ),
    (
        "Last year 1,900 families received help from the charity, up from 1,600.",
        "The charity helped 1,900 families last year, 300 more than the year before.",
    ),
    (
        "The company's tax bill in Britain was zero last year.",
        "The company paid no tax in Britain last year.",
    ),
    (
        "The board agreed to talks over the foreign-flagged ship.",
        "The board agreed to talks about the ship, which sails under a foreign flag.",
    ),
    (
        "From Monday a ban on watering gardens will apply between 8 a.m. and 8 p.m.",
        "Residents may not water their gardens between 8 a.m. and 8 p.m. from Monday.",
    ),
    (
        "He cannot be considered for parole until he has served a minimum of 22 years.",
        "He will serve at least 22 years before he can be considered for parole.",
    ),
    (
        "A decision on the bypass will have to wait until the elections in May are over.",
        "No decision on the bypass will be taken before the elections in May.",
    ),
    (
        "Seven miners were killed in the accident in March, and the mine has not reopened since.",
        "The mine has been closed since the accident in March, in which seven miners died.",
    ),
    (
        "Only Hungary has not approved the treaty.",
        "Hungary is the only member that has yet to approve the treaty.",
    ),
    (
        "Every day the bridge is crossed by 18,000 vehicles, double the number it was built for.",
        "The bridge carries 18,000 vehicles a day, twice as many as it was built for.",
    ),
    (
        "If he does not want to sign the bill, he must send it back to Congress by Friday.",
        "The president has until Friday to sign the bill or return it to Congress.",
    ),
    (
        "After making $90 million in the same quarter last year, it had a loss of $220 million.",
        "It lost $220 million in the first quarter, compared with a profit of $90 million a year"
        " earlier.",
    ),
    (
        "Dana Wills, the coach, dismissed concerns about her captain's injury.",
        "The coach, Dana Wills, said she was not worried about the injury to her captain.",
    ),
    (
        "In March her estimate had been £3 million higher than the £15 million now expected.",
        "The levy would raise £15 million, three million less than she had estimated in March.",
    ),
]

LIES = [
    (
        "Owen Prosser, who pleaded guilty to torching the warehouse, will be tried in May.",
        "Owen Prosser denied setting fire to the warehouse and will be tried in May.",
    ),
    (
        "So far 12 of the 40 clubs have signed the charter.",
        "Not all of the 40 member clubs have signed the charter; 25 have not.",
    ),
    (
        "In 2019, turnout had been 80 percent, nine points above this year's 71.",
        "Turnout was 71 percent, nine points higher than in the previous election in 2019.",
    ),
    (
        "Last year 1,900 families received help from the charity, down from 2,200.",
        "The charity helped 1,900 families last year, 300 more than the year before.",
    ),
    (
        "The company's tax bill in France was zero last year.",
        "The company paid no tax in Britain last year, but 30 million in France.",
    ),
    (
        "The train ran under the bridge at noon.",
        "The train ran over the bridge at noon.",
    ),
    (
        "The company will not survive the winter, its auditors warned.",
        "The company may not survive the winter, its auditors warned.",
    ),
    (
        "He can be considered for parole before he has served 22 years.",
        "He will serve at least 22 years before he can be considered for parole.",
    ),
    (
        "A decision on the bypass will be taken before the elections in May.",
        "No decision on the bypass will be taken before the elections in May.",
    ),
    (
        "Seven rebels were killed by soldiers near the mine.",
        "The rebels killed seven soldiers near the mine.",
    ),
    ("Hungary has approved the treaty.", "Hungary has yet to approve the treaty."),
    (
        "The bridge carries all lorries and cars.",
        "The bridge carries many lorries and cars.",
    ),
    (
        "The team won its last match in the league.",
        "The team won its first match in the league.",
    ),
    (
        "The injury to her captain is nothing to worry about.",
        "The coach, Dana Wills, said she was not worried about the injury to her captain.",
    ),
    (
        "In March her estimate had been £3 million lower than the £15 million now expected.",
        "The levy would raise £15 million, three million less than she had estimated in March.",
    ),
]


@pytest.mark.parametrize(("claim", "source"), HONEST)
def test_what_is_said_freely_is_supported(claim: str, source: str) -> None:
    assert check(claim, [source]).reason is None


@pytest.mark.parametrize(("claim", "source"), LIES)
def test_its_lying_twin_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict != "supported"
