"""How soon an archive answers, and how well it does while it is still being embedded.

    python -m benchmarks.at_once first-answer [--articles FOLDER | --invented 20000] [--no-wait]
    python -m benchmarks.at_once asking [--invented 1000] [--questions 60]
    python -m benchmarks.at_once readers [--minutes 5]

`first-answer`: `make chat ARTICLES=folder` (installed), until its page shows a quote from the
article that comes last in the folder, in a real browser; and the memory of page and child then,
and after the embedding, for which --no-wait does not wait. `asking`: the time of an answer alone,
and while an ingest embeds. `readers`: four processes read while one writes; each answer is checked.
Exit code 1 where one was wrong.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from assistant import Assistant
from benchmarks.invented import WORDS, CheapEncoder, articles, write_jsonl
from vectorstore import Archive
from vectorstore.behind import Behind
from vectorstore.models.encoder import DEFAULT_ENCODER

ROOT = Path(__file__).parent.parent
# What is asked about, and stands in the last article of the folder.
LAST = {
    "id": "last",
    "title": "Heron colony returns to Quillmarsh",
    "outlet": "Quillmarsh Courier",
    "published": "1990-05-04",
    "text": "The heron colony of Quillmarsh has returned after eleven years, warden Odo Brill said"
    " on Friday. He counted 43 nests in the alders by the old lock.",
}
QUESTION, QUOTED = "How many nests did the warden of Quillmarsh count?", "43 nests"


def first_answer(folder: Path, waits: bool) -> None:
    """From `make chat` to the first quote; if it waits, to the last vector. And the memory."""
    from playwright.sync_api import expect, sync_playwright

    write_jsonl(folder / "zzz-last.jsonl", [LAST])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    archive = folder.parent / "archive"
    command = ["make", "-s", "chat", f"ARTICLES={folder}", f"ARCHIVE={archive}", f"PORT={port}"]
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout
    try:
        address = None
        while not address and (line := process.stdout.readline()):
            address = re.search(r"http://[\d.:]+", line)
        assert address
        print(f"page: {time.perf_counter() - started:.1f} s; {_memory(process.pid)}", flush=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
            )
            page = browser.new_page()
            expect.set_options(timeout=30_000)
            page.goto(address.group())
            asked = 0
            while True:  # until the words of the last article are in
                page.get_by_placeholder("Ask the archive").fill(QUESTION)
                page.get_by_role("button", name="Ask", exact=True).click()
                asked += 1
                last = page.locator("#conversation .exchange").nth(asked - 1)
                expect(last.locator(".abstention, .aside, .scope").first).to_be_visible()
                if QUOTED in last.inner_text():
                    break
                time.sleep(0.5)
            seconds = time.perf_counter() - started
            print(f"quoted: {seconds:.1f} s, asked {asked} times; {_memory(process.pid)}")
            if waits:
                chunks = _until_embedded(archive)
                seconds = time.perf_counter() - started
                print(f"embedded {chunks:,}: {seconds:.1f} s; {_memory(process.pid)}")
            browser.close()
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(20)


def _until_embedded(archive: Path) -> int:
    """Return some seconds after all chunks have their vectors; how many there are."""
    with Archive.open(archive, CheapEncoder()) as opened:
        while (done := opened.embedding_progress()).waiting:
            time.sleep(1)
    time.sleep(5)
    return done.chunks


def _memory(root: int) -> str:
    """The resident memory of a process and of those that it started, in MiB each."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    family = {str(root)}
    for _ in range(4):
        family |= {row[0] for row in rows if row[1] in family}
    found = [
        f"{row[3].partition('-m ')[2][:20] or row[3].split()[1][-20:]} {int(row[2]) / 1024:.0f} MiB"
        for row in rows
        if row[0] in family and "python" in row[3]
    ]
    return ", ".join(found)


