"""Who does what to whom: another's deed is marked, and one that is only told otherwise is not."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

SUED = "Apple sued Samsung in April over the design of its phones."
HIRED = "Anna Kowalska, who was hired by Marek Nowak in 2015, fired him as coach on Sunday."
CLOSED = "The mill was closed by its owners in 1998 and reopened as a museum by volunteers in 2004."
BILL = "The president signed the bill that parliament had passed, and a court blocked it in May."
ACCUSED = (
    "Villagers accused the mining company of poisoning the river, and the governor ordered an "
    "inquiry."
)
HIT = "Police said that a lorry hit a cyclist near the station and that the driver was arrested."
TOLD = "Mr Ito, who asked for a pump and was told that there was no need, has left the village."
WARNED = (
    "Officials from the ministry inspected the bridge after engineers warned the council that it "
    "was unsafe."
)
FOUNDED = "The orchestra is led by Maria Petrova, whose teacher, Ivan Sokolov, founded it in 1961."
LENT = "The bank lent the airline 40 million dollars, and its chairman thanked the government."
BEAT = "Kenya beat Ghana in the final, having lost to Egypt in the group."
PAID = (
    "The shop's owner, Rita Mendes, refused to pay the tax inspector, who then called the police."
)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Apple was sued in April over the design of its phones.", SUED),
        ("Samsung sued Apple in April over the design of its phones.", SUED),
        ("Marek Nowak fired Anna Kowalska as coach on Sunday.", HIRED),
        ("Anna Kowalska, who hired Marek Nowak in 2015, was fired on Sunday.", HIRED),
        ("The owners reopened the mill as a museum in 2004.", CLOSED),
        ("The president signed the bill and then blocked it in May.", BILL),
        ("The mining company accused villagers of poisoning the river.", ACCUSED),
        ("The villagers ordered an inquiry into the poisoning of the river.", ACCUSED),
        ("The villagers were accused of poisoning the river.", ACCUSED),
        ("Police said that the cyclist was arrested.", HIT),
        ("Mr Ito, who was asked for a pump and said that there was no need, has left.", TOLD),
        ("The engineers were warned that the bridge was unsafe.", WARNED),
        ("The council warned engineers that the bridge was unsafe.", WARNED),
        ("Maria Petrova founded the orchestra in 1961.", FOUNDED),
        ("The airline lent the bank 40 million dollars.", LENT),
        ("Kenya beat Egypt in the group.", BEAT),
        ("Rita Mendes called the police after refusing to pay the tax inspector.", PAID),
    ],
)
def test_the_deed_of_another_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict != "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Samsung was sued by Apple in April over the design of its phones.", SUED),
        ("Samsung was sued in April over the design of phones.", SUED),
        ("Marek Nowak, who hired Anna Kowalska in 2015, was fired by her on Sunday.", HIRED),
        ("Volunteers reopened the mill as a museum in 2004.", CLOSED),
        ("The mill closed in 1998 and reopened as a museum in 2004.", CLOSED),
        ("The bill, passed by parliament and signed, was blocked by a court in May.", BILL),
        ("The mining company was accused by villagers of poisoning the river.", ACCUSED),
        ("A cyclist was hit by a lorry near the station, police said.", HIT),
        ("Mr Ito, who asked for a pump, was told that there was no need.", TOLD),
        ("The council was warned by engineers that the bridge was unsafe.", WARNED),
        ("Maria Petrova leads the orchestra, which Ivan Sokolov founded in 1961.", FOUNDED),
        ("The airline borrowed 40 million dollars from the bank.", LENT),
        ("Egypt beat Kenya in the group.", BEAT),
        ("Ghana lost the final to Kenya.", BEAT),
        ("The police were called by the tax inspector, whom Rita Mendes refused to pay.", PAID),
        (
            "Of the 54 people hurt, by the ministry's figure, nine remained in hospital.",
            "The ministry put the number of hurt at 54. Nine of them were still in hospital.",
        ),
        (
            "Gull Homes, a developer, acquired the plant after it had closed on 31 May.",
            "The plant shut on 31 May, and was later bought by a developer, Gull Homes.",
        ),
        ("Per Ost was named captain of Vint.", "Cup: Per Ost named captain of Vint"),
    ],
)
def test_a_deed_told_from_the_other_side_is_not_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize("unit", ["Ost beat Holt and ", "who beat Ost ", "a, ", "came after Ost "])
def test_a_hostile_text_is_judged_all_the_same(unit: str) -> None:
    claim, source = (unit * 2000)[:2000], (unit * 20000)[:20000]
    assert check(claim, [source]).verdict


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "The firm that Hale founded has 40 shops.",
            "The firm, founded by Mr. Hale, has 40 shops.",
        ),
        ("Ann Hale backed the plan.", "The plan was backed by Gov. Ann Hale."),
        (
            "Between 2010 and 2020 infections fell by half.",
            "Infections fell by half between 2010 and 2020.",
        ),
    ],
)
def test_a_full_stop_behind_a_title_and_an_and_between_years_end_nothing(
    claim: str, source: str
) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize("text", ["9" * 5000 + " of 9", "Sales rose " + "9" * 5000 + "/9"])
def test_a_number_of_very_many_digits_is_no_number_of_things(text: str) -> None:
    assert check(text, [text]).verdict


def test_the_reason_names_who_did_it() -> None:
    reason = check("The president signed the bill and then blocked it in May.", [BILL]).reason
    assert reason == "the article says “blocked” of the court"
