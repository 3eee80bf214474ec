"""Scanned pages and pictures, by the extra `ocr`: Tesseract reads them, `pdf_layout` puts them in
order. Each page is a request of its own to the child process of `guarded`, under its own limit.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from vectorstore.formats import guarded, opening, pdf_layout
from vectorstore.formats.pdf_lines import Line
from vectorstore.types import RawArticle, Unreadable

_INSTALL = 'install Tesseract, then pip install "dateline[ocr]"'
PAGE_SECONDS = 40.0  # of CPU; a page of a broadsheet takes some 10
_DOTS_PER_POINT = 300 / 72
_MAX_PIXELS = 30_000_000  # of a page that is read; a larger one is made smaller
_MAX_PICTURE_PIXELS = 150_000_000  # of one that is opened at all
_SMALL_PIXELS = 1200  # in width: a picture with less is made larger, for the letters' sake
_MIN_CONFIDENCE = 0.4  # of a line that is words and no part of a photograph
_SAME_SIZE = 1.3  # how far apart the sizes of one print may be measured
_MIN_WORDS = 15  # of a picture that is more than a photograph with a sign in it
_MAX_SPACE = 1.5  # of the size: a wider gap parts columns
_MAX_LANGUAGES = 3
_DATA_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata", "/usr/share/tesseract/tessdata", "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata", "/opt/local/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)  # fmt: skip


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """What a picture shows, of each of its pages where it has several (TIFF)."""
    if path.stat().st_size > opening.DOCUMENT_BYTES * 4:
        raise opening.TooLarge(f"larger than {opening.DOCUMENT_BYTES * 4 >> 20} MB")
    source = str(path)
    if not _is_installed():
        reason = f"a picture, of which the words are not read: {_INSTALL}"
        yield Unreadable(source, reason, is_lasting=False)
        return
    first = _page(path, 1, source)
    count = max((int(item.id) for item in first if isinstance(item, RawArticle)), default=1)
    rest = (_page(path, number, f"{source}:{number}") for number in range(2, count + 1))
    yield from _joined(chain([first], rest), source)


def scans(path: Path, numbers: Sequence[int], is_all: bool) -> Iterator[RawArticle | Unreadable]:
    """The articles on scanned pages of a PDF file: of each run of pages one, or each story where
    a page shows several. `is_all` where nothing of the file is text.
    """
    source = str(path)
    if not _is_installed():
        what = "a scan" if is_all else f"{len(numbers)} of its pages are scans"
        reason = f"{what}, of which the words are not read: {_INSTALL}"
        yield Unreadable(source, reason, is_lasting=False, count=1 if is_all else len(numbers))
        return
    for run in _runs(numbers):
        place = source if is_all else f"{source}/page {run[0]}"
        pages = (_page(path, number, f"{source}:{number}") for number in run)
        yield from _joined(pages, place)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _page(path: Path, number: int, source: str) -> list[RawArticle | Unreadable]:
    return guarded.parse(
        "ocr",
        source,
        seconds=PAGE_SECONDS,
        path=str(path.absolute()),
        page=str(number),
    )


def _joined(
    pages: Iterable[Sequence[RawArticle | Unreadable]], source: str
) -> Iterator[RawArticle | Unreadable]:
    """The pages as one article; where one of them shows several stories, each by itself."""
    found: list[list[RawArticle]] = []
    for page in pages:
        yield from (item for item in page if isinstance(item, Unreadable))
        found.append([replace(item, id="") for item in page if isinstance(item, RawArticle)])
    stories = list(chain.from_iterable(found))
    if any(len(page) > 1 for page in found):
        for at, story in enumerate(stories, start=1):
            yield replace(story, source=f"{source}:{at}")
    elif stories:
        text = "\n\n".join(story.text for story in stories)
        letters = max(1, sum(len(story.text) for story in stories))
        sure = sum(story.confidence * len(story.text) for story in stories) / letters
        yield replace(stories[0], text=text, source=source, title="", confidence=sure)


def parse(source: str, path: str, page: str) -> list[RawArticle | Unreadable]:
    """The stories on a page, as Tesseract reads them; `id` is how many pages there are."""
    shown, count = _shown(Path(path), int(page))
    lines, sure = _lines(shown)
    stories = pdf_layout.stories([(float(shown.height), lines)]) if lines else []
    stories = [story for story in stories if len(story.text.split()) >= _MIN_WORDS]
    if not stories:
        return [Unreadable(source, "a picture without an article's words")]
    titles = [story.title if len(stories) > 1 else "" for story in stories]
    return [
        RawArticle(
            story.text, source, id=str(count), title=title, is_page_text=True, confidence=sure
        )
        for story, title in zip(stories, titles, strict=True)
    ]


def _shown(path: Path, number: int) -> tuple[Any, int]:
    """A page as a picture in shades of grey, of a size in which letters are told, and the count."""
    from PIL import Image, ImageOps

    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if is_pdf:
        import pypdfium2  # type: ignore[import-untyped]

        with pypdfium2.PdfDocument(str(path)) as document:
            page = document[number - 1]
            return page.render(scale=_scale(page), grayscale=True).to_pil().convert("L"), len(
                document
            )
    Image.MAX_IMAGE_PIXELS = _MAX_PICTURE_PIXELS
    with Image.open(path, formats=("PNG", "JPEG", "TIFF", "WEBP")) as picture:
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
        if number > 1:
            picture.seek(number - 1)
        if picture.width * picture.height > _MAX_PICTURE_PIXELS:
            raise ValueError("a picture of too many points")
        if "A" in picture.getbands() or "transparency" in picture.info:
            clear = picture.convert("RGBA")
            paper = Image.new("RGBA", clear.size, "white")
            shown = Image.alpha_composite(paper, clear).convert("L")
        else:
            shown = picture.convert("L")
        shown = ImageOps.exif_transpose(shown)
    scale = (_MAX_PIXELS / (shown.width * shown.height)) ** 0.5
    if scale >= 1:
        scale = min(scale, 2.0) if shown.width < _SMALL_PIXELS else 1.0
    return (ImageOps.scale(shown, scale) if scale != 1 else shown), count


def _scale(page: Any) -> float:
    """Points of the picture a point of the page: as many as the scan has, within what is read."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    own = []
    for shown in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = shown.get_bounds()
        if right - left > page.get_width() / 3:
            own.append(shown.get_px_size()[0] / (right - left))
    room = (_MAX_PIXELS / (page.get_width() * page.get_height())) ** 0.5
    return float(min(max(own, default=_DOTS_PER_POINT), 2 * _DOTS_PER_POINT, room))


