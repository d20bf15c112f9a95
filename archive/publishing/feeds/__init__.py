"""Feeds: what is new here, for readers' tools, as Atom and as JSON Feed.

A feed is what anybody may read, whoever asks. It is outlined first, by a query or two, which is
enough to tell whether it changed; its words are loaded where somebody has not got them yet.
"""
