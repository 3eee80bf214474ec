"""What sites say between the sentences of a story goes; what is the story's own stays."""

from __future__ import annotations

import pytest

from vectorstore.clean import clean
from vectorstore.types import RawArticle, RawEntry

STORY = [
    "The harbour board of Tessel said on Monday that the northern quay would stay shut.",
    "Divers had found that the piles under it were eaten away by shipworm, the board said.",
    "The repair is expected to cost 3.4 million crowns, of which the state pays two thirds.",
    "A second inspection is planned for the twelfth of June, when the tide is low enough.",
]


def text(*between: str) -> list[str]:
    """The lines of the story with others in its middle."""
    page = "\n\n".join([*STORY[:2], *between, *STORY[2:]])
    return clean(RawArticle(page, "", title="Quay shut", is_page_text=True)).text.split("\n\n")


@pytest.mark.parametrize(
    "line",
    [
        "AI-assisted summary",
        "AI-generated key points",
        "AI-assisted summary The board shut the quay, and its traders are to be paid until May.",
        "This summary was generated with artificial intelligence and checked by an editor.",
        "Need a news break? Check out the all new PLAY hub with puzzles, games and more!",
        "Share this update",
        "Related: Goats found on the roof of the library in Lower Hask",
        "Related story: ‘We had no choice,’ says the board that shut the quay.",
        "Lesen Sie auch: Ziegen auf dem Dach der Bücherei",
        "À lire aussi : Des chèvres sur le toit de la bibliothèque",
        "Story continues below advertisement",
        "Advertisement 2Story continues below",
        "Article content",
        "This article is only available to subscribers",
        "You have 2 free articles left this month.",
        "By clicking Sign up, you agree to our terms and our privacy policy.",
        "Please accept all cookies to watch",
        "To view this content you must accept cookies and reload the page.",
        "Marit Solheim/Tessel Photo via Getty Images",
        "A crane stands on Tessel%27s northern quay, which is %22unsafe%22",
        "5. Nevada",
        "Got a story? Write to the desk at news@mercury.example.",
        "Thanks for signing up! Look for your first letter tomorrow.",
        "We may earn a commission from links on this page.",
        "May 8, 2023, 3:35 p.m. ET",
    ],
)
def test_notices_go(line: str) -> None:
    assert text(line) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Who pays for the works",
        "“We had no choice”",
        "Tessel 3, Hask 1",
        "3.4",
        "Need for new piles",
        "AI-generated pictures of the quay were shared by thousands.",
        "AI-generated summary tools got the closing of the quay wrong, the board said.",
        "The board uses cookies and cake to win over the shopkeepers.",
        "Readers of the paper wrote 400 letters.",
        "Related costs will be paid by the town.",
        "Only 50%25 of the piles were seen.",
    ],
)
def test_the_storys_own_lines_stay(line: str) -> None:
    assert text(line) == [*STORY[:2], line, *STORY[2:]]


def test_numbered_headings_stay_where_there_are_several() -> None:
    numbered = ["4. Lower Hask", "5. Tessel", "6. Ottery"]
    assert text(*numbered) == [*STORY[:2], *numbered, *STORY[2:]]


def test_a_fragment_that_a_list_doubles_comes_once() -> None:
    item = "- Ferries dock at the southern pier for the time being"
    assert text(item, "Ferries dock at the southern pier for the time being, daily.") == [
        *STORY[:2], "Ferries dock at the southern pier for the time being, daily.", *STORY[2:],
    ]  # fmt: skip
    again = "Ferries dock at the southern pier"
    assert text(again, again) == [*STORY[:2], again, *STORY[2:]]


def test_entries_of_a_live_blog_are_cleaned() -> None:
    entry = RawEntry(f"{STORY[0]}\n\nShare this update\n\nCopied", published="2023-05-08T07:00:00Z")
    article = clean(RawArticle("", "", title="Quay", is_page_text=True, entries=(entry,)))
    assert article.text == STORY[0]
