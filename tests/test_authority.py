"""Authority files: what is read, what is refused, how names are looked up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.authority import Authority, load
from rubricator.model.messages import RubricatorError
from rubricator.model.name_forms import Parts, alike, person_forms

PEOPLE = """
<listPerson>
  <person xml:id="p.fenn" sex="M"><persName><roleName>General</roleName> <forename>Orlo</forename>
    <forename>Piet</forename> <nameLink>van</nameLink> <surname>Fenn</surname></persName>
    <persName type="variant">The Otter</persName><persName type="office">harbour master</persName></person>
  <person xml:id="p.mirka" sex="2"><persName><forename>Mirka</forename> <genName>III</genName></persName></person>
</listPerson>
<listPlace><place xml:id="pl.vell"><placeName>Vell</placeName><placeName type="modern">Nova Vell</placeName></place></listPlace>
<listOrg><org xml:id="o.guild"><orgName>Guild of Lamplighters</orgName></org></listOrg>
<listBibl><bibl xml:id="b.lamp"><author><persName ref="#p.fenn">O. Fenn</persName></author>
  <title level="j">Northern Lamp</title></bibl></listBibl>
"""


def write(folder: Path, body: str, name: str = "names.xml", before: str = "") -> Path:
    path = folder / name
    header = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<standOff>{body}</standOff></TEI>'
    path.write_text(before + tei, encoding="utf-8")
    return path


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return load([write(tmp_path, PEOPLE)])


def test_entries_of_four_kinds(authority: Authority) -> None:
    assert list(authority.entries) == ["p.fenn", "p.mirka", "pl.vell", "o.guild", "b.lamp"]
    assert [authority.kind(id) for id in authority.entries] == ["person", "person", "place", "org", "bibl"]


@pytest.mark.parametrize(
    "name",
    [
        "Fenn",
        "FENN",
        "van Fenn",
        "Orlo van Fenn",
        "O.P. van Fenn",
        "O. P. van Fenn",
        "General Fenn",
        "Fenn’s",
        "The Otter",
    ],
)
def test_find_a_person(authority: Authority, name: str) -> None:
    assert authority.find(name) == ["p.fenn"]


@pytest.mark.parametrize("name", ["", "  ", "General", "harbour master", "Fennimore", "Somebody Else"])
def test_find_nobody(authority: Authority, name: str) -> None:
    assert authority.find(name) == []


def test_a_whole_name_comes_before_a_part(tmp_path: Path) -> None:
    body = """<listPerson>
      <person xml:id="p.a"><persName><forename>Vell</forename> <surname>Orm</surname></persName></person>
      <person xml:id="p.b"><persName>Vell</persName></person></listPerson>"""
    assert load([write(tmp_path, body)]).find("vell") == ["p.b", "p.a"]


def test_label_and_sex(authority: Authority) -> None:
    assert authority.label("p.fenn") == "Orlo Piet van Fenn"
    assert (authority.sex("p.fenn"), authority.sex("p.mirka"), authority.sex("pl.vell")) == ("M", "F", "")
    assert (authority.label("p.none"), authority.sex("p.none"), authority.kind("p.none")) == ("", "", "")


def test_level_of_a_work(authority: Authority) -> None:
    assert authority.level("b.lamp") == "j"


def test_names_in_the_header_are_no_entries(tmp_path: Path) -> None:
    assert dict(load([write(tmp_path, "<listPerson/>")]).entries) == {}


def test_a_repeated_id_names_both_places(tmp_path: Path) -> None:
    first, second = write(tmp_path, PEOPLE), write(tmp_path, PEOPLE, "more.xml")
    with pytest.raises(RubricatorError) as caught:
        load([first, second])
    findings = caught.value.findings
    assert {finding.code for finding in findings} == {"au-duplicate"}
    assert len(findings) == 5
    assert "names.xml:" in str(findings[0])


def test_an_entry_without_id(tmp_path: Path) -> None:
    body = "<listPlace>\n<place><placeName>Vell</placeName></place></listPlace>"
    with pytest.raises(RubricatorError) as caught:
        load([write(tmp_path, body)])
    assert [(finding.code, finding.line) for finding in caught.value.findings] == [("au-id", 2)]


def test_broken_xml_has_a_line(tmp_path: Path) -> None:
    with pytest.raises(RubricatorError) as caught:
        load([write(tmp_path, "<listPlace>\n</listPerson>")])
    assert [(finding.code, finding.line) for finding in caught.value.findings] == [("au-xml", 2)]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    ],
)
def test_a_document_type_is_refused(tmp_path: Path, doctype: str) -> None:
    with pytest.raises(RubricatorError) as caught:
        load([write(tmp_path, PEOPLE, before=doctype)])
    assert caught.value.findings[0].code == "xm-doctype"


def test_forms_of_initials() -> None:
    forms = dict(person_forms(Parts(("M.", "N."), "", "Quill")))
    assert {"M.N. Quill", "M. N. Quill", "M. Quill", "Quill"} == forms.keys()


@given(st.text(max_size=80))
def test_alike_keeps_every_offset(text: str) -> None:
    assert len(alike(text)) == len(text)
