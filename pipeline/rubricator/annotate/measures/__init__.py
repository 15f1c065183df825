"""Measures: money, weights, lengths, shares and counted people or things (3.6.3 [CONANU]).

The words of units are found first; the number is read back from each. So years, pages and note numbers,
which have no unit, never come into question.
"""

from rubricator.annotate.measures.annotator import measures

__all__ = ["measures"]
