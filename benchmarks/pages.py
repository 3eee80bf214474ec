"""How much of real pages is read: text, title and day, beside what people marked in them.

    python -m benchmarks.pages FOLDER [--worst N]

FOLDER holds pages with what stands in them, in the form of one of three public collections: the
test data of fundus (PAPER_DAY.html.gz beside PAPER.json), those of newspaper4k (html/, txt/ and
metadata/), or scrapinghub's article-extraction-benchmark (html/ beside ground-truth.json). None of
them comes along. Printed are, as means over the pages, precision, recall and F1 of the words, words
lost and words too many a page, and the shares of right titles and days.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vectorstore import formats
from vectorstore.clean import clean
from vectorstore.types import Article, RawArticle

# A word, or a letter of a script without spaces.
_WORD = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")


@dataclass(frozen=True)
class Page:
    """A page and what people marked in it; "" for what they did not."""

    path: Path
    text: str
    title: str = ""
    day: str = ""


@dataclass(frozen=True)
class Score:
    """How a page was read: words marked, read and in both; None where nothing was marked."""

    page: Page
    marked: int
    read: int
    shared: int
    title: bool | None
    day: bool | None

    @property
    def f1(self) -> float:
        return 2 * self.shared / max(1, self.marked + self.read)


def pages(folder: Path) -> Iterator[Page]:
    """The pages of a folder, in whichever of the three forms it is."""
    truth = next(folder.rglob("ground-truth.json"), None)
    metadata = next(folder.rglob("metadata"), None)
    if truth is not None:
        for name, known in json.loads(truth.read_text("utf-8")).items():
            yield Page(truth.parent / "html" / f"{name}.html.gz", known["articleBody"])
    elif metadata is not None:
        for path in sorted(metadata.glob("*.json")):
            known = json.loads(path.read_text("utf-8"))
            text = metadata.parent / "txt" / f"{path.stem}.txt"
            if text.exists():
                page = metadata.parent / "html" / f"{path.stem}.html"
                day = str(known.get("publish_date") or "")[:10]
                yield Page(page, text.read_text("utf-8"), known.get("title") or "", day)
    else:
        for path in sorted(folder.rglob("*.html.gz")):
            yield from _of_fundus(path)


def _of_fundus(path: Path) -> Iterator[Page]:
    known = path.with_name(re.sub(r"_\d{4}_\d\d_\d\d\.html\.gz$", ".json", path.name))
    if not known.exists():
        return
    markup = Counter(_words(gzip.decompress(path.read_bytes()).decode("utf-8", "replace")))
    versions = [_marked(path, version) for version in json.loads(known.read_text()).values()]
    versions = [page for page in versions if page.text]
    if versions:  # the file holds what stands in several pages: which is this one's?
        yield max(versions, key=lambda page: _share(Counter(_words(page.text)), markup))


def _marked(path: Path, version: dict[str, Any]) -> Page:
    body = version.get("body") or {}
    parts = list(body.get("summary", []))
    for section in body.get("sections", []):
        parts += [*section["headline"], *section["paragraphs"]]
    day = str(version.get("publishing_date") or "")[:10]
    return Page(path, "\n\n".join(parts), version.get("title") or "", day)


def _share(words: Counter[str], among: Counter[str]) -> float:
    return (words & among).total() / max(1, words.total())


def score(page: Page) -> Score:
    """How well a page is read."""
    articles = [
        article
        for raw in formats.read(page.path)
        if isinstance(raw, RawArticle) and (article := _cleaned(raw))
    ]
    first = articles[0] if articles else Article("", "")
    marked = Counter(_words(page.text))
    read = Counter(_words(" ".join(article.text for article in articles)))
    return Score(
        page,
        marked.total(),
        read.total(),
        (marked & read).total(),
        _words(first.title) == _words(page.title) if page.title else None,
        first.published[:10] == page.day if page.day else None,
    )


def _cleaned(raw: RawArticle) -> Article | None:
    try:
        return clean(raw)
    except ValueError:
        return None


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _mean(values: list[float]) -> float:
    return sum(values) / max(1, len(values))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="name the pages read worst")
    options = parser.parse_args()
    scores = [score(page) for page in pages(options.folder) if page.path.exists()]
    titles = [float(s.title) for s in scores if s.title is not None]
    days = [float(s.day) for s in scores if s.day is not None]
    print(f"pages        {len(scores):>8}")
    print(f"precision    {_mean([s.shared / max(1, s.read) for s in scores]):>8.4f}")
    print(f"recall       {_mean([s.shared / max(1, s.marked) for s in scores]):>8.4f}")
    print(f"F1           {_mean([s.f1 for s in scores]):>8.4f}")
    print(f"words lost   {_mean([s.marked - s.shared for s in scores]):>8.2f} a page")
    print(f"too many     {_mean([s.read - s.shared for s in scores]):>8.2f} a page")
    print(f"titles       {_mean(titles):>8.4f} of {len(titles)}")
    print(f"days         {_mean(days):>8.4f} of {len(days)}")
    for s in sorted(scores, key=lambda s: s.f1)[: options.worst]:
        print(f"{s.f1:.3f} {s.marked} marked, {s.read} read, {s.shared} shared: {s.page.path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
