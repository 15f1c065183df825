"""What the command line offers, for programs: the functions that `import rubricator` gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rubricator import build as way
from rubricator.model import edition as editions
from rubricator.model import source as sources
from rubricator.model import xmlfile
from rubricator.model.edition import Edition
from rubricator.model.messages import Finding, fail
from rubricator.model.source import Source
from rubricator.targets import Built, targets
from rubricator.validate.restore import restore as restored

Text = str | bytes | Path | Source
"""A text: its characters, its bytes, the path of its file, or as read already."""


def encode(
    text: Text,
    edition: Edition | Path | None = None,
    *,
    authority: Sequence[Path] = (),
    settings: Sequence[str] = (),
) -> way.Encoded:
    """Encode a text as TEI.

    `edition` is an edition folder or what `load` gave; `authority` are further authority files; `settings` are keys of
    edition.toml, as ``edition.genre=drama``. The result holds the TEI (`tei`, a string), the `document` with its
    annotations, and the `findings`. Raises RubricatorError for input that cannot be read and for faulty configuration.

    >>> found = encode("He left on 4 May 1913.")
    >>> [found.document.slice(one) for one in found.document.in_layer("date")]
    ['4 May 1913']
    """
    known = load(edition) if isinstance(edition, Path) else edition or Edition()
    return way.encode(_source(text, known), editions.changed(known, settings), authority)


def _source(text: Text, edition: Edition) -> Source:
    if isinstance(text, Source):
        return text
    if isinstance(text, Path):
        return sources.read(text, edition.source.encoding or None)
    data = text.encode("utf-8") if isinstance(text, str) else text
    return sources.decode(data, edition.source.file, None if isinstance(text, str) else edition.source.encoding or None)


def load(folder: Path) -> Edition:
    """The configuration of an edition folder. Raises RubricatorError with every fault of its edition.toml."""
    return editions.load(folder)


def restore(tei: bytes | str | Path) -> bytes:
    """The source of a TEI file, byte for byte. Raises RubricatorError where a character was changed.

    >>> restore(encode("Ünlike").tei).decode()
    'Ünlike'
    """
    root = xmlfile.parse(tei) if isinstance(tei, Path) else xmlfile.parse_bytes(_bytes(tei))
    return restored(root, str(tei) if isinstance(tei, Path) else "-")


def validate(tei: bytes | str | Path) -> list[Finding]:
    """All that is wrong with a TEI file: RELAX NG, XSD, Schematron; an empty list where nothing is.

    >>> validate(encode("A few words.").tei)
    []
    """
    from rubricator.validate.check import validate as check

    return check(tei if isinstance(tei, Path) else _bytes(tei))


def _bytes(tei: bytes | str) -> bytes:
    return tei.encode("utf-8") if isinstance(tei, str) else tei


def publish(tei: Path, out: Path, formats: Sequence[str] = editions.OUTPUTS, reading: str = "corrected") -> list[Path]:
    """Write the outputs of a TEI file below `out`; their paths. Raises RubricatorError where words would be lost."""
    from rubricator.publish import publish as make

    return make(tei, out, formats=formats, reading=reading)


def build_edition(folder: Path, out: Path, texts: Sequence[Path] = ()) -> Built:
    """Build an edition folder, or a bare text, whole into ``out/<id>/``; what was written and what is to be told.

    `texts` are folders where its text may lie. Raises RubricatorError where there is nothing to build.
    """
    target = next(iter(targets([folder], texts)), None)
    if target is None:
        raise fail("in-missing", folder)
    return way.build(target, out)
