"""Tables as sentences: each row with the heads of its columns, so that it can be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Cells of more characters hold prose, and their table only lays out a page.
MAX_CELL_CHARACTERS = 160
_FIGURE = re.compile(r"\d")
_ENDS = re.compile(r"[.!?…:;]$")

Row = Sequence[str]


def row_sentences(rows: Sequence[Row], has_head: bool | None = None) -> list[str]:
    """A sentence a row: "Party: Harbour; Votes: 12,345."

    `has_head` says whether the first row names the columns; None where its words have to tell. A
    row of one cell, such as a group's name, stands as it is.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in cleaned if any(row)]
    if not filled:
        return []
    if has_head is None:
        has_head = _names_columns(filled)
    if not has_head or len(filled) < 2:
        return [_joined([cell for cell in row if cell]) for row in filled]
    head, body = filled[0], filled[1:]
    return [_sentence(head, row) for row in body]


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
