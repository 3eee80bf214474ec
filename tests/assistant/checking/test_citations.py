"""[n] becomes spans, and what was cited is checked."""

from __future__ import annotations

import pytest

from assistant.checking.check import check
from assistant.checking.citations import bind
from vectorstore import Article, Passage

TEXT = (
    "The council voted on Tuesday. Mayor Ines Falk said the bridge would cost 3.1 million crowns."
    " “It is a scandal,” said Per Holt of the Greens. Work begins in May 2024."
)
PASSAGES = [
    Passage(Article("a", TEXT, outlet="The Echo"), 0, len(TEXT), TEXT, 1.0),
    Passage(Article("b", "Nothing here is of use."), 0, 23, "Nothing here is of use.", 0.5),
]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It costs 3.1 million crowns [1].", [("It costs 3.1 million crowns.", {1})]),
        ("It costs 3.1 million crowns. [1]", [("It costs 3.1 million crowns.", {1})]),
        ("One [1]. Two [2][1]. Three.", [("One.", {1}), ("Two.", {1, 2}), ("Three.", set())]),
        ("One. [1] Two. [2]", [("One.", {1}), ("Two.", {2})]),
        ("One [1, 2].", [("One.", {1, 2})]),
        ("One [Passage 1]. Two [1-2].", [("One.", {1}), ("Two.", {1, 2})]),
        ("One 【1】. Two [1 and 2].", [("One.", {1}), ("Two.", {1, 2})]),
        ("One in [2019] [1].", [("One in [2019].", {1})]),
        ("One [0] or [3] or [999].", [("One or or.", set())]),
        (
            "He said “no” [1]. Then [sic] he left [2].",
            [("He said “no”.", {1}), ("Then [sic] he left.", {2})],
        ),
        (
            "1. One [1]\n2. Two [2]\n## Three\n- Then he left [1]",
            [("1. One", {1}), ("2. Two", {2}), ("## Three", set()), ("- Then he left", {1})],
        ),
        ("", []),
        ("[1]", []),
    ],
)
def test_marks_belong_to_their_sentence(text: str, claims: list[tuple[str, set[int]]]) -> None:
    said = "One, two or three. He said no, sic. It costs 3.1 million crowns. Then he left."
    found = bind(text, [Passage(Article(x, said), 0, len(said), said, 1.0) for x in "ab"])
    assert [(c.text, {x.number for x in c.citations}) for c in found] == claims


def test_a_citation_is_the_sentence_that_holds_the_facts() -> None:
    [claim] = bind("Falk put the cost at 3.1 million crowns [1].", PASSAGES)
    [citation] = claim.citations
    assert citation.quote == "Mayor Ines Falk said the bridge would cost 3.1 million crowns."
    assert citation.quote == TEXT[citation.start : citation.end]
    assert claim.verdict == "supported"


def test_a_passage_that_shares_nothing_with_a_claim_is_not_cited() -> None:
    [claim] = bind("Whales sing for hours [1].", PASSAGES)
    assert (claim.citations, claim.verdict) == ((), "unsupported")


def test_facts_from_two_sentences_cite_both() -> None:
    [claim] = bind("Work begins in May 2024 and costs 3.1 million crowns [1].", PASSAGES)
    assert [c.quote[:4] for c in claim.citations] == ["Mayo", "Work"]
    assert claim.verdict == "supported"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("The bridge would cost 3.1 million crowns.", "supported"),
        ("The bridge would cost 31 million crowns.", "unsupported"),
        ("The bridge would cost 3.11 million crowns.", "unsupported"),
        ("The bridge would cost 3.1 billion crowns.", "unsupported"),
        ("The bridge would cost 3,100,000 crowns, Falk said.", "supported"),
        ("The bridge, said Falk, would cost 4 million.", "partly"),
        ("The mayor, Anna Berg, spoke of the bridge.", "unsupported"),
        ("The mayor's name, 'Ines Falk', came with the bridge.", "supported"),
        ("Holt called it “a scandal”.", "supported"),
        ("Holt called it “a triumph”.", "unsupported"),
        ("Whales sing for hours near the southern ice.", "unsupported"),
    ],
)
def test_numbers_names_and_quoted_words_must_stand_in_the_cited_text(
    claim: str, verdict: str
) -> None:
    assert check(claim, [TEXT]).verdict == verdict


