"""Reading, cutting up and keeping news articles."""

from vectorstore.archive import Archive
from vectorstore.types import (
    EVERYTHING,
    ArchiveError,
    Article,
    Filter,
    IngestReport,
    NoSuchPath,
    Passage,
    PruneRefused,
)

__all__ = [
    "EVERYTHING",
    "Archive",
    "ArchiveError",
    "Article",
    "Filter",
    "IngestReport",
    "NoSuchPath",
    "Passage",
    "PruneRefused",
]
