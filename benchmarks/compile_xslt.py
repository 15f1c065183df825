"""Compile every style sheet named on the command line; exit 1 where one does not compile."""

from __future__ import annotations

import sys
from pathlib import Path

from saxonche import PySaxonApiError, PySaxonProcessor


def main(paths: list[str]) -> int:
    """Compile, print what is wrong."""
    faults = 0
    with PySaxonProcessor(license=False) as saxon:
        for path in paths:
            try:
                saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(Path(path).resolve()))
            except PySaxonApiError as error:
                print(f"{path}: {error}")
                faults += 1
    print(f"{len(paths) - faults} of {len(paths)} style sheets compile")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
