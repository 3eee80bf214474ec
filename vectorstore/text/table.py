"""Tables as sentences: each row with the heads of its columns, so that it can be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

# Cells of more characters hold prose, and their table only lays out a page.
MAX_CELL_CHARACTERS = 160
_FIGURE = re.compile(r"\d")
_ENDS = re.compile(r"[.!?…:;]$")

Row = Sequence[str]


def row_sentences(rows: Sequence[Row], heads: int | None = None) -> list[str]:
    """A sentence a row: "Party: Harbour; Votes: 12,345."

    `heads` says how many rows name the columns, 0 for none; None where their words have to tell.
    Names over several columns stand before those below: "Votes, Yes: 305". A row of one cell,
    such as a group's name, stands as it is.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    top = cleaned[: heads or 0]
    filled = [row for row in cleaned[len(top) :] if any(row)]
    if heads is None:
        count = _head_rows(filled)
        top, filled = filled[:count], filled[count:]
    named = [row for row in top if len(set(row)) > 1 and any(row[1:])]
    titles = [row for row in top if row not in named]  # over all columns
    said = [next(filter(None, row)) for row in titles if any(row)]
    if not named or not filled:
        return [*said, *(_joined([cell for cell in row if cell]) for row in [*named, *filled])]
    return [*said, *(_sentence(_head(named), row) for row in filled)]


def _head(named: Sequence[Row]) -> Row:
    """One name a column, of the rows that name them."""
    width = max(map(len, named))
    columns = ([row[i] for row in named if i < len(row) and row[i]] for i in range(width))
    return [", ".join(dict.fromkeys(name.rstrip(" :") for name in column)) for column in columns]


def _head_rows(rows: Sequence[Row]) -> int:
    """How many rows name the columns, by their words: two where names reach over several."""
    wide = bool(rows) and any(name and name == other for name, other in pairwise(rows[0]))
    if _names_columns(rows):
        below = rows[1:]
        return 2 if wide and len(below) > 1 and not any(map(_FIGURE.search, below[0])) else 1
    if len(rows) > 2 and not any(map(_FIGURE.search, [*rows[0], *rows[1]])):
        return 2 if wide and _names_columns([_head(rows[:2]), *rows[2:]]) else 0
    return 0


def _sentence(head: Row, row: Row) -> str:
    cells = [cell for cell in row if cell]
    if len(set(cells)) == 1 and len(row) > 1:
        return cells[0]  # a group's name over all columns
    named = [
        f"{name.rstrip(' :')}: {cell}" if name and name != cell else cell
        for name, cell in zip([*head, *[""] * len(row)], row, strict=False)
        if cell
    ]
    return _joined(named)


def _joined(parts: Sequence[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    text = "; ".join(part.rstrip(";") for part in parts)
    return text if _ENDS.search(text) else f"{text}."


def _names_columns(rows: Sequence[Row]) -> bool:
    """Whether the first row holds names alone, over columns of which one holds figures."""
    head, body = rows[0], rows[1:]
    if len(rows) < 2 or len([cell for cell in head if cell]) < 2 or any(map(_FIGURE.search, head)):
        return False
    return any(
        all(_FIGURE.search(row[column]) for row in body if column < len(row) and row[column])
        and any(column < len(row) and row[column] for row in body)
        for column in range(len(head))
    )
