"""The same story elsewhere: articles that share their words."""
