"""Reading, cutting up and keeping news articles."""

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