def test_without_a_citation_nothing_is_supported() -> None:
    assert check("The council voted on Tuesday.", []).verdict == "unsupported"


@pytest.mark.parametrize(
    ("claim", "source", "verdict"),
    [
        ("Profits rose to £5m in March.", "Profits rose to £5m in March.", "supported"),
        ("Profits rose to £5 million.", "Profits, it said, rose to £5m.", "supported"),
        ("Profits rose to £5bn.", "Profits rose to £5m.", "unsupported"),
        ("It grew by 5 to 10 per cent.", "It grew by 5-10%.", "supported"),
        ("It grew by 5 to 10 million.", "It grew by $5 million to $10 million.", "supported"),
        ("It grew by 5 percent.", "It grew by 5 houses.", "unsupported"),
        ("The mill is of the 18th century.", "The mill is of the 18th century.", "supported"),
        ("The mill closed on March 3.", "The mill closed on the 3rd of March.", "supported"),
        ("The mill closed in the 1990s.", "In the 1990s the mill closed.", "supported"),
        ("The mill closed in 1990.", "In the 1990s the mill closed.", "unsupported"),
        ("It opens at 5:00 p.m. daily.", "It opens daily at 5pm.", "supported"),
        ("It opens at 5am daily.", "It opens daily at 5pm.", "unsupported"),
        ("3 people died in the fire.", "Three people died in the fire.", "supported"),
        ("Three people died in the fire.", "Two people died in the fire.", "unsupported"),
        ("Twenty-one people died in the fire.", "In the fire 21 people died.", "supported"),
        ("340 households left.", "Three hundred and forty households left.", "supported"),
        ("Three hundred homes burned.", "Three hundred thousand homes burned.", "unsupported"),
        ("Half a million people left.", "500,000 people left.", "supported"),
        ("One in five homes burned.", "One in ten homes burned.", "unsupported"),
        ("One in five homes burned.", "20% of the homes burned.", "supported"),
        ("It opened in 1999.", "It opened in nineteen ninety-nine.", "supported"),
        ("It is the 21st bridge.", "It is the twenty-first bridge.", "supported"),
        ("Its third bridge fell.", "Its fourth bridge fell.", "unsupported"),
        ("A million people marched.", "1,000,000 people marched.", "supported"),
        ("About 24 people marched.", "About two dozen people marched.", "supported"),
        ("A dozen people marched.", "Dozens of people marched.", "unsupported"),
        ("One of the men ran away.", "The men ran away.", "supported"),
        ("It fell by .5 points.", "It fell by 0.50 points.", "supported"),
        ("The ships of the US left.", "The ships of the U.S. left.", "supported"),
        ("The ships of the U.S. left.", "The ships told us as they left.", "unsupported"),
        ("Talks with Erdogan failed.", "Talks with Erdoğan failed.", "supported"),
        ("He called it “broken.”", "He called it 'broken', then left.", "supported"),
        ("The reply of Mr. Smith was no.", "The reply of Mr. Jones was no.", "unsupported"),
        ("2. The reply was no.", "The reply was no.", "supported"),
    ],
)
def test_a_fact_may_be_written_otherwise_and_may_not_be_another(
    claim: str, source: str, verdict: str
) -> None:
    assert check(claim, [source]).verdict == verdict


@pytest.mark.parametrize(
    ("claim", "source", "verdict"),
    [
        ("The minister did not resign.", "The minister resigned on Monday.", "partly"),
        ("The minister didn’t resign.", "The minister resigned on Monday.", "partly"),
        ("The minister resigned.", "The minister has not yet resigned.", "partly"),
        ("The minister did not resign.", "The minister refused to resign.", "supported"),
        ("The minister refused to resign.", "The minister did not resign.", "supported"),
        ("The minister resigned.", "The minister did not fall. He resigned.", "supported"),
        ("The minister resigned.", "The minister resigned, not the mayor.", "supported"),
        ("The minister resigned.", "The minister not only resigned, he fled.", "supported"),
        ("Nobody saw the minister resign.", "No one saw the minister resign.", "supported"),
        ("The ferry carried no passengers.", "The ferry carried many passengers.", "partly"),
        ("The ferry carried passengers.", "The ferry carried no passengers.", "partly"),
        ("The ferry lies at quay no. 4.", "The ferry lies at quay 4.", "supported"),
    ],
)
def test_a_claim_may_not_deny_what_its_source_says_nor_say_what_it_denies(
    claim: str, source: str, verdict: str
) -> None:
    assert check(claim, [source]).verdict == verdict


