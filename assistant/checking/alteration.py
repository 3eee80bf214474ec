"""Does a claim repeat a sentence with something else in it? Seen with the two side by side."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from assistant.checking.negation import denies
from assistant.checking.numbers.changes import tell_the_same
from assistant.checking.numbers.following import said_otherwise
from assistant.checking.numbers.ranges import ends
from assistant.checking.tokens import keys_of, tokens
from vectorstore.text.calendar_names import MONTH_NAMES, WEEKDAY_NAMES
from vectorstore.text.numerals import left_out, numerals
from vectorstore.text.words import STOP_WORDS, words

# The share of a claim's parts that it has from a sentence, in their order, where it repeats it.
MIN_REPEATED_SHARE = 0.5
# A number with its next words, so many in all, is no other one where all stand elsewhere.
MIN_SAID_ALIKE = 4
# Parts of a text that are compared: of many numbers, each is laid beside each.
MAX_PARTS = 400

_WORD = re.compile(r"(?:\.(?=\d))?(?:\w[\w'.,:-]*\w|\w)")
_NUMBERED = re.compile(r"\bnos?\.\s*(?=\d)", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(?:(can)(?:'t|not)|(wo)n't|(\w+)n't)\b", re.IGNORECASE)
_DENIALS = frozenset(("not", "never", "no", "nobody"))
_NO_ONE = re.compile(r"\bno[ -]one\b", re.IGNORECASE)
# "Not without" is with, and all but three of whom much is said are three of whom it is not.
_TURNS = re.compile(r"\ball but\b|\bwithout\b", re.IGNORECASE)
# "Not before Sunday" is "on Sunday at the earliest".
_LATE = re.compile(r"\bat the earliest\b", re.IGNORECASE)
# "To avoid taking it" is not to take it.
_KEEPS_OFF = re.compile(
    r"\b(?:avoid(?:s|ed|ing)?|refrain(?:s|ed|ing)?|abstain(?:s|ed|ing)?|steer(?:s|ed|ing)? clear"
    r"|stop(?:s|ped|ping)?|(?:keeps?|keeping|kept|stays?|staying|stayed) (?:away|off|out)"
    r"|against \w+ing|instead of|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to"
    r"|declin(?:e|es|ed|ing) to|ban(?:s|ned|ning)?|prohibit\w*|forb[ai]d\w*|lack(?:s|ed|ing)?)\b"
)
_DAYS_AND_MONTHS = frozenset((*MONTH_NAMES, *WEEKDAY_NAMES))
_BEFORE_DAYS = frozenset("on last next early late until since".split())
_BEFORE_MONTHS = frozenset("in of last next early late until since".split())
_CLAUSE_ENDS = re.compile(
    r"[.;,](?=\s)|\s(?:and|but|while|whereas|where|with|after|before|as|leaving)(?=\s)"
)
_ASIDE = re.compile(r",(?=\s)(?! (?:and|or|but)\b)[^,;.]{3,90},(?=\s)")
_JOINING = frozenset("the a an of and in to at on for".split())
# Who is meant by these, another sentence may say.
OFFICES = frozenset(
    """president vice prime minister premier chancellor secretary senator congressman congresswoman
    representative speaker governor mayor ambassador commissioner king queen prince princess pope
    judge justice chairman general colonel captain sheriff""".split()
)

_NAME, _NUMBER = "a name", "a number"
_SAYS_NOTHING = STOP_WORDS | {_NAME, _NUMBER}


class Part(NamedTuple):
    """A word, a name, or a number with its `readings`, in small letters.

    Parts that are `like` are laid side by side: the same word, any two names, any two numbers.
    `clause` counts the clauses before its own.
    """

    like: str
    words: tuple[str, ...]
    readings: frozenset[str] = frozenset()
    clause: int = 0

    def is_same(self, other: Part) -> bool:
        """Whether the other one names the same, or is the same number."""
        if self.like == _NUMBER:
            return bool(self.readings & other.readings)
        return {*self.words} <= {*other.words}


def alters(claim: str, sentence: str, cited: str, names: Collection[str]) -> bool:
    """Whether a claim repeats a sentence with another name or number in it, or with a denial more
    or less.

    All are plain. `cited` is all that the claim rests on: where that has "Ines Falk", she may stand
    for "Mayor Falk". `names` are those that may begin a claim or a sentence.
    """
    said, given = (_parts(text, names)[:MAX_PARTS] for text in (claim, sentence))
    matcher = SequenceMatcher(None, [p.like for p in given], [p.like for p in said], autojunk=False)
    blocks = matcher.get_matching_blocks()
    if sum(block.size for block in blocks) < MIN_REPEATED_SHARE * len(said):
        return False
    # "The council is not expected to vote": "no vote of the council is expected".
    is_moved = _denials(given) == _denials(said) + len(_LATE.findall(claim)) or (
        _are_turned_alike(claim, sentence, _denials(said) + _denials(given))
        or _denies_otherwise(claim, sentence)
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        odd = {part.like for part in given[a:b] + said[c:d]}
        if tag in ("insert", "delete") and odd <= _DENIALS and not is_moved:
            return True
    # "12, down from 31" is "from 31 to 12", and "nearly 500" is 496.
    retold = tell_the_same(claim, sentence) | said_otherwise(claim, sentence)
    retold |= ends(sentence.casefold())
    whole = " ".join(map(_folded, _WORD.findall(_apart(cited))))
    others = [
        (given[a + n], said[b + n])
        for a, b, size in blocks
        # "In London" and "in Paris" may stand in both by chance.
        if any(part.like not in _SAYS_NOTHING for part in said[b : b + size])
        for n in range(size)
        if _is_another(given[a + n], said[b + n], whole)
        and not said[b + n].readings & retold
        and not _counts_the_same(said, b + n, given)
        and not _is_said_elsewhere(said[b + n : b + n + MIN_SAID_ALIKE], whole)
    ]
    others = _out_of_place(others, said, given)
    # Where both name both, they may name them in another order; two are exchanged.
    moved = [pair for pair in others if _names_both(given, pair[1]) and _names_both(said, pair[0])]
    return len(others) > len(moved) or len(moved) > 1


def without_asides(sentence: str, claim: str) -> str:
    """A plain sentence without what stands in it between commas and that a claim leaves out."""
    said = set(words(claim)) - _JOINING

    def kept(aside: re.Match[str]) -> str:
        before = sentence[: aside.start()].rpartition(" ")[2]
        is_there = said.intersection(words(aside.group())) or f"{before}," in claim
        return aside.group() if is_there else ""

    return _ASIDE.sub(kept, sentence)


def _are_turned_alike(claim: str, sentence: str, denials: int) -> bool:
    """Whether the denials of one text say what the other says with "without" or "all but"."""
    turned = [len(_TURNS.findall(text)) for text in (claim, sentence)]
    return turned[0] != turned[1] and (sum(turned) + denials) % 2 == 0


def _denies_otherwise(claim: str, sentence: str) -> bool:
    """Whether one text says with another word what the other denies: "not to take", "to avoid
    taking"."""
    texts = [claim.casefold(), sentence.casefold()]
    return any(
        _KEEPS_OFF.search(one) and not _KEEPS_OFF.search(other) and denies(other) != denies(one)
        for one, other in (texts, texts[::-1])
    )


