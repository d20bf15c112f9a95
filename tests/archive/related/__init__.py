"""Articles that share much of their words."""
