"""Who may comment somewhere: the ledger and the drives, read at one moment."""

from archive.gate.reading import Reading, UnderWay, read

__all__ = ["Reading", "UnderWay", "read"]
