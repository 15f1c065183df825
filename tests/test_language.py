"""The lexicon: what each language has, that nothing stands in it twice, and in which language a text is."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from rubricator import build
from rubricator.annotate import stages
from rubricator.language import NEVER, alternatives, lexicon
from rubricator.language.classes import Common, Drama, Letters, Notes, Parts, Quotation, Sentences
from rubricator.language.lexicon import split
from rubricator.language.tongues import UNDETERMINED, language_of_text
from rubricator.model.edition import Edition
from rubricator.model.source import decode

LANGUAGES = sorted(one.name for one in files("rubricator.language").iterdir() if one.is_dir() and len(one.name) == 2)
TYPED = {
    "common": Common,
    "parts": Parts,
    "drama": Drama,
    "letters": Letters,
    "notes": Notes,
    "quotation": Quotation,
    "sentences": Sentences,
}


def test_a_language_without_a_folder_has_no_words() -> None:
    known = lexicon("xx-Latn")
    assert not known.subjects
    assert known.drama == Drama()
    assert known.table("names") == {}
    assert re.search(alternatives(known.drama.entrances), "Enter a Ghost") is None
    assert alternatives(()) == NEVER


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_file_has_classes_that_are_known(code: str) -> None:
    known = lexicon(code)
    for subject, classes in TYPED.items():
        found = getattr(known, subject)
        assert isinstance(found, classes)
        assert subject not in known.subjects or any(getattr(found, one.name) for one in fields(classes))


def _classes(code: str) -> Iterator[tuple[str, frozenset[str]]]:
    for subject in lexicon(code).subjects:
        yield from _sets(subject, lexicon(code).table(subject))


def _sets(path: str, value: Any) -> Iterator[tuple[str, frozenset[str]]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _sets(f"{path}.{key}", inner)
    elif isinstance(value, str):
        yield path, frozenset(word.lower() for word in split(value))
    elif isinstance(value, list):
        yield path, frozenset(str(word).lower() for word in value if isinstance(word, str))


TWICE_FOR_A_REASON: set[tuple[str, ...]] = set()
"""Classes that share most of their words and still differ in what they do."""


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_class_repeats_another(code: str) -> None:
    large = [(path, words) for path, words in _classes(code) if len(words) > 7]
    same = {
        tuple(sorted((one, other)))
        for (one, words), (other, others) in combinations(large, 2)
        if len(words & others) > 0.8 * len(words | others)
    }
    assert same <= TWICE_FOR_A_REASON


ROOMS = Path(stages.__file__).parent
ENGLISH = frozenset(
    "the and of said says chapter book scene act january february enter exit exeunt mister mrs king queen lord lady he she "
    "his her they which who whom footnote note letter dear yours pounds dollars miles street river".split()
)
IN_CODE = {
    "letters/parts.py", "letters/correspondence.py", "entries/diary.py",
    "layout/archive.py", "drama/people.py",
    "citations/finder.py", "citations/grammar.py", "citations/head.py", "citations/references.py", "citations/tail.py",
    "corrections/hyphens.py", "corrections/spaces.py", "doubts/displacements.py", "drama/cast.py",
    "layout/contents.py", "layout/divisions.py", "layout/genre.py", "layout/title_page.py",
    "letters/letters.py", "measures/finder.py", "measures/vocabulary.py", "names/known.py", "names/tagger.py",
    "speech/cues.py", "speech/dashes.py",
}  # fmt: skip
"""Modules whose patterns still hold English words. The list may only grow shorter."""
PATTERN_MARK = re.compile(r"[\\\\|*+?\\[(]")


def _patterns(path: Path) -> Iterator[tuple[int, str]]:
    """The regular expressions of a module: string literals with signs of one that a call of re takes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        if name in {"compile", "search", "match", "fullmatch", "sub", "findall", "finditer", "split"}:
            for one in ast.walk(call):
                if isinstance(one, ast.Constant) and isinstance(one.value, str) and PATTERN_MARK.search(one.value):
                    yield one.lineno, re.sub(r"\(\?P<\w+>|\(\?P=\w+\)", "(", one.value)


def test_no_english_word_stands_in_a_pattern_of_another_module() -> None:
    found = set()
    for path in sorted(ROOMS.rglob("*.py")):
        for _, pattern in _patterns(path):
            if ENGLISH.intersection(re.findall(r"(?<![\w\\])[a-z]{2,}(?!\w)", pattern.lower())):
                found.add(path.relative_to(ROOMS).as_posix())
    assert found <= IN_CODE


LACKING = {
    "de": "citations contradictions displacements quantities",
    "fr": "citations contradictions displacements quantities",
    "it": "citations contradictions corrections dates displacements letters names quantities quotation",
    "es": "citations contradictions corrections dates displacements letters names quantities quotation speech",
    "ru": "citations contradictions corrections dates displacements letters names quantities quotation speech",
}
"""The subjects of English that a language lacks. The lists may only grow shorter."""


@pytest.mark.parametrize("code", LACKING)
def test_what_a_language_lacks(code: str) -> None:
    assert " ".join(sorted(lexicon("en").subjects - lexicon(code).subjects)) == LACKING[code]


GERMAN = (
    "Am Abend ging Er durch die Stadt. Dann kam der Regen, und die Leute liefen nach Hause. Die Frau am Fenster sah ihm "
    "nach, aber er wusste nicht, wohin. Auf dem Markt stand ein Mann mit einem Hund. Sie sagte nichts."
)


def test_a_german_paragraph_has_no_persons_by_their_capitals() -> None:
    encoded = build.encode(decode(GERMAN.encode()))
    assert encoded.context.edition.edition.language == "de"
    assert not encoded.document.in_layer("persName")


def test_what_a_language_has_no_words_for_is_told() -> None:
    swedish = (
        "Det var en gång en man som bodde i ett hus vid havet, och han var inte rik men han hade allt han ville ha."
    )
    encoded = build.encode(decode(swedish.encode()))
    told = [one for one in encoded.findings if one.code == "an-language"]
    assert len(told) == 1
    assert "dates" in told[0].sentence
    assert 'xml:lang="sv"' in encoded.tei


def test_a_text_in_no_known_language_is_undetermined() -> None:
    encoded = build.encode(decode("\u0e01\u0e02\u0e04 \u0e07\u0e08.".encode()))
    assert encoded.context.edition.edition.language == UNDETERMINED
    assert [one.code for one in encoded.findings if one.code.startswith("an-t")] == ["an-tongue"]


def test_a_stated_language_holds() -> None:
    stated = Edition()
    assert build.with_guesses(stated, decode(GERMAN.encode())).edition.language == "de"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The rain fell all day.", "en"),
        ("Erster Aufzug. Ein Zimmer. Wer ist da? Niemand. Komm mit mir und sieh es dir an.", "de"),
        ("ACTE PREMIER. Que faites-vous ici ? Je ne sais pas, monsieur.", "fr"),
        ("Che cosa hai fatto? Non lo so, ma il signore è qui.", "it"),
        ("Era una vez un hombre que no sabía leer.", "es"),
        ("Era uma vez um homem que não sabia ler.", "pt"),
        ("Het was een mooie dag en hij ging naar de markt.", "nl"),
        ("Он пришел домой и не знал, что делать.", "ru"),
        ("Quid est hoc, quod nunc ad me venit et non dicit quis sit?", "la"),
        ("\u05e2\u05d5\u05dc\u05dd \u05d4\u05e4\u05d5\u05da", "he"),
        ("12 34", UNDETERMINED),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language_of_text(text) == code