def asking(folder: Path, count: int, questions: int) -> None:
    """Seconds an answer, alone and while an ingest of as much again embeds."""
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    write_jsonl(first, articles(count, 250))
    write_jsonl(second, articles(10 * count, 250, seed=1, first=count))
    with Archive.open(folder / "archive") as archive:
        archive.ingest([first], embed=False)
        archive.embed()
        assistant = Assistant(archive)
        asked = [f"What of {WORDS[n]} {WORDS[-n]} {WORDS[2 * n]}?" for n in range(1, questions + 1)]
        assistant.answer(asked[0])
        alone = _times(assistant, asked)
        archive.ingest([second], embed=False)
        larger = _times(assistant, asked)
        with _behind(archive):
            while archive.embedding_progress().embedded < count * 3:
                time.sleep(0.2)
            meanwhile = _times(assistant, asked)
            waiting = archive.embedding_progress().waiting
    assert waiting, "all was embedded before all was asked: raise --invented"
    rows = (("alone", alone), ("alone, all kept", larger), ("while it embeds", meanwhile))
    for name, times in rows:
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name:16} median {median:.3f} s, p95 {p95:.3f} s")


@contextmanager
def _behind(archive: Archive) -> Iterator[Behind]:
    behind = Behind(archive.path, DEFAULT_ENCODER, "auto")
    try:
        yield behind
    finally:
        behind.close()


def _times(assistant: Assistant, questions: list[str]) -> list[float]:
    times = []
    for question in questions:
        started = time.perf_counter()
        assistant.answer(question)
        times.append(time.perf_counter() - started)
    return times


def readers(folder: Path, minutes: float) -> list[str]:
    """Four readers beside a writer for so long; what they found wrong."""
    until = time.time() + 60 * minutes
    command = [sys.executable, "-m", "benchmarks.at_once", "--read", str(folder), str(until)]
    with Archive.open(folder / "archive", CheapEncoder()) as archive:
        processes = [
            subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)
        ]
        batch = 0
        while time.time() < until - 2:
            records = list(articles(200, 100, seed=batch, first=200 * batch))
            write_jsonl(folder / f"{batch}.jsonl", records)
            archive.ingest([folder / f"{batch}.jsonl"], embed=bool(batch % 3))
            # Only from here on do the readers ask for these.
            (folder / "kept").write_text(str(batch + 1))
            batch += 1
        said = [process.communicate()[0].splitlines() for process in processes]
    ended = [process.returncode for process in processes]
    print(f"{200 * batch:,} articles; the readers: {'; '.join(lines[-1] for lines in said)}")
    return [*(line for lines in said for line in lines[:-1]), *(f"exit {e}" for e in ended if e)]


def read(folder: Path, until: float) -> None:
    """What a reader does: ask for articles that are kept, by id, words and meaning."""
    encoder, asked = CheapEncoder(), 0
    with Archive.open(folder / "archive", encoder) as archive:
        while time.time() < until:
            kept = 0
            with suppress(OSError, ValueError):
                kept = int((folder / "kept").read_text())
            if not kept:
                time.sleep(0.05)
                continue
            batch = asked % kept
            record = next(iter(articles(1, 100, seed=batch, first=200 * batch)))
            words = archive.matching(record["title"], 1)
            if archive.article(record["id"]).text != record["text"]:
                print(f"{record['id']} is not as it was", flush=True)
            if not words or words[0].article.id != record["id"]:
                print(f"{record['id']} is not found by its words", flush=True)
            vector = encoder.encode([f"{record['title']}\n{words[0].text}"])[0]
            near = archive.nearest(vector, 1)
            if batch % 3 and (not near or near[0].article.id != record["id"]):
                print(f"{record['id']} is not found by its meaning", flush=True)
            asked += 1
    print(f"{asked:,} asked", flush=True)


def _unpacked(articles_folder: Path, folder: Path) -> None:
    """The articles, as files of a folder to which another can be added."""
    for path in articles_folder.glob("articles*"):
        opened: Any = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rb") as file, (folder / path.stem).open("wb") as copy:
            shutil.copyfileobj(file, copy)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="?", choices=("first-answer", "asking", "readers"))
    parser.add_argument("--articles", type=Path, help="a folder with articles*.jsonl[.gz]")
    parser.add_argument("--invented", type=int, default=1000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--no-wait", action="store_true")
    parser.add_argument("--read", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        read(Path(options.read[0]), float(options.read[1]))
        return
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch) / "articles"
        folder.mkdir()
        if options.what == "first-answer":
            if options.articles:
                _unpacked(options.articles, folder)
            else:
                write_jsonl(folder / "many.jsonl", articles(options.invented, options.words))
            first_answer(folder, not options.no_wait)
        elif options.what == "asking":
            asking(folder, options.invented, options.questions)
        else:
            failures = readers(folder, options.minutes)
            print(f"wrong: {len(failures)}", *failures[:20], sep="\n  ")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
