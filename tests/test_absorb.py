"""The editor's hand: edits of the TEI become decisions, and encoding again gives the edited tagging back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from harbour import EDITION, TEXT, write_edition
from miscellany import MISCELLANY

from rubricator import build
from rubricator.cli import main
from rubricator.editing import absorb
from rubricator.editing.deciding import appended
from rubricator.encode.permanent import NAME
from rubricator.model import decisions, edition, xmlfile
from rubricator.model.messages import RubricatorError
from rubricator.model.source import Source, decode
from rubricator.validate import restore

NAMED = re.compile(rf' xml:id="{NAME.pattern}"')
SIGNATURE = re.compile(r' (?:ana|resp)="#[^"]*"')


def encoded(folder: Path, text: str = TEXT) -> str:
    return build.encode(decode(text.encode()), edition.load(folder)).tei


Edit = tuple[str, str] | Callable[[str], str]


def edited(tei: str, *edits: Edit) -> str:
    """The TEI with edits of its text: words for words, or a function of the whole text."""
    head, mark, text = tei.partition("<text ")
    for edit in edits:
        before = text
        text = text.replace(*edit, 1) if isinstance(edit, tuple) else edit(text)
        assert text != before, edit
    return head + mark + text


def given(tag: str, at: int = 0, **attributes: str) -> Callable[[str], str]:
    """Set attributes of the tag that stands at place `at` among its like; an empty value removes one."""

    def edit(text: str) -> str:
        found = list(re.finditer(rf"<{tag}( [^>]*?)?>", text))[at]
        kept = dict(re.findall(r' ([\w:]+)="([^"]*)"', found[1] or "")) | attributes
        written = "".join(f' {name}="{value}"' for name, value in sorted(kept.items()) if value)
        return f"{text[: found.start()]}<{tag}{written}>{text[found.end() :]}"

    return edit


def untagged(tag: str, at: int = 0, other: str = "") -> Callable[[str], str]:
    """Take a tag away, or put another in its place."""

    def edit(text: str) -> str:
        found = list(re.finditer(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", text))[at]
        words = f"<{other}>{found[1]}</{other.split()[0]}>" if other else found[1]
        return text[: found.start()] + words + text[found.end() :]

    return edit


def absorbed(folder: Path, tei: str, text: str = TEXT) -> absorb.Absorbed:
    return absorb.absorb(
        xmlfile.parse_bytes(tei.encode()), decode(text.encode()), edition.load(folder), "h.xml", "seen"
    )


def body(tei: str) -> str:
    """The element text, signatures and names of passages apart, as attributes sorted by the encoder."""
    return NAMED.sub("", SIGNATURE.sub("", tei[tei.index("<text ") :]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_edition(tmp_path / "harbour")


@pytest.mark.parametrize(
    "edits",
    [
        [("She did not answer him", '<persName ref="#p.voss">She</persName> did not answer him')],
        [("answer him.", 'answer <rs ref="#p.fenn" type="person">him</rs>.')],
        [untagged("date")],
        [untagged("placeName")],
        [untagged("placeName", 1)],
        [given("placeName", ref="#pl.other")],
        [given("placeName", 1, ref="#pl.other")],
        [untagged("placeName", 0, 'orgName ref="#o.vell"')],
        [given("said", cert="medium")],
        [given("said", cert="unknown")],
        [given("said", who="#p.voss", cert="")],
        [given("said", who="", cert="")],
        [given("said", toWhom="#p.quill", cert="")],
        [given("date", **{"when": "", "from": "1913-05-04", "to": "1913-05-05"})],
        [
            (
                "with-out",
                '<choice><sic>with-out</sic><corr cert="high" evidence="internal" type="hyphen">without</corr></choice>',
            )
        ],
        [("the Northern Lamp", 'the <title level="j" ref="#b.lamp">Northern Lamp</title>')],
        [("lamps along the quay", "lamps <mentioned>along <placeName>the quay</placeName></mentioned>")],
        [("a word.</p>", 'a word.<gap cert="high" extent="unknown" reason="omitted" unit="words"/></p>')],
        [("nobody in", '<pb n="12"/>nobody in')],
        [('type="chapter" xml:id="d.2"', 'type="section" xml:id="d.2"')],
        [given("head", 1, type="title")],
        [(">She did not answer him. The", ">She did not answer him.</p> <p>The")],
        [
            untagged("date"),
            given("placeName", ref="#pl.other"),
            ("answer him.", 'answer <rs ref="#p.fenn" type="person">him</rs>.'),
            given("persName", 2, ref="#p.quill"),
        ],
    ],
)
def test_encoding_again_gives_the_edited_tagging_back(folder: Path, edits: list[Edit]) -> None:
    tei = edited(encoded(folder), *edits)
    done = absorbed(folder, tei)
    assert done.findings == ()
    assert len(done.decisions) >= 1
    (folder / decisions.FILE).write_bytes(appended(folder, done.decisions))
    again = encoded(folder)
    assert body(again) == body(tei)
    assert absorbed(folder, again).decisions == ()


def said(folder: Path) -> str:
    """The tag of the first speech."""
    found = re.search("<said[^>]*>", encoded(folder))
    assert found
    return found[0]


def test_an_edited_tag_does_not_keep_the_doubt_of_the_program(folder: Path) -> None:
    tei = edited(encoded(folder), given("said", toWhom="#p.quill", cert="medium"))
    (folder / decisions.FILE).write_bytes(appended(folder, absorbed(folder, tei).decisions))
    assert 'cert="medium"' in said(folder)
    tei = edited(encoded(folder), given("said", who="#p.voss"))
    (folder / decisions.FILE).write_bytes(appended(folder, absorbed(folder, tei).decisions))
    assert "cert=" not in said(folder)


def test_an_id_that_nobody_bears_is_told(folder: Path) -> None:
    done = absorbed(folder, edited(encoded(folder), given("placeName", ref="#pl.othr")))
    assert [finding.code for finding in done.findings] == ["ed-decision-id"]
    assert "did you mean pl.other?" in done.findings[0].sentence


def test_an_untouched_file_gives_no_decision(folder: Path) -> None:
    assert absorbed(folder, encoded(folder)) == absorb.Absorbed((), ())


def test_the_texts_of_a_collection(tmp_path: Path) -> None:
    folder = write_edition(tmp_path / "miscellany", EDITION.replace('genre = "novel"', ""), MISCELLANY)
    tei = build.encode(decode(MISCELLANY.encode()), edition.load(folder)).tei
    assert tei.count("<text ") == 4
    assert absorbed(folder, tei, MISCELLANY).decisions == ()


def test_a_decision_is_the_editors(folder: Path) -> None:
    done = absorbed(folder, edited(encoded(folder), untagged("date")))
    assert done.lines() == (
        '{"op": "drop", "layer": "date", "quote": "4 May 1913", "before": "to Vell on ", '
        '"after": ". “The ice is", "who": "Ines Hall", "why": "seen"}\n'
    )


def test_a_second_absorption_adds_to_the_first(folder: Path) -> None:
    for ref in ("#pl.other", "#pl.third"):
        done = absorbed(folder, edited(encoded(folder), given("placeName", ref=ref)))
        (folder / decisions.FILE).write_bytes(appended(folder, done.decisions))
    assert encoded(folder).count('ref="#pl.third"', encoded(folder).index("<text ")) == 1
    assert len((folder / decisions.FILE).read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [("her", "him"), ("The ice", "The icy"), ("a word.", "a word"), ("read it", "read  it")],
)
def test_changed_characters_are_refused_with_their_place(folder: Path, old: str, new: str) -> None:
    tei = encoded(folder)
    at = tei.index(old, tei.index("<text "))
    tei = tei[:at] + new + tei[at + len(old) :]
    with pytest.raises(RubricatorError) as caught:
        absorbed(folder, tei)
    (finding,) = caught.value.findings
    assert finding.code == "ab-characters"
    assert finding.line > tei[: tei.index("<text ")].count("\n")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("nobody", "<emph>nobody</emph>", "ab-element"),
        ("nobody", '<persName nymRef="#x">nobody</persName>', "ab-element"),
        ("with-out", "<sic>with-out</sic>", "ab-element"),
    ],
)
def test_what_no_layer_writes_is_told(folder: Path, old: str, new: str, code: str) -> None:
    done = absorbed(folder, edited(encoded(folder), (old, new)))
    assert [finding.code for finding in done.findings] == [code]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<publisher>Quay Press</publisher>", "<publisher>Pier Press</publisher>"),
        ('<person xml:id="p.fenn">', '<person xml:id="p.fenn" corresp="wd:Q1">'),
    ],
)
def test_edits_of_the_header_are_told(folder: Path, old: str, new: str) -> None:
    tei = encoded(folder)
    assert old in tei
    done = absorbed(folder, tei.replace(old, new, 1))
    assert [finding.code for finding in done.findings] == ["ab-header"]


def test_a_file_of_another_configuration_is_told(folder: Path) -> None:
    tei = encoded(folder)
    (folder / "edition.toml").write_text(EDITION.replace("1913", "1914"))
    assert [finding.code for finding in absorbed(folder, tei).findings] == ["ab-another"]


def test_carriage_returns(folder: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    tei = edited(encoded(folder, text), ("nobody in", '<rs type="person">nobody</rs> in'), untagged("date"))
    done = absorbed(folder, tei, text)
    assert [(one.op, one.quote) for one in done.decisions] == [("drop", "4 May 1913"), ("add", "nobody")]
    (folder / decisions.FILE).write_bytes(appended(folder, done.decisions))
    assert body(encoded(folder, text)) == body(tei)


MENDED = [
    ("a typo elsewhere", TEXT.replace("thaw", "great thaw"), 0),
    ("a typo beside it", TEXT.replace("to Vell on 4", "to old Vell on 4"), 0),
    ("a line break beside it", TEXT.replace("on 4 May 1913.", "on 4 May 1913.\n"), 0),
    ("a typo in it", TEXT.replace("4 May 1913", "4th May 1913"), 0),
    ("its sentence gone", TEXT.replace("General Fenn came to Vell on 4 May 1913. ", ""), 1),
]


@pytest.mark.parametrize(
    ("text", "lost"), [(text, lost) for _, text, lost in MENDED], ids=[name for name, _, _ in MENDED]
)
def test_decisions_survive_a_mended_source(folder: Path, text: str, lost: int) -> None:
    done = absorbed(folder, edited(encoded(folder), untagged("date")))
    (folder / decisions.FILE).write_bytes(appended(folder, done.decisions))
    found = build.encode(decode(text.encode()), edition.load(folder))
    codes = [finding.code for finding in found.findings]
    assert codes.count("ed-decision-lost") == lost
    assert "<date " not in found.tei[found.tei.index("<text ") : found.tei.index("She did")]


def test_decisions_hold_after_rules_changed(folder: Path) -> None:
    done = absorbed(folder, edited(encoded(folder), given("placeName", ref="#pl.other")))
    (folder / decisions.FILE).write_bytes(appended(folder, done.decisions))
    (folder / "edition.toml").write_text(EDITION + '\n[annotate]\noff = ["dates", "speech"]\n')
    assert encoded(folder).count('ref="#pl.other"') == 1


def test_without_its_text_the_edited_file_restores_it(folder: Path) -> None:
    root = xmlfile.parse_bytes(edited(encoded(folder), untagged("date")).encode())
    (folder / "source.txt").unlink()
    loaded = edition.load(folder)
    text = absorb.source_of(root, loaded, [])
    assert [one.op for one in absorb.absorb(root, text, loaded).decisions] == ["drop"]


def test_command_line(folder: Path, tmp_path: Path) -> None:
    tei = edited(encoded(folder), untagged("date"))
    path = folder / "harbour.xml"
    path.write_text(tei, encoding="utf-8")
    done = CliRunner().invoke(main, ["absorb", str(path), "--why", "not a date"])
    assert (done.exit_code, done.stderr) == (0, "1 decision\n")
    assert restore.restore(xmlfile.parse_bytes(encoded(folder).encode())) == Source(TEXT).data
    (tmp_path / "alone.xml").write_text(tei, encoding="utf-8")
    assert CliRunner().invoke(main, ["absorb", str(tmp_path / "alone.xml")]).exit_code == 2
