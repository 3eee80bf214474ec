"""Cutting an article into chunks along its paragraphs and sentences; never through one."""

from __future__ import annotations

from collections.abc import Iterator

from vectorstore.sentences import sentences
from vectorstore.types import Article, Chunk

# Words a chunk: chosen by measurement, see docs/evaluation.md.
MOST_WORDS = 150
# What runs on for longer without an end is no sentence, and is cut at white space.
LONGEST_SENTENCE = 3000


def split(article: Article) -> list[Chunk]:
    """The chunks of an article, in order: whole sentences, up to MOST_WORDS words each.

    A longer sentence becomes a chunk of its own. Every sentence is in exactly one chunk.
    """
    chunks: list[Chunk] = []
    start = end = words = 0
    for first, last in _pieces(article.text):
        length = len(article.text[first:last].split())
        if words and words + length > MOST_WORDS:
            chunks.append(Chunk(article.id, start, end))
            words = 0
        if not words:
            start = first
        end = last
        words += length
    if words:
        chunks.append(Chunk(article.id, start, end))
    return chunks


def encoded_text(article: Article, chunk: Chunk) -> str:
    """What the encoder reads for a chunk: its text under the article's title."""
    body = article.text[chunk.start : chunk.end]
    return f"{article.title}\n{body}" if article.title else body


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in sentences(text):
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            yield start, end
