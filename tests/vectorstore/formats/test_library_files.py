"""Exports of libraries, mail, tables and packed folders: every article with its own facts."""

import io
import tarfile
from pathlib import Path

from vectorstore.clean import clean
from vectorstore.formats import read
from vectorstore.types import Article, RawArticle

ONE = "The ferry to Quillon Point will stop for nine days in May, the harbour board said on Monday."
TWO = "A storm took the roof off the Tarnby town hall on Friday night, and nobody was hurt."


def articles(path: Path, content: str | bytes) -> list[Article]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [clean(item) for item in read(path) if isinstance(item, RawArticle)]


def facts(found: list[Article]) -> list[tuple[str, str, str, str]]:
    return [(one.title, one.outlet, one.published[:10], one.author) for one in found]


EXPECTED = [
    ("Ferry to stop in May", "Quillon Herald", "2023-05-01", "Ada Verrick"),
    ("Storm takes roof", "Tarnby Post", "2023-06-09", "Olan Deck"),
]


def test_a_nexis_export_is_cut_into_its_articles(tmp_path: Path) -> None:
    parts = [
        f"{title}\n\n{outlet}\n\n{day}\n\nCopyright 2023 {outlet}\n\nByline: {author}\n\n"
        f"Body\n\n{text}\n\nLoad-Date: July 1, 2024\n\nEnd of Document\n"
        for (title, outlet, _, author), day, text in zip(
            EXPECTED, ["May 1, 2023 Monday", "June 9, 2023"], [ONE, TWO], strict=True
        )
    ]
    cover = "Documents (2)\n1. Ferry to stop in May\nSearch Terms: ferry\n2. Storm takes roof\n\n"
    found = articles(tmp_path / "export.txt", cover + "\n".join(parts))
    assert facts(found) == EXPECTED
    assert [one.text for one in found] == [ONE, TWO]


def test_what_a_french_nexis_export_says_behind_its_articles_goes(tmp_path: Path) -> None:
    parts = [
        f"Document {number} de 2\n\n{outlet}\n\n{day}\n\n{title}\n\nAUTEUR: {author}\n\n"
        f"LONGUEUR: 80 mots\n\n{text}\n\nSUJET: PORTS (90%)\n\nDATE-CHARGEMENT: 2 mai 2023\n\n"
        "LANGUE: FRENCH\n\nTYPE-PUBLICATION: Journal\n\nTous Droits Réservés\n\n"
        for number, ((title, outlet, _, author), day, text) in enumerate(
            zip(EXPECTED, ["1 mai 2023", "9 juin 2023"], [ONE, TWO], strict=True), start=1
        )
    ]
    found = articles(tmp_path / "export.txt", "".join(parts))
    assert [one.text for one in found] == [ONE, TWO]
    assert [one.title for one in found] == [title for title, *_ in EXPECTED]


def test_a_page_saved_anew_as_utf_8_keeps_its_accents(tmp_path: Path) -> None:
    page = f"<html><head><meta charset=iso-8859-1></head><body><p>Élodie: {ONE}</p></body></html>"
    [article] = articles(tmp_path / "page.html", page)
    assert article.text.startswith("Élodie: ")


def test_a_proquest_export_is_cut_into_its_articles(tmp_path: Path) -> None:
    parts = [
        f"{title}\n\nAuthor: {' '.join(author.split()[1:])}, {author.split()[0]}.\n\n"
        f"Full text: {text}\n\nSubject: Towns\n\nTitle: {title}\n\nPublication title: {outlet}; X\n"
        f"\nPublication date: {day}\n\nProQuest document ID: 7\n\nLast updated: 2025-01-02\n"
        for (title, outlet, _, author), day, text in zip(
            EXPECTED, ["May 1, 2023", "Jun 9, 2023"], [ONE, TWO], strict=True
        )
    ]
    rule = "_" * 60 + "\n\n"
    found = articles(tmp_path / "export.txt", rule + rule.join(parts) + rule + "Contact us")
    assert facts(found) == EXPECTED
    assert [one.text for one in found] == [ONE, TWO]


def test_each_message_of_a_mailbox_is_an_article(tmp_path: Path) -> None:
    box = "".join(
        f"From a@b.example Mon May  1 09:00:00 2023\nFrom: {outlet} <n@b.example>\n"
        f"Subject: {title}\nDate: {day} 09:00:00 +0000\n\n{text}\n\n"
        for (title, outlet, _, _), day, text in zip(
            EXPECTED, ["Mon, 01 May 2023", "Fri, 09 Jun 2023"], [ONE, TWO], strict=True
        )
    )
    found = articles(tmp_path / "letters.mbox", box)
    assert facts(found) == [(*row[:3], "") for row in EXPECTED]


def test_ris_records_with_an_abstract_are_articles(tmp_path: Path) -> None:
    records = "".join(
        f"TY  - NEWS\nTI  - {title}\nAU  - {author.split()[1]}, {author.split()[0]}\n"
        f"T2  - {outlet}\nDA  - {day.replace('-', '/')}\nAB  - {text}\nER  - \n\n"
        for (title, outlet, day, author), text in zip(EXPECTED, [ONE, TWO], strict=True)
    )
    assert facts(articles(tmp_path / "references.ris", records)) == EXPECTED


def test_the_words_of_rtf_are_read(tmp_path: Path) -> None:
    found = articles(tmp_path / "story.rtf", rf"{{\rtf1\ansi {ONE}\par {TWO}\par}}")
    assert ONE in found[0].text
    assert TWO in found[0].text


def test_files_in_a_tar_are_read_and_paths_in_it_lead_nowhere(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, text in {"../../one.txt": ONE, "two.txt": TWO}.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    found = articles(tmp_path / "n.tar.gz", packed.getvalue())
    assert [one.text for one in found] == [ONE, TWO]
