"""How often words and phrases stand in texts, in any of their forms."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from vectorstore.text.stems import stem_of

_WORD = re.compile(r"\w+")
# Stands between texts that are searched as one.
_BETWEEN = "\x1e"


def occurrences(terms: Sequence[str], texts: Sequence[str]) -> NDArray[np.int64]:
    """How often each word or phrase stands in each lower-case text, in any of its forms.

    [texts, terms]. A phrase's words are neighbours, whatever stands between them.
    """
    stems = stem_of({word for term in terms for word in term.split()})
    starts, forms, following = _forms(stems, texts)
    number_of = {stem: number for number, stem in enumerate(stems.values())}
    stem_of_form = stem_of({*forms})
    stems_found = np.array([number_of.get(stem_of_form[form], -1) for form in forms], dtype=np.intp)
    follows = starts[1:] == following[:-1]
    text_ends = np.cumsum([len(text) + 1 for text in texts])
    text_of = np.searchsorted(text_ends, starts, side="right")
    counts = np.zeros((len(texts), len(terms)), dtype=np.int64)
    for column, term in enumerate(terms):
        wanted = [number_of[stems[word]] for word in term.split()]
        found = np.flatnonzero(stems_found == wanted[0])
        for place, stem in enumerate(wanted[1:], 1):
            found = found[found + place < len(forms)]
            found = found[follows[found + place - 1] & (stems_found[found + place] == stem)]
        counts[:, column] = np.bincount(text_of[found], minlength=len(texts))
    return counts


def _forms(
    stems: Mapping[str, str], texts: Sequence[str]
) -> tuple[NDArray[np.intp], list[str], NDArray[np.intp]]:
    """Words that may be forms of others: where each starts in the joined texts, the word itself,
    and where the next word of its text would start.

    One search a word: a pattern that begins with plain letters is looked for many times faster
    than any of several.
    """
    joined = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
    beginnings = {os.path.commonprefix([w, stem]) for w, stem in stems.items()}  # noqa: RUF071
    found = {
        match.start(): (match[1], match.end())
        for beginning in beginnings
        for match in re.finditer(rf"({re.escape(beginning)}\w*)[^\w{_BETWEEN}]*", joined)
        if match[1] and not _WORD.match(joined, match.start() - 1, match.start())
    }
    starts = sorted(found)
    return (
        np.array(starts, dtype=np.intp),
        [found[start][0] for start in starts],
        np.array([found[start][1] for start in starts], dtype=np.intp),
    )