def _out_of_place(
    others: Sequence[tuple[Part, Part]], said: Sequence[Part], given: Sequence[Part]
) -> list[tuple[Part, Part]]:
    """The pairs of parts of which the second does not just stand with what it stands with in the
    sentence too: "the Greens won 12" beside "Labour won 41 seats and the Greens 12"."""
    kept = [pair for pair in others if _keeps_its_place(*pair, said, given)]
    # Where one of two keeps its place, so does the other, of which that took the place.
    kept += [pair for pair in others if any(_are_turned(pair, other) for other in kept)]
    return [pair for pair in others if pair not in kept]


def _are_turned(one: tuple[Part, Part], other: tuple[Part, Part]) -> bool:
    return one[0].is_same(other[1]) and one[1].is_same(other[0])


def _keeps_its_place(old: Part, new: Part, said: Sequence[Part], given: Sequence[Part]) -> bool:
    """Whether a part of a claim, which stands where a sentence has another one, stands in that
    sentence with what it stands with in the claim, and the other one does not."""
    homes = [part for part in given if part.is_same(new) or new.is_same(part)]
    days = [part for part in (old, new) if part.words[-1] in _DAYS_AND_MONTHS]
    if homes and len(days) == 1:
        return any(_is_when(said, n) for n, part in enumerate(said) if part.is_same(days[0]))
    own = _beside(new, said) - _beside(old, given)
    return any(own & _beside(home, given) for home in homes if home.clause != old.clause)


