"""A packet as plain text with footnotes: what is copied into a message or a manuscript."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.types import Answer
from ui.packet.contents import Packet, doubt, headline, lines_of, numbers, place, where


def as_text(packet: Packet) -> str:
    """The answers, each followed by its notes."""
    return "\n\n\n".join("\n".join(_answer(packet, answer)) for answer in packet.answers) + "\n"


def _answer(packet: Packet, answer: Answer) -> Iterator[str]:
    yield answer.question
    for claim, said in lines_of(answer):
        marks = "".join(f"[{number}]" for number in numbers(claim)) if claim else ""
        doubted = f" ({doubt(claim)})" if claim and doubt(claim) else ""
        yield ""
        yield f"{said} {marks}".rstrip() + doubted
    if answer.sources:
        yield ""
    for citations in answer.sources:
        first = citations[0]
        yield f"[{first.number}] {where(first)}: {headline(first)}"
        if first.passage.url:
            yield f"    {first.passage.url}"
        for citation in citations:
            yield f"    “{' '.join(citation.quote.split())}”"
            yield f"    {place(packet, citation)}"
