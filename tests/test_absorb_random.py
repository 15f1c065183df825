"""Five hundred hand edits at random places: each comes back as it was made, and an unedited file yields nothing."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harbour import EDITION, write_edition
from lxml import etree

from rubricator import build
from rubricator.editing import absorb
from rubricator.editing.deciding import appended
from rubricator.model import decisions, edition, xmlfile
from rubricator.model.edition import Edition
from rubricator.model.source import Source, decode
from rubricator.validate.restore import TEI

TEXT = """The Harbour Light

By Ada Quill

Chapter One

General Fenn came to Vell on 4 May 1913. “The ice is our ally,” he told Mara Voss, who had walked from Otherness.

She did not answer him. The lamps along the quay were dark, and nobody in Vell knew when the thaw would come.

“And the council?” asked Mara Voss. “The council of Vell sleeps,” said General Fenn; “it will sleep until June 1914.”

Chapter Two

In the spring the Northern Lamp printed the decree. Mara Voss read it with-out a word. On 12 June 1914 the general
left, and the council of Vell took three boats and two hundred pounds of rope from the quay at Thirdness.

“Who will pay?” said the clerk of the council. “Whoever sails,” said Mara Voss, and she went home to Otherness.
"""
EDITS_OF_A_FILE = 10
UNTAGGED = tuple(TEI + name for name in ("persName", "placeName", "orgName", "date", "said", "title", "measure", "rs"))
TAGGED: dict[str, dict[str, list[str]]] = {
    "persName": {"ref": ["#p.voss", "#p.fenn", "#p.quill"]},
    "placeName": {"ref": ["#pl.vell", "#pl.other", "#pl.third"]},
    "orgName": {"ref": ["#o.vell"]},
    "rs": {"ref": ["#p.voss", "#pl.vell"], "type": ["person", "place"]},
    "date": {"when": ["1913", "1914-06", "1914-06-12"]},
    "mentioned": {},
    "soCalled": {},
    "foreign": {"{http://www.w3.org/XML/1998/namespace}lang": ["fr", "de"]},
}
WORD = re.compile(r"[A-Za-z]{2,}")


def text_of(root: etree._Element) -> etree._Element:
    found = root.find(TEI + "text")
    assert found is not None
    return found


def phrases(root: etree._Element) -> list[etree._Element]:
    return [one for one in text_of(root).iter(*UNTAGGED) if one.get("next") is None and one.get("prev") is None]


def untag(root: etree._Element, chance: random.Random) -> None:
    """Take a tag away, its words stay."""
    if some := phrases(root):
        one = chance.choice(some)
        home = one.getparent()
        assert home is not None
        at = home.index(one)
        tail(home, at, one.text or "")
        for child in list(one):
            home.insert(home.index(one), child)
        tail(home, home.index(one), one.tail or "")
        one.tail = None
        home.remove(one)


def tail(home: etree._Element, at: int, words: str) -> None:
    """Put words before the child at a place."""
    if at:
        home[at - 1].tail = (home[at - 1].tail or "") + words
    else:
        home.text = (home.text or "") + words


def change(root: etree._Element, chance: random.Random) -> None:
    """Give a name, a date or a speech another value."""
    some = [one for one in phrases(root) if etree.QName(one).localname in ("persName", "placeName", "date", "said")]
    if some:
        one = chance.choice(some)
        kind = etree.QName(one).localname
        name, values = ("who", TAGGED["persName"]["ref"]) if kind == "said" else next(iter(TAGGED[kind].items()))
        one.set(name, chance.choice(values))


def tag(root: etree._Element, chance: random.Random) -> None:
    """Tag a word that is not tagged so."""
    name = chance.choice(sorted(TAGGED))
    places = [one for one in words_of(root) if one[0].tag != TEI + name]
    home, child, start, end = chance.choice(places)
    made = etree.Element(TEI + name, {key: chance.choice(values) for key, values in TAGGED[name].items()})
    words = (child.tail if child is not None else home.text) or ""
    made.text, made.tail = words[start:end], words[end:]
    if child is None:
        home.text = words[:start]
        home.insert(0, made)
    else:
        child.tail = words[:start]
        home.insert(home.index(child) + 1, made)


def words_of(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None, int, int]]:
    """Every word of the paragraphs: its element, the child that it follows, its place there."""
    for paragraph in text_of(root).iter(TEI + "p"):
        for one in paragraph.iter():
            if etree.QName(one).localname in ("p", "said"):
                for child in (None, *one):
                    words = (child.tail if child is not None else one.text) or ""
                    yield from ((one, child, *found.span()) for found in WORD.finditer(words))


EDITS: tuple[Callable[[etree._Element, random.Random], None], ...] = (untag, change, tag, tag)


def shape(root: etree._Element) -> list[object]:
    """The text with its tags, signatures apart."""
    return [
        (one.tag, sorted((k, v) for k, v in one.attrib.items() if k not in ("ana", "resp", "cert")), one.text, one.tail)
        for one in text_of(root).iter()
    ]


def encoded(found: Source, loaded: Edition) -> etree._Element:
    return xmlfile.parse_bytes(build.encode(found, loaded).tei.encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_edition(tmp_path_factory.mktemp("random") / "harbour", EDITION, TEXT)


@pytest.fixture(scope="module")
def unedited(folder: Path) -> etree._Element:
    return encoded(decode(TEXT.encode()), edition.load(folder))


@pytest.mark.parametrize("number", range(50))
def test_edits_at_random_come_back_exactly(folder: Path, unedited: etree._Element, number: int) -> None:
    chance = random.Random(number)
    loaded, found = edition.load(folder), decode(TEXT.encode())
    root = copy.deepcopy(unedited)
    for _ in range(EDITS_OF_A_FILE):
        chance.choice(EDITS)(root, chance)
    edited = xmlfile.parse_bytes(etree.tostring(root))
    done = absorb.absorb(edited, found, loaded)
    assert done.findings == ()
    path = folder / decisions.FILE
    try:
        path.write_bytes(appended(folder, done.decisions))
        again = encoded(found, loaded)
    finally:
        path.unlink(missing_ok=True)
    assert shape(again) == shape(edited)


def test_an_unedited_file_yields_nothing(folder: Path, unedited: etree._Element) -> None:
    done = absorb.absorb(unedited, decode(TEXT.encode()), edition.load(folder))
    assert (done.decisions, done.findings) == ((), ())
