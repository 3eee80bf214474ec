"""What a text says by its form: struck words, raised figures, tracked changes, tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from vectorstore.clean import clean
from vectorstore.formats import read
from vectorstore.types import RawArticle

LEAD = (
    "The salt works at Hollin Quay stood still on Monday, and its owners met the council at noon."
)
END = "The council will say on Friday whether the works may open again, a spokeswoman said."
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    "<w:r><w:pict xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r>"
    "<w:t>A box tells of the flood.</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
)
SUP, SUB = "<w:vertAlign w:val='superscript'/>", "<w:vertAlign w:val='subscript'/>"


def text_in(path: Path) -> str:
    [raw] = read(path)
    assert isinstance(raw, RawArticle)
    return clean(raw).text


def in_page(path: Path, body: str) -> str:
    page = path / "page.html"
    page.write_text(
        f"<html><head><title>Salt works</title></head><body><article><h1>Salt works</h1>"
        f"<p>{LEAD}</p>{body}<p>{END}</p></article></body></html>",
        "utf-8",
    )
    return text_in(page)


MARKS = {
    "It lost <del>thirty</del> thirteen men.": "It lost thirteen men.",
    "It lost <s>thirty</s>, no, <strike>forty</strike> nine men.": "It lost, no, nine men.",
    "It lost <span style='color: red; text-decoration: underline line-through'>six</span> two.":
        "It lost two.",
    "It took 10<sup>7</sup> grains and <b>10</b><sup>-4</sup> grams.":
        "It took 10⁷ grains and 10⁻⁴ grams.",
    "Some 40 km<sup>2</sup> under H<sub>2</sub>O.": "Some 40 km² under H₂O.",
    "The mayor agreed<sup>4</sup> in 2023<sup>5</sup>, she said.<sup><a href='#n6'>6</a></sup>":
        "The mayor agreed in 2023, she said.",
    "On the 4<sup>th</sup> of May M<sup>me </sup>Orr paid 2<sup>1</sup>/<sub>2</sub> crowns.":
        "On the 4th of May Mme Orr paid 2 1/2 crowns.",
}  # fmt: skip


@pytest.mark.parametrize("markup", MARKS)
def test_struck_words_go_and_raised_figures_stay_raised(tmp_path: Path, markup: str) -> None:
    assert in_page(tmp_path, f"<p>{markup}</p>") == f"{LEAD}\n\n{MARKS[markup]}\n\n{END}"
    field = tmp_path / "field.jsonl"
    field.write_text('{"text": "<p>' + markup.replace('"', "'") + '</p>"}', "utf-8")
    assert text_in(field) == MARKS[markup]


STYLED = "<p>It lost <span class='gone old' id=g>thirty</span> <b>thirteen</b> men.</p>"
STYLES = {
    ".gone {text-decoration: line-through}": False,
    "h2, p > span.old {color: red; text-decoration-line: underline line-through}": False,
    "/* } */ article #g{text-decoration: red LINE-THROUGH !important} span{text-decoration:none}":
        False,
    "@media screen {.gone {text-decoration: line-through}}": False,
    ".gone {display: none}": False,
    "p .gone {visibility: hidden": False,
    "@media print {.gone {display: none} b {color: red}} .other {text-decoration: line-through}":
        True,
    ".gone {text-decoration: line-through} span.gone {text-decoration: none}": True,
    ".gone:hover {text-decoration: line-through}": True,
    ".js .gone {text-decoration: line-through}": True,
    "article, p {display: none}": True,
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_what_the_style_of_a_page_strikes_or_hides_goes(tmp_path: Path, style: str) -> None:
    said = "It lost thirty thirteen men." if STYLES[style] else "It lost thirteen men."
    assert in_page(tmp_path, f"<style>{style}</style>{STYLED}") == f"{LEAD}\n\n{said}\n\n{END}"


def test_a_tag_left_open_strikes_no_page(tmp_path: Path) -> None:
    assert END in in_page(tmp_path, "<p>It closed <s>early.</p>")


HEADS = "<tr><th rowspan=2>Ward</th><th colspan=2>Votes</th></tr><tr><th>Yes</th><th>No</th></tr>"
TABLES = {
    f"<thead>{HEADS}</thead><tr><td>Quay</td><td>305</td><td>377</td></tr>":
        ["Ward: Quay; Votes, Yes: 305; Votes, No: 377."],
    HEADS.replace("th", "td") + "<tr><td>Quay</td><td>305</td><td>377</td></tr>":
        ["Ward: Quay; Votes, Yes: 305; Votes, No: 377."],
    f"<tr><th colspan=3>Result of the vote</th></tr>{HEADS}"
    "<tr><td>Hill</td><td>12</td><td>12</td></tr>":
        ["Result of the vote", "Ward: Hill; Votes, Yes: 12; Votes, No: 12."],
    "<tr><td></td><td colspan=2>Votes</td></tr><tr><td>Ward</td><td>Yes</td><td>No</td></tr>"
    "<tr><td>Quay</td><td>305</td><td>377</td></tr>":
        ["Ward: Quay; Votes, Yes: 305; Votes, No: 377."],
    "<tr><th>Ward</th><th>Votes</th></tr><tr><td>Quay</td><td>1,204</td></tr>"
    "<tr><td colspan=2>Not counted</td></tr><tr><td>Hill</td><td>877</td></tr>":
        ["Ward: Quay; Votes: 1,204.", "Not counted", "Ward: Hill; Votes: 877."],
    "<tr><td>Ward</td><td>Votes</td></tr><tr><td rowspan=2>Quay</td><td>1,204</td></tr>"
    "<tr><td>12</td></tr>": ["Ward: Quay; Votes: 1,204.", "Ward: Quay; Votes: 12."],
    "<tr><th>Opened</th><td>1911</td></tr><tr><th>Closed</th><td>2024</td></tr>":
        ["Opened: 1911.", "Closed: 2024."],
}  # fmt: skip


@pytest.mark.parametrize("rows", TABLES)
def test_a_row_of_a_table_is_said_with_its_heads(tmp_path: Path, rows: str) -> None:
    expected = "\n\n".join([LEAD, *TABLES[rows], END])
    assert in_page(tmp_path, f"<table>{rows}</table>") == expected


def test_a_table_that_lays_out_a_page_is_left(tmp_path: Path) -> None:
    page = tmp_path / "old.html"
    page.write_text(
        f"<html><body><table><tr><td>Menu</td><td><p>{LEAD}</p><p>{END}</p></td></tr></table>"
        "</body></html>",
        "utf-8",
    )
    assert text_in(page) == f"{LEAD}\n\n{END}"


def test_markdown(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        f"# Salt works stand still\n\n{LEAD}\n\n"
        "It lost ~~thirty~~ thirteen men[^1] and 10^6^ grains.\n\n"
        f"| Ward | Votes |\n|:---|---:|\n| Quay | 1,204 |\n\n<!-- unsure -->{END}\n",
        "utf-8",
    )
    said = "It lost thirteen men and 10⁶ grains."
    assert text_in(page) == "\n\n".join([LEAD, said, "Ward: Quay; Votes: 1,204.", END])


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + run("page four")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
DELETED_MARK = "<w:pPr><w:rPr><w:del w:id='9'/></w:rPr></w:pPr>"
PARAGRAPHS = {
    run("It may ") + f"<w:ins w:id='1'>{run('not ')}</w:ins>" + run("open.") : "It may not open.",
    run("It lost ") + f"<w:del w:id='2'>{run('thirty ')}</w:del>" + run("nine."): "It lost nine.",
    f"<w:moveFrom w:id='3'>{run('Early. ')}</w:moveFrom>" + run("Late. ")
    + f"<w:moveTo w:id='4'>{run('Later.')}</w:moveTo>": "Late. Later.",
    run("It lost ") + run("thirty ", "<w:strike/>") + run("six ", "<w:dstrike w:val='0'/>")
    + run("men."): "It lost six men.",
    run("It took 10") + run("6", SUP) + run(" grains of Na") + run("2", SUB) + run("O, she said")
    + run("3", SUP) + run("."): "It took 10⁶ grains of Na₂O, she said.",
    run("See ") + FIELD + run(" of it."): "See page four of it.",
    run("Seen ") + run("by nobody ", "<w:vanish/>") + run("at all."): "Seen at all.",
    f"<w:hyperlink>{run('The works')}</w:hyperlink>" + run(" closed."): "The works closed.",
    f"<w:sdt><w:sdtContent>{run('Held in a control.')}</w:sdtContent></w:sdt>":
        "Held in a control.",
    BOX: "A box tells of the flood.",
}  # fmt: skip


def word_file(path: Path, *paragraphs: str) -> Path:
    document = Document()
    body = document.element.body
    for paragraph in (run(LEAD), *paragraphs, run(END)):
        body.insert(len(body) - 1, parse_xml(f"<w:p {WORD}>{paragraph}</w:p>"))
    document.save(str(path / "page.docx"))
    return path / "page.docx"


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_word_reads_as_with_its_changes_accepted(tmp_path: Path, paragraph: str) -> None:
    text = text_in(word_file(tmp_path, paragraph))
    assert text == f"{LEAD}\n\n{PARAGRAPHS[paragraph]}\n\n{END}"


def test_a_paragraph_whose_end_was_deleted_runs_on(tmp_path: Path) -> None:
    path = word_file(tmp_path, DELETED_MARK + run("It was shut "), run("for a week, they said."))
    assert text_in(path) == f"{LEAD}\n\nIt was shut for a week, they said.\n\n{END}"


def test_a_table_in_word(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(LEAD)
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, [("Ward", "Votes"), ("Quay", "1,204")], strict=True):
        for cell, said in zip(row.cells, cells, strict=True):
            cell.text = said
    document.add_paragraph(END)
    document.save(str(tmp_path / "page.docx"))
    assert text_in(tmp_path / "page.docx") == f"{LEAD}\n\nWard: Quay; Votes: 1,204.\n\n{END}"
