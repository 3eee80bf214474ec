"""What an answer rests on, as dated events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.types import Answer
from ui.exchange import Exchange

if TYPE_CHECKING:
    from assistant.assistant import Assistant

# An answer that cites fewer articles is told with those that were found beside them.
MIN_ARTICLES = 2


def events_of(assistant: Assistant, exchange: Exchange) -> Answer | None:
    """The events in the articles that an answer cites, the first report marked; None without any.

    Errors as in `Assistant.search`.
    """
    answer = exchange.answer or exchange.quoted
    if answer is None or not answer.citations:
        return None
    cited = [citation.passage.article.id for citation in answer.citations]
    found = [passage.article.id for passage in answer.passages]
    ids = dict.fromkeys(cited if len({*cited}) >= MIN_ARTICLES else [*cited, *found])
    told = assistant.timeline(answer.understood or exchange.question, articles=list(ids))
    return None if told.abstained else told
