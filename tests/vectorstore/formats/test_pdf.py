"""PDF pages by their layout: paragraphs, columns, running heads, several stories."""

from __future__ import annotations

import textwrap
from pathlib import Path

from vectorstore.clean import clean
from vectorstore.formats import read
from vectorstore.types import Article, RawArticle

QUAY = [
    "The harbour board of Tessel said on Monday that the northern quay would stay shut until the "
    "autumn, because divers had found that the piles under it were eaten away by shipworm.",
    "Ferries will dock at the southern pier for the time being, and freight will be unloaded at "
    "night. Shopkeepers near the quay fear for their summer trade and want the fees lifted.",
    "A second inspection is planned for the twelfth of June, when the tide is low enough for the "
    "whole length of the quay to be seen from a boat, the board said.",
]
GOATS = [
    "Three goats that escaped from a farm in Lower Hask on Thursday were found on the roof of the "
    "town library, where they had eaten part of a flowering hedge, the fire brigade said.",
    "Librarian Ada Brune said that nobody knew how they had climbed there, since the only stairs "
    "are locked at six in the evening. The farmer paid 120 crowns and promised a higher fence.",
]
HEAD, OTHER_HEAD = "Tessel shuts its northern quay", "Goats found on library roof"
Words = tuple[float, float, float, str]  # left, bottom, size, words


def column(paragraphs: list[str], left: float, top: float, width: int) -> list[Words]:
    """Paragraphs set in lines of so many letters, indented."""
    placed: list[Words] = []
    for paragraph in paragraphs:
        for number, words in enumerate(textwrap.wrap(paragraph, width)):
            placed.append((left if number else left + 12, top, 10.0, words))
            top -= 12
    return placed


