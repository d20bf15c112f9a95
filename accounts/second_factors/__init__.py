"""Second factors: codes of an authenticator app, passkeys, recovery codes, and the staff's door.

allauth keeps them and checks them; what it leaves open is here: secrets that are encrypted in the
database, codes that count once, mail in the transaction that causes it, and pages of our own.
"""
