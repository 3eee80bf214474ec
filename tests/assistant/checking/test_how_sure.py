"""How sure a thing is: what is only charged, meant, offered, likely or told stays so."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

NURSES = "The night nurses, who work twelve hours, say that they were never paid for the breaks."
CLERK = "Anna Holt, 52, has been charged with stealing 40,000 euros from the choir."
DIPLOMAT = "The ministry is looking into allegations that a diplomat had sold visas."
FERRY = "The island has had no milk since Monday. The ferry will sail on Friday if the wind drops."
FEES = "If the senate agrees, tuition fees will rise by a tenth in the autumn."
DRAFT = "A draft law would ban the sale of fireworks to anyone under 21."
MINE = "The mine is deep. The court ordered the owner to pump the water out of the old mine."
POST = "The orchestra has offered Lena Falk the post of first violin."
DEAL = "The sale of the brewery still needs the approval of the regulator."
SHOP = "The bakery may close its shop in Lund and is considering whether to sell its vans."
NAP = "The study suggests that a short nap lowers blood pressure."
SALT = "Eating much salt is linked to strokes, doctors found."
BISHOP = "The bishop declined to comment on reports that he had sold the orchard."
COUNT = "A preliminary count gives the Greens 19 per cent of the votes."
BRIDGE = "The ministry puts the cost of the new bridge at 90 million euros."
RAIN = "The delay of the tunnel was due in part to the rain. It has three lanes."


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        (
            "The night nurses, who work twelve hours, were never paid for the breaks.",
            NURSES,
            "only attributes this to the night nurses",
        ),
        ("Anna Holt, 52, stole 40,000 euros from the choir.", CLERK, "charged with"),
        ("A diplomat had sold visas, the ministry said.", DIPLOMAT, "looking into allegations"),
        (
            "The island has had no milk since Monday, but the ferry will sail on Friday.",
            FERRY,
            "if the wind drops",
        ),
        ("Tuition fees will rise by a tenth in the autumn.", FEES, "senate agrees"),
        ("The sale of fireworks to anyone under 21 is banned by a law.", DRAFT, "would"),
        ("The owner has pumped the water out of the old mine.", MINE, "ordered the owner to"),
        ("The orchestra has given Lena Falk the post of first violin.", POST, "offered"),
        ("The regulator has approved the sale of the brewery.", DEAL, "needs the approval"),
        (
            "The bakery will close its shop in Lund and is considering whether to sell its vans.",
            SHOP,
            "may",
        ),
        ("The study proves that a short nap lowers blood pressure.", NAP, "suggests"),
        ("Eating much salt causes strokes, doctors found.", SALT, "linked to"),
        ("The bishop denied that he had sold the orchard.", BISHOP, "declined to comment"),
        ("The final count gives the Greens 19 per cent of the votes.", COUNT, "preliminary"),
        ("The ministry has spent 90 million euros on the new bridge.", BRIDGE, "puts the cost"),
        ("The delay of the tunnel, with its three lanes, is down to rain alone.", RAIN, "in part"),
        (
            "The ferry is definitely going to sail on Friday.",
            "The ferry hopes to sail on Friday.",
            "“",
        ),
        (
            "The reservoir was lowered by nine metres.",
            "An earlier version of this article said that the reservoir had been lowered by nine"
            " metres. It was lowered by six.",
            "only attributes this to an earlier version",
        ),
        (
            "Port Lund has sued Berg Gravel for the damage.",
            "The barge is owned by Berg Gravel. Port Lund plans to sue the firm for the damage.",
            "plans",
        ),
        (
            "The heating failed because of a burst pipe.",
            "The tenants blamed the failure of the heating on a burst pipe.",
            "only attributes this to",
        ),
        (
            "The warders laughed when she asked for a doctor.",
            "By her account, the warders laughed when she asked for a doctor.",
            "only attributes this to",
        ),
        (
            "The firm's head promised the village that no trees would be felled.",
            "She said that the village had been promised by the firm's head that no trees would be"
            " felled, and that she had believed him.",
            "only attributes this to",
        ),
    ],
)
def test_what_is_not_so_sure_is_marked(
    encoder: SentenceEncoder, claim: str, source: str, reason: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert found.verdict == "partly"
    assert reason in (found.reason or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The night nurses say that they have never been paid for the breaks.", NURSES),
        ("Anna Holt, 52, is accused of stealing 40,000 euros from the choir.", CLERK),
        ("Anna Holt, 52, stole 40,000 euros from the choir, prosecutors say.", CLERK),
        (
            "Anna Holt stole 40,000 euros from the choir.",
            "Anna Holt, who was charged with stealing 40,000 euros from the choir, was convicted"
            " on Monday.",
        ),
        ("The ministry is examining claims that a diplomat sold visas.", DIPLOMAT),
        ("If the wind drops, the ferry will sail on Friday.", FERRY),
        ("The ferry might sail on Friday.", FERRY),
        ("Should the senate agree, tuition fees will go up by a tenth in the autumn.", FEES),
        ("Fireworks could not be sold to anyone under 21 under the draft law.", DRAFT),
        ("The owner was told by the court to pump the water out of the old mine.", MINE),
        (
            "The owner pumped the water out of the mine in May.",
            "The court ordered the owner to pump the water out of the mine. He pumped it out in"
            " May.",
        ),
        (
            "The senator, as promised, voted against the bill on Tuesday.",
            "The senator promised to vote against the bill and did so on Tuesday.",
        ),
        ("Lena Falk was offered the post of first violin by the orchestra.", POST),
        ("The regulator has yet to approve the sale of the brewery.", DEAL),
        ("The bakery might close its shop in Lund and may sell its vans.", SHOP),
        ("According to the study a short nap may lower blood pressure.", NAP),
        ("Doctors found a link between eating much salt and strokes.", SALT),
        ("The bishop would not comment on reports that he had sold the orchard.", BISHOP),
        ("In a preliminary count the Greens have 19 per cent of the votes.", COUNT),
        ("The new bridge would cost 90 million euros, the ministry reckons.", BRIDGE),
        ("The delay of the tunnel was caused in part by rain.", RAIN),
        (
            "Sales at the bakery chain rose by 4% in May.",
            "The bakery chain said sales rose 4% in May.",
        ),
        (
            "Three of the bakery's shops may close after Easter.",
            "The bakery said that three of its shops might have to close after Easter.",
        ),
        (
            "The fire brigade sent the crew home after the guide telephoned.",
            "The guide, who telephoned the fire brigade, told the crew what to do; the fire brigade"
            " sent them home.",
        ),
    ],
)
def test_what_is_as_sure_is_not_marked(encoder: SentenceEncoder, claim: str, source: str) -> None:
    found = checked_by(encoder, claim, source)
    assert (found.verdict, found.reason) == ("supported", None)


def test_hostile_text_is_read_in_time(encoder: SentenceEncoder) -> None:
    units = ("accused a of ", "if if, ", "will be would ", "blamed a ", "looking into claims that ")
    for unit in units:
        assert checked_by(encoder, f"A {unit * 20}b.", f"{unit * 900}b.").text
