"""Vectors in a Chroma server: how it is reached, what is said where it is not, what it keeps."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.invented import CheapEncoder, articles, write_jsonl
from tests.chroma_server import RunningChroma
from vectorstore import Archive, ArchiveError
from vectorstore.store import chroma as library
from vectorstore.store.chroma_server import ChromaServer

RECORDS = list(articles(120))


class Unable(CheapEncoder):
    """The cheap encoder, which says that it is asked what it should not be."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError("embedded again")


def test_what_is_no_address_is_refused() -> None:
    for url in ("localhost:8000", "ftp://host", "http://", "http://a/b/c", "http://me:it@a:1"):
        with pytest.raises(ArchiveError, match="DATELINE_CHROMA"):
            ChromaServer(url)
    with pytest.raises(ArchiveError, match="is no folder"):
        Archive.open("http://localhost:8000")
    assert "secret" not in repr(ChromaServer("http://a:1", key="secret"))


def test_what_is_wrong_with_a_server_is_said(chroma: RunningChroma, tmp_path: Path) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", RECORDS)
    with _answering(404, b"no such page") as (url, _):
        no_chroma = url
        for server, what in (
            (ChromaServer("http://127.0.0.1:9"), "does not answer.*Start it"),
            (ChromaServer(chroma.url, tenant="nobody"), "no tenant 'nobody'.*CHROMA_TENANT"),
            (ChromaServer(chroma.url, database="none"), "database 'none'.*CHROMA_DATABASE"),
            (ChromaServer(no_chroma), "no Chroma server of version 1"),
        ):
            with (
                Archive.open(tmp_path / "archive", CheapEncoder(), chroma=server) as archive,
                pytest.raises(ArchiveError, match=what),
            ):
                archive.ingest([file])
    with _answering(401, b"{}") as (url, _), pytest.raises(ArchiveError, match="CHROMA_KEY"):
        ChromaServer(url).open()


def test_an_archive_is_found_in_another_tenant_and_database(
    chroma: RunningChroma, tmp_path: Path
) -> None:
    chroma.make_database("newsroom", "desk")
    server = ChromaServer(chroma.url, "newsroom", "desk")
    with Archive.open(tmp_path / "archive", CheapEncoder(), chroma=server) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS)])
        assert _nearest(archive) == "a5"
        assert archive.doctor().problems == ()
    with (
        Archive.open(tmp_path / "archive", CheapEncoder(), chroma=chroma.url) as archive,
        pytest.raises(ArchiveError, match=r"kept in the Chroma server at .*newsroom/desk"),
    ):
        _nearest(archive)


def test_headers_and_key_are_sent_with_each_request() -> None:
    place = {"id": "9c858901-8a57-4791-81fe-4c455b099bc9", "name": "d", "tenant": "t"}
    said = {
        "heartbeat": {"nanosecond heartbeat": 1},
        "identity": {"user_id": "", "tenant": "t", "databases": ["d"]},
        "collections": [],
    }

    def answer(path: str) -> bytes:
        return json.dumps(said.get(path.rpartition("/")[2], place)).encode()

    with _answering(200, answer) as (url, requests):
        client = ChromaServer(url, "t", "d", {"x-desk": "foreign"}, "ck-key").open()
        assert client.list_collections() == []
        library.close_server(client)
    assert requests
    for path, headers in requests:
        assert path.startswith("/api/v2/")
        assert (headers["x-desk"], headers["x-chroma-token"]) == ("foreign", "ck-key")
    assert any("/tenants/t/databases/d/collections" in path for path, _ in requests)


def test_one_collection_an_archive_and_none_of_another_is_taken_away(
    chroma: RunningChroma, tmp_path: Path
) -> None:
    before = set(chroma.collections())
    file = write_jsonl(tmp_path / "a.jsonl", RECORDS[:60])
    more = write_jsonl(tmp_path / "b.jsonl", RECORDS[60:])
    with Archive.open(tmp_path / "archive", CheapEncoder(), chroma=chroma.url) as archive:
        archive.ingest([file])
        [first] = set(chroma.collections()) - before
        archive.ingest([more])
        archive.ingest([more])
        [second] = set(chroma.collections()) - before
        assert first != second
    # A copy that somebody made of the folder goes on by itself.
    shutil.copytree(tmp_path / "archive", tmp_path / "copy")
    with Archive.open(tmp_path / "copy", CheapEncoder(), chroma=chroma.url) as copy:
        for article_id in ("a1", "a2", "a3", "a4", "a7", "a8", "a9"):
            copy.remove(article_id)
        assert _nearest(copy) == "a5"
    assert second in chroma.collections()
    with Archive.open(tmp_path / "archive", CheapEncoder(), chroma=chroma.url) as archive:
        assert _nearest(archive) == "a5"
        assert archive.doctor().problems == ()


