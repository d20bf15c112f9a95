"""Screening: whether a comment that may be posted should wait for a moderator first."""
