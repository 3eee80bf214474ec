"""What a model wrote as HTML: its paragraphs, headings, lists and tables, every word escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from assistant.answering.reply.layout import CELLS
from assistant.types import Claim
from ui.bidi import direction
from ui.escape import piece, text

After = Callable[[Claim], str]


def is_laid_out(claims: Sequence[Claim]) -> bool:
    """Whether a model set its words in lists, tables or bold."""
    return any(claim.block in ("item", "step", "row") or claim.bold for claim in claims)


def written(claims: Sequence[Claim], after: After) -> Iterator[str]:
    """The blocks of some claims; `after` is what is shown behind each of them."""
    for group, members in groupby(claims, key=lambda claim: claim.group):
        section = list(members)
        is_table = section[0].block == "row"
        heading, _, head = group.rpartition("\n") if is_table else (group, "", "")
        if heading:
            yield f'<h3 dir="auto">{piece(heading)}</h3>'
        steps = 0
        for kind, together in groupby(_blocks(section), key=lambda block: block[0].block):
            blocks = list(together)
            if kind == "step":
                yield f'<ol start="{steps + 1}">{_items(blocks, after)}</ol>'
                steps += len(blocks)
            elif kind == "item":  # below a step, whose list goes on
                yield f"<ul>{_items(blocks, after)}</ul>"
            else:
                steps = 0
                yield _rows(blocks, head, after) if kind == "row" else _paragraphs(blocks, after)


def written_sentence(claim: Claim, after: str) -> str:
    """A claim as a sentence among others, with what is bold in it."""
    return f'<span class="claim {claim.verdict}">{_bold(claim)}{after}</span>'


def _blocks(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims of each paragraph, item or row together."""
    blocks: list[list[Claim]] = []
    for claim in claims:
        if claim.block or not blocks:
            blocks.append([claim])
        else:
            blocks[-1].append(claim)
    return blocks


def _sentences(claims: Sequence[Claim], after: After) -> str:
    return " ".join(written_sentence(claim, after(claim)) for claim in claims)


def _paragraphs(blocks: Sequence[Sequence[Claim]], after: After) -> str:
    # dir="auto" would look past the isolated sentences.
    return "".join(
        f'<p dir="{direction(claims[0].text)}">{_sentences(claims, after)}</p>' for claims in blocks
    )


def _items(blocks: Sequence[Sequence[Claim]], after: After) -> str:
    return "".join(
        f'<li dir="{direction(claims[0].text)}">{_sentences(claims, after)}</li>'
        for claims in blocks
    )


def _rows(blocks: Sequence[Sequence[Claim]], head: str, after: After) -> str:
    titles = "".join(f"<th>{piece(cell)}</th>" for cell in head.split(CELLS)) if head else ""
    rows = "".join(_row(claim, after(claim)) for claims in blocks for claim in claims)
    shown = f"<thead><tr>{titles}<th></th></tr></thead>" if titles else ""
    return f"<table>{shown}<tbody>{rows}</tbody></table>"


def _row(claim: Claim, after: str) -> str:
    cells = "".join(f"<td>{piece(cell)}</td>" for cell in claim.text.split(CELLS))
    return f'<tr class="claim {claim.verdict}">{cells}<td>{after}</td></tr>'


def _bold(claim: Claim) -> str:
    """The claim's text, its bold ranges as such."""
    parts, position = "", 0
    for start, end in claim.bold:
        start, end = max(start, position), min(end, len(claim.text))
        if start < end:
            parts += text(claim.text[position:start])
            parts += f"<strong>{text(claim.text[start:end])}</strong>"
            position = end
    return f"<bdi>{parts}{text(claim.text[position:])}</bdi>"
