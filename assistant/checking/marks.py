"""The marks in a model's text: the [n] that stand by sentences and clauses, and those of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from assistant.checking.speakers.behind import told_behind
from vectorstore.text.sentences import sentences

# [1], and what models make of it: [1, 2], [1-3], [1 and 2], [Passage 1], 【1】.
_MARK = (
    r"(?<!\s)\s*[\[【]\s*(?:passages?\s+)?"
    r"\d{1,3}(?:(?:\s*[,;–-]\s*|\s+and\s+)\d{1,3})*\s*[\]】]"
)
_MARK_GROUP = re.compile(rf"(?:{_MARK})+", re.IGNORECASE)
_MARKS = re.compile(_MARK, re.IGNORECASE)
# "... the cost [1]. Then" -> the mark belongs to what stands before the full stop.
_MARK_BEFORE_STOP = re.compile(rf"((?:{_MARK})+)([.!?…]+[\"'”’)]*)", re.IGNORECASE)

# "1. ", "* ", "## ": how a line of a list or a heading begins, whether or not the last had a full
# stop.
_LIST_MARK = r"(?:[-*•#]+|\d{1,3}[.)])\s"
_NEXT_LINE = re.compile(rf"\n[^\S\n]*(?={_LIST_MARK})")
_LIST_MARKS = re.compile(rf"\A\s*(?:{_LIST_MARK}+)+")


def without_marks(text: str) -> str:
    """A text without its [n]."""
    return _MARKS.sub("", text)


def without_list_mark(text: str) -> str:
    """A text without what makes it a line of a list, or a heading."""
    return _LIST_MARKS.sub("", text)


def paragraphs(text: str) -> Iterator[list[tuple[str, list[int]]]]:
    """The sentences of each paragraph, with their marks, and the numbers of the marks of each.

    Marks stand in a sentence or right behind it; where a paragraph begins with marks and ends
    without, they stand before their sentences.
    """
    text = _NEXT_LINE.sub("\n\n", _MARK_BEFORE_STOP.sub(r"\2\1", text))
    spans = sentences(_MARKS.sub(_hidden, text))
    gaps = [text[a:b] for a, b in pairwise([0, *chain.from_iterable(spans), len(text)])][::2]
    first = 0
    for last in range(1, len(spans) + 1):
        if last < len(spans) and "\n" not in gaps[last]:
            continue
        pieces = [text[start:end] for start, end in spans[first:last]]
        before = [gaps[first].rpartition("\n")[2], *gaps[first + 1 : last]]
        behind = gaps[last].partition("\n")[0]
        yield _with_their_marks(pieces, before, behind)
        first = last


def _with_their_marks(
    pieces: Sequence[str], before: Sequence[str], behind: str
) -> list[tuple[str, list[int]]]:
    """Each sentence of a paragraph with its marks; `before` are the gaps before each of them."""
    lead = bool(_numbers(before[0])) and not _numbers(behind) and not _numbers(pieces[-1])
    gaps = before if lead else [*before[1:], behind]
    marked = []
    for piece, gap in zip(pieces, gaps, strict=True):
        marks = "".join(_MARKS.findall(gap))
        marked.append((piece.strip() + marks, _numbers(piece) + _numbers(gap)))
    if not lead and (opening := _numbers(before[0])):
        marked[0] = (marked[0][0], [*opening, *marked[0][1]])
    return marked


def marked_clauses(written: str) -> list[tuple[str, list[int]]]:
    """The clauses of a sentence, each up to its marks, where it has several groups of them."""
    found: list[tuple[str, list[int]]] = []
    last = 0
    for match in _MARK_GROUP.finditer(written):
        said, clause = told_behind(written[last : match.start()])
        if said and found:
            found[-1] = (found[-1][0] + said, found[-1][1])
        clause = re.sub(r"^(?:and|but|while|whereas)\s+", "", clause.strip(" ,;"))
        if clause:
            found.append((clause, _numbers(match.group())))
        last = match.end()
    if found:
        found[-1] = (found[-1][0] + told_behind(written[last:])[0], found[-1][1])
    # "The ministry said 41 and 54 [1][2]", "in Paris [1] in May [2]" have no clauses of their own.
    are_apart = all(len(clause.split()) >= 2 for clause, _ in found)
    sets = {tuple(own) for _, own in found}
    return found if len(sets) > 1 and are_apart else []


def _hidden(match: re.Match[str]) -> str:
    """Marks as white space, so that the sentences around them are found where they are."""
    return " " * len(match.group())


def _numbers(text: str) -> list[int]:
    found: list[int] = []
    for mark in _MARKS.findall(text):
        for first, last in re.findall(r"(\d+)(?:\s*[–-]\s*(\d+))?", mark):
            found += range(int(first), int(last or first) + 1)
    return found
