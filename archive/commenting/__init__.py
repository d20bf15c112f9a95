"""The verbs of discussion: what may be done to a thread, each in one transaction."""
