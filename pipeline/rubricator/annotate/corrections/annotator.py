"""The annotator of corrections: what is found surely, what a damaged document adds, and brackets to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from rubricator.annotate.corrections import figures, hyphens, letters, spaces, splits
from rubricator.annotate.corrections.brackets import brackets
from rubricator.annotate.corrections.evidence import Doubt, Fault, Vocabulary
from rubricator.annotate.corrections.settled import unsettled
from rubricator.annotate.corrections.spelling import by_authority
from rubricator.annotate.stages import annotator
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document

Finder = Callable[[str, Vocabulary], Iterator[Fault]]
"""What finds faults of one sort in a text."""
_TELLING: Final = 3
"""So many sure faults, and one in so many words, make a document damaged."""
_DENSITY: Final = 5_000

RULES: Final = {
    "hyphen-document": "a hyphen inside a word that stands unbroken elsewhere in the document",
    "hyphen-damaged": "a hyphen inside a common word, in a document damaged elsewhere",
    "hyphen-lost": "a compound that has all its hyphens elsewhere in the document",
    "hyphen-space": "a word broken by a hyphen and a space",
    "hyphen-line": "a word broken at the end of a line",
    "space-missing": "no space after a punctuation mark between two words",
    "space-in-mark": "a space after an opening quotation mark",
    "space-doubled": "two spaces in a document that otherwise has one",
    "space-before": "a space before a punctuation mark",
    "space-in-word": "a word split by a space",
    "drop-capital": "the large first letter of a paragraph, apart from the rest of its word",
    "doubled-word": "an article or particle printed twice",
    "speck": "a punctuation mark that stands alone between two words",
    "double-stop": "two marks where the sentence goes on",
    "inner-capital": "a capital inside a word that is known without it",
    "month": "the name of a month with two letters exchanged or one amiss",
    "confusion": "an unknown word that a usual confusion of letters makes a common one",
    "misread": "an unknown word that two letters for one, or one for two, make a word of the document",
    "figure-in-word": "a figure that looks like the letter which a word lacks",
    "letter-in-number": "a letter that looks like the figure which a number lacks",
    "authority": "a letter amiss in a name or title that the authority file spells",
    "accent": "a word without the accents that it has in a title of the authority file",
    "stray-comma": "a comma between the article or “of” and its noun, in a document damaged elsewhere",
    "stop-in-sentence": "a full stop before a bracket behind which the sentence goes on",
    "stop-for-comma": "a full stop before a relative pronoun, in a document damaged elsewhere",
    "colon-for-stop": "a colon at a note call where a sentence ends, in a document damaged elsewhere",
    "mark-for-space": "an apostrophe between two words",
    "bracket": "a bracket closed by one of another kind",
    "bracket-kind": "a bracket of the wrong kind, where the document has one kind for such words",
    "bracket-alone": "a bracket that nothing opens or closes",
    "mark-direction": "a closing quotation mark where a quotation opens",
}


@annotator(reads={"p", "l", "div"}, writes={"sic", "supplied", "flag"}, rules=RULES)
def corrections(document: Document, context: Context) -> Iterator[Annotation]:
    """Yield a `sic` or what is `supplied` for each fault; of overlapping ones the first, longest wins.

    How much is mended is the edition's choice; without one, a document whose spelling is settled gets all, another
    only what it proves itself.
    """
    words = Vocabulary(document.source, context.edition.edition.language)
    wanted = context.edition.annotate.corrections
    words.settled = wanted == "all" or (not wanted and not unsettled(document, words))
    paired = list(brackets(document, words.of.saying))
    if wanted != "none":
        faults = [*_faults(document, words, context), *(one for one in paired if isinstance(one, Fault))]
        yield from map(_annotation, _apart(fault for fault in faults if not _foreign(document, fault)))
    for doubt in (one for one in paired if isinstance(one, Doubt)):
        yield Annotation("flag", doubt.start, doubt.end, {"reason": doubt.reason, "kind": doubt.kind}, doubt.rule)


def _faults(document: Document, words: Vocabulary, context: Context) -> Iterator[Fault]:
    """What is sure; then, of a document that this shows damaged, what is likely."""
    text = document.text
    sure = list(_found(_BY_DOCUMENT + (_BY_LISTS if words.settled else ()), text, words))
    yield from sure
    if words.settled:
        yield from by_authority(text, words, context.authority)
    if _is_damaged(sure, words):
        yield from _found(_LIKELY + (_LIKELY_IN_PROSE if words.settled else ()), text, words)


def _foreign(document: Document, fault: Fault) -> bool:
    """True for what an archive, not the author or printer, wrote around the text."""
    return any(one.attrs.get("type") == "boilerplate" for one in document.covering(fault.start, fault.end, "div"))


def _found(finders: Iterable[Finder], text: str, words: Vocabulary) -> Iterator[Fault]:
    return chain.from_iterable(find(text, words) for find in finders)


def _apart(faults: Iterable[Fault]) -> Iterator[Fault]:
    end = -1
    for fault in sorted(faults, key=lambda one: (one.start, -one.end)):
        if fault.start >= end:
            end = fault.end
            yield fault


def _annotation(fault: Fault) -> Annotation:
    """A `sic`; where nothing stands that could be wrong, what is `supplied`."""
    if fault.start == fault.end:
        attrs = {"text": fault.corr, "reason": "omitted", "evidence": fault.evidence}
        return Annotation("supplied", fault.start, fault.end, attrs, fault.rule, fault.cert)
    attrs = {"corr": fault.corr, "type": fault.kind, "evidence": fault.evidence}
    return Annotation("sic", fault.start, fault.end, attrs, fault.rule, fault.cert)


def _is_damaged(sure: list[Fault], words: Vocabulary) -> bool:
    telling = sum(fault.kind in ("hyphen", "ocr") for fault in sure)
    return telling >= _TELLING and telling * _DENSITY >= words.counts.total()


_BY_DOCUMENT: Final[tuple[Finder, ...]] = (
    hyphens.by_document, hyphens.lost, hyphens.before_spaces, hyphens.at_line_ends, spaces.spaces, spaces.specks,
    splits.splits, splits.doubled, splits.drop_capitals, letters.capitals, letters.misread,
    figures.in_words, figures.in_numbers,
)  # fmt: skip
"""What the document proves itself; of them, where its spelling is not settled, only the strict cases."""
_BY_LISTS: Final[tuple[Finder, ...]] = (
    spaces.wrong_marks,
    spaces.stops,
    letters.months,
    letters.function_words,
    letters.initials,
)
"""What the lists of the language add where they can judge."""
_LIKELY: Final[tuple[Finder, ...]] = (
    letters.months,
    letters.function_words,
    letters.confusions,
    letters.misread_in_damaged,
)
"""What is likely in a document that digitization has damaged."""
_LIKELY_IN_PROSE: Final[tuple[Finder, ...]] = (hyphens.in_damaged, spaces.stray_commas, spaces.misread_stops)
