"""Indexing: what is searched of articles and comments, written with their words."""
