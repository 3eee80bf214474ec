"""Cleaning: what a file holds -> an Article, without the furniture of its site."""

from vectorstore.clean.article import clean, is_clean

# Raised with each change of what a file's articles become, in here or in formats/: what was kept
# by an older one is then read anew from its file.
VERSION = 9

__all__ = ["VERSION", "clean", "is_clean"]
