"""What stands where on the pages of a PDF: its paragraphs in the order of reading, and its stories.

Lines make blocks, and blocks are read column by column. What stands at the edge of several pages is
no part of the text. Where a page's layout shows several stories, each comes by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from vectorstore.formats.pdf_lines import Line

_TOP = 0.055  # of a page's height, in which no story begins
_EDGE = 0.1  # of a page's height: where running heads and feet stand
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|pág\.?|página|pagina)?\s*[-–—|]?\s*\d{1,4}\s*[-–—|]?"
    r"(?:\s*(?:of|/|von|de|di|sur)\s*\d{1,4})?", re.IGNORECASE,
)  # fmt: skip
_ENDS = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_HYPHEN = re.compile(r"\w[-‐\xad]$")
_ITEM = re.compile(r"(?:[•·▪◦●■►*–—-]|\d{1,2}[.)])\s")
_SIGNED = re.compile(
    r"(?:By|BY|Von|Por|Par|Di|De)\s+[A-Z]|[A-Z][A-Z .,'’-]{2,40}(?:\([\w .]+\)\s*)?\s*[-–—]+\s"
)
_HEADLINE = 1.25  # of the body's size
_MIN_HEADLINE_WORDS, _MAX_HEADLINE_WORDS = 3, 30
_MIN_STORY_WORDS = 30
_MIN_TELLING_LINES = 4  # that tell how wide a column is
_MAX_BLOCKS = 220  # of a page of which the order of reading is worked out


@dataclass(slots=True)
class Block:
    """Lines of one size under each other, on one page."""

    page: int
    lines: list[Line] = field(default_factory=list)
    edge: float = 0.0  # where its column ends

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        return max(line.right for line in self.lines)

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return self.lines[-1].bottom

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Story:
    """One story's paragraphs; `title` is its headline where there are several in the file."""

    title: str
    text: str


def stories(pages: Sequence[tuple[float, list[Line]]]) -> list[Story]:
    """The stories of some pages, each given by its height and its lines."""
    kept = _without_running_heads(pages)
    blocks = []
    for number, lines in enumerate(kept):
        top = [line for line in lines if line.bottom > pages[number][0] * (1 - _TOP)]
        blocks += _blocks(top, number)
        blocks += _in_order(_blocks([line for line in lines if line not in top], number))
    if not blocks:
        return []
    body = _body_size(blocks)
    heads = _headlines(blocks, body)
    if len(heads) < 2:
        return [Story("", _text(blocks, body))]
    above = _text(blocks[: heads[0]], body) if heads[0] <= 4 else ""
    starts = [heads[0] if above else 0, *heads[1:]]
    found = []
    for head, start, end in zip(heads, starts, [*heads[1:], len(blocks)], strict=True):
        text = _text(blocks[start:end], body)
        found.append(Story(_join(blocks[head].lines), f"{above}\n\n{text}" if above else text))
    return found


def paragraphs(
    pages: Sequence[tuple[float, list[Line]]], stands_alone: Callable[[str], bool]
) -> list[str]:
    """The paragraphs of pages in one column, on which some lines belong to no other."""
    found: list[tuple[str, float]] = []
    is_open = False
    for number, lines in enumerate(_without_running_heads(pages)):
        for block in _blocks(lines, number, stands_alone):
            for paragraph in _paragraphs(block):
                is_mark = stands_alone(paragraph)
                if is_open and not is_mark and _runs_on(found[-1], paragraph, block.size):
                    found[-1] = (_glued(found[-1][0], paragraph), block.size)
                else:
                    found.append((paragraph, block.size))
                is_open = not is_mark
    return [paragraph for paragraph, _ in found]


def _without_running_heads(pages: Sequence[tuple[float, list[Line]]]) -> list[list[Line]]:
    """Each page's lines without its number and what stands at the same edge of another page.

    The first page keeps what stands at its top: there an outlet and a day are named.
    """
    seen: Counter[str] = Counter()
    for height, lines in pages:
        seen.update({_bare(line.text) for line in lines if _is_at_edge(line, height)})
    kept = []
    for number, (height, lines) in enumerate(pages):
        own = []
        for line in lines:
            if not _is_at_edge(line, height):
                own.append(line)
                continue
            is_number = bool(_PAGE_NUMBER.fullmatch(line.text.strip()))
            is_first = number == 0 and line.bottom > height / 2
            if not is_number and (is_first or seen[_bare(line.text)] < 2):
                own.append(line)
        kept.append(own)
    return kept


