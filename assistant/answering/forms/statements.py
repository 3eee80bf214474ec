"""What somebody said, and nobody else; or who said the quoted words, and where first."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answering.forms.asked import NOTHING, Asked, Formed
from assistant.answering.forms.speech import is_by, speeches
from assistant.answering.forms.who import who
from assistant.answering.told import Told, claim_of, once
from assistant.types import Claim
from vectorstore import Article, Passage
from vectorstore.errors import QuestionError
from vectorstore.text.stems import stems
from vectorstore.text.words import terms

MAX_STATEMENTS = 6
MAX_ARTICLES = 8
_SAY = (
    "say|said|saying|tell|told|claim|claimed|promise|promised|announce|announced|think|argue|argued"
    "|answer|answered|reply|replied|comment|commented|write|written|admit|admitted|react|respond"
    "|justify|defend"
)
_SPEAKER = re.compile(
    rf"\b(?:what|how) (?:did|does|do|has|have|had|is|was) (?P<who>.+?) (?:just |really |actually )?"
    rf"(?:{_SAY})\b(?P<about>.*)"
    r"|\bwhat (?:is|was|were|are) (?P<who2>.+?)(?:'s|s'|’s) (?:reaction|response|reply|opinion"
    r"|comment|view|words)\b(?P<about2>.*)"
    r"|\bquotes? (?:by|from|of) (?P<who3>.+?)(?P<about3>(?: about| on).*|\W*$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_ABOUT = re.compile(r"\b(?:about|on|of|when|that|to|in|at|for|the)\b|\W+")


def statements(asked: Asked) -> Formed:
    """Quotations and reported speech of whom the question names, best first."""
    if re.search(r"\bwho\b", asked.question, re.I) and (quoted := _WORDS.search(asked.question)):
        return _who_said(asked, quoted[1])
    found = _SPEAKER.search(asked.question)
    if not found:
        return NOTHING
    speaker = next(filter(None, (found["who"], found["who2"], found["who3"])))
    about = next((g for g in (found["about"], found["about2"], found["about3"]) if g), "")
    return Formed(tuple(said_by(asked, speaker, about)))


def said_by(asked: Asked, speaker: str, about: str) -> list[Claim]:
    """What a speaker says in the articles that were found, nearest to the topic first."""
    names = [speaker, *_holders(asked, speaker)]
    idf = asked.archive.idf(about) if terms(about) else {}
    articles = {c.passage.article.id: c.passage.article for c in asked.found.candidates}
    weighed: list[tuple[float, Told, str]] = []
    for rank, article in enumerate([*articles.values()][:MAX_ARTICLES]):
        relevance = _share(idf, f"{article.title} {article.text}")
        for said in speeches(article):
            if any(is_by(said.speaker, name) for name in names):
                own = _share(idf, said.told.text)
                has_quote = 0.2 * bool(_WORDS.search(said.told.text))
                score = own + 2 * relevance + has_quote - 0.05 * rank
                weighed.append((score, said.told, said.speaker))
    weighed.sort(key=lambda each: -each[0])
    if not weighed or (not asked.is_sure and idf and weighed[0][0] < 1.0):
        return []
    best = weighed[0][0]
    near = [each for each in weighed if each[0] >= best - 0.9]
    kept = once(one for _, one, _ in near)[:MAX_STATEMENTS]
    named = {(one.article.id, one.start): name for _, one, name in near}
    leading = kept[0].article.id
    kept.sort(key=lambda one: (one.article.id != leading, one.article.id, one.start))
    return [
        claim_of(one, speaker=_full(named[one.article.id, one.start], speaker), alone=True)
        for one in kept
    ]


def _full(name: str, wanted: str) -> str:
    """The fuller of two names of one speaker."""
    return wanted if wanted[:1].isupper() and len(wanted.split()) > len(name.split()) else name


def _holders(asked: Asked, speaker: str) -> list[str]:
    """Who holds an office that is named instead of a person."""
    if re.search(r"[A-Z]", re.sub(r"^[Tt]he ", "", speaker)):
        return []
    office = re.sub(r"^the ", "", speaker, flags=re.IGNORECASE)
    question = f"Who is the {office}?"
    found = asked.find(question, 8, asked.where)
    answered = who(
        Asked(
            question,
            found,
            asked.archive,
            asked.find,
            asked.where,
            asked.archive.idf(question),
            asked.weights,
            asked.today,
            True,
        )
    )
    if not answered.claims:
        return []
    text = answered.claims[0].text
    place = re.search(re.escape(office), text, re.IGNORECASE)
    around = text[max(0, (place.start() if place else 0) - 60) : (place.end() if place else 0) + 60]
    names = re.findall(r"[A-Z][\w'’-]+ [A-Z][\w'’-]+", around)
    return [name for name in names if name.lower() not in office.lower()][:2]


def _share(idf: Mapping[str, float], text: str) -> float:
    if not idf:
        return 0.0
    [held] = stems([text])
    return sum(weight for stem, weight in idf.items() if stem in held) / sum(idf.values())


def _who_said(asked: Asked, words: str) -> Formed:
    """The speaker of quoted words, and the first place where they were printed."""
    try:
        found = asked.archive.mentions(f'"{words}"', asked.where)
    except QuestionError:
        return NOTHING
    claims: list[Claim] = []
    for mention in found.articles:
        start, end = mention.places[0]
        claims += _saying(mention.article, start, end)
    notes = (f"First printed on {claims[0].citations[0].passage.day_in_words}.",) if claims else ()
    return Formed(tuple(claims[:3]), notes)


def _saying(article: Article, start: int, end: int) -> list[Claim]:
    for said in speeches(article):
        if said.told.start <= start and end <= said.told.end:
            return [claim_of(said.told, speaker=said.speaker, alone=True)]
    from vectorstore.text.units import units

    for first, last in units(article.text):
        if first <= start and end <= last:
            passage = Passage(article, first, last, article.text[first:last], 0.0)
            return [claim_of(Told(passage, first, last))]
    return []
