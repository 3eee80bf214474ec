"""What --json prints: the fixed forms that other programs read."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from assistant import Answer
from vectorstore import Article, Passage


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer, as `dateline ask --json` prints it."""
    return {
        "question": answer.question,
        "text": answer.text,
        "abstained": answer.abstained,
        "claims": [
            {
                "text": claim.text,
                "verdict": claim.verdict,
                "day": claim.day,
                "citations": sorted({citation.number for citation in claim.citations}),
            }
            for claim in answer.claims
        ],
        "citations": [
            {
                "number": citation.number,
                "article": _cited(citation.passage),
                "start": citation.start,
                "end": citation.end,
                "quote": citation.quote,
            }
            for citation in answer.citations
        ],
        "passages": [_passage(passage) for passage in answer.passages],
        "coverage": {
            "articles": answer.coverage.articles,
            "outlets": answer.coverage.outlets,
            "earliest": answer.coverage.earliest,
            "latest": answer.coverage.latest,
        },
        "timings": {stage: round(seconds, 4) for stage, seconds in answer.timings.items()},
    }


def search_json(question: str, passages: list[Passage]) -> dict[str, Any]:
    """The passages of a search, as `dateline search --json` prints them."""
    return {"question": question, "passages": [_passage(passage) for passage in passages]}


def article_json(article: Article) -> dict[str, Any]:
    """A whole article, as `dateline show --json` prints it."""
    return {
        **_article(article),
        "author": article.author,
        "updated": article.updated,
        "language": article.language,
        "text": article.text,
        "entries": [asdict(entry) for entry in article.entries],
    }


def listing_json(article: Article) -> dict[str, Any]:
    """An article without its text, as `dateline list --json` prints it."""
    return _article(article)


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        "dated_after_today": article.is_dated_after(date.today()),
    }


def _cited(passage: Passage) -> dict[str, Any]:
    """A passage's article; of a live blog, with the heading, day and place of its entry."""
    return {
        **_article(passage.article),
        "title": passage.title,
        "published": passage.published,
        "url": passage.url,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "article": _cited(passage),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": round(passage.score, 6),
    }
