"""NewsML-G2 and NITF, the XML in which news agencies send their stories."""

from __future__ import annotations

from typing import Any

from vectorstore.formats import markup
from vectorstore.types import RawArticle, Unreadable

# What a story's words stand beside: pictures with their captions, and who sent it.
_BESIDE = ("media", "figcaption", "aside")
_PARAGRAPHS = {"p", "hl2", "h2", "h3", "h4", "li", "dd", "dt", "pre"}


def articles(document: bytes, source: str) -> list[RawArticle | Unreadable]:
    """The stories of a news message."""
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        return [Unreadable(source, f"not XML: {error.msg}")]
    items = _all(root, "newsItem")
    if items:
        named = [(item, f"{source}:{n}" if len(items) > 1 else source)
                 for n, item in enumerate(items, start=1)]  # fmt: skip
        return [_news_item(item, place) for item, place in named]
    if _name(root) == "nitf":
        return [_nitf(root, source)]
    return [Unreadable(source, f"XML of an unknown kind: <{_name(root)}>")]


def _news_item(item: Any, source: str) -> RawArticle | Unreadable:
    text = _paragraphs(next(iter(_all(item, "contentSet")), None))
    if not text:
        return Unreadable(source, "a news item without text")
    provider = next(iter(_all(item, "provider")), None)
    creators = [_text(creator, "name") for creator in _all(item, "creator")]
    content = next(iter(_all(item, "contentMeta")), item)
    language = next(iter(_all(content, "language")), None)
    created = _text(item, "contentCreated") or _text(item, "firstCreated")
    version = _text(item, "contentModified") or _text(item, "versionCreated")
    return RawArticle(
        text=text,
        source=source,
        id=item.get("guid", ""),
        title=_text(item, "headline") or _text(item, "hl1"),
        outlet=_provider(provider) or _text(item, "infoSource"),
        author=_text(item, "by") or ", ".join(filter(None, creators)),
        published=created or version,
        updated=version if created else "",
        language="" if language is None else language.get("tag", ""),
    )


def _provider(provider: Any) -> str:
    if provider is None:
        return ""
    name = _text(provider, "name") or provider.get("literal") or provider.get("qcode") or ""
    return str(name).rpartition(":")[2]


def _nitf(root: Any, source: str) -> RawArticle | Unreadable:
    body = next(iter(_all(root, "body.content")), None)
    text = _paragraphs(body)
    if not text:
        return Unreadable(source, "a story without text")
    ids = _all(root, "doc-id")
    return RawArticle(
        text=text,
        source=source,
        id=ids[0].get("id-string", "") if ids else "",
        title=_text(root, "hl1") or _text(root, "title"),
        outlet=_text(root, "distributor") or _attribute(root, "pubdata", "name"),
        author=_writer(root),
        published=_attribute(root, "date.issue", "norm") or _attribute(root, "story.date", "norm")
        or _attribute(root, "pubdata", "date.publication"),
        language=root.get("{http://www.w3.org/XML/1998/namespace}lang", ""),
    )  # fmt: skip


def _writer(root: Any) -> str:
    """The people whom a byline names, else its words without what they do."""
    byline = next(iter(_all(root, "byline")), None)
    if byline is None:
        return ""
    people = [" ".join("".join(person.itertext()).split()) for person in _all(byline, "person")]
    for title in [*_all(byline, "byttl"), *_all(byline, "virtloc")]:
        title.text, title.tail = "", f", {title.tail or ''}"
    said = " ".join("".join(byline.itertext()).split())
    return ", ".join(filter(None, people)) or said.strip(" ,")


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(element: Any, name: str) -> list[Any]:
    return [found for found in element.iter() if _name(found) == name]


def _attribute(element: Any, name: str, attribute: str) -> str:
    return next((str(found.get(attribute) or "") for found in _all(element, name)), "")


def _text(element: Any, name: str) -> str:
    for found in _all(element, name):
        if text := " ".join("".join(found.itertext()).split()):
            return text
    return ""


def _paragraphs(body: Any) -> str:
    """The paragraphs of inline content: of NITF's or XHTML's body, not of its head."""
    if body is None:
        return ""
    inner = next(iter(_all(body, "body.content") or _all(body, "body")), body)
    for beside in [part for name in _BESIDE for part in _all(inner, name)]:
        beside.getparent().remove(beside)
    markup.say(inner)
    found = [element for element in inner.iter() if _name(element) in _PARAGRAPHS]
    found = _without_second_lead(found)
    texts = [" ".join("".join(element.itertext()).split()) for element in found]
    if not any(texts):
        texts = ["".join(inner.itertext()).strip()]
    return "\n\n".join(text for text in texts if text)


def _without_second_lead(paragraphs: list[Any]) -> list[Any]:
    """The paragraphs; of a lead that stands by itself and again in the whole story, one."""
    lead = [element for element in paragraphs if _is_in_lead(element)]
    rest = [element for element in paragraphs if not _is_in_lead(element)]
    words = [" ".join("".join(element.itertext()).split()) for element in rest[: len(lead)]]
    is_again = lead and words == [" ".join("".join(e.itertext()).split()) for e in lead]
    return rest if is_again else paragraphs


def _is_in_lead(element: Any) -> bool:
    return any("lead" in (above.get("class") or "").lower() for above in element.iterancestors())
