"""Who has what part in what is told, in whatever words: the part of another is marked, and so is
another order; what is only told from the other side, or in another order of words, is not."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

SEATS = "Labour won 41 seats and the Greens 12."
SHOPS = "The firm has 40 shops and employs 900 people."
PHONES = "Apple sold 46 million phones in the quarter, and Samsung 58 million."
FIRE = "The fire killed 12 people in Porto, and 30 more were hurt."
JOBLESS = "Unemployment fell to 4.1 percent, the lowest since 2001, as hiring rose in Texas."
CUP = "The cup was won by Ajax in 1995 and by Porto in 2004."
LIONS = "The Lions have lost seven of their last eight games."
CREW = "The court dismissed four of the six charges."
STAKE = "Norway's Statkraft sold its stake in the wind farm to Enel for $210 million."
LOAN = "Germany lent Greece 22 billion euros in 2010."
CAPTAIN = (
    "Anita Rao stepped down as captain on Monday. Her place will be taken by the wicketkeeper, "
    "Jess Cole."
)
NURSE = "The nurse praised the paramedics for keeping her patient alive on the way."
YARD = "The shipyard belongs to the Korean group Hanjin."
WINGER = "Turin signed the winger Luca Bonn from Basel."
PRICES = "House prices in Dublin outpaced wages for the ninth year in a row."
SUIT = "The pension fund sued the carmaker, which had concealed the defect, in a Boston court."
SON = "The widow phoned her son, a plumber, who told her how to shut off the water."
BANK = "The bank bailed out the airline in 2009."
VAN = "Police say the driver of the Audi overtook the van and then braked."
KING = "The king received the ambassador of Chile and later dined with the chancellor."
LAWYER = "Olga Brandt, who prosecuted the banker in 2011, now represents his creditors."
GOALS = (
    "Athletic went ahead through Dario Ortiz in the ninth minute, and Betis levelled with a header "
    "by their captain, Ivan Prats."
)
STRIKE = "The strike by pilots of Air Baltic was called off hours before it was due to begin."
SHIP = (
    "The cruise ship sank off Naxos in 2007 after it hit a reef; two passengers were never found."
)
DELAY = "The council has delayed the decision until next month after receiving 1,400 objections."
FLOOD = "The city blames the flooding on blocked drains, which had not been cleared since 2018."
BONDS = "Voters approved the bonds in May. A judge had already thrown out a suit against them."
MILL = "The mill had led the county in output but burned down in 1931."
CLEARED = "The captain was cleared of all blame in July and reinstated in September."
LINES = "The firm said that it was losing lines faster than it mended them."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The Greens won 41 seats.", SEATS),
        ("The Greens won 41 seats and Labour 12.", SEATS),
        ("The firm has 900 shops and employs 40 people.", SHOPS),
        ("Samsung sold 46 million phones in the quarter, and Apple 58 million.", PHONES),
        ("Thirty people were killed and 12 hurt in the fire in Porto.", FIRE),
        ("Porto won the cup in 1995.", CUP),
        ("The Lions have won seven of their last eight games.", LIONS),
        ("The court upheld four of the six charges.", CREW),
        ("Statkraft bought Enel's stake in the wind farm for $210 million.", STAKE),
        ("Germany borrowed 22 billion euros from Greece in 2010.", LOAN),
        ("Anita Rao will replace the wicketkeeper, Jess Cole, as captain.", CAPTAIN),
        ("The paramedics commended the nurse for keeping her patient alive on the way.", NURSE),
        ("The shipyard owns the Korean group Hanjin.", YARD),
        ("The winger Luca Bonn moved from Turin to Basel.", WINGER),
        ("Wages in Dublin outpaced house prices for the ninth year in a row.", PRICES),
        ("The carmaker took the pension fund to court in Boston over the defect.", SUIT),
        ("The widow's son phoned her and she told him how to shut off the water.", SON),
        ("The airline bailed out the bank in 2009.", BANK),
        ("Police say the driver of the van overtook the Audi and then braked.", VAN),
        ("The king received the chancellor and later dined with the ambassador of Chile.", KING),
        (
            "Olga Brandt, who represented the banker's creditors in 2011, now prosecutes him.",
            LAWYER,
        ),
        (
            "After nine minutes Dario Ortiz put Betis ahead, and Ivan Prats, the captain of "
            "Athletic, levelled with a header.",
            GOALS,
        ),
    ],
)
def test_the_part_of_another_is_marked(claim: str, source: str) -> None:
    found = check(claim, [source])
    assert (found.verdict, found.fault) == ("partly", "contradicted")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The Greens won 12 seats.", SEATS),
        ("The Greens won 12 seats and Labour 41.", SEATS),
        ("The firm employs 900 people.", SHOPS),
        ("Samsung sold 58 million phones in the quarter, 12 million more than Apple.", PHONES),
        ("Thirty people were hurt and 12 killed in the fire in Porto.", FIRE),
        ("Hiring rose in Texas, and unemployment, at its lowest since 2001, was 4.1%.", JOBLESS),
        ("Porto won the cup in 2004.", CUP),
        ("The Lions have won just one of their last eight games.", LIONS),
        ("The court upheld two of the six charges.", CREW),
        ("Enel bought Statkraft's stake in the wind farm for $210 million.", STAKE),
        ("Greece borrowed 22 billion euros from Germany in 2010.", LOAN),
        ("The wicketkeeper, Jess Cole, will succeed Anita Rao as captain.", CAPTAIN),
        ("The paramedics were commended by the nurse for keeping her patient alive.", NURSE),
        ("The Korean group Hanjin owns the shipyard.", YARD),
        ("Basel sold the winger Luca Bonn to Turin.", WINGER),
        ("Wages in Dublin lagged behind house prices for a ninth year.", PRICES),
        ("The carmaker was taken to court in Boston by the pension fund.", SUIT),
        ("The widow rang her son, a plumber, and he told her how to turn off the water.", SON),
        ("The airline was bailed out by the bank in 2009.", BANK),
        ("The king dined with the chancellor after he had received the ambassador.", KING),
        ("Olga Brandt, now the lawyer of his creditors, prosecuted the banker in 2011.", LAWYER),
    ],
)
def test_a_part_told_otherwise_is_not_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The cruise ship hit a reef off Naxos after it sank in 2007.", SHIP),
        ("According to the city, the flooding caused the drains to be blocked.", FLOOD),
        ("Only after voters had approved the bonds did a judge throw out a suit.", BONDS),
        ("After burning down in 1931, the mill led the county in output.", MILL),
        ("The captain was reinstated in September before he was cleared of all blame.", CLEARED),
        ("The firm said that it was mending lines faster than it lost them.", LINES),
    ],
)
def test_another_order_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).reason == "the article has this in the other order"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Pilots of Air Baltic called off their strike hours before it was to begin.", STRIKE),
        ("After hitting a reef off Naxos in 2007 the cruise ship sank, and two died.", SHIP),
        ("After 1,400 objections, the council has put off its decision until next month.", DELAY),
        ("According to the city, blocked drains caused the flooding.", FLOOD),
        ("A judge had thrown out a suit against the bonds before voters approved them.", BONDS),
        ("The mill, which had led the county in output, burned down in 1931.", MILL),
        ("The captain was reinstated in September, after he was cleared in July.", CLEARED),
    ],
)
def test_the_same_order_is_not(claim: str, source: str) -> None:
    reason = check(claim, [source]).reason or ""
    assert "order" not in reason
    assert "exchanged" not in reason


def test_the_reason_names_the_owner() -> None:
    source = "The van belonged to a baker; the cyclist worked for the post office."
    found = check("The van was owned by the post office.", [source])
    assert found.reason == "the article has this of the baker"


@pytest.mark.parametrize(
    "unit",
    ["blames the flood ", "had led it but ", "gave Holt 3 million ", "took Ost to court and "],
)
def test_a_hostile_text_is_judged_all_the_same(unit: str) -> None:
    assert check((unit * 2000)[:2000], [(unit * 20000)[:20000]]).verdict
