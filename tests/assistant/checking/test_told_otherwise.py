"""A claim whose names and numbers all stand in its source may still say something else."""

from __future__ import annotations

import pytest

from assistant.checking.citations import bind
from assistant.checking.meaning import with_meaning_checked
from tests.assistant.checking.judging import checked
from vectorstore import Article, Passage
from vectorstore.models.encoder import SentenceEncoder


@pytest.mark.parametrize(
    ("claim", "source", "reason"),
    [
        (
            "The treasurer took bribes [1].",
            "Prosecutors allege that the treasurer took bribes, which he denies.",
            "the article only attributes this to the prosecutors",
        ),
        (
            "The boat was sound and the crew was sober [1].",
            "His lawyer, Per Ost, said that the boat was sound and the crew was sober.",
            "the article only attributes this to",
        ),
        ("The mill will close in May [1].", "The mill may close in May.", "the article says “may”"),
        (
            "The mill closed in May [1].",
            "The mill plans to close in May.",
            "the article says “plans”",
        ),
        (
            "The court upheld the fine [1].",
            "The court overturned the fine.",
            "where the article says",
        ),
        (
            "Ines Falk is suspended on half pay [1].",
            "Ines Falk, 49, who has been suspended on full pay, was questioned.",
            "where the article says",
        ),
        ("Ines Falk beat Per Holt [1].", "Per Holt beat Ines Falk.", "another name"),
        ("The pier cost $4 million [1].", "The pier cost 4 million crowns.", "counts in crowns"),
        (
            "Walkers pay 4 crowns each [1].",
            "Walkers pay 4 crowns.",
            "the article does not say “each”",
        ),
        (
            "The flood came after the dam was opened [1].",
            "The flood came before the dam was opened.",
            "article",
        ),
        (
            "The roof fell because the crane had been moved [1].",
            "The crane was moved after the roof fell.",
            "in the other order",
        ),
        (
            "Ines Falk put the mill ahead and Per Holt mended the pier [1].",
            "The mill went ahead under Per Holt. The pier was mended by Ines Falk.",
            "gives these numbers or names to others",
        ),
        (
            "Opposed by the Vint Council, the plan cost 4 million crowns [1].",
            "The Vint Council heard of a plan for 4 million crowns, opposed by the Harbour Board.",
            "opposed” of Harbour Board",
        ),
        (
            "Fares rose by at least 3 crowns [1].",
            "Fares rose by no more than 3 crowns.",
            "the article says “no more than",
        ),
        (
            "The profit went from 12 million crowns to 31 million [1].",
            "The profit was 12 million crowns, down from 31 million.",
            "the other way round",
        ),
        (
            "The lake falls by a metre an hour [1].",
            "The lake falls by a metre a day.",
            "by the day",
        ),
        (
            "The mills together paid 40 crowns [1].",
            "The mills paid 40 crowns each.",
            "the article says “each”",
        ),
        (
            "He rang from the pier and not from the boat [1].",
            "He rang from the boat and not from the pier.",
            "denies",
        ),
        (
            "The baker rang the bell himself [1].",
            "The baker was heard. He has said that he rang the bell himself.",
            "only attributes",
        ),
        ("The ferry sank [1].", "The ferry reached the quay under tow.", "sank"),
        (
            "All nine cooks live in town [1].",
            "The inn is shut, as seven of its nine cooks live in town.",
            "seven of its",
        ),
        (
            "A young grocer caught the thief with the net of a sailor [1].",
            "A sailor caught the thief with the net of a young grocer.",
            "“caught” of the sailor",
        ),
        ("The fair gained 300 visitors [1].", "The fair lost 300 visitors.", "lost"),
        (
            "Work on the pier came in at 71 million crowns, 19 million below the estimate [1].",
            "The pier cost 71 million crowns, 19 million more than the estimate.",
            "19 million more",
        ),
        (
            "The captain had been told that the pump was in order [1].",
            "The captain was heard. Her lawyer said that she had been told the pump was in order.",
            "only attributes",
        ),
        (
            "The offer of 22 million crowns is an insult [1].",
            "Fishermen called the offer of 22 million crowns an insult.",
            "only attributes",
        ),
        ("The crew was asleep at the time [1].", "The crew was awake at the time.", "awake"),
        (
            "The board had expected 60 million crowns, but the pier's bill was 71 million [1].",
            "The pier cost 71 million crowns, said the board, 19 million more than expected.",
            "60 million",
        ),
        (
            "The mill handled 40,000 sacks last year [1].",
            "The mill handled 40,000 tonnes of grain last year.",
            "it counts sacks, the article tonnes",
        ),
        (
            "The contractor plans to sue Sorrel for the rest [1].",
            "Sorrel plans to sue the contractor for the rest.",
            "exchanged",
        ),
        (
            "Kestrel came in two minutes before the Marigold [1].",
            "The Marigold came in over the bar, two minutes ahead of Kestrel.",
            "in the other order",
        ),
        (
            "The treasurer took bribes from a firm and gave it the pier [1].",
            "Prosecutors allege that the treasurer took bribes from a firm and gave it the pier.",
            "only attributes",
        ),
        (
            "The baker got into the mill, using a key supposedly lost, and set fire to it [1].",
            "Police allege that the baker got into the mill with a lost key and set fire to it.",
            "only attributes",
        ),
        (
            "The child was caught by a fishmonger in the apron of a student [1].",
            "A student caught the child in the apron of a fishmonger.",
            "“caught” of the student",
        ),
        ("The price of herring tumbled [1].", "The price of herring rose.", "rose"),
    ],
)
def test_what_is_told_otherwise_is_marked_with_its_reason(
    encoder: SentenceEncoder, claim: str, source: str, reason: str
) -> None:
    found = checked(encoder, claim, source)
    assert found.verdict == "partly"
    assert reason in (found.reason or "")


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Prosecutors claim that the treasurer took bribes [1].",
            "Prosecutors allege that the treasurer took bribes, which he denies.",
        ),
        ("The mill might close in May [1].", "The mill may close in May."),
        ("The mill intends to close in May [1].", "The mill plans to close in May."),
        ("Ines Falk was beaten by Per Holt [1].", "Per Holt beat Ines Falk."),
        ("The judge rejected the plea [1].", "The judge turned down the plea."),
        ("Per Holt lost to Ines Falk by a vote [1].", "Ines Falk beat Per Holt by a vote."),
        ("Fares rose by at most 3 crowns [1].", "Fares rose by no more than 3 crowns."),
        (
            "The profit shrank from 31 million crowns to 12 million [1].",
            "The profit was 12 million crowns, down from 31 million.",
        ),
        (
            "Falk got 44 per cent of the votes and Holt 39 [1].",
            "Falk got 44 per cent of the votes, and Holt got 39 per cent of them.",
        ),
        ("The European council met in Vint [1].", "The council of Europe met in Vint."),
        ("The NHL fined the club [1].", "The National Hockey League fined the club."),
        (
            "The council may buy the mill [1].",
            "The council says it may buy the mill.",
        ),
        ("The pier cost 4 500 000 crowns [1].", "The pier cost 4.5 million crowns."),
        (
            "The board had expected 52 million crowns, but the pier's bill was 71 million [1].",
            "The pier cost 71 million crowns, said the board, 19 million more than expected.",
        ),
        (
            "Of the crabber's pots 70 were lost, nearly 6,000 crowns' worth [1].",
            "The crabber lost 70 pots at 85 crowns a pot.",
        ),
        (
            "Falk would be happy to receive threats from the rival firm [1].",
            "Falk would be glad to be threatened by the rival firm.",
        ),
    ],
)
def test_what_says_the_same_is_not_marked(
    encoder: SentenceEncoder, claim: str, source: str
) -> None:
    assert checked(encoder, claim, source).verdict == "supported"


