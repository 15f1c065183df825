"""Citations: each read from what is plainest in it (an imprint, a page number, ibid.) outwards.

To the left stand author and title, to the right volume and pages (3.12 [COBI], 3.12.3 [COBIXR], 3.7 [COXR]).
"""

from rubricator.annotate.citations.annotator import citations

__all__ = ["citations"]
