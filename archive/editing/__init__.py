"""The verbs of editing: what may be done to an article, each in one transaction."""