def test_a_claim_that_denies_rests_on_the_sentence_that_does() -> None:
    text = "The minister resigned in spring, a paper wrote. The minister has not resigned."
    passage = Passage(Article("m", text), 0, len(text), text, 1.0)
    [claim] = bind("The minister has not resigned [1].", [passage])
    assert claim.verdict == "supported"
    assert [citation.quote for citation in claim.citations] == ["The minister has not resigned."]


SAID = (
    "The talks failed, the council said. President Pompeo called Bajwa on 5 March in Lahore. Ana"
    " Pompeo is no friend of Smith. Peace was not near, and 7 were held in Karachi. The prime"
    " minister wrote to Falk and Holt of 3 dead and 9 hurt. Ines Berg is prime minister."
)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Pompeo called Bajwa on 5 March in Lahore [1].", "supported"),
        ("Ana Pompeo called Bajwa on 5 March in Lahore [1].", "supported"),
        ("Smith called Bajwa on 5 March in Lahore [1].", "partly"),
        ("President Pompeo called Smith on 5 March in Lahore [1].", "partly"),
        ("President Pompeo called Bajwa on 5 March in Karachi [1].", "partly"),
        ("President Pompeo called Bajwa on 7 March in Lahore [1].", "partly"),
        ("President Smith called Bajwa on 5 March in Lahore [1].", "partly"),
        ("President Pompeo never called Bajwa on 5 March in Lahore [1].", "partly"),
        ("President Pompeo didn’t call Bajwa on 5 March in Lahore [1].", "partly"),
        ("Peace was near, and 7 were held in Karachi [1].", "partly"),
        ("Peace wasn't near, and seven were held in Karachi [1].", "supported"),
        ("The talks failed, and Pompeo called Bajwa [1].", "supported"),
        ("President Bajwa called Pompeo on 5 March in Lahore [1].", "partly"),
        ("Ines Berg wrote to Holt and Falk of three dead and nine hurt [1].", "supported"),
        ("Ines Berg wrote to Falk and Smith of 3 dead and 9 hurt [1].", "partly"),
        ("The prime minister wrote to Falk and Holt of 9 dead and 3 hurt [1].", "partly"),
    ],
)
def test_a_claim_that_repeats_a_sentence_may_not_alter_its_facts(claim: str, verdict: str) -> None:
    """Not even where the name or number that it puts there stands elsewhere in the passage."""
    [bound] = bind(claim, [Passage(Article("p", SAID), 0, len(SAID), SAID, 1.0)])
    assert bound.verdict == verdict


def test_a_name_may_begin_a_claim_only_where_the_citation_has_it() -> None:
    texts = ["The minister, Per Holt, resigned on Friday.", "Nobody knew, Ines Falk told us."]
    passages = [Passage(Article(text, text), 0, len(text), text, 1.0) for text in texts]
    verdicts = [
        claim.verdict
        for claim in bind("Holt resigned on Friday [1]. Falk resigned on Friday [1].", passages)
    ]
    assert verdicts == ["supported", "partly"]


def test_a_claim_may_say_which_outlet_printed_it_and_when() -> None:
    article = Article("e", TEXT, outlet="The Echo", published="2024-03-05")
    passage = [Passage(article, 0, len(TEXT), TEXT, 1.0)]

    def verdict(text: str) -> str:
        return bind(f"{text} [1].", passage)[0].verdict

    assert verdict("The bridge would cost 3.1 million, according to The Echo") == "supported"
    assert verdict("The bridge would cost 3.1 million (The Echo, 5 March 2024)") == "supported"
    assert verdict("The bridge would cost 3.1 million (The Echo, 6 March 2024)") == "partly"
    assert verdict("The bridge would cost 3.1 million, according to The Post") == "partly"
    assert (
        verdict("It was said on 5 March 2024 that the bridge would cost 3.1 million") == "supported"
    )
    assert verdict("It was said on 8 March 2024 that the bridge would cost 3.1 million") == "partly"
