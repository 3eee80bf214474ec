"""What it costs to bind an answer of 800 words while a model streams it: seconds of processor time.

python -m benchmarks.streaming
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assistant.answering.bound import bound
from assistant.answering.draft import Draft, Evidence
from assistant.answering.write import grown
from assistant.finding.found import Found
from assistant.types import Answer, Question
from vectorstore import Archive

WORDS = 800
SAMPLE = Path(__file__).parents[1] / "articles"
QUESTION = "What happened to the ferry Marigold?"


def main() -> None:
    """Bind the sample's own sentences, token by token, as prose and as a list."""
    from assistant import Assistant

    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([SAMPLE])
        passages = tuple(Assistant(archive).search(QUESTION, 8))
        evidence = Evidence(
            *(Question(QUESTION, QUESTION), Found()),
            Answer(QUESTION, passages=passages),
            time.perf_counter(),
        )
        for name, between in (("prose", " "), ("list", "\n- ")):
            text = between.join(_sentences([each.text for each in passages]))
            started, shown = time.process_time(), 0
            draft, so_far = Draft(evidence), ""
            for token in text.split(" "):
                so_far += f"{token} "
                longer = grown(draft, so_far)
                if longer is not draft:
                    draft, shown = longer, shown + 1
                    bound(draft)
            bound(Draft(evidence, text, finished=True))
            took = time.process_time() - started
            print(f"{name}: {len(text.split())} words, shown {shown} times, {took:.2f} s")


def _sentences(texts: list[str]) -> Iterator[str]:
    """Sentences of about 20 words, each with the number of its passage, WORDS in all."""
    said = 0
    while said < WORDS:
        for number, text in enumerate(texts, 1):
            words = text.split()[said % 40 : said % 40 + 20]
            if said < WORDS and words:
                said += len(words)
                yield f"{' '.join(words).strip('.').capitalize()} [{number}]."


if __name__ == "__main__":
    main()
