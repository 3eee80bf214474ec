"""A process that writes to the archive that its environment names, to be killed by tests."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.settings import Settings
from benchmarks.invented import CheapEncoder
from vectorstore import Archive, embed, ingest
from vectorstore.types import IngestProgress


def main(batch: int, files: list[Path]) -> None:
    """Ingest in batches of so many chunks; what is kept for good is said by a line each time."""
    ingest.BATCH_CHUNKS = embed.MAX_BATCH = batch
    settings = Settings()

    def acknowledge(progress: IngestProgress) -> None:
        what = ("embedded", progress.embedding.embedded) if progress.embedding else ("kept", 0)
        print(what[0], what[1] or progress.articles, flush=True)

    with Archive.open(settings.archive, CheapEncoder(), chroma=settings.chroma_server) as archive:
        print("ready", flush=True)
        sys.stdin.readline()
        archive.ingest(files, progress=acknowledge)
    print("done", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
