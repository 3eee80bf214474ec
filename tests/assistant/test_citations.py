"""[n] becomes spans, and what was cited is checked."""

from __future__ import annotations

import pytest

from assistant.check import check
from assistant.citations import bind
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
        ("One [0] or [3] or [999].", [("One or or.", set())]),
        (
            "He said “no” [1]. Then [sic] he left [2].",
            [("He said “no”.", {1}), ("Then [sic] he left.", {2})],
        ),
        ("", []),
        ("[1]", []),
    ],
)
def test_marks_belong_to_their_sentence(text: str, claims: list[tuple[str, set[int]]]) -> None:
    said = "One, two or three. He said no, sic. It costs 3.1 million crowns. Then he left."
    found = bind(text, [Passage(Article("x", said), 0, len(said), said, 1.0)] * 2)
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
        ("The bridge would cost 3.10 million crowns.", "unsupported"),
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
    assert check(claim, [TEXT]) == verdict


def test_without_a_citation_nothing_is_supported() -> None:
    assert check("The council voted on Tuesday.", []) == "unsupported"
