"""What somebody said, and nobody else; or who said the quoted words, and where first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answering.forms.asked import NOTHING, SILENT, Asked, Formed
from assistant.answering.forms.roles import PERSON, bearers, related
from assistant.answering.forms.speech import is_by, speeches, whole_quotation
from assistant.answering.forms.who import who
from assistant.answering.told import Told, apart, claim_of, once
from assistant.question.office import office as office_in
from assistant.question.outlets import named_outlets
from assistant.question.subject import without_taken_along
from assistant.types import Claim
from vectorstore import Article, Passage
from vectorstore.errors import QuestionError
from vectorstore.text.stems import stems
from vectorstore.text.words import terms

MAX_STATEMENTS = 6
MAX_ARTICLES = 16
# The first of them say who "the mayor" is.
MAX_NEAREST = 3
# What the least must score that is said of a topic, where the archive seems to tell of it or not.
MIN_SURE, MIN_UNSURE = 0.9, 1.0
# What a sentence has for a title that tells its topic.
OF_TITLE = 0.5
# The share of a topic's words that an article has which may tell what somebody said of it.
MIN_OF_TOPIC = 0.5
_NO_NAME = re.compile(r"(?:The|In|At|On|Of|For|From|By|As) ")
_OWNED = re.compile(r"([A-Z][\w-]*)['’]s? (?=[a-z])")
_SAY = (
    "say|said|saying|tell|told|claim|claimed|promise|promised|announce|announced|think|argue|argued"
    "|answer|answered|reply|replied|comment|commented|write|written|admit|admitted|react|respond"
    "|justify|defend|call|called"
)
_SPEAKER = re.compile(
    rf"\b(?:what|how) (?:did|does|do|has|have|had|is|was) (?P<who>.+?) (?:just |really |actually )?"
    rf"(?-i:{_SAY})\b(?P<about>.*)"
    r"|\bwhat (?:is|was|were|are) (?P<who2>.+?)(?:'s|s'|’s) (?:reaction|response|reply|opinion"
    r"|comment|view|words)\b(?P<about2>.*)"
    r"|\bquotes? (?:by|from|of) (?P<who3>.+?)(?P<about3>(?: about| on).*|\W*$)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"”“»]")
_OF_SAYING = re.compile(
    rf"\b(?:{_SAY}|when|while|after|before|(?:s?he|they|it) (?:was|were|had))\b", re.I
)


def statements(asked: Asked) -> Formed:
    """Quotations and reported speech of whom the question names, best first."""
    if re.search(r"\bwho\b", asked.question, re.I) and (quoted := _WORDS.search(asked.question)):
        return _who_said(asked, quoted[1])
    found = _SPEAKER.search(asked.question)
    if not found:
        return NOTHING
    speaker = _speaker(found)
    about = next((g for g in (found["about"], found["about2"], found["about3"]) if g), "")
    said = said_by(asked, speaker, _topic(about))
    if not said and named_outlets(speaker, asked.archive.outlets()):
        return NOTHING  # what it printed is quoted, as of any question
    if said or _may_be_told(asked, speaker, _topic(about)):
        return Formed(tuple(said))
    return SILENT


def speaker_of(question: str) -> str:
    """Whose words a question asks for, as it names them; "" where it asks for nobody's."""
    found = _SPEAKER.search(question)
    return _speaker(found) if found else ""


def _speaker(found: re.Match[str]) -> str:
    return found["who"] or found["who2"] or found["who3"] or ""


def _topic(about: str) -> str:
    """What somebody spoke of, less that they said it: "when he announced he was leaving"."""
    return _OF_SAYING.sub(" ", about)


def _may_be_told(asked: Asked, speaker: str, topic: str) -> bool:
    """Whether an article that names a speaker has something of the topic."""
    idf = asked.archive.idf(topic) if terms(topic) else {}
    if not idf or not re.match(r"[A-Z]", speaker):
        return True
    name = re.compile(rf"\b{re.escape(speaker.split()[-1])}\b", re.IGNORECASE)
    articles = {c.passage.article.id: c.passage.article for c in asked.found.candidates}.values()
    return any(
        _share(idf, f"{article.title} {article.text}") >= MIN_OF_TOPIC
        for article in articles
        if name.search(article.text)
    )


