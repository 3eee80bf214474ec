"""Files of many kinds, as libraries, offices, browsers and mail programs write them."""

from __future__ import annotations

import bz2
import gzip
import importlib.util
import io
import lzma
import plistlib
import tarfile
import zipfile
from pathlib import Path

import pytest

from vectorstore.clean import clean
from vectorstore.formats import files, read
from vectorstore.types import Article, RawArticle, Unreadable

ONE = (
    "Marnby's council voted on Tuesday to rebuild the covered market, which a flood had ruined.\n"
    "The works will cost 2.8 million crowns and last until the spring, said Ruta Ekvall.\n"
    "Traders will move to the old tram depot, where rents stay as they are for a year."
).split("\n")
TWO = (
    "A lorry with 900 crates of plums overturned near Holt Cross on Friday, and nobody was hurt.\n"
    "The road was shut for six hours, said Inspector Jon Ambler, and traffic went by Lower Stow.\n"
    "The haulier, Pell and Daughters, promised to pay for the clearing of the ditch."
).split("\n")
Facts = tuple[str, str, str, str]
FIRST = ("Marnby to rebuild its market", "The Marnby Beacon", "2022-09-06", "Tova Lindqvist")
SECOND = ("Plums close the road at Holt Cross", "Stow Gazette", "2022-10-14", "Emil Harrow")


def items(path: Path, content: str | bytes) -> list[RawArticle | Unreadable]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path))


def articles(path: Path, content: str | bytes) -> list[Article]:
    return [clean(item) for item in items(path, content) if isinstance(item, RawArticle)]


def assert_both(found: list[Article]) -> None:
    told = [(one.title, one.outlet, one.published[:10], one.author) for one in found]
    assert told == [FIRST, SECOND]
    assert [one.text for one in found] == ["\n\n".join(ONE), "\n\n".join(TWO)]


def factiva_coded(day: str, facts: Facts, text: list[str], end: str) -> str:
    fields = [
        ("SE", "Local"), ("HD", facts[0]), ("BY", f"By {facts[3]}"), ("WC", "48 words"),
        ("PD", day), ("ET", "07:15"), ("SN", facts[1]), ("SC", "XMARN"), ("LA", "English"),
        ("CY", f"(c) 2022 {facts[1]}"), ("LP", f"<p>{text[0]}</p>"),
        ("TD", "".join(f"<p>{part}</p>" for part in text[1:])), ("NS", "gtrans : Transport"),
        ("AN", f"Document {end}"),
    ]  # fmt: skip
    return "".join(f"<tr><td><b>{code}</b></td><td>{said}</td></tr>" for code, said in fields)


def test_factiva_page_with_coded_fields(tmp_path: Path) -> None:
    rows = (
        factiva_coded("6 September 2022", FIRST, ONE, "MARNB00020220906ei9600001"),
        factiva_coded("14 October 2022", SECOND, TWO, "STOWG00020221014eiae00007"),
    )
    tables = "<br>".join(
        f"<div class='article enArticle'><table>{row}</table></div>" for row in rows
    )
    page = f"<html><head><title>Factiva</title></head><body>{tables}<p>Search Summary</p></body>"
    assert_both(articles(tmp_path / "a.html", page))


def factiva_lines(day: str, facts: Facts, text: list[str], end: str) -> list[str]:
    head = [facts[0], f"By {facts[3]}", "48 words", day, "07:15", facts[1], "XMARN", "4", "English"]
    return [*head, f"Copyright 2022 {facts[1]}. All rights reserved.", *text, f"Document {end}"]


FACTIVA = [
    *factiva_lines("6 September 2022", FIRST, ONE, "MARNB00020220906ei9600001"),
    *factiva_lines("14 October 2022", SECOND, TWO, "STOWG00020221014eiae00007"),
    "© 2025 Factiva, Inc. All rights reserved.",
]


def rich(lines: list[str]) -> str:
    return "{\\rtf1\\ansi\\ansicpg1252 " + "\\par\n".join(lines) + "\\par}"


def test_factiva_without_codes_as_a_page_and_as_rich_text(tmp_path: Path) -> None:
    divs = "".join(f"<div>{line}</div>" for line in FACTIVA)
    assert_both(articles(tmp_path / "a.html", f"<html><body>{divs}</body></html>"))
    assert_both(articles(tmp_path / "a.rtf", rich(FACTIVA)))


