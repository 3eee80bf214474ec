"""Names and words that the archive spells otherwise than the question does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from vectorstore import Archive
from vectorstore.text.languages import is_english, name_of
from vectorstore.text.normalise import folded
from vectorstore.text.spoken import language_read
from vectorstore.text.stems import stem_of
from vectorstore.text.vocabulary import is_word
from vectorstore.text.words import STOP_WORDS

# A name of fewer letters may be too many others; a name or a word of so many may have two letters
# otherwise. A word may be shorter, as its first letter has to be right.
MIN_LETTERS, MIN_WORD_LETTERS, TWO_LETTERS = 5, 4, 8
# What has the stem of another name, but more than this share of letters otherwise, is another.
MAX_OTHERWISE = 1 / 3
# Likenesses that are looked at, and passages in which each is looked for as it is written.
MAX_LIKE, MAX_SHOWN = 8, 3
# Passages from which the forms of a word are taken.
MAX_FORMS_FROM = 10
# What is quoted and longer is no name.
MAX_NAME_WORDS = 3
_VOWELS = frozenset("aeiouy")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»")


@dataclass(frozen=True, slots=True)
class Spelled:
    """A question in the archive's own spelling.

    `taken` are (as the archive writes it, as it was asked) pairs; `unknown` are the names and words
    that the archive does not have, nor anything like them. `language` is the question's where the
    archive hardly has a word of it.
    """

    text: str
    taken: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    language: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What each name was taken for, in words; or that the archive is in another language."""
        if self.language:
            return (
                f"The question is in {name_of(self.language)}, and hardly a word of it is in the"
                " archive. Ask in the language of the articles.",
            )
        return tuple(
            f"Taken “{known}” for “{asked}”. Put it in quotation marks to search for it as it is."
            for known, asked in self.taken
        )


def spelled(archive: Archive, question: str) -> Spelled:
    """The question with each name and each misspelled word that no article has as the archive
    writes one like it.

    What stands in quotation marks stays as it is, and so does a question in another language than
    English.
    """
    language = language_read(question)
    if not is_english(language):
        return Spelled(question, language="" if _is_known(archive, question) else language)
    text, taken, unknown = question, list[tuple[str, str]](), list[str]()
    for name in _unknown_names(archive, question):
        if name.islower() and _is_usual_word_misspelled(name):
            continue
        like = _like_word(archive, name) or _like(archive, name, _beside(question, name))
        if like:
            text = re.sub(rf"\b{re.escape(name)}\b", like, text)
            taken.append((like, name))
        elif not (name.islower() and _is_made_of_two(name)):
            unknown.append(name)
    unknown += _unknown_quoted(archive, question)
    return Spelled(text, tuple(taken), tuple(unknown))


def _is_known(archive: Archive, question: str) -> bool:
    """Whether the archive has half of the longer words of a question that are no names."""
    words = [word for word in _WORD.findall(question)[1:] if len(word) >= MIN_WORD_LETTERS]
    small = [folded(word) for word in words if word.islower()]
    return bool(small) and 2 * sum(map(archive.has_word, small)) >= len(small)


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
    """Whether a small word is one in another form."""
    rest = word[2:] if word.startswith(("un", "re")) else ""
    if len(rest) >= MIN_WORD_LETTERS and is_word(rest):
        return True
    endings = ("s", "es", "ed", "ing", "er", "ers", "ly", "est")
    stems = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    return any(is_word(stem) or is_word(f"{stem}e") or _is_doubled(stem) for stem in stems)


def _is_made_of_two(word: str) -> bool:
    """Whether a small word is two in one, as "teargas"; some misspellings are, too."""
    return any(is_word(word[:cut]) and is_word(word[cut:]) for cut in range(3, len(word) - 2))


def _is_doubled(stem: str) -> bool:
    """Whether it is a word with its last letter twice, as in "stopped"."""
    return stem[-1:] == stem[-2:-1] and is_word(stem[:-1])


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
        otherwise = DamerauLevenshtein.distance(small, folded(written))
        is_near = otherwise <= MAX_OTHERWISE * len(small)
        # or it stands beside the same name there: "Hester Quail" is Hester Quayle
        if written and (is_near or (beside and _as_written(archive, term, beside))):
            return written
    return ""


def _is_usual_word_misspelled(word: str) -> bool:
    """Whether it is "about" or "which" with a letter wrong, of which nothing is looked for."""
    return len(word) >= MIN_WORD_LETTERS and any(
        other[0] == word[0] and DamerauLevenshtein.distance(word, other) == 1
        for other in STOP_WORDS
        if len(other) >= MIN_WORD_LETTERS
    )


def _like_word(archive: Archive, word: str) -> str:
    """The archive's own word of which one in small letters is a misspelling; "" if none is."""
    if len(word) < MIN_WORD_LETTERS or not (word.islower() and word.isascii()):
        return ""
    stem = stem_of([word])[word]
    counts = {term: n for term, n in archive.names_like(stem) if term[0] == word[0]}
    most = 2 if len(word) >= TWO_LETTERS else 1
    # a wrong letter may hide an ending, which stays on
    cutoff = most + 2
    near = extract(
        stem, [*counts], scorer=DamerauLevenshtein.distance, score_cutoff=cutoff, limit=MAX_LIKE
    )
    found = [
        (_typing_errors(word, form), -counts[term], form)
        for term, *_ in near
        for form in _forms(archive, term)
    ]
    distance, _, form = min(found, default=(most + 1, 0, ""))
    return form if distance <= most else ""


def _typing_errors(word: str, form: str) -> int:
    """In how many letters a word is misspelled, if it is that form.

    One consonant for another is more often another word, as "averted" and "alerted": it counts two.
    """
    errors = DamerauLevenshtein.distance(word, form)
    replaced = [{*pair} for pair in zip(word, form, strict=False) if len({*pair}) > 1]
    is_one = errors == 1 and len(word) == len(form) and len(replaced) == 1
    return errors + (is_one and not replaced[0] <= _VOWELS)


def _forms(archive: Archive, stem: str) -> set[str]:
    """The forms in small letters that a word with a stem has in some passages."""
    words = {
        folded(match[0])
        for passage in archive.matching(stem, MAX_FORMS_FROM)
        for match in _WORD.finditer(passage.text)
        if match[0].islower()
    }
    known = stem_of({word for word in words if word.isalpha()})
    return {word for word in known if known[word] == stem and word not in STOP_WORDS}


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
