"""Words of other languages: text in, spans with languages out."""

import pytest

from rubricator.annotate.foreign import foreign
from rubricator.annotate.stages import run
from rubricator.language.tongues import language_of
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.source import Source


def found(text, *annotations):
    document = run(Document(Source(text)).with_annotations(annotations), Context(), [foreign])
    return [(document.slice(one), one.attrs["lang"]) for one in document.in_layer("foreign")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said Добрый вечер to her.", ("Добрый вечер", "ru")),
        ("the word λόγος again", ("λόγος", "el")),
        ("the word λόγος ἐστίν again", ("λόγος ἐστίν", "grc")),
        ("and שלום they said", ("שלום", "he")),
        ("It was the status quo ante and no more.", ("status quo ante", "la")),
        ("“Tant pis,” she said.", ("Tant pis", "fr")),
        ("with _les femmes_ of the town", ("les femmes", "fr")),
        ("He wrote: Die alte Lampe, das ist der Hafen, and left.", ("Die alte Lampe, das ist der Hafen", "de")),
        ("“Je ne sais pas ce que vous dites,” he said.", ("Je ne sais pas ce que vous dites", "fr")),
        ("“Bonjour, madame, comment allez-vous?” he said.", ("Bonjour, madame, comment allez-vous", "fr")),
        ("“Nunc est bibendum,” quoth the abbot.", ("Nunc est bibendum", "la")),
        ("a plain _impluvium_, dry", ("impluvium", "la")),
        ("it was a _fait accompli_ now", ("fait accompli", "fr")),
    ],
)
def test_words_of_other_languages(text, expected):
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It was _very_ late, and _so_ cold.",
        "a coup d’état, ad hoc, en route, by rendezvous",
        "He said de debbil is in des yere parts an’ die in de road.",
        "Mr. Der, the die, an old man sat in the bar with us",
        "per cent of men, pro and con, so do I",
        "the letter α alone",
        "He danced _in a minuet step_ and left.",
        "“I knowed it, I knowed it,” he said. “It’s Anne’s doings.”",
        "the _Nautilus_ and the _Weatherby_ sailed",
    ],
)
def test_what_english_has(text):
    assert found(text) == []


def test_names_and_titles_are_left_alone():
    text = "He read the Histoire des femmes et de la ville."
    start = text.index("Histoire")
    assert found(text, Annotation("title", start, len(text) - 1, {"level": "m", "lang": "fr"})) == []


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Zimnyaya Gavan i Lyudi", "ru-Latn"),
        ("Ocherki Istorii Porta", "ru-Latn"),
        ("Histoire du Port", "fr"),
        ("Geschichte der alten Häfen", "de"),
        ("Storia della città", "it"),
        ("Historia de la ciudad", "es"),
        ("The Ice Ports of the North", "en"),
        ("My War Memories", "en"),
        ("Vell and Orm: Notes of a Harbour Master", "en"),
    ],
)
def test_the_language_of_a_title(title, language):
    assert language_of(title) == language