def _is_when(parts: Sequence[Part], place: int) -> bool:
    """Whether a day or month stands where one may: "on Sunday", "of 3 March"."""
    before = parts[place - 1].like if place else ""
    return before == _NUMBER or before in (
        _BEFORE_DAYS if parts[place].words[-1] in WEEKDAY_NAMES else _BEFORE_MONTHS
    )


def _beside(part: Part, parts: Sequence[Part]) -> frozenset[str]:
    """What the words that a part shares its clause with may stand for."""
    near = [p for p in parts if p.clause == part.clause and p is not part]
    words = " ".join(word for p in near if p.like not in STOP_WORDS for word in p.words)
    return keys_of(token for token in tokens(words) if token.is_content)


def _denials(parts: Sequence[Part]) -> int:
    return sum(part.like in _DENIALS for part in parts)


def _counts_the_same(said: Sequence[Part], place: int, given: Sequence[Part]) -> bool:
    """Whether a number stands before the same word elsewhere: "70 pots"."""
    number, behind = said[place], [part.like for part in said[place + 1 : place + 2]]
    return any(
        number.readings & part.readings and behind == [given[n + 1].like]
        for n, part in enumerate(given[:-1])
    )


def _is_said_elsewhere(parts: Sequence[Part], cited: str) -> bool:
    """Whether a number stands with its next words in what is cited: "forty people were hurt"."""
    is_whole = len(parts) == MIN_SAID_ALIKE and parts[0].like == _NUMBER
    return is_whole and " ".join(word for part in parts for word in part.words) in cited


def _names_both(parts: Sequence[Part], name: Part) -> bool:
    # The first word of a sentence has its capital anyhow.
    return name.like == _NAME and any({*name.words} <= {*part.words} for part in parts)


def _is_another(given: Part, said: Part, cited: str) -> bool:
    """Whether two parts that are alike name two things, or are two numbers."""
    if given.like == _NUMBER:
        return not (given.readings | left_out(given.readings)) & said.readings
    first, second = _bare_names(given), _bare_names(said)
    if given.like != _NAME or first <= second or second <= first:
        return False
    if first <= OFFICES or second <= OFFICES or _is_short_for(given, said):
        return False
    return not first & second or " ".join(said.words) not in cited


def _bare_names(part: Part) -> set[str]:
    """The words of a name, each part of a double one by itself."""
    return {piece for word in part.words for piece in word.split("-")} - STOP_WORDS


def _is_short_for(given: Part, said: Part) -> bool:
    """Whether one of two names has the initials of the other."""
    short, long = sorted((given.words, said.words), key=len)
    return len(short) == 1 and short[0] == "".join(word[0] for word in long)


def _parts(plain: str, names: Collection[str]) -> list[Part]:
    """A text in parts: the first word is a name only where it is in `names`."""
    text = _apart(plain)
    numbers = deque(numerals(text.lower()))
    parts: list[Part] = []
    ends = deque(match.start() for match in _CLAUSE_ENDS.finditer(text))
    clause = 0
    for match in _WORD.finditer(text):
        while ends and ends[0] <= match.start():
            ends.popleft()
            clause += 1
        written, word = match.group().removesuffix("'s"), _folded(match.group())
        while numbers and numbers[0].end <= match.start():
            numbers.popleft()
        if numbers and numbers[0].start <= match.start():
            parts.append(Part(_NUMBER, (word,), numbers[0].readings, clause))
        elif written[0].isupper() and word not in STOP_WORDS and (parts or written in names):
            parts.append(Part(_NAME, (word,), clause=clause))
        else:
            parts.append(Part(word, (word,), clause=clause))
        _join(parts)
    return parts


def _join(parts: list[Part]) -> None:
    """Make the last parts one where they are one name, one number or names in a row."""
    kinds = [(part.like, part.readings) for part in parts[-2:]]
    if [part.like for part in parts[-3:]] == [_NAME, "and", _NAME]:
        count = 3
    elif parts[-1].like in (_NAME, _NUMBER) and kinds == [kinds[-1]] * 2:
        count = 2
    else:
        return
    words = tuple(word for part in parts[-count:] for word in part.words)
    parts[-count:] = [parts[-1]._replace(words=words)]


def _folded(word: str) -> str:
    return word.removesuffix("'s").casefold()


def _apart(plain: str) -> str:
    """A text with "not" as a word of its own, and without the "no." before a number."""
    return _CONTRACTED.sub(
        lambda match: f"{match[1] or (match[2] and 'will') or match[3]} not",
        _NO_ONE.sub("nobody", _NUMBERED.sub("", plain)),
    )
