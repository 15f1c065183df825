"""Dates: found by a grammar over kinds of words, given a value by the clock and the calendars in force."""

from rubricator.annotate.dates.annotator import dates

__all__ = ["dates"]
