"""The check where what is cited is not in English: numbers, names and quoted words alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.checking.facts import Fact, check_facts, hard_facts, holding
from assistant.checking.shared import MIN_SHARED_WORDS_SHARE, shared_words
from assistant.checking.verdicts import NOT_CITED, SUPPORTED, Checked
from vectorstore import Article
from vectorstore.text.languages import (
    has_capitals,
    is_english,
    name_of,
    opening_names,
    reads_as_english,
    script,
)
from vectorstore.text.normalise import normalised


def other_languages(articles: Sequence[Article]) -> list[str]:
    """The languages of articles, but for English and unknown ones, each once."""
    found = map(language_of, articles)
    return list(dict.fromkeys(language for language in found if not is_english(language)))


def language_of(article: Article) -> str:
    """The language of an article; "en" too where a page only says that it is in another."""
    if is_english(article.language) or reads_as_english(article.text):
        return "en"
    return article.language


def check_in_any_language(
    claim: str,
    quotes: Sequence[str],
    articles: Sequence[Article],
    languages: Sequence[str],
    names: Collection[str] = (),
) -> Checked:
    """Whether the cited words hold the numbers, names and quoted phrases of a claim.

    A quote an article; `languages` are those other than English. Where a claim has nothing of
    these, words of its citations must be in it. The reason says what was not checked.
    """
    if not quotes:
        return _limited(NOT_CITED, _limits(languages))
    cited = " ".join(quotes)
    is_named = has_capitals(cited) and script(claim) == script(cited)
    names = {*names, *opening_names(normalised(claim), (article.text for article in articles))}
    facts = [f for f in hard_facts(claim, names, languages[0]) if is_named or not f.is_name]
    held = {
        fact
        for quote, article in zip(quotes, articles, strict=True)
        for fact in holding(f"{quote} {article.outlet}", facts, language_of(article))
    }
    wrong = check_facts(facts, held) or _without_facts(claim, cited, facts)
    return _limited(wrong or SUPPORTED, _limits(languages, is_named))


def _without_facts(claim: str, cited: str, facts: Sequence[Fact]) -> Checked | None:
    if facts or shared_words(claim, cited) >= MIN_SHARED_WORDS_SHARE:
        return None
    return Checked("unsupported", "nothing in it could be compared", "missing")


def _limits(languages: Sequence[str], is_named: bool = True) -> str:
    """Names are told by capital letters and compared letter by letter: so not between scripts."""
    what = "numbers, names and quoted words" if is_named else "numbers and quoted words"
    spoken = " and ".join(map(name_of, languages))
    return f"only {what} were checked: the article is in {spoken}"


def _limited(checked: Checked, limits: str) -> Checked:
    return checked._replace(reason="; ".join(filter(None, (checked.reason, limits))))
