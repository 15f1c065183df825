"""What OpenRefine found, written into the authority files of an edition: further pointers in the entries' ``@corresp``.

The files change in these attributes alone; comments, spaces and everything else stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rubricator.interchange import vocabularies
from rubricator.model import authority
from rubricator.model.edition import Edition
from rubricator.model.files import read_text, write
from rubricator.model.messages import Finding, fail


def import_table(edition: Edition, table: Path) -> tuple[list[str], list[Finding]]:
    """Write the matches of a table into the edition's own authority files: ids changed, what could not be written.

    Raises RubricatorError for a table or a match that cannot be read; then nothing is written.
    """
    text = read_text(table)
    if "id" not in text.partition("\n")[0].split(",") or "match" not in text.partition("\n")[0]:
        raise fail("rc-table", table)
    try:
        found = vocabularies.matches(text)
    except ValueError as error:
        raise fail("rc-match", table, match=error) from None
    files = [path for path in edition.authority_files() if edition.folder in path.parents]
    changed = [id for path in files for id in _linked(path, found)]
    known = authority.load(files).entries
    lost = [Finding("rc-entry", str(table), values={"id": id}) for id in sorted(found.keys() - known.keys())]
    return changed, lost


def _linked(path: Path, found: Mapping[str, str]) -> list[str]:
    authority.load([path])  # nothing is written into a file that cannot be read
    text, changed = vocabularies.with_links(read_text(path), dict(found))
    if changed:
        write(path, text.encode("utf-8"))
    return changed
