"""Does a claim repeat a sentence word for word, or but for a name, where it has another one?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from assistant.checking.alteration import OFFICES
from assistant.checking.marks import without_list_mark
from assistant.checking.name_forms import has_form
from assistant.checking.speakers.standing import pieces
from vectorstore.text.calendar_names import WEEKDAY_NAMES
from vectorstore.text.normalise import normalised
from vectorstore.text.senses import senses
from vectorstore.text.words import STOP_WORDS

# The share of a claim's words that it has from a sentence, where it repeats that.
MIN_REPEATED = 0.65
# The share of that sentence that it has then: a short claim may have its words from anywhere.
MIN_OF_SENTENCE = 0.5
# Words that may stand between an office and who holds it: "Falk, the long-serving mayor".
MAX_BETWEEN = 4
# Words of a text that are laid beside another's.
MAX_WORDS = 400

# Between two words of one sentence.
_GAP = r"[^\w.!?]+"
_WORD = re.compile(r"\w[\w'-]*\w|\w")
_ADDRESS = frozenset("mr mrs ms miss dr sir lord lady".split())


def repeats(said: Sequence[str], sentence: Sequence[str]) -> float:
    """The share of a claim's words that are a sentence's, where it nearly repeats that; else 0."""
    if not said or not sentence:
        return 0.0
    same = (Counter(said) & Counter(sentence)).total()
    if same < MIN_REPEATED * len(said) or same < MIN_OF_SENTENCE * len(sentence):
        return 0.0
    return same / len(said)


def is_word_for_word(claim: str, quotes: Sequence[str]) -> bool:
    """Whether a claim is a whole sentence of a quote."""
    said = _unpunctuated(normalised(without_list_mark(claim)))
    return any(_unpunctuated(sentence) == said for sentence in pieces([*map(normalised, quotes)]))


def _unpunctuated(sentence: str) -> str:
    return " ".join(sentence.split()).strip(" \"'.")


def has_another_name(claim: str, sentence: str, around: str, names: Collection[str]) -> bool:
    """Whether a claim repeats a sentence with another name in it. All are plain.

    `around` is what stands around the sentence: where that has "Mayor Falk", the one may stand for
    the other. `names` are those that may begin a claim or a sentence.
    """
    ours, theirs = (_WORD.findall(text)[:MAX_WORDS] for text in (claim, sentence))
    said, given = ([_folded(word) for word in words] for words in (ours, theirs))
    if (Counter(said) & Counter(given)).total() < MIN_REPEATED * len(said):
        return False
    matcher = SequenceMatcher(None, given, said, autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < MIN_REPEATED * len(said):
        return False
    swapped = [
        (theirs[a:b], ours[c:d])
        for tag, a, b, c, d in matcher.get_opcodes()
        # What is put in or left out besides: only as many words tell which is for which.
        if tag == "replace" and b - a == d - c
    ]
    return any(
        _is_another(old, new, around)
        for before, after in swapped
        for old, new in zip(before, after, strict=True)
        if _is_name(old) and _is_name(new) and {*map(_bare, (old, new))} & {*names}
    )


def _is_name(word: str) -> bool:
    return word[0].isupper() and _folded(word) not in STOP_WORDS


def _is_another(old: str, new: str, around: str) -> bool:
    old, new = _bare(old), _bare(new)
    first, second = old.casefold(), new.casefold()
    if {first, second} & _ADDRESS or senses(first, first) & senses(second, second):
        return False
    if has_form(old, new) or has_form(new, old):
        return False
    # "Abu-Mahdi" is "Abu Mahdi".
    if second in first.split("-") or first in second.split("-"):
        return False
    is_office = bool({first, second} & OFFICES) and not {first, second} & {*WEEKDAY_NAMES}
    between = rf"(?:{_GAP}\w+){{0,{MAX_BETWEEN}}}?{_GAP}" if is_office else r"\s"
    one, other = re.escape(first), re.escape(second)
    together = rf"\b(?:{one}{between}{other}|{other}{between}{one})\b"
    return re.search(together, around.casefold()) is None


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _folded(word: str) -> str:
    return _bare(word).casefold()
