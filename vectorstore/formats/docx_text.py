"""The words of a Word document as Word shows them once its tracked changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vectorstore.text import table
from vectorstore.text.raised import lowered, raised

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
# What was taken out or moved away, what is set by a machine, and the second form of a drawing.
_NO_TEXT = frozenset(
    "del moveFrom delText delInstrText instrText pPr rPr sectPr tblPr tblGrid trPr tcPr Fallback"
    " commentReference footnoteReference endnoteReference annotationRef footnoteRef rt".split()
)
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


class Text:
    """The paragraphs and tables of a document, in order; `styles` are its styles' elements."""

    def __init__(self, styles: Any) -> None:
        self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}

    def blocks(self, element: Any) -> Iterator[tuple[str, str]]:
        """(style name, text) of each paragraph, text box and row of a table under an element.

        A paragraph whose mark was deleted runs on into the next.
        """
        held = ""
        for child in element:
            name = _name(child)
            if name == "p":
                text, boxes = self._paragraph(child)
                held += text
                if not _mark_is_deleted(child):
                    yield self._style_name(child), held
                    held = ""
                for box in boxes:
                    yield from self.blocks(box)
            elif name == "tbl":
                yield from self._table(child)
            elif name not in _NO_TEXT:
                yield from self.blocks(child)
        if held:
            yield "", held

    def _table(self, element: Any) -> Iterator[tuple[str, str]]:
        lines = [row for row in _children(element, "tr") if _get(row, "trPr", "del") is None]
        rows = [list(self._cells(row)) for row in lines]
        cells = [text for row in rows for text in row]
        if any("\n\n" in text or len(text) > table.MAX_CELL_CHARACTERS for text in cells):
            yield from (("", text) for text in dict.fromkeys(cells))
            return
        is_head = [_get(line, "trPr", "tblHeader") is not None for line in lines]
        heads = [*is_head, False].index(False)
        for sentence in table.row_sentences(_filled_down(lines, rows), heads or None):
            yield "", sentence

    def _cells(self, row: Any) -> Iterator[str]:
        for cell in _children(row, "tc"):
            if _get(cell, "tcPr", "cellDel") is not None:
                continue
            text = "\n\n".join(text for _, text in self.blocks(cell) if text.strip())
            span = _get(cell, "tcPr", "gridSpan")
            width = span.get(f"{_W}val", "1") if span is not None else "1"
            yield from [text] * min(int(width) if width.isdecimal() else 1, 50)

    def _paragraph(self, paragraph: Any) -> tuple[str, list[Any]]:
        """A paragraph's text, and the text boxes that hang on it."""
        said = _Said()
        self._read(paragraph, said)
        return said.text, said.boxes

    def _read(self, element: Any, said: _Said) -> None:
        for child in element:
            name = _name(child)
            if name == "txbxContent":
                said.boxes.append(child)
            elif name == "r":
                self._run(child, said)
            elif name == "fldChar":
                said.turn_field(child.get(f"{_W}fldCharType"))
            elif name in ("t", *_CHARACTERS):
                said.add(_CHARACTERS.get(name, child.text or ""))
            elif name == "sup":  # of a formula
                inner = _Said()
                self._read(child, inner)
                said.add(raised(inner.text, said.text))
            elif name not in _NO_TEXT:
                self._read(child, said)

    def _run(self, run: Any, said: _Said) -> None:
        if self._is(run, "strike") or self._is(run, "dstrike") or self._is(run, "vanish"):
            inner = _Said(depth=said.depth)  # its text is not said, its fields still open and close
            self._read(run, inner)
            said.depth = inner.depth
            return
        level = self._property(run, "vertAlign")
        place = level.get(f"{_W}val") if level is not None else ""
        if place not in ("superscript", "subscript"):
            self._read(run, said)
            return
        inner = _Said(depth=said.depth)
        self._read(run, inner)
        said.depth = inner.depth
        text = inner.text
        said.add(raised(text, said.text) if place == "superscript" else lowered(text))

    def _is(self, run: Any, name: str) -> bool:
        """Whether a property is set for a run, by itself or by its style."""
        found = self._property(run, name)
        return found is not None and (found.get(f"{_W}val") or "").lower() not in _OFF

    def _property(self, run: Any, name: str) -> Any:
        found = _get(run, "rPr", name)
        style = _get(run, "rPr", "rStyle")
        for _ in range(10):  # styles rest on one another
            if found is not None or style is None:
                break
            definition = self._styles.get(style.get(f"{_W}val"))
            if definition is None:
                break
            found, style = _get(definition, "rPr", name), _get(definition, "basedOn")
        return found

    def _style_name(self, paragraph: Any) -> str:
        style = _get(paragraph, "pPr", "pStyle")
        known = self._styles.get(style.get(f"{_W}val")) if style is not None else None
        name = _get(known, "name") if known is not None else None
        return (name.get(f"{_W}val") or "") if name is not None else ""


class _Said:
    """What a paragraph says so far; `depth` counts the field codes that are open."""

    def __init__(self, depth: int = 0) -> None:
        self.text = ""
        self.boxes: list[Any] = []
        self.depth = depth

    def add(self, text: str) -> None:
        if not self.depth:
            self.text += text

    def turn_field(self, kind: str | None) -> None:
        """A field is its code, up to "separate", and then what it shows, up to "end"."""
        if kind == "begin":
            self.depth += 1
        elif kind == "separate":
            self.depth = max(0, self.depth - 1)


def _filled_down(lines: list[Any], rows: list[list[str]]) -> list[list[str]]:
    """The rows with what cells that reach down over several rows say in each of them."""
    filled: list[list[str]] = []
    for line, row in zip(lines, rows, strict=True):
        cells = [*_children(line, "tc")]
        if filled and len(cells) == len(row) <= len(filled[-1]):
            row = [
                filled[-1][column] if _continues(cell) else text
                for column, (cell, text) in enumerate(zip(cells, row, strict=True))
            ]
        filled.append(row)
    return filled


def _continues(cell: Any) -> bool:
    merge = _get(cell, "tcPr", "vMerge")
    return merge is not None and merge.get(f"{_W}val") != "restart"


def _mark_is_deleted(paragraph: Any) -> bool:
    return any(_get(paragraph, "pPr", "rPr", kind) is not None for kind in ("del", "moveFrom"))


def _get(element: Any, *path: str) -> Any:
    return element.find("/".join(f"{_W}{name}" for name in path))


def _children(element: Any, name: str) -> Iterator[Any]:
    """The rows or cells of a table, also those inside content controls; none that are deleted."""
    for child in element:
        if _name(child) == name:
            yield child
        elif _name(child) not in _NO_TEXT | {"tbl", "p"}:
            yield from _children(child, name)


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
