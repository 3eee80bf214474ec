"""Lies over the sample articles are marked, and their honest twins are not: the shares of each."""

from __future__ import annotations

import pytest

from benchmarks.lies.__main__ import is_marked, judged, records
from vectorstore import Archive

# Every so many pairs of a lie and its twin, so that a run stays short.
STEP = 4


@pytest.mark.parametrize(
    ("half", "least", "most"),
    [
        ("own", 0.85, 0.15),
        ("blind", 0.8, 0.15),
        ("fresh", 0.65, 0.25),
        ("varied", 0.7, 0.2),
        ("held", 0.65, 0.35),
        ("newer", 0.6, 0.35),
        ("apart", 0.55, 0.3),
        ("answers", 0.4, 0.3),
    ],
)
def test_most_lies_are_marked_and_few_honest_sentences(
    sample: Archive, half: str, least: float, most: float
) -> None:
    articles = [*sample.articles()]
    lines = [line for n, line in enumerate(records(half)) if n // 2 % STEP == 0]
    marked: dict[bool, list[bool]] = {True: [], False: []}
    for line in lines:
        marked[line["honest"]].append(is_marked(judged(line, articles, sample)))
    assert sum(marked[False]) >= least * len(marked[False])
    assert sum(marked[True]) <= most * len(marked[True])


def test_the_benchmark_holds_enough_pairs_of_each_kind() -> None:
    lines = [line for half in ("own", "blind", "fresh") for line in records(half)]
    for honest in (True, False):
        assert sum(line["honest"] is honest for line in lines) >= 120
        for kind in ("attribution", "firmness"):
            assert sum(line["honest"] is honest and line["kind"] == kind for line in lines) >= 40
