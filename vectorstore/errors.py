"""Every error that a caller may meet, each with a message that says what to do.

DatelineError
├── ArchiveError         an archive, its input or its disk: another process, a wrong encoder
│   ├── ArchiveInUse     another process is writing to it
│   ├── UnknownArticle   no article has this id (a KeyError too)
│   ├── NoSuchPath       there is no file or folder at a path that was given
│   └── PruneRefused     so much would be removed that a person has to confirm it (in types)
├── QuestionError        a question that can't be asked, or a filter that fits nothing
│   └── QuestionsFileError   a file of questions for an evaluation that can't be used
├── ModelError           a language model or reranker that can't be set up, reached or heard out
├── AddressError         the page can't be served at this address (an OSError too)
└── WrongType            an argument of another type than is wanted (a TypeError too)
"""

from __future__ import annotations


class DatelineError(Exception):
    """Whatever a person can act on; the message is meant for them."""


class ArchiveError(DatelineError):
    """Something about an archive or its input; shown as it is."""


class ArchiveInUse(ArchiveError):
    """Another process is writing to the archive; the message says which."""


class UnknownArticle(ArchiveError, KeyError):
    """The archive has no article of this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f"The archive has no article {article_id!r}. `dateline list` shows those it has."
        )

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would show the message in quotation marks


class NoSuchPath(ArchiveError):
    """There is no file or folder at a path that was given."""


class QuestionError(DatelineError, ValueError):
    """A question that can't be asked; the message says what to change."""


class QuestionsFileError(QuestionError):
    """A file of questions that can't be used; the message says where and why."""


class ModelError(DatelineError):
    """A model could not be set up, reached or heard to the end; says what to do."""


class AddressError(DatelineError, OSError):
    """The address that was asked for can't be served on; says what to do."""


class WrongType(DatelineError, TypeError):
    """An argument is of another type than is wanted; the message says which is."""


def first_line(error: BaseException) -> str:
    """The first line of a library's message, or the kind of error where it says nothing."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
