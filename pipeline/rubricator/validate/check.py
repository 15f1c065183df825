"""Check TEI against RELAX NG, XSD and Schematron; say what is wrong, where, and why.

The two grammars are checked by libxml2, which is quick but says little; where the XSD is not met, xmlschema
explains. The Schematron rules come compiled to XSLT and report in SVRL. Nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from rubricator.model import xmlfile
from rubricator.model.messages import Finding, fail
from rubricator.model.resources import resource

if TYPE_CHECKING:
    from saxonche import PySaxonProcessor, PyXsltExecutable

Check = Callable[[etree._Element, str], Iterable[Finding]]
"""A further check: root and name of the document to findings."""

_TEI: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"
_EXPLAINED: Final = 50
_SHOWN: Final = 8
_NAMESPACE: Final = re.compile(rf"\{{{_TEI}\}}|\btei:")
_DUPLICATE: Final = re.compile(r"duplicated xs:ID|already defined")
_STEP: Final = re.compile(r"Q\{([^}]*)\}(\w[\w.-]*)\[(\d+)\]")
_ATTRIBUTE: Final = re.compile(r"/@[^/]*$")
_FEATURE: Final = "http://saxon.sf.net/feature/"
_ENTITIES: Final = "parserFeature?uri=http://xml.org/sax/features/external-"
_SAXON_LIMITS: Final = {
    f"{_FEATURE}allowedProtocols": "file",
    f"{_FEATURE}{_ENTITIES}general-entities": "false",
    f"{_FEATURE}{_ENTITIES}parameter-entities": "false",
}


def validate(
    tei: Path | bytes | etree._Element | etree._ElementTree, name: str = "", checks: Sequence[Check] = ()
) -> list[Finding]:
    """All that is wrong with a TEI document, by line; an empty list where nothing is.

    `tei` is a path, bytes, or a parsed document; `name` is what findings call it (default: the path);
    `checks` are run besides. Raises RubricatorError for a file that is missing or not well-formed,
    that declares entities, or whose root is not TEI.
    """
    name = name or (str(tei) if isinstance(tei, Path) else "-")
    root = _root(tei, name)
    if root.tag != f"{{{_TEI}}}TEI":
        raise fail("xm-not-tei", name, root=etree.QName(root).localname)
    found = [*_grammar(root, name), *_rules(root, name)]
    for check in checks:
        found += check(root, name)
    return sorted(found, key=lambda finding: finding.line)


def _root(tei: Path | bytes | etree._Element | etree._ElementTree, name: str) -> etree._Element:
    if isinstance(tei, Path):
        return xmlfile.parse(tei)
    if isinstance(tei, bytes):
        return xmlfile.parse_bytes(tei, name)
    return tei.getroot() if isinstance(tei, etree._ElementTree) else tei


# ---------------------------------------------------------------- RELAX NG and XSD
def _grammar(root: etree._Element, name: str) -> Iterator[Finding]:
    """Findings of the XSD, well explained; those of RELAX NG where it alone finds fault."""
    relaxng, schema = _relaxng(), xsd()
    if not schema.validate(root):
        found = _explained(root, name) or _logged("va-xsd", schema.error_log, name)
        # an id given twice is left to the rule unique-id, which names both places
        yield from (one for one in found if not _DUPLICATE.search(str(one.values["reason"])))
    elif not relaxng.validate(root):
        yield from _logged("va-rng", relaxng.error_log, name)


def xsd_faults(root: etree._Element, most: int) -> Iterator[tuple[etree._Element, str, str]]:
    """The elements that the XSD refuses, with the reason; the third part, for the caller, is empty."""
    schema = xsd()
    if schema.validate(root):
        return
    log: Any = schema.error_log
    for entry in islice(log, most):
        element = _at(root, entry.path)
        if element is not None:
            yield element, _short(entry.message), ""


def _at(root: etree._Element, path: str | None) -> etree._Element | None:
    """The element that an XPath means."""
    found = root.getroottree().xpath(path) if path else [root]
    return found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else None


@cache
def _relaxng() -> etree.RelaxNG:
    return etree.RelaxNG(file=str(resource("schemas/rubricator.rng")))


@cache
def xsd() -> etree.XMLSchema:
    """The XSD, compiled once."""
    return etree.XMLSchema(file=str(resource("schemas/rubricator.xsd")))


@cache
def _explainer() -> Any:
    from xmlschema import XMLSchema

    return XMLSchema(str(resource("schemas/rubricator.xsd")), allow="local", defuse="never")


def _explained(root: etree._Element, name: str) -> list[Finding]:
    errors = islice(_explainer().iter_errors(root), _EXPLAINED)
    return [_explanation(error, name) for error in errors]


def _explanation(error: Any, name: str) -> Finding:
    """An error of xmlschema as a finding, a misplaced child at the child's own line."""
    from xmlschema import XMLSchemaChildrenValidationError

    faulty = error.elem
    reason = f"{error.path}: {error.reason}"
    if isinstance(error, XMLSchemaChildrenValidationError):
        faulty = error.elem if error.invalid_child is None else error.invalid_child
        what = "is not complete" if faulty is error.elem else f"cannot hold {error.invalid_tag} at this place"
        reason = f"{error.path} {what}{_expected(error)}"
    return Finding("va-xsd", name, _line(faulty), values={"reason": _short(reason)})


def _short(words: str) -> str:
    """Names as one writes them, and no full stop, which the message adds."""
    return _NAMESPACE.sub("", words).replace(_XML, "xml:").rstrip(". ")


def _expected(error: Any) -> str:
    names = [_NAMESPACE.sub("", tag) for tag in error.expected_tags]
    if not names:
        return ""
    others = f" or {len(names) - _SHOWN} others" if len(names) > _SHOWN else ""
    return f"; expected: {', '.join(names[:_SHOWN])}{others}"


def _line(element: object) -> int:
    """Line of an element; 0 where it is unknown or there is none."""
    line = element.sourceline if isinstance(element, etree._Element) else None
    return line if isinstance(line, int) else 0


def _logged(code: str, log: Any, name: str) -> Iterator[Finding]:
    for entry in islice(log, _EXPLAINED):
        yield Finding(code, name, entry.line, values={"reason": _short(entry.message)})


# ---------------------------------------------------------------- Schematron
def _rules(root: etree._Element, name: str) -> Iterator[Finding]:
    """Findings of the Schematron rules."""
    report = _report(etree.tostring(root, encoding="unicode"))
    for fault in report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        reason = (fault.findtext(f"{_SVRL}text") or "").strip().rstrip(".")
        values = {"rule": fault.get("id"), "reason": reason}
        yield Finding("va-sch", name, _line(_located(root, fault.get("location") or "")), values=values)


def _report(document: str) -> etree._Element:
    saxon, rules = _compiled_rules()
    svrl = rules.transform_to_string(xdm_node=saxon.parse_xml(xml_text=document))
    return etree.fromstring(svrl.encode("utf-8"))


@cache
def _compiled_rules() -> tuple[PySaxonProcessor, PyXsltExecutable]:
    from saxonche import PySaxonProcessor

    saxon = PySaxonProcessor(license=False)
    for feature, value in _SAXON_LIMITS.items():
        saxon.set_configuration_property(feature, value)
    sheet = str(resource("schemas/rubricator.sch.xsl"))
    return saxon, saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=sheet)


def _located(root: etree._Element, location: str) -> etree._Element | None:
    """The element that an XPath of ``fn:path()`` means, the bearer where it means an attribute."""
    path = _ATTRIBUTE.sub("", location)
    return _at(root, _STEP.sub(r"*[local-name()='\2'][\3]", path))
