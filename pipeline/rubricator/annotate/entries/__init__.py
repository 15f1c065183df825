"""Entries: the days of a diary, the articles of a dictionary, each a division of its own."""
