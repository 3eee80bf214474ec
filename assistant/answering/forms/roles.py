"""Whom articles name as somebody's lawyer, or as "the mayor" or "the head teacher"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vectorstore import Article

# Who is meant by a role at most.
MAX_NAMED = 2
# A name of two words and more.
PERSON = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+"
_RELATED = re.compile(
    r"(?:(?P<owner>[A-Z].*?)['’]s?|(?P<whose>his|her|their|its)) (?P<role>[a-z][a-z -]+)", re.I
)
_ROLE = re.compile(r"[Tt]he (?P<role>[a-z][\w'’-]*(?: [a-z][\w'’-]*){0,2})")


def related(speaker: str, articles: Sequence[Article]) -> list[str]:
    """Who is somebody's lawyer, mother or the like, where articles name them: "His lawyer, X"."""
    found = _RELATED.fullmatch(speaker)
    if not found:
        return []
    # where no name is left to say whose, the articles that were found do
    owner = re.escape(found["owner"].split()[-1]) if found["owner"] else r"[\w ]+"
    role = re.escape(found["role"])
    named = re.compile(
        rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|{owner}['’]s) {role},? (?P<one>{PERSON})"
        rf"|(?P<two>{PERSON}),? (?:the|a|an|whose)? ?{role} (?:of|for) (?:[\w.]+ )*?{owner}\b"
    )
    return _names(named, (each for each in articles if re.search(rf"\b{owner}\b", each.text)))


def bearers(role: str, articles: Iterable[Article]) -> list[str]:
    """Who is called "the grocer" or "the head teacher" in the first article that says so."""
    found = _ROLE.fullmatch(role)
    if not found:
        return []
    said = re.escape(found["role"])
    said = rf"[{said[0].upper()}{said[0]}]{said[1:]}"
    named = re.compile(
        rf"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|\w+['’]s?) (?:[a-z]+ )?{said}"
        rf"(?: (?:of|at|for|in) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*)?, (?P<one>{PERSON})"
        rf"|(?P<two>{PERSON}), (?:\d\d, )?(?:the|an?|its|\w+['’]s?) (?:[a-z]+ )?{said}\b"
        rf"|\b{said},? (?P<three>{PERSON})"
    )
    return next(filter(None, (_names(named, (each,)) for each in articles)), [])


def _names(named: re.Pattern[str], articles: Iterable[Article]) -> list[str]:
    names = [
        next(filter(None, match.groups()))
        for article in articles
        for match in named.finditer(article.text)
    ]
    return [*dict.fromkeys(re.sub(r"['’]s$", "", name) for name in names)][:MAX_NAMED]
