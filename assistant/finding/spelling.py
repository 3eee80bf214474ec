"""Names that the archive spells otherwise than the question does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from vectorstore import Archive
from vectorstore.text.normalise import folded
from vectorstore.text.stems import stem_of
from vectorstore.text.vocabulary import is_word
from vectorstore.text.words import STOP_WORDS

# A name of fewer letters may be too many others; one of so many may have two letters otherwise.
MIN_LETTERS, TWO_LETTERS = 5, 8
# Likenesses that are looked at, and passages in which each is looked for as it is written.
MAX_LIKE, MAX_SHOWN = 8, 3
# What is quoted and longer is no name.
MAX_NAME_WORDS = 3
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A question in the archive's own spelling of names.

    `taken` are (as the archive writes it, as it was asked) pairs; `unknown` are the names that the
    archive does not have, nor anything like them.
    """

    text: str
    taken: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What each name was taken for, in words."""
        return tuple(
            f"Taken “{known}” for “{asked}”. Put it in quotation marks to search for it as it is."
            for known, asked in self.taken
        )


def spelled(archive: Archive, question: str) -> Spelled:
    """The question with each name that no article has as the archive writes one like it.

    What stands in quotation marks stays as it is.
    """
    text, taken, unknown = question, list[tuple[str, str]](), list[str]()
    for name in _unknown_names(archive, question):
        like = _like(archive, name, _beside(question, name))
        if like:
            text = re.sub(rf"\b{re.escape(name)}\b", like, text)
            taken.append((like, name))
        else:
            unknown.append(name)
    unknown += _unknown_quoted(archive, question)
    return Spelled(text, tuple(taken), tuple(unknown))


def _unknown_quoted(archive: Archive, question: str) -> list[str]:
    """The names in quotation marks that no article has: they mean what they say."""
    quoted = [found[0][1:-1] for found in _QUOTED.finditer(question)]
    return [
        name
        for name in quoted
        if name[:1].isupper()
        and len(name.split()) <= MAX_NAME_WORDS
        and not all(archive.has_word(word) for word in re.findall(r"\w+", folded(name)))
    ]


def _unknown_names(archive: Archive, question: str) -> Iterator[str]:
    """The names in a question, outside quotation marks, that no article has."""
    plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), question)
    for number, match in enumerate(_WORD.finditer(plain)):
        word = re.sub(r"['’]s?$", "", match[0])
        small = folded(word)
        if len(small) < 3 or small in STOP_WORDS or "'" in small:
            continue
        is_name = word[0].isupper() and (number > 0 or not is_word(small))
        if not is_name and is_word(small):
            continue
        if not is_name and not word.islower():
            continue
        if all(archive.has_word(part) for part in re.findall(r"\w+", small)):
            continue
        if is_name or not _is_form_of_a_word(small):
            yield word


def _is_form_of_a_word(word: str) -> bool:
    """Whether a small word is one in another form, or made of two."""
    if any(word.startswith(prefix) and is_word(word[2:]) for prefix in ("un", "re")):
        return True
    endings = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "est")
    stems = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    if any(is_word(stem) or is_word(f"{stem}e") or is_word(stem[:-1]) for stem in stems):
        return True
    return any(is_word(word[:cut]) and is_word(word[cut:]) for cut in range(3, len(word) - 2))


def _beside(question: str, name: str) -> str:
    """The other words of a name of several words, as "Trader" in "the Aster Trader"."""
    before = re.search(rf"([A-Z][\w'’-]+) {re.escape(name)}\b", question)
    after = re.search(rf"\b{re.escape(name)} ([A-Z][\w'’-]+)", question)
    return " ".join(found[1] for found in (before, after) if found)


def _like(archive: Archive, name: str, beside: str = "") -> str:
    """The archive's own name that is most like one that it does not have; "" if none is.

    A usual word, as Paris is, is another spelling only where the archive has what stands `beside`
    it there too: the Astor Trader is the Aster Trader, but Paris is not Maris.
    """
    small = folded(name)
    usual = is_word(small)
    if len(small) < MIN_LETTERS or not small.isalpha() or (usual and not beside):
        return ""
    stem = stem_of([small])[small]
    most = 2 if len(stem) >= TWO_LETTERS else 1
    counts = dict(archive.names_like(stem))
    near = extract(
        stem, [*counts], scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=MAX_LIKE
    )
    ordered = sorted(near, key=lambda each: (each[1], each[0][0] != stem[0], -counts[each[0]]))
    for term, *_ in ordered:
        written = _as_written(archive, term, beside if usual else "")
        if written:
            return written
    return ""


def _as_written(archive: Archive, stem: str, beside: str) -> str:
    """A word of the archive with a stem, as articles write it; "" where that is no name.

    What stands `beside` it must do so in the article.
    """
    for passage in archive.matching(f"{stem} {beside}", MAX_SHOWN):
        if beside and not _is_beside(passage.text, stem, beside):
            continue
        words = [match[0] for match in _WORD.finditer(f"{passage.title} {passage.text}")]
        bare = [re.sub(r"['’]s?$", "", word) for word in words]
        known = stem_of({folded(word) for word in bare if folded(word).isalpha()})
        names = [word for word in bare if known.get(folded(word)) == stem and word[0].isupper()]
        if names and not any(known.get(word) == stem for word in bare if word.islower()):
            return names[0]
    return ""


def _is_beside(text: str, stem: str, names: str) -> bool:
    """Whether a name stands in a text beside a word with a stem."""
    words = re.findall(r"\w+", text)
    known = stem_of({folded(word) for word in words if folded(word).isalpha()})
    beside = names.split()
    return any(
        (known.get(folded(one)) == stem and other in beside)
        or (known.get(folded(other)) == stem and one in beside)
        for one, other in pairwise(words)
    )
