"""The schemas: compiled from the ODD, at one with the code, with each other, and with TEI."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree
from schemas.mutants import MODEL, Mutant, mutants
from schemas.sentences import XML, Grammar

from rubricator import header
from rubricator.model.layers import GLOBAL, LAYERS
from rubricator.model.resources import resource
from rubricator.validate import check as validate
from rubricator.validate.schemas import STEPS, compile_schemas, transformed

ODD = resource("schemas/rubricator.odd")
SCHEMAS = ODD.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
EXAMPLES = "{http://www.tei-c.org/ns/Examples}"
TEI_ALL = os.environ.get("TEI_ALL", "")
JING = shutil.which("jing")
needs_tei = pytest.mark.skipif(
    not (TEI_ALL and JING), reason="TEI_ALL (the schema of all of TEI) or jing is not at hand"
)

WRITTEN_OTHERWISE = {
    "by encode, around the layers": {"TEI", "text", "choice", "corr", "g"},
    "in authority files": {
        *("listPerson", "person", "sex", "birth", "death", "floruit", "occupation", "affiliation"),
        *("listRelation", "relation", "listPlace", "place", "location", "geo", "country", "region", "settlement"),
        *("listOrg", "org", "listBibl", "settingDesc"),
    },
    "by editors, in the header": {
        *("principal", "notesStmt", "creation", "correspDesc", "correspAction", "correspContext"),
        *("distributor", "funder", "desc", "term", "keywords"),
    },
    "by editors, in standOff and to point there": {
        *("linkGrp", "link", "spanGrp", "span", "anchor", "certainty", "respons", "idno"),
    },
    "by editors, in the text": {"group", "castGroup", "lb"},
}
"""Elements of the ODD that are neither a layer nor in the header, and who writes them."""


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return Grammar(ODD)


# ---------------------------------------------------------------- in step
def test_the_compiled_schemas_are_those_of_the_odd(tmp_path: Path) -> None:
    compile_schemas(ODD, tmp_path)
    for _, _, name in STEPS:
        assert (tmp_path / name).read_bytes() == (SCHEMAS / name).read_bytes(), f"{name}: run `make schemas`"


def test_an_unknown_construct_of_the_odd_stops_the_compilation(tmp_path: Path) -> None:
    odd = tmp_path / "odd.odd"
    odd.write_text(ODD.read_text(encoding="utf-8").replace("<textNode/>", "<anyElement/>", 1), encoding="utf-8")
    with pytest.raises(RuntimeError, match="odd2rng"):
        compile_schemas(odd, tmp_path)


def test_modules_include_just_the_elements_declared(grammar: Grammar) -> None:
    root = etree.parse(ODD).getroot()
    included = {
        (name, str(module.get("key")))
        for module in root.iter(f"{TEI}moduleRef")
        for name in (module.get("include") or "").split()
    }
    assert included == {(spec.get("ident"), spec.get("module")) for spec in root.iter(f"{TEI}elementSpec")}


def test_every_group_of_declarations_is_in_the_schema() -> None:
    root = etree.parse(ODD).getroot()
    referred = [str(one.get("target")) for one in root.iter(f"{TEI}specGrpRef")]
    assert sorted(referred) == sorted(f"#{one.get(XML + 'id')}" for one in root.iter(f"{TEI}specGrp"))


# ---------------------------------------------------------------- the Schematron transpiler
def _report(rules: str, document: str) -> list[tuple[str, str]]:
    """Names and sentences that a schema reports of a document."""
    from saxonche import PySaxonProcessor

    schema = f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3">{rules}</schema>'
    with PySaxonProcessor(license=False) as saxon:
        sheet = transformed(schema, SCHEMAS / "sch2xsl.xsl")
        run = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)
        svrl = etree.fromstring(run.transform_to_string(xdm_node=saxon.parse_xml(xml_text=document)).encode())
    return [(str(one.get("id")), "".join(one.itertext())) for one in svrl]


def test_an_assertion_that_fails_and_a_report_that_holds_are_reported() -> None:
    rules = """<pattern id="a"><rule context="p"><assert test="@n">no n</assert><report test="@x">an x</report></rule></pattern>"""
    assert _report(rules, "<d><p x=''/><p n=''/></d>") == [("a", "no n"), ("a", "an x")]


def test_each_pattern_sees_a_node() -> None:
    rules = """<pattern id="a"><rule context="p"><assert test="@a">a</assert></rule></pattern>
        <pattern id="b"><rule context="*"><assert test="@b">b</assert></rule></pattern>"""
    assert sorted(_report(rules, "<p/>")) == [("a", "a"), ("b", "b")]


def test_only_the_first_rule_of_a_pattern_that_fits_sees_a_node() -> None:
    rules = """<pattern id="a"><rule context="p[@n]"><assert test="@a">with n</assert></rule>
        <rule context="p"><assert test="@a">without n</assert></rule></pattern>"""
    assert _report(rules, "<d><p n=''/><p><p n=''/></p></d>") == [("a", "with n"), ("a", "without n"), ("a", "with n")]


def test_messages_hold_names_and_values() -> None:
    rules = """<let name="all" value="count(//*)"/><pattern id="a"><rule context="p/@n"><let name="up" value="name(..)"/>
        <report test="true()"><name/> of <value-of select="$up"/> in <name path="name(/*)"/>, <value-of select="$all"/></report>
        </rule></pattern>"""
    assert _report(rules, "<d><p n='1'/></d>") == [("a", "n of p in d, 2")]


def test_what_the_transpiler_does_not_know_stops_it() -> None:
    with pytest.raises(RuntimeError, match="sch2xsl"):
        _report('<pattern id="a"><rule context="p"><extends rule="b"/></rule></pattern>', "<p/>")


# ---------------------------------------------------------------- one vocabulary
def _header_elements() -> set[str]:
    """Elements that the header's modules build: the first argument of each call of their element maker."""
    trees = (ast.parse(path.read_text("utf-8")) for path in Path(header.__file__).parent.glob("*.py"))
    calls = (one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.Call))
    made = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "e" and call.args)
    return {str(call.args[0].value) for call in made if isinstance(call.args[0], ast.Constant)}


