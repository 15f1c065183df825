"""Compile the schemas from their one source, ``schemas/rubricator.odd`` (Guidelines 23, Using the TEI).

``python -m rubricator.schemas`` writes RELAX NG, XSD, Schematron and its XSLT beside the ODD.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rubricator.model.files import write
from rubricator.model.resources import resource

STEPS: Final = (
    ("rubricator.odd", "odd2rng.xsl", "rubricator.rng"),
    ("rubricator.odd", "odd2xsd.xsl", "rubricator.xsd"),
    ("rubricator.odd", "odd2sch.xsl", "rubricator.sch"),
    ("rubricator.sch", "sch2xsl.xsl", "rubricator.sch.xsl"),
)
"""Source, style sheet, result, in order; a result may be the source of a later step."""


def compile_schemas(odd: Path, out: Path) -> list[Path]:
    """Write the four compiled schemas into the folder `out`; the paths written.

    Raises RuntimeError with Saxon's words where the ODD holds something that the style sheets do not know.
    """
    texts = {"rubricator.odd": odd.read_text(encoding="utf-8")}
    for source, sheet, result in STEPS:
        texts[result] = transformed(texts[source], resource(f"schemas/{sheet}"))
    return [write(out / result, texts[result].encode("utf-8")) for _, _, result in STEPS]


def transformed(source: str, sheet: Path) -> str:
    """What a style sheet makes of an XML text. Raises RuntimeError with Saxon's words."""
    from saxonche import PySaxonApiError, PySaxonProcessor

    with PySaxonProcessor(license=False) as saxon:
        try:
            compiled = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(sheet))
            return str(compiled.transform_to_string(xdm_node=saxon.parse_xml(xml_text=source)))
        except PySaxonApiError as error:
            raise RuntimeError(f"{sheet.name}: {error}") from None


def main(arguments: Sequence[str] = ()) -> int:
    """Compile the ODD of this checkout, or the one named, beside itself."""
    odd = Path(arguments[0]) if arguments else resource("schemas/rubricator.odd")
    for path in compile_schemas(odd, odd.parent):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
