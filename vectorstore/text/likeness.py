"""Whether two texts are about one thing: what tells a new version from another article."""

from __future__ import annotations

import math
from collections import Counter

from vectorstore.text.stems import stem_of
from vectorstore.text.words import STOP_WORDS, words

# Words that stand in the news of any day.
_EVERYDAY = frozenset(
    """said says say told people year years new news time one two more after before last first over
    out up all some only other most been during while monday tuesday wednesday thursday friday
    saturday sunday""".split()
)
# Cosines of word counts, each beside what else speaks for one article. Of 3,000 pairs of articles
# drawn from 1,799 by chance, 1 in 200 are more alike than UNLIKE_TITLES, 1 in 20 than LIKE; the two
# halves of one article are so 1 time in 2 and 3 in 4.
SAME_WORDS, UNLIKE_TITLES, LIKE, LIKE_TITLES = 0.5, 0.3, 0.2, 0.1
MIN_SAME_TITLE, MAX_UNLIKE_TITLE = 0.5, 0.2
# A shorter text whose words are in the other is a part of it, if it has so many.
MIN_PART, MIN_WORDS_OF_PART = 0.6, 6
# A text that holds this share of the words of another's title tells of the same.
MIN_TITLE_TOLD = 0.4


def is_version(first: tuple[str, str], second: tuple[str, str], is_other_day: bool) -> bool:
    """Whether two (title, text) under one name are versions of one article.

    `is_other_day` is whether they were published on different days: then more has to speak for it.
    """
    if first[1] == second[1]:
        return True
    titles = [_counts(title) for title, _ in (first, second)]
    title, is_titled = _cosine(*titles), all(titles)
    texts = [_counts(f"{title}\n{text}") for title, text in (first, second)]
    if is_titled and title < MAX_UNLIKE_TITLE:
        texts = _without_the_sites(titles, first, second) or texts
    text = _cosine(*texts)
    if text >= SAME_WORDS or _is_part(*texts):
        return True
    if title >= MIN_SAME_TITLE and is_other_day:  # a column has one title each day
        return _cosine(*(_counts(body) for _, body in (first, second))) >= LIKE
    if title >= MIN_SAME_TITLE:
        return text >= LIKE_TITLES
    return not is_other_day and text >= (
        UNLIKE_TITLES if is_titled and title < MAX_UNLIKE_TITLE else LIKE
    )


def _without_the_sites(
    titles: list[Counter[str]], first: tuple[str, str], second: tuple[str, str]
) -> list[Counter[str]]:
    """The words of two texts but for the paragraphs that stand in both, as what a site adds does.

    None where little else is left, or a title is about what the other text tells.
    """
    paragraphs = [text.split("\n") for _, text in (first, second)]
    shared = {*paragraphs[0]} & {*paragraphs[1]}
    own = [_counts("\n".join(line for line in lines if line not in shared)) for lines in paragraphs]
    if min(map(len, own)) < MIN_WORDS_OF_PART:
        return []
    told = [len(titles[i].keys() & own[1 - i].keys()) / len(titles[i]) for i in (0, 1)]
    if max(told) >= MIN_TITLE_TOLD:
        return []
    return [title + text for title, text in zip(titles, own, strict=True)]


def _counts(text: str) -> Counter[str]:
    """How often each word stands in a text, but for those that stand in any."""
    telling = [
        word
        for word in words(text)
        if word not in STOP_WORDS and word not in _EVERYDAY and len(word) > 1
    ]
    stem = stem_of({*telling})
    return Counter(stem[word] for word in telling)


def _cosine(first: Counter[str], second: Counter[str]) -> float:
    a, b = ({word: 1 + math.log(n) for word, n in counts.items()} for counts in (first, second))
    shared = sum(weight * b.get(word, 0.0) for word, weight in a.items())
    return shared / (math.sqrt(_square(a) * _square(b)) or 1.0)


def _square(weights: dict[str, float]) -> float:
    return sum(weight**2 for weight in weights.values())


def _is_part(first: Counter[str], second: Counter[str]) -> bool:
    smaller = min(len(first), len(second))
    shared = len(first.keys() & second.keys())
    return smaller >= MIN_WORDS_OF_PART and shared >= MIN_PART * smaller
