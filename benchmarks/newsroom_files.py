"""How many files of a folder of cases are read as their expected.json says.

    python -m benchmarks.newsroom_files FOLDER

Each expected.json in it names the files beside it: {"a.csv": {"articles": [{"title", "outlet",
"published", "author", "text_has", "text_has_not"}]}}. A file is right where all of it is met,
wrong where no article's text is, else partly right. What was set aside is shown; it is a fault only
where an article is missing for it.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from vectorstore import formats
from vectorstore.clean import clean
from vectorstore.types import Article, RawArticle

_FACTS = ("title", "outlet", "published", "author")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    for listing in sorted(Path(sys.argv[1]).rglob("expected.json")):
        for name, case in json.loads(listing.read_text("utf-8")).items():
            verdict, notes = _judged(listing.parent / name, case["articles"])
            counts[verdict] += 1
            print(f"{verdict:6} {listing.parent.name}/{name}", *notes, sep="\n         ")
    print(", ".join(f"{counts[verdict]} {verdict}" for verdict in ("right", "partly", "wrong")))
    return 0


def _judged(path: Path, expected: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """The verdict, and what to know of it: the faults, and what was set aside."""
    faults: list[str] = []
    found: list[Article] = []
    aside: list[str] = []
    for item in formats.read(path):
        if isinstance(item, RawArticle):
            found.append(clean(item))
        else:
            aside.append(f"set aside: {item.reason}")
    if len(found) != len(expected):
        faults.append(f"{len(found)} articles, not {len(expected)}")
    texts_right = 0
    for wanted in expected:
        article = max(found, key=lambda one: _likeness(one, wanted), default=None)
        if article is None:
            continue
        missing = _text_faults(article, wanted)
        texts_right += not missing
        faults += missing + _fact_faults(article, wanted)
    if not faults:
        return "right", aside
    return ("partly" if texts_right else "wrong"), faults + aside


def _likeness(article: Article, wanted: dict[str, Any]) -> tuple[bool, int]:
    words = _plain(article.text)
    return article.title == wanted["title"], sum(_plain(w) in words for w in wanted["text_has"])


def _text_faults(article: Article, wanted: dict[str, Any]) -> list[str]:
    words = _plain(article.text)
    faults = [f"text lacks {part!r}" for part in wanted["text_has"] if _plain(part) not in words]
    has_not = wanted.get("text_has_not", [])
    return faults + [f"text has {part!r}" for part in has_not if _plain(part) in words]


def _fact_faults(article: Article, wanted: dict[str, Any]) -> list[str]:
    found = {name: getattr(article, name) for name in _FACTS}
    found["published"] = found["published"][:10]
    return [
        f"{name} {found[name]!r}, not {wanted[name]!r}"
        for name in _FACTS
        if name in wanted and found[name] != wanted[name]
    ]


def _plain(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    sys.exit(main())
