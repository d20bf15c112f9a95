"""Moderation, as readers see it."""
