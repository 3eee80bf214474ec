"""The check where a claim or what it cites is not in English: numbers, names and quoted words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from assistant.checking.facts import Fact, check_facts, hard_facts, holding
from assistant.checking.frame import naming
from assistant.checking.repeating import is_word_for_word
from assistant.checking.shared import MIN_SHARED_WORDS_SHARE, shared_words
from assistant.checking.verdicts import NOT_CITED, SUPPORTED, Checked
from vectorstore import Article
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.languages import (
    full_names,
    has_capitals,
    has_name,
    is_english,
    name_of,
    opening_names,
    reads_as_english,
    script,
)
from vectorstore.text.normalise import normalised
from vectorstore.text.spoken import language_read, with_english_days

# Where every noun has a capital letter.
_CAPITAL_NOUNS = ("de", "lb")
_ENGLISH_DAYS = [name.capitalize() for name in (*MONTH_NAMES, *WEEKDAY_NAMES)]


def other_languages(claim: str, articles: Sequence[Article]) -> list[str]:
    """The languages of a claim and of articles, but for English and unknown ones, each once."""
    found = [spoken(claim), *map(language_of, articles)]
    return list(dict.fromkeys(language for language in found if not is_english(language)))


@lru_cache(maxsize=512)
def spoken(claim: str) -> str:
    """The language of a claim, "en" where it may be English."""
    return language_read(claim)


def language_of(article: Article) -> str:
    """The language of an article; "en" too where a page only says that it is in another."""
    if is_english(article.language) or reads_as_english(article.text):
        return "en"
    return article.language


def is_foreign(claim: str, articles: Sequence[Article]) -> bool:
    """Whether a claim is in another language than English, and than some of the articles."""
    language = spoken(claim)
    return not is_english(language) and any(language_of(each) != language for each in articles)


def check_in_any_language(
    claim: str,
    quotes: Sequence[str],
    articles: Sequence[Article],
    names: Collection[str] = (),
) -> Checked:
    """Whether the cited words hold the numbers, names and quoted phrases of a claim.

    A quote an article. Where a claim has nothing of these, words of its citations must be in it.
    The reason says what was not checked.
    """
    if not quotes:
        return _limited(NOT_CITED, _limits(claim, articles, True))
    if is_word_for_word(claim, quotes):
        return SUPPORTED
    cited = " ".join(quotes)
    is_named = has_capitals(cited) and script(claim) == script(cited)
    facts = facts_of(claim, articles, names)
    if not is_named:
        facts = [fact for fact in facts if not fact.is_name]
    held = {
        fact
        for quote, article in zip(quotes, articles, strict=True)
        for fact in held_by(f"{quote} {naming(article, quote)}", facts, claim, article)
    }
    wrong = check_facts(facts, held) or _without_facts(claim, cited, facts)
    return _limited(wrong or SUPPORTED, _limits(claim, articles, is_named))


def facts_of(claim: str, articles: Sequence[Article], names: Collection[str] = ()) -> list[Fact]:
    """The numbers, names and quoted phrases of a claim about articles, in any language."""
    language = next(iter(other_languages(claim, articles)), "")
    if not language:
        return hard_facts(claim, names)
    said = with_english_days(claim, spoken(claim))
    if not is_foreign(claim, articles):
        opening = opening_names(normalised(claim), (article.text for article in articles))
        return hard_facts(said, {*names, *opening}, language)
    facts = hard_facts(said, names, language)
    if language not in _CAPITAL_NOUNS:
        return facts
    kept = {*names, *full_names(normalised(said)), *_ENGLISH_DAYS}
    return [fact for fact in facts if not fact.is_name or fact.text in kept]


def held_by(text: str, facts: Sequence[Fact], claim: str, article: Article) -> list[Fact]:
    """The facts of a claim that stand in a text of an article, in any language."""
    language = language_of(article)
    text = with_english_days(text, language)
    found = holding(text, facts, language)
    if is_foreign(claim, [article]):
        folded = normalised(text).casefold()
        found += [f for f in facts if f.is_name and has_name(folded, f.text, spoken(claim))]
    return found


def _without_facts(claim: str, cited: str, facts: Sequence[Fact]) -> Checked | None:
    if facts or shared_words(claim, cited) >= MIN_SHARED_WORDS_SHARE:
        return None
    return Checked("unsupported", "nothing in it could be compared", "missing")


def _limits(claim: str, articles: Sequence[Article], is_named: bool) -> str:
    """Names are told by capital letters and compared letter by letter: so not between scripts."""
    ours, theirs = spoken(claim), list(dict.fromkeys(map(language_of, articles)))
    names = "full names" if is_foreign(claim, articles) and ours in _CAPITAL_NOUNS else "names"
    what = f"numbers, {names} and quoted words" if is_named else "numbers and quoted words"
    written = " and ".join(name_of(language) for language in theirs if not is_english(language))
    where = f"the article is in {written}" if written else f"the sentence is in {name_of(ours)}"
    return f"only {what} were checked: {where}"


def _limited(checked: Checked, limits: str) -> Checked:
    return checked._replace(reason="; ".join(filter(None, (checked.reason, limits))))