def saved(path: Path, *pages: list[Words]) -> list[Article]:
    """The articles of a PDF file that shows the words where they are placed."""
    numbers = range(len(pages))
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in numbers)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F 3 0 R>>>>>>"
        )
        stream = "".join(
            f"BT /F {size} Tf {left} {bottom} Td ({words}) Tj ET\n"
            for left, bottom, size, words in page
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    content, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    path.write_text(
        f"{content}xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
        f"startxref\n{len(content)}\n%%EOF",
        "latin-1",
    )
    return [clean(item) for item in read(path) if isinstance(item, RawArticle)]


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_lines_are_sentences_again(tmp_path: Path) -> None:
    lines = [
        "The board said on Mon-",
        "day that the quay would stay shut un-",
        "til the autumn. Its well-",
        "known faults are in the north-",
        "eastern piles, 3.4 metres deep.",
    ]
    page = [(60.0, 760 - 12.0 * number, 10.0, words) for number, words in enumerate(lines)]
    (article,) = saved(tmp_path / "a.pdf", [(60, 790, 18, HEAD), *page])
    assert article.title == HEAD
    assert " ".join(article.text.split()) == (
        "The board said on Monday that the quay would stay shut until the autumn. Its well-known "
        "faults are in the northeastern piles, 3.4 metres deep."
    )


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = column(QUAY[:2], 50, 700, 45), column(QUAY[2:], 310, 700, 45)
    rows = sorted([*left, *right], key=lambda words: -words[1])  # as some programs write a page
    (article,) = saved(
        tmp_path / "a.pdf", [(50, 760, 20, HEAD), (50, 735, 10, "By Marit Solheim"), *rows]
    )
    assert (article.title, article.author) == (HEAD, "Marit Solheim")
    assert article.text == text(*QUAY)


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    lines = [words for _, _, _, words in column(QUAY[:1], 0, 0, 45)]
    top = [(60.0, 760 - 12.0 * number, 10.0, words) for number, words in enumerate(lines[:2])]
    below = [(60.0, 700 - 12.0 * number, 10.0, words) for number, words in enumerate(lines[2:])]
    (article,) = saved(tmp_path / "a.pdf", top, below)
    assert article.text == QUAY[0]


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    pages = [
        [(50, 812, 8, "The Tessel Mercury"), (440, 812, 8, "Monday 8 May 2023"),
         *column([paragraph], 50, 740, 80), (290, 30, 8, f"Page {number}"),
         (50, 30, 8, "mercury.example")]
        for number, paragraph in enumerate(QUAY, start=1)
    ]  # fmt: skip
    (article,) = saved(tmp_path / "a.pdf", *pages)
    assert article.text == text(*QUAY)
    assert (article.outlet, article.published) == ("The Tessel Mercury", "2023-05-08")


def test_two_stories_on_a_page_are_two(tmp_path: Path) -> None:
    head = [(50.0, 812.0, 8.0, "The Tessel Mercury"), (440.0, 812.0, 8.0, "Monday 8 May 2023")]
    below = [
        (50.0, 740.0, 18.0, HEAD), (50.0, 718.0, 10.0, "By Marit Solheim"),
        *column(QUAY, 50, 700, 85),
        (50.0, 500.0, 18.0, OTHER_HEAD), (50.0, 478.0, 10.0, "By Jon Pahl"),
        *column(GOATS, 50, 460, 85),
    ]  # fmt: skip
    beside = [
        (50.0, 740.0, 15.0, HEAD), *column(QUAY, 50, 700, 45),
        (310.0, 740.0, 15.0, OTHER_HEAD), *column(GOATS, 310, 700, 45),
    ]  # fmt: skip
    for page in (below, beside):
        first, second = saved(tmp_path / "a.pdf", head + page)
        assert (first.title, first.text) == (HEAD, text(*QUAY))
        assert (second.title, second.text) == (OTHER_HEAD, text(*GOATS))
        assert {one.outlet for one in (first, second)} == {"The Tessel Mercury"}
        assert {one.published for one in (first, second)} == {"2023-05-08"}


def test_subheadings_do_not_cut_a_story(tmp_path: Path) -> None:
    page = [
        (50.0, 760.0, 20.0, HEAD), (50.0, 738.0, 10.0, "By Marit Solheim"),
        *column(QUAY[:2], 50, 720, 85), (50.0, 620.0, 14.0, "What the divers found below"),
        *column(QUAY[2:], 50, 600, 85), (50.0, 520.0, 14.0, "Who pays for the works"),
        *column(QUAY[:1], 50, 500, 85),
    ]  # fmt: skip
    (article,) = saved(tmp_path / "a.pdf", page)
    assert "What the divers found below" in article.text
    assert "Who pays for the works" in article.text


def printed(*lines: str, top: float = 780) -> list[Words]:
    """Lines of a library's export as its PDF shows them, the first a headline."""
    placed: list[Words] = []
    for number, line in enumerate(lines):
        size = 10.0 if number else 16.0
        for words in textwrap.wrap(line, int(900 / size)):
            placed.append((60, top, size, words))
            top -= 1.25 * size
        top -= 4
    return placed


def test_the_articles_of_a_librarys_export(tmp_path: Path) -> None:
    expected = [
        (HEAD, "The Tessel Mercury", "2023-05-08", "Marit Solheim", text(*QUAY)),
        (OTHER_HEAD, "Hask Weekly", "2023-06-15", "Jon Pahl", text(*GOATS)),
    ]
    facts = zip(expected, ("May 8, 2023 Monday", "15 June 2023"), (QUAY, GOATS), strict=True)
    nexis, factiva = [], []
    for (title, outlet, _, author, _), day, words in facts:
        nexis.append(
            [title, outlet, day, f"Copyright 2023 {outlet} All Rights Reserved",
             "Section: NEWS; Pg. 3", "Length: 96 words", f"Byline: By {author}, Staff Writer",
             "Body", *words, "Classification", "Language: ENGLISH", "Load-Date: July 1, 2024",
             "End of Document"]
        )  # fmt: skip
        factiva.append(
            [title, f"By {author}", "96 words", day.removesuffix(" Monday"), "07:15", outlet,
             "XTESS", "English", f"Copyright 2023 {outlet}. All rights reserved.", *words,
             "Document TESSM00020230508ei960000t"]
        )  # fmt: skip
    pages = {
        "nexis": [[*printed(*lines), (60, 20, 8.0, "Page 1 of 1")] for lines in nexis],
        "factiva": [printed(*factiva[0]) + printed(*factiva[1], top=400)],
    }
    for name in ("nexis", "factiva"):
        found = saved(tmp_path / f"{name}.pdf", *pages[name])
        told = [(one.title, one.outlet, one.published, one.author, one.text) for one in found]
        assert told == expected, name
