"""Plays in languages without development data, set in every usual way: labels, directions, headings, persons."""

import pytest
import renditions

from rubricator import build
from rubricator.model.document import Document
from rubricator.model.source import decode

LABELS = renditions.LABELS


def _count(document: Document, layer: str) -> int:
    return len(list(document.in_layer(layer)))


@pytest.mark.parametrize("label", LABELS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("language", [*renditions.PLAYS])
def test_a_play_in_every_rendition(language: str, label: renditions.Label) -> None:
    play = renditions.PLAYS[language]
    text = renditions.rendered(play, label, LABELS.index(label) % 4)
    encoded = build.encode(decode(text.encode()))
    document = encoded.document
    assert encoded.context.edition.edition.language == language
    assert _count(document, "speaker") == _count(document, "sp") == 2 * len(play.speeches)
    assert _count(document, "head") == renditions.heads(play)
    assert _count(document, "castItem") == len(play.cast)
    assert _count(document, "trailer") == 1
