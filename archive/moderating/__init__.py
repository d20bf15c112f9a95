"""The verbs of moderation: what may be decided about comments, members and captures, each in one
transaction and with its row in the log."""
