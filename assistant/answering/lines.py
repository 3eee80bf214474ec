"""An answer line by line, as plain text: what is copied, sent and told to other programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.types import Answer, Claim
from vectorstore.types import in_words

_VERDICTS = {
    "supported": "",
    "partly": "only partly in the cited text",
    "unsupported": "not found in the cited text",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message, and the claim that it is, None for a remark."""

    text: str
    claim: Claim | None


def doubt(claim: Claim) -> str:
    """What a claim lacks, in words; "" where its citations hold it."""
    if not claim.citations and claim.verdict == "unsupported":
        return "no source for this"
    return ": ".join(part for part in (_VERDICTS[claim.verdict], claim.reason) if part)


def numbers(claim: Claim) -> list[int]:
    """The [n] of a claim."""
    return sorted({citation.number for citation in claim.citations})


def lines_of(answer: Answer) -> Iterator[tuple[Claim | None, str]]:
    """An answer line by line: each claim with its words, then remarks that have no source."""
    if answer.abstained:
        yield None, answer.text
    if answer.short and not answer.abstained:
        yield None, f"In short: {answer.short.text} [{answer.short.citation.number}]"
    for claim in answer.claims:
        day = f"{_day(claim)}: " if answer.form == "events" else ""
        yield claim, f"{day}{claim.in_words}"
    for note in answer.notes:
        yield None, note
    if answer.by_meaning_in_words:
        yield None, answer.by_meaning_in_words


def _day(claim: Claim) -> str:
    return in_words(date.fromisoformat(claim.day)) if claim.day else "day unknown"


def message_lines(answer: Answer) -> list[Line]:
    """The lines of an answer with their [n], each doubt in words behind what is doubted."""
    lines = []
    for claim, said in lines_of(answer):
        marks = "".join(f"[{number}]" for number in numbers(claim)) if claim else ""
        doubted = f" ({doubt(claim)})" if claim and doubt(claim) else ""
        lines.append(Line(f"{said} {marks}".rstrip() + doubted, claim))
    return lines


SEPARATOR = "\n\n"


def spans(lines: list[Line]) -> Iterator[tuple[int, int, Claim]]:
    """Where each claim stands in the lines, joined by SEPARATOR."""
    at = 0
    for line in lines:
        if line.claim:
            yield at, at + len(line.text), line.claim
        at += len(line.text) + len(SEPARATOR)
