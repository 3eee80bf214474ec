"""Web addresses: which of them are one page's, and which name no story at all."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|igshid|mc_[ce]id|cmpid|ocid|ref_src|ref", re.IGNORECASE
)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(\d\d?)[/_-]?(\d\d?)(?!\d)")
# What stands in the address of a site's first page: a language or a file that every site has.
_FIRST_PAGE = re.compile(
    r"(?:/[a-z]{2}(?:[-_][a-z]{2})?)?/?(?:(?:index|default|home|main)(?:\.\w{2,5})?)?/?",
    re.IGNORECASE,
)


def same_page(url: str) -> str:
    """One spelling for the addresses of one page; ids hang on it, so it must never change."""
    parts = _split(url)
    if parts is None:
        return url
    host = parts.netloc.lower().rpartition("@")[2].removeprefix("www.")
    host = host.removesuffix(":80").removesuffix(":443")
    query = _query(parts)
    tail = f"?{urlencode(sorted(query))}" if query else ""
    return f"{host}{parts.path.rstrip('/')}{tail}{_story_in_fragment(parts)}"


def names_a_story(url: str) -> bool:
    """Whether an address may be a story's own: that of a site's first page is none."""
    parts = _split(url)
    if not url or parts is None:
        return bool(url)
    if _query(parts) or _story_in_fragment(parts):
        return True
    return not _FIRST_PAGE.fullmatch(parts.path)


def of_story(*urls: str) -> str:
    """The first of some addresses that may be a story's own, else the first that is one."""
    given = [url for url in urls if url.startswith(("http:", "https:"))]
    return next(filter(names_a_story, given), next(iter(given), ""))


def days(url: str) -> set[date]:
    """The days that an address names: /2024/03/05/, /2024-03-05-bridge, /20240305/."""
    found = set()
    for numbers in _DAY.finditer(url):
        try:
            found.add(date(*(int(number) for number in numbers.groups())))
        except ValueError:
            continue  # no calendar day
    return found


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _query(parts: SplitResult) -> list[tuple[str, str]]:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    return [pair for pair in pairs if not _TRACKING.fullmatch(pair[0])]


def _story_in_fragment(parts: SplitResult) -> str:
    """The fragment by which a page's program finds the story: "#!/news/12"."""
    return f"#{parts.fragment}" if re.match(r"[!/].*\w", parts.fragment) else ""
