"""Who may comment somewhere: the ledger and the drives, read at one moment."""
