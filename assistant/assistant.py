"""Assistant: search an archive, and answer from it with checked citations."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Unpack

from assistant import verify
from assistant.answering.abstain import why
from assistant.answering.answered import answered
from assistant.answering.chat_model import MODEL_TIMEOUT, ModelOptions, chat_model
from assistant.answering.checker import (
    HOSTED_MODEL,
    Checker,
    checked_again,
    named_checker,
    verified_again,
    writing_checker,
)
from assistant.answering.draft import Evidence
from assistant.answering.failures import ModelFailed
from assistant.answering.place import sent_elsewhere
from assistant.answering.quote import Quoting
from assistant.answering.rewrite import Rewriting
from assistant.checking.meaning import with_meaning_checked
from assistant.finding import filters as finding_filters
from assistant.finding.found import Found
from assistant.finding.leaning import retrieve_leaning
from assistant.finding.rerank import RERANKED, rerank
from assistant.finding.settle import settle
from assistant.finding.spelling import spelled
from assistant.later import with_later_told
from assistant.question.follow_up import standalone
from assistant.question.form import form_of
from assistant.question.left_out import without_left_out
from assistant.question.office import with_office_named
from assistant.question.subject import as_read
from assistant.reader import READER, Reranker
from assistant.reader import reranker as named_reranker
from assistant.settings import Settings
from assistant.types import Answer, Citation, Coverage, Filters, Question, Turn, Verified
from assistant.weights import TUNED, Weights
from vectorstore import EVERYTHING, Archive, Filter, Passage
from vectorstore.errors import ArchiveError, ModelError, QuestionError, UnknownArticle, WrongType
from vectorstore.models.device import Device
from vectorstore.store.open_files import limit_named
from vectorstore.store.postgres import shown
from vectorstore.text.normalise import composed

if TYPE_CHECKING:
    from langchain_core.callbacks import BaseCallbackHandler
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

    from assistant.answering.write import Writing

# Passages that an answer is written from, and those that a form may look through beside them.
PASSAGES = 8
CONSIDERED = 24
# The last turns, whose articles a follow-up prefers.
RECENT_TURNS = 2
MAX_QUESTION_CHARACTERS = 2000

_opening = Lock()


class Assistant:
    """Answers questions over an archive: by quoting, or with a language model that writes.

    `archive` is an Archive, or the folder of one. `model` is None, "provider:name" as in
    "ollama:llama3.2", whose server listens at `model_url` and may take `model_timeout` seconds for
    its next words, or any LangChain chat model. `today` is now: from it "last week"
    counts back, and nothing published later is known; the day of the newest article if None.
    `reranker` reads the best `reranked` passages
    again: "reader", which comes with dateline, the folder of a trained one, a sentence-transformers
    CrossEncoder by name or path, or whatever reads; None for none. `weights` are what was tuned.
    `device` is what a reranker or checker that is named computes on. `model_options` are the
    limits, the context, the key and the like of a model that is named. `checker` reads again what
    the rules let pass of what a model wrote: a CrossEncoder of two or three labels by name or path,
    "model", which is the language model itself unless it is hosted, "hosted-model", or whatever
    tells if a text says a claim.
    """

    def __init__(
        self,
        archive: Archive | Path | str,
        model: str | BaseChatModel | None = None,
        today: date | None = None,
        reranker: str | Reranker | None = READER,
        reranked: int = RERANKED,
        weights: Weights = TUNED,
        model_url: str | None = None,
        model_timeout: float = MODEL_TIMEOUT,
        device: Device = "auto",
        model_options: ModelOptions | None = None,
        checker: str | Checker | None = None,
    ) -> None:
        self._archive = _opened(archive)
        self._today = today
        self._reranker = (
            named_reranker(reranker, device, weights) if isinstance(reranker, str) else reranker
        )
        self._reranked = reranked
        self._weights = weights
        options = model_options or ModelOptions()
        if isinstance(model, str):
            model = chat_model(model, model_url, model_timeout, options)
        self._quoting = Quoting(self._archive, weights, self._find, today)
        self._writing = self._writing_with(model, model_timeout, options)
        self._checker = named_checker(checker, device) if isinstance(checker, str) else checker

    def _writing_with(
        self, model: BaseChatModel | None, timeout: float, options: ModelOptions
    ) -> Writing | None:
        if model is None:
            return None
        from assistant.answering.write import Writing

        return Writing(model, self._quoting, timeout, options.context, options.max_tokens)

    @property
    def writes(self) -> bool:
        """Whether a language model writes the answers."""
        return self._writing is not None

    @property
    def sends(self) -> str:
        """A sentence on what is sent where for an answer; "" where nothing leaves this machine."""
        sent = sent_elsewhere(self._writing.model) if self._writing else ""
        checks = " Its sentences are checked there, too, with the passages that they cite."
        return sent + (checks if sent and self._checker == HOSTED_MODEL else "")

    def prompt(
        self, question: str, history: Sequence[Turn] = (), **filters: Unpack[Filters]
    ) -> tuple[str, str]:
        """What the model would be sent: its instructions, and the question with its passages.

        Nothing is sent. ModelError where there is no model.
        """
        if self._writing is None:
            raise ModelError("No language model is set, so nothing is sent. Name one: --model.")
        with limit_named():
            evidence = self._evidence(self._question(question, history, filters))
        prompt = self._writing.prompt(evidence)
        return prompt.system, prompt.asked

    def with_model(
        self,
        model: str | BaseChatModel | None,
        model_url: str | None = None,
        model_timeout: float = MODEL_TIMEOUT,
        model_options: ModelOptions | None = None,
    ) -> Assistant:
        """The same assistant with another language model, or with none, which quotes."""
        other = copy(self)
        options = model_options or ModelOptions()
        if isinstance(model, str):
            model = chat_model(model, model_url, model_timeout, options)
        other._writing = self._writing_with(model, model_timeout, options)
        return other

    def with_callbacks(self, *callbacks: BaseCallbackHandler) -> Assistant:
        """The same assistant, whose language model tells LangChain callbacks of each call."""
        other = copy(self)
        other._writing = self._writing and self._writing.with_callbacks(callbacks)
        return other

    def prepare(self) -> None:
        """Load the encoder and the reader, which the first question would else wait for."""
        self._archive.encode(["?"])
        if self._reranker:
            self._reranker.read("?", [])

    def search(self, question: str, k: int = 10, **filters: Unpack[Filters]) -> list[Passage]:
        """The k passages that answer a question best, best first.

        QuestionError for a question that is empty or too long and for a filter that nothing can
        pass, as of an outlet that the archive does not have; WrongType for arguments of another
        type.
        """
        if not isinstance(k, int) or k < 1:
            raise WrongType(f"k is {k!r}. Give how many passages are wanted: 1 or more.")
        where = finding_filters.parsed(self._archive, filters)
        with limit_named():
            searched, left_out = without_left_out(composed(_validated(question)))
            asked = spelled(self._archive, searched)
            where = replace(self._known(where), without_words=left_out)
            return self._find(asked.text, k, where, asked.unknown).passages

    def answer(
        self, question: str, history: Sequence[Turn] = (), **filters: Unpack[Filters]
    ) -> Answer:
        """The whole answer; see `stream`."""
        *_, last = self.stream(question, history, **filters)
        return last

    def stream(
        self, question: str, history: Sequence[Turn] = (), **filters: Unpack[Filters]
    ) -> Iterator[Answer]:
        """The answer as it grows; `finished` is true on the last one.

        While a model writes nothing, the same answer comes again and again, so that whoever reads
        can stop. Leaving the iterator ends the model's request.

        Errors as in `search`; ModelError where the language model fails.
        """
        with limit_named():
            asked = self._question(question, history, filters)
            try:
                if self._writing and asked.history:
                    rewriting = Rewriting(self._writing, asked)
                    for _ in rewriting.wait():
                        yield Answer(asked.text)
                    asked = rewriting.asked
                yield from self.chain().stream(asked)
            except ModelError as error:
                raise ModelFailed(str(error), self._quotes(asked, error)) from error

    async def aanswer(
        self, question: str, history: Sequence[Turn] = (), **filters: Unpack[Filters]
    ) -> Answer:
        """As `answer`, without blocking the event loop."""
        with limit_named():
            answers = [answer async for answer in self.astream(question, history, **filters)]
            return answers[-1]

    async def astream(
        self, question: str, history: Sequence[Turn] = (), **filters: Unpack[Filters]
    ) -> AsyncIterator[Answer]:
        """As `stream`, without blocking the event loop. Cancelling the task ends the request."""
        with limit_named():
            asked = self._question(question, history, filters)
            try:
                if self._writing and asked.history:
                    rewriting = Rewriting(self._writing, asked)
                    await rewriting.wait_async()
                    asked = rewriting.asked
                async for answer in self.chain().astream(asked):
                    yield answer
            except ModelError as error:
                quotes = await asyncio.to_thread(self._quotes, asked, error)
                raise ModelFailed(str(error), quotes) from error

    def verify(self, text: str) -> list[Verified]:
        """Each sentence of a draft, and whether the archive says it; no language model is asked,
        but a `checker` that is a CrossEncoder is.

        WrongType for what is no text, ModelError where the checker fails.
        """
        return [self.verify_sentence(sentence) for sentence in self.draft_sentences(text)]

    def draft_sentences(self, text: str) -> list[str]:
        """The sentences of a draft, as `verify` takes them. WrongType for what is no text."""
        if not isinstance(text, str):
            raise WrongType(f"{text!r} is no text. Give the draft as a str.")
        return verify.drafted(text)

    def verify_sentence(self, sentence: str) -> Verified:
        """One sentence of a draft, as `verify` gives it. ModelError where a checker fails."""
        with limit_named():
            found = verify.verified(
                sentence, self._for_sentence, self._archive.printed_versions, self._archive.encode
            )
        if self._checker is None or isinstance(self._checker, str):  # the model that writes
            return found
        return verified_again(found, self._checker)

    def verify_quote(self, text: str) -> list[Citation]:
        """Where these words stand in the archive, numbered, those of the earliest article first.

        Accents, kinds of quotation marks and hyphens are alike; each `quote` is the article's own
        words. None where they stand nowhere. QuestionError for a text without a word.
        """
        if not isinstance(text, str):
            raise WrongType(f"{text!r} is no text. Give the words as a str.")
        return verify.quoted_places(self._archive, text)

    def _for_sentence(self, sentence: str) -> list[Passage]:
        asked = composed(sentence)[:MAX_QUESTION_CHARACTERS]
        return self._find(asked, verify.LATER_PASSAGES).passages

    def timeline(self, question: str, **filters: Unpack[Filters]) -> Answer:
        """The dated events of a story, the earliest first, each a quotation.

        Errors as in `search`.
        """
        asked = replace(self._question(question, (), filters), form="events")
        with limit_named():
            return self._chain(self._quoting).invoke(asked)

    def chain(self) -> Runnable[str | Question, Answer]:
        """The LangChain chain of every answer: ask | find | quote or write | bind | check.

        A question, as text or with its history and filter, becomes an Answer, by `invoke`, `stream`
        and their async twins. What is streamed is the answer so far, whole each time.
        """
        return self._chain(self._writing or self._quoting)

    def _chain(self, writer: Writing | Quoting) -> Runnable[str | Question, Answer]:
        from assistant.answering.chain import answer_chain
        from assistant.untraced import Untraced

        return Untraced(
            answer_chain(self._asked, self._evidence, writer, self._checked, self._archive.encode)
        )

    def _quotes(self, asked: Question, error: ModelError) -> Answer | None:
        """The answer by quoting, for a question that the model failed to answer."""
        if self._writing is None:
            return None
        found = self._chain(self._quoting).invoke(asked)
        note = "The model failed; these are the articles' own words instead."
        return replace(found, notes=(note, *found.notes)) if found.claims else None

    def retriever(self, k: int = 10, **filters: Unpack[Filters]) -> BaseRetriever:
        """A LangChain retriever over `search`, for other chains; calls may give other filters."""
        from assistant.finding.langchain_retriever import ArchiveRetriever

        return ArchiveRetriever(search=self.search, k=k, filters=dict(filters))

    def tool(self, **filters: Unpack[Filters]) -> BaseTool:
        """A LangChain tool that answers questions, for agents; its artifact is the Answer."""
        from assistant.answering.langchain_message import answering_tool

        return answering_tool(self.answer, dict(filters))

    def runnable(self, **filters: Unpack[Filters]) -> Runnable[Any, AIMessage]:
        """A LangChain Runnable: a question, or messages, becomes an AIMessage.

        Its content blocks carry the citations: the exact words, where they stand, the verdict.
        """
        from assistant.answering.langchain_message import answering_runnable

        return answering_runnable(self.answer, self.aanswer, dict(filters))

    # The steps of the chain

    def _question(self, question: str, history: Sequence[Turn], filters: Filters) -> Question:
        where = finding_filters.parsed(self._archive, filters)
        return self._asked(Question(question, question, _turns(history), where))

    def _asked(self, question: str | Question) -> Question:
        if not isinstance(question, Question):
            question = Question(question, question)
        text = _validated(question.text)
        understood = question.understood
        if understood == question.text:  # and was not rewritten by a model
            understood = composed(standalone(text, question.history, self._told, self._answered))
            understood = with_office_named(understood)
        return replace(
            question, text=text, understood=understood, where=self._known(question.where)
        )

    def _known(self, where: Filter) -> Filter:
        """The filter, as of the day that counts as today where one was given."""
        return where if where.as_of or not self._today else replace(where, as_of=self._today)

    def _evidence(self, question: Question) -> Evidence:
        started = time.perf_counter()
        recent = _recent(question)
        question, left_out = _without_left_out(question)
        asked = spelled(self._archive, question.understood)
        question = replace(question, understood=asked.text)
        found = self._find(asked.text, CONSIDERED, question.where, asked.unknown, recent)
        found = replace(found, notes=(*left_out, *asked.notes, *found.notes))
        now = time.perf_counter()
        answer = _answer(question, found.first(PASSAGES), {"search": now - started})
        return Evidence(question, found, answer, now, partial(why, self._archive, question, found))

    def _checked(self, answer: Answer) -> Answer:
        """Its claims were checked by their words while it grew; by their meaning they are now."""
        claims = with_meaning_checked(answer.claims, self._archive.encode)
        told = with_later_told(claims, answer.passages, self._archive.encode)
        checked = replace(answer, claims=told)
        if self._writing is None or self._checker is None:
            return checked
        checker = self._checker
        if isinstance(checker, str):
            checker = writing_checker(checker, self._writing)
        return checked_again(checked, checker)

    def _answered(self, turn: Turn) -> str:
        return answered(turn, self._reranker)

    def _told(self, turn: Turn) -> str:
        """The articles that a turn's answer cited, as far as they are still there."""
        texts = []
        for name in turn.articles:
            with suppress(UnknownArticle):  # removed since
                texts.append(self._archive.article(name).text)
        return " ".join([turn.answer, *texts])

    def _find(
        self,
        question: str,
        k: int,
        where: Filter = EVERYTHING,
        unknown: Sequence[str] = (),
        recent: Sequence[str] = (),
    ) -> Found:
        found = self._retrieved(question, max(k, self._reranked), where, recent)
        if self._reranker is not None:
            asked = as_read(question)
            found = rerank(asked, found, self._reranker, self._reranked, self._weights)
        return settle(self._archive, question, found, unknown, self._weights).first(k)

    def _retrieved(self, question: str, k: int, where: Filter, recent: Sequence[str]) -> Found:
        return retrieve_leaning(
            self._archive, question, k, where, self._today, self._weights, recent
        )


