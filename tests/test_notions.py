"""Notions that stand once, in `rubricator.reading` or the word lists: no annotator defines its own.

What a sentence end, an abbreviation, a word, the call of a note and a Roman numeral are is asked of the reading room.
The patterns below find private definitions in the string literals of `rubricator.annotate`. An exception is a file and
a notion with its reason; whoever mends one takes it off the list.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import rubricator

ANNOTATE: Final = Path(rubricator.__file__).parent / "annotate"

NOTIONS: Final = {
    "sentence end": re.compile(r"\[(?:\.!\?|\.\?!|!\?\.)[^\]]*\][^\n]{0,60}\\s"),
    "abbreviation": re.compile(r"\b(?:Mr|Mrs|Dr|Capt)\b.{0,3}[|)\\]"),
    "word": re.compile(r"^\[\^\\W\\d_\]\+(?:\(\?:\[|$)|\[A-Z\]\[a-z\]\+|^\[\^\\W_\]\+\(\?:\["),
    "note call": re.compile(r"\\\[\\d\{?[+1]"),
    "Roman numeral": re.compile(r"\[(?:ivx|IVX)[lcdmLCDM]*\]|\(\?:ivx|IX\|IV"),
}

EXCEPTIONS: Final = {
    ("citations/tail.py", "Roman numeral"): "volumes and pages in small letters only: capitals are initials there",
    ("corrections/letters.py", "sentence end"): "what stands before a word that may begin a sentence, damaged or not",
    ("corrections/spaces.py", "word"): "two words run together are none",
    (
        "dates/republican.py",
        "Roman numeral",
    ): "years of that calendar end at XIV; their value is asked of the reading room",
    ("dates/vocabulary.py", "Roman numeral"): "centuries end at XXI; longer numerals are no ordinals of a century",
    ("drama/cast.py", "abbreviation"): "titles that the labels of a cast drop, to move to the lexicon",
    ("drama/labels.py", "word"): "labels in capitals and small letters alike",
    ("drama/series.py", "Roman numeral"): "numbers of speakers alike: Witch I, Witch II",
    ("drama/cast.py", "word"): "numbers are words of a label: 1 Witch",
    ("layout/archive.py", "Roman numeral"): "numerals behind the name of a person",
    ("layout/entries.py", "Roman numeral"): "numbers of the senses of an entry",
    ("layout/interviews.py", "word"): "labels of those who ask and answer",
    (
        "layout/manners.py",
        "note call",
    ): "numbers in brackets that stand where calls stand, counted before notes are known",
    ("layout/manners.py", "word"): "the shape of a signature or label, not words",
    ("layout/outline.py", "Roman numeral"): "numbers of a contents list, in small letters",
    ("layout/breaks.py", "sentence end"): "whether a block has an end, whatever follows it",
    ("layout/title_page.py", "word"): "names on a title page",
    ("layout/furniture.py", "Roman numeral"): "page numbers in brackets, in small letters",
    ("layout/headings.py", "word"): "compounds count as two words of a heading",
    ("layout/lists.py", "Roman numeral"): "labels of list items, in small letters",
    ("letters/parts.py", "word"): "names in a salutation",
    ("names/annotator.py", "word"): "a word that may be no name",
    ("names/bodies.py", "word"): "compounds with the old double hyphen are one word",
    ("names/capitals.py", "Roman numeral"): "numerals of kings, ordinal endings included",
    ("names/capitals.py", "abbreviation"): "titles before names, to move to the lexicon",
    ("speech/block_quotations.py", "word"): "compounds count as two words",
    ("speech/cues.py", "sentence end"): "a cue ends at quotation marks, line ends and semicolons, too",
    ("speech/cues.py", "word"): "figures are words of a cue: the 2nd officer",
    ("names/nouns.py", "sentence end"): "whether a capital opens a sentence, a quotation or a bracket",
    ("speech/dashes.py", "sentence end"): "a dash ends the speech as well; abbreviations are asked of the reading room",
    ("speech/dashes.py", "word"): "the subject of the narrator’s sentence, to move to the lexicon",
    ("speech/marks.py", "sentence end"): "a quotation may be cut at clauses, not only at sentences",
    ("speech/unmarked.py", "sentence end"): "whether the text before a colon has just ended a sentence",
    ("verse/arguments.py", "sentence end"): "whether a line of an argument ends a sentence",
}


def literals(path: Path) -> Iterator[str]:
    """The strings of a module, its docstrings aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def private() -> set[tuple[str, str]]:
    """Files of the annotators with the notions that they define themselves."""
    return {
        (path.relative_to(ANNOTATE).as_posix(), notion)
        for path in ANNOTATE.rglob("*.py")
        for text in literals(path)
        for notion, shape in NOTIONS.items()
        if shape.search(text)
    }


def test_no_annotator_defines_a_notion_of_the_reading_room() -> None:
    assert not private() - EXCEPTIONS.keys(), "ask rubricator.reading, or add a parameter there"