def nexis(day: str, facts: Facts, text: list[str]) -> list[str]:
    return [
        facts[0], facts[1], day, f"Copyright 2022 {facts[1]} All Rights Reserved",
        "Section: NEWS; Pg. 3", "Length: 48 words", f"Byline: {facts[3]}", "Body", *text,
        "Classification", "Language: ENGLISH", "Load-Date: December 1, 2022", "End of Document",
    ]  # fmt: skip


NEXIS = [
    "User Name: =", "Date and Time: Monday, 3 March 2025 10:02:00 CET", "Documents (2)",
    f"1. {FIRST[0]}", f"2. {SECOND[0]}", "Search Terms: market or plums",
    *nexis("September 6, 2022 Tuesday 9:30 AM GMT", FIRST, ONE),
    *nexis("October 14, 2022", SECOND, TWO),
]  # fmt: skip


def test_nexis_as_a_page_rich_text_and_text(tmp_path: Path) -> None:
    page = "".join(f"<p>{line}</p>" for line in NEXIS)
    assert_both(articles(tmp_path / "a.html", f"<html><body>{page}</body></html>"))
    assert_both(articles(tmp_path / "a.rtf", rich(NEXIS)))
    assert_both(articles(tmp_path / "a.txt", "\n\n".join(NEXIS)))


def lexis(number: int, day: str, facts: Facts, text: list[str]) -> str:
    paragraphs = "\n\n".join(text).replace(", ", ",\n")
    return (
        f"\n\n                    {number} of 2 DOCUMENTS\n\n\n               {facts[1]}\n\n"
        f"               {day}\n               Final Edition\n\n{facts[0]}\n\n"
        f"BYLINE: {facts[3]}\n\nSECTION: NEWS; Pg. 3\n\nLENGTH: 48 words\n\n\n{paragraphs}\n\n"
        f"LOAD-DATE: December 1, 2022\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n"
        "               Copyright 2022 The Publisher\n                   All Rights Reserved\n"
    )


def test_numbered_documents_of_older_exports(tmp_path: Path) -> None:
    text = lexis(1, "September 6, 2022 Tuesday", FIRST, ONE) + lexis(
        2, "October 14, 2022 Friday", SECOND, TWO
    )
    assert_both(articles(tmp_path / "a.txt", text))


def test_numbered_documents_as_a_page(tmp_path: Path) -> None:
    text = [*ONE, "Source: the council's own figures"]
    pieces = ""
    for number, (day, facts, words) in enumerate(
        [("September 6, 2022 Tuesday", FIRST, text), ("October 14, 2022 Friday", SECOND, TWO)], 1
    ):
        lines = [
            f"{number} of 2 DOCUMENTS", facts[1], day, "Final Edition", facts[0],
            f"BYLINE: {facts[3]}", "SECTION: NEWS; Pg. 3", "LENGTH: 48 words", *words,
            "LOAD-DATE: December 1, 2022", "LANGUAGE: ENGLISH", "Copyright 2022 The Publisher",
        ]  # fmt: skip
        pieces += "".join(f"<div class='c1'><p><span>{line}</span></p></div>" for line in lines)
    found = articles(tmp_path / "a.html", f"<html><body>{pieces}</body></html>")
    assert [(one.title, one.outlet) for one in found] == [FIRST[:2], SECOND[:2]]
    assert found[0].text.startswith(ONE[0])
    assert found[1].text == "\n\n".join(TWO)


def test_an_article_whose_text_is_not_in_the_export_is_counted(tmp_path: Path) -> None:
    page = proquest("Sep 6, 2022", FIRST, ONE) + proquest("Oct 14, 2022", SECOND, TWO).replace(
        "Full text: ", "Abstract: "
    )
    found = items(tmp_path / "a.html", f"<html><body>{page}</body></html>")
    assert isinstance(found[-1], Unreadable)
    assert "1 of 2 ProQuest" in found[-1].reason


