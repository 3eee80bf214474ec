"""The language that a sentence reads as, and its months and weekdays in English."""

from __future__ import annotations

import re
from functools import lru_cache

from vectorstore.text.languages import NAMES, is_english, script

# How much likelier, in the logarithm of its likelihood, another language must be than English.
# 3,450 English claims of up to three lines come to 11 at most where none of these words is in them.
MIN_LIKELIER = 20
_ENGLISH = frozenset(
    "the of and to are were has have by with from that this it its they she his their who which"
    " said after before would been be he".split()
)
_WORD = re.compile(r"[^\W\d_]+")
# "3. März"
_DAY = re.compile(r"(?P<stop>(?<=\d)\.\s)?(?P<word>[^\W\d_]+)")
_QUOTED = re.compile(r"[\"“„«][^\"”“»]*[\"”“»]")


def language_read(text: str) -> str:
    """The language of a sentence or two, "en" where they may be English.

    What they quote is not looked at.
    """
    text = _QUOTED.sub(" ", text)
    words = _WORD.findall(text.casefold())
    if not words or not _ENGLISH.isdisjoint(words):
        return "en"
    import py3langid

    ranked = py3langid.rank(text)
    english = next(score for language, score in ranked if language == "en")
    found, best = next(each for each in ranked if each[0] in NAMES or each[0] == "en")
    is_surely = script(text) != "LATIN" or best - english >= MIN_LIKELIER
    return str(found) if is_surely else "en"


def with_english_days(text: str, language: str) -> str:
    """A text with the English names for its months and weekdays, where its language is known."""
    names = {} if is_english(language) else _days_of(language)
    if not names:
        return text

    def in_english(match: re.Match[str]) -> str:
        name = names.get(match["word"].casefold())
        return f"{' ' * bool(match['stop'])}{name}" if name else match.group()

    return _DAY.sub(in_english, text)


@lru_cache(maxsize=64)
def _days_of(language: str) -> dict[str, str]:
    """The English name for each name of a month or a weekday in a language."""
    from babel import UnknownLocaleError
    from babel.dates import get_day_names, get_month_names

    try:
        return {
            str(name).casefold(): str(names("wide", "format", "en")[key])
            for names in (get_month_names, get_day_names)
            for form in ("format", "stand-alone")
            for key, name in names("wide", form, language).items()
        }
    except UnknownLocaleError:
        return {}