def _lines(picture: Any) -> tuple[list[Line], float]:
    """The lines on a picture, in points from its lower left corner, and how sure they are (0-1)."""
    import tesserocr

    folder = str(_data_folder())
    languages = "+".join(_languages())
    found: list[tuple[Line, float]] = []
    # PSM.AUTO tells columns apart.
    with tesserocr.PyTessBaseAPI(path=folder, lang=languages, psm=tesserocr.PSM.AUTO) as engine:
        engine.SetImage(picture)
        engine.Recognize()
        level = tesserocr.RIL.WORD
        for word in tesserocr.iterate_level(engine.GetIterator(), level):
            if word.Empty(level) or not (letters := word.GetUTF8Text(level).strip()):
                continue
            sure = word.Confidence(level) / 100
            shown = _word(word, letters, picture.height)
            if not word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and found:
                line, before = found[-1]
                # Tesseract may take the lines of two columns for one.
                if shown.left - line.right <= _MAX_SPACE * line.size:
                    known = len(line.text)
                    line.text, line.right = f"{line.text} {letters}", shown.right
                    sure = (before * known + sure * len(letters)) / (known + len(letters))
                    found[-1] = (line, sure)
                    continue
            found.append((shown, sure))
    kept = [one for one in found if one[1] >= _MIN_CONFIDENCE and re.search(r"\w", one[0].text)]
    size = max(1, sum(len(line.text) for line, _ in kept))
    sure = sum(sure * len(line.text) for line, sure in kept) / size
    return _of_even_size([line for line, _ in kept]), round(sure, 3)


def _word(found: Any, letters: str, height: int) -> Line:
    """A word where it stands; those without low or high letters are as large as the others."""
    import tesserocr

    level = tesserocr.RIL.WORD
    left, upper, right, lower = found.BoundingBox(level)
    row = found.RowAttributes()
    base = found.Baseline(tesserocr.RIL.TEXTLINE)
    foot = (base[0][1] + base[1][1]) / 2 - row["descenders"] if base else lower
    bottom = height - foot
    return Line(left, right, bottom, bottom + (row["row_height"] or lower - upper), letters)


def _of_even_size(lines: list[Line]) -> list[Line]:
    """The lines with sizes that are nearly the same made the same: those of print are measured."""
    evened: list[Line] = []
    largest = 0.0
    for line in sorted(lines, key=lambda line: -line.size):
        if line.size * _SAME_SIZE < largest or not largest:
            largest = line.size
        evened.append(replace(line, top=line.bottom + largest))
    return sorted(evened, key=lambda line: (-line.top, line.left))


def _is_installed() -> bool:
    """Whether the engine, the library that draws pages, and data of a language are there."""
    from importlib.util import find_spec

    return bool(find_spec("tesserocr") and find_spec("PIL") and _languages())


@cache
def _data_folder() -> Path | None:
    program = shutil.which("tesseract")
    beside = Path(os.path.realpath(program)).parent if program else None
    folders = [os.environ.get("TESSDATA_PREFIX", ""), *_DATA_FOLDERS]
    if beside:
        folders += [str(beside / "tessdata"), str(beside.parent / "share" / "tessdata")]
    places = (Path(folder) for folder in folders if folder)
    return next((place for place in places if any(place.glob("*.traineddata"))), None)


@cache
def _languages() -> tuple[str, ...]:
    """The languages that Tesseract has data of, English first; no more than a few, for the time."""
    folder = _data_folder()
    names = sorted(file.stem for file in folder.glob("*.traineddata")) if folder else []
    found = [name for name in names if name not in ("osd", "equ", "snum")]
    return tuple(sorted(found, key=lambda name: name != "eng")[:_MAX_LANGUAGES])