def answer(question: str) -> Answer:
    """The answer from the default archive, with the settings of the environment."""
    with _opening:  # two threads would open two
        assistant = _default_assistant(Settings())
    return assistant.answer(question)


@cache
def _default_assistant(settings: Settings) -> Assistant:
    return Assistant(
        Archive.open(
            _existing(settings.archive),
            settings.encoder,
            settings.device,
            settings.chroma_server,
        ),
        settings.model or None,
        reranker=settings.reranker,
        reranked=settings.reranked,
        model_url=settings.model_url,
        model_timeout=settings.model_timeout,
        device=settings.device,
        model_options=settings.model_options,
        checker=settings.checker,
    )


def _opened(archive: Archive | Path | str) -> Archive:
    if isinstance(archive, Archive):
        return archive
    if isinstance(archive, str | Path):
        return Archive.open(_existing(archive))
    raise WrongType(f"{archive!r} is no archive. Give an Archive, or the path of its folder.")


def _existing(path: Path | str) -> Path | str:
    if not Archive.exists(path):
        raise ArchiveError(
            f"There is no archive at {shown(path)} yet. Make one: dateline ingest PATH"
        )
    return path


def _without_left_out(question: Question) -> tuple[Question, list[str]]:
    """The question less what it says to leave out, which its filter does; and what to say of it.

    Mentions leave out whole articles, as they are counted.
    """
    searched, left_out = without_left_out(question.understood)
    if not left_out or form_of(question.understood) == "mentions":
        return question, []
    where = replace(question.where, without_words=left_out)
    notes = [f"Left out: what has “{words}”." for words in left_out]
    return replace(question, understood=searched, where=where), notes


