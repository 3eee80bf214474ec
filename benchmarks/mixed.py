"""A folder of everything: is each article of it there, and is what lacks said?

    python -m benchmarks.mixed [--files 1000] [--seed 1]

Whole files of some 40 kinds, each story with a word of its own; beside them files that were cut off
or changed, folders of saved pages, empty files, photographs, drafts, and files that nobody reads.
Prints the report as `dateline ingest` does, then which stories lack that stand in whole files, and
which files the report does not name though they gave less than they hold. A broken file may be one
of them where its words were changed and nothing else.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from benchmarks.invented import CheapEncoder, articles
from benchmarks.mutated import mutate
from benchmarks.newsroom_seeds import Story, seeds
from ui.text import report_text
from vectorstore import Archive

_OUTLETS = ("The Marnby Beacon", "Stow Gazette", "Hask Weekly", "The Tessel Mercury")
_WRITERS = ("Tova Lindqvist", "Emil Harrow", "Marit Solheim", "Jon Pahl")
_SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "tu")
_MARK = re.compile(r"\bzz(?:ba|de|fi|go|lu|ma|ne|pi|ro|tu){5}\b")
# Kinds of which a file holds one story; the others hold two.
_OF_ONE = ("letter.", "page.", "story.", "crawl.", "scan.", "posts.")
_BROKEN = 4  # of each set of whole files, that are there once more


def stories(source: random.Random) -> Iterator[tuple[str, Story]]:
    """Stories without end, and the word that each has in every paragraph, and no other."""
    for number, article in enumerate(articles(1_000_000, words=90, seed=source.randrange(2**32))):
        mark = "zz" + "".join(_SYLLABLES[int(digit)] for digit in f"{number:05}")
        words = [f"{part.rstrip('.')}, said {mark}." for part in article["text"].split("\n\n")]
        day = f"{2019 + number % 6}-{1 + number % 12:02}-{1 + number % 28:02}"
        facts = article["title"], source.choice(_OUTLETS), day, source.choice(_WRITERS)
        yield mark, (facts, words)


def fill(folder: Path, count: int, source: random.Random) -> tuple[dict[Path, set[str]], set[Path]]:
    """The marks of the stories in each file, and which files are broken."""
    held: dict[Path, set[str]] = {}
    broken: set[Path] = set()
    told = stories(source)
    kinds = list(seeds())
    while len(held) < count:
        place = folder / f"set {len(held)}"
        place.mkdir(parents=True)
        for name in (*kinds, *source.sample(kinds, _BROKEN)):
            is_broken = (place / name).exists()
            path = place / (f"broken-{name}" if is_broken else name)
            (first, one), (second, two) = next(told), next(told)
            [content] = seeds(one, two, only=name).values()
            path.write_bytes(mutate(name, content, source) if is_broken else content)
            held[path] = {first} if name.startswith(_OF_ONE) else {first, second}
            broken |= {path} if is_broken else set()
        held |= {path: set() for path in _others(place, source)}
    return held, broken


def _others(place: Path, source: random.Random) -> Iterator[Path]:
    """What holds no article."""
    for name, content in {
        "empty.txt": b"", "film.mp4": source.randbytes(99), "old.doc": source.randbytes(99),
        "draft.md": b"---\ndraft: true\n---\nWords of a draft that nobody has printed.\n",
        "nexis_files/ad.html": b"<p>An advertisement that belongs to the page beside.</p>",
    }.items():  # fmt: skip
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(content)
        yield place / name
    Image.effect_noise((300, 200), 80).save(place / "photo.jpg")
    yield place / "photo.jpg"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        held, broken = fill(root / "in", options.files, random.Random(options.seed))
        with Archive.open(root / "archive", CheapEncoder()) as archive:
            report = archive.ingest([root / "in"], embed=False)
            kept = {mark for one in archive.articles() for mark in _MARK.findall(one.text)}
        print(report_text(report).replace(f"{root}/in/", ""))
        lacking = {path: marks - kept for path, marks in held.items() if marks - kept}
        named = {place for place, _ in (*report.skipped, *report.doubtful)}
        unsaid = [path for path in lacking if not any(said.startswith(str(path)) for said in named)]
        whole = [path for path in held if path not in broken]
        stories = sum(len(held[path]) for path in whole)
        lost = sum(len(lacking.get(path, ())) for path in whole)
        print(f"{len(held):,} files; of {stories:,} stories in whole files {lost} are not there")
        print(
            f"files that lack some: {len(lacking)}, of which the report names all but", len(unsaid)
        )
        for path in unsaid:
            print(f"  {path.relative_to(root / 'in')}")


if __name__ == "__main__":
    main()
