"""Citations: notes in, citations with their pieces, works and targets out."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubricator.annotate.citations import citations
from rubricator.annotate.citations.tail import arabic, whole_end
from rubricator.annotate.stages import run
from rubricator.model.authority import load
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.source import Source

WORKS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listBibl>
<bibl xml:id="b.marl"><author><persName>Tove Marl</persName></author><title level="m">The Ice Ports, 1900-1920</title>
  <date when="1920">1920</date></bibl>
<bibl xml:id="b.works-en"><author>Orlo Fenn</author><title level="m">Collected Works</title></bibl>
<bibl xml:id="b.works-no"><author>Orlo Fenn</author><title level="m">Collected Works (first Norse edition)</title></bibl>
<bibl xml:id="b.lamp"><title level="j">Northern Lamp</title></bibl>
</listBibl></standOff></TEI>"""


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    path = tmp_path_factory.mktemp("authority") / "works.xml"
    path.write_text(WORKS, encoding="utf-8")
    return Context(authority=load([path]))


def noted(*notes, context=None, body="A story.\n\n"):
    """A document whose notes these are, annotated."""
    text, spans = body, []
    for number, note in enumerate(notes, 1):
        label = f"[{number}] "
        spans.append(
            Annotation("note", len(text), len(text) + len(label + note), {"id": f"n.{number}", "n": str(number)})
        )
        spans.append(Annotation("backref", len(text), len(text) + len(label) - 1))
        text += label + note + "\n\n"
    return run(Document(Source(text)).with_annotations(spans), context or Context(), [citations])


def cited(document):
    return [document.slice(one) for one in document.in_layer("bibl")]


def pieces(document, *layers):
    return [document.slice(one) for one in document.in_layer(*layers)]


def test_a_book_with_author_title_place_year_and_pages():
    document = noted("See T. Marl, The Ice Ports (Vell, 1920), Vol. 2, pp.129-30, where more is told.")
    assert cited(document) == ["T. Marl, The Ice Ports (Vell, 1920), Vol. 2, pp.129-30"]
    assert pieces(document, "author") == ["T. Marl"]
    assert pieces(document, "title") == ["The Ice Ports"]
    assert pieces(document, "pubPlace") == ["Vell"]
    assert [one.attrs["when"] for one in document.in_layer("date")] == ["1920"]
    assert document.in_layer("biblScope")[0].attrs == {"unit": "volume", "from": "2", "to": "2"}
    assert document.in_layer("citedRange")[0].attrs == {"unit": "page", "from": "129", "to": "130"}


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Marl’s Rise of the Ports (London, 1966), p.91, doubts it.", "Marl’s Rise of the Ports (London, 1966), p.91"),
        ("‘So it was’ (O. Marl, In the Ice (London, 1919)).", "O. Marl, In the Ice (London, 1919)"),
        ("Lady Ada von Marl, Life of Robert, Lord of Vell (Oslo, 1901).", "Lady Ada von Marl, Life of Robert, Lord of Vell (Oslo, 1901)"),
        ("C. and B. Marl, Ports and Lamps, 1804-1920 (Seattle, 1977).", "C. and B. Marl, Ports and Lamps, 1804-1920 (Seattle, 1977)"),
        ("On what Fenn knew, see T. Marl, Fenn, Voss and the Ice (Oslo, 1901).", "T. Marl, Fenn, Voss and the Ice (Oslo, 1901)"),
        ("V. Marl, Lamps and Ice. 1: The First Winter (Oslo, 1925).", "V. Marl, Lamps and Ice. 1: The First Winter (Oslo, 1925)"),
        ("Marl, Ice Ports, Vol.26, pp.442-50.", "Marl, Ice Ports, Vol.26, pp.442-50"),
        ("T. Marl, The Ice Ports, London, 1951, p. 12.", "T. Marl, The Ice Ports, London, 1951, p. 12"),
        ("Told by T. Marl, in The Winter Harbour (Zimnyaya Gavan i Lyudi).", "T. Marl, in The Winter Harbour (Zimnyaya Gavan i Lyudi)"),
    ],
)  # fmt: skip
def test_the_whole_citation_and_no_more(note, expected):
    assert cited(noted(note)) == [expected]


