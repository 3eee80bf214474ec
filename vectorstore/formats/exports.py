"""Files of many articles, as libraries' databases export them: known by what is in them.

A database's own module cuts the lines of such a file; `None` from it means that it is not its.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vectorstore.formats import factiva, nexis, proquest
from vectorstore.formats.export_lines import Found, Line
from vectorstore.types import RawArticle, Unreadable

_CODED_ROW = re.compile(r"\|?\s*(?:[A-Z]{2,3})\s*\|")
# What a file of several articles says several times, whichever database it is of.
_SIGNS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"load-date: .{4,40}",
        r"(?:length|word count|wordcount)\s*:\s*\d[\d,.]*(?: words)?",
        r"end of document",
        r"(?:document|article|record|story|item) \d+ (?:of|von|de|di) \d+",
        r"\d+ (?:of|von|de|di) \d+ (?:documents?|dokumente?n?|articles?|records?)",
        r"document [a-z]{4,}[a-z0-9]{16,}",
        r"full text\s*:.*",
        r"(?:num[ée]ro de document|document number)\s*:\s*\w*·\d{8}·.*",
        r"(?:proquest|gale|accession|ebsco) ?(?:document id|document number|number)\s*:.*",
    )
)
_MIN_SIGNS = 3


@dataclass(frozen=True)
class _Database:
    name: str
    cut: Callable[[Sequence[Line], str], Found | None]
    is_mark: Callable[[str], bool]


_DATABASES = (
    _Database("Nexis", nexis.cut, nexis.is_mark),
    _Database("Factiva", factiva.cut, factiva.is_mark),
    _Database("ProQuest", proquest.cut, proquest.is_mark),
)


def articles(lines: Sequence[str], source: str) -> list[RawArticle | Unreadable]:
    """The articles of an export, and what of it could not be cut; none where it is no export."""
    return of_lines([Line(line) for line in lines], source)


def of_lines(lines: Sequence[Line], source: str) -> list[RawArticle | Unreadable]:
    """The same of lines of which some are known to be headings."""
    for database in _DATABASES:
        found = database.cut(lines, source)
        if found is None:
            continue
        lost = found.held - len(found.articles)
        if lost > 0:
            reason = f"{lost} of {found.held} {database.name} articles could not be cut out"
            return [*found.articles, Unreadable(source, reason, count=lost)]
        return list(found.articles)
    count = max(sum(bool(sign.fullmatch(line.text)) for line in lines) for sign in _SIGNS)
    if count >= _MIN_SIGNS:
        reason = f"looks like {count} articles in one file, and can't be cut; save each, or a table"
        return [Unreadable(source, reason, count=count)]
    return []


def is_mark(text: str) -> bool:
    """Whether a line can be one of those by which a database parts its articles."""
    return any(database.is_mark(text.strip()) for database in _DATABASES)


def cells(line: str) -> list[str]:
    """A line, or its cells where it is a row of a table that a code opens ("HD|Bridge shut|")."""
    if not _CODED_ROW.match(line):
        return [line]
    return [cell for cell in line.split("|") if cell.strip()]
