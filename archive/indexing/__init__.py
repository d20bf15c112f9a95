"""Indexing: what is searched of articles and comments, written with their words.

Every verb that changes words, or what filters ask for, calls one of these in its transaction;
tests/trust/test_indexed.py holds them to it.
"""

from archive.indexing.writing import (
    forget_comments,
    index_articles,
    index_comments,
    number_anew,
)

__all__ = ["forget_comments", "index_articles", "index_comments", "number_anew"]
