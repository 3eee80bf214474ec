"""What a page's meta tags, its headline and its byline say of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vectorstore.formats import records
from vectorstore.text import address, people

# Where pages say what they are, the most exact place first.
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "headline"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher",
               "citation_journal_title"),
    "author": ("author", "parsely-author", "byl", "article:author", "article:author_name",
               "sailthru.author", "citation_author", "dc.creator", "dcterms.creator"),
    "url": ("og:url", "parsely-link"),
    "published": (
        "article:published_time", "datepublished", "parsely-pub-date", "pubdate", "publishdate",
        "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.issued",
        "sailthru.date", "og:published_time", "cxenseparse:recs:publishtime",
    ),
    "updated": ("article:modified_time", "datemodified", "og:updated_time", "lastmod",
                "last-modified", "dcterms.modified"),
}  # fmt: skip
_SPACE = re.compile(r"[\s\xad\u200b]+")
_OPENS_BYLINE = re.compile(
    r"(?:(?:posted|written|reported|words|story|text|published|updated)\s+)?"
    r"(?:by|von|par|por|di|de|door|av|af)\b\s*:?\s*|(?:author|autor|auteur|autore)s?\s*:\s*",
    re.IGNORECASE,
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|author-?name|byline-?name|contributor)(?:$|[\s_-])", re.I
)
# What stands beside the story: other stories have their own bylines there.
_BESIDE = frozenset("aside nav footer form".split())
_BESIDE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|sidebar|teasers?|cards?|comments?|most-?read|latest"
    r"|trending|footer|promo|newsletter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PARTICLES = frozenset("de da del della der den di du la le van von bin ibn al el y e dos".split())
_NO_PERSON = re.compile(
    r"(?:^|\s)(?:staff|reporters?|editors?|correspondents?|desk|news|team|bureau|agenc(?:y|ies)|press"
    r"|read|more|by|view|profile|follow|about|all|posts?|articles?|contributors?|writers?|share"
    r"|updated|published|redaktion|redacci[oó]n|r[eé]daction|redazione|reda[cç][aã]o|the|our)(?:\s|$)",
    re.IGNORECASE,
)
_MAX_BYLINE_CHARACTERS = 160
_MIN_SHARED = 0.4  # of the words of one headline, those in another form of it
_MIN_HEADLINE_WORDS = 4
_SUFFIX = re.compile(r"\s*(?:[|·•:–—-]|::|\|\|)\s*\S")


def meta_tags(tree: Any) -> dict[str, str]:
    """What the page's meta tags say, by field; "" where they say nothing."""
    said: dict[str, list[str]] = {}
    for tag in tree.iterfind(".//meta[@content]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or ""
        said.setdefault(name.lower(), []).append(tag.get("content").strip())
    found = {
        name: next((said[key][0] for key in keys if said.get(key) and said[key][0]), "")
        for name, keys in _META.items()
    }
    authors = ([name for name in said.get(key, []) if is_name(name)] for key in _META["author"])
    found["author"] = ", ".join(dict.fromkeys(next(filter(None, authors), [])))
    canonical = tree.find(".//link[@rel='canonical']")
    if canonical is not None:
        found["url"] = address.of_story(canonical.get("href") or "", found["url"])
    root = tree.getroottree().getroot()
    found["language"] = root.get("lang") or root.get(
        "{http://www.w3.org/XML/1998/namespace}lang", ""
    )
    return found


def is_name(value: str) -> bool:
    """Whether an author field holds a name: more than addresses, handles and numbers."""
    name = people.names(value)
    return bool(name) and not records.is_address(name) and not name.startswith("/")


def headings(tree: Any) -> list[str]:
    """The page's headings of the first level, as they are read."""
    found = (said(heading) for heading in tree.iter("h1") if not _is_beside(heading))
    return list(dict.fromkeys(filter(None, found)))


def said(element: Any) -> str:
    """An element's words in one line."""
    line = ""
    for part in element.itertext():
        is_glued = line[-1:].isalnum() and part[:1].isalnum()
        line += f" {part}" if is_glued else part
    return _SPACE.sub(" ", line.replace("\xad", "")).strip()


def headline(shown: list[str], linked: str, shared: str, guessed: str, outlet: str) -> str:
    """The headline that readers saw, of those that a page names.

    `shown` are its headings, `linked` its JSON-LD's headline, which is often one for search
    engines, and `shared` that for other sites. What two of the three say stands; of two alone, what
    the page shows.
    """
    told = records.without_outlet(linked or shared or guessed, outlet)
    others = [title for title in (linked, shared) if title]
    own = [heading for heading in shown if _may_be_headline(heading, outlet)]
    if any(
        _holds(heading, told) or _holds(told, heading) or _begins(heading, told) for heading in own
    ):
        own = [heading for heading in own if _is_form_of(told, heading)]  # but for a kicker
    for heading in own:
        if any(_is_form_of(title, heading) for title in (told, shared, linked) if title):
            return heading if not _same(heading, told) else told
    if len(others) == 2:
        return told
    if len(own) == 1 and len(_words(own[0])) >= _MIN_HEADLINE_WORDS:
        return own[0]
    near = [heading for heading in own if any(_share(heading, t) >= _MIN_SHARED for t in others)]
    return near[0] if near else told


def _may_be_headline(heading: str, outlet: str) -> bool:
    is_garbled = re.search(r"[ÃÂâ][\x80-\xbf]", heading)  # read in another encoding
    return 6 <= len(heading) <= 250 and not is_garbled and not (outlet and _same(heading, outlet))


def _holds(longer: str, shorter: str) -> bool:
    """Whether a title ends in another: what stands before it is a kicker."""
    words = _words(shorter)
    return (
        bool(words) and len(words) < len(_words(longer)) and _words(longer)[-len(words) :] == words
    )


def _begins(longer: str, shorter: str) -> bool:
    """Whether a title begins with another: what stands behind it is a byline or a name."""
    whole, start = _words(longer), _words(shorter)
    return bool(start) and len(start) < len(whole) and whole[: len(start)] == start


def _is_form_of(title: str, heading: str) -> bool:
    """Whether a title is the heading, with at most a site's or a section's name behind it."""
    if _same(title, heading):
        return True
    start = title.lower().startswith(heading.lower())
    return start and bool(_SUFFIX.match(title[len(heading) :]))


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("\xad", ""))


