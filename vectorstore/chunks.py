"""Cutting an article into chunks along its paragraphs and sentences; never through one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from vectorstore.text.sentences import sentences
from vectorstore.types import Article, Chunk

# Words a chunk, at most: chosen by measurement, see docs/experiments/2026-11-chunks.md.
MAX_CHUNK_WORDS = 160
# What runs on for longer without an end is no sentence, and is cut at white space.
MAX_SENTENCE_CHARACTERS = 3000
_ASKS = re.compile(r"[?？؟][\"'”’»)\]]*$")

_Piece = tuple[int, int, int]  # start, end, words


def split(article: Article) -> list[Chunk]:
    """The chunks of an article, in order: whole sentences, of about equal length.

    No chunk has more than MAX_CHUNK_WORDS words, unless one sentence has. Every sentence is in
    exactly one chunk, and no chunk in two entries of a live blog.
    """
    edges = [0, *(entry.start for entry in article.entries), len(article.text)]
    parts = ((start, end) for start, end in pairwise(edges) if start < end)
    return [chunk for start, end in parts for chunk in _split(article, start, end)]


def _split(article: Article, first: int, last: int) -> list[Chunk]:
    pieces = [
        (first + start, first + end, len(article.text[first + start : first + end].split()))
        for start, end in _pieces(article.text[first:last])
    ]
    total = sum(words for _, _, words in pieces)
    wanted = total / math.ceil(total / MAX_CHUNK_WORDS) if total else 0
    chunks: list[Chunk] = []
    held: list[_Piece] = []
    for piece in pieces:
        words = sum(words for _, _, words in held)
        if held and (words + piece[2] > MAX_CHUNK_WORDS or words + piece[2] / 2 > wanted):
            asked = _asked_at_end(article.text, held, piece)
            held, carried = held[: len(held) - asked], held[len(held) - asked :]
            chunks.append(Chunk(article.id, held[0][0], held[-1][1]))
            held = carried
        held.append(piece)
    if held:
        chunks.append(Chunk(article.id, held[0][0], held[-1][1]))
    return chunks


def _asked_at_end(text: str, held: list[_Piece], following: _Piece) -> int:
    """How many pieces at the end are a question that the next paragraph answers: it goes along."""
    start, end, words = held[-1]
    is_asked = _ASKS.search(text[start:end]) and "\n\n" in text[end : following[0]]
    return int(bool(is_asked) and len(held) > 1 and words + following[2] <= MAX_CHUNK_WORDS)


def encoded_text(article: Article, chunk: Chunk) -> str:
    """What the encoder reads for a chunk: its text under the article's title."""
    return under_title(article.title, article.text[chunk.start : chunk.end])


def under_title(title: str, body: str) -> str:
    """What the encoder reads for the text of a chunk."""
    return f"{title}\n{body}" if title else body


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        while end - start > MAX_SENTENCE_CHARACTERS:
            cut = text.rfind(" ", start, start + MAX_SENTENCE_CHARACTERS)
            cut = cut if cut > start else start + MAX_SENTENCE_CHARACTERS
            yield start, cut
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end
