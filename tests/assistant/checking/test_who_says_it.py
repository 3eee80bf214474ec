"""Who says a thing, and how firmly: a claim may change neither."""

from __future__ import annotations

import pytest

from tests.assistant.checking.judging import checked, checked_by
from vectorstore.models.encoder import SentenceEncoder

UNION = "The farmers' union says that a third of the harvest will rot unless pickers are found."
CLERK = "Prosecutors allege that the clerk sold the files to a rival."
SHIP = (
    "The ship sank off Brest on Friday. The owners claim that the cargo had shifted because it was"
    " badly stowed in port."
)
BAND = "Tom Reed left the band in May. He says that the others had locked him out of the studio."
REFEREE = (
    "The coach, Rita Moss, said that her team had been unlucky. The referee admitted later that the"
    " ball had crossed the line."
)
LETTER = "The ministry declined to say whether the minister had seen the letter."
SENATOR = "The senator denied that he had met the lobbyist in Geneva."
BRIDGE = (
    "Mr Hart said that the bridge had been checked in June. Ms Lowe, an engineer, said that nobody"
    " had looked at it for six years."
)
LOAN = "The bank, cleared by the court, is calm. It will try to recover the loan from the heirs."


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        (
            "The ministry says that a third of the harvest will rot unless pickers are found.",
            UNION,
            "the article has the farmers' union say this",
        ),
        (
            "Ida Krahn, who runs the port of Lund, said that some ships might be moved there.",
            "“We pay for nothing,” said Olaf Brun of the shipowners. He said that some ships might"
            " be moved to Lund, where the port is run by Ida Krahn.",
            "say this",
        ),
        ("The clerk admitted that he sold the files to a rival.", CLERK, "has prosecutors say"),
        ("Prosecutors proved that the clerk sold the files to a rival.", CLERK, "only “allege”"),
        (
            "Rita Moss admitted later that the ball had crossed the line.",
            REFEREE,
            "has the referee say",
        ),
        (
            "By police estimates 11,000 people came to the march.",
            "The march drew 11,000 people, according to its organisers.",
            "the article has its organisers say this",
        ),
        (
            "A census showed that about 30 wolves live in the forest.",
            "He thinks that about 30 wolves live in the forest.",
            "has “he” say this",
        ),
        (
            "The ship, whose cargo had been badly stowed in port, sank off Brest on Friday.",
            SHIP,
            "only attributes this to the owners",
        ),
        (
            "Tom Reed left the band in May after the others locked him out of the studio.",
            BAND,
            "only attributes this to somebody",
        ),
        (
            "The crew of the yacht, which belonged to a Greek banker, was heard on Monday.",
            "The crew was heard on Monday aboard a yacht said to have belonged to a Greek banker.",
            "only attributes this to others",
        ),
        ("The ministry said that the minister had seen the letter.", LETTER, "denies"),
        (
            "The ministry told us the minister had seen the letter and had not replied.",
            "The ministry, which had not replied, declined to say whether the minister had seen the"
            " letter.",
            "declined to say whether",
        ),
        ("The senator met the lobbyist in Geneva.", SENATOR, "has this denied"),
        ("The senator said that he had met the lobbyist in Geneva.", SENATOR, "has this denied"),
        (
            "The bank, which the court cleared, will recover the loan from the heirs.",
            LOAN,
            "the article says “try”",
        ),
        (
            "The whole fall in crime is down to the new lamps.",
            "The fall in crime is due in part to the new lamps.",
            "in part”",
        ),
        ("The drug slows the disease.", "The drug appears to slow the disease.", "appears to"),
        (
            "The navy has been looking for the wreck.",
            "The navy was to look for the wreck.",
            "was to",
        ),
        (
            "She said that the mayor took the money.",
            '"I have no proof that the mayor took the money," she said.',
            "no proof that",
        ),
        (
            "Police put the crowd in the square at 9,000, while the organisers used drones.",
            "The crowd in the square was 9,000, according to the organisers, who used drones.",
            "has the organisers",
        ),
        (
            "Rolf Berg, who runs the yard, says that the crane had passed a test in May.",
            "The yard's manager, Rolf Berg, says that the crane fell over. The town says that the"
            " crane had been tested in May and was safe.",
            "has the town say this",
        ),
        (
            "The wardens said that Dr Moe's team had very likely counted some deer twice.",
            "Dr Ada Moe said that the wardens had very likely counted some deer twice.",
            "has Dr Ada Moe say this",
        ),
        (
            "The captain admitted that he had left the bridge too early.",
            "The captain, in the view of the inquiry, had left the bridge too early.",
            "has the inquiry say this",
        ),
        (
            "Three airlines have warned that they will fly elsewhere.",
            "He said that three airlines had told him that they would fly elsewhere.",
            "say",
        ),
        (
            "Mr Okoro said that the alarm had been switched off by a guard.",
            "Mr Okoro's lawyer said that the alarm had been switched off by a guard.",
            "lawyer say this",
        ),
        (
            "The general conceded that his troops had shelled the hospital.",
            "The general denied that his troops had shelled the hospital, as the rebels claim.",
            "denied",
        ),
        (
            "The accused guard let himself in by a side door on the night of the fire.",
            "He is accused of arson. Police allege that the guard let himself in by a side door on"
            " the night of the fire.",
            "only attributes this to the police",
        ),
    ],
)
def test_another_speaker_or_a_firmer_word_is_marked(
    encoder: SentenceEncoder, claim: str, source: str, reason: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert found.verdict == "partly"
    assert reason in (found.reason or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Nils Orm, who was charged last week and denies it, is believed by police to be the man"
            " in the film.",
            "Nils Orm was charged last week; he denies it. Police believe that he is the man in the"
            " film.",
        ),
        (
            "Governor Sara Lind, who is up for election in May, said that she would not resign.",
            "Governor Sara Lind, who faces an election in May, said that she would not resign.",
        ),
        (
            "The statute lets a tenant appeal if the rent rises by a tenth.",
            "Under the statute a tenant may appeal if the rent rises by a tenth.",
        ),
        ("A third of the harvest will rot, the union says, unless pickers are found.", UNION),
        ("The prosecution says that the clerk sold the files to a rival.", CLERK),
        ("Prosecutors accuse the clerk of selling the files to a rival.", CLERK),
        ("The prosecution's case is that the clerk sold the files to a rival.", CLERK),
        ("The referee later conceded that the ball had crossed the line.", REFEREE),
        ("According to Ms Lowe nobody had looked at it for six years.", BRIDGE),
        (
            "The company said that sales would double next year.",
            "The company's chief executive, Jon Aker, said that sales would double next year.",
        ),
        (
            "The government said that the tax would be scrapped by Christmas.",
            "The minister, Paul Odell, said that the tax would be scrapped by Christmas.",
        ),
        (
            "The ship sank off Brest on Friday because, its owners say, the cargo had been badly"
            " stowed in port.",
            SHIP,
        ),
        (
            "Tom Reed, who says that the others had locked him out of the studio, left the band in"
            " May.",
            BAND,
        ),
        (
            "The yacht reportedly belonged to a Greek banker.",
            "The yacht is said to have belonged to a Greek banker.",
        ),
        (
            "The virus probably reached the island on a cruise ship.",
            "The virus is believed to have reached the island on a cruise ship.",
        ),
        ("The ministry would not say whether the minister had seen the letter.", LETTER),
        ("The senator rejected the claim that he had met the lobbyist in Geneva.", SENATOR),
        ("The bank will seek to recover the loan from the heirs.", LOAN),
        (
            "In all likelihood the glacier has lost half of its mass.",
            "The glacier has very likely lost half of its mass.",
        ),
        (
            "Tenants are entitled to appeal within ten days under the law.",
            "Under the law a tenant may appeal within ten days.",
        ),
        (
            "In the opinion of his widow he was murdered.",
            "His widow believes that he was murdered.",
        ),
        (
            "The coast guard confirmed that the boat had been overloaded.",
            "The coast guard said that the boat had been overloaded.",
        ),
        (
            "The organisers put the crowd in the square at 9,000.",
            "The crowd in the square was 9,000, according to the organisers, who used drones.",
        ),
        (
            "The town says that the crane was tested in May and was safe; Rolf Berg, who runs the"
            " yard, says that it fell over.",
            "The yard's manager, Rolf Berg, says that the crane fell over. The town says that the"
            " crane had been tested in May and was safe.",
        ),
        (
            "The wardens, said Dr Moe, had very likely counted some deer twice.",
            "Dr Ada Moe said that the wardens had very likely counted some deer twice.",
        ),
        (
            "The general denied that his troops had shelled the hospital.",
            "The general denied that his troops had shelled the hospital, as the rebels claim.",
        ),
        (
            "The campaigners said that they would appeal after the judge ruled that the ban was"
            " lawful.",
            "The judge ruled that the ban was lawful, and the campaigners said that they would"
            " appeal.",
        ),
        (
            "The brewery said that the hall would reopen in May.",
            "The brewery's spokesman said that the hall would reopen in May.",
        ),
        (
            'Critics called the law bought "by the oil firms".',
            'Critics say that the law was bought "by the oil firms".',
        ),
    ],
)
def test_the_same_speaker_in_other_words_is_not_marked(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    found = checked_by(encoder, claim, source)
    assert (found.verdict, found.reason) == ("supported", None)


def test_hostile_text_is_read_all_the_same(encoder: SentenceEncoder) -> None:
    for unit in ("said the ", "a, ", "he said that ", "do not know whether they "):
        assert checked_by(encoder, f"A {unit * 20}b.", f"{unit * 900}b.").text


@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("The bypass would take ten years, the police said [1].", False),
        ("According to the union, the bypass would take ten years [1].", False),
        ("The bypass would take ten years, Alderman Stott said [1].", True),
        ("The bypass would take ten years, the alderman said [1].", True),
        ("The council says that the bypass would take ten years [1].", True),
    ],
)
def test_nobody_of_whose_trade_the_article_has_a_word_is_no_speaker(
    encoder: SentenceEncoder, claim: str, is_supported: bool
) -> None:
    source = "Alderman Stott told the meeting that the bypass would take ten years."
    found = checked(encoder, claim, source)
    assert (found.verdict == "supported") is is_supported, found.reason


@pytest.mark.parametrize(
    ("claim", "is_supported"),
    [
        ("The minister took bribes [1], prosecutors say, and the vote is in May [2].", True),
        (
            "The minister took bribes [1], according to prosecutors, and the vote is in May [2].",
            True,
        ),
        (
            "The vote is in May [2], the minister took bribes [1], in the prosecutors' view.",
            True,
        ),
        ("The minister took bribes [1], and prosecutors say that the vote is in May [2].", False),
        ("The minister took bribes [1], and the vote, prosecutors say, is in May [2].", False),
    ],
)
def test_who_says_it_may_stand_right_behind_a_mark(
    encoder: SentenceEncoder, claim: str, is_supported: bool
) -> None:
    bribes = "Prosecutors allege that the minister took bribes from the builder. He denies it."
    vote = "The council holds its vote on the harbour in May."
    found = checked(encoder, claim, bribes, vote)
    assert (found.verdict == "supported") is is_supported, found.reason
