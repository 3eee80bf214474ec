"""Who tells what: what one tells is no other's, and what they tell of themselves is no fact."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked_by
from vectorstore.models.encoder import SentenceEncoder

LIES = [
    (
        (
            "Harker explained to the court that Calder's phone, which spent fifty minutes in "
            "Wexmouth, had been on loan to a colleague."
        ),
        (
            "The prosecutor, Solveig Harker, told the court that Mr Calder's telephone had been "
            "in Wexmouth for fifty minutes. Ms Oake replied that he had lent it to a colleague."
        ),
    ),
    (
        "Oake told the court that Calder's phone had been in Wexmouth for fifty minutes.",
        (
            "The prosecutor, Solveig Harker, told the court that Mr Calder's telephone had been "
            "in Wexmouth for fifty minutes. Ms Oake replied that he had lent it to a colleague."
        ),
    ),
    (
        "Dairy farmers, who gave up a third of their herds, have not received a penny.",
        (
            "Dairy farmers, who lost a third of their herds, say they were never compensated. The "
            "ministry has promised a review."
        ),
    ),
    (
        "Dairy farmers who lost a third of their herds got no compensation.",
        (
            "Dairy farmers, who lost a third of their herds, say they were never compensated. The "
            "ministry has promised a review."
        ),
    ),
    (
        "Mr Aas reckons that the change will save 300,000 kroner a year.",
        (
            "Mr Aas, 61, handed over the keys of the lighthouse on Friday. The Coastal Board says "
            "the change will save 300,000 kroner a year."
        ),
    ),
    (
        "Landlords blame the rise on a shortage of new homes.",
        (
            "Rents have risen by 9 per cent in a year. The housing office blames a shortage of "
            "new homes and the spread of holiday lets."
        ),
    ),
    (
        "Tenants put the rise down to too few new homes and too many holiday lets.",
        (
            "Rents have risen by 9 per cent in a year. The housing office blames a shortage of "
            "new homes and the spread of holiday lets."
        ),
    ),
    (
        (
            "The rangers concede that some seals were probably counted twice, because they had "
            "walked the beach a second time."
        ),
        (
            "Dr Yusra Halloway, a biologist, said the rangers had walked the beach twice and had "
            "very likely counted some seals both times."
        ),
    ),
    (
        "The rangers admit that they walked the beach twice.",
        (
            "Dr Yusra Halloway, a biologist, said the rangers had walked the beach twice and had "
            "very likely counted some seals both times."
        ),
    ),
    (
        (
            "Strand's offer of a share of the profits, which Lie acknowledges having received, "
            "came to nothing."
        ),
        (
            "The mine's owner, Karl Strand, said he had offered the town a share of the profits. "
            "The mayor, Ida Lie, said no such offer had reached her."
        ),
    ),
    (
        "Lie confirms that an offer of a share of the profits reached her.",
        (
            "The mine's owner, Karl Strand, said he had offered the town a share of the profits. "
            "The mayor, Ida Lie, said no such offer had reached her."
        ),
    ),
    (
        "Rosa Vidal recalls that the debate of the jury lasted until three in the morning.",
        (
            '"Winter Salt", the second film by Rosa Vidal, won the prize after a debate of the '
            "jury that, by the account of two of its members, lasted until three in the morning."
        ),
    ),
    (
        "Moen said that she had hurried along the dam on Thursday and found it dry.",
        (
            'The waterworks manager, Per Ruud, said he had walked the dam on Thursday "in such a '
            'hurry" and had found it dry. Councillor Liv Moen, who proposed the inquiry, said the '
            "valley had been lucky."
        ),
    ),
]

HONEST = [
    (
        "Lie promised to read the offer with her lawyer, should it ever come.",
        (
            "The mine's owner, Karl Strand, said he had offered the town a share of the profits. "
            "The mayor, Ida Lie, said no such offer had reached her. She would read it with her "
            "lawyer if it came."
        ),
    ),
    (
        (
            "Oake replied that Calder's phone, which spent fifty minutes in Wexmouth, had been on "
            "loan to a colleague."
        ),
        (
            "The prosecutor, Solveig Harker, told the court that Mr Calder's telephone had been "
            "in Wexmouth for fifty minutes. Ms Oake replied that he had lent it to a colleague."
        ),
    ),
    (
        "Harker told the court that the phone had spent fifty minutes in Wexmouth.",
        (
            "The prosecutor, Solveig Harker, told the court that Mr Calder's telephone had been "
            "in Wexmouth for fifty minutes. Ms Oake replied that he had lent it to a colleague."
        ),
    ),
    (
        (
            "Harker said that Calder's phone had been in Wexmouth; Oake replied that he had lent "
            "it to a colleague."
        ),
        (
            "The prosecutor, Solveig Harker, told the court that Mr Calder's telephone had been "
            "in Wexmouth for fifty minutes. Ms Oake replied that he had lent it to a colleague."
        ),
    ),
    (
        "Dairy farmers who lost a third of their herds say that they got no compensation.",
        (
            "Dairy farmers, who lost a third of their herds, say they were never compensated. The "
            "ministry has promised a review."
        ),
    ),
    (
        "By their own account, dairy farmers were not compensated for a third of their herds.",
        (
            "Dairy farmers, who lost a third of their herds, say they were never compensated. The "
            "ministry has promised a review."
        ),
    ),
    (
        "Dairy farmers have lost a third of their herds.",
        (
            "Dairy farmers, who lost a third of their herds, say they were never compensated. The "
            "ministry has promised a review."
        ),
    ),
    (
        "The Coastal Board reckons that the change will save 300,000 kroner a year.",
        (
            "Mr Aas, 61, handed over the keys of the lighthouse on Friday. The Coastal Board says "
            "the change will save 300,000 kroner a year."
        ),
    ),
    (
        "By the Board's reckoning the change will save 300,000 kroner a year.",
        (
            "Mr Aas, 61, handed over the keys of the lighthouse on Friday. The Coastal Board says "
            "the change will save 300,000 kroner a year."
        ),
    ),
    (
        "The housing office puts the rise down to too few new homes and too many holiday lets.",
        (
            "Rents have risen by 9 per cent in a year. The housing office blames a shortage of "
            "new homes and the spread of holiday lets."
        ),
    ),
    (
        "City officials blame a shortage of new homes and holiday lets.",
        (
            "Rents have risen by 9 per cent in a year. The housing office blames a shortage of "
            "new homes and the spread of holiday lets."
        ),
    ),
    (
        "Dr Halloway thinks that the rangers probably counted some seals twice.",
        (
            "Dr Yusra Halloway, a biologist, said the rangers had walked the beach twice and had "
            "very likely counted some seals both times."
        ),
    ),
    (
        "Lie said that no offer of a share of the profits had reached her.",
        (
            "The mine's owner, Karl Strand, said he had offered the town a share of the profits. "
            "The mayor, Ida Lie, said no such offer had reached her."
        ),
    ),
    (
        (
            "Strand says that he offered the town a share of the profits, but Lie says that no "
            "such offer reached her."
        ),
        (
            "The mine's owner, Karl Strand, said he had offered the town a share of the profits. "
            "The mayor, Ida Lie, said no such offer had reached her."
        ),
    ),
    (
        "Two members of the jury recall that the debate lasted until three in the morning.",
        (
            '"Winter Salt", the second film by Rosa Vidal, won the prize after a debate of the '
            "jury that, by the account of two of its members, lasted until three in the morning."
        ),
    ),
    (
        "Moen said that the valley had been lucky.",
        (
            'The waterworks manager, Per Ruud, said he had walked the dam on Thursday "in such a '
            'hurry" and had found it dry. Councillor Liv Moen, who proposed the inquiry, said the '
            "valley had been lucky."
        ),
    ),
    (
        "Ruud said that he had hurried along the dam on Thursday and found no water.",
        (
            'The waterworks manager, Per Ruud, said he had walked the dam on Thursday "in such a '
            'hurry" and had found it dry. Councillor Liv Moen, who proposed the inquiry, said the '
            "valley had been lucky."
        ),
    ),
]


@pytest.mark.parametrize(("claim", "text"), LIES)
def test_marks_what_the_source_tells_of_another(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    found = checked_by(encoder, claim, text)
    assert found.verdict != "supported"
    assert found.reason


@pytest.mark.parametrize(("claim", "text"), HONEST)
def test_passes_what_is_told_in_other_words(
    encoder: SentenceEncoder, claim: str, text: str
) -> None:
    assert checked_by(encoder, claim, text).verdict == "supported"
