"""`dateline eval`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ui.cli.behind import Ingest
from ui.cli.opening import open_archive, paths_to_ingest, read_settings, refuse_empty
from ui.cli.options import PATHS, archive_option, json_option
from ui.output import say, say_json

if TYPE_CHECKING:
    from assistant.evaluation.questions import KnownQuestion
    from assistant.evaluation.scorecard import Scorecard


@click.command("eval")
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", type=PATHS, help="The articles that the questions are about.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw recall over depth into this SVG file.",
)
@archive_option
@json_option
def eval_(
    questions: Path,
    articles: Path | None,
    picture: Path | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Measure how well questions with known evidence are answered: docs/evaluation.md.

    With --articles and no --archive, the articles come into an archive made for the time being.
    """
    from assistant.evaluation.questions import read_questions
    from assistant.evaluation.recall_picture import recall_svg
    from ui.json import scorecard_json
    from ui.text import scorecard_text

    known = read_questions(questions)
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
    from tqdm import tqdm

    from assistant.evaluation.run import evaluation_folder, run

    paths = paths_to_ingest([articles] if articles else [])
    with evaluation_folder(articles, folder) as own:
        settings = read_settings(own)
        with open_archive(settings, make=bool(paths)) as archive:
            if paths:
                Ingest(archive, settings).run(paths)
            refuse_empty(archive)
            with tqdm(
                *(None, "Asking", len(known)),
                file=sys.stderr,
                leave=False,
                disable=None,
                unit=" questions",
            ) as bar:
                return run(archive, known, articles, settings, lambda: bar.update())
