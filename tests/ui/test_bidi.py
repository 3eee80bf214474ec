"""Invisible characters that turn text round can't reach beyond the text that they stand in."""

import pytest

from assistant import Citation, Claim
from ui.bidi import closed, isolated
from ui.text import article_line, claim_text, passages_text
from vectorstore import Article, Passage


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain", "plain"),
        ("a\u202eb", "a\u202eb\u202c"),
        ("a\u2067b\u2069c", "a\u2067b\u2069c"),
        ("a\u2069b\u202cc", "abc"),
        ("\u2068\u202ea\u2069b\u202c", "\u2068\u202ea\u202c\u2069b"),
        ("\u202e\u2066a\u202cb", "\u202e\u2066ab\u2069\u202c"),
        ("\u202ea\nb\u2069", "\u202ea\u202c\nb"),
        ("\u202ea\u2029b", "\u202ea\u202c\u2029b"),
        ("\u200f\u200ea\u200d", "\u200f\u200ea\u200d"),
    ],
)
def test_what_is_opened_is_closed_and_what_closes_nothing_is_left_out(text: str, safe: str) -> None:
    assert closed(text) == safe
    assert closed(safe) == safe


def test_text_from_left_to_right_stays_as_it_is_in_a_terminal() -> None:
    assert isolated("The mill, 1999.") == "The mill, 1999."
    assert isolated("הטחנה") == "\u2068הטחנה\u2069"


def test_a_terminal_shows_each_piece_in_its_own_order() -> None:
    article = Article("a1", "הטחנה נשרפה. " * 20, "\u202eהטחנה", "\u2069הד", published="2020-01-04")
    passage = Passage(article, 0, len(article.text), article.text, 1.0)
    claim = Claim("\u202eהטחנה נשרפה", (Citation(1, passage, 0, 5, article.text[:5]),), "partly")
    marks = " [1] (only partly supported)"
    assert claim_text(claim) == f"\u2068הטחנה נשרפה\u2069{marks}"
    assert article_line(article) == "\u2068הד\u2069, 2020-01-04: \u2068הטחנה\u2069  (a1)"
    lines = passages_text([passage]).split("\n")[1:]
    assert len(lines) > 2
    assert all(line.startswith("    \u2068") and line.endswith("\u2069") for line in lines)
