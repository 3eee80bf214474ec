"""Questions whose right evidence is known, and what counts as finding it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vectorstore import Archive, Article, formats
from vectorstore.chunks import split
from vectorstore.errors import QuestionsFileError, UnknownArticle
from vectorstore.types import RawArticle

_SPACE = re.compile(r"\s+")
# Letters on each side by which one of several places with the same words is told.
_CONTEXT = 60


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question and where its evidence stands; one without `articles` is one of no answer.

    `spans` are character ranges of the article's text as its file gives it. `asked` is the day on
    which it was asked: nothing published later is known.
    """

    text: str
    articles: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    facts: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    type: str = ""
    named: bool = False
    asked: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of the archive answers a question: whole facts, or any one of the places."""

    facts: tuple[str, ...]
    places: frozenset[tuple[str, int, int]]
    relevant: int

    def found(self, article: Article, start: int, end: int) -> set[int]:
        """Which pieces a range of an article's text holds: facts by number, or 0 for a place."""
        if self.facts:
            text = squeezed(article.text[start:end])
            return {number for number, fact in enumerate(self.facts) if fact in text}
        return {
            0
            for article_id, first, last in self.places
            if article_id == article.id and start <= first <= last <= end
        }

    def quoted(self, article: Article, start: int, end: int) -> bool:
        """Whether a quoted sentence answers: it holds the place, or is (part of) a fact."""
        text = squeezed(article.text[start:end])
        return bool(self.found(article, start, end)) or any(text in fact for fact in self.facts)


def read_questions(path: Path) -> list[KnownQuestion]:
    """The questions of a JSONL file (gzip too); QuestionsFileError names the line that is wrong."""
    questions = []
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    questions.append(_question(line, f"{path}:{number}"))
    except (OSError, EOFError) as error:
        raise QuestionsFileError(f"{path} could not be read: {error}.") from error
    if not questions:
        raise QuestionsFileError(f"{path} holds no questions: it needs one JSON object a line.")
    return questions


def given_texts(paths: Sequence[Path]) -> dict[str, str]:
    """The texts of the articles in files and folders, as these give them, by the article's id."""
    found = {}
    for file in formats.files(paths):
        if isinstance(file, Path):
            for article in formats.read(file):
                if isinstance(article, RawArticle) and article.id:
                    found[article.id] = article.text
    return found


def evidence(
    archive: Archive, question: KnownQuestion, given: Mapping[str, str]
) -> Evidence | None:
    """Where a question's evidence stands in the archive, None where it has none.

    `given` holds articles' texts as their file gives them, which spans count in; an article that
    is not there counts as stored. QuestionsFileError for an article that the archive does not have.
    """
    if not question.articles:
        return None
    articles = [_article(archive, article_id) for article_id in question.articles]
    facts = tuple(squeezed(fact) for fact in question.facts)
    places = frozenset(
        (article.id, start, end)
        for article in articles
        for start, end in _places(question, article, given.get(article.id, article.text))
    )
    unlimited = Evidence(facts, places, 0)
    relevant = sum(
        bool(unlimited.found(article, chunk.start, chunk.end))
        for article in articles
        for chunk in split(article)
    )
    return Evidence(facts, places, relevant)


def squeezed(text: str) -> str:
    """A text without its white space."""
    return _SPACE.sub("", text)


def _question(line: bytes, place: str) -> KnownQuestion:
    try:
        record = json.loads(line)
        articles = record.get("articles") or filter(None, [record.get("article")])
        return KnownQuestion(
            text=" ".join(str(record["question"]).split()),
            articles=tuple(str(article_id) for article_id in articles),
            spans=tuple((int(start), int(end)) for start, end in record.get("spans", ())),
            facts=tuple(str(fact) for fact in record.get("facts", ())),
            answers=tuple(str(answer) for answer in record.get("answers", ())),
            type=str(record.get("type") or ""),
            named=bool(record.get("named")),
            asked=date.fromisoformat(record["asked"]) if record.get("asked") else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise QuestionsFileError(
            f"{place} is no question: it needs a JSON object with question, and where it has an"
            f" answer article (an id) or articles, and spans, facts or answers ({error!r})."
        ) from error


def _article(archive: Archive, article_id: str) -> Article:
    try:
        return archive.article(article_id)
    except UnknownArticle:
        raise QuestionsFileError(
            f"The archive has no article {article_id!r}, which the questions name: they belong"
            " to other articles. Give theirs with --articles."
        ) from None


def _places(question: KnownQuestion, article: Article, given: str) -> Iterator[tuple[int, int]]:
    """The ranges of the stored text that answer; the whole article where only that is known."""
    stored, at = _letters(article.text)
    if question.spans and _spans_fit(question, given):
        for start, end in question.spans:
            place = _moved(given, start, end, stored)
            if place:
                yield at[place[0]], at[place[1] - 1] + 1
    elif question.answers:
        for answer in filter(None, map(squeezed, question.answers)):
            for start in _all(stored, answer):
                yield at[start], at[start + len(answer) - 1] + 1
    elif not question.facts:
        for chunk in split(article):
            yield chunk.start, chunk.end


def _spans_fit(question: KnownQuestion, given: str) -> bool:
    """Whether spans count in this text: where answers are known, they must stand there."""
    answers = {squeezed(answer) for answer in question.answers}
    first = [squeezed(given[start:end]) for start, end in question.spans]
    return all(first) and (not answers or any(a in t or t in a for t in first for a in answers))


def _letters(text: str) -> tuple[str, list[int]]:
    """A text without white space, and where each of its letters stands in it."""
    at = [index for index, letter in enumerate(text) if not letter.isspace()]
    return "".join(text[index] for index in at), at


def _moved(given: str, start: int, end: int, stored: str) -> tuple[int, int] | None:
    """A range of the given text, in the letters of the stored one; None where it is gone.

    Cleaning moves what it keeps and leaves the words alone; of several places with the same words
    it is the one among the same neighbours.
    """
    words, before, after = (
        squeezed(given[start:end]),
        squeezed(given[:start]),
        squeezed(given[end:]),
    )

    def alike(place: int) -> tuple[int, int]:
        left = _shared(before[::-1][:_CONTEXT], stored[max(0, place - _CONTEXT) : place][::-1])
        right = _shared(after[:_CONTEXT], stored[place + len(words) :][:_CONTEXT])
        return left + right, -abs(place - len(before))

    place = max(_all(stored, words), key=alike, default=None)
    return None if place is None else (place, place + len(words))


def _all(text: str, words: str) -> Sequence[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]


def _shared(first: str, second: str) -> int:
    """How many letters two texts begin with in common."""
    for count, (a, b) in enumerate(zip(first, second, strict=False)):
        if a != b:
            return count
    return min(len(first), len(second))
