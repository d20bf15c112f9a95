"""The search page, and the articles that are like one: reads and links of both."""
