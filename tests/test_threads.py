"""Several threads at one archive: each gets what it gets alone, and leaves nothing open."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from vectorstore import Archive, Filter
from vectorstore.models.encoder import SentenceEncoder
from vectorstore.models.once import once
from vectorstore.store.connections import MAX_CONNECTIONS

THREADS = 8


@pytest.fixture
def many_switches() -> Iterator[None]:
    """Threads take turns so often that what they share is met in any state."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", articles(60))])
        yield archive


def at_once(work: Callable[[int], object], count: int = THREADS) -> list[object]:
    """What each of so many new threads gets, which begin together."""
    begin = threading.Barrier(count)

    def start(number: int) -> object:
        begin.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(start, range(count)))


def open_files() -> int:
    process = psutil.Process()
    count = getattr(process, "num_handles" if sys.platform == "win32" else "num_fds")
    return int(count())


def files_of_an_index(folder: Path) -> int:
    """How many files an index below `folder` holds open (threads may open one more of others)."""
    names = (Path(file.path) for file in psutil.Process().open_files())
    return sum(name.is_relative_to(folder) and "index-" in str(name) for name in names)


@pytest.mark.usefixtures("many_switches")
def test_one_encoder_serves_several_threads(encoder: SentenceEncoder) -> None:
    texts = ["Nobody was hurt.", "The ferry's radar failed in the morning fog.", "Rain."]
    alone = encoder.encode(texts)

    def encode(_: int) -> float:
        return max(float(np.abs(encoder.encode(texts) - alone).max()) for _ in range(40))

    assert max(map(float, at_once(encode))) < 0.01  # type: ignore[arg-type]


def test_what_several_need_is_made_once() -> None:
    made = []

    def make() -> object:
        made.append(1)
        time.sleep(0.05)
        if len(made) == 1:
            raise ValueError("not yet")
        return object()

    get = once(make)
    with pytest.raises(ValueError, match="not yet"):
        get()
    assert len({id(thing) for thing in at_once(lambda _: get())}) == 1
    assert len(made) == 2


class _Interrupted(np.ndarray[Any, Any]):
    """A vector; `interrupt` is called where a search is about to look it up in the index."""

    interrupt: Callable[[], None]

    def __getitem__(self, key: Any) -> Any:
        if key is None:
            self.interrupt()
        return np.asarray(self)[key]


def test_an_index_that_is_replaced_stays_open_until_its_last_search_ends(
    filled: Archive, tmp_path: Path
) -> None:
    article = next(iter(filled.articles()))
    vector = filled.encode([f"{article.title}\n{article.text}"])[0]

    def replace_index(last: int = 4) -> None:
        for number in range(1, last + 1):
            more = articles(20, seed=number, first=1000 * number)
            filled.ingest([write_jsonl(tmp_path / f"{number}.jsonl", more)])
            filled.nearest(vector, 1)

    replace_index(1)
    before = open_files()
    index = files_of_an_index(tmp_path)
    assert index
    interrupted = vector.view(_Interrupted)
    interrupted.interrupt = replace_index
    [found] = filled.nearest(interrupted, 1)
    assert found.article.id == article.id
    assert open_files() < before + index, "as many files again as an index holds"


def _ask(archive: Archive, number: int) -> object:
    article = archive.article(f"a{number}")
    where = Filter(outlets=(article.outlet,))
    [vector] = archive.encode([article.text])
    return (
        [p.article.id for p in archive.matching(article.title, 3, where)],
        [p.article.id for p in archive.nearest(vector, 3)],
        archive.outlets(),
    )


def test_readers_that_come_in_waves_leave_no_file_and_no_thread(filled: Archive) -> None:
    alone = [_ask(filled, number) for number in range(12)]
    threads = set(threading.enumerate())
    opened = []
    for _ in range(10):
        assert at_once(lambda number: _ask(filled, number), 12) == alone
        opened.append(open_files())
    # The file itself and its log for each connection, and as much of the index library's own.
    assert max(opened) <= opened[0] + 4 * MAX_CONNECTIONS
    # Those of what ran before may have ended since.
    assert set(threading.enumerate()) <= threads
    filled.close()
    assert open_files() < opened[-1]


def test_lists_that_are_not_read_to_the_end_keep_nobody_waiting(filled: Archive) -> None:
    lists = [filled.articles() for _ in range(3 * MAX_CONNECTIONS)]
    firsts = [next(each) for each in lists]
    assert len({article.id for article in firsts}) == 1
    filled.remove(firsts[0].id)
    assert len(at_once(lambda _: len(filled))) == THREADS
    whole = [firsts[0].id, *(article.id for article in lists[0])]
    assert len(whole) == len(set(whole)) == 60


def test_a_list_goes_on_as_it_began_while_articles_change(filled: Archive, tmp_path: Path) -> None:
    begun = filled.articles()
    first = next(begun)
    filled.ingest([write_jsonl(tmp_path / "b.jsonl", articles(60, seed=2))])
    rest = list(islice(begun, 100))
    assert len({first.id, *(article.id for article in rest)}) == 60
    assert all("@" not in article.id for article in rest)


AT_THE_LIMIT = """
import os, resource, sys, threading
from pathlib import Path
from benchmarks.invented import CheapEncoder, articles
from vectorstore import Archive, ArchiveError

folder, is_warm = sys.argv[1], sys.argv[2] == "warm"
wanted = next(articles(1))
vector = CheapEncoder().encode([wanted["title"]])[0]

def ask(archive):
    archive.matching(wanted["title"], 1)
    return archive.nearest(vector, 1)

def threads_ask(archive, count=12):
    told = []
    def work():
        try:
            told.append(len(ask(archive)))
        except ArchiveError as error:
            told.append(str(error))
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return told

with Archive.open(folder + "-other", CheapEncoder()) as other:
    other.ingest([Path(sys.argv[3])])
    ask(other)  # all that is imported late is there
archive = Archive.open(folder, CheapEncoder())
if is_warm:
    ask(archive)
else:
    archive.close()
resource.setrlimit(resource.RLIMIT_NOFILE, (96, 96))
taken = []
try:
    while True:
        taken.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    pass
for free in range(0, 24, 3):
    told = threads_ask(archive)
    for each in told:
        assert each == 1 or "its limit is 96" in each, each
    assert (1 in told) == is_warm or free, told
    for _ in range(3):
        os.close(taken.pop())
for fd in taken: os.close(fd)
assert threads_ask(archive) == [1] * 12
print("went on")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit of open files")
@pytest.mark.parametrize("state", ["warm", "cold"])
def test_at_the_limit_of_open_files_it_says_so_and_goes_on(tmp_path: Path, state: str) -> None:
    """Warm: what is open is enough for all. Cold: not even the index could be opened before."""
    source = write_jsonl(tmp_path / "a.jsonl", articles(60))
    with Archive.open(tmp_path / "archive", CheapEncoder()) as archive:
        archive.ingest([source])
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_LIMIT, str(tmp_path / "archive"), state, str(source)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split() == ["went", "on"], done.stderr
