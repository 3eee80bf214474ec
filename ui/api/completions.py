"""OpenAI's form of asking: /v1/models and /v1/chat/completions, whose answers carry citations.

Each citation is an annotation of the kind url_citation, with more than OpenAI's fields: the quote,
where it stands in which article, and the verdict on what it was cited for.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import JSONResponse, Response

from assistant import Assistant
from assistant.answering.lines import SEPARATOR, Line, doubt, message_lines, spans
from assistant.answering.usage import Usage
from assistant.types import Answer, Citation, Claim, Turn
from ui.api.access import Caller, caller_of
from ui.api.answers import Answers, Waits
from ui.api.errors import ApiError, error_json
from ui.api.events import event, streamed
from ui.api.forms import Filtered
from ui.links import Links

Who = Annotated[Caller, Depends(caller_of)]
MODEL, QUOTES = "dateline", "dateline-quotes"


class Part(BaseModel):
    model_config = ConfigDict(extra="allow")

    type: str
    text: str = ""


class Message(BaseModel):
    model_config = ConfigDict(extra="allow")

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its words; pictures and the like are passed over."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="allow")

    include_usage: bool = False


class Completion(BaseModel):
    """What is asked for. Other fields of OpenAI's (temperature, tools, ...) change nothing."""

    model_config = ConfigDict(extra="allow")

    model: str = MODEL
    messages: list[Message]
    stream: bool = False
    stream_options: StreamOptions | None = None
    filters: Filtered = Filtered.model_validate({})

    def question(self) -> tuple[str, list[Turn]]:
        """The last message of the user, and the exchanges before it."""
        said = [each for each in self.messages if each.role in ("user", "assistant")]
        if not said or said[-1].role != "user":
            raise ApiError(400, "messages", "The last message has to be the user's question.")
        turns, question = list[Turn](), ""
        for each in said[:-1]:
            if each.role == "user":
                question = each.text
            elif question:
                turns.append(Turn(question, each.text))
                question = ""
        return said[-1].text, turns


def router(answers: Answers) -> APIRouter:
    """The routes over what answers."""
    routes = APIRouter(prefix="/v1")
    assistants = {MODEL: answers.desk.assistant}
    if answers.desk.assistant.writes:
        assistants[QUOTES] = answers.quoting
    began = int(time.time())

    def listed(name: str) -> dict[str, Any]:
        return {"id": name, "object": "model", "created": began, "owned_by": "dateline"}

    @routes.get("/models")
    async def models(_: Who) -> dict[str, Any]:
        """The models: `dateline` as it was set up; where a model writes, also `dateline-quotes`."""
        return {"object": "list", "data": [listed(name) for name in assistants]}

    @routes.get("/models/{name}")
    async def model(name: str, _: Who) -> dict[str, Any]:
        """One of the models."""
        _chosen(assistants, name)
        return listed(name)

    @routes.post("/chat/completions")
    async def complete(form: Completion, request: Request, caller: Who) -> Response:
        """Answer the last message, from the archive alone; a stream where that is asked for."""
        answers.refuse_too_many()
        usage = Usage()
        assistant = _chosen(assistants, form.model).with_callbacks(usage)
        question, history = form.question()
        growing = answers.growing(
            caller, question, history, form.filters.filters(), assistant=assistant
        )
        base = answers.desk.site.public
        address = base.origin if base else str(request.base_url).rstrip("/")
        is_usage_sent = bool(form.stream_options and form.stream_options.include_usage)
        said = _Said(form.model, answers.desk.links, address, usage, is_usage_sent)
        if form.stream:
            return streamed(_chunks(said, growing, assistant.writes))
        return JSONResponse(said.whole(await answers.whole(request, growing)))

    return routes


def _chosen(assistants: dict[str, Assistant], name: str) -> Assistant:
    if name not in assistants:
        known = " and ".join(assistants)
        raise ApiError(404, "model_not_found", f"There is no model {name!r} here, but {known}.")
    return assistants[name]


