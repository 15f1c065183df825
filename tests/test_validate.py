"""Validation: every rule fires where it should and nowhere else; every message has a place and a reason."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from lxml import etree

from rubricator.model.messages import Finding, RubricatorError
from rubricator.model.resources import resource
from rubricator.validate import check as validation
from rubricator.validate.check import validate

HERE = Path(__file__).parent / "schemas"
MODEL = HERE / "model.xml"
TEI = "http://www.tei-c.org/ns/1.0"
NS = {"tei": TEI}
_PARSER = etree.XMLParser(collect_ids=False)  # the cases repeat their ids
CASES = list(etree.parse(HERE / "rules.xml", _PARSER).getroot().iterfind("tei:case", NS))


# ---------------------------------------------------------------- the rules
def _with(case: etree._Element, kind: str) -> etree._Element:
    """The skeleton with the good or the bad piece of a case put into it."""
    root = etree.parse(HERE / "skeleton.xml").getroot()
    at = case.get("at", "tei:text/tei:body/tei:div/")
    target = root.find(at.rstrip("/"), NS)
    piece = list(copy.deepcopy(case.find(f"tei:{kind}", NS)))
    if at.endswith("/"):
        target.extend(piece)
    else:
        target.getparent().replace(target, piece[0])
    return root


def _broken(root: etree._Element) -> set[str]:
    return {str(finding.values["rule"]) for finding in validation._rules(root, "x.xml")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("rule"))
def test_the_bad_piece_breaks_this_rule_only(case: etree._Element) -> None:
    also = {str(one.text) for one in case.iterfind("tei:also", NS)}
    assert _broken(_with(case, "bad")) == {case.get("rule")} | also


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.get("rule"))
def test_the_good_piece_keeps_all_rules(case: etree._Element) -> None:
    assert _broken(_with(case, "good")) == set()


def test_every_rule_has_a_case() -> None:
    odd = etree.parse(resource("schemas/rubricator.odd"))
    rules = [one.get("ident") for one in odd.iterfind(".//tei:constraintSpec", NS)]
    assert sorted(rules) == sorted(case.get("rule") for case in CASES)


def test_skeleton_keeps_all_rules() -> None:
    assert _broken(etree.parse(HERE / "skeleton.xml").getroot()) == set()


# ---------------------------------------------------------------- findings
def _edited(tmp_path: Path, old: str, new: str, count: int = 1) -> list[Finding]:
    text = MODEL.read_text(encoding="utf-8")
    assert text.count(old) >= count
    path = tmp_path / "edited.xml"
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    return validate(path)


def _line_of(words: str) -> int:
    lines = MODEL.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_the_model_document_is_valid() -> None:
    assert validate(MODEL) == []


def test_path_bytes_and_trees_are_all_read() -> None:
    tree = etree.parse(MODEL)
    assert validate(MODEL.read_bytes()) == validate(tree) == validate(tree.getroot()) == []


def test_wrong_value_is_explained_at_its_line(tmp_path: Path) -> None:
    (finding,) = _edited(tmp_path, 'aloud="true"', 'aloud="yes"')
    assert (finding.code, finding.line) == ("va-xsd", _line_of('xml:id="said.1"'))
    assert "aloud='yes'" in finding.sentence
    assert "/TEI/text/group/text[1]" in finding.sentence


def test_misplaced_child_is_named_at_its_line(tmp_path: Path) -> None:
    (finding,) = _edited(tmp_path, "<row role", "<p>stray</p><row role")
    assert finding.line == _line_of("<row role")
    assert "table cannot hold p" in finding.sentence
    assert "expected" in finding.sentence
    assert "{" not in finding.sentence


def test_missing_child_is_explained(tmp_path: Path) -> None:
    found = _edited(tmp_path, "<sic>an-swered</sic>", "")
    assert any(
        "choice cannot hold corr" in finding.sentence and "expected: sic" in finding.sentence for finding in found
    )


def test_an_id_given_twice_is_found_at_both_places(tmp_path: Path) -> None:
    found = _edited(tmp_path, '<place xml:id="pl.weir">', '<place xml:id="pl.ouse">')
    assert [finding.values["rule"] for finding in found] == ["unique-id", "unique-id"]


def test_broken_rule_is_found_at_the_line_of_its_element(tmp_path: Path) -> None:
    (finding,) = _edited(tmp_path, 'type="person" ref="#c.berta"', 'type="person" ref="#c.nobody"')
    assert (finding.code, finding.line) == ("va-sch", _line_of('type="person" ref="#c.berta"'))
    assert "#c.nobody" in finding.sentence
    assert "live-pointer" in finding.remedy


def test_findings_come_in_the_order_of_lines(tmp_path: Path) -> None:
    found = _edited(tmp_path, ' xml:id="c.berta"', "")
    assert len({finding.line for finding in found}) > 1
    assert [finding.line for finding in found] == sorted(finding.line for finding in found)


def test_further_checks_are_run() -> None:
    finding = Finding("xm-checksum", "x.xml", 1, values={"found": "a", "expected": "b"})
    assert validate(MODEL, checks=[lambda root, name: [finding]]) == [finding]


# ---------------------------------------------------------------- bad input
def test_ill_formed_xml_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(RubricatorError) as error:
        validate(b"<TEI>\n<p></TEI>", "x.xml")
    (finding,) = error.value.findings
    assert (finding.code, finding.path, finding.line) == ("xm-syntax", "x.xml", 2)


def test_other_xml_is_refused() -> None:
    with pytest.raises(RubricatorError) as error:
        validate(b"<html/>", "x.xml")
    assert error.value.findings[0].code == "xm-not-tei"


def test_no_entity_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    doctype = f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    with pytest.raises(RubricatorError) as error:
        validate(f'{doctype}<TEI xmlns="{TEI}">&e;</TEI>'.encode(), "x.xml")
    assert error.value.findings[0].code == "xm-doctype"


def test_no_outside_document_type_is_fetched() -> None:
    doctype = '<!DOCTYPE TEI SYSTEM "http://unreachable.invalid/tei.dtd">'
    text = MODEL.read_text(encoding="utf-8").replace("<TEI ", f"{doctype}<TEI ", 1)
    with pytest.raises(RubricatorError) as error:
        validate(text.encode())
    assert error.value.findings[0].code == "xm-doctype"
