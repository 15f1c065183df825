"""The command line as a user meets it: results, messages, exit codes, and no half-written file."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rubricator import build, targets
from rubricator.cli import main
from rubricator.cli.bar import Bar, of_building
from rubricator.cli.common import coloured
from rubricator.model import files
from rubricator.model.messages import MESSAGES, Finding

STORY = "A TALE\n\nby Ann Other\n\nCHAPTER I\n\n“Come in,” said Mr. Brown. It was 4 May 1913.\n\nHe sat down.\n"


def run(*arguments: str | Path, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=data)


def refused(result: Result, code: str, exit_code: int) -> str:
    """The message of a refusal: it has the code, a place, a remedy; no traceback, no result."""
    assert result.exit_code == exit_code, result.output
    assert f" {code} error: " in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "tale.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


# ---------------------------------------------------------------- the main way
def test_encode_and_restore(story: Path, tmp_path: Path) -> None:
    tei = tmp_path / "tale.xml"
    assert run("encode", story, "-o", tei).exit_code == 0
    assert run("validate", tei).exit_code == 0
    assert run("restore", tei).stdout == STORY


def test_standard_input_and_output() -> None:
    encoded = run("encode", "-", data=STORY.encode())
    assert encoded.exit_code == 0
    assert encoded.stdout.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert run("restore", "-", data=encoded.stdout.encode()).stdout == STORY


def test_annotations_are_written_as_json_lines(story: Path, tmp_path: Path) -> None:
    run("encode", story, "-o", tmp_path / "tale.xml", "--annotations", tmp_path / "a.jsonl")
    records = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text().splitlines()]
    assert all(STORY[one["start"] : one["end"]] == one.get("text", STORY[one["start"] : one["end"]]) for one in records)
    assert {"head", "p", "said", "persName", "date"} <= {one["layer"] for one in records}


def test_init_writes_a_folder_that_builds(story: Path, tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    assert run("init", story, "-o", folder).exit_code == 0
    written = (folder / "edition.toml").read_text()
    assert 'title = "A Tale"' in written
    assert 'author = "Ann Other"' in written
    assert "could not be decided" in written
    assert run("encode", folder, "-o", tmp_path / "out.xml").exit_code == 0
    refused(run("init", story, "-o", folder), "ed-exists", 3)


def test_explain_says_what_speaks_for_a_correction(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("He came with-out a hat, and without gloves.")
    shown = run("explain", tmp_path / "a.txt", "came with-out a hat").stdout
    assert "as printed, “with-out”: 1 in the document, not among the commonest words of the language" in shown
    assert "as corrected, “without”: 1 in the document, in the language at large" in shown


def test_explain_names_rule_and_certainty(story: Path) -> None:
    result = run("explain", story, "4 May 1913")
    assert result.exit_code == 0
    assert "dates/" in result.stdout
    assert "(high)" in result.stdout
    assert "by the rule: a day with its month" in result.stdout
    assert run("explain", story, "0").exit_code == 0
    refused(run("explain", story, "nowhere in it"), "in-place", 1)


def test_layers_lists_and_describes() -> None:
    assert "persName" in run("layers").stdout
    assert "@ref: pointer" in run("layers", "persName").stdout
    assert run("layers", "nose").exit_code == 2


def test_every_command_has_help_worth_reading() -> None:
    for name, command in main.commands.items():
        result = run(name, "--help")
        assert result.exit_code == 0
        assert len(command.help or "") > 30, name


# ---------------------------------------------------------------- bad input
def test_a_missing_file(tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    assert "check the path" in refused(run("encode", tmp_path / "no.txt", "-o", out), "in-missing", 3)
    assert not out.exists()


def test_a_folder_without_an_edition(tmp_path: Path) -> None:
    refused(run("encode", tmp_path), "in-directory", 3)


@pytest.mark.parametrize(
    ("data", "options", "code"),
    [
        (b"", (), "in-empty"),
        (b"PK\x03\x04\0\0binary", (), "in-binary"),
        (b"caf\xe9", ("--encoding", "utf-8"), "in-encoding"),
        (b"plain", ("--encoding", "klingon"), "in-unknown-encoding"),
    ],
)
def test_what_is_not_text(tmp_path: Path, data: bytes, options: tuple[str, ...], code: str) -> None:
    path, out = tmp_path / "in.txt", tmp_path / "out.xml"
    path.write_bytes(data)
    refused(run("encode", path, "-o", out, *options), code, 3)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("toml", "code"),
    [('[edition]\ntitel = "x"', "ed-unknown-key"), ("[edition]\ntitle = 3", "ed-type"), ("[edition", "ed-toml")],
)
def test_a_faulty_edition(tmp_path: Path, toml: str, code: str) -> None:
    (tmp_path / "source.txt").write_text("words")
    (tmp_path / "edition.toml").write_text(toml)
    refused(run("encode", tmp_path), code, 3)


def test_a_text_that_is_not_the_pinned_one(tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text("words")
    (tmp_path / "edition.toml").write_text(f'[edition]\ntitle = "x"\n[source]\nsha256 = "{"0" * 64}"')
    refused(run("encode", tmp_path), "ed-pin", 3)


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<TEI>", "au-xml"),
        (
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPerson><person xml:id="p.a"><persName>A</persName></person>'
            '<person xml:id="p.a"><persName>B</persName></person></listPerson></standOff></TEI>',
            "au-duplicate",
        ),
    ],
)
def test_a_faulty_authority_file(story: Path, tmp_path: Path, xml: str, code: str) -> None:
    path = tmp_path / "people.xml"
    path.write_text(xml)
    refused(run("encode", story, "--authority", path), code, 3)


def test_external_entities_are_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    tei = tmp_path / "evil.xml"
    tei.write_text(
        f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "file://{secret}">]><TEI xmlns="http://www.tei-c.org/ns/1.0">&x;</TEI>'
    )
    for command in ("restore", "validate", "publish"):
        result = run(command, tei)
        refused(result, "xm-doctype", 3)
        assert "SECRET" not in result.output


@pytest.mark.parametrize(
    ("xml", "code"),
    [("<TEI>", "xm-syntax"), ("<a/>", "xm-not-tei"), ('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "xm-no-witness")],
)
def test_restore_of_what_is_no_edition(tmp_path: Path, xml: str, code: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(xml)
    refused(run("restore", path), code, 3)


def test_a_changed_character_is_noticed(story: Path, tmp_path: Path) -> None:
    tei = tmp_path / "tale.xml"
    run("encode", story, "-o", tei)
    tei.write_text(tei.read_text().replace("Come in", "Come on"))
    refused(run("restore", tei), "xm-checksum", 1)


def test_unwritable_output(story: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(run("encode", story, "-o", tmp_path / "file" / "out.xml"), "out-unwritable", 3)


def test_a_full_disk_leaves_nothing(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        path.write_bytes(data[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_write_all", full)
    out = tmp_path / "out"
    assert "No space left" in refused(run("encode", story, "-o", out / "tale.xml"), "out-unwritable", 3)
    assert list(out.iterdir()) == []


def test_an_interrupted_run_leaves_the_old_file(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(path: Path, data: bytes) -> None:
        path.write_bytes(data[:10])
        raise KeyboardInterrupt

    out = tmp_path / "out"
    out.mkdir()
    (out / "tale.xml").write_text("old")
    monkeypatch.setattr(files, "_write_all", interrupted)
    assert run("encode", story, "-o", out / "tale.xml").exit_code != 0
    assert [path.read_text() for path in out.iterdir()] == ["old"]


def test_an_unknown_format(story: Path, tmp_path: Path) -> None:
    tei = tmp_path / "tale.xml"
    run("encode", story, "-o", tei)
    refused(run("publish", tei, "--to", "odt"), "pu-format", 2)


def test_our_own_bug_is_one_line(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rubricator.build.encode", lambda *_, **__: 1 / 0)
    result = run("encode", story)
    assert result.exit_code == 70
    assert result.stderr.count("\n") == 1
    assert "ZeroDivisionError" in result.stderr


def test_wrong_usage_is_exit_2() -> None:
    assert run("encode").exit_code == 2
    assert run("no-such-command").exit_code == 2


# ---------------------------------------------------------------- messages
def test_messages_as_json(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rubricator", "encode", str(tmp_path / "no.txt"), "--format", "json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert json.loads(done.stderr)["code"] == "in-missing"


def test_strict_makes_a_warning_count(tmp_path: Path) -> None:
    path = tmp_path / "cafe.txt"
    path.write_bytes("Un café, s’il vous plaît.\n".encode("windows-1252"))
    assert run("encode", path, "-o", tmp_path / "x.xml").exit_code == 0
    strict = run("encode", path, "-o", tmp_path / "x.xml", "--strict")
    assert strict.exit_code == 1
    assert "in-guessed-encoding warning" in strict.stderr


def test_every_message_is_a_sentence_with_a_remedy_for_each_error() -> None:
    for code, message in MESSAGES.items():
        assert message.sentence and not message.sentence.endswith("."), code
        assert message.severity == "note" or message.remedy, code


def test_a_finding_names_its_place() -> None:
    finding = Finding("in-missing", "a.txt", 3, 4)
    assert str(finding) == "a.txt:3:4: in-missing error: there is no such file (check the path)"


# ---------------------------------------------------------------- quick trials
def test_any_key_can_be_tried(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    trial = run("encode", story, "-o", out, "--genre", "history", "--language", "fr", "--set", "edition.title=Another")
    assert trial.exit_code == 0, trial.output
    written = out.read_text()
    assert "<title>Another</title>" in written or ">Another<" in written
    assert 'xml:lang="fr"' in written
    assert "history (stated), language fr" in trial.stderr
    refused(run("encode", story, "--set", "edition.titel=x"), "ed-unknown-key", 3)
    refused(run("encode", story, "--genre", "opera"), "ed-value", 3)


# ---------------------------------------------------------------- build
def test_build_is_whole_and_not_repeated(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "build"
    first = run("build", story, "-o", out)
    assert first.exit_code == 0, first.output
    names = sorted(
        path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file() and path.name != ".built"
    )
    assert names == [
        "tale/annotations.jsonl",
        "tale/html/index.html",
        "tale/html/tale.xml",
        "tale/mentions.csv",
        "tale/report.json",
        "tale/speeches.csv",
        "tale/summary.json",
        "tale/tale.epub",
        "tale/tale.pdf",
        "tale/tale.xml",
        "tale/timeline.json",
    ]
    stamps = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert "up to date" in run("build", story, "-o", out).stderr
    assert stamps == {path: path.stat().st_mtime_ns for path in out.rglob("*")}


def test_an_edition_without_its_text_is_skipped_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    (tmp_path / "e/edition.toml").write_text('[edition]\ntitle = "x"\n[source]\nfile = "elsewhere.txt"')
    result = run("build", tmp_path / "e", "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr.strip().count("\n") == 0
    assert "skipped" in result.stderr


def test_one_faulty_edition_does_not_stop_the_others(story: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\0")
    result = run("build", bad, story, "-o", tmp_path / "out")
    assert result.exit_code == 3
    assert (tmp_path / "out/tale/tale.pdf").is_file()


class TestProgress:
    def test_the_bar_grows_and_tells_the_time_left(self) -> None:
        now = iter([0.0, 1.0, 5.0, 10.0])
        bar = Bar(["names", "encode", "html", "pdf"], lambda: next(now))
        shown = [bar.at(step) for step in ("names", "html", "pdf")]
        assert [line.partition(" ")[0].count("█") for line in shown] == [0, 7, 14]
        assert [line.split("  ")[-1] for line in shown] == ["names", "html, about 13 s left", "pdf, about 7 s left"]

    def test_every_step_of_a_build_is_foreseen(self, tmp_path: Path, story: Path) -> None:
        made: list[str] = []
        target = next(targets.targets([story], []))
        build.build(target, tmp_path / "out", made.append)
        assert made == of_building(target.edition.publish.outputs)

    def test_a_step_that_nobody_foresaw_only_shows_its_name(self) -> None:
        assert Bar([]).at("weaving").endswith("weaving")


class TestColours:
    def test_the_severity_is_in_colour_on_a_terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert "\x1b[31m\x1b[1mau-id error\x1b[0m" in coloured(Finding("au-id", "names.xml", 3, values={"what": "x"}))

    def test_no_colour_where_none_is_wanted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        finding = Finding("au-id", "names.xml", 3, values={"what": "x"})
        assert coloured(finding) == str(finding)

    def test_no_colour_in_a_file(self, tmp_path: Path) -> None:
        assert "\x1b" not in run("encode", tmp_path / "missing.txt").stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete_commands(shell: str) -> None:
    done = CliRunner().invoke(main, [], prog_name="rubricator", env={"_RUBRICATOR_COMPLETE": f"{shell}_source"})
    assert "_RUBRICATOR_COMPLETE" in done.stdout


def test_what_init_writes_can_be_built_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a maid.txt").write_text("PERSONS\n\nANN, a maid\n", encoding="utf-8")
    assert "rubricator build 'a maid'" in run("init", "a maid.txt").stderr
    assert 'title = "a maid"' in Path("a maid/edition.toml").read_text(encoding="utf-8")
    assert run("encode", "a maid", "-o", "maid.xml").exit_code == 0
