"""Reading, cutting up and keeping news articles."""

from vectorstore.archive import Archive
from vectorstore.errors import ArchiveError, NoSuchPath
from vectorstore.types import EVERYTHING, Article, Filter, IngestReport, Passage, PruneRefused

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
