"""Keeping what was built up to date: what is still as it was, what is done again, watching while an editor writes."""
