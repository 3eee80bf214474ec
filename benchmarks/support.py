"""Whether the check of what a model wrote agrees with people who judged it.

    python -m benchmarks.support CLAIMS

CLAIMS is a JSONL file (gzip too) of claims, each with its `references` and whether these support it
(`supported`). Each cites all of its references and is bound and checked as one that a model wrote:
first by its words alone, then by its meaning too. Balanced is the mean of the share of supported
claims that are held supported and of the share of others that are not.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from assistant.checking.citations import cited
from assistant.checking.marks import without_marks
from assistant.checking.meaning import with_meaning_checked
from assistant.types import Claim, Verdict
from vectorstore import Article, Passage
from vectorstore.models.encoder import SentenceEncoder

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def main(path: Path) -> None:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    judged = [bool(record["supported"]) for record in records]
    by_words = [_claim(record["claim"], record["references"]) for record in records]
    _print("by words", judged, by_words)
    _print("and by meaning", judged, with_meaning_checked(by_words, SentenceEncoder().encode))


def _claim(text: str, references: Sequence[str]) -> Claim:
    passages = [Passage(Article("", text), 0, len(text), text, 0.0) for text in references]
    # Its own marks count other references than those that come with it.
    return cited(without_marks(text), range(1, len(passages) + 1), passages)


def _print(name: str, judged: Sequence[bool], claims: Sequence[Claim]) -> None:
    print(f"{name:20}", *(f"{verdict:>12}" for verdict in VERDICTS))
    counts = Counter(zip(judged, (claim.verdict for claim in claims), strict=True))
    right = []
    for supported in (True, False):
        row = [counts[supported, verdict] for verdict in VERDICTS]
        print(f"judged {'supported' if supported else 'not':13}", *(f"{count:12}" for count in row))
        held = counts[supported, "supported"] / sum(row)
        right.append(held if supported else 1 - held)
    print(f"balanced {sum(right) / 2:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
