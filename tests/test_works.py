import json

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from lxml import etree

from rubricator.build import _write_works
from rubricator.report.works import to_bibtex, to_csl, works

PEOPLE = """<listPerson><person xml:id="p.voss"><persName><roleName>Captain</roleName> <forename>Mina</forename>
<nameLink>von</nameLink> <surname>Voss</surname></persName></person></listPerson>"""


def tei(*entries):
    return etree.fromstring(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff>{PEOPLE}'
        f"<listBibl>{''.join(entries)}</listBibl></standOff></TEI>"
    )


def csl(*entries):
    return json.loads(to_csl(works(tei(*entries))))


def bib(*entries):
    stack = [LatexDecodingMiddleware(), SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string(to_bibtex(works(tei(*entries))), append_middleware=stack)
    assert not library.failed_blocks
    return [(entry.entry_type, entry.key, {f.key: f.value for f in entry.fields}) for entry in library.entries]


BOOK = """<bibl xml:id="b.ports"><author><persName ref="#p.marl">Tove Marl</persName></author>
<author><persName ref="#p.voss">M. Voss</persName></author><editor>Orlo Fenn</editor>
<title level="m">The Ice Ports</title><title level="m" type="original" xml:lang="no">Ishavnene</title>
<pubPlace>Vell</pubPlace><publisher>Lamp &amp; Sons</publisher><date when="1920">1920</date></bibl>"""


def test_a_book_has_its_fields_in_csl():
    assert csl(BOOK) == [
        {
            "id": "b.ports",
            "type": "book",
            "title": "The Ice Ports",
            "original-title": "Ishavnene",
            "author": [
                {"family": "Marl", "given": "Tove"},
                {"family": "Voss", "given": "Mina", "non-dropping-particle": "von"},
            ],
            "editor": [{"family": "Fenn", "given": "Orlo"}],
            "publisher": "Lamp & Sons",
            "publisher-place": "Vell",
            "issued": {"date-parts": [[1920]]},
            "custom": {"original-language": "no"},
        }
    ]


def test_a_book_is_read_back_from_bibtex():
    [(kind, key, fields)] = bib(BOOK)
    assert (kind, key) == ("book", "b.ports")
    assert [(name.first, name.von, name.last) for name in fields["author"]] == [
        (["Tove"], [], ["Marl"]),
        (["Mina"], ["von"], ["Voss"]),
    ]
    assert fields["title"].strip("{}") == "The Ice Ports"
    assert fields["origtitle"].strip("{}") == "Ishavnene"
    assert (fields["origlanguage"], fields["publisher"], fields["year"]) == ("no", "Lamp & Sons", "1920")


@pytest.mark.parametrize("title", ["50% of $8 & #1_a", "a~c", "Eis–Häfen: Лёд", r"C:\ice", 'the "Lamp"'])
def test_special_characters_come_back(title):
    escaped = title.replace("&", "&amp;")
    entry = f'<bibl xml:id="b.x"><title level="m">{escaped}</title></bibl>'
    assert csl(entry)[0]["title"] == title
    [(_, _, fields)] = bib(entry, BOOK)[1:]
    assert fields["title"].removeprefix("{").removesuffix("}") == title


def test_braces_cannot_end_a_field():
    written = to_bibtex(works(tei('<bibl xml:id="b.x"><title level="m">a } b { c^d</title></bibl>')))
    assert r"title = {{a \textbraceright{} b \textbraceleft{} c\textasciicircum{}d}}" in written


def test_a_missing_date_is_left_out():
    entry = '<bibl xml:id="b.lamp"><title level="j">Northern Lamp</title></bibl>'
    assert csl(entry) == [{"id": "b.lamp", "type": "periodical", "title": "Northern Lamp"}]
    assert bib(entry) == [("periodical", "b.lamp", {"title": "Northern Lamp"})]


@pytest.mark.parametrize(
    ("date", "issued", "field"),
    [
        ('<date when="1918-02-10">10 Feb</date>', {"date-parts": [[1918, 2, 10]]}, ("date", "1918-02-10")),
        ('<date from="1909" to="1911">1909-11</date>', {"date-parts": [[1909], [1911]]}, ("date", "1909/1911")),
        ("<date>1920</date>", {"date-parts": [[1920]]}, ("year", "1920")),
        ("<date>no date</date>", {"literal": "no date"}, ("year", "no date")),
    ],
)
def test_dates(date, issued, field):
    entry = f'<bibl xml:id="b.x"><title level="m">X</title>{date}</bibl>'
    assert csl(entry)[0]["issued"] == issued
    assert bib(entry)[0][2].get(field[0]) == field[1]


@pytest.mark.parametrize(
    ("level", "kind", "type", "field"),
    [("j", "article-journal", "article", "journal"), ("m", "chapter", "incollection", "booktitle")],
)
def test_an_article_stands_in_its_host(level, kind, type, field):
    entry = f'<bibl xml:id="b.x"><title level="a">Thaw</title><title level="{level}">Lamps</title></bibl>'
    assert (csl(entry)[0]["type"], csl(entry)[0]["container-title"]) == (kind, "Lamps")
    assert bib(entry)[0][0] == type
    assert bib(entry)[0][2][field] == "Lamps"


@pytest.mark.parametrize(
    "author",
    ["<orgName>Vell and Sons</orgName>", "Committee of the Harbour", "<persName>Ilse</persName>"],
)
def test_bodies_and_single_names_stay_whole(author):
    entry = f'<bibl xml:id="b.x"><author>{author}</author><title level="m">X</title></bibl>'
    [name] = csl(entry)[0]["author"]
    assert list(name) == ["literal"]
    assert f"author = {{{{{name['literal']}}}}}" in to_bibtex(works(tei(entry)))


def test_a_bibl_without_title_is_known_by_its_words():
    assert csl('<bibl xml:id="b.x">Some old<!-- or new --> log</bibl>')[0]["title"] == "Some old log"


def test_order_is_that_of_the_ids():
    other = '<bibl xml:id="b.a"><title level="m">A</title></bibl>'
    assert to_csl(works(tei(BOOK, other))) == to_csl(works(tei(other, BOOK)))
    assert to_bibtex(works(tei(BOOK, other))) == to_bibtex(works(tei(other, BOOK)))


def test_files_only_where_works_are_cited(tmp_path):
    assert _write_works(works(tei()), tmp_path) == []
    assert not list(tmp_path.iterdir())
    names = [path.name for path in _write_works(works(tei(BOOK)), tmp_path)]
    assert names == ["works.bib", "works.csl.json"] == sorted(path.name for path in tmp_path.iterdir())
