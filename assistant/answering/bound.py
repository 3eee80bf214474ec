"""A draft becomes an answer: what a model wrote is read, and its claims bound to exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from assistant.answering.draft import Draft
from assistant.answering.reply.layout import CELLS, Block
from assistant.checking.citations import bind, cited, numbered
from assistant.checking.similarity import Encode
from assistant.types import Answer, Claim
from vectorstore import Passage
from vectorstore.text.words import terms

if TYPE_CHECKING:
    from assistant.answering.reply.read import Reply

NOT_ALL_SAID = "The model adds that the passages do not answer all that is asked."
# A heading of more words than these is a claim, unless its section has most of them.
MAX_HEADING_TERMS = 3
MIN_SHARED_TERMS = 0.6

_MARK = re.compile(r"\s*\[(\d{1,3})\]")


def bound(draft: Draft, encode: Encode | None = None) -> Answer:
    """The answer that a draft is so far, its [n] bound to exact spans.

    Of a finished one, what is near in meaning is cited too: `encode` gives texts' unit vectors.
    """
    answer = replace(draft.evidence.answer, finished=draft.finished)
    if draft.quotations is not None or not draft.text:
        claims, notes = draft.quotations or (), answer.notes
    else:
        from assistant.answering.reply.read import read_reply

        reply = read_reply(draft.text, answer.passages, grows=not draft.finished)
        claims, notes = (
            _claims(reply, answer.passages, encode if draft.finished else None),
            answer.notes,
        )
        if draft.finished and reply.abstains:
            claims = claims if any(map(_is_cited, claims)) else ()
            notes = (*notes, NOT_ALL_SAID) if claims else notes
    if draft.finished and not claims:
        why = answer.abstention or draft.evidence.why_abstain()
        answer = replace(answer, abstained=True, abstention=why)
    return replace(answer, claims=claims, notes=notes)


def _is_cited(claim: Claim) -> bool:
    return bool(claim.citations) and claim.verdict != "unsupported"


def _claims(reply: Reply, passages: Sequence[Passage], encode: Encode | None) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    heading = head = ""
    for place, block in enumerate(reply.blocks):
        if block.kind == "head":
            head = block.text
        elif block.kind == "heading":
            heading = block.text
            section = _section(reply.blocks[place + 1 :])
            if not _is_title(block.text, section):
                heading = ""
                claims += _of_heading(block, section, passages, encode)
        elif marks := _marks_of_list(block, reply.blocks[place + 1 :]):
            # "The fire was lit on purpose:" rests on what the list below it cites.
            claims += _laid_out(bind(f"{block.text} {marks}", passages, encode), block)
        else:
            group = "\n".join((heading, head)) if block.kind == "row" and head else heading
            claims += (replace(claim, group=group) for claim in _of_block(block, passages, encode))
    return numbered(claims)


def _section(blocks: Sequence[Block]) -> list[Block]:
    """The blocks up to the next heading."""
    found: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            break
        found.append(block)
    return found


def _is_title(heading: str, section: Sequence[Block]) -> bool:
    """Whether a heading only names what its section tells, and claims nothing of its own."""
    if re.search(r"\d", heading):
        return False
    words = terms(heading)
    told = set(terms(" ".join(block.text for block in section)))
    shared = sum(word in told for word in words)
    return len(words) <= MAX_HEADING_TERMS or shared >= MIN_SHARED_TERMS * len(words)


def _of_heading(
    block: Block,
    section: Sequence[Block],
    passages: Sequence[Passage],
    encode: Encode | None,
) -> tuple[Claim, ...]:
    """The claim that a heading makes; it rests on what the first marks of its section name."""
    marks = _first_marks(section)
    return tuple(_laid_out(bind(f"{block.text}. {marks}".strip(), passages, encode), block))


def _marks_of_list(block: Block, following: Sequence[Block]) -> str:
    """The marks of the list or table that a sentence without marks opens; "" for another one."""
    text = block.text.rstrip(" *_")
    if block.kind != "paragraph" or not text.endswith(":") or _MARK.search(text):
        return ""
    found: dict[str, None] = {}
    for each in following:
        if each.kind not in ("item", "step", "row", "head"):
            break
        found.update(dict.fromkeys(_MARK.findall(each.text)))
    return "".join(f"[{number}]" for number in found)


def _first_marks(section: Sequence[Block]) -> str:
    for block in section:
        if numbers := _MARK.findall(block.text):
            return "".join(f"[{number}]" for number in numbers)
    return ""


def _of_block(block: Block, passages: Sequence[Passage], encode: Encode | None) -> Iterator[Claim]:
    if block.kind == "row":
        numbers = [int(number) for number in _MARK.findall(block.text)]
        cells = [_MARK.sub("", cell).strip() for cell in block.text.split(CELLS)]
        claim = cited(", ".join(filter(None, cells)), numbers, passages, encode)
        yield replace(claim, text=CELLS.join(cells), block="row")
    else:
        yield from _laid_out(bind(block.text, passages, encode), block)


def _laid_out(claims: Sequence[Claim], block: Block) -> Iterator[Claim]:
    """The claims of a block: which of them begins it, and what of their words is bold."""
    plain, bold = _without_marks(block)
    position = 0
    for number, claim in enumerate(claims):
        start = max(plain.find(claim.text, position), position)
        position = start + len(claim.text)
        kind: Literal["item", "step", "paragraph"] = (
            block.kind if block.kind in ("item", "step") else "paragraph"
        )
        yield replace(
            claim,
            block="" if number else kind,
            bold=tuple(
                (max(a, start) - start, min(b, position) - start)
                for a, b in bold
                if a < position and start < b
            ),
        )


def _without_marks(block: Block) -> tuple[str, list[tuple[int, int]]]:
    """The text of a block without its marks, and where it is bold."""
    gone = [match.span() for match in _MARK.finditer(block.text)]

    def moved(place: int) -> int:
        return place - sum(min(end, place) - start for start, end in gone if start < place)

    return _MARK.sub("", block.text), [(moved(a), moved(b)) for a, b in block.bold]
