"""The forms of English verbs, for patterns."""

from __future__ import annotations


def forms(words: str) -> str:
    """The forms of regular verbs, and of what is given with its forms: "say/says/said"."""
    return "|".join(form for word in words.split() for form in _forms_of(word))


def _forms_of(word: str) -> list[str]:
    if "/" in word:
        return word.split("/")
    if word.endswith("e"):
        return [word, f"{word}s", f"{word}d", f"{word[:-1]}ing"]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"]
    plural = "es" if word.endswith(("s", "sh", "ch", "x")) else "s"
    return [word, word + plural, f"{word}ed", f"{word}ing"]