def _is_at_edge(line: Line, height: float) -> bool:
    return line.top > height * (1 - _EDGE) or line.bottom < height * _EDGE


def _bare(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).lower() or text.strip()


def _blocks(
    lines: Sequence[Line], page: int, stands_alone: Callable[[str], bool] = lambda _: False
) -> list[Block]:
    """Lines put together with those above them that begin or end where they do."""
    blocks: list[Block] = []
    closed: Block | None = None
    for line in lines:
        is_alone = stands_alone(line.text)
        above = [block for block in blocks[-60:] if block is not closed and _goes_on(block, line)]
        if is_alone:
            closed = Block(page, [line])
            blocks.append(closed)
        elif above:
            min(above, key=lambda block: abs(block.lines[-1].bottom - line.top)).lines.append(line)
        else:
            blocks.append(Block(page, [line]))
    for block in blocks:
        block.edge = _edge(block, blocks)
    return blocks


def _edge(block: Block, blocks: Sequence[Block]) -> float:
    """Where the lines of a block's column end, told by the nearest block that has several."""
    column = [
        other
        for other in blocks
        if abs(other.left - block.left) < 1.5 * block.size
        and abs(other.size - block.size) <= 0.15 * block.size
    ]
    long = [other for other in column if len(other.lines) >= _MIN_TELLING_LINES]
    nearest = min(long, key=lambda other: abs(other.top - block.top), default=None)
    return max(block.right, nearest.right if nearest else max(b.right for b in column))


def _goes_on(block: Block, line: Line) -> bool:
    last = block.lines[-1]
    size = max(last.size, line.size)
    if abs(last.size - line.size) > 0.15 * size:
        return False
    gap = last.bottom - line.top
    if not -0.5 * size <= gap <= 0.85 * size:
        return False
    shared = min(block.right, line.right) - max(block.left, line.left)
    return shared > 0.5 * min(block.right - block.left, line.right - line.left)


def _in_order(blocks: list[Block]) -> list[Block]:
    """The blocks of a page in the order of reading: from the top, and column after column."""
    if len(blocks) > _MAX_BLOCKS:
        return sorted(blocks, key=lambda block: (-block.top, block.left))
    after = {at: set[int]() for at in range(len(blocks))}
    for one, block in enumerate(blocks):
        for two, other in enumerate(blocks):
            if one != two and _comes_before(block, other, blocks):
                after[two].add(one)
    ordered: list[Block] = []
    left = set(after)
    while left:
        ready = [at for at in left if not after[at] & left] or list(left)
        nearest = min(ready, key=lambda at: (-blocks[at].top, blocks[at].left))
        if ordered:  # a column is read to its end before the next is begun
            below = [at for at in ready if _share(blocks[at], ordered[-1]) > 0]
            nearest = min(below or [nearest], key=lambda at: (-blocks[at].top, blocks[at].left))
        ordered.append(blocks[nearest])
        left.remove(nearest)
    return ordered


def _comes_before(one: Block, other: Block, blocks: Sequence[Block]) -> bool:
    if _share(one, other) > 0:
        return one.top > other.top
    if one.right > other.left:
        return False
    low, high = min(one.bottom, other.bottom), max(one.top, other.top)
    if one.bottom > other.top and any(
        _share(b, one) > 0
        and _share(b, other) > 0
        and other.top <= b.bottom
        and b.top <= one.bottom
        for b in blocks
    ):
        return True
    return not any(
        _share(between, one) > 0 and _share(between, other) > 0
        and low < between.top < high and between is not one and between is not other
        for between in blocks
    )  # fmt: skip


def _share(one: Block, other: Block) -> float:
    """How much of their widths two blocks have in common, in points."""
    return min(one.right, other.right) - max(one.left, other.left)


