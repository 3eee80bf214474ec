"""What an answer rests on, as dated events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.types import Answer, Citation, Claim
from ui.exchange import Exchange

if TYPE_CHECKING:
    from assistant.assistant import Assistant

# An answer that cites fewer articles is told with those that were found beside them.
MIN_ARTICLES = 2


def events_of(assistant: Assistant, exchange: Exchange) -> Answer | None:
    """The events in the articles that an answer cites, the first report marked; None without any.

    Each has the answer's own [n], or, where that shows another passage, a number after those.
    Errors as in `Assistant.search`.
    """
    answer = exchange.answer or exchange.quoted
    if answer is None or not answer.citations:
        return None
    cited = [citation.passage.article.id for citation in answer.citations]
    found = [passage.article.id for passage in answer.passages]
    ids = dict.fromkeys(cited if len({*cited}) >= MIN_ARTICLES else [*cited, *found])
    told = assistant.timeline(answer.understood or exchange.question, articles=list(ids))
    return None if told.abstained else _numbered_as(answer, told)


def _numbered_as(answer: Answer, told: Answer) -> Answer:
    last = max(citation.number for citation in answer.citations)
    numbers: dict[int, int] = {}

    def numbered(citation: Citation) -> Citation:
        known = next((one.number for one in answer.citations if _overlap(one, citation)), None)
        number = known or numbers.setdefault(citation.number, last + len(numbers) + 1)
        return replace(citation, number=number)

    def renumbered(claim: Claim) -> Claim:
        return replace(claim, citations=tuple(map(numbered, claim.citations)))

    return replace(told, claims=tuple(map(renumbered, told.claims)))


def _overlap(one: Citation, other: Citation) -> bool:
    is_same = one.passage.article == other.passage.article
    return is_same and one.start < other.end and other.start < one.end
