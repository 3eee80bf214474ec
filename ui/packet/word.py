"""A packet as a Word document with real footnotes.

python-docx has no call for footnotes, so their part of the file is written here (ECMA-376, 17.11).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree  # type: ignore[import-untyped]

from assistant.types import Citation, Claim
from ui.packet.contents import Packet, doubt, headline, lines_of, place, where

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The first two are the lines between text and footnotes.
_FIRST_ID = 1
# What XML can't hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_docx(packet: Packet) -> bytes:
    """The document. Each [n] is a footnote with the exact words and all that finds them again."""
    import docx

    document = docx.Document()
    _prepare(document)
    footnotes = _Footnotes()
    for answer in packet.answers:
        document.add_heading(_clean(answer.question), level=1)
        for claim, said in lines_of(answer):
            _add_line(document, claim, said, packet, footnotes)
    made = document.add_paragraph().add_run(
        f"Taken from a Dateline archive on {packet.made:%d %B %Y at %H:%M}."
    )
    made.italic = True
    footnotes.add_to(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _prepare(document: Document) -> None:
    """The styles that Word itself gives to footnotes."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    document.core_properties.author = "Dateline"
    document.core_properties.comments = ""
    normal: Any = document.styles["Normal"]
    normal.font.name = "Georgia"
    normal.font.size = Pt(11)
    heading: Any = document.styles["Heading 1"]
    heading.font.color.rgb = RGBColor(0x21, 0x1F, 0x1B)
    # A theme's font would come before the one that is named.
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        heading.element.rPr.rFonts.attrib.pop(f"{{{_WORD}}}{theme}", None)
    heading.font.name = "Georgia"
    quote: Any = document.styles["Quote"]
    quote.font.italic = False
    quote.font.color.rgb = None
    quote.paragraph_format.left_indent = Cm(0.7)
    mark: Any = document.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    text: Any = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    text.base_style = document.styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    place: Any = document.styles.add_style("footnote place", WD_STYLE_TYPE.PARAGRAPH)
    place.base_style = text
    place.font.size = Pt(7)
    place.font.color.rgb = RGBColor(0x68, 0x63, 0x5A)


def _add_line(
    document: Document, claim: Claim | None, said: str, packet: Packet, footnotes: _Footnotes
) -> None:
    is_quotation = claim is not None and claim.kind == "quotation"
    paragraph = document.add_paragraph(style="Quote" if is_quotation else None)
    run = paragraph.add_run(_clean(said))
    if claim is None:
        run.italic = True
        return
    for citations in _by_number(claim):
        _refer(paragraph, footnotes.add(packet, citations))
    if doubted := doubt(claim):
        paragraph.add_run(f" ({_clean(doubted)})").italic = True


def _by_number(claim: Claim) -> Iterator[list[Citation]]:
    for number in sorted({citation.number for citation in claim.citations}):
        yield [citation for citation in claim.citations if citation.number == number]


def _refer(paragraph: Paragraph, number: int) -> None:
    from docx.oxml import parse_xml

    paragraph._p.append(
        parse_xml(
            f'<w:r xmlns:w="{_WORD}"><w:rPr><w:rStyle w:val="footnotereference"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )
    )


class _Footnotes:
    """The part of the file that holds them."""

    def __init__(self) -> None:
        self._root = etree.fromstring(
            f'<w:footnotes xmlns:w="{_WORD}">'
            '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
            '</w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
            "<w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
        )
        self._next = _FIRST_ID

    def add(self, packet: Packet, citations: list[Citation]) -> int:
        """A footnote for what one [n] of a claim rests on; its number in the file."""
        number, self._next = self._next, self._next + 1
        note = _element(self._root, "footnote", id=str(number))
        first = citations[0]
        source = f"{where(first)}: {headline(first)}"
        lines = [(source + f" — {first.passage.url}" * bool(first.passage.url), "footnotetext")]
        for citation in citations:
            lines.append((f"“{citation.quote}”", "footnotetext"))
            lines.append((place(packet, citation), "footnoteplace"))
        for index, (line, style) in enumerate(lines):
            paragraph = _element(note, "p")
            _element(_element(paragraph, "pPr"), "pStyle", val=style)
            if index == 0:
                run = _element(paragraph, "r")
                _element(_element(run, "rPr"), "rStyle", val="footnotereference")
                _element(run, "footnoteRef")
            text = _element(_element(paragraph, "r"), "t")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = (" " if index == 0 else "") + _clean(line)
        return number

    def add_to(self, document: Document) -> None:
        """Put them into a document, which has none yet."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, blob, package)
        document.part.relate_to(part, _RELATION)
        settings: Any = document.settings.element
        notes = _element(settings, "footnotePr")
        settings.remove(notes)
        for number in ("-1", "0"):
            _element(notes, "footnote", id=number)
        # Where the schema has it: before what follows it there.
        after = settings.find(f"{{{_WORD}}}compat")
        (after.addprevious if after is not None else settings.append)(notes)


def _element(parent: Any, name: str, **attributes: str) -> Any:
    known = {f"{{{_WORD}}}{key}": value for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_WORD}}}{name}", known)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
