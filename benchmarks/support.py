"""Whether the check of what a model wrote agrees with people who judged it.

    python -m benchmarks.support CLAIMS

CLAIMS is a JSONL file (gzip too) of claims, each with its `references` and whether these support it
(`supported`). Each is checked against the whole of its references. Balanced is the mean of the
share of supported claims that are held supported and of the share of others that are not.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

from assistant.check import check
from assistant.types import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


def main(path: Path) -> None:
    counts: Counter[tuple[bool, Verdict]] = Counter()
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        for record in map(json.loads, file):
            counts[bool(record["supported"]), check(record["claim"], record["references"])] += 1
    print(f"{'judged':12}", *(f"{verdict:>12}" for verdict in VERDICTS))
    right = []
    for judged in (True, False):
        row = [counts[judged, verdict] for verdict in VERDICTS]
        print(f"{'supported' if judged else 'not':12}", *(f"{count:12}" for count in row))
        held = counts[judged, "supported"] / sum(row)
        right.append(held if judged else 1 - held)
    print(f"balanced {sum(right) / 2:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
