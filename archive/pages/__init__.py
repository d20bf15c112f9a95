"""Whole pages: each a frozen dataclass, built by one function that asks all its questions."""