def proquest(day: str, facts: Facts, text: list[str]) -> str:
    given, family = facts[3].split()
    words = "".join(f"<p>{part}</p>" for part in text)
    return (
        f"<div><p><b>{facts[0]}</b></p><p><strong>Author: </strong>{family}, {given}</p>"
        f"<p><strong>Publication info: </strong>{facts[1]} ; Marnby [Marnby]{day}: 3.</p>"
        f"<p><a href='https://x.example'>ProQuest document link</a></p>"
        f"<p><strong>Full text: </strong><text>{words}</text></p>"
        f"<p><strong>Subject: </strong>Roads</p><p><strong>Title: </strong>{facts[0]}</p>"
        f"<p><strong>Publication title: </strong>{facts[1]}; Marnby</p>"
        f"<p><strong>Publication date: </strong>{day}</p>"
        "<p><strong>Last updated: </strong>2025-02-01</p><p><strong>Database: </strong>A</p></div>"
    )


def test_proquest_page(tmp_path: Path) -> None:
    page = proquest("Sep 6, 2022", FIRST, ONE) + proquest("Oct 14, 2022", SECOND, TWO)
    assert_both(articles(tmp_path / "a.html", f"<html><body>{page}</body></html>"))


def europresse(day: str, facts: Facts, text: list[str]) -> str:
    words = "".join(f"<p>{part}</p>" for part in text)
    return (
        f"<article><header><div><span class='DocPublicationName'>{facts[1]}, no. 1402</span></div>"
        f"<span class='DocHeader'>{day} - p. 3</span><div class='titreArticle'><p class='"
        f"titreArticleVisu rdp__articletitle'>{facts[0]}</p></div><div class='docAuthors'>"
        f"{facts[3]}</div></header><section><div class='docOcurrContainer'>{words}</div></section>"
        "</article>"
    )


def test_europresse_page(tmp_path: Path) -> None:
    page = europresse("mardi 6 septembre 2022", FIRST, ONE)
    page += europresse("Friday, October 14, 2022", SECOND, TWO)
    assert_both(articles(tmp_path / "a.html", f"<html><body>{page}</body></html>"))


def test_europresse_page_of_older_form(tmp_path: Path) -> None:
    def cell(day: str, facts: Facts, text: list[str]) -> str:
        return (
            "<table><tr><td><table><tr><td><img src='logo.gif'></td></tr></table>"
            f"<span class='DocPublicationName'>{facts[1]}, no. 5968</span><br>"
            f"<span class='DocHeader'>Politique, </span><span class='DocHeader'>{day}</span>"
            f"<span class='DocHeader'>, p. 03</span><br><br>Kicker<br><span class='"
            f"TitreArticleVisu'>{facts[0].replace(' to ', ' <b>to</b> ')}</span><br><br>{facts[3]}"
            f"<br><p></p>{'<p></p>'.join(text)}<p></p><b><i>© 2022 {facts[1]}. Tous droits "
            "réservés.</i></b><p></p>Numéro de document : news·20220906·BE·1<br><table><tr><td>"
            "Ce certificat est émis à <b>University</b></td></tr></table></td></tr></table>"
        )

    page = cell("mardi 6 septembre 2022", FIRST, ONE) + cell("14 octobre 2022", SECOND, TWO)
    assert_both(articles(tmp_path / "a.html", f"<html><body>{page}</body></html>"))
    unsaid = page.replace("TitreArticleVisu", "Titre", 1)
    found = items(tmp_path / "b.html", f"<html><body>{unsaid}</body></html>")
    assert [type(item) for item in found] == [RawArticle, Unreadable]


def test_europresse_page_with_plain_lines_in_its_head(tmp_path: Path) -> None:
    page = ""
    for day, facts, text in (
        ("mardi 6 septembre 2022", FIRST, ONE),
        ("vendredi 14 octobre 2022", SECOND, TWO),
    ):
        page += (
            f"<article><header><div><span class='DocPublicationName'>{facts[1]} </span></div>"
            f"<div><span class='DocHeader'>Politique, {day}, p. 12</span></div><div class='"
            f"titreArticle'><p class='sm-margin-bottom'>KICKER</p><p class='titreArticleVisu'>"
            f"{facts[0]}</p></div><div>{facts[3]}</div></header><section>"
            f"{''.join(f'<p>{part}</p>' for part in text)}</section></article>"
        )
    assert_both(articles(tmp_path / "a.html", f"<html><body>{page}</body></html>"))


