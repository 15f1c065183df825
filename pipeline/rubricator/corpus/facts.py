"""What a library catalogues of an edition, as the header of its TEI and the summary of its run state it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from lxml import etree

from rubricator.model import xmlfile
from rubricator.targets import Target

_TEI: Final = "{http://www.tei-c.org/ns/1.0}"
_TEXT: Final = b"<text "
_OUTPUTS: Final = ("html/index.html", "{id}.epub", "{id}.pdf", "{id}.txt", "{id}.md", "{id}.json", "{id}.xml")
_LOOK: Final = 1 << 16
"""Bytes that are read at a time until the text begins."""


def before_text(tei: Path) -> etree._Element:
    """A TEI file without its text: header and ``standOff``. The text is not read."""
    found = bytearray()
    with tei.open("rb") as stream:
        while (end := found.find(_TEXT, max(0, len(found) - _LOOK - len(_TEXT)))) < 0 and (more := stream.read(_LOOK)):
            found += more
    return xmlfile.parse_bytes(bytes(found[: end if end >= 0 else None]) + b"</TEI>", str(tei))


def facts(folder: Path, target: Target) -> dict[str, Any]:
    """The catalogue entry of an edition that was built into `folder`."""
    head = before_text(folder / f"{target.id}.xml")[0]
    run = json.loads((folder / "summary.json").read_bytes())
    titles = [_words(one) for one in head.iterfind(f"{_TEI}fileDesc/{_TEI}titleStmt/{_TEI}title")]
    print_, made = target.edition.source.print, target.edition.edition
    classes = head.find(f"{_TEI}profileDesc/{_TEI}textClass/{_TEI}catRef")
    return {
        "title": titles[0] if titles else target.id,
        "subtitle": " ".join(titles[1:]),
        "authors": [_words(one) for one in head.iterfind(f"{_TEI}fileDesc/{_TEI}titleStmt/{_TEI}author")],
        "year": _year((print_.original_date, print_.date, _created(head), made.date)),
        "genre": (classes.get("target") or "").removeprefix("#genre.") if classes is not None else run["genre"],
        "language": run["language"],
        "date": made.date or _published(head),
        "keywords": list(made.keywords),
        "abstract": made.abstract,
        "licence": _licence(head),
        "characters": _characters(head),
        "counts": run["counts"] | {"notes": run["notes"]},
        "doubts": run["doubts"],
        "strange": [[one["harm"], one["what"], one["remedy"], one["line"]] for one in run["strange"]],
        "files": [name for form in _OUTPUTS if (folder / (name := form.format(id=target.id))).is_file()],
    }


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _created(head: etree._Element) -> str:
    """When the text was written, where the header says so."""
    date = head.find(f"{_TEI}profileDesc/{_TEI}creation/{_TEI}date")
    if date is None:
        return ""
    return next((date.get(name, "") for name in ("when", "from", "notBefore", "to", "notAfter") if date.get(name)), "")


def _year(dates: Iterable[str]) -> int | None:
    """The year of the first date that has one."""
    digits = (("".join(c for c in date.lstrip("-")[:4] if c.isdigit()), date.startswith("-")) for date in dates)
    return next((-int(year) if before else int(year) for year, before in digits if len(year) == 4), None)


def _published(head: etree._Element) -> str:
    found = head.find(f"{_TEI}fileDesc/{_TEI}publicationStmt/{_TEI}date")
    return found.get("when", "") if found is not None else ""


def _licence(head: etree._Element) -> str:
    found = head.find(f".//{_TEI}licence")
    return (found.get("target") or _words(found)) if found is not None else ""


def _characters(head: etree._Element) -> int:
    found = head.find(f".//{_TEI}extent/{_TEI}measure[@unit='characters']")
    return int(found.get("quantity", "0")) if found is not None else 0