@dataclass
class _Said:
    """One completion in OpenAI's form; of a stream, the lines that were sent stay as they were.

    A stream says what it used at its end, where `is_usage_sent`.
    """

    model: str
    links: Links
    address: str
    usage: Usage
    is_usage_sent: bool
    name: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))
    lines: list[Line] = field(default_factory=list)

    def whole(self, answer: Answer) -> dict[str, Any]:
        self.lines = message_lines(answer)
        message = {
            "role": "assistant",
            "content": SEPARATOR.join(line.text for line in self.lines),
            "refusal": None,
            "annotations": self.annotations(),
        }
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return {**self._head("chat.completion"), "choices": [choice], "usage": self.used()}

    def chunk(self, finish: str | None = None, **delta: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        usage = {"usage": None} if self.is_usage_sent else {}
        return event({**self._head("chat.completion.chunk"), "choices": [choice], **usage})

    def last_chunk(self) -> str:
        """What was used, in a chunk without any words."""
        return event({**self._head("chat.completion.chunk"), "choices": [], "usage": self.used()})

    def used(self) -> dict[str, int]:
        """The tokens of the language model's prompts and replies; none where none was asked."""
        sent, written = self.usage.input_tokens, self.usage.output_tokens
        return {
            "prompt_tokens": sent,
            "completion_tokens": written,
            "total_tokens": sent + written,
        }

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": self.name, "object": kind, "created": self.created, "model": self.model}

    def grown(self, answer: Answer) -> str:
        """What is to be sent of an answer beyond what was; its last claim may still grow."""
        lines = message_lines(answer)
        if not answer.finished:
            lines = lines[: max(0, len(lines) - 1)]
        new = [] if answer.abstained else lines[len(self.lines) :]
        if answer.finished:
            new = self._final(answer, lines)
        text = "".join(
            f"{SEPARATOR if self.lines or number else ''}{line.text}"
            for number, line in enumerate(new)
        )
        self.lines += new
        return text

    def _final(self, answer: Answer, lines: list[Line]) -> list[Line]:
        """The rest of a whole answer, and what the check at its end says of what was sent."""
        sent, rest = self.lines, lines[len(self.lines) :]
        claims = [line.claim for line in lines if line.claim]
        told = [n for n, line in enumerate(sent) if line.claim]
        if answer.abstained or len(claims) < len(told):
            return [Line(f"This was taken back: {answer.text}", None)] if sent else lines
        remarks = []
        for place, claim in zip(told, claims, strict=False):
            if doubt(claim) and doubt(claim) not in sent[place].text:
                said = f"On checking “{claim.text}”: {doubt(claim)}."
                remarks.append(Line(said, None))
            sent[place] = Line(sent[place].text, claim)
        return [*rest, *remarks]

    def annotations(self) -> list[dict[str, Any]]:
        """A url_citation for each citation of each claim, in the order of the text."""
        return [
            {"type": "url_citation", "url_citation": self._citation(citation, claim, start, end)}
            for start, end, claim in spans(self.lines)
            for citation in claim.citations
        ]

    def _citation(self, citation: Citation, claim: Claim, start: int, end: int) -> dict[str, Any]:
        passage = citation.passage
        return {
            "start_index": start,
            "end_index": end,
            "title": passage.title or passage.article.id,
            # The article as it is kept here, opened at the quoted words.
            "url": self.address + self.links.citation(citation),
            "number": citation.number,
            "quote": citation.quote,
            "article": {
                "id": passage.article.id,
                "outlet": passage.article.outlet,
                "published": passage.published,
                "url": passage.url,
            },
            "start": citation.start,
            "end": citation.end,
            "verdict": claim.verdict,
            "reason": claim.reason,
        }


async def _chunks(
    said: _Said, growing: AsyncGenerator[Answer | Waits, None], writes: bool
) -> AsyncGenerator[str, None]:
    yield said.chunk(role="assistant", content="")
    try:
        async with aclosing(growing) as answers:
            async for answer in answers:
                if isinstance(answer, Waits) or not (writes or answer.finished):
                    continue
                if text := said.grown(answer):
                    yield said.chunk(content=text)
        for chunk in _end(said):
            yield chunk
    except Exception as error:  # noqa: BLE001 - told to the client, and logged where it is ours
        yield event(error_json(error)[1])


def _end(said: _Said) -> Iterator[str]:
    yield said.chunk(annotations=said.annotations())
    yield said.chunk("stop")
    if said.is_usage_sent:
        yield said.last_chunk()
    yield event("[DONE]")
