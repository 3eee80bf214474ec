"""The commands, and the one place where settings become objects."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar, cast

import click

from ui.output import guarded, prepare, say, say_json, text
from ui.terminal import piece

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.settings import Settings
    from assistant.types import Filters
    from ui.web import Address
    from vectorstore import Archive, IngestReport

# Exit codes: 0 done, 1 failed (what and why is on stderr), 2 the command was not understood.
FAILED, MISUSED, INTERRUPTED = 1, 2, 130

SAMPLE_QUESTIONS = (
    "What cargo was the Aster Trader carrying?",
    "Why were people told to leave Lowmarsh?",
    "How much did Rovers pay for Verrin?",
)

_DAY = click.DateTime(["%Y-%m-%d"])
_PATHS = click.Path(path_type=Path)  # whether they are there, the archive asks

_Function = TypeVar("_Function", bound=Callable[..., Any])
Prune = bool | Literal["all"]


class _Commands(click.Group):
    """The commands in the order of the file; the errors meant for people end here, in one line."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: Any, **extra: Any) -> Any:
        prepare()
        return guarded(lambda: super(_Commands, self).main(*args, **extra))

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            _fail("stopped; what was kept is kept.", INTERRUPTED)
        except Exception as error:
            told = _told(error)
            if told is None:
                raise
            _fail(*told)


def _told(error: Exception) -> tuple[str, int] | None:
    """What to tell a person of an error, and the exit code; None where it is a fault of ours."""
    # Imported only here, so that help loads none of it.
    from vectorstore.errors import DatelineError, NoSuchPath, QuestionError

    if isinstance(error, DatelineError):
        misused = isinstance(error, QuestionError | NoSuchPath)
        return str(error), MISUSED if misused else FAILED
    if isinstance(error, sqlite3.DatabaseError):
        return f"the archive could not be read: {error}. `dateline doctor` says more.", FAILED
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename} could not be used: {error.strerror}.", FAILED
    return None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="dateline")
def main() -> None:
    """Ask a news archive in plain language. Every citation is the exact words of the article."""


def _archive_option(command: _Function) -> _Function:
    return click.option(
        "--archive",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The folder of the archive.  [DATELINE_ARCHIVE, else in your data folder]",
    )(command)


def _json_option(command: _Function) -> _Function:
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(command)


def _filter_options(command: _Function) -> _Function:
    """The options that make `filters`, as Assistant's methods take them."""

    @wraps(command)
    def with_filters(**given: Any) -> Any:
        days = {name: given.pop(name) for name in ("since", "until", "as_of")}
        filters = {name: day.date() for name, day in days.items() if day}
        for name in ("outlets", "authors"):
            if names := given.pop(name):
                filters[name] = names
        return command(filters=filters, **given)

    named = "Only this {}; may be repeated."
    for option in (
        click.option("--author", "authors", type=text, multiple=True, help=named.format("author")),
        click.option("--outlet", "outlets", type=text, multiple=True, help=named.format("outlet")),
        click.option("--as-of", type=_DAY, metavar="DAY", help="Only what was known by this day."),
        click.option("--until", type=_DAY, metavar="DAY", help="Only what was published by then."),
        click.option("--since", type=_DAY, metavar="DAY", help="Only what was published since."),
    ):
        with_filters = option(with_filters)
    return cast("_Function", with_filters)


def _public_address(_: click.Context, __: click.Parameter, value: str | None) -> Address | None:
    from ui.guard.site import public_address

    try:
        return public_address(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"{value!r}: {error}.") from error


def _model_option(command: _Function) -> _Function:
    return click.option(
        "--model",
        metavar="PROVIDER:NAME",
        help="The language model that writes, as in ollama:llama3.2; without one, answers are"
        " quotes.  [DATELINE_MODEL]",
    )(command)


