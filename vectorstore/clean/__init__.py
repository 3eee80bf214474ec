"""Cleaning: what a file holds -> an Article, without the furniture of its site."""

from vectorstore.clean.article import clean

__all__ = ["clean"]
