"""The editor's hand: edits of the TEI become decisions, and encoding again gives the edited tagging back."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from harbour import EDITION, TEXT, write_edition

from rubricator import absorb, build, decisions, edition, restore, xmlfile
from rubricator.cli import main
from rubricator.messages import RubricatorError
from rubricator.source import Source, decode

SIGNATURE = re.compile(r' (?:ana|resp)="#[^"]*"')


def encoded(folder: Path, text: str = TEXT) -> str:
    return build.encode(decode(text.encode()), edition.load(folder)).tei


def edited(tei: str, *edits: tuple[str, str]) -> str:
    head, mark, text = tei.partition("<text ")
    for old, new in edits:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return head + mark + text


def absorbed(folder: Path, tei: str, text: str = TEXT) -> absorb.Absorbed:
    return absorb.absorb(
        xmlfile.parse_bytes(tei.encode()), decode(text.encode()), edition.load(folder), "h.xml", "seen"
    )


def body(tei: str) -> str:
    """The element text, signatures apart, as attributes sorted by the encoder."""
    return SIGNATURE.sub("", tei[tei.index("<text ") :])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_edition(tmp_path / "harbour")


NORTHERN = '<persName ana="#rule.names.known-name" ref="#p.voss"><forename>Mara</forename> <surname>Voss</surname></persName> read'
VELL = '<placeName ana="#rule.names.known-name" ref="#pl.vell">Vell</placeName>'
DATE = '<date ana="#rule.dates.day" when="1913-05-04">4 May 1913</date>'
SAID = '<said aloud="true" ana="#rule.speech.pronoun" cert="medium" direct="true" who="#p.fenn">'


@pytest.mark.parametrize(
    "edits",
    [
        [("She did not answer him", '<persName ref="#p.voss">She</persName> did not answer him')],
        [("answer him.", 'answer <rs ref="#p.fenn" type="person">him</rs>.')],
        [(DATE, "4 May 1913")],
        [(VELL, "Vell")],
        [(f"in {VELL} knew", "in Vell knew")],
        [(VELL, VELL.replace("#pl.vell", "#pl.other"))],
        [(f"in {VELL} knew", f"in {VELL.replace('#pl.vell', '#pl.other')} knew")],
        [(VELL, '<orgName ref="#o.vell">Vell</orgName>')],
        [(SAID, SAID.replace('cert="medium"', 'cert="low"'))],
        [(SAID, SAID.replace(' cert="medium"', ""))],
        [(SAID, SAID.replace("#p.fenn", "#p.voss"))],
        [(SAID, SAID.replace(' who="#p.fenn"', ""))],
        [(SAID, SAID.replace(' who="', ' toWhom="#p.voss" who="'))],
        [(DATE, DATE.replace('when="1913-05-04"', 'from="1913-05-04" to="1913-05-05"'))],
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
        [('<head type="number">Chapter Two</head>', '<head type="title">Chapter Two</head>')],
        [("<p>She did not answer him. The", "<p>She did not answer him.</p> <p>The")],
        [
            (DATE, "4 May 1913"),
            (VELL, VELL.replace("#pl.vell", "#pl.other")),
            ("answer him.", 'answer <rs ref="#p.fenn" type="person">him</rs>.'),
            (NORTHERN, NORTHERN.replace("#p.voss", "#p.quill")),
        ],
    ],
    ids=lambda edits: edits[-1][1][:40],
)
def test_encoding_again_gives_the_edited_tagging_back(folder: Path, edits: list[tuple[str, str]]) -> None:
    tei = edited(encoded(folder), *edits)
    done = absorbed(folder, tei)
    assert done.findings == ()
    assert len(done.decisions) >= 1
    (folder / decisions.FILE).write_bytes(absorb.append(folder, done))
    again = encoded(folder)
    assert body(again) == body(tei)
    assert absorbed(folder, again).decisions == ()


def test_an_untouched_file_gives_no_decision(folder: Path) -> None:
    assert absorbed(folder, encoded(folder)) == absorb.Absorbed((), ())


def test_a_decision_is_the_editors(folder: Path) -> None:
    done = absorbed(folder, edited(encoded(folder), (DATE, "4 May 1913")))
    assert done.lines() == (
        '{"op": "drop", "layer": "date", "quote": "4 May 1913", "before": "to Vell on ", '
        '"after": ". “The ice is", "who": "Ines Hall", "why": "seen"}\n'
    )


def test_a_second_absorption_adds_to_the_first(folder: Path) -> None:
    for old, new in ((VELL, VELL.replace("#pl.vell", "#pl.a")), ('ref="#pl.a"', 'ref="#pl.b"')):
        done = absorbed(folder, edited(encoded(folder), (old, new)))
        (folder / decisions.FILE).write_bytes(absorb.append(folder, done))
    assert encoded(folder).count('ref="#pl.b"') == 1
    assert len((folder / decisions.FILE).read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [("her", "him", ""), ("The ice", "The icy", "y is our"), ("a word.", "a word", "</"), ("read it", "read  it", "")],
)
def test_changed_characters_are_refused_with_their_place(folder: Path, old: str, new: str, found: str) -> None:
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
    tei = edited(encoded(folder, text), ("nobody in", '<rs type="person">nobody</rs> in'), (DATE, "4 May 1913"))
    done = absorbed(folder, tei, text)
    assert [(one.op, one.quote) for one in done.decisions] == [("drop", "4 May 1913"), ("add", "nobody")]
    (folder / decisions.FILE).write_bytes(absorb.append(folder, done))
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
    done = absorbed(folder, edited(encoded(folder), (DATE, "4 May 1913")))
    (folder / decisions.FILE).write_bytes(absorb.append(folder, done))
    found = build.encode(decode(text.encode()), edition.load(folder))
    codes = [finding.code for finding in found.findings]
    assert codes.count("ed-decision-lost") == lost
    assert "<date " not in found.tei[found.tei.index("<text ") : found.tei.index("She did")]


def test_decisions_hold_after_rules_changed(folder: Path) -> None:
    done = absorbed(folder, edited(encoded(folder), (VELL, VELL.replace("#pl.vell", "#pl.other"))))
    (folder / decisions.FILE).write_bytes(absorb.append(folder, done))
    (folder / "edition.toml").write_text(EDITION + '\n[annotate]\noff = ["dates", "speech"]\n')
    assert encoded(folder).count('ref="#pl.other"') == 1


def test_without_its_text_the_edited_file_restores_it(folder: Path) -> None:
    root = xmlfile.parse_bytes(edited(encoded(folder), (DATE, "4 May 1913")).encode())
    (folder / "source.txt").unlink()
    loaded = edition.load(folder)
    text = absorb.source_of(root, loaded, [])
    assert [one.op for one in absorb.absorb(root, text, loaded).decisions] == ["drop"]


def test_command_line(folder: Path, tmp_path: Path) -> None:
    tei = edited(encoded(folder), (DATE, "4 May 1913"))
    path = folder / "harbour.xml"
    path.write_text(tei, encoding="utf-8")
    done = CliRunner().invoke(main, ["absorb", str(path), "--why", "not a date"])
    assert (done.exit_code, done.stderr) == (0, "1 decisions\n")
    assert restore.restore(xmlfile.parse_bytes(encoded(folder).encode())) == Source(TEXT).data
    (tmp_path / "alone.xml").write_text(tei, encoding="utf-8")
    assert CliRunner().invoke(main, ["absorb", str(tmp_path / "alone.xml")]).exit_code == 2
