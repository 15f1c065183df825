"""An id means nothing by its spelling: rename the ids of an authority file, and the same is tagged."""

import re
from pathlib import Path

from rubricator import build
from rubricator.model import edition
from rubricator.model.document import Annotation

TEXT = """Chapter One

Mara Voss came to Vell in the spring. “I have read the Lamp of the North,” said Mara Voss to Doctor Fenn.

“And what does the Vell Council say?” asked Doctor Fenn.
"""
AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p>A test.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson type="fictional"><person xml:id="c.voss" sex="F"><persName><forename>Mara</forename> <surname>Voss</surname></persName></person></listPerson>
<listPerson><person xml:id="p.fenn" sex="M"><persName><roleName>Doctor</roleName> <surname>Fenn</surname></persName></person></listPerson>
<listPlace><place xml:id="pl.vell"><placeName>Vell</placeName></place></listPlace>
<listOrg><org xml:id="o.council"><orgName>Vell Council</orgName></org></listOrg>
<listBibl><bibl xml:id="b.lamp"><title level="m">Lamp of the North</title></bibl></listBibl>
</standOff></TEI>"""
EDITION = '[edition]\nid = "ids"\ntitle = "Ids"\ngenre = "novel"\nlanguage = "en"\n'
NEW = {"c.voss": "heroine", "p.fenn": "c.physician", "pl.vell": "town-7", "o.council": "p.body", "b.lamp": "Lamp"}


def encode(folder: Path, authority: str) -> build.Encoded:
    (folder / "authority").mkdir(parents=True)
    (folder / "edition.toml").write_text(EDITION)
    (folder / "authority/names.xml").write_text(authority)
    (folder / "source.txt").write_text(TEXT)
    loaded = edition.load(folder)
    assert loaded.text_path
    return build.encode(loaded.read_text(loaded.text_path), loaded)


def renamed(text: str) -> str:
    return re.sub("|".join(map(re.escape, NEW)), lambda found: NEW[found[0]], text)


def told(one: Annotation) -> tuple[object, ...]:
    attrs = {name: renamed(value) for name, value in one.attrs.items()}
    return one.layer, one.start, one.end, sorted(attrs.items()), one.rule, one.cert


def body(tei: str) -> list[str]:
    """The TEI by lines, without the header's account of the run; the entries sort by their ids."""
    return sorted(line for line in tei.splitlines() if "<change" not in line)


def test_renamed_ids_give_the_same_tags(tmp_path: Path) -> None:
    first = encode(tmp_path / "first", AUTHORITY)
    second = encode(tmp_path / "second", renamed(AUTHORITY))
    assert [told(one) for one in first.document.annotations] == [
        (one.layer, one.start, one.end, sorted(one.attrs.items()), one.rule, one.cert)
        for one in second.document.annotations
    ]
    assert body(renamed(first.tei)) == body(second.tei)


def test_an_invented_person_is_told_by_the_list_not_by_the_id(tmp_path: Path) -> None:
    tei = encode(tmp_path / "ids", renamed(AUTHORITY)).tei
    characters = tei[tei.index("<particDesc") : tei.index("</particDesc>")]
    assert 'xml:id="heroine"' in characters
    assert 'xml:id="c.physician"' not in characters
