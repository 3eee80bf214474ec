"""One evaluation, from settings and files to the scorecard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.evaluation.questions import KnownQuestion, given_texts
from assistant.evaluation.scorecard import Progress, Scorecard, evaluate
from assistant.reader import reranker
from assistant.settings import Settings
from vectorstore import Archive


@contextmanager
def evaluation_folder(articles: Path | None, folder: Path | None) -> Iterator[Path | None]:
    """The archive's folder: `folder`, else one for the time being if there are `articles`."""
    if folder or not articles:
        yield folder
        return
    with TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as scratch:
        yield Path(scratch)


def run(
    archive: Archive,
    questions: Sequence[KnownQuestion],
    articles: Path | None,
    settings: Settings,
    progress: Progress | None = None,
) -> Scorecard:
    """The scorecard of an archive, read and reranked as the settings say.

    `articles` are the files that the archive was made from, if evidence is given by offsets into
    them. `progress` is called after each question. QuestionsFileError as `evaluate` raises it.
    """
    return evaluate(
        archive,
        questions,
        given_texts([articles]) if articles else {},
        progress,
        reranker(settings.reranker, settings.device),
        settings.reranked,
    )
