"""Names: text in, spans out."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.annotate.names import names
from rubricator.model.authority import Authority, load
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.layers import LAYERS, allowed
from rubricator.model.source import Source

NOVEL = Edition(edition=Metadata(genre="novel"))
LISTS = """
<listPerson>
  <person xml:id="p.fenn"><persName><roleName>Baron</roleName> <forename>Orlo</forename> <nameLink>von</nameLink>
    <surname>Fenn</surname></persName></person>
  <person xml:id="p.orm-a"><persName><roleName>Captain</roleName> <forename>Ada</forename> <surname>Orm</surname></persName></person>
  <person xml:id="p.orm-b"><persName><forename>Bruno</forename> <surname>Orm</surname></persName></person>
  <person xml:id="p.mirka"><persName><forename>Mirka</forename> <genName>III</genName></persName></person>
  <person xml:id="p.kohler"><persName><surname>Köhler</surname></persName></person>
  <person xml:id="p.karl"><persName>Karl of Vell</persName></person>
  <person xml:id="p.lune"><persName><forename>Piet</forename> <surname>Lune</surname></persName></person>
</listPerson>
<listPlace>
  <place xml:id="pl.vell"><placeName>Vell</placeName></place>
  <place xml:id="pl.fort"><placeName>Vell Fortress</placeName></place>
  <place xml:id="pl.lune"><placeName>Lune</placeName></place>
</listPlace>
<listOrg>
  <org xml:id="o.lamps"><orgName>Union of Lamplighters</orgName><orgName type="variant">the Lamps</orgName></org>
  <org xml:id="o.vell"><orgName>Vell Harbour Committee</orgName></org>
</listOrg>
<listBibl><bibl xml:id="b.lamp"><title level="j">Northern Lamp</title></bibl>
  <bibl xml:id="b.fenn"><title level="m">The Rise of Fenn</title></bibl></listBibl>