def test_each_mark_is_checked_against_its_own_clause(encoder: SentenceEncoder) -> None:
    texts = ("The ministry counted 41 hurt.", "The authority counted 54 hurt.")
    right = "The ministry counted 41 hurt [1], the authority counted 54 hurt [2]."
    wrong = "The ministry counted 54 hurt [1], the authority counted 41 hurt [2]."
    assert checked(encoder, right, *texts).verdict == "supported"
    assert checked(encoder, wrong, *texts).verdict == "partly"


def claims(encoder: SentenceEncoder, text: str, *texts: str) -> list[tuple[str, str]]:
    passages = [Passage(Article(text, text), 0, len(text), text, 1.0) for text in texts]
    found = with_meaning_checked(bind(text, passages, encoder.encode), encoder.encode)
    return [(claim.text, claim.verdict) for claim in found]


FERRY, MILL = "The ferry was struck in fog.", "The mill closed in May."


def test_a_mark_may_stand_before_its_sentence(encoder: SentenceEncoder) -> None:
    found = claims(encoder, f"[1] {FERRY} [2] {MILL}", FERRY, MILL)
    assert found == [(FERRY, "supported"), (MILL, "supported")]
    swapped = claims(encoder, f"[2] {FERRY} [1] {MILL}", FERRY, MILL)
    assert [verdict for _, verdict in swapped] == ["unsupported", "unsupported"]


def test_a_mark_at_the_end_of_a_paragraph_covers_what_it_supports(
    encoder: SentenceEncoder,
) -> None:
    both = f"{FERRY} {MILL}"
    assert claims(encoder, f"{FERRY} {MILL} [1]", both) == [
        (FERRY, "supported"),
        (MILL, "supported"),
    ]
    added = claims(encoder, f"Whales sing for hours. {MILL} [1]", both)
    assert [verdict for _, verdict in added] == ["unsupported", "supported"]
    # Not those of the paragraph before.
    apart = claims(encoder, f"{FERRY}\n\n{MILL} [1]", both)
    assert [verdict for _, verdict in apart] == ["unsupported", "supported"]


def test_the_article_around_what_is_cited_says_who_and_when(encoder: SentenceEncoder) -> None:
    text = "Ines Falk runs the port. On Monday she closed it to all ships. Per Ost was away."
    article = Article("port", text, published="2026-05-06")
    start = text.index("On Monday")
    passage = Passage(article, start, start + 37, text[start : start + 37], 1.0)

    def verdict(claim: str) -> str:
        [found] = with_meaning_checked(bind(claim, [passage], encoder.encode), encoder.encode)
        return found.verdict

    assert verdict("Ines Falk closed the port to all ships on 4 May 2026 [1].") == "supported"
    assert verdict("Per Ost closed the port to all ships on Monday [1].") != "supported"
    assert verdict("Ines Falk closed the port to all ships on 9 May 2026 [1].") != "supported"


@pytest.mark.parametrize(
    ("claim", "source", "fault"),
    [
        ("The mill closed in May [1].", "The mill closed in May.", ""),
        ("The mill closed in June [1].", "The mill closed in May.", "missing"),
        ("The judge accepted the plea [1].", "The judge turned down the plea.", "contradicted"),
        ("Fares rose by 3 dollars [1].", "Fares rose by 3 crowns.", "counted"),
        ("The treasurer took bribes [1].", "Prosecutors allege he took bribes.", "attributed"),
        ("The mill will close in May [1].", "The mill may close in May.", "firmness"),
    ],
)
def test_what_is_wrong_is_said_for_programs_too(
    encoder: SentenceEncoder, claim: str, source: str, fault: str
) -> None:
    assert checked(encoder, claim, source).fault == fault