def _recent(question: Question) -> list[str]:
    """The articles that the answers cited on which a follow-up leans."""
    if question.understood == composed(question.text):
        return []
    return [name for turn in question.history[-RECENT_TURNS:] for name in turn.articles]


def _turns(history: Sequence[Turn]) -> tuple[Turn, ...]:
    if isinstance(history, str) or not all(isinstance(turn, Turn) for turn in history):
        raise WrongType("history is a list of Turn(question, answer), the oldest first.")
    return tuple(replace(turn, question=_whole_letters(turn.question)) for turn in history)


def _validated(question: str) -> str:
    if not isinstance(question, str):
        raise WrongType(f"The question is {question!r}. Give text.")
    question = " ".join(_whole_letters(question).split())
    if not question:
        raise QuestionError("The question is empty. Ask something, in plain words.")
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {MAX_QUESTION_CHARACTERS:,}"
            " can be asked. Shorten it."
        )
    return question


def _whole_letters(text: str) -> str:
    """The text with a question mark for each half of a letter that takes two: none can be sent."""
    return text.encode("utf-8", "replace").decode()


def _answer(question: Question, found: Found, timings: dict[str, float]) -> Answer:
    passages = found.passages
    articles = {passage.article.id: passage.article for passage in passages}.values()
    days = sorted(passage.published[:10] for passage in passages if passage.published)
    coverage = Coverage(
        articles=len(articles),
        outlets=len({article.outlet for article in articles if article.outlet}),
        earliest=days[0] if days else "",
        latest=days[-1] if days else "",
    )
    return Answer(
        question.text,
        passages=tuple(passages),
        coverage=coverage,
        timings=timings,
        windows=found.windows,
        searched_by_meaning=found.searched_by_meaning,
        understood=question.understood,
        as_of=found.as_of.isoformat() if found.as_of else "",
        notes=found.notes,
    )
