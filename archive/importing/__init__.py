"""Importing: captures in, rows out. Parsed to plain values first, then stored, one transaction
for each document."""
