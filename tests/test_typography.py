"""How a book draws what was typed; the TEI and its words stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rubricator.publish import publish

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="{}"><teiHeader><fileDesc/></teiHeader><text><body>{}</body></text></TEI>'

NBSP, NARROW = "\u00a0", "\u202f"
ENGLISH = {
    '"Well," said he.': "“Well,” said he.",
    "It's the boys' boat.": "It’s the boys’ boat.",
    "'Tis so; tell 'em, 'Swounds, in '76 and the '90s.": "’Tis so; tell ’em, ’Swounds, in ’76 and the ’90s.",
    "'Not I,' quoth he.": "‘Not I,’ quoth he.",
    "\"'Ay,' said I.\"": "“‘Ay,’ said I.”",
    '("Yes.") and so--"': "(“Yes.”) and so—”",
    "One--two--three---and ----.": "One—two—three—and ——.",
    "Pp. 12-14, 1914-18, 98-104.": "Pp. 12–14, 1914–18, 98–104.",
    "The score was 3-2 on 1914-12-01 with X-14 and twenty-one.": "The score was 3-2 on 1914-12-01 with X-14 and twenty-one.",
    "And... so . . . on....": "And… so … on….",
    "Mr. Pell and A. B. Marl, No. 5.": f"Mr.{NBSP}Pell and A.{NBSP}B.{NBSP}Marl, No.{NBSP}5.",
    "End of it. Then Chapter I. The Ferry.": "End of it. Then Chapter I. The Ferry.",
    "``Quoted,'' he said.": "“Quoted,” he said.",
    "<said><pc type='open'>\"</pc>Come<pc type='close'>\"</pc></said> he said.": "“Come” he said.",
    "\"<hi>Odd</hi>\" or '<hi>Even</hi>'.": "“Odd” or ‘Even’.",
}


def drawn(text: str, folder: Path, language: str = "en", **options: str) -> str:
    tei = folder / "case.xml"
    tei.write_text(TEI.format(language, f"<p>{text}</p>"), encoding="utf-8")
    (path,) = publish(tei, folder, formats=("txt",), **options)  # type: ignore[arg-type]
    return path.read_text(encoding="utf-8").split("\n\n", 1)[1].strip()


@pytest.mark.parametrize(("typed", "book"), ENGLISH.items())
def test_english_is_drawn_as_a_book_does(typed: str, book: str, tmp_path: Path) -> None:
    assert drawn(typed, tmp_path) == book


@pytest.mark.parametrize(
    ("language", "typed", "book"),
    [
        ("de", '"Komm", sagte er -- \'s war spät.', "„Komm“, sagte er – ’s war spät."),
        (
            "fr",
            '"Viens !" dit-il ; quoi : rien ?',
            f"«{NARROW}Viens{NARROW}!{NARROW}» dit-il{NARROW}; quoi{NBSP}: rien{NARROW}?",
        ),
        ("eo", '"Venu" -- li diris...', '"Venu" -- li diris...'),
    ],
)
def test_each_language_has_its_own_marks(language: str, typed: str, book: str, tmp_path: Path) -> None:
    assert drawn(typed, tmp_path, language) == book


@pytest.mark.parametrize("options", [{"typography": "as printed"}, {"reading": "diplomatic"}])
def test_as_printed_changes_nothing(options: dict[str, str], tmp_path: Path) -> None:
    assert drawn('"Well--" he said...', tmp_path, **options) == '"Well--" he said...'


def test_what_is_drawn_with_spaces_stays_as_it_is(tmp_path: Path) -> None:
    assert '-- "b" ...' in drawn("Words.</p><ab type='preformatted'>a  -- \"b\" ...</ab><p>Words.", tmp_path)


def test_the_report_counts_what_is_drawn_otherwise(tmp_path: Path) -> None:
    drawn('"Well--" it\'s 12-14...', tmp_path)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["typography"] == "book"
    assert report["drawn as in a book"] == {
        "straight quotation marks and apostrophes": 3, "double hyphens": 1, "three dots": 1,
        "numbers joined by a hyphen": 1,
    }  # fmt: skip
