"""A packet as Markdown with footnotes, in which all that comes from outside stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.types import Answer
from ui.packet.contents import Packet, doubt, headline, lines_of, numbers, place, where

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~^$&:@/=\"'])")


def as_markdown(packet: Packet) -> str:
    """The answers, then all their footnotes, named "2-1" for [1] of the second answer."""
    parts = [
        *(line for at, answer in enumerate(packet.answers, 1) for line in _answer(answer, at)),
        *(
            line
            for at, answer in enumerate(packet.answers, 1)
            for line in _footnotes(packet, answer, at)
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _answer(answer: Answer, at: int) -> Iterator[str]:
    yield f"# {_escaped(answer.question)}"
    for claim, said in lines_of(answer):
        if claim is None:
            yield f"*{_escaped(said)}*"
            continue
        marks = "".join(f"[^{at}-{number}]" for number in numbers(claim))
        doubted = f" *({_escaped(doubt(claim))})*" if doubt(claim) else ""
        quotes = "> " if claim.kind == "quotation" else ""
        yield f"{quotes}{_escaped(said)}{marks}{doubted}"


def _footnotes(packet: Packet, answer: Answer, at: int) -> Iterator[str]:
    for citations in answer.sources:
        first = citations[0]
        said = [f"{_escaped(where(first))}: {_escaped(headline(first))}"]
        if first.passage.url:
            said.append(_escaped(first.passage.url))
        for citation in citations:
            said.append(f"“{_escaped(citation.quote)}”")
            said.append(_escaped(place(packet, citation)))
        yield f"[^{at}-{first.number}]: " + "\n    ".join(said)


def _escaped(text: str) -> str:
    """A text on one line in which no character means anything to Markdown or HTML."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
