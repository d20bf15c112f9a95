"""What a member does with the account: each file one page and its form."""
