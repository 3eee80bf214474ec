"""The archive for other LangChain programs: a tool, and a Runnable that answers with a message.

What they give carries its citations: the exact words, where they stand, and the verdict.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, cast

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.messages.content import Citation as CitationBlock
from langchain_core.messages.content import TextContentBlock
from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda
from langchain_core.tools import BaseTool, StructuredTool

from assistant.answering.lines import SEPARATOR, message_lines, spans
from assistant.types import Answer, Turn
from vectorstore.errors import QuestionError, WrongType

_TOOL = (
    "Answer a question from the news archive. Each sentence is tied to the exact words of an"
    " article, by [n]; where the archive does not say, the answer says so. Ask one thing at a time,"
    " in plain words."
)
Asked = str | BaseMessage | Sequence[BaseMessage]


def message(answer: Answer) -> AIMessage:
    """An answer as a message; its text block has an annotation for each citation of a claim."""
    lines = message_lines(answer)
    text = SEPARATOR.join(line.text for line in lines)
    annotations = [
        _citation_block(claim.verdict, citation, start, end)
        for start, end, claim in spans(lines)
        for citation in claim.citations
    ]
    block = TextContentBlock(type="text", text=text, annotations=[*annotations])
    return AIMessage(
        content=[dict(block)],
        response_metadata={"model_provider": "dateline", "output_version": "v1"},
        additional_kwargs={"abstained": answer.abstained, "understood": answer.understood},
    )


def _citation_block(verdict: str, citation: Any, start: int, end: int) -> CitationBlock:
    passage = citation.passage
    block = CitationBlock(
        type="citation",
        title=passage.title,
        start_index=start,
        end_index=end,
        cited_text=citation.quote,
        extras={
            "number": citation.number,
            "article": passage.article.id,
            "outlet": passage.article.outlet,
            "published": passage.published,
            "start": citation.start,
            "end": citation.end,
            "verdict": verdict,
        },
    )
    if passage.url:
        block["url"] = passage.url
    return block


def answering_runnable(
    answer: Callable[..., Answer],
    aanswer: Callable[..., Awaitable[Answer]],
    filters: dict[str, Any],
) -> Runnable[Asked, AIMessage]:
    """Question, or messages whose last is one -> AIMessage."""

    def whole(asked: Asked, config: RunnableConfig) -> AIMessage:
        return message(answer(*question_of(asked), **filters))

    async def whole_async(asked: Asked, config: RunnableConfig) -> AIMessage:
        return message(await aanswer(*question_of(asked), **filters))

    return RunnableLambda(whole, whole_async, name="dateline")


def question_of(asked: Asked) -> tuple[str, list[Turn]]:
    """The last question of some messages, and the exchanges before it."""
    if isinstance(asked, str):
        return asked, []
    messages = [asked] if isinstance(asked, BaseMessage) else list(asked)
    if not all(isinstance(each, BaseMessage) for each in messages):
        raise WrongType("Give a question as text, or a list of LangChain messages.")
    said = [each for each in messages if isinstance(each, HumanMessage | AIMessage)]
    if not said or not isinstance(said[-1], HumanMessage):
        raise QuestionError("The last message has to be a person's question.")
    turns, question = list[Turn](), ""
    for each in said[:-1]:
        if isinstance(each, HumanMessage):
            question = str(each.text)
        elif question:
            turns.append(Turn(question, str(each.text), articles=_articles(each)))
            question = ""
    return str(said[-1].text), turns


def _articles(answered: AIMessage) -> tuple[str, ...]:
    """The ids of the articles that an answer of ours cited."""
    blocks = cast("list[dict[str, Any]]", answered.content_blocks)
    extras = (each.get("extras", {}) for one in blocks for each in one.get("annotations", ()))
    return tuple(dict.fromkeys(str(one["article"]) for one in extras if "article" in one))


def answering_tool(answer: Callable[..., Answer], filters: dict[str, Any]) -> BaseTool:
    """A tool for agents; its artifact is the Answer."""

    def ask_archive(
        question: str, since: str | None = None, until: str | None = None
    ) -> tuple[str, Answer]:
        period = {name: day for name, day in (("since", since), ("until", until)) if day}
        found = answer(question, **{**filters, **period})
        sources = [
            f"[{c.number}] {c.passage.article.outlet}, {c.passage.day_in_words or 'date unknown'}"
            f" ({c.passage.article.id}, characters {c.start} to {c.end}): “{c.quote}”"
            for c in sorted(found.citations, key=lambda each: each.number)
        ]
        told = SEPARATOR.join(line.text for line in message_lines(found))
        return "\n".join([told, *(["", "Sources:"] if sources else []), *sources]), found

    return StructuredTool.from_function(
        ask_archive,
        name="ask_news_archive",
        description=_TOOL + " since and until are days of publication, as 2020-01-31.",
        response_format="content_and_artifact",
        handle_tool_error=True,
    )