def _share(one: str, other: str) -> float:
    stems = [{word[:5] for word in _words(text) if len(word) > 2} for text in (one, other)]
    return len(stems[0] & stems[1]) / max(1, min(map(len, stems)))


def byline(tree: Any) -> str:
    """The writers that the page's own byline names, "" where none surely does."""
    bodies = [e for e in tree.iter("article", "main") if not _is_beside(e)] or [tree]
    for elements in (_marked(bodies[0]), _classed(bodies[0])):
        found = [names_in for element in elements if (names_in := _people(said(element)))]
        if found and len(set(found)) <= 4:
            return ", ".join(dict.fromkeys(found))
    return ""


def _marked(body: Any) -> Iterator[Any]:
    for element in body.iter():
        is_marked = "author" in (element.get("rel") or "").split() or (
            "author" in (element.get("itemprop") or "").split()
        )
        if is_marked and not _is_beside(element):
            yield element


def _classed(body: Any) -> Iterator[Any]:
    """The first element that is by its class a byline."""
    for element in body.iter("div", "p", "span", "a", "address", "li"):
        is_byline = _BYLINE_CLASS.search(element.get("class") or "") and not _is_beside(element)
        if is_byline and _people(said(element)):
            yield element
            return


def _people(line: str) -> str:
    """The names in a byline, "" where it holds anything else."""
    opened = _OPENS_BYLINE.match(line)
    rest = line[opened.end() :] if opened else line
    if not rest or len(line) > _MAX_BYLINE_CHARACTERS:
        return ""
    people = [part.strip(" .,;") for part in re.split(r",|;|\s(?:and|und|et|y|e|&)\s|\|", rest)]
    people = [part for part in people if part]
    return ", ".join(people) if people and all(map(_is_full_name, people)) else ""


def _is_full_name(name: str) -> bool:
    """Whether a name can be a person's whole one: two to five words, each with a capital letter."""
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not re.search(r"[\d@:/!?|]", name)
        and not _NO_PERSON.search(name)
        and all(word in _PARTICLES or word[0].isupper() for word in words)
        and not name.isupper() | name.islower()
    )


def _is_beside(element: Any) -> bool:
    for ancestor in (element, *element.iterancestors()):
        if ancestor.tag in _BESIDE:
            return True
        if ancestor.tag not in ("article", "main", "body", "html") and _BESIDE_CLASS.search(
            ancestor.get("class") or ""
        ):
            return True
    return False
