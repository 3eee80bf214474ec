"""What a page's own style sheets strike out or hide inside its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;]*)")
_COMPOUND = re.compile(r"(?:\*|[\w-]+)?(?:[.#][\w-]+)*")
_PART = re.compile(r"[.#]?[\w-]+")
_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*$", re.IGNORECASE)
# Rules of these could change what is struck or hidden; style sheets without them are not parsed.
_TELLING = re.compile(r"line-through|(?:display\s*:\s*none)|(?:visibility\s*:\s*hidden)", re.I)
_LINES = ("text-decoration", "text-decoration-line")
_WANTED = (*_LINES, "display", "visibility")
_MAX_CHARACTERS, _MAX_RULES = 500_000, 2_000
# Hidden blocks are left: programs of the page may show them, such as the rest of a story.
_INSIDE_SENTENCES = frozenset("span b i em strong u a small font mark ins abbr q code".split())

Declarations = dict[str, tuple[bool, str]]  # property -> whether it is important, value


@dataclass(frozen=True, slots=True)
class _Rule:
    steps: tuple[str, ...]  # compounds, and " " or ">" between them
    weight: tuple[int, int, int]
    declarations: Declarations


class PageStyle:
    """The rules of the `<style>` elements of a tree of HTML, as far as they strike and hide."""

    def __init__(self, tree: Any) -> None:
        sheets = "\n".join(_sheets(tree))[:_MAX_CHARACTERS]
        self._rules = sorted(_rules(sheets), key=lambda rule: rule.weight)

    def is_struck(self, element: Any) -> bool:
        """Whether a line goes through the element's words, or they are hidden in a sentence."""
        said = self._said(element)
        lines = next((said[name] for name in reversed([*said]) if name in _LINES), (False, ""))
        if "line-through" in lines[1]:
            return True
        hides = said.get("display", (False, ""))[1] == "none"
        hides = hides or said.get("visibility", (False, ""))[1] == "hidden"
        return hides and _name(element) in _INSIDE_SENTENCES and element.getparent() is not None

    def _said(self, element: Any) -> Declarations:
        """The declarations that hold for an element, the one that decides last."""
        said: Declarations = {}
        own = element.get("style")
        found = [rule.declarations for rule in self._rules if _fits(rule.steps, element)]
        for declarations in (*found, _declarations(own) if own else {}):
            for name, value in declarations.items():
                family = _LINES if name in _LINES else (name,)
                if value[0] or not any(said.get(one, (False, ""))[0] for one in family):
                    said.pop(name, None)
                    said[name] = value
        return said


def _sheets(tree: Any) -> Iterator[str]:
    for style in tree.iter():
        if _name(style) != "style":
            continue
        media = (style.get("media") or "all").strip().lower()
        if media in ("all", "screen") and _TELLING.search(style.text or ""):
            yield _without_conditions(_COMMENT.sub(" ", style.text))


def _without_conditions(sheet: str) -> str:
    """A style sheet without its blocks that hold only for print, narrow screens and the like."""
    kept: list[str] = []
    place = 0
    for at in re.finditer(r"@[\w-]+[^{};]*([{;])", sheet):
        if at.start() < place:
            continue
        kept.append(sheet[place : at.start()])
        place = at.end()
        if at[1] == "{":
            end = _block_end(sheet, place)
            if _SCREENS.fullmatch(at.group()[:-1].strip()):
                kept.append(sheet[place : end - 1])
            place = end
    return "".join(kept) + sheet[place:] + "}"  # the last may be left open


def _block_end(sheet: str, place: int) -> int:
    depth = 1
    for brace in re.finditer(r"[{}]", sheet[place:]):
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return place + brace.end()
    return len(sheet)


def _rules(sheet: str) -> Iterator[_Rule]:
    count = 0
    for rule in _RULE.finditer(sheet):
        declarations = _declarations(rule[2])
        if not declarations:
            continue
        for selector in rule[1].split(","):
            if (steps := _steps(selector)) and (count := count + 1) <= _MAX_RULES:
                text = " ".join(steps)
                names = sum(bool(re.match(r"[\w-]", step)) for step in steps)
                yield _Rule(steps, (text.count("#"), text.count("."), names), declarations)


def _declarations(text: str) -> Declarations:
    found: Declarations = {}
    for name, value in _DECLARATION.findall(text):
        plain = value.strip().lower()
        is_important = bool(re.search(r"!\s*important$", plain))
        if name.lower() in _WANTED:
            found[name.lower()] = (is_important, re.sub(r"\s*!\s*important$", "", plain))
    return found


def _steps(selector: str) -> tuple[str, ...]:
    """The compounds of a selector; none where it says more than names, classes and ids."""
    steps: list[str] = []
    for step in re.sub(r"\s*>\s*", " > ", selector).split():
        if step != ">" and not _COMPOUND.fullmatch(step):
            return ()
        steps.append(step)
    return () if not steps or steps[-1] == ">" or steps[0] == ">" else tuple(steps)


def _fits(steps: tuple[str, ...], element: Any) -> bool:
    *before, last = steps
    if not _is(element, last):
        return False
    if not before:
        return True
    if before[-1] == ">":
        parent = element.getparent()
        return parent is not None and _fits(tuple(before[:-1]), parent)
    return any(_fits(tuple(before), ancestor) for ancestor in element.iterancestors())


def _is(element: Any, compound: str) -> bool:
    classes: list[str] | None = None
    for part in _PART.findall(compound):
        if part[0] == ".":
            classes = (element.get("class") or "").split() if classes is None else classes
            if part[1:] not in classes:
                return False
        elif part[0] == "#":
            if element.get("id") != part[1:]:
                return False
        elif _name(element) != part.lower():
            return False
    return True


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
