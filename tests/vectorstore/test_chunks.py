"""Sentences and chunks: exact offsets, nothing cut through, nothing lost."""

from __future__ import annotations

import itertools

import pytest

from vectorstore.chunks import MAX_CHUNK_WORDS, split
from vectorstore.text.sentences import sentences
from vectorstore.types import Article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("No stop", ["No stop"]),
        ("Mr. Orr met Gen. Lund. He left.", ["Mr. Orr met Gen. Lund.", "He left."]),
        ("It rose 3.5 percent. It fell.", ["It rose 3.5 percent.", "It fell."]),
        ("The U.S. Senate met. It rose.", ["The U.S. Senate met.", "It rose."]),
        ("“Why?” she asked. “No!” he said.", ["“Why?” she asked.", "“No!” he said."]),
        ('"We won." They cheered.', ['"We won."', "They cheered."]),
        ("J. K. Mora wrote it.", ["J. K. Mora wrote it."]),
        ("A heading\n\nThe text goes\non. End", ["A heading", "The text goes\non.", "End"]),
        ("On Jan. 5 it was No. 1. It fell.", ["On Jan. 5 it was No. 1.", "It fell."]),
        ("Acme Inc. Chairman Bo Li quit.", ["Acme Inc. Chairman Bo Li quit."]),
        ("雨が降った。風も吹いた。", ["雨が降った。", "風も吹いた。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "One sentence. " * 500,
        "\n\n".join(f"Paragraph {i} has a few words. And two sentences." for i in range(200)),
        "word " * 2000,
        "x" * 50_000,
        "An end.\n\n" + "y" * 10_000 + "\n\nAnother.",
    ],
)
def test_every_word_is_in_exactly_one_chunk_and_no_sentence_is_cut(text: str) -> None:
    chunks = split(Article("a", text))
    spans = [(chunk.start, chunk.end) for chunk in chunks]
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() for a, b in spans)
    starts = {start for start, _ in sentences(text)}
    for chunk in chunks:
        words = len(text[chunk.start : chunk.end].split())
        whole = chunk.start in starts
        assert (words <= MAX_CHUNK_WORDS and whole) or chunk.end - chunk.start <= 3000
