"""What --json prints: the fixed forms that other programs read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant import Answer, Citation
from ui.conversations import Thumb
from vectorstore import Archive, Article, IngestReport, Passage
from vectorstore.errors import UnknownArticle
from vectorstore.store.health import Health
from vectorstore.types import Mentions

if TYPE_CHECKING:
    from assistant.evaluation.scorecard import Row, Scorecard


def answer_json(answer: Answer) -> dict[str, Any]:
    """An answer, as `dateline ask --json` prints it."""
    return {
        "question": answer.question,
        "understood": answer.understood,
        "form": answer.form,
        "as_of": answer.as_of or None,
        "text": answer.text,
        "abstained": answer.abstained,
        "abstention": asdict(answer.abstention) if answer.abstention else None,
        "short": _short(answer),
        "notes": list(answer.notes),
        "mentions": mentions_json(answer.mentions) if answer.mentions else None,
        "claims": [
            {
                "text": claim.text,
                "verdict": claim.verdict,
                "kind": claim.kind,
                "reason": claim.reason,
                "day": claim.day,
                "speaker": claim.speaker,
                "group": claim.group,
                "block": claim.block,
                "citations": sorted({citation.number for citation in claim.citations}),
            }
            for claim in answer.claims
        ],
        "citations": [_citation(citation) for citation in answer.citations],
        "passages": [_passage(passage) for passage in answer.passages],
        "coverage": {
            "articles": answer.coverage.articles,
            "outlets": answer.coverage.outlets,
            "earliest": answer.coverage.earliest,
            "latest": answer.coverage.latest,
        },
        "searched_by_meaning": round(answer.searched_by_meaning, 4),
        "timings": {stage: round(seconds, 4) for stage, seconds in answer.timings.items()},
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "article": _cited(citation.passage),
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def quotes_json(text: str, found: Sequence[Citation]) -> dict[str, Any]:
    """Where words stand."""
    return {"text": text, "citations": [_citation(citation) for citation in found]}


def _short(answer: Answer) -> dict[str, Any] | None:
    short = answer.short
    if short is None:
        return None
    return {
        "text": short.text,
        "citation": short.citation.number,
        "same": list(short.same),
        "otherwise": [
            {"text": text, "citation": citation.number} for text, citation in short.otherwise
        ],
        "score": short.score,
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
        "confidence": article.confidence,
        "text": article.text,
        **({"entries": [asdict(one) for one in article.entries]} if article.entries else {}),
    }


def listing_json(articles: Iterable[Article]) -> dict[str, Any]:
    """Articles without their text, as `dateline list --json` prints them."""
    return {"articles": [_article(article) for article in articles]}


def mentions_json(found: Mentions) -> dict[str, Any]:
    """What `dateline mentions --json` prints."""
    return {
        "words": found.words,
        "searched": found.searched,
        "total": found.total,
        "by_month": dict(found.by_month),
        "by_outlet": dict(found.by_outlet),
        "first": found.first.day if found.first else None,
        "last": found.last.day if found.last else None,
        "articles": [
            {**_article(each.article), "day": each.day, "places": [list(p) for p in each.places]}
            for each in found.articles
        ],
    }


def report_json(report: IngestReport) -> dict[str, Any]:
    """What an ingest did, as `dateline ingest --json` prints it."""
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "duplicates": report.duplicates,
        "reread": report.reread,
        "replaced": [list(titles) for titles in report.replaced],
        "skipped": [list(item) for item in report.skipped],
        "kept_out": [list(item) for item in report.kept_out],
        "doubtful": [list(item) for item in report.doubtful],
    }


def thumb_json(thumb: Thumb, archive: Archive) -> dict[str, Any]:
    """What was thought of an answer, as a question for `dateline eval`.

    The evidence is what a good answer cited, as far as it is still in the archive. Of a bad one it
    is not known, and `cited` says what was not it.
    """
    cited = []
    for article_id, start, end in thumb.cited:
        with suppress(UnknownArticle):
            cited.append((article_id, archive.article(article_id).text[start:end]))
    ids = list(dict.fromkeys(article_id for article_id, _ in cited))
    if thumb.is_good:
        quotes = [quote for _, quote in cited]
        return {"question": thumb.question, "articles": ids, "answers": quotes}
    return {"question": thumb.question, "reason": thumb.reason, "cited": ids}


def health_json(health: Health) -> dict[str, Any]:
    """What the doctor found, as `dateline doctor --json` prints it."""
    return {
        "articles": health.articles,
        "chunks": health.chunks,
        "vectors": health.vectors,
        "waiting": health.waiting,
        "problems": list(health.problems),
        "mended": list(health.mended),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "url": article.url,
        # A wrong clock, or the date of a cover: named only where it is so.
        **({"dated_after_today": True} if article.is_dated_after(date.today()) else {}),
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


def scorecard_json(card: Scorecard) -> dict[str, Any]:
    """{questions, unanswerable, scores: [], recall: {system: []}, quoting: [], abstention}"""
    return {
        "questions": card.questions,
        "unanswerable": card.unanswerable,
        "scores": [_row_json(row) for row in card.rows],
        "recall": {curve.system: list(curve.recall) for curve in card.curves},
        "quoting": [asdict(quoting) for quoting in card.quoting],
        "abstention": asdict(card.abstention) if card.abstention else None,
    }


def _row_json(row: Row) -> dict[str, Any]:
    figures = {
        name: None if e is None else {"value": e.value, "low": e.low, "high": e.high}
        for name, e in row.scores.by_name.items()
    }
    return {
        "group": row.group,
        "system": row.system,
        "questions": row.scores.questions,
        **figures,
    }
