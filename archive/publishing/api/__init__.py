"""The API for readers' tools: what anyone may read here, as JSON. docs/api.md tells how it is used.

Its shapes (shapes.py) and what may be asked (asked.py) are also its description for machines
(description.py); whatever comes and goes passes its door (door.py).
"""