def test_every_element_of_the_layers_and_the_header_is_in_the_odd(grammar: Grammar) -> None:
    layers = {layer.element for layer in LAYERS.values()}
    assert layers | _header_elements() <= set(grammar.elements)


def test_every_element_of_the_odd_is_written_by_someone(grammar: Grammar) -> None:
    written = {layer.element for layer in LAYERS.values()} | _header_elements()
    assert set(grammar.elements) == written.union(*WRITTEN_OTHERWISE.values())


@pytest.mark.parametrize("name", [name for name, layer in LAYERS.items() if layer.level != "aside"])
def test_every_attribute_of_a_layer_is_in_the_odd(name: str, grammar: Grammar) -> None:
    layer = LAYERS[name]
    hidden = {"choice": {"corr", "type", "evidence"}, "supplied": {"text", "mark"}}.get(layer.form, set())
    declared = {one.name.replace(XML, ""): one for one in grammar.attributes[layer.element]}
    assert {*layer.attrs, *layer.fixed} - hidden <= set(declared)
    for attribute, kind in layer.attrs.items():
        if isinstance(kind, tuple) and attribute not in hidden and declared[attribute].closed:
            assert set(kind) <= set(declared[attribute].values), attribute


def test_phrases_may_be_chained(grammar: Grammar) -> None:
    phrases = {layer.element for layer in LAYERS.values() if layer.level == "phrase"}
    assert not [name for name in phrases if not {"next", "prev"} <= {one.name for one in grammar.attributes[name]}]
    assert {"next", "prev"} <= set(GLOBAL)


def test_the_model_document_shows_every_element(grammar: Grammar) -> None:
    shown = {etree.QName(one).localname for one in etree.parse(MODEL).iter(f"{TEI}*")}
    assert shown == set(grammar.elements)


def test_the_examples_of_the_guidelines_are_valid(grammar: Grammar, tmp_path: Path) -> None:
    schema = _with_any_start(grammar, SCHEMAS / "rubricator.rng", tmp_path)
    examples = [child for one in etree.parse(ODD).iter(f"{EXAMPLES}egXML") for child in one]
    assert len(examples) > 10
    for example in examples:
        text = etree.tostring(example, encoding="unicode", with_tail=False).replace(EXAMPLES[1:-1], TEI[1:-1])
        assert schema.validate(etree.fromstring(text)), f"{text}: {schema.error_log}"


