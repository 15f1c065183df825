"""The PDF: its fonts, what is attached to it, its tags, its lines; an edition's own style."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rubricator.model.messages import Finding, RubricatorError
from rubricator.publish import fonts, publish
from rubricator.publish.typst import Look

pikepdf = pytest.importorskip("pikepdf")

CASES = Path(__file__).parent / "xslt"
TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title>{title}</title>'
    "</titleStmt></fileDesc></teiHeader>\n<text><body>{body}</body></text></TEI>"
)
PITCH = 13.5

Printer = Callable[..., Path]


@pytest.fixture
def printed(tmp_path: Path) -> Printer:
    """PDF of the body of a text."""

    def make(body: str, **options: Any) -> Path:
        tei = tmp_path / "case.xml"
        tei.write_text(TEI.format(title="A Case", body=body), encoding="utf-8")
        (path,) = publish(tei, tmp_path / "out", formats=("pdf",), **options)
        return path

    return make


def text_of(pdf: Path, *options: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    return subprocess.run(["pdftotext", *options, pdf, "-"], capture_output=True, text=True, check=True).stdout


def families(path: Path) -> set[str]:
    """Names of the fonts in a PDF, without the mark of the subset and the style."""
    with pikepdf.open(path) as pdf:
        found = {str(one.BaseFont) for page in pdf.pages for one in page.Resources.get("/Font", {}).values()}
    return {re.sub(r"^/[A-Z]{6}\+|-.*$", "", name) for name in found}


def structure(path: Path) -> Iterator[Any]:
    """The structure elements of a tagged PDF."""
    with pikepdf.open(path) as pdf:
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Array):
                waiting += list(one)
            elif isinstance(one, pikepdf.Dictionary):
                if "/S" in one:
                    yield one
                if "/K" in one and isinstance(one.K, pikepdf.Array | pikepdf.Dictionary):
                    waiting.append(one.K)


def findings(error: pytest.ExceptionInfo[RubricatorError]) -> list[Finding]:
    return list(error.value.findings)


# --- letters


def test_house_letter_knows_greek_and_cyrillic(printed: Printer) -> None:
    path = printed("<p>Μῆνιν ἄειδε, Ѣ ѳ.</p>")
    assert families(path) == {"LibertinusSerif", "Cardo"}  # Cardo has the ornament of the title page
    assert "Μῆνιν" in text_of(path)


def test_old_signs_and_arabic_have_letters_of_their_own(printed: Printer) -> None:
    path = printed("<p>℔ ꝑ and שָׁלוֹם, <foreign xml:lang='ar'>السلام</foreign>, <hi>السلام</hi>.</p>")
    assert families(path) == {"LibertinusSerif", "Cardo", "Amiri"}


def test_eastern_letters_come_with_the_extra(printed: Printer) -> None:
    if find_spec("pylopdf_fonts_jp") is None:
        pytest.skip("needs pip install .[cjk]")
    path = printed("<p><foreign xml:lang='ja'>東京の</foreign> <foreign xml:lang='ko'>서울</foreign></p>")
    assert families(path) >= {"NotoSerifJP", "NotoSerifKR"}


def test_a_character_without_letter_stops_the_pdf(printed: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if "pylopdf" in name else find_spec(name))
    with pytest.raises(RubricatorError) as error:
        printed("<p>One.</p>\n<p>A 漢 and 字.</p>\n<p>A 🙂.</p>")
    emoji, eastern = sorted(findings(error), key=lambda one: str(one.values["characters"]), reverse=True)
    assert (emoji.code, emoji.line, emoji.column) == ("pu-glyph", 4, 6)
    assert "🙂 U+1F642" in emoji.sentence
    assert "fonts/" in emoji.remedy
    assert (eastern.line, eastern.values["characters"]) == (3, "字 U+5B57, 漢 U+6F22")
    assert "rubricator[cjk]" in eastern.remedy


def test_characters_for_private_use_stop_the_pdf(printed: Printer) -> None:
    with pytest.raises(RubricatorError, match=r"U\+E123.*private use"):
        printed("<p>A \ue123.</p>")


def test_what_shows_nothing_needs_no_letter(printed: Printer) -> None:
    assert "AB, 𝔘" in text_of(printed("<p>A&#x84;B, 𝔘.</p>"))


def test_an_edition_brings_fonts(printed: Printer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = find_spec("pylopdf_fonts_jp")
    if spec is None or spec.origin is None:
        pytest.skip("needs pip install .[cjk]")
    own = tmp_path / "own"
    (own / "fonts").mkdir(parents=True)
    shutil.copy(Path(spec.origin).parent / "NotoSerifJP-Regular.otf", own / "fonts")
    monkeypatch.setattr(fonts, "find_spec", lambda name: None if "pylopdf" in name else find_spec(name))
    for options in ({"own": own}, {"fonts": [own / "fonts"]}):
        assert "NotoSerifJP" in families(printed("<p>東京.</p>", **options))


def test_endless_words_are_broken(printed: Printer) -> None:
    assert len([line for line in text_of(printed(f"<p>{'x' * 900}</p>")).splitlines() if "xxxxxx" in line]) > 4


# --- files and tags


def test_tei_and_authority_files_are_associated(printed: Printer, tmp_path: Path) -> None:
    people = tmp_path / "people.xml"
    people.write_text("<listPerson xmlns='http://www.tei-c.org/ns/1.0'/>")
    with pikepdf.open(printed("<p>Words.</p>", authority=[people])) as pdf:
        files = {str(one.UF): one for one in pdf.Root.AF}
        assert {name: str(one.AFRelationship) for name, one in files.items()} == {
            "case.xml": "/Source",
            "case_authority_people.xml": "/Supplement",
        }
        assert str(files["case.xml"].EF.F.Subtype) == "/application/tei+xml"
        assert bytes(files["case_authority_people.xml"].EF.F.read_bytes()) == people.read_bytes()
        assert all(str(one.Desc) for one in files.values())


def test_notes_are_tagged_and_named(printed: Printer) -> None:
    calls = "".join(f"<p>Word<ref type='noteref' xml:id='r{n}' target='#n{n}'>{n}</ref>.</p>" for n in (1, 2))
    notes = "".join(f"<note xml:id='n{n}'>Note {n}.</note>" for n in (1, 2))
    ids = [str(one.ID) for one in structure(printed(calls + notes)) if one.S == "/Note"]
    assert len(ids) == len(set(ids)) == 2


def test_headings_are_tagged_by_level(printed: Printer) -> None:
    path = printed("<div type='part'><head>Part</head><div type='chapter'><head>One</head><p>Words.</p></div></div>")
    assert {str(one.S) for one in structure(path)} >= {"/H1", "/H2", "/P"}


# --- the look of the book

LONG = "The wind went over the quay and along the wall, and nobody in the town was glad of it. " * 12


def baselines(pdf: Path, page: int) -> list[float]:
    """Heights of the lower edges of the lines of a page that begin at the margin or an indent."""
    words = text_of(pdf, "-bbox", "-f", str(page), "-l", str(page))
    return sorted({float(one) for one in re.findall(r'yMax="([\d.]+)"', words)})


def test_lines_stand_on_a_grid(printed: Printer) -> None:
    quote = f"<quote rend='block'><p>{LONG[:300]}</p></quote>"
    part = f"<p>{LONG}</p>{quote}<div type='section'><p>{LONG}</p></div>"
    body = f"<div type='chapter'><head>A Head</head>{part * 4}</div>"
    heights = [one for one in baselines(printed(body), 8) if 75 < one < 560]
    steps = [round((after - before) / PITCH, 2) for before, after in pairwise(heights)]
    assert len(steps) > 15
    assert all(abs(step * 2 - round(step * 2)) < 0.15 for step in steps), (
        steps
    )  # half a line above and below a quotation
    assert steps.count(1) > 10


def test_scenes_run_on_and_chapters_do_not(printed: Printer) -> None:
    def divisions(kind: str) -> str:
        return "".join(f"<div type='{kind}'><head>No. {n}</head><p>Words {n}.</p></div>" for n in (1, 2, 3))

    def leaves(path: Path) -> int:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)

    assert leaves(printed(divisions("chapter"))) == leaves(printed(divisions("scene"))) + 2


def test_head_of_the_page_names_book_and_chapter(printed: Printer) -> None:
    pages = text_of(printed(f"<div type='chapter'><head>A Head</head>{f'<p>{LONG}</p>' * 12}</div>")).split("\f")
    assert "A Case" in pages[7]
    assert "A Head" in pages[8]


def test_index_joins_pages(printed: Printer) -> None:
    ann = "<persName>Ann</persName>"
    text = text_of(printed(f"<div type='chapter'><head>A Head</head>{f'<p>{ann}. {LONG}</p>' * 6}</div>"))
    assert re.search(r"Ann\s+1–\d", text)


def test_verse_begins_beside_its_speaker(printed: Printer) -> None:
    speech = "<sp><speaker>ANN.</speaker><l>The quay is cold,</l><l>the boat is old.</l></sp>"
    lines = [line.strip() for line in text_of(printed(speech), "-layout").splitlines()]
    assert "ANN. The quay is cold," in [re.sub(r"\s+", " ", line).replace("ann", "ANN") for line in lines]


def test_what_is_drawn_with_spaces_keeps_its_columns(printed: Printer) -> None:
    path = printed(f"<ab type='preformatted'>Salt    12{' ' * 90}x\nRope   130{' ' * 90}y</ab>")
    assert "DejaVuSansMono" in families(path)
    lines = [
        line for line in text_of(path, "-layout", "-fixed", "4").splitlines() if re.search(r"12 .*x$|130 .*y$", line)
    ]
    assert len({len(line) for line in lines}) == 1 < len(lines)


def test_style_of_the_edition_comes_last(printed: Printer, tmp_path: Path) -> None:
    (tmp_path / "style.typ").write_text('#let separator() = align(center, "§§")\n#set text(hyphenate: false)\n')
    text = text_of(printed("<p>One.</p><ab type='separator'>***</ab><p>Two.</p>", own=tmp_path))
    assert "§§" in text


def test_fault_in_the_style_is_told(printed: Printer, tmp_path: Path) -> None:
    (tmp_path / "style.typ").write_text("#let = 1\n")
    with pytest.raises(RubricatorError, match="pu-pdf"):
        printed("<p>One.</p>", own=tmp_path)


# --- the make-up of the pages


def last_lines(pdf: Path) -> list[float]:
    """Height of the lowest line of the text on each page."""
    pages = text_of(pdf, "-bbox").split("<page ")[1:]
    return [max((y for y in map(float, re.findall(r'yMax="([\d.]+)"', page)) if y < 600), default=0) for page in pages]


def test_facing_pages_end_on_one_line(printed: Printer) -> None:
    talk = "".join(f"<p>{LONG[: 60 + 31 * (n % 17)]}</p>" for n in range(90))
    lines = last_lines(printed(f"<div type='chapter'><head>A Head</head>{talk}</div>", sections=("about",)))
    whole = lines[7:-3]
    assert len(whole) >= 4
    assert max(whole) - min(whole) < 1


def test_no_chapter_ends_on_two_lines(printed: Printer) -> None:
    for count in range(20, 30):
        talk = "".join(f"<p>{LONG[:70]}</p>" for _ in range(count))
        path = printed(f"<div type='chapter'><head>A Head</head>{talk}</div>", sections=("about",))
        pages = [page for page in text_of(path).split("\f") if "The wind went" in page]
        assert pages[-1].count("The wind went") >= 3


@pytest.mark.parametrize("opening", ["plain", "raised capital", "small capitals"])
def test_a_chapter_opens_as_the_edition_wishes(opening: str, printed: Printer) -> None:
    path = printed(f"<div type='chapter'><head>A Head</head><p>{LONG[:200]}</p></div>", look=Look(opening=opening))
    assert "The wind went over the quay" in " ".join(text_of(path).split()).replace("T HE", "THE").replace(
        "HE WIND", "he wind"
    )


def test_notes_stand_at_the_end_where_the_edition_wishes(printed: Printer) -> None:
    call = "<ref type='noteref' xml:id='r1' target='#n1'>1</ref>"
    body = f"<div type='chapter'><head>A Head</head><p>Word{call}.</p><note xml:id='n1'>Of the quay.</note></div>"
    pages = text_of(printed(body, look=Look(notes="end"))).split("\f")
    (text,) = [page for page in pages if "Word" in page]
    (notes,) = [page for page in pages if "Of the quay." in page]
    assert "Of the quay." not in text
    assert re.search(r"Notes\s+A Head\s+1\.\s+Of the quay\.", notes)


def test_pages_reach_beyond_the_trim(printed: Printer) -> None:
    with pikepdf.open(printed("<p>Words.</p>", look=Look(bleed="3mm"))) as pdf:
        media, trim = ([float(one) for one in pdf.pages[0][box]] for box in ("/MediaBox", "/TrimBox"))
    assert round(media[2] - (trim[2] - trim[0]), 1) == 17.0


def test_every_note_stands_on_the_page_of_its_call(printed: Printer) -> None:
    def part(n: int) -> str:
        call = f"<ref type='noteref' xml:id='r{n}' target='#n{n}'>{n}</ref>"
        return f"<p>{LONG[: 90 + 40 * (n % 13)]} Call{n}x{call}.</p><note xml:id='n{n}'>Note{n}. {LONG[: 40 + 90 * (n % 5)]}</note>"

    body = "".join(part(n) for n in range(1, 60))
    pages = text_of(printed(f"<div type='chapter'><head>A Head</head>{body}</div>")).split("\f")
    for n in range(1, 60):
        (call,) = [at for at, page in enumerate(pages) if f"Call{n}x" in page]
        assert f"Note{n}." in pages[call], n


def test_head_of_the_page_names_act_and_scene(printed: Printer) -> None:
    speech = f"<sp><speaker>ANN.</speaker><p>{LONG}</p></sp>" * 9
    scene = f"<div type='act'><head>ACT II</head><div type='scene'><head>SCENE I</head>{speech}</div></div>"
    text = text_of(printed(f"<div type='act'><head>ACT I</head><p>{LONG}</p></div>{scene}"))
    assert re.search(r"act ii · scene i", text, re.IGNORECASE)


def test_numbered_sonnets_share_pages_and_are_listed_by_their_first_lines(printed: Printer) -> None:
    lines = "".join(f"<l>The tide goes out at number {n}</l>" for n in range(2, 15))
    sonnets = "".join(
        f"<div type='poem' n='{n}'><head>{numeral}</head><lg><l>{first},</l>{lines}</lg></div>"
        for n, numeral, first in ((1, "I", "Who comes"), (2, "II", "Who goes"), (3, "III", "Who stays"))
    )
    pages = text_of(printed(sonnets, sections=("about",)), "-layout").split("\f")
    contents = next(page for page in pages if "Contents" in page)
    assert [" ".join(line.split()[:-1]) for line in contents.splitlines() if "Who" in line] == [
        *("I Who comes", "II Who goes", "III Who stays")
    ]
    assert sum("Who goes," in page and "Who stays," in page for page in pages) == 1
