"""Checking a printed answer: does each of its quotes stand in the archive, where it says?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vectorstore import Archive, Article
from vectorstore.text.normalise import are_same, normalised


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as a printed answer has it: `text` should be article.text[start:end]."""

    number: int
    article_id: str
    start: int
    end: int
    text: str


def quotes(answer: Mapping[str, Any]) -> list[Quote]:
    """The quotes in what `dateline ask --json` printed; ValueError where it is no such thing.

    A claim that quotes other words than its citations do is one more quote, at their place. What
    was taken along names the article's version, which says which text was quoted.
    """
    try:
        cited = [
            Quote(
                int(item["number"]),
                str(item.get("version") or item["article"]["id"]),
                int(item["start"]),
                int(item["end"]),
                str(item["quote"]),
            )
            for item in answer["citations"]
        ]
        return [*cited, *_claimed(answer.get("claims", ()), cited)]
    except (KeyError, TypeError) as error:
        raise ValueError(f"it lacks {error}") from error


def _claimed(claims: Iterable[dict[str, Any]], cited: Sequence[Quote]) -> Iterator[Quote]:
    for claim in claims:
        if claim.get("kind") == "quotation":
            own = [quote for quote in cited if quote.number in claim["citations"]]
            if own and not any(are_same(quote.text, str(claim["text"])) for quote in own):
                yield replace(own[0], text=str(claim["text"]))


def wrong_quotes(archive: Archive, found: list[Quote]) -> list[tuple[Quote, str]]:
    """The quotes that do not stand in the archive, each with the reason.

    An article that was changed since keeps its older versions, and a quote may stand in any.
    """
    return [(quote, reason) for quote in found if (reason := _fault(archive, quote))]


def changed_quotes(archive: Archive, found: list[Quote]) -> list[tuple[Quote, Article]]:
    """The quotes whose words the newest version of their article has no more, each with that.

    They stand in an older version: what is quoted was so, and was changed since.
    """
    return [
        (quote, versions[0])
        for quote in found
        if not _fault(archive, quote)
        and (versions := _versions(archive, quote))
        and not _has(versions[0], quote.text)
    ]


def _has(article: Article, words: str) -> bool:
    # Whole words: "1,900 tonnes" is not in "11,900 tonnes".
    looked_for = rf"(?<!\w){re.escape(normalised(words))}(?!\w)"
    return re.search(looked_for, normalised(article.text)) is not None


def _versions(archive: Archive, quote: Quote) -> list[Article]:
    name = quote.article_id.rpartition("@")[0]
    return archive.versions(quote.article_id) or archive.versions(name)


def _fault(archive: Archive, quote: Quote) -> str:
    versions = _versions(archive, quote)
    if not versions:
        return f"the archive has no article {quote.article_id!r}"
    # a file that went by other programs may have its letters composed in another way
    if any(are_same(article.text[quote.start : quote.end], quote.text) for article in versions):
        return ""
    return f"these are not the words of {quote.article_id!r} from {quote.start} to {quote.end}"
