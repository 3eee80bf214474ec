"""Ask a news archive: `from dateline import answer, Assistant, Archive`."""

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import Assistant, answer
    from assistant.types import Answer, Citation, Claim, Turn
    from vectorstore.archive import Archive
    from vectorstore.errors import (
        AddressError,
        ArchiveError,
        DatelineError,
        ModelError,
        QuestionError,
        QuestionsFileError,
        UnknownArticle,
        WrongType,
    )
    from vectorstore.types import Article, IngestReport, Passage

# Where each name is; it is imported when it is first used, since the libraries below are heavy.
_HOMES = {
    "assistant.assistant": ("Assistant", "answer"),
    "assistant.types": ("Answer", "Citation", "Claim", "Turn"),
    "vectorstore.archive": ("Archive",),
    "vectorstore.types": ("Article", "IngestReport", "Passage"),
    "vectorstore.errors": (
        "AddressError",
        "ArchiveError",
        "DatelineError",
        "ModelError",
        "QuestionError",
        "QuestionsFileError",
        "UnknownArticle",
        "WrongType",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AddressError",
    "Answer",
    "Archive",
    "ArchiveError",
    "Article",
    "Assistant",
    "Citation",
    "Claim",
    "DatelineError",
    "IngestReport",
    "ModelError",
    "Passage",
    "QuestionError",
    "QuestionsFileError",
    "Turn",
    "UnknownArticle",
    "WrongType",
    "answer",
]
__version__ = version("dateline")


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