"""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    path = tmp_path_factory.mktemp("authority") / "names.xml"
    path.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>{LISTS}</standOff></TEI>', encoding="utf-8")
    return load([Path(path)])


def annotate(text: str, context: Context | None = None, *more: Annotation) -> tuple[Document, list[Annotation]]:
    document = Document(Source(text)).with_annotations(more)
    return document, list(names.run(document, context or Context()))


def found(text: str, context: Context | None = None, *more: Annotation) -> list[tuple[str, str, str]]:
    """Layer, words and id of the names."""
    document, spans = annotate(text, context, *more)
    return [(a.layer, document.slice(a), a.attrs["ref"]) for a in spans if "ref" in a.attrs]


def parts(text: str, context: Context | None = None) -> list[tuple[str, str]]:
    document, spans = annotate(text, context)
    return [(a.layer, document.slice(a)) for a in spans if "ref" not in a.attrs]


# ------------------------------------------------------------------ with authority files


@pytest.mark.parametrize(
    "text",
    [
        "Then Fenn spoke.",
        "Then von Fenn spoke.",
        "VON FENN: No.",
        "Fenn’s answer",
        "By O. von Fenn.",
        "Orlo\nvon\u00a0Fenn",
    ],
)
def test_forms_of_one_person(authority: Authority, text: str) -> None:
    assert [id for _, _, id in found(text, Context(authority=authority))] == ["p.fenn"]


def test_accents_may_be_missing(authority: Authority) -> None:
    assert found("Then Kohler spoke, and Köhler.", Context(authority=authority)) == [
        ("persName", "Kohler", "p.kohler"), ("persName", "Köhler", "p.kohler"),
    ]  # fmt: skip


def test_titles_of_rank_stand_inside(authority: Authority) -> None:
    context = Context(authority=authority)
    assert found("So Baron von Fenn came.", context) == [("persName", "Baron von Fenn", "p.fenn")]
    assert parts("So Baron von Fenn came.", context) == [
        ("roleName", "Baron"), ("nameLink", "von"), ("surname", "Fenn"),
    ]  # fmt: skip


def test_a_corrected_word_is_found_where_the_source_has_it(authority: Authority) -> None:
    fix = Annotation("sic", 5, 10, {"corr": "Fenn", "type": "hyphen", "evidence": "internal"})
    assert found("Then Fe-nn spoke.", Context(authority=authority), fix) == [("persName", "Fe-nn", "p.fenn")]


def test_a_longer_word_is_no_match(authority: Authority) -> None:
    assert found("the Fennish coast, pre-Fenn times", Context(authority=authority)) == []


def test_a_forename_needs_its_whole_name(authority: Authority) -> None:
    context = Context(authority=authority)
    assert ("persName", "Mirka", "p.mirka") in found("The fleet of Mirka III sailed; Mirka wept.", context)
    assert ("persName", "Orlo", "p.fenn") not in found("We met Orlo Lind at sea.", context)


def test_an_article_may_be_a_condition(authority: Authority) -> None:
    context = Context(authority=authority)
    assert found("So the Lamps voted.", context) == [("orgName", "Lamps", "o.lamps")]
    assert all(id != "o.lamps" for _, _, id in found("So seven Lamps burned.", context))


def test_names_inside_names(authority: Authority) -> None:
    context = Context(authority=authority)
    assert found("at Vell Fortress", context) == [
        ("placeName", "Vell Fortress", "pl.fort"),
        ("placeName", "Vell", "pl.vell"),
    ]
    assert found("the Vell Harbour Committee", context) == [
        ("orgName", "Vell Harbour Committee", "o.vell"), ("placeName", "Vell", "pl.vell"),
    ]  # fmt: skip
    assert found("so Karl of Vell said", context) == [
        ("persName", "Karl of Vell", "p.karl"),
        ("placeName", "Vell", "pl.vell"),
    ]
    assert found("in The Rise of Fenn", context) == [
        ("title", "The Rise of Fenn", "b.fenn"),
        ("persName", "Fenn", "p.fenn"),
    ]


def test_newspapers_are_titles(authority: Authority) -> None:
    document, spans = annotate("as Northern Lamp wrote", Context(authority=authority))
    assert [(a.layer, document.slice(a), dict(a.attrs)) for a in spans] == [
        ("title", "Northern Lamp", {"ref": "b.lamp", "level": "j"})
    ]


def test_a_cited_title_is_not_tagged_twice(authority: Authority) -> None:
    cited = Annotation("title", 3, 16, {"level": "j"})
    assert found("as Northern Lamp wrote", Context(authority=authority), cited) == []


def test_two_of_one_surname_go_by_title_and_last_mention(authority: Authority) -> None:
    context = Context(authority=authority)
    assert found("Then Captain Orm left.", context)[0][2] == "p.orm-a"
    assert [id for _, _, id in found("We saw Bruno Orm. Later Orm slept.", context)] == ["p.orm-b", "p.orm-b"]


def test_an_open_choice_is_flagged(authority: Authority) -> None:
    _, spans = annotate("Later Orm slept.", Context(authority=authority))
    name, flag = spans
    assert (name.cert, flag.layer) == ("low", "flag")
    assert "Ada Orm" in flag.attrs["reason"] and "Bruno Orm" in flag.attrs["reason"]


def test_person_or_place(authority: Authority) -> None:
    context = Context(authority=authority)
    assert found("They lived in Lune.", context)[0][2] == "pl.lune"
    assert found("“Never,” said Lune.", context)[0][2] == "p.lune"


# ------------------------------------------------------------------ without


def test_a_titled_name_and_its_short_forms_are_one_person() -> None:
    text = "Mr. Tobias Wren rose. “Sit,” said Wren. Old Mr. Wren sat, and Tobias laughed."
    ids = {id for layer, _, id in found(text, Context(edition=NOVEL)) if layer == "persName"}
    assert ids == {"c.tobias-wren"}


def test_sex_tells_titled_persons_apart() -> None:
    text = "Then Mr. Wren met Miss Wren, and Miss Wren bowed to Mr. Wren."
    ids = [id for _, _, id in found(text, Context(edition=NOVEL))]
    assert ids[0] == ids[3] != ids[1] == ids[2]


def test_nicknames() -> None:
    text = "We liked Elizabeth Wren. Everybody called her Lizzy; and Lizzy laughed."
    assert {id for _, _, id in found(text, Context(edition=NOVEL))} == {"c.elizabeth-wren"}


def test_pet_forms() -> None:
    ids = {words: id for _, words, id in found("Kitty Brandt came in. “Well?” said Kit.")}
    assert ids["Kit"] == ids["Kitty Brandt"]


def test_a_bare_surname_is_whom_the_text_mostly_calls_so() -> None:
    text = (
        "Otto Brandt met Ada Brandt. Mr. Brandt sat. Ada wept. Mr. Brandt rose. Ada Brandt ran. Ada fell. Brandt came."
    )
    assert found(text)[-1][1:] == ("Brandt", found(text)[0][2])


def test_a_captain_is_whom_the_text_has_called_captain() -> None:
    text = "Edward Voss met Captain Otto Voss. Edward Voss sat. Edward Voss rose, and Captain Voss came."
    assert found(text)[-1][2] == found(text)[1][2] != found(text)[0][2]


def test_history_has_persons_fiction_has_characters() -> None:
    assert found("We met General Tobias Wren.")[0][2] == "p.tobias-wren"
    assert found("We met General Tobias Wren.", Context(edition=NOVEL))[0][2] == "c.tobias-wren"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We sailed from France at dawn.", "France"),
        ("They lodged in Quill Street.", "Quill Street"),
        ("He went to Morrowby, and lived in Morrowby, and died in Morrowby.", "Morrowby"),
        ("He was born in the village of Ashgrave, and lay in Ashgrave.", "Ashgrave"),
        ("We walked from Ashgrave to the sea.", "Ashgrave"),
        ("NEWS FROM ITALY", "ITALY"),
        ("He had seen much of the U. S. in those years.", "U. S."),
        ("Accrington was dark.", "Accrington"),
    ],
)
def test_places(text: str, place: str) -> None:
    assert {(layer, words) for layer, words, _ in found(text)} == {("placeName", place)}


def test_a_list_of_places_is_one() -> None:
    assert {words for layer, words, _ in found("So Siberia, Quillmark and Ashgrave.") if layer == "placeName"} == {
        "Siberia", "Quillmark", "Ashgrave",
    }  # fmt: skip


def test_a_longer_place_holds_the_land() -> None:
    assert found("the State of Ohio paid")[:2] == [
        ("placeName", "State of Ohio", "pl.state-of-ohio"),
        ("placeName", "Ohio", "pl.ohio"),
    ]


def test_the_long_s_read_as_f() -> None:
    text = "It was fuch a day, the firft of thofe that muft end, and we failed to Ruffia."
    assert found(text) == [("placeName", "Ruffia", "pl.russia")]


def test_titles_in_small_letters() -> None:
    assert found("Then captain Quillmark slept.") == [("persName", "Quillmark", "p.quillmark")]


@pytest.mark.parametrize(
    "body", ["British army", "Federal Court", "House of Deputies", "Quill college", "Vell & Orm", "Clerks’ Union"]
)
def test_bodies_of_many_forms(body: str) -> None:
    assert ("orgName", body) in [one[:2] for one in found(f"We asked the {body} again.")]


@pytest.mark.parametrize(
    ("text", "cert"),
    [
        ("“Sit,” said Mr. Wren. “Never,” said Mr. Wren.", "high"),
        ("He asked the Harbour Lighting Company again.", "medium"),
        ("They lay near Quillmark.", "low"),
    ],
)
def test_certainty_is_the_lead(text: str, cert: str) -> None:
    _, spans = annotate(text)
    assert spans[0].cert == cert


def test_bodies() -> None:
    assert found("He asked the Harbour Lighting Company again.")[0][:2] == ("orgName", "Harbour Lighting Company")


@pytest.mark.parametrize(
    "text",
    [
        "The lamp was lit. Everybody slept. Nothing moved.",
        "On Monday the Russian fleet sailed, in the month of March.",
        "I never said so; I'm sure. Yes, Sir!",
        "See Vol. 3 and Chapter IV.",
        "THE END OF ALL THINGS",
        "It was 1 June, New Style.",
        "Pooh! Wherefore?",
        "",
        "\n\n",
    ],
)
def test_no_names(text: str) -> None:
    assert found(text) == []


def test_names_do_not_reach_into_the_next_block() -> None:
    leaves = [Annotation("speaker", 0, 4, {}), Annotation("p", 5, 21, {})]
    spans = found("WREN\nTobias Lind slept.", Context(edition=NOVEL), *leaves)
    assert ("persName", "Tobias Lind", "c.tobias-lind") in spans


def test_a_name_over_two_lines() -> None:
    assert ("persName", "Tobias\r\nWren", "c.tobias-wren") in found(
        "We met Tobias\r\nWren again.", Context(edition=NOVEL)
    )


@given(st.text(alphabet="AaBb Mr.’'-\nI\r\u00a0öÖ,“”(", max_size=120))
def test_every_span_is_sound(text: str) -> None:
    document, spans = annotate(text, Context(edition=NOVEL))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert document.slice(span) == document.slice(span).strip()
        assert span.rule in names.rules and span.layer in names.writes
        assert all(allowed(span.layer, name, value) for name, value in span.attrs.items())
        assert LAYERS[span.layer].level in ("phrase", "aside")


@pytest.mark.parametrize(
    "piece", ["Mr Smith ", "Tom Walked ", "London, Paris, ", "NEWS FROM ITALY ", "Bank of Vell of "]
)
def test_cost_is_linear(piece: str) -> None:
    """Four times the text in well under sixteen times the time."""
    costs = []
    for size in (400, 1600):
        started = process_time()
        annotate(piece * size)
        costs.append(process_time() - started)
    assert costs[1] < 9 * costs[0] + 0.2


@pytest.mark.parametrize("printed", ["Mr. Har\u00adring\u00adton", "Mr. Harring-\nton", "Mr. Harri\u00adngton"])
def test_soft_and_line_end_hyphens_cut_no_name(printed: str) -> None:
    names = found(f"{printed} came in. Then Mr. Harrington spoke of the harbour.")
    assert [words for _, words, _ in names] == [printed, "Mr. Harrington"]
    assert len({id for _, _, id in names}) == 1


def test_letters_of_all_kinds_make_one_name() -> None:
    names = found("Mr. Joſeph Moſs came in. Then Mr. Joseph Moss and Mr. Mu\u0308ller spoke. Mr. M\u00fcller left.")
    assert len({id for _, words, id in names if "Mo" in words}) == 1
    assert len({id for _, words, id in names if "ller" in words}) == 1