def test_several_citations_in_one_note():
    document = noted(
        "T. Marl, Ice (Oslo, 1900), p. 3; B. Fenn, Lamps (Vell, 1901), pp. 4, 9-10, and A. Voss, Fog (Vell, 1902)."
    )
    assert [document.slice(one) for one in document.in_layer("title")] == ["Ice", "Lamps", "Fog"]
    pages = [(one.attrs["from"], one.attrs["to"]) for one in document.in_layer("citedRange")]
    assert pages == [("3", "3"), ("4", "4"), ("9", "10")]


@pytest.mark.parametrize(
    ("imprint", "layers"),
    [
        ("(New York: Lamp Press, 1959)", {"pubPlace": ["New York"], "publisher": ["Lamp Press"]}),
        ("(2nd edn., London and Oslo, 1925)", {"pubPlace": ["London", "Oslo"], "publisher": []}),
        ("(Cambridge, Mass., 1956)", {"pubPlace": ["Cambridge"], "publisher": []}),
        ("(Oslo, Fenn & Co, 1937)", {"pubPlace": ["Oslo"], "publisher": ["Fenn & Co"]}),
    ],
)
def test_forms_of_the_imprint(imprint, layers):
    document = noted(f"T. Marl, Ice {imprint}.")
    assert {layer: pieces(document, layer) for layer in layers} == layers


def test_a_title_beside_its_original():
    document = noted(
        "N. Marl, History of the Port (Oldest): An Outline (Istoriya Porta (S): Kratki Ocherk) (Leningrad, 1926)."
    )
    main, original = document.in_layer("title")
    assert document.slice(main) == "History of the Port (Oldest): An Outline"
    assert document.slice(original) == "Istoriya Porta (S): Kratki Ocherk"
    assert original.attrs == {"level": "m", "type": "original", "lang": "ru-Latn"}


def test_a_title_in_another_language_says_so():
    document = noted("T. Marl, Histoire du port et de la ville (Paris, 1926), Chapter 3.")
    assert document.in_layer("title")[0].attrs == {"level": "m", "lang": "fr"}
    assert document.in_layer("citedRange")[0].attrs["unit"] == "chapter"


def test_an_article_in_a_journal():
    document = noted("A. Marl, ‘The Ice’, Journal of Harbour History, 12 (1960), pp. 1–20.")
    assert [(document.slice(one), one.attrs["level"]) for one in document.in_layer("title")] == [
        ("‘The Ice’", "a"),
        ("Journal of Harbour History", "j"),
    ]
    assert pieces(document, "biblScope") == ["12"]


def test_a_piece_in_a_book_with_an_editor():
    document = noted("T. Marl, ‘Ice’, in B. Fenn and C. Voss (eds.), Harbours of the North (Oslo, 1956), p. 2.")
    assert pieces(document, "editor") == ["B. Fenn", "C. Voss"]
    assert [one.attrs["level"] for one in document.in_layer("title")] == ["a", "m"]


def test_a_preface_to_a_book_of_another():
    document = noted("L.D. Marl, preface to A. Fenn (ed.), Peace at Vell (Oslo, 1920).")
    assert pieces(document, "author", "editor") == ["L.D. Marl", "A. Fenn"]
    assert pieces(document, "title") == ["Peace at Vell"]


def test_a_newspaper_with_the_date_of_the_issue(context):
    document = noted("‘Notes of the Month’, Northern Lamp, 3 March 1878, p. 5.", context=context)
    assert [one.attrs["level"] for one in document.in_layer("title")] == ["a", "j"]


def test_works_are_those_of_the_authority_files(context):
    document = noted("Marl, The Ice Ports, p. 3.", "T. Marl, Ice Ports, 1900-1920 (Oslo, 1920).", context=context)
    assert [one.attrs["corresp"] for one in document.in_layer("bibl")] == ["b.marl", "b.marl"]


