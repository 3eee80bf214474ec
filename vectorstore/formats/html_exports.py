"""Pages that hold many articles, as libraries' databases export them."""

from __future__ import annotations

import re
from typing import Any

from vectorstore.formats import europresse, exports, html_lines
from vectorstore.types import RawArticle, Unreadable

_IS_EXPORT = re.compile(
    r"factiva|proquest|nexis|DocPublicationName|End of Document|Load-Date|Full text:"
    r"|Publication info|\d+ of \d+ DOCUMENTS|Document [A-Z]{4,}[A-Z0-9]{16,}",
    re.IGNORECASE,
)


def articles(tree: Any, page: str, source: str) -> list[RawArticle | Unreadable]:
    """The articles of an export, none where the page is none."""
    if not _IS_EXPORT.search(page):
        return []
    found = europresse.articles(tree, source)
    return found or exports.of_lines(list(html_lines.lines(tree)), source)
