"""Search: what was asked for, what answers it, and in which order."""
