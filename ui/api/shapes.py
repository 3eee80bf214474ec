"""The shapes of what the API sends, for its OpenAPI document; ui/json.py makes them."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class ErrorSaid(BaseModel):
    message: str
    type: str
    code: str


class ErrorShape(BaseModel):
    error: ErrorSaid


class ArticleNamed(BaseModel):
    id: str
    title: str
    outlet: str
    published: str
    url: str
    dated_after_today: bool = False


class ArticleShape(ArticleNamed):
    author: str
    updated: str
    language: str
    confidence: float
    text: str
    entries: list[dict[str, Any]] = []


class PassageShape(BaseModel):
    article: ArticleNamed
    start: int
    end: int
    text: str
    score: float


class CitationShape(BaseModel):
    """`quote` is `text[start:end]` of the article."""

    number: int
    article: ArticleNamed
    start: int
    end: int
    quote: str


class ClaimShape(BaseModel):
    text: str
    verdict: str
    kind: str
    reason: str | None
    day: str
    speaker: str
    group: str
    block: str
    citations: list[int]


class OtherwiseShape(BaseModel):
    text: str
    citation: int


class ShortShape(BaseModel):
    text: str
    citation: int
    same: list[str]
    otherwise: list[OtherwiseShape]


class AbstentionShape(BaseModel):
    kind: str
    articles: int
    outlets: list[str]
    earliest: str
    latest: str
    text: str


class CoverageShape(BaseModel):
    articles: int
    outlets: int
    earliest: str
    latest: str


class MentionsShape(BaseModel):
    words: str
    searched: int
    total: int
    by_month: dict[str, int]
    by_outlet: dict[str, int]
    first: str | None
    last: str | None
    articles: list[dict[str, Any]]


class AnswerShape(BaseModel):
    question: str
    understood: str
    form: str
    as_of: str | None
    text: str
    abstained: bool
    abstention: AbstentionShape | None
    short: ShortShape | None
    notes: list[str]
    mentions: MentionsShape | None
    claims: list[ClaimShape]
    citations: list[CitationShape]
    passages: list[PassageShape]
    coverage: CoverageShape
    searched_by_meaning: float
    timings: dict[str, float]


class SearchShape(BaseModel):
    question: str
    passages: list[PassageShape]


class SentenceShape(BaseModel):
    text: str
    verdict: str
    reason: str | None
    citations: list[dict[str, Any]]


class VerifiedShape(BaseModel):
    sentences: list[SentenceShape]


class QuotesShape(BaseModel):
    text: str
    citations: list[CitationShape]


class ReportShape(BaseModel):
    added: int
    updated: int
    unchanged: int
    removed: int
    duplicates: int
    reread: int
    replaced: list[list[str]]
    skipped: list[list[str]]
    kept_out: list[list[str]]
    doubtful: list[list[str]]
    waiting: int