def _body_size(blocks: Sequence[Block]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        for line in block.lines:
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _headlines(blocks: Sequence[Block], body: float) -> list[int]:
    """The places of the headlines that begin stories of their own."""
    found = [at for at, block in enumerate(blocks) if _may_be_headline(block, body)]
    large = max((blocks[at].size for at in found), default=0.0)
    told = []
    for at, end in pairwise([*found, len(blocks)]):
        words = sum(len(block.text.split()) for block in blocks[at + 1 : end])
        if words >= _MIN_STORY_WORDS:
            told.append(at)
    signed = [at for at in told if _is_signed(blocks, at)]
    if len(signed) > 1:
        return signed
    alike = [at for at in told if blocks[at].size >= 0.95 * large]
    beside = [at for at in told if any(_stand_beside(blocks[at], blocks[b]) for b in told)]
    several_on_page = len({blocks[at].page for at in alike}) < len(alike)
    return beside if len(beside) > 1 else alike if several_on_page else told[:1]


def _may_be_headline(block: Block, body: float) -> bool:
    count = len(block.text.split())
    is_long = _MIN_HEADLINE_WORDS <= count <= _MAX_HEADLINE_WORDS
    return is_long and block.size >= _HEADLINE * body and not block.text.rstrip().endswith(".")


def _is_signed(blocks: Sequence[Block], at: int) -> bool:
    """Whether a byline or a place stands under a headline."""
    below = [line.text for block in blocks[at + 1 : at + 4] for line in block.lines[:2]]
    return any(_SIGNED.match(line) for line in below)


def _stand_beside(one: Block, other: Block) -> bool:
    is_level = min(one.top, other.top) > max(one.bottom, other.bottom)
    return one is not other and one.page == other.page and is_level and _share(one, other) < 0


def _text(blocks: Sequence[Block], body: float) -> str:
    """The paragraphs of some blocks; one that runs on in the next column or page is one."""
    found: list[tuple[str, float]] = []
    for block in blocks:
        for number, paragraph in enumerate(_paragraphs(block)):
            runs_on = not number and found and _runs_on(found[-1], paragraph, block.size)
            if runs_on:
                found[-1] = (_glued(found[-1][0], paragraph), block.size)
            else:
                found.append((paragraph, block.size))
    return "\n\n".join(paragraph for paragraph, _ in found)


def _runs_on(before: tuple[str, float], paragraph: str, size: float) -> bool:
    text, size_before = before
    if abs(size_before - size) > 0.1 * size or _ENDS.search(text) or _ITEM.match(paragraph):
        return False
    return bool(_HYPHEN.search(text)) or (
        len(text.split()) > 5 and not paragraph[:1].isupper() and paragraph[:1].isalpha()
    ) or (len(text.split()) > 12 and len(paragraph.split()) > 3)  # fmt: skip


def _paragraphs(block: Block) -> Iterator[str]:
    """The paragraphs of a block: parted by an indent, a short last line, or a wider gap."""
    gaps = sorted(one.bottom - two.top for one, two in pairwise(block.lines))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    begin = 0
    for at, (above, line) in enumerate(pairwise(block.lines), start=1):
        if _begins(block, above, line, usual):
            yield _join(block.lines[begin:at])
            begin = at
    yield _join(block.lines[begin:])


def _begins(block: Block, above: Line, line: Line, usual: float) -> bool:
    """Whether a line begins a paragraph."""
    size, width = line.size, block.edge - block.left
    if _HYPHEN.search(above.text) or (line.text[:1].islower() and not _ENDS.search(above.text)):
        return False
    is_apart = above.bottom - line.top > usual + 0.3 * size
    is_short = above.right < block.edge - max(0.12 * width, 2 * size)
    is_indented = line.left > block.left + 0.6 * size and line.left > above.left + 0.6 * size
    ends = bool(_ENDS.search(above.text))
    first = line.text.split(" ", 1)[0]
    would_fit = above.right + len(first) * 0.5 * size < block.edge - 0.3 * size
    return bool(
        is_apart
        or (is_indented and ends)
        or ((is_short or ends) and would_fit)
        or _ITEM.match(line.text)
    )


def _join(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        text = _glued(text, line.text.strip()) if text else line.text.strip()
    return text


def _glued(before: str, after: str) -> str:
    """Two lines as one; where a hyphen ends the first, the break stays until it is told."""
    return f"{before}\n{after}" if _HYPHEN.search(before) else f"{before} {after}"
