"""Every message the program can give: code, severity, sentence, remedy.

The code names the place in this table; the caller supplies the values of the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Message(NamedTuple):
    """One entry of the table: how bad, what to say, what to do, which exit code an error has."""

    severity: Severity
    sentence: str
    remedy: str = ""
    exit: int = 1


# fmt: off
MESSAGES: Final[dict[str, Message]] = {
    # in: reading and writing files
    "in-missing":        Message("error", "there is no such file", "check the path", 3),
    "in-directory":      Message("error", "this is a folder without an edition.toml", "name a text file, or run `rubricator init TEXT`", 3),
    "in-unreadable":     Message("error", "the file cannot be read: {reason}", "check its permissions", 3),
    "in-empty":          Message("error", "the file is empty", "there is nothing to encode; check the path", 3),
    "in-binary":         Message("error", "this is a binary file: it holds a NUL character at offset {offset}", "give plain text; save documents of a word processor as UTF-8 text", 3),
    "in-encoding":       Message("error", "byte {offset} ({byte}) cannot be read as {encoding}, the declared encoding", "declare the true encoding with [source] encoding or --encoding", 3),
    "in-unknown-encoding": Message("error", "{encoding} is not an encoding that Python knows", "use a name such as utf-8, utf-16 or windows-1252", 3),
    "in-guessed-encoding": Message("warning", "the bytes are not UTF-8; read as {encoding}", "if characters look wrong, declare [source] encoding"),
    "out-unwritable":    Message("error", "cannot write: {reason}", "choose another place with -o, or free some space", 3),
    "in-place":          Message("error", "“{place}” is neither an offset in the text nor words of it", "quote some words exactly, or give a number", 1),
    # ed: edition.toml, decisions
    "ed-toml":           Message("error", "not valid TOML: {reason}", "mend the syntax", 3),
    "ed-unknown-key":    Message("error", "unknown key {key}", "{hint}", 3),
    "ed-type":           Message("error", "{key} must be {expected}, not {found}", "correct the value", 3),
    "ed-value":          Message("error", "{key} = {found} is not allowed", "{hint}", 3),
    "ed-pin":            Message("error", "the text is not the one this edition is pinned to: its SHA-256 begins {found}, expected {expected}", "use the right text, or change [source] sha256 after checking the decisions", 3),
    "ed-no-text":        Message("note", "its text is not here", "bring your own: put the folder that holds it into TEXTS"),
    "ed-outside":        Message("error", "this leads out of the edition's folder", "copy the file into the folder; links to other places are not followed", 3),
    "ed-licence":        Message("warning", "the licence “{licence}” is on no list known here: programs cannot tell what it allows", "state an SPDX id such as CC-BY-4.0, or an address of RightsStatements.org, as [edition] licence"),
    "ed-exists":         Message("error", "there is an edition here already", "name another folder with -o", 3),
    "ed-decision":       Message("error", "decision {number}: {reason}", "correct this line of the decisions file", 3),
    "ed-decision-id":    Message("error", "decision {number}: {reason}", "correct the id, or add the entry to an authority file", 3),
    "ed-no-doubt":       Message("error", "nothing stands at {key}", "copy the key from `rubricator doubts`, as layer@line:column", 3),
    "ed-no-anchor":      Message("error", "the words at {key} cannot be told from others like them", "decide it in decisions.jsonl with more words around", 3),
    "ed-decision-lost":  Message("warning", "decision {number} finds no place: “{quote}”", "the text or the annotation has changed; revise the decision"),
    "ed-decision-vague": Message("warning", "decision {number} fits {count} places; the first was taken: “{quote}”", "quote more words before or after"),
    "ed-decision-moved": Message("note", "decision {number} found its place by likeness: “{found}” for “{quote}”", "quote the words as they stand now"),
    "ed-set-aside":      Message("warning", "the {layer} that a decision puts over “{quote}” was left out: {reason}", "a heading needs a division that begins with it, a block no other block around its words; the workbench writes what goes together"),
    # ab: absorbing a TEI file edited by hand
    "ab-characters":     Message("error", "the characters differ from the source here: “{found}” instead of “{expected}”; nothing was absorbed", "restore them; correct with sic and corr, or mend the source file", 1),
    "ab-element":        Message("error", "{element} with these attributes is written by no layer; not absorbed", "see `rubricator layers`", 1),
    "ab-header":         Message("error", "{what} was changed; not absorbed", "say it in edition.toml or an authority file", 1),
    "ab-left":           Message("error", "{what} could not be turned into a decision", "see `rubricator explain` for what stands there", 1),
    "ab-another":        Message("warning", "the file was made with another version or configuration; what rules changed since counts as the editor's", "edit a freshly encoded file"),
    "ab-edition":        Message("error", "no edition folder to absorb into", "name it with --edition", 2),
    # au: authority files
    "au-xml":            Message("error", "not well-formed: {reason}", "mend the XML", 3),
    "au-duplicate":      Message("error", "the id {id} is given twice (also in {other})", "rename one of the two", 3),
    "au-missing":        Message("error", "the shared authority file {name} does not exist", "see xml/authority, or correct [annotate] authority", 3),
    "au-id":             Message("error", "an entry without xml:id: {what}", "give it an id such as p.name, pl.name, o.name or b.name", 3),
    "au-empty":          Message("warning", "no entry was found in this authority file", "put entries with an xml:id into listPerson, listPlace, listOrg or listBibl of its standOff"),
    "au-strange":        Message("warning", "{id}: {what}", "{remedy}"),
    "nm-edition":        Message("error", "names are written into an edition folder; this is none", "run `rubricator init TEXT` first", 2),
    "nm-spacy":          Message("error", "the edition asks for a spaCy model, but spaCy is not installed", "pip install 'rubricator[spacy]', or remove [annotate] tagger", 4),
    "nm-model":          Message("error", "the spaCy model {name} cannot be loaded: {reason}", "install it, or name its folder in [annotate] tagger", 4),
    # sp: speakers
    "sp-table":          Message("error", "this is no table of weights for speakers: {reason}", "write it with `rubricator train speakers`", 3),
    "sp-nothing":        Message("error", "no speaker can be learned from {texts}", "give tales in which cues name the speakers", 1),
    # an: annotation
    "an-undeclared":     Message("error", "{annotator} writes {layer}, which it does not declare", "add it to writes=", 70),
    "an-unread":         Message("error", "{annotator} reads {layer}, which nothing before it writes", "mend the order in stages.py", 70),
    "an-layer":          Message("error", "{layer} is not a layer", "see `rubricator layers`", 70),
    "an-attribute":      Message("error", "{layer} has no attribute {attribute} of value {value}", "see `rubricator layers`", 70),
    "an-span":           Message("error", "{annotator}: span {start}-{end} lies outside the text or is empty", "mend the annotator", 70),
    "an-id":             Message("error", "{annotator} gives the id {id} a second time", "mend the annotator", 70),
    "an-rule":           Message("error", "{annotator} names the rule {rule}, which it does not describe", "describe it in rules=", 70),
    "en-invalid":        Message("error", "the TEI would not be valid: {reason}", "nothing was written; please report this with the text", 70),
    "en-grown":          Message("note", "this division also takes in what follows it, for no other holds it", "put a division there where it is one"),
    "an-set-aside":      Message("warning", "a {layer} of {annotator} was left out: {reason}", "this is a fault of the program; please report it with the text"),
    "an-editor-id":      Message("error", "decision gives the id {id}, which the program gives too", "write another id into decisions.jsonl", 3),
    "an-unknown":        Message("error", "there is no annotator {name}", "one of: {known}", 3),
    "an-plugin":         Message("error", "the annotator {plugin} cannot be used: {reason}", "mend or uninstall the package", 3),
    "an-crossing":       Message("warning", "{loser} ({rule}) crosses {winner} and was left out", "if it is the better one, add a decision"),
    "an-doubtful":       Message("note", "{layer}, {cert} certainty: {rule}", "confirm or drop it in decisions.jsonl"),
    "an-language":       Message("warning", "there are no words of the language {language} for: {annotators}; they were left out, or did a part of their work", "state another [edition] language, or see docs/languages.md"),
    "an-tongue":         Message("warning", "the language of the text could not be told; left out, or done in part: {annotators}", "state [edition] language"),
    "an-more":           Message("note", "{count} more {what}", "see annotations.jsonl"),
    "an-flag":           Message("warning", "{reason}", "look at the source; nothing was changed"),
    # xm: TEI input
    "xm-syntax":         Message("error", "not well-formed XML: {reason}", "mend it, or encode the text again", 3),
    "xm-doctype":        Message("error", "it has a document type declaration, which is never read", "remove the DOCTYPE", 3),
    "xm-not-tei":        Message("error", "this is not a TEI document: its root is {root}", "give a file made by `rubricator encode`", 3),
    "xm-no-witness":     Message("error", "the header does not describe the digital source: {what} is missing", "restore needs the header that encode writes", 3),
    "xm-checksum":       Message("error", "the text does not give back its source: SHA-256 begins {found}, the header says {expected}", "a character of the text was changed; encode the source again", 1),
    "va-rng":            Message("error", "{reason}", "see docs/encoding.md, or run `rubricator encode` again"),
    "va-xsd":            Message("error", "{reason}", "see docs/encoding.md, or run `rubricator encode` again"),
    "va-sch":            Message("error", "{reason}", "rule {rule} of schemas/rubricator.odd explains"),
    # de: deposit
    "de-bare":           Message("error", "a package needs an edition folder: title, author and licence are not in a text", "run `rubricator init TEXT` and fill in edition.toml", 3),
    "de-no-text":        Message("error", "the text of {id} is not here", "put it into the edition folder, or name its folder with --texts", 3),
    "de-exists":         Message("error", "something that is not a package stands in the way", "name another folder with -o", 3),
    "de-foreign":        Message("error", "the older package holds {count} files that it does not list, among them {files}; nothing was written", "move them away: a new package would replace them", 3),
    "de-missing":        Message("warning", "{what} is not stated; repositories require it", "say it in edition.toml: {key}"),
    "de-wanting":        Message("note", "{what} is not stated", "say it in edition.toml: {key}"),
    "de-name":           Message("warning", "the name {file} is not portable: some stores take only A-Z, a-z, 0-9, dot, hyphen", "rename the text, and say so in [source] file"),
    # bag: reading a package again
    "bag-none":          Message("error", "this is not a BagIt bag: there is no proper bagit.txt", "name the folder that holds bagit.txt, or its zip or tar file", 3),
    "bag-archive":       Message("error", "the archive is damaged: {reason}", "fetch it again", 3),
    "bag-swells":        Message("error", "the archive would unpack {files} or more files with {bytes} bytes or more from {packed}; it was not unpacked", "do not use this bag, or unpack it yourself and name the folder", 1),
    "bag-empty":         Message("error", "there is nothing in {file}", "make the bag anew", 1),
    "bag-unlisted":      Message("error", "the RO-Crate does not list {file}", "make the bag anew", 1),
    "bag-broken":        Message("error", "the manifests of the bag cannot be read: {reason}", "fetch the bag again", 1),
    "bag-future":        Message("error", "BagIt version {version} is not known here", "use a newer rubricator", 1),
    "bag-old":           Message("warning", "a bag of BagIt version {version}, before 1.0", "nothing is wrong; `rubricator deposit` makes it anew"),
    "bag-maker":         Message("note", "made by rubricator {version}, read by {own}; its TEI is held to the schema in the bag", "`rubricator deposit` makes it anew"),
    "bag-link":          Message("error", "{file} is a link; a bag holds files only", "replace it by the file", 1),
    "bag-escape":        Message("error", "{file} leads out of the bag; nothing was read", "do not use this bag", 1),
    "bag-missing":       Message("error", "{file} is missing", "fetch the bag again", 1),
    "bag-extra":         Message("error", "{file} is in no manifest", "it came in later; remove it, or make the bag anew", 1),
    "bag-altered":       Message("error", "{file} was altered: its {algorithm} begins {found}, the manifest says {expected}", "fetch the bag again", 1),
    "bag-algorithm":     Message("error", "the checksum {algorithm} is not known here", "check with another tool", 1),
    "bag-edition":       Message("error", "there is no edition in the bag", "it was not made by `rubricator deposit`", 1),
    "bag-source":        Message("error", "{file} is not what the TEI gives back", "source and TEI belong to different editions", 1),
    "bag-pointer":       Message("error", "{attribute} leads nowhere: {target}", "make the bag anew", 1),
    "bag-header":        Message("error", "the header of the TEI cannot be read: {reason}", "make the bag anew", 1),
    "bag-json":          Message("error", "cannot be read: {reason}", "make the bag anew", 1),
    # co: many texts at once
    "co-none":           Message("error", "there is no text in it", "name folders, texts, lists of paths or patterns that hold some", 3),
    "co-time":           Message("error", "it took longer than {limit} s and was stopped", "raise --time-limit, or see what is strange about the text with `rubricator encode -v`", 1),
    "co-memory":         Message("error", "it needed more than {limit} MB and was stopped", "raise --memory-limit, take fewer --workers, or fewer outputs with --to", 1),
    "co-died":           Message("error", "its worker was killed {times} times over it", "look for the killer in the system's log (often memory): fewer --workers may help; then run again with --retry", 1),
    "co-bug":            Message("error", "internal error: {words}", "a bug of ours: please report it with this text; RUBRICATOR_DEBUG=1 rubricator encode shows where", 70),
    "co-version":        Message("error", "this worker has the rules {own}, the run has {wanted}", "install the same version of rubricator and its libraries everywhere", 4),
    "co-manifest":       Message("error", "the manifest cannot be written: {reason}", "free some space and run the same again: what is built will not be built again", 3),
    "co-running":        Message("error", "another run works on this folder", "wait for its end, or choose another folder with -o", 3),
    "co-scheduler":      Message("error", "the scheduler cannot be reached: {reason}", "start it and run the same again: only what is missing will be done", 4),
    "co-cluster":        Message("error", "no such kind of cluster: {reason}", "name a class such as dask_jobqueue.SLURMCluster, and install its package", 2),
    # wa: watching an edition
    "wa-port":           Message("error", "cannot serve there: {reason}", "choose another --port, or 0 for any", 3),
    # pr: what a repository asks for
    "pr-unknown":        Message("error", "{profile} is not a profile", "one of {known}", 2),
    "pr-missing":        Message("error", "{profile} asks for {what}", "{where}", 1),
    "pr-wanting":        Message("warning", "{profile} would like {what}", "{where}", 1),
    # ex: export to other houses
    "ex-house":          Message("error", "{house} is not a house we export to", "one of {known}", 2),
    "ex-remark":         Message("warning", "{remark}", "decide whether this house is the right one"),
    "ex-date":           Message("warning", "the schema of {house} wants a date on every change, and the edition states none", "put date = \"YYYY-MM-DD\" under [edition] of edition.toml, or set SOURCE_DATE_EPOCH, and encode again"),
    "ex-lost":           Message("warning", "{house} has no place for: {what}", "the full tagging stays in our TEI"),
    # re: the workbench
    "re-request":        Message("error", "the page asked for something that is not understood: {reason}", "load the page again", 2),
    "re-span":           Message("error", "no words are selected, or the border cannot move further", "select at least one word", 2),
    "re-nothing":        Message("error", "there is nothing more to undo or to do again", "see the history", 2),
    "re-changed":        Message("error", "this file was changed since, so the act cannot be taken back", "see the history; decide anew", 2),
    "re-tool":           Message("error", "the workbench needs {package}, which is not installed", "pip install 'rubricator[review]'", 4),
    "re-bare":           Message("error", "the workbench needs an edition folder, where decisions can be kept", "run `rubricator init TEXT` first", 2),
    "re-port":           Message("error", "port {port} cannot be opened: {reason}", "choose another with --port", 3),
    "re-structure":      Message("error", "this cannot be done here: {reason}", "select other blocks", 2),
    "re-assignment":     Message("error", "this line of the assignment cannot be read, or its words are not in the text", "hand out again with --assign", 3),
    "re-shared":         Message("error", "the entry {id} stands in a shared authority file, which belongs to the program", "make an entry of the edition's own", 2),
    "re-entry":          Message("error", "the entry cannot be written: {reason}", "correct the field", 2),
    # rc: reconciliation with OpenRefine
    "rc-table":          Message("error", "this is no table of entities: it has no columns id and match", "give a file that `rubricator reconcile --export` wrote", 3),
    "rc-match":          Message("error", "“{match}” is neither a Wikidata id nor an address", "write Q42, wd:Q42 or an address into the column match", 3),
    "rc-entry":          Message("error", "no authority file of the edition has an entry {id}", "write it with `rubricator names --write`, or link it in the shared file", 1),
    # pu: publishing
    "pu-unmatched":      Message("error", "the style sheets stopped: {reason}", "an element or structure has no template; see xslt/core"),
    "pu-docx":          Message("error", "Pandoc refuses the manuscript: {reason}", "this is a fault of the style sheets: please report it"),
    "pu-tool":           Message("error", "{tool} is not installed", "pip install {package}", 4),
    "pu-glyph":          Message("error", "no font at hand has {characters}", "{remedy}"),
    "pu-pdf":            Message("error", "the PDF could not be made: {reason}", "try --to html,epub meanwhile"),
    "pu-lost":           Message("error", "{lost} words of the text are missing from the {form}, among them “{words}”", "this is a fault of the style sheets: please report it with this passage"),
    "pu-overprint":      Message("error", "page {page} of the PDF has words printed on others: “{words}”", "this is a fault of the style sheets: please report it with this passage"),
    "pu-outside":        Message("error", "page {page} of the PDF has words outside the page: “{words}”", "this is a fault of the style sheets: please report it with this passage"),
    "pu-package":        Message("error", "this style imports a package of Typst, which would be downloaded", "copy what you need of it into style.typ", 3),
    "pu-figure":         Message("error", "this picture cannot be shown: {reason}", "mend figures/ of the edition, or its figures.toml", 3),
    "pu-format":         Message("error", "{format} is not an output", "one of {known}", 2),
}
# fmt: on


@dataclass(frozen=True, slots=True)
class Finding:
    """One message at one place. Lines and columns count from 1; 0 means unknown."""

    code: str
    path: str = ""
    line: int = 0
    column: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """Severity of the message in the table."""
        return MESSAGES[self.code].severity

    @property
    def sentence(self) -> str:
        """The sentence with its values."""
        return MESSAGES[self.code].sentence.format_map(dict(self.values))

    @property
    def remedy(self) -> str:
        """The remedy with its values."""
        return MESSAGES[self.code].remedy.format_map(dict(self.values))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "path": self.path,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "severity": self.severity,
            "message": self.sentence,
            "remedy": self.remedy,
        }

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path or "-", self.line, self.column) if part)
        tail = f" ({self.remedy})" if self.remedy else ""
        return f"{place}: {self.code} {self.severity}: {self.sentence}{tail}"


class RubricatorError(Exception):
    """An error with one or more findings; `exit` is the exit code of the command line."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings

    @property
    def exit(self) -> int:
        """The gravest exit code of the findings."""
        return max(MESSAGES[finding.code].exit for finding in self.findings)


def fail(code: str, path: object = "", line: int = 0, column: int = 0, **values: object) -> RubricatorError:
    """Make the error of one finding, as in ``raise fail("in-missing", path)``."""
    return RubricatorError(Finding(code, str(path), line, column, values))
