"""What one does in a sentence and another in the next: a claim that gives it to the other is
marked, one that tells of both as they are is not."""

from __future__ import annotations

import pytest

from assistant.checking.check import check

SKIFF = (
    "In 2003 the keeper heard two fishermen calling from a skiff and pulled them out with a "
    "boathook. One of them, Carl Ott, was on the quay."
)
TRAM = (
    "The driver, Gus Fenn, stopped the tram and rang his wife, a midwife. A dental student, Una "
    "Pryce, caught the baby."
)
SWAN = "The vet, Cara Lunn, treated the swan. A warden had found it on the towpath."
BRIDGE = "The mayor, Ann Orr, opened the bridge. Her deputy, Raj Pell, had cut the ribbon in May."
PILOT = "Ms Sandell, who was a harbour pilot before she entered politics, did not concede."
GOALS = (
    "City had gone ahead through Leo Quin. United equalised when their captain, Wes Toll, scored."
)
APRON = "Una Pryce caught the baby in a clean apron that belonged to a fishmonger; the driver wept."
LEAD = "The mayor is five points ahead, but his lead has halved since the summer."
LEAVING = "Mr Tell said that he had meant to leave in the spring and had put it off."

PISTOL = "Officers found a pistol in the car. It belonged to the driver's brother."
FEE = "The club paid a record fee to sign the striker from Ajax."
BARGE = "The barge drifted down the river for an hour."
SAVE = "The keeper, Jan Moser, saved a penalty by Lopez in extra time."
MISS = "Modric missed a penalty in the 88th minute and scored in the 90th."


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Carl Ott had pulled two fishermen from a skiff with a boathook in 2003.", SKIFF),
        ("The driver's wife, a midwife, caught the baby.", TRAM),
        ("A warden treated the swan.", SWAN),
        ("The vet, Cara Lunn, had found the swan on the towpath.", SWAN),
        ("Ann Orr had cut the ribbon in May.", BRIDGE),
        ("Una Pryce caught the baby in a clean apron that belonged to the driver.", APRON),
        ("The mayor is five points ahead, twice the lead that he had in the summer.", LEAD),
        ("Mr Tell said that he left earlier than he had intended.", LEAVING),
        ("The pistol belonged to the driver.", PISTOL),
        ("The striker was signed by Ajax for a record fee.", FEE),
        ("The barge drifted up the river for an hour.", BARGE),
        ("Lopez scored a penalty in extra time.", SAVE),
        ("Jan Moser missed a penalty in extra time.", SAVE),
        ("Modric saved a penalty in the 88th minute.", MISS),
    ],
)
def test_the_deed_of_another_sentence_is_marked(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "partly"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Carl Ott was one of two fishermen pulled out with a boathook in 2003.", SKIFF),
        ("Una Pryce, a dental student, caught the baby after the driver rang his wife.", TRAM),
        ("The swan, found by a warden on the towpath, was treated by the vet.", SWAN),
        ("The ribbon had been cut in May by the mayor's deputy, Raj Pell.", BRIDGE),
        ("The harbour pilot did not concede.", PILOT),
        ("Leo Quin put City ahead and Wes Toll equalised.", GOALS),
        ("Una Pryce caught the baby in an apron that belonged to a fishmonger.", APRON),
        ("The pistol in the car belonged to the driver's brother.", PISTOL),
        ("The striker was signed from Ajax for a record fee.", FEE),
        ("The barge drifted downstream for an hour.", BARGE),
        ("Lopez had a penalty saved by Jan Moser in extra time.", SAVE),
        ("Modric failed to convert a penalty in the 88th minute.", MISS),
    ],
)
def test_the_deed_of_each_is_not(claim: str, source: str) -> None:
    assert check(claim, [source]).verdict == "supported"