def test_vectors_are_moved_there_and_back_without_embedding(
    chroma: RunningChroma, tmp_path: Path
) -> None:
    folder, encoder = tmp_path / "archive", CheapEncoder()
    with Archive.open(folder, encoder) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS)])
        vector = archive.encode([RECORDS[5]["text"]])[0]
        found = [passage.article.id for passage in archive.nearest(vector, 20)]
    before = set(chroma.collections())
    with Archive.open(folder, Unable(), chroma=chroma.url) as archive:
        assert [passage.article.id for passage in archive.nearest(vector, 20)] == found
        archive.move_vectors("server")
        assert [passage.article.id for passage in archive.nearest(vector, 20)] == found
        assert not [*folder.glob("index-*")]
        assert len(set(chroma.collections()) - before) == 1
        assert archive.doctor().problems == ()
    with Archive.open(folder, Unable()) as archive:
        with pytest.raises(ArchiveError, match=f"kept in the Chroma server at {chroma.url}"):
            archive.nearest(vector, 20)
        with pytest.raises(ArchiveError, match="Set DATELINE_CHROMA"):
            archive.ingest([tmp_path / "a.jsonl"])
        with pytest.raises(ArchiveError, match="No Chroma server is set"):
            archive.move_vectors("server")
    with Archive.open(folder, Unable(), chroma=chroma.url) as archive:
        archive.move_vectors("folder")
        assert set(chroma.collections()) == before
        archive.move_vectors("server")
    # Also where the server is gone for good.
    with Archive.open(folder, Unable(), chroma="http://127.0.0.1:9") as archive:
        archive.move_vectors("folder")
    with Archive.open(folder, encoder) as archive:
        assert [passage.article.id for passage in archive.nearest(vector, 20)] == found
        assert archive.doctor().problems == ()


def test_a_server_that_is_killed_loses_nothing(chroma: RunningChroma, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "archive", CheapEncoder(), chroma=chroma.url) as archive:
        archive.ingest([write_jsonl(tmp_path / "a.jsonl", RECORDS[:100])])
        assert _nearest(archive) == "a5"
        assert archive.ready() == 100
        chroma.kill()
        try:
            with pytest.raises(ArchiveError, match=r"does not answer .*are kept"):
                _nearest(archive)
            assert archive.matching(RECORDS[5]["title"], 1)[0].article.id == "a5"
            with pytest.raises(ArchiveError, match="does not answer"):
                archive.ready()
            with pytest.raises(ArchiveError, match="does not answer"):
                archive.ingest([write_jsonl(tmp_path / "b.jsonl", RECORDS[100:])])
        finally:
            chroma.start()
        assert _nearest(archive) == "a5"
        archive.ingest([tmp_path / "b.jsonl"])
        assert len(archive) == 120
        assert archive.doctor().problems == ()


def test_a_server_that_dies_while_the_index_is_built_costs_no_article(
    chroma: RunningChroma, tmp_path: Path
) -> None:
    file = write_jsonl(tmp_path / "a.jsonl", RECORDS)
    with Archive.open(tmp_path / "archive", CheapEncoder(), chroma=chroma.url) as archive:
        after = archive._catalogue.vectors.after

        def killing(number: int = 0) -> Iterator[object]:
            for batch in after(number, 20):
                yield batch
                chroma.kill()

        archive._catalogue.vectors.after = killing  # type: ignore[assignment, method-assign]
        try:
            with pytest.raises(ArchiveError, match=r"does not answer.*The articles are kept"):
                archive.ingest([file])
        finally:
            chroma.start()
    before = set(chroma.collections())
    with Archive.open(tmp_path / "archive", CheapEncoder(), chroma=chroma.url) as archive:
        assert len(archive) == 120
        assert archive.matching(RECORDS[5]["title"], 1)[0].article.id == "a5"
        archive.ingest([file])
        assert _nearest(archive) == "a5"
        assert archive.doctor().problems == ()
        assert len(set(chroma.collections()) - before) == 1


def _nearest(archive: Archive) -> str:
    vector = archive.encode([RECORDS[5]["text"]])[0]
    return archive.nearest(vector, 1)[0].article.id


Requests = list[tuple[str, dict[str, str]]]


@contextmanager
def _answering(status: int, said: bytes | Callable[[str], bytes]) -> Iterator[tuple[str, Requests]]:
    """A server that says the same to whatever it is asked, and what it was asked."""
    requests: Requests = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
            body = said if isinstance(said, bytes) else said(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", requests
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
