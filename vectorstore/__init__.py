"""Reading, cutting up and keeping news articles."""

import os

from vectorstore.archive import Archive
from vectorstore.errors import ArchiveError, ArchiveInUse, NoSuchPath
from vectorstore.types import (
    EVERYTHING,
    Article,
    EmbeddingProgress,
    Filter,
    IngestReport,
    Passage,
    PruneRefused,
)

# onnxruntime, which is imported late, would report to its maker. Read where it is loaded, in child
# processes too.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__all__ = [
    "EVERYTHING",
    "Archive",
    "ArchiveError",
    "ArchiveInUse",
    "Article",
    "EmbeddingProgress",
    "Filter",
    "IngestReport",
    "NoSuchPath",
    "Passage",
    "PruneRefused",
]
