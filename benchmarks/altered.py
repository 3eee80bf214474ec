"""Whether the check of what a model wrote notices that a fact was altered.

    python -m benchmarks.altered DATA [--skip ARTICLES] [--seed 0]

DATA is a folder as docs/evaluation.md describes. Every sentence of the first five passages of its
articles is a claim that cites its passage, first as it stands, then altered in one way: its first
word, a name, gives way to another name of these passages; or a name inside it does; or a number
does to another number of theirs; or two names in it change places; or "was" becomes "was not". They
are bound and checked by their words, as while an answer grows; printed is how many are held
supported.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from assistant.checking.citations import bind
from assistant.evaluation.questions import given_texts
from vectorstore import Article, Passage
from vectorstore.chunks import split
from vectorstore.text.names import names_in
from vectorstore.text.sentences import sentences

PASSAGES = 5
LONGEST = 250
_FIRST = re.compile(r"\A[A-Z]\w+")
_INSIDE = re.compile(r"(?<=\w )[A-Z]\w+")
_TWO = re.compile(r"(?<=\w )([A-Z]\w+)( (?!and |or )(?:[a-z]+ )+)([A-Z]\w+)(?= [a-z])")
_NUMBER = re.compile(r"(?<![\w.,$£€-])\d{1,3}(?![\w.,-])")
_VERB = re.compile(r" (?:is|are|was|were|has|had|will|would|could) (?!not\b)")


def main() -> None:
    """Print a row a kind of claim, as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.altered")
    parser.add_argument("data", type=Path)
    parser.add_argument("--skip", type=int, default=0, help="articles to leave out, from the first")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    texts = given_texts([chosen.data / "articles.jsonl.gz"])
    asked, held = Counter[str](), Counter[str]()
    for article_id, text in tqdm([*texts.items()][chosen.skip :]):
        passages = _passages(Article(article_id, text))
        names = sorted(names_in(tuple(passage.text for passage in passages)))
        numbers = sorted({n for passage in passages for n in _NUMBER.findall(passage.text)})
        for number, passage in enumerate(passages, 1):
            for sentence in _claims(passage.text):
                for kind, claim in _altered(sentence, names, numbers, chance).items():
                    asked[kind] += 1
                    held[kind] += _is_held(claim, number, passages)
    for kind, count in asked.items():
        print(f"{kind:12} {count:6} claims, {held[kind]:6} held supported")


def _passages(article: Article) -> list[Passage]:
    chunks = split(article)[:PASSAGES]
    return [Passage(article, c.start, c.end, article.text[c.start : c.end], 0.0) for c in chunks]


def _claims(text: str) -> list[str]:
    """The sentences of a passage that may stand as claims: not too long, with no mark of theirs."""
    found = [" ".join(text[start:end].split()) for start, end in sentences(text)]
    return [sentence for sentence in found if len(sentence) <= LONGEST and "[" not in sentence]


def _altered(
    sentence: str, names: Sequence[str], numbers: Sequence[str], chance: random.Random
) -> dict[str, str]:
    """The sentence as it stands, and altered in each way that it can be."""
    claims = {"exact": sentence}
    for kind, pattern, known in (
        ("first name", _FIRST, names),
        ("name", _INSIDE, names),
        ("number", _NUMBER, numbers),
    ):
        match = pattern.search(sentence)
        others = [other for other in known if other not in sentence]
        if match and match.group() in known and others:
            claims[kind] = _with(sentence, match, chance.choice(others))
    match = _TWO.search(sentence)
    if match and {match[1], match[3]} <= {*names} and match[1] != match[3]:
        claims["exchanged"] = _with(sentence, match, match[3] + match[2] + match[1])
    if match := _VERB.search(sentence):
        claims["denied"] = _with(sentence, match, f"{match.group()}not ")
    return claims


def _with(text: str, match: re.Match[str], replacement: str) -> str:
    return text[: match.start()] + replacement + text[match.end() :]


def _is_held(claim: str, number: int, passages: Sequence[Passage]) -> bool:
    return all(c.verdict == "supported" for c in bind(f"{claim} [{number}]", passages))


if __name__ == "__main__":
    main()
