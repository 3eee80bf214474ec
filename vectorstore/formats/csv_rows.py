"""The rows of a CSV file as people's programs write them, quotes that stand astray among them."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator

Line = tuple[int, str]
_MAX_CELLS = 2000  # ways to cut a row that are tried
_MAX_LINE = 200_000  # characters of a row with stray quotes that is looked at
_MAX_LINES = 400  # lines of it
_REREAD = 32 << 20  # characters of a file that are read twice because of stray quotes


def rows(
    lines: Iterator[Line], delimiter: str, width: int = 0
) -> Iterator[tuple[int, list[str] | str]]:
    """Each row's cells and the number of the line that it ends on; why where it is no row.

    A row has `width` cells; where that is 0 the first row of several says how many.
    """
    source = _Lines(lines)
    while True:
        # Strict: an open quote is an error in the next row, instead of swallowing the rest.
        reader = csv.reader(source, delimiter=delimiter, strict=True)
        try:
            row: list[str] | str = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = str(error)
        if isinstance(row, str) or _is_doubtful(row, source.taken, delimiter, width):
            row = source.reread(delimiter, width) or row
        width = width or (len(row) if isinstance(row, list) and len(row) > 1 else 0)
        yield source.number, row
        source.taken.clear()


class _Lines:
    """Lines, of which those that the row at hand took can be given back."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._budget = _REREAD
        self.taken: list[Line] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self.number = line[0]
        return line[1]

    def reread(self, delimiter: str, width: int) -> list[str] | None:
        """The row that stands in as few of the taken lines as can be; the others are given back."""
        size = sum(len(line) for _, line in self.taken)
        if size > self._budget:
            return None
        self._budget -= size
        text = ""
        for count, (number, line) in enumerate(self.taken[:_MAX_LINES], start=1):
            text += line
            if len(text) > _MAX_LINE:
                break
            row = _cut(text.rstrip("\r\n"), delimiter, width)
            if row is not None:
                self._again.extendleft(reversed(self.taken[count:]))
                self.number = number
                return row
        self._again.extendleft(reversed(self.taken[1:]))
        self.number = self.taken[0][0]
        return None


def _is_doubtful(row: list[str], taken: list[Line], delimiter: str, width: int) -> bool:
    """Whether a row has too many cells, or is made of lines that are each a whole row."""
    if not width:
        return False
    if len(row) > width and any(cell.strip() for cell in row[width:]):
        return '"' in taken[0][1]
    if len(taken) < 2 or width < 3 or len(taken) > _MAX_LINES:
        return False
    whole = (_cut(line.rstrip("\r\n"), delimiter, width) for _, line in taken if line.strip())
    return all(cells is not None and len(cells) == width for cells in whole)


def _cut(text: str, delimiter: str, width: int) -> list[str] | None:
    """The cells of a row of `width`, a quote being one only where it opens or closes a cell."""
    closing = re.compile(rf'"[ \t]*(?=$|{re.escape(delimiter)})(?!.)|"(?={re.escape(delimiter)})')
    dead: set[tuple[int, int]] = set()
    tries = 0

    def cells(start: int, left: int) -> list[str] | None:
        nonlocal tries
        tries += 1
        if left < 1 or tries > _MAX_CELLS or (start, left) in dead:
            return None
        for cell, end in _cell(text, start, delimiter, closing):
            if end > len(text):
                if left == 1:
                    return [cell]
            elif (rest := cells(end, left - 1)) is not None:
                return [cell, *rest]
        dead.add((start, left))
        return None

    return cells(0, width or 1) if width <= 200 else None


def _cell(
    text: str, start: int, delimiter: str, closing: re.Pattern[str]
) -> Iterator[tuple[str, int]]:
    """The ways in which a cell that begins at `start` can end: its words, and where the next is."""
    if text.startswith('"', start):
        for count, end in enumerate(closing.finditer(text, start + 1)):
            if count < 20:
                yield text[start + 1 : end.start()].replace('""', '"'), end.end() + 1
    end_of_plain = text.find(delimiter, start)
    if end_of_plain < 0:
        if "\n" not in text[start:]:
            yield text[start:], len(text) + 1
    elif "\n" not in text[start:end_of_plain]:
        yield text[start:end_of_plain], end_of_plain + 1
