"""Checking a printed answer: does each of its quotes stand in the archive, where it says?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from vectorstore import Archive
from vectorstore.text.normalise import are_same


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as a printed answer has it: `text` should be article.text[start:end]."""

    number: int
    article_id: str
    start: int
    end: int
    text: str


def quotes(file: Path) -> list[Quote]:
    """The quotes in a file that `dateline ask --json` printed; ValueError where it is none."""
    try:
        answer = json.loads(file.read_text("utf-8"))
        return [
            Quote(
                int(item["number"]),
                str(item["article"]["id"]),
                int(item["start"]),
                int(item["end"]),
                str(item["quote"]),
            )
            for item in answer["citations"]
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"it lacks {error}") from error


def wrong_quotes(archive: Archive, found: list[Quote]) -> list[tuple[Quote, str]]:
    """The quotes that do not stand in the archive, each with the reason.

    An article that was changed since keeps its older versions, and a quote may stand in any.
    """
    return [(quote, reason) for quote in found if (reason := _fault(archive, quote))]


def _fault(archive: Archive, quote: Quote) -> str:
    name = quote.article_id.rpartition("@")[0]
    versions = archive.versions(quote.article_id) or archive.versions(name)
    if not versions:
        return f"the archive has no article {quote.article_id!r}"
    # a file that went by other programs may have its letters composed in another way
    if any(are_same(article.text[quote.start : quote.end], quote.text) for article in versions):
        return ""
    return f"these are not the words of {quote.article_id!r} from {quote.start} to {quote.end}"
