"""Lists of references (.ris, .bib), as databases export them: an entry with words is an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from vectorstore.formats import decode, guarded, opening, records
from vectorstore.types import RawArticle, Unreadable

_TAG = re.compile(r"([A-Z][A-Z0-9])\s{1,3}-(?:\s(.*))?$")
_RIS = {
    "title": ("TI", "T1", "CT"), "outlet": ("T2", "JO", "JF", "JA", "T3", "BT", "PB"),
    "author": ("AU", "A1"), "published": ("DA", "Y1", "PY"), "url": ("UR", "L1", "LK"),
    "fulltext": ("FT",), "abstract": ("AB", "N2"), "language": ("LA",),
}  # fmt: skip
_BIB = {
    "title": ("title",), "outlet": ("journal", "journaltitle", "newspaper", "publisher"),
    "author": ("author",), "published": ("date",), "url": ("url",), "abstract": ("abstract",),
    "language": ("language", "langid"),
}  # fmt: skip
_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s]*)\s*,")
_NO_ENTRIES = ("comment", "string", "preamble")
_FIELD = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303",
            "c": "\u0327", "v": "\u030c", "=": "\u0304", "H": "\u030b", ".": "\u0307"}  # fmt: skip
_LATEX = re.compile(r"\{?\\(['`^\"~=.]|[cvH](?=[{\s]))\s*\{?(\\?[A-Za-z])\}?\}?")


def read(path: Path) -> Iterator[RawArticle | Unreadable]:
    """Each entry's article, with its abstract where it has no text."""
    yield from guarded.parse_file("references", path)


def parse(source: str, path: str) -> list[RawArticle | Unreadable]:
    """The articles of the file."""
    return list(_articles(Path(path), source))


def _articles(path: Path, source: str) -> Iterator[RawArticle | Unreadable]:
    text = decode.decoded(opening.whole(path, 2 * opening.DOCUMENT_BYTES)).removeprefix("\ufeff")
    is_bib = text.lstrip().startswith(("@", "%"))
    entries = _bib(text) if is_bib else _ris(text)
    count, articles = 0, 0
    for count, fields in enumerate(entries, start=1):
        place = f"{source}:{count}"
        if any(fields.get(name) for name in ("abstract", "fulltext")):
            articles += 1
            yield records.raw_article(fields, place)
        else:
            yield Unreadable(place, f"a reference without text: {fields.get('title', '')[:80]}")
    if not count:
        yield Unreadable(source, "no references in it")
    elif articles and _is_cut_off(text, is_bib):
        yield Unreadable(source, "cut off: the file ends within its last reference")


def _is_cut_off(text: str, is_bib: bool) -> bool:
    if is_bib:
        braces = re.sub(r"\\[{}]", "", text)
        return braces.count("{") > braces.count("}")
    last = _TAG.match(text.rstrip().rpartition("\n")[2].rstrip() + " ")
    return last is None or last[1] != "ER"


def _ris(text: str) -> Iterator[dict[str, str]]:
    tags: dict[str, list[str]] = {}
    last = ""
    for line in [*text.splitlines(), "ER  - "]:
        tag = _TAG.match(line)
        if tag and tag[1] in ("ER", "TY"):
            if any(name != "TY" for name in tags):
                yield _fields(tags, _RIS)
            tags, last = {}, ""
        elif tag:
            last = tag[1]
            tags.setdefault(last, []).append((tag[2] or "").strip())
        elif last and line.strip():
            tags[last][-1] += f"\n{line.strip()}"


def _bib(text: str) -> Iterator[dict[str, str]]:
    place = 0
    while entry := _ENTRY.search(text, place):
        place = entry.end()
        if entry[1].lower() in _NO_ENTRIES:
            continue
        tags: dict[str, list[str]] = {}
        while field := _FIELD.match(text, place):
            value, place = _value(text, field.end())
            tags[field[1].lower()] = [_plain(value)]
        fields = _fields(tags, _BIB)
        if not fields.get("published") and "year" in tags:
            fields["published"] = _day(tags)
        yield fields


def _value(text: str, start: int) -> tuple[str, int]:
    """A field's value, in braces, quotes or neither, and where it ends."""
    opener = text[start : start + 1]
    if opener not in ("{", '"'):
        bare = re.compile(r"[^,}\s]*").match(text, start)
        return (bare[0], bare.end()) if bare else ("", start)
    closer = "}" if opener == "{" else opener
    depth = 0
    for place in range(start, len(text)):
        sign = text[place]
        depth += (sign == "{") - (sign == "}")
        is_end = depth == 0 and place > start and sign == closer
        if is_end and text[place - 1] != "\\":
            return text[start + 1 : place], place + 1
    return text[start + 1 :], len(text)


def _plain(value: str) -> str:
    """A value without LaTeX's marks."""
    import unicodedata

    value = _LATEX.sub(lambda m: m[2].removeprefix("\\") + _ACCENTS[m[1]], value)
    value = re.sub(r"\\([&%$#_{}])", r"\1", value).replace("{", "").replace("}", "")
    return unicodedata.normalize("NFC", re.sub(r"[ \t]*\n[ \t]*(?!\n)", " ", value)).strip()


def _day(tags: dict[str, list[str]]) -> str:
    parts = [tags[name][0] for name in ("year", "month", "day") if name in tags]
    if len(parts) > 1 and parts[1][:3].lower() in _MONTHS:
        parts[1] = str(_MONTHS.index(parts[1][:3].lower()) + 1)
    return "-".join(part.zfill(2) for part in parts)


def _fields(tags: dict[str, list[str]], names: dict[str, tuple[str, ...]]) -> dict[str, str]:
    found = {
        field: next((tags[tag] for tag in known if any(tags.get(tag, ()))), [])
        for field, known in names.items()
    }
    people = [name for value in found.pop("author") for name in re.split(r"\s+and\s+|;", value)]
    fields = {field: "\n\n".join(values) for field, values in found.items() if values}
    for name in ("title", "outlet", "url", "published", "language"):
        fields[name] = fields.get(name, "").split("\n\n")[0].replace("\n", " ")
    fields["published"] = fields["published"].strip("/").replace("/", "-")
    fields["author"] = ", ".join(given_first(name) for name in people if name.strip())
    return fields


def given_first(name: str) -> str:
    """A name as it is spoken: "Roe, Ana" becomes "Ana Roe"."""
    family, _, given = name.strip(" .").partition(",")
    return f"{given.strip()} {family.strip()}".strip()
