"""A small invented edition for tests of deposit, export and absorb."""

from pathlib import Path
from textwrap import dedent

TEXT = """The Harbour Light

By Ada Quill

Chapter One

General Fenn came to Vell on 4 May 1913. “The ice is our ally,” he told Mara Voss.

She did not answer him. The lamps along the quay were dark, and nobody in Vell knew when the thaw would come.

Chapter Two

In the spring the Northern Lamp printed the decree. Mara Voss read it with-out a word.
"""
AUTHORITY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p>A test.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc></fileDesc></teiHeader><standOff>
<listPerson>
<person xml:id="p.quill"><persName><forename>Ada</forename> <surname>Quill</surname></persName></person>
<person xml:id="p.fenn"><sex value="M"/><persName><roleName>General</roleName> <surname>Fenn</surname></persName></person>
<person xml:id="p.voss"><sex value="F"/><persName><forename>Mara</forename> <surname>Voss</surname></persName></person>
</listPerson>
<listPlace><place xml:id="pl.vell" type="settlement"><placeName>Vell</placeName></place>
<place xml:id="pl.other"><placeName>Otherness</placeName></place>
<place xml:id="pl.third"><placeName>Thirdness</placeName></place></listPlace>
<listOrg><org xml:id="o.vell"><orgName>Vell Council</orgName></org></listOrg>
<listBibl><bibl xml:id="b.lamp"><title level="j">Lamp of the North</title></bibl></listBibl>
</standOff></TEI>
"""
EDITION = """
[edition]
id = "harbour"
title = "The Harbour Light"
author = "Ada Quill"
author_id = "p.quill"
encoder = "Ines Hall"
language = "en"
date = "2026-11-23"
version = "1.0"
publisher = "Quay Press"
place = "Vell"
distributor = "Harbour Repository"
licence = "CC-BY-4.0"
genre = "novel"
series = "Small Lights"
series_number = "3"
abstract = "A short tale of a harbour."
keywords = ["harbours", "ice"]
rights_holder = "Quay Press"
funder = "Lamp Fund"
grant = "LF-12"
contact = "ines@example.org"

[edition.identifiers]
doi = "10.5072/harbour.1"
isbn = "9780000000002"

[[edition.responsibility]]
name = "Ines Hall"
role = "encoder"
orcid = "0000-0002-1825-0097"

[[edition.responsibility]]
name = "Odo Marsh"
role = "proof-reading"

[[edition.change]]
when = "2026-11-24"
who = "Odo Marsh"
what = "Proof-read the names."

[source]
file = "source.txt"
description = "Plain text, typed for a test."

[source.print]
author = "Ada Quill"
title = "The Harbour Light"
place = "Vell"
publisher = "Quay Press"
date = "1913"

[publish]
outputs = ["html"]
"""
BARE = """
[edition]
id = "harbour"
title = "The Harbour Light"

[publish]
outputs = ["html"]
"""


def write_edition(folder: Path, toml: str = EDITION, text: str = TEXT) -> Path:
    """An edition folder with text and authority file."""
    (folder / "authority").mkdir(parents=True)
    (folder / "edition.toml").write_text(dedent(toml), encoding="utf-8")
    (folder / "source.txt").write_bytes(text.encode())
    (folder / "authority/names.xml").write_text(AUTHORITY, encoding="utf-8")
    return folder
