"""Edition to a package that a repository can take as it is: a BagIt bag, whose payload is an RO-Crate.

The payload holds no empty folder and no link, its checksums are SHA-512 and its names portable, so that
an OCFL object can take it over as the content of a version. The same input gives the same bytes.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from rubricator import __version__, build, targets
from rubricator.deposit import bag, citation, crate, datacite, provenance, readme
from rubricator.deposit.facts import Facts
from rubricator.deposit.payload import TEI_TYPE, Payload
from rubricator.model import authority, decisions, xmlfile
from rubricator.model.edition import FILE as EDITION
from rubricator.model.messages import Finding, fail
from rubricator.model.resources import resource
from rubricator.report.works import to_bibtex, to_csl, works
from rubricator.validate.profiles import profile

Form = Literal["folder", "zip", "tar"]
AGENT: Final = "rubricator"
_SCHEMAS: Final = (
    ("rubricator.odd", "what is encoded, and why: the TEI customization"),
    ("rubricator.rng", "RELAX NG schema"),
    ("rubricator.xsd", "XML schema"),
    ("rubricator.sch", "Schematron rules"),
    ("rubricator.sch.xsl", "Schematron rules, compiled"),
    ("xml.xsd", "the attributes of the XML namespace, for the XML schema"),
)
_OUTPUTS: Final = {"html": "the edition as a page", "epub": "the edition as a book, EPUB 3", "pdf": "the edition, PDF"}


@dataclass(frozen=True, slots=True)
class Deposited:
    """Where the package lies, and what its depositor should hear."""

    path: Path
    findings: tuple[Finding, ...]


def deposit(
    target: targets.Target,
    out: Path,
    form: Form = "folder",
    progress: Callable[[str], None] = lambda _: None,
    profiles: Sequence[str] = (),
) -> Deposited:
    """Build an edition and write its package as ``out/<id>``, ``out/<id>.zip`` or ``out/<id>.tar``.

    The findings say what the package lacks for each of `profiles` (see `rubricator.validate.profiles`).
    Raises RubricatorError where the edition has no folder or no text, where its TEI is not valid, and
    where something else than an older package stands in the way.
    """
    folder, text = target.edition.folder, target.text
    checks = [profile(name) for name in profiles]
    if folder is None or text is None:
        raise fail("de-bare" if folder is None else "de-no-text", folder or text or target.id, id=target.id)
    place = out / target.id if form == "folder" else out / f"{target.id}.{form}"
    _check_free(place, form)
    with tempfile.TemporaryDirectory() as studio:
        built = build.build(target, Path(studio) / "build", progress)
        progress("package")
        root = Path(studio) / target.id
        facts = _fill(Payload(root), target, folder, text, Path(studio) / "build" / target.id, built.findings)
        bag.make_bag(root, _info(facts))
        _deliver(root, place, form)
    asked = [one for check in checks for one in check(facts.tei, str(folder / EDITION))]
    return Deposited(place, (*built.findings, *facts.missing(), *asked))


def _check_free(place: Path, form: Form) -> None:
    """Nothing but an older package or an empty folder may stand in the way, and nothing foreign lie in it."""
    if form != "folder" or not place.is_dir() or not any(place.iterdir()):
        return
    if not (place / "bagit.txt").is_file():
        raise fail("de-exists", place)
    if foreign := bag.foreign(place):
        raise fail("de-foreign", place, files=", ".join(foreign[:3]), count=len(foreign))


def _deliver(root: Path, place: Path, form: Form) -> None:
    if form == "zip":
        bag.pack_zip(root, place)
    elif form == "tar":
        bag.pack_tar(root, place)
    else:
        _swap(root, place)


def _swap(root: Path, place: Path) -> None:
    """Copy a folder beside its place, then put it there; what stood there goes only when the new one is whole."""
    fresh, old = place.with_name(f".{place.name}.new"), place.with_name(f".{place.name}.old")
    try:
        for left_over in (fresh, old):
            shutil.rmtree(left_over, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(root, fresh)
        if place.exists():
            place.rename(old)
        fresh.rename(place)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if old.exists() and not place.exists():
            old.rename(place)
        raise fail("out-unwritable", place, reason=error.strerror or str(error)) from None


def _fill(
    payload: Payload, target: targets.Target, folder: Path, text: Path, built: Path, findings: tuple[Finding, ...]
) -> Facts:
    """Put everything into the payload, the descriptions last; what the edition states."""
    id, edition = target.id, target.edition
    tei = (built / f"{id}.xml").read_bytes()
    known = authority.load(edition.authority_files())
    facts = Facts(edition, known, xmlfile.parse_bytes(tei, id))
    payload.put(f"{id}/{edition.source.file}", text.read_bytes(), "the source text", "text/plain")
    payload.put(f"{id}/{id}.xml", tei, "the edition in TEI P5", TEI_TYPE)
    payload.put(
        f"{id}/annotations.jsonl", (built / "annotations.jsonl").read_bytes(), "the annotations behind the tags"
    )
    _put_configuration(payload, target, folder)
    for name, about in _SCHEMAS:
        payload.put(f"schemas/{name}", resource(f"schemas/{name}").read_bytes(), about)
    for path in sorted(built.rglob("*")):
        place = path.relative_to(built)
        output = _OUTPUTS.get(path.suffix[1:] if path.parent == built else place.parts[0])
        if path.is_file() and output:
            payload.put(f"outputs/{place.as_posix()}", path.read_bytes(), output)
    _describe(payload, facts, findings)
    return facts


def _put_configuration(payload: Payload, target: targets.Target, folder: Path) -> None:
    id = target.id
    payload.put(f"{id}/{EDITION}", (folder / EDITION).read_bytes(), "what the edition is called and how it was made")
    if (folder / decisions.FILE).is_file():
        payload.put(f"{id}/{decisions.FILE}", (folder / decisions.FILE).read_bytes(), "the editor's decisions")
    for path in target.edition.authority_files():
        own = folder in path.parents
        place = f"{id}/authority/{path.name}" if own else f"authority/{path.name}"
        payload.put(place, path.read_bytes(), "names and works" if own else "shared names and works", TEI_TYPE)


def _describe(payload: Payload, facts: Facts, findings: tuple[Finding, ...]) -> None:
    record = datacite.record(facts, payload.formats())
    if complete := datacite.complete(record):
        payload.put("metadata/datacite.json", datacite.as_json(complete), "DataCite 4.5, JSON")
        payload.put("metadata/datacite.xml", datacite.as_xml(complete), "DataCite 4.5, XML")
    payload.put("metadata/dublin-core.xml", citation.dublin_core(facts, payload.formats()), "Dublin Core")
    payload.put("metadata/citation.bib", citation.bibtex(facts), "citation, BibTeX")
    payload.put("metadata/citation.json", citation.csl(facts), "citation, CSL-JSON")
    _put_works(payload, facts)
    payload.put("CITATION.cff", citation.cff(facts), "citation, CFF")
    payload.put(
        "VALIDATION.md", readme.report(facts, findings, datacite.missing(record)), "what was checked, with what result"
    )
    payload.put("metadata/premis.xml", provenance.premis(facts, payload), "preservation metadata, PREMIS 3")
    payload.put("metadata/provenance.jsonld", provenance.prov(facts, payload), "provenance, W3C PROV-O")
    payload.put("README.md", readme.readme(facts, payload), "start here")
    payload.put(crate.PREVIEW, crate.preview(facts, payload), "preview of this crate")
    payload.put(crate.FILE, crate.crate(facts, payload), "RO-Crate metadata")


def _put_works(payload: Payload, facts: Facts) -> None:
    """The works that the edition cites, where it cites any."""
    if cited := works(facts.tei):
        payload.put("metadata/works.bib", to_bibtex(cited).encode(), "works cited, BibTeX")
        payload.put("metadata/works.csl.json", to_csl(cited).encode(), "works cited, CSL-JSON")


def _info(facts: Facts) -> dict[str, str]:
    meta = facts.meta
    found = {
        "Source-Organization": meta.publisher,
        "Contact-Name": meta.encoder,
        "Contact-Email": meta.contact,
        "External-Identifier": f"https://doi.org/{facts.doi}" if facts.doi else meta.id,
        "External-Description": " ".join((meta.abstract or facts.title).split()),
        "Internal-Sender-Identifier": meta.id,
        "Bagging-Date": facts.date,
        "Bag-Software-Agent": f"{AGENT} {__version__}",
    }
    return {key: value for key, value in found.items() if value}
