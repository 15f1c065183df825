"""Cost of the names: 1 MB of text without authority file, and with one of 100,000 entries, its loading included.

names.py            needs nothing; with EVAL the novels of its development half, else an edition repeated.

The names are invented from syllables by a fixed rule, so that every run has the same file; a few of the text's
own words are among them, so that there is something to find.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from speed import corpus, timed

ENTRIES = 100_000
SIZE = 1_000_000
GOALS = {"none": 1.5, "many": 2.0}
_ONSETS = ("B", "Br", "D", "Dr", "F", "G", "Gl", "H", "K", "Kr", "L", "M", "N", "P", "R", "S", "St", "T", "V", "W")
_NUCLEI = ("a", "e", "i", "o", "u", "au", "ei", "ie")
_MIDDLES = ("b", "d", "ll", "m", "nd", "rk", "ss", "t", "rn", "lv")
_ENDINGS = ("en", "er", "ov", "sky", "ton", "well", "ing", "a", "o", "us")
_SHAPES = {
    "person": "<persName><forename>{0}</forename> <surname>{1}</surname></persName>",
    "place": "<placeName>{1}</placeName>",
    "org": "<orgName>{1} {0} Company</orgName>",
}
_SHARES = {"person": 0.6, "place": 0.3, "org": 0.1}
_CHILD = """
import resource, sys
from pathlib import Path
from rubricator.model import authority, source
from rubricator.annotate.names import names
from rubricator.model.context import Context
from rubricator.model.document import Document
from rubricator.model.edition import Edition, Metadata
document = Document(source.read(Path(sys.argv[1])))
context = Context(Edition(edition=Metadata(genre="novel")), authority.load(map(Path, sys.argv[2:])))
print(sum(1 for _ in names.run(document, context)), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def invented() -> Iterator[str]:
    """Names without end, each once."""
    number = 0
    while True:
        rest, parts = number * 7919, []
        for table in (_ONSETS, _NUCLEI, _MIDDLES, _NUCLEI, _ENDINGS):
            parts.append(table[rest % len(table)])
            rest //= len(table)
        yield "".join(parts) + (f"-{_ONSETS[rest % len(_ONSETS)]}{_NUCLEI[rest % len(_NUCLEI)]}n" if rest else "")
        number += 1


def authority(entries: int, text: str) -> str:
    """An authority file of so many entries, the thousand most frequent capitalised words of the text among them."""
    lists = []
    own = [word for word, _ in Counter(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)).most_common(1000)]
    names = chain(own, invented())
    for kind, share in _SHARES.items():
        rows = (
            f'<{kind} xml:id="{kind}.{at}">{_SHAPES[kind].format(_forename(at), name)}</{kind}>\n'
            for at, name in enumerate(islice(names, int(entries * share)))
        )
        lists.append(f"<list{kind.capitalize()}>{''.join(rows)}</list{kind.capitalize()}>")
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>{"".join(lists)}</standOff></TEI>'


def _forename(at: int) -> str:
    return _ONSETS[at % len(_ONSETS)] + _NUCLEI[at % len(_NUCLEI)] + "l" + _ENDINGS[at % len(_ENDINGS)]


def main() -> int:
    """Print the figures; exit 1 where a goal is missed."""
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        text, many, bare = (Path(name) / one for one in ("text.txt", "many.xml", "bare.txt"))
        text.write_text(corpus()[:SIZE], encoding="utf-8")
        many.write_text(authority(ENTRIES, text.read_text(encoding="utf-8")), encoding="utf-8")
        bare.write_text("No name.", encoding="utf-8")
        ((start, _),) = timed([sys.executable, "-c", _CHILD, str(bare)])
        for label, files in (("none", []), ("many", [str(many)])):
            command = [sys.executable, "-c", _CHILD, str(text), *files]
            ((cost, _),) = timed(command)
            cost -= start
            found, memory = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
            entries = f"{ENTRIES:,} entries" if files else "no entries"
            print(f"names, 1 MB, {entries}: {cost:.2f} s CPU after start-up, {memory} MB, {found} annotations")
            missed += cost > GOALS[label] or int(memory) > 400
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
