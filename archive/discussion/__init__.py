"""Taking part: the forms in which members write, change, withdraw and report."""