@pytest.mark.parametrize(
    "byline",
    [
        "By Tova Lindqvist, Staff Writer, t.lindqvist@beacon.example",
        "Tova Lindqvist; Tova Lindqvist is a staff writer",
        "TOVA LINDQVIST, HEALTH CORRESPONDENT",
        "Tova Lindqvist Social Affairs Editor",
        "Exclusive by Tova Lindqvist in Marnby",
        "Lindqvist, Tova",
        "Tova Lindqvist, Contributor",
    ],
)
def test_who_wrote_a_nexis_article(tmp_path: Path, byline: str) -> None:
    lines = nexis("September 6, 2022 Tuesday", (*FIRST[:3], byline), ONE)
    (article,) = articles(tmp_path / "a.txt", "\n\n".join(lines))
    assert article.author == FIRST[3]


def test_what_cannot_be_cut_is_said(tmp_path: Path) -> None:
    part = (
        "Something happened in Marnby on Tuesday, the council said.\n\nLoad-Date: May 1, 2022\n\n"
    )
    for said in ("Load-Date: May 1, 2022", "Numéro de document : news·20220501·LM·0q1403_12"):
        (found,) = items(tmp_path / "a.txt", part.replace("Load-Date: May 1, 2022", said) * 4)
        assert isinstance(found, Unreadable)
        assert "4 articles" in found.reason
    broken = "\n".join([*NEXIS, *nexis("October 15, 2022", SECOND, [])])
    assert any(
        isinstance(item, Unreadable) and item.reason.startswith("1 of 3 Nexis")
        for item in items(tmp_path / "b.txt", broken)
    )


def test_a_page_of_news_is_no_export(tmp_path: Path) -> None:
    text = "\n\n".join([FIRST[0], *ONE, "The report is document 3 of 12, he said."])
    assert len(articles(tmp_path / "a.txt", text)) == 1


def mail(facts: Facts, day: str, body: str) -> str:
    return f"From: {facts[1]} <news@x.example>\nSubject: {facts[0]}\nDate: {day}\n{body}"


HTML_BODY = (
    "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>"
    + "</p><p>".join(ONE)
    + "</p></body></html>\n"
)


def test_mail_and_mailboxes(tmp_path: Path) -> None:
    plain = "Content-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(TWO) + "\n\n"
    one = mail(FIRST, "Tue, 06 Sep 2022 07:00:00 +0200", HTML_BODY)
    two = mail(SECOND, "Fri, 14 Oct 2022 07:00:00 +0200", plain)
    (single,) = articles(tmp_path / "a.eml", one)
    assert (single.title, single.outlet, single.published[:10]) == FIRST[:3]
    assert ONE[2] in single.text
    box = f"From a@b Tue Sep  6 07:00:00 2022\n{one}\nFrom a@b Fri Oct 14 07:00:00 2022\n{two}"
    found = articles(tmp_path / "a.mbox", box)
    assert [(one.title, one.outlet) for one in found] == [FIRST[:2], SECOND[:2]]
    assert len(articles(tmp_path / "inbox", box)) == 2


def test_mail_and_pages_as_a_mac_saves_them(tmp_path: Path) -> None:
    letter = mail(SECOND, "Fri, 14 Oct 2022 07:00:00 +0200", "\n" + "\n\n".join(TWO) + "\n")
    notes = plistlib.dumps({"flags": 1, "note": "Nobody reads this."})
    (article,) = articles(tmp_path / "a.emlx", f"{len(letter)}      \n{letter}".encode() + notes)
    assert (article.title, article.outlet) == SECOND[:2]
    assert article.text == "\n\n".join(TWO)
    page = f"<html><body><article><h1>{FIRST[0]}</h1><p>{'</p><p>'.join(ONE)}</p></article></body>"
    address = "https://beacon.example/market"
    main = {
        "WebResourceData": page.encode("utf-16"),
        "WebResourceTextEncodingName": "utf-16",
        "WebResourceURL": address,
        "WebResourceMIMEType": "text/html",
    }
    whole = {"WebMainResource": main, "WebSubresources": [{"WebResourceData": b"x"}]}
    for form in (plistlib.FMT_BINARY, plistlib.FMT_XML):
        saved = plistlib.dumps(whole, fmt=form)
        (article,) = articles(tmp_path / "a.webarchive", saved)
        assert article.text.endswith("\n\n".join(ONE))
        assert (article.title, article.url) == (FIRST[0], address)
        for broken in (saved[:200], saved.replace(b"WebMainResource", b"WebMineResource"), b"x"):
            (item,) = items(tmp_path / "b.webarchive", broken)
            assert isinstance(item, Unreadable)