def test_authority_files_are_valid() -> None:
    files = [*SCHEMAS.parent.glob("xml/authority/*.xml"), *SCHEMAS.parent.glob("xml/editions/*/authority/*.xml")]
    assert not [str(path) for path in files if list(validate._grammar(etree.parse(path).getroot(), ""))]


# ---------------------------------------------------------------- RELAX NG and XSD
def _with_any_start(grammar: Grammar, schema: Path, folder: Path) -> etree.RelaxNG:
    return etree.RelaxNG(file=str(_any_start(grammar, schema, folder)))


def _any_start(grammar: Grammar, schema: Path, folder: Path) -> Path:
    """A RELAX NG schema that includes another and lets a document start with any of our elements."""
    names = "".join(f'<ref name="{name}"/>' for name in grammar.elements)
    path = folder / f"any-{schema.name}"
    path.write_text(
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="{schema.resolve().as_uri()}">'
        f"<start><choice>{names}</choice></start></include></grammar>",
        encoding="utf-8",
    )
    return path


def test_both_grammars_judge_faulty_documents_alike() -> None:
    relaxng, schema = validate._relaxng(), validate.xsd()
    verdicts = {mutant: (relaxng.validate(mutant.root), schema.validate(mutant.root)) for mutant in mutants(300)}
    assert not [mutant.fault for mutant, (one, other) in verdicts.items() if one != other]
    assert sum(not one for one, _ in verdicts.values()) >= 60


def test_both_grammars_accept_every_sentence_of_the_odd(grammar: Grammar, tmp_path: Path) -> None:
    relaxng, schema = _with_any_start(grammar, SCHEMAS / "rubricator.rng", tmp_path), validate.xsd()
    refused = [
        name
        for name in grammar.elements
        for sentence in grammar.sentences(name, 2)
        if not (relaxng.validate(sentence) and schema.validate(sentence))
    ]
    assert not refused


# ---------------------------------------------------------------- no wider than TEI
def _jing(schema: Path | str, files: Iterable[Path]) -> list[str]:
    command = [str(JING), "-i", str(schema), *map(str, files)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    return [line for line in answer.stdout.splitlines() if re.search(r":\d+:\d+: ", line)]


def _sound(root: etree._Element) -> bool:
    both = validate._relaxng().validate(root) and validate.xsd().validate(root)
    return both and not list(validate._rules(root, ""))


def _written(mutant: Mutant, folder: Path) -> Path:
    path = folder / f"{mutant.seed}.xml"
    path.write_bytes(etree.tostring(mutant.root))
    return path


@needs_tei
def test_what_is_valid_for_us_is_valid_for_tei(tmp_path: Path) -> None:
    sound = [one for one in mutants(400) if _sound(one.root)]
    assert len(sound) > 60
    assert not _jing(TEI_ALL, (_written(one, tmp_path) for one in sound))


@needs_tei
def test_every_sentence_of_the_odd_is_one_of_tei(grammar: Grammar, tmp_path: Path) -> None:
    files = []
    for name in grammar.elements:
        for number, sentence in enumerate(grammar.sentences(name, 3)):
            for relation in sentence.iter(f"{TEI}relation"):
                relation.attrib.pop("mutual", None)  # rule relation-named: not beside active
            files.append(tmp_path / f"{name}.{number}.xml")
            files[-1].write_bytes(etree.tostring(sentence))
    assert not _jing(_any_start(grammar, Path(TEI_ALL), tmp_path), files)


@needs_tei
def test_the_odd_is_valid_tei() -> None:
    assert not _jing(TEI_ALL, [ODD])


@needs_tei
def test_the_rules_of_tei_find_nothing_that_ours_pass(tmp_path: Path) -> None:
    theirs = Path(TEI_ALL).with_suffix(".isosch")
    if not theirs.is_file():
        pytest.skip("the Schematron rules of TEI do not lie beside TEI_ALL")
    from saxonche import PySaxonProcessor

    sound = [etree.tostring(one.root, encoding="unicode") for one in mutants(150) if _sound(one.root)]
    with PySaxonProcessor(license=False) as saxon:
        sheet = transformed(theirs.read_text(encoding="utf-8"), SCHEMAS / "sch2xsl.xsl")
        rules = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)
        for text in [ODD.read_text(encoding="utf-8"), *sound]:
            assert "svrl:text" not in rules.transform_to_string(xdm_node=saxon.parse_xml(xml_text=text))
