"""How a language model answers one's own questions: how often, how right, how slow and how dear."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from assistant.answering.budget import tokens
from assistant.assistant import Assistant
from assistant.evaluation.questions import Evidence, KnownQuestion, evidence
from assistant.types import Answer, Question
from vectorstore import Archive, Filter
from vectorstore.errors import ModelError
from vectorstore.text.normalise import normalised

Progress = Callable[[], object]


@dataclass(frozen=True, slots=True)
class ModelScore:
    """What the answers to some questions were like.

    `answered` counts those that claim something, `failed` those that did not come to an end, each
    of `failures` why. Of the questions that are known to have an answer: `right` counts answers
    that hold it, or cite its evidence where no answer is given; of those without one, `abstained`
    counts how many were left unanswered. `cited` and `marked` are shares of the sentences: with a
    citation, and not wholly supported by it. `seconds` is the median of an answer. Tokens are the
    provider's count, or an estimate from the text where it gives none.
    """

    questions: int
    answerable: int
    answered: int
    right: int
    abstained: int
    failed: int
    failures: tuple[str, ...]
    sentences: int
    cited: float
    marked: float
    seconds: float
    tokens_in: int
    tokens_out: int
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class _One:
    answer: Answer | None
    right: bool
    seconds: float
    tokens_in: int = 0
    tokens_out: int = 0
    is_estimate: bool = False
    failure: str = ""


def measure(
    archive: Archive,
    assistant: Assistant,
    questions: Sequence[KnownQuestion],
    progress: Progress | None = None,
) -> ModelScore:
    """Ask each question once. QuestionsFileError for evidence that the archive does not have."""
    known = [evidence(archive, question, {}) for question in questions]
    results = []
    for question, right in zip(questions, known, strict=True):
        results.append(_asked(assistant, question, right))
        if progress:
            progress()
    return _score(questions, results)


def _asked(assistant: Assistant, question: KnownQuestion, right: Evidence | None) -> _One:
    from langchain_core.callbacks import UsageMetadataCallbackHandler

    usage = UsageMetadataCallbackHandler()
    where = Filter(as_of=question.asked) if question.asked else Filter()
    started = time.perf_counter()
    try:
        asked = Question(question.text, question.text, (), where)
        answer = assistant.chain().invoke(asked, {"callbacks": [usage]})
    except ModelError as error:
        return _One(None, False, time.perf_counter() - started, failure=str(error))
    seconds = time.perf_counter() - started
    given = usage.usage_metadata.values()
    if given:
        sent = sum(each["input_tokens"] for each in given)
        written = sum(each["output_tokens"] for each in given)
    else:
        sent = tokens("".join(assistant.prompt(question.text))) if answer.passages else 0
        written = tokens(answer.text)
    is_right = not answer.abstained and _is_right(answer, question, right)
    return _One(answer, is_right, seconds, sent, written, not given)


def _is_right(answer: Answer, question: KnownQuestion, right: Evidence | None) -> bool:
    """Whether one of the known answers is in its text, or, without any, evidence is cited."""
    if question.answers:
        text = normalised(answer.text).casefold()
        return any(normalised(known).casefold() in text for known in question.answers)
    return right is not None and any(
        right.quoted(citation.passage.article, citation.start, citation.end)
        for citation in answer.citations
    )


def _score(questions: Sequence[KnownQuestion], results: Sequence[_One]) -> ModelScore:
    claims = [claim for one in results if one.answer for claim in one.answer.claims]
    share = max(len(claims), 1)
    has_answer = [bool(question.articles or question.answers) for question in questions]
    pairs = list(zip(has_answer, results, strict=True))
    return ModelScore(
        questions=len(results),
        answerable=sum(has_answer),
        answered=sum(one.answer is not None and not one.answer.abstained for one in results),
        right=sum(one.right for known, one in pairs if known),
        abstained=sum(
            one.answer is not None and one.answer.abstained for known, one in pairs if not known
        ),
        failed=sum(one.answer is None for one in results),
        failures=tuple(dict.fromkeys(one.failure for one in results if one.failure)),
        sentences=len(claims),
        cited=sum(bool(claim.citations) for claim in claims) / share,
        marked=sum(claim.verdict != "supported" for claim in claims) / share,
        seconds=median(one.seconds for one in results),
        tokens_in=sum(one.tokens_in for one in results),
        tokens_out=sum(one.tokens_out for one in results),
        is_estimate=any(one.is_estimate for one in results),
    )