def test_an_edition_in_another_language_is_another_work(context):
    notes = (
        "Fenn, Collected Works, Vol. 2, p. 3.",
        "See B. Voss’s appendix to Volume 5 of Fenn’s Collected Works (first Norse edition).",
    )
    document = noted(*notes, context=context)
    assert [one.attrs["corresp"] for one in document.in_layer("bibl")] == ["b.works-en", "b.works-no"]


def test_works_without_entry_get_an_id_once():
    document = noted("T. Marl, The Ice Ports (Oslo, 1920).", "Marl, Ice Ports, p. 4.", "T. Marl, Lamps (Oslo, 1921).")
    assert [one.attrs["corresp"] for one in document.in_layer("bibl")] == ["b.marl-ice", "b.marl-ice", "b.marl-lamps"]


def test_ibid_is_the_citation_before_and_op_cit_the_author_s_last():
    document = noted(
        "T. Marl, Ice (Oslo, 1900).",
        "B. Fenn, Lamps (Oslo, 1901), p. 3.",
        "ibid., p. 4.",
        "Marl, op. cit., p. 9; see also Fenn, ibid.",
        "Ibid., pp. 12 ff.",
    )
    repeats = [one for one in document.in_layer("bibl") if "type" in one.attrs]
    assert [one.attrs["type"] for one in repeats] == ["ibid", "opcit", "ibid", "ibid"]
    assert [one.attrs["corresp"] for one in repeats] == ["b.fenn-lamps", "b.marl-ice", "b.fenn-lamps", "b.fenn-lamps"]
    assert [one.attrs["target"] for one in document.in_layer("citeref")] == ["cit.2", "cit.1", "cit.3", "cit.5"]


def test_op_cit_of_an_author_of_several_works_is_less_sure():
    document = noted("T. Marl, Ice (Oslo, 1900).", "T. Marl, Fog (Oslo, 1901).", "Marl, op. cit., p. 3.")
    assert document.in_layer("bibl")[-1].attrs["corresp"] == "b.marl-fog"
    assert document.in_layer("bibl")[-1].cert == "medium"


def test_a_repetition_of_nothing_is_doubtful():
    document = noted("ibid., p. 3.")
    assert document.in_layer("bibl")[0].cert == "low"
    assert "target" not in document.in_layer("citeref")[0].attrs


def test_running_text_has_citations_only_with_an_imprint():
    text = "As T. Marl, The Ice Ports (Oslo, 1920), tells. He was born in Vell (Norway, 1880). Go to Baker Street, No. 7.\n\n"
    assert cited(noted(body=text)) == ["T. Marl, The Ice Ports (Oslo, 1920)"]


@pytest.mark.parametrize(
    "text", ["He met Fenn, the minister (Vell, 1918).", "Article 5 reads: no.", "It was so (13 May 1878)."]
)
def test_what_is_no_citation(text):
    assert cited(noted(text)) == []


def test_references_to_notes_and_pages():
    document = noted(
        "See note 2 below.",
        "See p.229 and note 24 to Chapter 7, p.396.",
        body="So in the first chapter of this book.\n\n",
    )
    found = [(document.slice(one), one.attrs) for one in document.in_layer("ref")]
    assert found == [
        ("the first chapter of this book", {"type": "external"}),
        ("note 2 below", {"type": "internal", "target": "n.2"}),
        ("p.229", {"type": "external"}),
        ("note 24 to Chapter 7, p.396", {"type": "external"}),
    ]


def chaptered(*chapters):
    """A book of numbered chapters, each with one note that is called in it and stands at its end."""
    text, spans = "", []
    for number, (body, note) in enumerate(chapters, 1):
        start, call = len(text), len(text) + len(body)
        text += f"{body}[1]\n\n[1] {note}\n\n"
        ids = {"id": f"n.{number}", "n": "1", "target": f"nr.{number}"}
        spans += [
            Annotation("div", start, len(text) - 2, {"type": "chapter", "id": f"d.{number}", "n": str(number)}),
            Annotation("noteref", call, call + 3, {"id": f"nr.{number}", "n": "1", "target": f"n.{number}"}),
            Annotation("note", call + 5, len(text) - 2, ids),
        ]
    document = run(Document(Source(text)).with_annotations(spans), Context(), [citations])
    return [(document.slice(one), one.attrs.get("target", "")) for one in document.in_layer("ref")]


