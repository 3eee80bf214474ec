"""`dateline eval`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.behind import Ingest
from ui.cli.group import FAILED
from ui.cli.opening import (
    make_assistant,
    open_archive,
    paths_to_ingest,
    read_settings,
    refuse_empty,
)
from ui.cli.options import PATHS, archive_option, json_option, model_option
from ui.output import say, say_json

if TYPE_CHECKING:
    from assistant.evaluation.questions import KnownQuestion
    from assistant.evaluation.scorecard import Scorecard
    from assistant.settings import Settings
    from vectorstore import Archive


@click.command("eval")
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", type=PATHS, help="The articles that the questions are about.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw recall over depth into this SVG file.",
)
@model_option
@archive_option
@json_option
def eval_(
    questions: Path,
    articles: Path | None,
    picture: Path | None,
    model: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Measure how well questions with known evidence are answered: docs/evaluation.md.

    With --articles and no --archive, the articles come into an archive made for the time being.
    With --model, that model answers the questions, and its answers are measured.
    """
    from assistant.evaluation.questions import read_questions
    from assistant.evaluation.recall_picture import recall_svg
    from ui.json import scorecard_json
    from ui.text import scorecard_text

    known = read_questions(questions)
    if model:
        _measure_model(known, articles, folder, model, as_json)
        return
    card = _scorecard(known, articles, folder)
    if picture:
        picture.write_text(recall_svg(card, questions.name), "utf-8")
    if as_json:
        say_json(scorecard_json(card))
    else:
        say(scorecard_text(card))


def _scorecard(
    known: Sequence[KnownQuestion], articles: Path | None, folder: Path | None
) -> Scorecard:
    """Ingest what is to be ingested, and ask all questions, with a progress bar on stderr."""
    from assistant.evaluation.run import run

    with _opened(articles, folder) as (archive, settings), _asking(len(known)) as progress:
        return run(archive, known, articles, settings, progress)


def _measure_model(
    known: Sequence[KnownQuestion],
    articles: Path | None,
    folder: Path | None,
    model: str,
    as_json: bool,
) -> None:
    from dataclasses import asdict

    from assistant.evaluation.model import measure
    from ui.text import model_score_text

    with _opened(articles, folder) as (archive, settings):
        assistant = make_assistant(archive, settings, model)
        if assistant.sends:
            say(assistant.sends, err=True)
        with _asking(len(known)) as progress:
            score = measure(archive, assistant, known, progress)
    if as_json:
        say_json({"model": model, **asdict(score)})
    else:
        say(model_score_text(model, score))
    if score.failed == score.questions:
        sys.exit(FAILED)


@contextmanager
def _opened(articles: Path | None, folder: Path | None) -> Iterator[tuple[Archive, Settings]]:
    """The archive that is asked, with what is to be ingested in it."""
    from assistant.evaluation.run import evaluation_folder

    paths = paths_to_ingest([articles] if articles else [])
    with evaluation_folder(articles, folder) as own:
        settings = read_settings(own)
        with open_archive(settings, make=bool(paths)) as archive:
            if paths:
                Ingest(archive, settings).run(paths)
            refuse_empty(archive)
            yield archive, settings


@contextmanager
def _asking(count: int) -> Iterator[Callable[[], object]]:
    """A progress bar on stderr; what it gives is called after each question."""
    from tqdm import tqdm

    with tqdm(
        *(None, "Asking", count), file=sys.stderr, leave=False, disable=None, unit=" questions"
    ) as bar:
        yield lambda: bar.update()
