"""Whether the check marks what is false, and leaves what is true.

    python -m benchmarks.lies [--whole] [--show] [PART ...]

Each of its files holds pairs: a lie, and an honest sentence from the same passages. The blind ones,
and those of sceptical.jsonl, apart.jsonl and the outsider-*.jsonl, are by people who had not seen
the check; answers.jsonl, by one who had not seen it either, are whole sentences of answers that a
language model might write: most of its honest ones have no lie beside them;
fresh.jsonl, further.jsonl, varied.jsonl, held.jsonl and newer.jsonl by who changed it, before that,
and last.jsonl afterwards. A line has the `claim` with its [n] marks, `quotes`, the exact words that
each mark means, `honest` and `kind`. Each is bound and checked as what a model wrote. It is marked
where any sentence of it is not supported. `--whole` gives the check the passage as a search finds
it and not the quote alone; `--show` lists what of own.jsonl and blind.jsonl was judged wrongly.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.checking.citations import bind
from assistant.checking.meaning import with_meaning_checked
from assistant.types import Claim
from vectorstore import Archive, Article, Passage
from vectorstore.chunks import split

FOLDER = Path(__file__).parent
PARTS = tuple(
    """own blind fresh sceptical further last varied held newer apart answers outsider-a outsider-b
    outsider-c outsider-d outsider-e outsider-f outsider-g outsider-h outsider-i
    outsider-j""".split()
)
SAMPLE = FOLDER.parent.parent / "articles"


def main() -> None:
    """Print a row a kind, for each half."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lies")
    parser.add_argument("--whole", action="store_true", help="give the whole found passage")
    parser.add_argument("parts", nargs="*", default=PARTS, help="own, blind ...; all if not given")
    parser.add_argument("--show", action="store_true", help="list our own wrongly judged ones")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Archive.open(folder) as archive:
        archive.ingest([SAMPLE])
        articles = [*archive.articles()]
        for half in chosen.parts:
            lines = records(half)
            checked = [judged(line, articles, archive, chosen.whole) for line in lines]
            _print(half, lines, checked)
            if chosen.show and half in ("own", "blind"):
                _show(lines, checked)


def records(half: str) -> list[dict[str, Any]]:
    """The lines of one half."""
    text = (FOLDER / f"{half}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def judged(
    line: dict[str, Any], articles: Sequence[Article], archive: Archive, whole: bool = False
) -> tuple[Claim, ...]:
    """The claims of a line, checked by their words and by their meaning."""
    passages = [_passage(quote, articles, whole) for quote in line["quotes"]]
    return with_meaning_checked(bind(line["claim"], passages, archive.encode), archive.encode)


def is_marked(claims: Sequence[Claim]) -> bool:
    """Whether any sentence is not supported."""
    return not claims or any(claim.verdict != "supported" for claim in claims)


def _passage(quote: str, articles: Sequence[Article], whole: bool) -> Passage:
    article = next(article for article in articles if quote in article.text)
    start = article.text.index(quote)
    end = start + len(quote)
    if whole:
        chunks = [chunk for chunk in split(article) if chunk.start <= start < chunk.end]
        start, end = chunks[0].start, max(end, chunks[0].end)
    return Passage(article, start, end, article.text[start:end], 0.0)


def _print(
    half: str, lines: Sequence[dict[str, Any]], checked: Sequence[tuple[Claim, ...]]
) -> None:
    asked, marked = Counter[tuple[str, bool]](), Counter[tuple[str, bool]]()
    for line, claims in zip(lines, checked, strict=True):
        for kind in (line["kind"], "all"):
            asked[kind, line["honest"]] += 1
            marked[kind, line["honest"]] += is_marked(claims)
    print(f"{half:14} {'lies marked':>16} {'honest marked':>16}")
    for kind in sorted({kind for kind, _ in asked}, key=lambda kind: (kind == "all", kind)):
        row = [(marked[kind, honest], asked[kind, honest]) for honest in (False, True)]
        print(f"{kind:14}", *(f"{n:4} of {of:3} {n / max(of, 1):5.0%}" for n, of in row))


def _show(lines: Sequence[dict[str, Any]], checked: Sequence[tuple[Claim, ...]]) -> None:
    for line, claims in zip(lines, checked, strict=True):
        if is_marked(claims) == line["honest"]:
            print("honest" if line["honest"] else "LIE", line["kind"], line["claim"])
            for claim in claims:
                print("   ", claim.verdict, claim.reason)


if __name__ == "__main__":
    main()