def test_references_to_other_chapters():
    found = chaptered(
        ("In the next chapter the ice breaks; see Chapter II.", "Cf. note 1 to Chapter Two, and n. 1 to Chapter 9."),
        ("In Chapter 1 it held, in Chapter 1 of his diary too.", "See above, note 1, and p. 4n; pp. 5-6 of this book."),
        ("The next chapter of her life began.", "See the preceding note, and the previous chapter."),
    )
    assert found == [
        ("the next chapter", "d.2"),
        ("Chapter II", "d.2"),
        ("note 1 to Chapter Two", "n.2"),
        ("n. 1 to Chapter 9", ""),
        ("Chapter 1", "d.1"),
        ("note 1", "n.1"),
        ("pp. 5-6 of this book", ""),
        ("the preceding note", "n.2"),
    ]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Collected Works, Vol. 26, p. 442.", "Collected Works, Vol. 26, p. 442"),
        ("It is said (Minutes of the Harbour Board, p. 9).", "Minutes of the Harbour Board, p. 9"),
        ("H. Brand, Lamps, 2 vols. (Oslo, 1899), i. 44.", "H. Brand, Lamps, 2 vols. (Oslo, 1899), i. 44"),
        ("H. Brand, Lamps (Oslo, 1899), 12-15, 18.", "H. Brand, Lamps (Oslo, 1899), 12-15, 18"),
        ("H. Brand, Lamps (Oslo, 1899), 12 of them lit.", "H. Brand, Lamps (Oslo, 1899)"),
    ],
)
def test_works_without_author_and_pages_without_p(note, expected):
    assert cited(noted(note)) == [expected]


def test_idem_is_the_author_before():
    document = noted("T. Marl, Ice (Oslo, 1900); idem, Fog over the Bay (Vell, 1902), p. 9.")
    assert [one.attrs["corresp"] for one in document.in_layer("bibl")] == ["b.marl-ice", "b.marl-fog"]


def test_a_russian_title_with_its_translation():
    document = noted("A. Petrov, Severnyi Put’ (The Northern Way), Moscow, 1922, p. 7.")
    assert [(document.slice(one), one.attrs.get("lang")) for one in document.in_layer("title")] == [
        ("Severnyi Put’", "ru-Latn"),
        ("The Northern Way", "en"),
    ]


def test_lines_broken_inside_a_citation():
    assert cited(noted("See T. Marl, The Ice\nPorts (Oslo,\n1920), p. 3.")) == [
        "T. Marl, The Ice\nPorts (Oslo,\n1920), p. 3"
    ]


@pytest.mark.parametrize(
    ("first", "last", "whole"), [("129", "30", "130"), ("422", "4", "424"), ("93", "103", "103"), ("xii", "xiv", "xiv")]
)
def test_the_last_page_written_out(first, last, whole):
    assert whole_end(first, last) == whole


@given(st.integers(1, 3999))
def test_roman_numerals(number):
    values = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    roman, rest = "", number
    for value, letters in values:
        roman += letters * (rest // value)
        rest %= value
    assert arabic(roman) == str(number)


PIECES = st.sampled_from(
    [
        "T. Marl, ",
        "The Ice Ports",
        " (Oslo, 1920)",
        ", p. 3",
        "ibid.",
        "op. cit.",
        "; ",
        ". ",
        "(",
        ")",
        "[",
        "]",
        "See ",
        "Vol. 2",
        "’s ",
        "‘",
        "’",
        ", ",
        "1920",
        "\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_note_gives_citations_apart_with_pieces_inside(note):
    document = noted(note)
    whole = document.in_layer("bibl")
    assert all(one.end <= other.start for one, other in pairwise(whole))
    for piece in document.in_layer("author", "editor", "title", "pubPlace", "biblScope", "citedRange", "citeref"):
        assert any(one.covers(piece.start, piece.end) for one in whole)
    ids = {one.attrs["id"] for one in whole}
    assert all(one.attrs.get("target", "cit.1") in ids for one in document.in_layer("citeref"))
