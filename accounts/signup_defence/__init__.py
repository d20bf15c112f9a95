"""What a sign-up must pass before it makes anything, without asking any outside service.

A form carries a challenge: signed, good for one sign-up, and a measure of how long the form has
been open. A browser that runs scripts solves it meanwhile; one that does not waits longer instead.
A field that nobody sees catches those who fill in everything, and limits hold for what is left.
None of it looks at the address that signs up, so none of it says which addresses are known.
"""