def test_what_a_program_for_newsletters_adds_goes(tmp_path: Path) -> None:
    asked = "You can unsubscribe from the market's list, the council said."
    lines = ["View this email in your browser: https://x.example/1", *TWO, asked,
             "You are receiving this email because you asked for it.",
             "To unsubscribe click here: https://x.example/2"]  # fmt: skip
    content = mail(SECOND, "Fri, 14 Oct 2022 07:00:00 +0200", "\n" + "\n\n".join(lines))
    (article,) = articles(tmp_path / "a.eml", content)
    assert article.text == "\n\n".join([*TWO, asked])


PASSED_ON = {
    "---------- Forwarded message ---------": ("From", "Date", "Subject", "To"),
    "-----Original Message-----": ("From", "Sent", "To", "Subject"),
    "Begin forwarded message:\n": ("> *From*", "Subject", "Date", "To"),
    "-------- Weitergeleitete Nachricht --------": ("Betreff", "Datum", "Von", "An"),
}


@pytest.mark.parametrize("mark", PASSED_ON)
def test_a_message_that_was_passed_on_is_its_first_senders(tmp_path: Path, mark: str) -> None:
    said = {"from": f"{SECOND[1]} <news@x.example>", "date": "Fri, 14 Oct 2022 07:00:00 +0200",
            "subject": SECOND[0], "to": "me@y.example"}  # fmt: skip
    said |= {"von": said["from"], "> *from*": said["from"], "sent": said["date"],
             "datum": said["date"], "betreff": said["subject"], "an": said["to"]}  # fmt: skip
    head = "\n".join(f"{name}: {said[name.lower()]}" for name in PASSED_ON[mark])
    body = "\n\n".join(["For your desk, Mia", f"{mark}\n{head}\n", *TWO])
    content = mail(
        ("Fwd: plums", "Mia Roe", "", ""), "Mon, 17 Oct 2022 09:00:00 +0200", f"\n{body}"
    )
    (article,) = articles(tmp_path / "a.eml", content)
    assert (article.title, article.outlet, article.published[:10]) == SECOND[:3]
    assert article.text == "\n\n".join(TWO)


def test_a_message_in_a_message_is_an_article(tmp_path: Path) -> None:
    inner = mail(SECOND, "Fri, 14 Oct 2022 07:00:00 +0200", "\n" + "\n\n".join(TWO) + "\n")
    for depth in range(5):
        inner = mail(
            ("Fwd: plums", "Mia Roe", "", ""),
            "Mon, 17 Oct 2022 09:00:00 +0200",
            f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m{depth}\n\n--m{depth}\n"
            f"Content-Type: text/plain\n\nFor you.\n--m{depth}\nContent-Type: message/rfc822\n\n"
            f"{inner}\n--m{depth}--\n",
        )
        if not depth:
            (article,) = articles(tmp_path / "a.eml", inner)
            assert (article.title, article.outlet, article.published[:10]) == SECOND[:3]
    (item,) = items(tmp_path / "a.eml", inner)
    assert isinstance(item, Unreadable)
    assert "a message within messages" in item.reason


