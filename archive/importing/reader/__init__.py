"""The reader: one capture's text in, a `Reading` out. Pure Python: no Django, no database."""
