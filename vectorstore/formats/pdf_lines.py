"""The lines of a PDF page: its characters, put together by where they stand."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_MAX_CHARACTERS = 400_000  # of a page; what holds more is a drawing
_MIN_SPACE = 0.18  # of the size: a gap between words that holds no space
_MAX_SPACE = 1.1  # of the size: a wider gap parts columns
_SAME_LINE = 0.35  # of the size: how far baselines of one line may lie apart


@dataclass(slots=True)
class Line:
    """Words beside each other. Coordinates are in points, from the lower left corner."""

    left: float
    right: float
    bottom: float
    top: float
    text: str

    @property
    def size(self) -> float:
        return self.top - self.bottom


def lines(page: Any) -> list[Line]:
    """The lines of a page of pypdfium2, from its top; those of two columns are two."""
    found: list[Line] = []
    for run in _runs(page):
        if run.text.strip():
            found.append(run)
    return _joined(found)


def is_picture(page: Any) -> bool:
    """Whether most of a page is one picture, as that of a scan is."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    for shown in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = shown.get_bounds()
        if (right - left) * (top - bottom) > page.get_width() * page.get_height() / 2:
            return True
    return False


def _runs(page: Any) -> Iterator[Line]:
    """Characters that follow each other in the file and on the page."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    box = pdfium.FS_RECTF()
    run: Line | None = None
    waiting_space = False
    high = 0
    for at in range(min(textpage.count_chars(), _MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        character = "-" if code in (0x02, 0xFFFE) else chr(code)  # a hyphen that ends its line
        if character.isspace() or not code:
            waiting_space = True
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage.raw, at, ctypes.byref(box)):
            continue
        if run and _goes_on(run, box):
            gap = box.left - run.right
            if waiting_space or gap > _MIN_SPACE * run.size:
                character = f" {character}"
            run.text += character
            run.right = max(run.right, box.right)
            run.bottom, run.top = min(run.bottom, box.bottom), max(run.top, box.top)
        else:
            if run:
                yield run
            run = Line(box.left, box.right, box.bottom, box.top, character)
        waiting_space = False
    if run:
        yield run


def _goes_on(run: Line, box: Any) -> bool:
    size = run.size
    same_size = 0.6 * size <= box.top - box.bottom <= 1.6 * size
    near = -0.5 * size <= box.left - run.right <= _MAX_SPACE * size
    return bool(same_size and near and abs(box.bottom - run.bottom) <= _SAME_LINE * size)


def _joined(runs: list[Line]) -> list[Line]:
    """The runs as lines: those beside each other are one, in whatever order the file has them."""
    runs.sort(key=lambda run: (-round(run.bottom), run.left))
    found: list[Line] = []
    for run in runs:
        before = next((line for line in reversed(found[-12:]) if _is_beside(line, run)), None)
        if before is None:
            found.append(run)
            continue
        gap = run.left - before.right
        before.text += f" {run.text}" if gap > _MIN_SPACE * before.size else run.text
        before.right = max(before.right, run.right)
        before.bottom, before.top = min(before.bottom, run.bottom), max(before.top, run.top)
    found.sort(key=lambda line: (-line.top, line.left))
    return found


def _is_beside(line: Line, run: Line) -> bool:
    size = min(line.size, run.size)
    near = -0.3 * size <= run.left - line.right <= _MAX_SPACE * size
    return near and abs(run.bottom - line.bottom) <= _SAME_LINE * size
