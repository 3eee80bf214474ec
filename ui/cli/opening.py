"""The one place where settings and paths become objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.group import MISUSED, fail

if TYPE_CHECKING:
    from assistant import Assistant
    from assistant.settings import Settings
    from vectorstore import Archive


def paths_to_ingest(paths: Sequence[Path], sample: bool = False) -> list[Path]:
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


def read_settings(folder: Path | str | None) -> Settings:
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from assistant.settings import Settings

    try:
        settings = Settings()
    except ValidationError as error:
        wrong = "; ".join(
            f"DATELINE_{str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors()
        )
        fail(f"a setting in the environment can't be used: {wrong}.", MISUSED)
    except SettingsError as error:  # its text names the field in quotation marks
        name = str(error).split('"')[1].upper()
        fail(f"a setting in the environment can't be used: DATELINE_{name} is no JSON.", MISUSED)
    return settings.model_copy(update={"archive": folder}) if folder else settings


@contextmanager
def open_archive(settings: Settings, make: bool = False) -> Iterator[Archive]:
    from vectorstore import Archive
    from vectorstore.store.postgres import shown

    if not make and not Archive.exists(settings.archive):
        fail(
            f"there is no archive at {shown(settings.archive)} yet. Make one from your articles"
            " with `dateline ingest PATH`, or from the sample with `dateline ingest --sample`."
        )
    with Archive.open(
        settings.archive, settings.encoder, settings.device, settings.chroma_server
    ) as archive:
        yield archive


def refuse_empty(archive: Archive) -> None:
    if not len(archive):
        fail(f"the archive {archive.name} has no articles. Add some: `dateline ingest PATH`.")


@contextmanager
def prepared(assistant: Assistant) -> Iterator[Assistant]:
    """Its models load while libraries do; what fails is told where the question meets it."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(assistant.prepare)
        yield assistant


def make_assistant(
    archive: Archive, settings: Settings, model: str | None, checker: str | None = None
) -> Assistant:
    from assistant import Assistant

    refuse_empty(archive)
    return Assistant(
        archive,
        model or settings.model,
        reranker=settings.reranker,
        reranked=settings.reranked,
        model_url=settings.model_url,
        model_timeout=settings.model_timeout,
        device=settings.device,
        model_options=settings.model_options,
        checker=checker or settings.checker,
    )
