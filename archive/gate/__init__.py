"""Who may comment somewhere: the ledger and the drives, read at one moment."""

from archive.gate.drive import Outcome, UnderWay
from archive.gate.reading import Reading, read
from archive.gate.standings import standings

__all__ = ["Outcome", "Reading", "UnderWay", "read", "standings"]
