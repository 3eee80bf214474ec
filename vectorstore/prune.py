"""Removing the articles whose files are gone, unless it looks as if only a disk were away."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from vectorstore.formats import is_gone
from vectorstore.store.catalogue import Catalogue
from vectorstore.text.file_names import from_column, printable, to_column
from vectorstore.types import IngestReport, PruneRefused

# More than this share of what is kept under a path does not go without being confirmed.
MAX_SHARE = 0.5

_Ids = Sequence[str]


def prune(
    catalogue: Catalogue, paths: Sequence[Path], report: IngestReport, confirmed: bool
) -> None:
    """Remove the articles whose file was at or under one of the paths and is gone; counts them.

    PruneRefused, with nothing removed, where that is most of what is kept under a path, or all
    from a folder that stands there empty, and was not `confirmed`.
    """
    gone: dict[str, _Ids] = {}
    for path in paths:
        kept = catalogue.files.under(to_column(os.path.realpath(path)))
        gone_here = {name: ids for name, ids in kept.items() if is_gone(from_column(name))}
        if not confirmed:
            _refuse_most(path, kept, gone_here, report)
        gone |= gone_here
    with catalogue.transaction():
        for ids in gone.values():
            for article_id in ids:
                catalogue.remove(article_id)
    report.removed += _count(gone)


def _refuse_most(
    path: Path, kept: Mapping[str, _Ids], gone: Mapping[str, _Ids], report: IngestReport
) -> None:
    if _count(gone) > MAX_SHARE * _count(kept):
        raise _refused(f"{_count(gone):,} of the {_count(kept):,} articles", path, report)
    for folder, count in _emptied(gone).items():
        if count > 1:
            raise _refused(f"All {count:,} articles", folder, report)


def _refused(what: str, place: Path, report: IngestReport) -> PruneRefused:
    return PruneRefused(
        f"{what} that are kept from {printable(place)} would be removed at once, for their files"
        " are gone: is a disk or a share not mounted? Nothing was removed. If they are to go, run"
        " the same with `--prune --yes` (in Python: `ingest(paths, prune='all')`).",
        report,
    )


def _emptied(gone: Mapping[str, _Ids]) -> Counter[Path]:
    """The folders that are still there and empty, as a share's is, and how many articles each had.

    What it is asked of goes up from a file that is gone to the first folder that is not.
    """
    found: Counter[Path] = Counter()
    is_empty: dict[Path, bool] = {}
    for name, ids in gone.items():
        folder = next(parent for parent in from_column(name).parents if not is_gone(parent))
        if folder not in is_empty:
            is_empty[folder] = _is_empty(folder)
        if is_empty[folder]:
            found[folder] += len(ids)
    return found


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return all(entry.name.startswith(".") for entry in entries)
    except OSError:
        return True  # a folder that can't be looked into proves nothing gone


def _count(files: Mapping[str, _Ids]) -> int:
    return sum(len(ids) for ids in files.values())