def test_what_is_attached_to_a_message_is_named(tmp_path: Path) -> None:
    content = mail(
        SECOND,
        "Fri, 14 Oct 2022 07:00:00 +0200",
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=zz\n\n--zz\nContent-Type: "
        "text/plain\n\n" + "\n\n".join(TWO) + "\n--zz\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename=report.pdf\n\nxx\n--zz--\n",
    )
    found = items(tmp_path / "a.eml", content)
    assert [type(item) for item in found] == [RawArticle, Unreadable]
    assert found[1].source.endswith("a.eml/report.pdf")


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def epub(
    one: tuple[Facts, list[str]] = (FIRST, ONE), two: tuple[Facts, list[str]] = (SECOND, TWO)
) -> bytes:
    def chapter(heading: str, text: list[str]) -> str:
        return f"<html><body>{heading}<p>{'</p><p>'.join(text)}</p></body></html>"

    chapters = {
        "b__one_dot_xhtml": chapter(f"<h1>{one[0][0]}</h1>", one[1]),
        "b__two_dot_xhtml": chapter(f"<h2>{two[0][0]}</h2>", two[1]),
        "b__toc_dot_xhtml": "<html><body><a href='one.xhtml'>Contents</a></body></html>",
    }
    names = ("toc", "one", "two")
    manifest = "".join(f"<item id='{name}' href='{name}.xhtml'/>" for name in names)
    spine = "".join(f"<itemref idref='{name}'/>" for name in names)
    package = (
        "<package xmlns='http://www.idpf.org/2007/opf'><metadata "
        "xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>The Marnby Beacon, Tuesday, "
        "6 September 2022</dc:title><dc:date>2022-09-06</dc:date></metadata>"
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
        "<rootfile full-path='b/p.opf'/></rootfiles></container>"
    )
    return packed(
        mimetype="application/epub+zip",
        **{"META-INF__container_dot_xml": container, "b__p_dot_opf": package, **chapters},
    )


def test_an_issue_as_an_e_book(tmp_path: Path) -> None:
    found = items(tmp_path / "a.epub", epub())
    told = [clean(item) for item in found if isinstance(item, RawArticle)]
    assert [(one.title, one.outlet) for one in told] == [
        FIRST[:2],
        (SECOND[0], "The Marnby Beacon"),
    ]
    assert told[1].text == "\n\n".join(TWO)
    assert any(isinstance(item, Unreadable) and "1 chapters" in item.reason for item in found)


def test_an_open_document(tmp_path: Path) -> None:
    spaces = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    spaces += "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    paragraphs = "".join(f"<text:p>{part}</text:p>" for part in ONE)
    content = (
        f"<office:document-content {spaces}><office:body><office:text><text:tracked-changes>"
        "<text:p>taken out</text:p></text:tracked-changes><text:h text:outline-level='1'>"
        f"{FIRST[0]}</text:h>{paragraphs}</office:text></office:body></office:document-content>"
    )
    data = packed(content_dot_xml=content, mimetype="application/vnd.oasis.opendocument.text")
    for name in ("a.odt", "story"):
        (found,) = articles(tmp_path / name, data)
        assert found.title == FIRST[0]
        assert found.text.endswith("\n\n".join(ONE))
        assert "taken out" not in found.text


def test_references_with_abstracts(tmp_path: Path) -> None:
    ris = (
        f"TY  - NEWS\nT1  - {FIRST[0]}\nA1  - Lindqvist, Tova\nJF  - {FIRST[1]}\n"
        f"Y1  - 2022/09/06/\nN2  - {ONE[0]}\n  {ONE[1]}\nER  - \n\n"
        "TY  - NEWS\nTI  - Nothing\nER  -\n"
    )
    found = items(tmp_path / "a.ris", ris)
    assert isinstance(found[0], RawArticle)
    told = clean(found[0])
    assert (told.title, told.outlet, told.published[:10], told.author) == FIRST
    assert isinstance(found[1], Unreadable)
    bib = (
        '@string{x = "y"}\n@article{a1,\n title = {{Marnby} to rebuild its market},\n author = '
        '"Lindqvist, Tova and M{\\"u}ller, Ada",\n journal = {The Marnby Beacon},\n'
        f" year = 2022, month = sep, day = 6,\n abstract = {{{ONE[0]}}}\n}}\n"
    )
    (told,) = articles(tmp_path / "a.bib", bib)
    assert (told.title, told.outlet, told.published[:10]) == FIRST[:3]
    assert told.author == "Tova Lindqvist, Ada Müller"


