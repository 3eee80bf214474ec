"""Assistant: search an archive, and answer from it with checked citations."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from assistant.answering import chain
from assistant.answering.chat_model import chat_model
from assistant.answering.quote import quote
from assistant.checking.citations import bind, without_unfinished_mark
from assistant.checking.meaning import with_meaning_checked
from assistant.finding.found import Found
from assistant.finding.rerank import RERANKED, rerank
from assistant.finding.retrieve import retrieve
from assistant.question.follow_up import standalone
from assistant.reader import READER, Reranker
from assistant.reader import reranker as named_reranker
from assistant.settings import Settings
from assistant.types import Answer, Claim, Coverage, QuestionError, Turn
from assistant.weights import TUNED, Weights
from vectorstore import Archive, ArchiveError, Filter, Passage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.retrievers import BaseRetriever

# Passages that an answer is written from.
PASSAGES = 8
MAX_QUESTION_CHARACTERS = 2000

Day = date | str | None


class Assistant:
    """Answers questions over an archive: by quoting, or with a language model that writes.

    `model` is None, "provider:name" as in "ollama:llama3.2", or any LangChain chat model. `today`
    is the day from which "last week" counts back: the day of the newest article if None. `reranker`
    reads the best `reranked` passages again: "reader", which comes with dateline, the folder
    of a trained one, a sentence-transformers CrossEncoder by name or path, or whatever reads; None
    for none. `weights` are what was tuned.
    """

    def __init__(
        self,
        archive: Archive,
        model: str | BaseChatModel | None = None,
        today: date | None = None,
        reranker: str | Reranker | None = READER,
        reranked: int = RERANKED,
        weights: Weights = TUNED,
    ) -> None:
        self._archive = archive
        self._today = today
        self._reranker = named_reranker(reranker) if isinstance(reranker, str) else reranker
        self._reranked = reranked
        self._weights = weights
        self._model = chat_model(model) if isinstance(model, str) else model

    def search(
        self,
        question: str,
        k: int = 10,
        since: Day = None,
        until: Day = None,
        outlets: Sequence[str] = (),
        as_of: Day = None,
    ) -> list[Passage]:
        """The k passages that answer a question best, best first.

        `since` and `until` are days, or their ISO text, both included; `outlets` any of these.
        `as_of` admits only what was published by that day, in the versions known then.
        QuestionError for a question that is empty or too long, ArchiveError for an outlet that the
        archive does not have.
        """
        where = self._filter(since, until, outlets, as_of)
        return self._find(_asked(question), k, where).passages

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        since: Day = None,
        until: Day = None,
        outlets: Sequence[str] = (),
        as_of: Day = None,
    ) -> Answer:
        """The whole answer; see `stream`."""
        *_, last = self.stream(question, history, since, until, outlets, as_of)
        return last

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        since: Day = None,
        until: Day = None,
        outlets: Sequence[str] = (),
        as_of: Day = None,
    ) -> Iterator[Answer]:
        """The answer as it grows; `finished` is true on the last one.

        While a model writes nothing, the same answer comes again and again, so that whoever reads
        can stop. Leaving the iterator ends the model's request.

        Errors as in `search`; ModelError where the language model fails.
        """
        question = _asked(question)
        where = self._filter(since, until, outlets, as_of)
        looked_for = standalone(question, history)
        write = self._quoted if self._model is None else self._written
        yield from write(question, looked_for, history, where)

    def retriever(self, k: int = 10) -> BaseRetriever:
        """A LangChain retriever over `search`, for other chains."""
        from assistant.finding.langchain_retriever import ArchiveRetriever

        return ArchiveRetriever(search=self.search, k=k)

    def _quoted(
        self, question: str, looked_for: str, history: Sequence[Turn], where: Filter
    ) -> Iterator[Answer]:
        started = time.perf_counter()
        found = self._find(looked_for, PASSAGES, where)
        searched = time.perf_counter()
        answer = _answer(question, found, {"search": searched - started})
        yield answer
        claims = quote(self._archive, looked_for, found, self._weights)
        timings = {**answer.timings, "write": time.perf_counter() - searched}
        yield replace(answer, claims=claims, abstained=not claims, timings=timings, finished=True)

    def _written(
        self, question: str, looked_for: str, history: Sequence[Turn], where: Filter
    ) -> Iterator[Answer]:
        assert self._model is not None  # noqa: S101 - chosen by `stream`
        started = time.perf_counter()
        found = self._find(looked_for, PASSAGES, where)
        searched = time.perf_counter()
        answer = _answer(question, found, {"search": searched - started})
        text = ""
        for grown in chain.write(self._model, question, history, found.passages):
            if grown != text and not _may_be_silence(grown):
                claims = bind(without_unfinished_mark(grown), answer.passages)
                answer = replace(answer, claims=claims)
            text = grown
            yield answer
        silent = not text.strip() or text.strip().startswith(chain.SILENCE)
        yield replace(
            answer,
            claims=() if silent else self._checked(text, answer.passages),
            abstained=silent,
            timings={**answer.timings, "write": time.perf_counter() - searched},
            finished=True,
        )

    def _checked(self, text: str, passages: Sequence[Passage]) -> tuple[Claim, ...]:
        """The claims of a whole text: their words are checked while it grows, their meaning now."""
        return with_meaning_checked(bind(text, passages), self._archive.encode)

    def _find(self, question: str, k: int, where: Filter) -> Found:
        if self._reranker is None:
            return self._retrieved(question, k, where)
        found = self._retrieved(question, max(k, self._reranked), where)
        found = rerank(question, found, self._reranker, self._reranked, self._weights)
        return found.first(k)

    def _retrieved(self, question: str, k: int, where: Filter) -> Found:
        return retrieve(self._archive, question, k, where, self._today, weights=self._weights)

    def _filter(self, since: Day, until: Day, outlets: Sequence[str], as_of: Day) -> Filter:
        first, last = _day(since), _day(until)
        if first and last and first > last:
            raise QuestionError(f"The period ends ({last}) before it begins ({first}).")
        return Filter(first, last, self._known_outlets(outlets), _day(as_of))

    def _known_outlets(self, outlets: Sequence[str]) -> tuple[str, ...]:
        if not outlets:
            return ()
        names = {name.casefold(): name for name in self._archive.outlets()}
        for outlet in outlets:
            if outlet.casefold() not in names:
                known = ", ".join(list(names.values())[:20]) or "none is known"
                raise ArchiveError(f"The archive has no outlet {outlet!r}. It has: {known}.")
        return tuple(names[outlet.casefold()] for outlet in outlets)


def answer(question: str) -> Answer:
    """The answer from the default archive, with the settings of the environment."""
    return _default_assistant(Settings()).answer(question)


@cache
def _default_assistant(settings: Settings) -> Assistant:
    if not Archive.exists(settings.archive):
        raise ArchiveError(
            f"There is no archive at {settings.archive} yet. Make one: dateline ingest PATH"
        )
    model = settings.model and chat_model(
        settings.model, settings.model_url, settings.model_timeout
    )
    archive = Archive.open(settings.archive, settings.encoder)
    return Assistant(archive, model or None, reranker=settings.reranker, reranked=settings.reranked)


def _asked(question: str) -> str:
    # Bytes that are no text come as halves of surrogate pairs, which can't be looked up.
    question = " ".join(question.encode("utf-8", "replace").decode().split())
    if not question:
        raise QuestionError("The question is empty. Ask something, in plain words.")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {MAX_QUESTION_CHARACTERS:,}"
            " can be asked. Shorten it."
        )
    return question


def _may_be_silence(text: str) -> bool:
    """Whether a text that still grows may become the model's word for what is not there."""
    return chain.SILENCE.startswith(text.strip()[: len(chain.SILENCE)])


def _day(day: Day) -> date | None:
    if not isinstance(day, str):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise QuestionError(f"{day!r} is not a day. Write it as 2020-01-31.") from None


def _answer(question: str, found: Found, timings: dict[str, float]) -> Answer:
    articles = {passage.article.id: passage.article for passage in found.passages}.values()
    days = sorted(article.published[:10] for article in articles if article.published)
    coverage = Coverage(
        articles=len(articles),
        outlets=len({article.outlet for article in articles if article.outlet}),
        earliest=days[0] if days else "",
        latest=days[-1] if days else "",
    )
    return Answer(
        question,
        passages=tuple(found.passages),
        coverage=coverage,
        timings=timings,
        windows=found.windows,
    )
