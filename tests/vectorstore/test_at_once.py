"""Words first, vectors after: what can be asked meanwhile, and what a killed process leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.conftest import ROOT, SAMPLE, Write
from ui.json import answer_json
from ui.text import sources_text
from vectorstore import Archive, ArchiveInUse, EmbeddingProgress, Filter
from vectorstore.behind import Behind
from vectorstore.models.encoder import DEFAULT_ENCODER
from vectorstore.store.lock import writer


def test_an_article_is_asked_about_by_words_before_any_vector_is_made(archive: Archive) -> None:
    told = [
        *SAMPLE.glob("ferry-*"),
        SAMPLE / "lantern-ferry-fog.txt",
        SAMPLE / "rovers-sign-verrin.txt",
    ]
    archive.ingest(told, embed=False)
    progress = archive.embedding_progress()
    assert progress.chunks
    assert (progress.embedded, progress.share) == (0, 0)
    answer = Assistant(archive).answer("What cargo was the Aster Trader carrying?")
    assert "timber" in answer.text
    assert answer.searched_by_meaning == 0
    assert answer_json(answer)["searched_by_meaning"] == 0
    assert "not yet by meaning" in sources_text(answer)
    health = archive.doctor()
    assert (health.problems, health.vectors, health.waiting) == ((), 0, progress.chunks)

    archive.ingest(told)
    assert archive.embedding_progress() == EmbeddingProgress(progress.chunks, progress.chunks)
    answer = Assistant(archive).answer("What cargo was the Aster Trader carrying?")
    assert answer.searched_by_meaning == 1
    assert "by meaning" not in sources_text(answer)
    assert archive.doctor().waiting == 0


def test_what_the_archive_does_not_say_is_not_answered_without_vectors(archive: Archive) -> None:
    archive.ingest([SAMPLE], embed=False)
    assert Assistant(archive).answer("Who won the chess final in Reykjavik?").abstained


class Interrupted(Exception):
    """What stops an embedding in the middle."""


def stop_at(count: int) -> Callable[[EmbeddingProgress], None]:
    def progress(done: EmbeddingProgress) -> None:
        if done.embedded >= count:
            raise Interrupted

    return progress


def test_the_newest_are_embedded_first_and_the_next_goes_on_from_there(tmp_path: Path) -> None:
    encoder = CheapEncoder()
    records = list(articles(900, 30))
    source = write_jsonl(tmp_path / "many.jsonl", records)
    with Archive.open(tmp_path / "archive", encoder) as archive:
        archive.ingest([source], embed=False)
        with pytest.raises(Interrupted):
            archive.embed(stop_at(400))
        done = archive.embedding_progress()
        assert 400 <= done.embedded < done.chunks
        newest = sorted(records, key=lambda record: record["published"])[-350:]
        for record in newest[::50]:
            vector = encoder.encode([f"{record['title']}\n{record['text']}"])[0]
            assert archive.nearest(vector, 1)[0].article.id == record["id"]
        found = archive.nearest(encoder.encode(["anything"])[0], 900)
        assert {passage.article.id for passage in found} >= {record["id"] for record in newest}
        assert len(found) == done.embedded

        archive.embed()
        assert archive.embedding_progress().waiting == 0
        assert archive.doctor().problems == ()


def test_what_is_embedded_late_is_found_in_the_index_and_through_filters(tmp_path: Path) -> None:
    """Vectors come in another order than chunks, and some before an index was made, some after."""
    encoder = CheapEncoder()
    first, second = list(articles(300, 30)), list(articles(300, 30, seed=1, first=300))
    with Archive.open(tmp_path / "archive", encoder) as archive:
        archive.ingest([write_jsonl(tmp_path / "1.jsonl", first)], embed=False)
        with pytest.raises(Interrupted):
            archive.embed(stop_at(150))
        archive.ingest([write_jsonl(tmp_path / "2.jsonl", second)])
        archive.remove("a7")
        for record in [*first, *second][::37]:
            vector = encoder.encode([f"{record['title']}\n{record['text']}"])[0]
            day = date.fromisoformat(record["published"])
            for where in (
                Filter(),
                Filter(since=day, until=day),
                Filter(outlets=(record["outlet"],)),
            ):
                assert archive.nearest(vector, 1, where)[0].article.id == record["id"]
        gone = encoder.encode([f"{first[7]['title']}\n{first[7]['text']}"])[0]
        assert "a7" not in {passage.article.id for passage in archive.nearest(gone, 600)}
        assert archive.doctor().problems == ()


def test_a_text_that_has_its_vector_already_is_found_by_meaning_at_once(
    archive: Archive, write: Write
) -> None:
    told = {"id": "a", "text": "The old mill at Tarn burned down on Monday night."}
    archive.ingest([write("a.jsonl", told)])
    archive.ingest([write("b.jsonl", {**told, "outlet": "The Echo"})], embed=False)
    assert archive.embedding_progress().waiting == 0
    assert archive.nearest(archive.encode(["a fire"])[0], 1)[0].article.outlet == "The Echo"


def test_a_version_that_was_superseded_before_it_was_embedded_is_found_as_of_then(
    archive: Archive, write: Write
) -> None:
    told = {"id": "a", "text": "The mill at Tarn employs 90.", "published": "2024-01-02"}
    archive.ingest([write("a.jsonl", told)], embed=False)
    newer = {**told, "text": "The mill at Tarn employs 12 people.", "updated": "2024-03-01"}
    archive.ingest([write("a.jsonl", newer)])
    vector = archive.encode(["How many work at the mill?"])[0]
    [then] = archive.nearest(vector, 5, Filter(as_of=date(2024, 2, 1)))
    [now] = archive.nearest(vector, 5)
    assert (then.text, now.text) == (told["text"], newer["text"])
    assert archive.doctor().problems == ()


# Processes


def behind(archive: Archive, *paths: Path) -> Behind:
    return Behind(archive.path, DEFAULT_ENCODER, "auto", paths)


def wait_for(condition: Callable[[], object]) -> None:
    given_up = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < given_up
        time.sleep(0.02)


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "many.jsonl", articles(120, 100))


def note_of(archive: Archive) -> dict[str, object]:
    with suppress(OSError, ValueError):
        return dict(json.loads((archive.path / "writer.json").read_text()))
    return {}


def is_embedding(archive: Archive) -> bool:
    done = archive.embedding_progress()
    return 0 < done.embedded < done.chunks and bool(note_of(archive))


def test_embedding_that_is_killed_goes_on_where_it_was(archive: Archive, tmp_path: Path) -> None:
    work = behind(archive, write_jsonl(tmp_path / "some.jsonl", articles(50, 100)))
    try:
        wait_for(lambda: is_embedding(archive))
        process = note_of(archive)["process"]
        assert isinstance(process, int)
        before = archive.embedding_progress().embedded
        os.kill(process, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        assert archive.embedding_progress().embedded >= before
        work.wait()
    finally:
        work.close()
    assert work.report
    assert work.report.added == len(archive) == 50
    assert archive.embedding_progress().waiting == 0
    assert archive.doctor().problems == ()


STARTER = """
import sys
from pathlib import Path
from vectorstore.behind import Behind
Behind(Path(sys.argv[1]), "all-MiniLM-L6-v2", "auto", [Path(sys.argv[2])])
sys.stdin.read()
"""


def test_what_works_behind_ends_with_the_process_that_started_it_and_gives_way_to_others(
    archive: Archive, many: Path, write: Write
) -> None:
    command = [sys.executable, "-c", STARTER, str(archive.path), str(many)]
    starter = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment())
    try:
        wait_for(lambda: is_embedding(archive))
        # Another writer gets in at once, though there is much to embed.
        new = {"id": "new", "text": "A heron nests on the roof of the town hall in Tarn."}
        assert archive.ingest([write("new.jsonl", new)], embed=False).added == 1
        assert archive.matching("heron roof", 1)[0].article.id == "new"
        wait_for(lambda: is_embedding(archive))
    finally:
        starter.kill()
        starter.communicate()
    wait_for(lambda: _is_free(archive))
    assert archive.embedding_progress().waiting
    archive.embed()
    assert archive.embedding_progress().waiting == 0
    assert archive.doctor().problems == ()


def _is_free(archive: Archive) -> bool:
    try:
        with writer(archive.path, gives_way=True):
            return True
    except ArchiveInUse:
        return False


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


READER = """
import sys
from vectorstore import Archive
from benchmarks.invented import CheapEncoder, articles
records = {r["id"]: r for r in articles(int(sys.argv[2]), 40)}
encoder, most = CheapEncoder(), 0
with Archive.open(sys.argv[1], encoder) as archive:
    print("ready", flush=True)
    while True:
        kept = len(archive)
        assert kept >= most, (kept, most)
        most = kept
        for number in range(0, kept, 40):
            record = records[f"a{number}"]
            assert archive.article(record["id"]).text == record["text"]
            assert archive.matching(record["title"], 1)[0].article.id == record["id"]
            vector = encoder.encode([f"{record['title']}\\n{record['text']}"])[0]
            found = archive.nearest(vector, 1)
            if not archive.embedding_progress().waiting and kept == len(records):
                assert archive.nearest(vector, 1)[0].article.id == record["id"]
        if kept == len(records) and not archive.embedding_progress().waiting:
            break
"""


def test_several_processes_read_while_one_writes(tmp_path: Path) -> None:
    encoder, count = CheapEncoder(), 120
    with Archive.open(tmp_path / "archive", encoder) as archive:
        command = [sys.executable, "-c", READER, str(archive.path), str(count)]
        readers = [
            subprocess.Popen(command, stdout=subprocess.PIPE, env=environment()) for _ in range(3)
        ]
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline() == b"ready\n"
        records = list(articles(count, 40))
        for start in range(0, count, 30):
            part = write_jsonl(tmp_path / f"{start}.jsonl", records[start : start + 30])
            archive.ingest([part], embed=start % 60 == 30)
        archive.embed()
        for reader in readers:
            reader.communicate(timeout=60)
        assert [reader.returncode for reader in readers] == [0, 0, 0]