def test_sgml_of_a_news_corpus(tmp_path: Path) -> None:
    def element(facts: Facts, day: str, text: list[str]) -> str:
        return (
            f"<REUTERS NEWID='1'><DATE>{day} 15:01:01.79</DATE><TEXT>&#2;<TITLE>{facts[0]}</TITLE>"
            f"<DATELINE> MARNBY, </DATELINE><BODY>{'&#10;    '.join(text)}\n Reuter\n&#3;</BODY>"
            "</TEXT></REUTERS>"
        )

    data = "<!DOCTYPE lewis SYSTEM 'lewis.dtd'>\n" + element(FIRST, "6-SEP-2022", ONE)
    data += element(SECOND, "14-OCT-2022", TWO)
    found = articles(tmp_path / "a.sgm", data)
    assert [(one.title, one.outlet, one.published[:10]) for one in found] == [
        (FIRST[0], "Reuters", FIRST[2]),
        (SECOND[0], "Reuters", SECOND[2]),
    ]
    assert ONE[0] in found[0].text
    assert not found[0].text.endswith("Reuter")


LINES = f'{{"title": "{FIRST[0]}", "text": "{ONE[0]}"}}\n'.encode()


def zstd(data: bytes) -> bytes:
    return pytest.importorskip("zstandard").ZstdCompressor().compress(data)  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("suffix", "pack"), [("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstd)]
)
def test_packed_files_and_damage_in_them(tmp_path: Path, suffix: str, pack: object) -> None:
    assert callable(pack)
    data = pack(LINES * 3)
    found = articles(tmp_path / f"a.jsonl.{suffix}", data)
    assert [one.title for one in found] == [FIRST[0]] * 3
    broken = items(tmp_path / f"b.jsonl.{suffix}", data[: len(data) // 2])
    assert "damaged" in next(one.reason for one in broken if isinstance(one, Unreadable))


def test_an_office_file_that_is_packed(tmp_path: Path) -> None:
    (first, second, contents) = items(tmp_path / "issue.epub.gz", gzip.compress(epub()))
    assert isinstance(first, RawArticle)
    assert (first.title, clean(first).outlet) == FIRST[:2]
    assert second.source.startswith(str(tmp_path / "issue.epub.gz"))
    assert isinstance(contents, Unreadable)
    (broken,) = items(tmp_path / "cut.epub.gz", gzip.compress(epub())[:200])
    assert isinstance(broken, Unreadable)
    assert "damaged" in broken.reason


def test_what_to_do_with_a_file_of_another_program_is_said(tmp_path: Path) -> None:
    for name, advice in {"a.doc": "save it as .docx", "a.7z": "unpack it first"}.items():
        (item,) = items(tmp_path / name, b"x" * 99)
        assert isinstance(item, Unreadable)
        assert item.reason.endswith(advice)


@pytest.mark.parametrize("mode", ["", "gz", "bz2", "xz"])
def test_tar_files(tmp_path: Path, mode: str) -> None:
    path = tmp_path / f"a.tar.{mode}".rstrip(".")
    with tarfile.open(path, f"w:{mode}") as archive:  # type: ignore[call-overload]
        for name in ("x/a.jsonl", "x/.hidden", "x/b.xyz", "../../c.jsonl"):
            info = tarfile.TarInfo(name)
            info.size = len(LINES)
            archive.addfile(info, io.BytesIO(LINES))
    found = list(read(path))
    assert sum(isinstance(item, RawArticle) for item in found) == 2
    assert [item.reason for item in found if isinstance(item, Unreadable)] == ["no reader for .xyz"]


def test_files_without_a_suffix_are_known_by_content(tmp_path: Path) -> None:
    story = "\n\n".join([FIRST[0], *ONE])
    kinds: list[str | bytes] = [
        story,
        LINES,
        f"title,text,date\nMarket,{ONE[0]},2022-09-06\n".replace(", ", " "),
        epub(),
        rich(NEXIS),
        f"<html><body><p>{story}</p></body></html>",
    ]
    for number, content in enumerate(kinds):
        assert articles(tmp_path / f"story{number}", content), number
    (picture,) = items(tmp_path / "picture", bytes(range(32)) * 40)
    assert isinstance(picture, Unreadable)


def test_tables_and_pages_that_are_saved_as_text(tmp_path: Path) -> None:
    rows = [("Title", "Source", "Date", "Text")]
    rows += [(*facts[:3], " ".join(text)) for facts, text in ((FIRST, ONE), (SECOND, TWO))]
    table = "".join("\t".join(row) + "\r\n" for row in rows)
    for content in (table, table.encode("utf-16"), LINES * 2, rich(NEXIS)):
        assert len(articles(tmp_path / "a.txt", content)) == 2
    page = f"<!doctype html><html><body><p>{'</p><p>'.join(ONE)}</p></body></html>"
    (article,) = articles(tmp_path / "b.txt", page)
    assert article.text == "\n\n".join(ONE)
    for first in (
        "[Editor's note: this was corrected.]",
        "{sic}",
        "Text, he said, and title",
        "News",
    ):
        (article,) = articles(tmp_path / "c.txt", "\n\n".join([first, *ONE]))
        assert article.text.endswith(ONE[2])


def test_the_folder_of_a_saved_page_holds_no_articles(tmp_path: Path) -> None:
    (tmp_path / "Market.html").write_text("<p>x</p>")
    for folder in ("Market_files", "Others_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "saved.html").write_text("<p>x</p>")
    found = [item.name if isinstance(item, Path) else item.reason for item in files([tmp_path])]
    assert sorted(found) == ["Market.html", "belongs to a saved page", "saved.html"]


def test_a_saved_page_in_a_zip_file(tmp_path: Path) -> None:
    page = f"<html><body><article><p>{'</p><p>'.join(ONE)}</p></article></body></html>"
    names = {"x__Market_dot_html": page, "x__Market_files__ad_dot_html": page}
    found = items(tmp_path / "a.zip", packed(**names))
    assert [type(item) for item in found] == [RawArticle, Unreadable]
    assert isinstance(found[1], Unreadable)
    assert "1 files" in found[1].reason


def test_words_of_crawled_pages(tmp_path: Path) -> None:
    text = "\n\n".join(ONE).encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://beacon.example/market\r\n"
        b"WARC-Date: 2022-09-06T07:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(text), text)
    )
    (found,) = articles(tmp_path / "a.warc.wet", record)
    assert (found.url, found.outlet) == ("https://beacon.example/market", "beacon.example")
    assert ONE[1] in found.text


def test_what_is_cut_off_is_said(tmp_path: Path) -> None:
    text = "\n\n".join(ONE).encode()
    record = (
        b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://beacon.example/market\r\n"
        b"WARC-Date: 2022-09-06T07:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text)
    )
    ris = f"TY  - NEWS\nTI  - {FIRST[0]}\nAB  - {ONE[0]} {ONE[1]}\n"
    bib = f"@article{{a1,\n title = {{{FIRST[0]}}},\n abstract = {{{ONE[0]}}}\n}}\n"
    rss = f"<rss version='2.0'><channel><item><description>{ONE[0]}</description></item>"
    sgm = f"<REUTERS><TEXT><BODY>{ONE[0]}</BODY></TEXT></REUTERS>"
    whole = {
        "a.rss": f"{rss}</channel></rss>".encode(),
        "a.sgm": sgm.encode(),
        "a.wet": record + b"\r\n\r\n",
        "a.ris": f"{ris}ER  - \n".encode(),
        "a.bib": bib.encode(),
    }
    cut = {
        "a.rss": rss.encode(),
        "a.sgm": f"{sgm}<REUTERS><TEXT>".encode(),
        "a.wet": record[:-20],
        "a.ris": ris.encode(),
        "a.bib": bib.encode()[:-30],
    }
    for name, content in whole.items():
        assert [type(item) for item in items(tmp_path / name, content)] == [RawArticle], name
        found = items(tmp_path / name, cut[name])
        assert [type(item) for item in found] == [RawArticle, Unreadable], name
        assert isinstance(found[1], Unreadable)
        assert found[1].reason.startswith(("cut off", "1 of 2 articles have no end")), name
    (found_first, said) = items(tmp_path / "a.txt", "\n\n".join(NEXIS[: len(NEXIS) // 2 + 4]))
    assert isinstance(found_first, RawArticle)
    assert isinstance(said, Unreadable)
    assert said.reason.startswith("1 of 2 Nexis articles")


@pytest.mark.skipif(bool(importlib.util.find_spec("pyarrow")), reason="the extra is installed")
def test_an_extra_that_is_not_there_is_named(tmp_path: Path) -> None:
    (found,) = items(tmp_path / "a.parquet", b"PAR1" + b"0" * 40 + b"PAR1")
    assert isinstance(found, Unreadable)
    assert "dateline[parquet]" in found.reason
