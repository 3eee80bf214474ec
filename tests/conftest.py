"""What the tests share: the real encoder, loaded once, and the sample archive, ingested once."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.chroma_server import RunningChroma
from tests.postgres_server import RunningPostgres, programs
from vectorstore import Archive
from vectorstore.models.encoder import SentenceEncoder

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "articles"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where two processes run the tests, those of a file stay together, and those of the servers,
    so that each is started once."""
    for item in items:
        is_served = not {"chroma", "postgres"}.isdisjoint(getattr(item, "fixturenames", ()))
        group = "servers" if is_served else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings, or the archive, of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        if name != "DATELINE_CHROMIUM":
            monkeypatch.delenv(name)
    monkeypatch.setenv("DATELINE_ARCHIVE", str(tmp_path / "default-archive"))


@pytest.fixture(autouse=True)
def searched_by_chroma(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first searches of an archive, too, which would else do without Chroma."""
    monkeypatch.setattr("vectorstore.store.by_meaning.SCANS", 0)


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="session")
def sample_files(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bundled sample archive, to be copied. Nobody has it open.

    A process that closes a file loses SQLite's locks of it, also those of its open connections; so
    what is open must not be copied in the same process.
    """
    folder = tmp_path_factory.mktemp("sample") / "archive"
    with Archive.open(folder, encoder) as archive:
        archive.ingest([SAMPLE])
    return folder


@pytest.fixture(scope="session")
def sample(
    sample_files: Path, encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archive]:
    """The bundled sample archive. Tests only read it."""
    folder = shutil.copytree(sample_files, tmp_path_factory.mktemp("read") / "archive")
    with Archive.open(folder, encoder) as archive:
        yield archive


@pytest.fixture
def archive(encoder: SentenceEncoder, tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with Archive.open(tmp_path / "archive", encoder) as archive:
        yield archive


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningChroma]:
    """A Chroma server. Who kills it starts it again."""
    server = RunningChroma(tmp_path_factory.mktemp("chroma"))
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgres() -> Iterator[RunningPostgres]:
    """A PostgreSQL server. Who kills it starts it again."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed")
    # Not below pytest's own folder, which is closed to the user that the server runs as.
    with TemporaryDirectory(prefix="dateline-") as folder:
        server = RunningPostgres(Path(folder))
        yield server
        server.stop()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write articles as JSONL: write("a.jsonl", {"id": "1", "text": "..."}, ...)."""

    def write(name: str, *records: dict[str, str]) -> Path:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return path

    return write
