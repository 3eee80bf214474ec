"""The check where what is cited is not in English: numbers, names and quoted words alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.checking.check import (
    MIN_SHARED_WORDS_SHARE,
    NOT_CITED,
    Checked,
    Fact,
    check_facts,
    hard_facts,
    holding,
    naming,
    shared_words,
)
from vectorstore import Article
from vectorstore.text.languages import has_capitals, is_english, name_of, script


def other_languages(articles: Sequence[Article]) -> list[str]:
    """The languages of articles, but for English and unknown ones, each once."""
    found = (article.language for article in articles if not is_english(article.language))
    return list(dict.fromkeys(found))


def check_in_any_language(
    claim: str, quotes: Sequence[str], articles: Sequence[Article], names: Collection[str] = ()
) -> Checked:
    """Whether the cited words hold the numbers, names and quoted phrases of a claim.

    A quote an article. Where a claim has nothing of these, words of its citations must be in it.
    The reason says what could not be checked.
    """
    if not quotes:
        return NOT_CITED
    languages = other_languages(articles)
    named = _has_comparable_names(claim, " ".join(quotes))
    facts = [fact for fact in hard_facts(claim, names, languages[0]) if named or not fact.is_name]
    held = {
        fact
        for quote, article in zip(quotes, articles, strict=True)
        for fact in holding(f"{quote} {naming(article, claim)}", facts, article.language)
    }
    limits = _limits(languages, named)
    wrong = check_facts(facts, held) or _without_facts(claim, quotes, facts)
    if wrong:
        return wrong._replace(reason=f"{wrong.reason}; {limits}")
    return Checked("supported", limits)


def _without_facts(claim: str, quotes: Sequence[str], facts: Sequence[Fact]) -> Checked | None:
    if facts or shared_words(claim, " ".join(quotes)) >= MIN_SHARED_WORDS_SHARE:
        return None
    return Checked("unsupported", "nothing in it could be compared")


def _has_comparable_names(claim: str, cited: str) -> bool:
    """Names are told by capital letters, and compared letter by letter."""
    return has_capitals(cited) and script(claim) == script(cited)


def _limits(languages: Sequence[str], named: bool) -> str:
    what = "numbers, names and quoted words" if named else "numbers and quoted words"
    spoken = " and ".join(map(name_of, languages))
    return f"only {what} were checked: the article is in {spoken}"