def said_by(asked: Asked, speaker: str, about: str) -> list[Claim]:
    """What a speaker says in the articles that were found, nearest to the topic first."""
    candidates = asked.found.of_period.candidates
    articles = [*{c.passage.article.id: c.passage.article for c in candidates}.values()]
    idf = asked.archive.idf(about) if terms(about) else {}
    nearest = _on_topic(articles, idf)[:MAX_NEAREST]
    names = [speaker, *(bearers(speaker, nearest) or _holders(asked, speaker, nearest))]
    names += related(speaker, articles)
    topic = without_taken_along(about)
    own_idf = asked.archive.idf(topic) if terms(topic) else {}
    weighed: list[tuple[float, Told, str]] = []
    if owner := _OWNED.match(speaker):  # "Toyota's president" speaks where Toyota is named
        articles = [article for article in articles if owner[1] in article.text]
    for rank, article in enumerate(articles[:MAX_ARTICLES]):
        relevance = _share(idf, f"{article.title} {article.text}")
        # what is said in an article about it needs not name it
        titled = OF_TITLE * _share(own_idf, article.title)
        for said in speeches(article):
            by = [said.speaker, *bearers(said.speaker, (article,))]
            if any(is_by(one, name) for one in by for name in names):
                own = max(_share(own_idf, said.told.text), titled)
                has_quote = 0.2 * bool(_WORDS.search(said.told.text))
                score = own + 2 * relevance + has_quote - 0.05 * rank
                weighed.append((score, said.told, said.speaker))
    weighed.sort(key=lambda each: -each[0])
    if not weighed or (idf and weighed[0][0] < (MIN_SURE if asked.is_sure else MIN_UNSURE)):
        return []
    best = weighed[0][0]
    near = [each for each in weighed if each[0] >= best - 0.9]
    near += [each for each in weighed if each not in near and _goes_on(each[1], near)]
    kept = once(one for _, one, _ in near)[:MAX_STATEMENTS]
    named = {(one.article.id, one.start): name for _, one, name in near}
    leading = kept[0].article.id
    kept.sort(key=lambda one: (one.article.id != leading, one.article.id, one.start))
    return [
        *apart(
            claim_of(
                whole_quotation(one),
                speaker=_full(named[one.article.id, one.start], speaker),
                alone=True,
            )
            for one in kept
        )
    ]


def _on_topic(articles: Sequence[Article], idf: Mapping[str, float]) -> list[Article]:
    return [
        each
        for each in articles
        if not idf or _share(idf, f"{each.title} {each.text}") >= MIN_OF_TOPIC
    ]


def _goes_on(one: Told, said: Sequence[tuple[float, Told, str]]) -> bool:
    """Whether a sentence stands beside one of those that are kept, in its paragraph."""
    return any(
        other.article.id == one.article.id
        and abs(other.unit - one.unit) == 1
        and "\n\n" not in one.article.text[min(one.end, other.end) : max(one.start, other.start)]
        for _, other, _ in said
    )


def _full(name: str, wanted: str) -> str:
    """The fuller of two names of one speaker."""
    return wanted if wanted[:1].isupper() and len(wanted.split()) > len(name.split()) else name


def _holders(asked: Asked, speaker: str, nearest: Sequence[Article]) -> list[str]:
    """Who holds an office that is named instead of a person: whom the nearest articles name."""
    if re.search(r"[A-Z]", re.sub(r"^[Tt]he ", "", speaker)) or not office_in(speaker):
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
    names = [name for claim in answered.claims for name in _beside(office, claim.text)]
    named = ([name for name in names if name.split()[-1] in each.text] for each in nearest)
    return next(filter(None, named), names)[:2]


def _beside(office: str, text: str) -> list[str]:
    """The names that stand near an office in a sentence."""
    place = re.search(re.escape(office), text, re.IGNORECASE)
    around = text[max(0, (place.start() if place else 0) - 60) : (place.end() if place else 0) + 60]
    names = [re.sub(rf"^{re.escape(office)} ", "", name, flags=re.I) for name in _names(around)]
    return [name for name in names if name.lower() not in office.lower()]


def _names(text: str) -> list[str]:
    found: list[str] = re.findall(PERSON, text)
    return [name for name in found if not (name.isupper() or _NO_NAME.match(name))]


def _share(idf: Mapping[str, float], text: str) -> float:
    if not idf:
        return 0.0
    [held] = stems([text])
    return sum(weight for stem, weight in idf.items() if stem in held) / sum(idf.values())


def _who_said(asked: Asked, words: str) -> Formed:
    """The speaker of quoted words, and the first place where they were printed."""
    longest = max(re.split(r"[.?!]", words), key=len)  # a phrase is found within a sentence
    try:
        found = asked.archive.mentions(f'"{longest.strip()}"', asked.where)
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
        one = whole_quotation(said.told)
        if one.start <= start and end <= one.end:
            return [claim_of(one, speaker=said.speaker, alone=True)]
    from vectorstore.text.units import units

    for unit, (first, last) in enumerate(units(article.text)):
        if first <= start and end <= last:
            passage = Passage(article, first, last, article.text[first:last], 0.0)
            return [claim_of(Told(passage, first, last, unit=unit))]
    return []
