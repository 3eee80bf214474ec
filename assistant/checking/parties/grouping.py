"""A sentence in groups of words: who, what they do, and what joins these, by lists of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.checking.parties.doers import IRREGULAR
from assistant.checking.tokens import SHORTENED, Token, tokens

OWNING = frozenset("its his her their whose".split())
_ARTICLES = OWNING | frozenset(
    "the a an our my your this these those some any no every each both all another".split()
)
_PREPOSITIONS = frozenset(
    """of in on at by for with from to into onto over under after before during against about
    between through without within since until till as than like near behind beside off across
    along around among towards toward despite out up down away upon per via inside outside beyond
    throughout following including amid ahead because upward downward""".split()
)
_JOINING = frozenset("and but or nor".split())
_OPENING = frozenset(
    """while when where although though if whether whereas once unless so how why what because
    that""".split()
)
_RELATIVE = frozenset("who which that whom".split())
_PRONOUNS = frozenset(
    """he she it they we i you him them us me himself herself itself themselves there nobody
    everybody someone somebody one others who another most some many several none""".split()
)
_SOME = frozenset("some any these those".split())
_HOW_MANY = frozenset("most some many several few".split())
_BE = frozenset("is are was were be been being am got gets".split())
_HAVE = frozenset("has have had having".split())
_AUXILIARIES = (
    _BE
    | _HAVE
    | frozenset("will would can could may might must should shall do does did cannot".split())
)
# What may stand between others and is passed over.
PASSED_OVER = frozenset(
    """not never also now once again already still only just even soon later first ever aside
    together instead twice thrice too abroad overseas home nearby elsewhere back then""".split()
)
# "The firm plans to", "the firms plan to".
_MEANING_TO = frozenset(
    """plans plan wants want hopes hope intends intend expects expect aims aim means mean needs need
    tries try seeks seek refuses refuse declines decline agrees agree threatens threaten promises
    promise vows vow likes like""".split()
)
# Verbs of the present that are no names of things.
_PRESENT = frozenset(
    """owes lends sells buys borrows employs teaches owns belongs replaces succeeds exceeds inherits
    receives pays gives sends hires sues imports leads represents defends praises accuses lags
    supplies says thinks believes reckons insists argues""".split()
)
_BEHIND_MEANING = _AUXILIARIES | _PREPOSITIONS - {"to"}
# What ends as a verb of the past does, and is none.
_NO_VERBS = frozenset(
    "hundred bed red need seed speed feed shed weed sacred indeed breed aged united".split()
)
# And these end as other forms of verbs do, and are none.
_BARE = frozenset(
    """bring sing ring fling cling sting swing wring spring string feed need speed breed bleed shed
    wed embed proceed succeed exceed heed seed focus discuss""".split()
)
_PAST = IRREGULAR | frozenset(
    """said shut gone went blew blown cost began begun bore borne bound broke broken burnt cast
    clung crept dealt dug done did drawn driven dwelt fled flew flown forbade forbidden forgot
    forgotten froze frozen got ground grown hung known laid leapt learnt lent let overcame
    overturned proved proven read rid risen rung sung slept slid spent split spread stuck sworn
    swore swept swum swung taught thought woke withdrew withdrawn worn wore wound upheld undertook
    undergone underwent
    hidden shown seen spoken eaten fallen sunk drunk swum ridden bitten blown torn
    sown become overcome bit bitten arisen awoke became befell bent bet built cut flung foresaw
    foreseen forsook knelt lain meant mistook mistaken outdid outgrew outsold outshone overthrew
    overthrown overran overrode overridden oversaw overseen quit shook shaken shone shrank shrunk
    sang sat slew slain slung spun sprang sprung stung strode stricken strove swam trod wept wove
    withheld withstood undid undercut upset rebuilt remade retook resold rewrote redrew repaid
    bought sublet""".split()
)
_WHEN = frozenset("last next this that every each the one".split())
_SPANS = frozenset(
    """year month week day morning afternoon evening night weekend spring summer autumn winter
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december century decade season time""".split()
)


class Group(NamedTuple):
    """Words of one kind: a "party", a "verb", or what joins them. Of a party known are who of it
    owns another, and the article before it."""

    kind: str
    tokens: tuple[Token, ...] = ()
    word: str = ""
    is_passive: bool = False
    owners: frozenset[int] = frozenset()
    article: str = ""


END = Group("end")


def groups(text: str) -> list[Group]:
    """A plain sentence in groups of words."""
    found: list[Group] = []
    party: list[Token] = []
    article = ""
    words = tokens(text)

    def close() -> None:
        if party:
            owners = frozenset(t.start for t in party if _owns(text, t))
            found.append(Group("party", tuple(party), owners=owners, article=article))
            party.clear()

    for n, token in enumerate(words):
        if mark := _mark(words[n - 1], text[words[n - 1].end : token.start]) if n else "":
            close()
            found.append(Group(mark))
        if _is_when(words, n):
            close()
            continue
        kind, is_passive = _kind(text, words, n, party, found[-1] if found else END)
        if kind == "party":
            article = article if party else _article_before(words, n)
            party.append(token)
        elif kind != "between":
            close()
            if kind != "article":
                found.append(Group(kind, (token,), token.word, is_passive))
    close()
    return [group for group in found if group.kind != "auxiliary"]


def _article_before(words: Sequence[Token], n: int) -> str:
    return words[n - 1].word if n and words[n - 1].word in _ARTICLES else ""


def _owns(text: str, token: Token) -> bool:
    """Whether a word has an "'s", or an "'" behind its "s"."""
    return text[token.start : token.end].endswith("'s") or text[
        token.end - 1 : token.end + 1
    ].startswith("s'")


def _mark(before: Token, between: str) -> str:
    if between == ". " and before.word in SHORTENED:
        return ""
    if any(mark in between for mark in ".!?;:()") or " - " in between:
        return "end"
    return "," if "," in between else ""


def _is_when(words: Sequence[Token], n: int) -> bool:
    """Whether a word is one of "last year"."""
    word = words[n].word
    before, after = (words[m].word if 0 <= m < len(words) else "" for m in (n - 1, n + 1))
    return (word in _SPANS and before in _WHEN) or (word in ("last", "next") and after in _SPANS)


def _kind(
    text: str, words: Sequence[Token], n: int, party: Sequence[Token], last: Group
) -> tuple[str, bool]:
    """What a word is, by itself and by what stands before it; whether it is a passive."""
    token = words[n]
    after = words[n + 1] if n + 1 < len(words) else None
    behind = after.word if after else ""
    if token.is_number or token.is_name:
        return "party", False
    if token.word == "whose" and last.kind in (",", "party"):
        return "relative", False
    if token.word in _RELATIVE and (party or last.kind in (",", "party", "preposition")):
        # "Who said that Hale won", "the man that was hurt".
        is_who = behind in _AUXILIARIES or (bool(party) and _is_past(behind))
        return ("relative" if token.word != "that" or is_who else "opening"), False
    if token.word in _ARTICLES or (token.word in _HOW_MANY and _is_of_noun(token, after, text)):
        is_alone = bool(after is None or _mark(token, text[token.end : after.start]))
        # "Brought some from Brno"
        is_alone = is_alone or (token.word in _SOME and behind in _PREPOSITIONS - {"of"})
        # "Warned her twice", "told her that", "gave her on Monday"
        is_whom = token.word == "her" and _listed(behind, False)
        return ("pronoun" if is_alone or is_whom else "article"), False
    if listed := _listed(token.word, bool(party)):
        return listed, False
    is_free = not party and not _article_before(words, n)
    if is_free and last.kind == "auxiliary":
        return _behind_auxiliary(token.word, last.word)
    if is_free and last.word == "to" and _is_bare(token.word):
        return "verb", False
    is_owned = bool(party) and _owns(text, party[-1])
    if (
        _is_past(token.word)
        and not is_owned
        and (party or (is_free and last.kind != "preposition"))
    ):
        return "verb", False
    return ("verb" if _is_present(token.word, behind, party, last, is_free) else "party"), False


def _is_of_noun(token: Token, after: Token | None, text: str) -> bool:
    """Whether a "several" counts what stands right behind it."""
    is_next = after is not None and not _mark(token, text[token.end : after.start])
    return bool(is_next and after and not _listed(after.word, False) and not _is_past(after.word))


def _listed(word: str, is_in_party: bool) -> str:
    """The kind of a word that is in a list of its kind; "" where it is in none."""
    lists = (
        ("auxiliary", _AUXILIARIES), ("preposition", _PREPOSITIONS), ("joining", _JOINING),
        ("opening", _OPENING), ("pronoun", _PRONOUNS),
    )  # fmt: skip
    found = next((kind for kind, listed in lists if word in listed), "")
    if not found and (word in PASSED_OVER or (word.endswith("ly") and len(word) > 4)):
        return "party" if is_in_party else "between"
    return found


def _behind_auxiliary(word: str, auxiliary: str) -> tuple[str, bool]:
    if auxiliary in _BE:
        is_verb = _is_past(word) or word.endswith("ing")
        return ("verb" if is_verb else "party"), _is_past(word)
    return ("verb" if auxiliary not in _HAVE or _is_past(word) else "party"), False


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and word not in _NO_VERBS) or word in _PAST


def _is_bare(word: str) -> bool:
    return word in _BARE or (
        not word.endswith(("ed", "ing")) and (not word.endswith("s") or word.endswith("ss"))
    )


def _is_present(word: str, behind: str, party: Sequence[Token], last: Group, is_free: bool) -> bool:
    """Whether a word is a verb of the present, as "runs the port" and "plans to" tell."""
    may_be = word.endswith("s") and not word.endswith("ss")
    if word in _PRESENT and (party or last.kind == "relative"):
        return True
    if may_be and (party or last.kind == "relative") and behind in _ARTICLES:
        return True
    opens = is_free and last.kind in ("joining", "relative", "pronoun") and bool(behind)
    is_meant = (party or is_free) and word in _MEANING_TO
    return is_meant and (behind == "to" or (opens and behind not in _BEHIND_MEANING))