@main.command()
@click.argument("paths", nargs=-1, type=_PATHS)
@click.option("--sample", is_flag=True, help="The sample archive that comes with Dateline.")
@click.option("--prune", is_flag=True, help="Remove the articles whose file under PATHS is gone.")
@click.option("--yes", is_flag=True, help="Let --prune remove most of them without asking.")
@click.option(
    "--restore", metavar="ID", type=text, multiple=True, help="Let what was removed in again."
)
@click.option("--again", is_flag=True, help="Read unchanged files too, as Dateline reads them now.")
@click.option("--watch", is_flag=True, help="Go on, and ingest what changes, until Ctrl+C.")
@_archive_option
@_json_option
def ingest(
    paths: Sequence[Path],
    sample: bool,
    prune: bool,
    yes: bool,
    restore: Sequence[str],
    again: bool,
    watch: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Keep the articles in files and folders. Doing it again changes nothing."""
    paths = _named(paths, sample)
    if not paths:
        raise click.UsageError("Say which files or folders to ingest, or --sample.")
    mode: Prune = "all" if prune and yes else prune
    with _archive(_settings(folder), make=True) as archive:
        for article_id in restore:
            archive.restore(article_id)
        report, refusal = _ingest_or_ask(archive, paths, mode, again, ask=not watch)
        if as_json:
            from ui.json import report_json

            say_json(report_json(report))
        if refusal and not watch:
            _fail(refusal)
        if watch:
            _follow(archive, paths, mode)
    if not report.articles + report.removed + len(report.kept_out):
        _fail("no article was found in " + ", ".join(str(path) for path in paths) + ".")


@main.command()
@click.argument("question", type=text)
@_filter_options
@_model_option
@_archive_option
@_json_option
def ask(
    question: str,
    filters: Filters,
    model: str | None,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Answer a question, with the exact words that the answer rests on."""
    from ui.json import answer_json
    from ui.text import claim_text, sources_text

    settings = _settings(folder)
    with (
        _archive(settings) as archive,
        _preparing(_assistant(archive, settings, model)) as assistant,
    ):
        said = 0
        for answer in assistant.stream(question, **filters):
            # The last claim of an unfinished answer may still grow.
            claims = answer.claims if answer.finished else answer.claims[:-1]
            if not as_json:
                for claim in claims[said:]:
                    say(claim_text(claim))
                said = max(said, len(claims))
        if as_json:
            say_json(answer_json(answer))
        else:
            say(sources_text(answer))


@main.command()
@click.argument("question", type=text)
@click.option("-k", "k", type=click.IntRange(1, 100), default=10, show_default=True)
@_filter_options
@_archive_option
@_json_option
def search(
    question: str,
    k: int,
    filters: Filters,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Show the passages that come nearest to a question, best first."""
    from ui.json import search_json
    from ui.text import passages_text

    settings = _settings(folder)
    with (
        _archive(settings) as archive,
        _preparing(_assistant(archive, settings, None)) as assistant,
    ):
        passages = assistant.search(question, k, **filters)
        if as_json:
            say_json(search_json(question, passages))
        else:
            say(passages_text(passages))


@main.command()
@click.argument("paths", nargs=-1, type=_PATHS)
@click.option("--sample", is_flag=True, help="The sample archive that comes with Dateline.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True)
@click.option(
    "--origin",
    metavar="ADDRESS",
    callback=_public_address,
    help="The address that a proxy or a name of your network gives the page, as in"
    " https://news.example/archive; then it answers to no other.",
)
@_model_option
@_archive_option
def chat(
    paths: Sequence[Path],
    sample: bool,
    host: str,
    port: int,
    origin: Address | None,
    model: str | None,
    folder: Path | None,
) -> None:
    """Serve the chat page, after ingesting what PATHS name."""
    paths = _named(paths, sample)
    settings = _settings(folder)
    with _archive(settings, make=bool(paths)) as archive:
        if paths:
            _ingest(archive, paths)
        _refuse_empty(archive)
        from ui.chat import serve
        from vectorstore.errors import AddressError

        of_sample = [path.resolve() for path in paths] == [sample_folder().resolve()]
        examples = SAMPLE_QUESTIONS if of_sample else ()
        try:
            serve(archive, _assistant(archive, settings, model), host, port, examples, origin)
        except AddressError as error:
            _fail(str(error))


@main.command("list")
@_archive_option
@_json_option
def list_(folder: Path | None, as_json: bool) -> None:
    """List the articles, newest first."""
    from ui.json import listing_json
    from ui.text import article_line

    with _archive(_settings(folder)) as archive:
        if as_json:
            say_json(listing_json(archive.articles()))
            return
        for article in archive.articles():
            say(article_line(article))


@main.command()
@click.argument("article_id", metavar="ID", type=text)
@_archive_option
@_json_option
def show(article_id: str, folder: Path | None, as_json: bool) -> None:
    """Show an article; ID@2 shows its second version."""
    from ui.json import article_json
    from ui.text import article_text

    with _archive(_settings(folder)) as archive:
        article = archive.article(article_id)
        if as_json:
            say_json(article_json(article))
        else:
            say(article_text(article))


@main.command()
@click.argument("article_id", metavar="ID", type=text)
@_archive_option
@click.option(
    "--everywhere",
    is_flag=True,
    help="Also write the archive's files anew, so that no word of it is left in them.",
)
def remove(article_id: str, everywhere: bool, folder: Path | None) -> None:
    """Remove an article in all its versions. No ingest brings it back, but with --restore ID."""
    with _archive(_settings(folder)) as archive:
        others = archive.copies(article_id)
        archive.remove(article_id, everywhere)
        say(f"{piece(article_id)} is removed.", err=True)
        for other in others:
            say(f"The same story stays as {piece(other.id)}.", err=True)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_archive_option
def check(file: Path, folder: Path | None) -> None:
    """Check every quote of an answer (as ask --json prints it) against the archive."""
    from assistant.checking.printed import quotes, wrong_quotes

    with _archive(_settings(folder)) as archive:
        try:
            found = quotes(file)
        except ValueError as error:
            _fail(f"{file} is no answer as `dateline ask --json` prints it: {error}", MISUSED)
        wrong = wrong_quotes(archive, found)
        for quote, reason in wrong:
            say(f"[{quote.number}] {piece(reason)}: {piece(quote.text)}")
        say(f"{len(found) - len(wrong)} of {len(found)} quotes stand in the archive.")
        if wrong:
            sys.exit(FAILED)


@main.command()
@click.option("--repair", is_flag=True, help="Mend what can be mended, without embedding again.")
@_archive_option
@_json_option
def doctor(repair: bool, folder: Path | None, as_json: bool) -> None:
    """Say whether the archive is whole: all that is kept agrees and can be found."""
    with _archive(_settings(folder)) as archive:
        health = archive.doctor(repair)
    if as_json:
        from ui.json import health_json

        say_json(health_json(health))
    else:
        from ui.text import health_text

        say(health_text(health))
    if health.problems:
        sys.exit(FAILED)


@main.command("eval")
@click.argument("questions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--articles", type=_PATHS, help="The articles that the questions are about.")
@click.option(
    "--picture",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw recall over depth into this SVG file.",
)
@_archive_option
@_json_option
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
    from tempfile import TemporaryDirectory

    from tqdm import tqdm

    from assistant.evaluation.questions import given_texts, read_questions
    from assistant.evaluation.recall_picture import recall_svg
    from assistant.evaluation.scorecard import evaluate
    from assistant.reader import reranker
    from ui.json import scorecard_json
    from ui.text import scorecard_text

    known = read_questions(questions)
    _named([articles] if articles else [])
    with TemporaryDirectory(prefix="dateline-", ignore_cleanup_errors=True) as scratch:
        own = Path(scratch) if articles and not folder else folder
        settings = _settings(own)
        with _archive(settings, make=articles is not None) as archive:
            if articles:
                _ingest(archive, [articles])
            _refuse_empty(archive)
            given = given_texts([articles]) if articles else {}
            with tqdm(
                total=len(known),
                unit=" questions",
                desc="Asking",
                file=sys.stderr,
                leave=False,
                disable=None,
            ) as bar:
                card = evaluate(
                    archive,
                    known,
                    given,
                    lambda: bar.update(),
                    reranker(settings.reranker, settings.device),
                    settings.reranked,
                )
    if picture:
        picture.write_text(recall_svg(card, questions.name), "utf-8")
    if as_json:
        say_json(scorecard_json(card))
    else:
        say(scorecard_text(card))


def _named(paths: Sequence[Path], sample: bool = False) -> list[Path]:
    """What is to be ingested; a path at which there is nothing is refused before all else."""
    from vectorstore.formats import refuse_missing

    refuse_missing(paths)
    return [*paths, *([sample_folder()] if sample else [])]


def sample_folder() -> Path:
    """The sample archive: inside the installed package, or in the checkout."""
    import vectorstore

    package = Path(vectorstore.__file__).parent
    packaged = package / "sample"
    return packaged if packaged.is_dir() else package.parent / "articles"


def _settings(folder: Path | None) -> Settings:
    from pydantic import ValidationError

    from assistant.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"DATELINE_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()
        )
        _fail(f"a setting in the environment can't be used: {wrong}.", MISUSED)
    return settings.model_copy(update={"archive": folder}) if folder else settings


@contextmanager
def _archive(settings: Settings, make: bool = False) -> Iterator[Archive]:
    from vectorstore import Archive

    if not make and not Archive.exists(settings.archive):
        _fail(
            f"there is no archive at {settings.archive} yet. Make one from your articles with"
            " `dateline ingest PATH`, or from the sample with `dateline ingest --sample`."
        )
    with Archive.open(settings.archive, settings.encoder, settings.device) as archive:
        yield archive


def _refuse_empty(archive: Archive) -> None:
    if not len(archive):
        _fail(f"the archive {archive.path} has no articles. Add some: `dateline ingest PATH`.")


@contextmanager
def _preparing(assistant: Assistant) -> Iterator[Assistant]:
    """Its models load while libraries do; what fails is told where the question meets it."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(assistant.prepare)
        yield assistant


def _assistant(archive: Archive, settings: Settings, model: str | None) -> Assistant:
    from assistant import Assistant

    _refuse_empty(archive)
    return Assistant(
        archive,
        model or settings.model,
        reranker=settings.reranker,
        reranked=settings.reranked,
        model_url=settings.model_url,
        model_timeout=settings.model_timeout,
        device=settings.device,
    )


def _ingest_or_ask(
    archive: Archive, paths: Sequence[Path], prune: Prune, again: bool, ask: bool
) -> tuple[IngestReport, str]:
    """Ingest; where too much would be pruned unasked, the person is asked, if there is one.

    Besides the report, what is to be said where nothing was pruned, else "".
    """
    from ui.text import report_text
    from vectorstore import PruneRefused

    try:
        return _ingest(archive, paths, prune, again), ""
    except PruneRefused as refusal:
        if not (ask and sys.stdin.isatty() and sys.stderr.isatty()):
            say(report_text(refusal.report), err=True)
            return refusal.report, str(refusal)
        say(str(refusal), err=True)
        if not click.confirm("Remove them?", err=True):
            return refusal.report, "nothing was removed."
    return _ingest(archive, paths, "all"), ""


def _ingest(
    archive: Archive, paths: Sequence[Path], prune: Prune = False, again: bool = False
) -> IngestReport:
    """Ingest with a progress bar and a report, both on stderr."""
    from tqdm import tqdm

    from ui.text import report_text
    from vectorstore.types import IngestProgress

    with tqdm(
        *(None, "Ingesting"), file=sys.stderr, leave=False, disable=None, unit="B", unit_scale=True
    ) as bar:

        def show(progress: IngestProgress) -> None:
            bar.total = progress.bytes
            bar.set_postfix_str(
                f"{progress.articles:,} articles, {progress.files_done:,}/{progress.files:,} files"
            )
            bar.update(progress.bytes_done - bar.n)

        report = archive.ingest(paths, progress=show, prune=prune, again=again)
    say(report_text(report), err=True)
    return report


def _follow(archive: Archive, paths: Sequence[Path], prune: Prune) -> None:
    """Ingest again each time that something under the paths changes, until Ctrl+C."""
    from ui.watching import changes

    say("Watching for changes; Ctrl+C stops.", err=True)
    for _ in changes(paths):
        _, refusal = _ingest_or_ask(archive, paths, prune, again=False, ask=False)
        if refusal:
            say(refusal, err=True)


def _fail(message: str, code: int = FAILED) -> NoReturn:
    say(f"dateline: {piece(message)}", err=True)
    sys.exit(code)
