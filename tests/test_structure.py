"""Structure: small invented texts in, blocks out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from miscellany import MISCELLANY, PARAGRAPH, PIECE, STAGED, TALE

from rubricator.annotate.layout import preformatted
from rubricator.annotate.layout.annotator import structure
from rubricator.annotate.layout.guess import guess
from rubricator.annotate.stages import run
from rubricator.encode.tags import encode_fragments, fragments
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Document
from rubricator.model.edition import Edition, Metadata, TextPart
from rubricator.model.layers import LAYERS
from rubricator.model.source import Source
from rubricator.reading.blocks import blocks, page


def document(text, genre="", authority=None):
    context = Context(Edition(edition=Metadata(genre=genre)), authority or Authority())
    return run(Document(Source(text)), context, [structure])


def found(text, *layers, genre=""):
    """The words of the layers' annotations, in order."""
    whole = document(text, genre)
    return [whole.slice(one) for one in whole.in_layer(*layers)]


def outline(text, genre=""):
    """Divisions as (depth, type, n, headings)."""
    whole = document(text, genre)
    made = []
    for one in whole.in_layer("div"):
        depth = len(whole.covering(one.start, one.end, "div")) - 1
        inner = whole.within(one.start, one.end, "head")
        own = [head for head in inner if whole.covering(head.start, head.end, "div")[-1] is one]
        made.append((depth, one.attrs["type"], one.attrs.get("n", ""), " / ".join(whole.slice(head) for head in own)))
    return made


def attributes(text, layer, name, genre=""):
    return [one.attrs.get(name) for one in document(text, genre).in_layer(layer)]


class TestDivisions:
    def test_numbered_words_make_chapters(self):
        text = f"CHAPTER I\n\n{PARAGRAPH}\n\nChapter the Second\n\n{PARAGRAPH}\n\nCHAPTER 3. The Mill\n\n{PARAGRAPH}"
        assert [row[:3] for row in outline(text)] == [(0, "chapter", "1"), (0, "chapter", "2"), (0, "chapter", "3")]

    def test_title_in_the_next_block_is_a_second_head(self):
        text = f"CHAPTER I\n\nThe Letter\n\n{PARAGRAPH}\n\nCHAPTER II\n\nTHE REPLY\n\n{PARAGRAPH}"
        assert [row[3] for row in outline(text)] == ["CHAPTER I / The Letter", "CHAPTER II / THE REPLY"]

    def test_title_on_the_next_line_is_a_second_head(self):
        whole = document(f"CHAPTER I\nThe Letter\n\n{PARAGRAPH}")
        assert [one.attrs["type"] for one in whole.in_layer("head")] == ["number", "title"]

    def test_a_first_sentence_is_no_title(self):
        assert found(f"CHAPTER I\n\nIt was cold.\n\n{PARAGRAPH}", "head") == ["CHAPTER I"]

    def test_parts_hold_chapters(self):
        gap = "\n\n\n\n\n"
        text = gap.join(["PART I.", f"CHAPTER I.\n\n{PARAGRAPH}", f"CHAPTER II.\n\n{PARAGRAPH}", "PART II.",
                         f"CHAPTER I.\n\n{PARAGRAPH}"])  # fmt: skip
        assert [row[:3] for row in outline(text)] == [
            (0, "part", "1"), (1, "chapter", "1"), (1, "chapter", "2"), (0, "part", "2"), (1, "chapter", "1"),
        ]  # fmt: skip

    def test_numbers_alone_are_heads_where_they_rise(self):
        text = "\n\n\n".join(f"{number}\n\n{PARAGRAPH}" for number in ("I", "II", "III"))
        assert [row[2] for row in outline(text)] == ["1", "2", "3"]

    def test_a_lone_number_is_no_head(self):
        assert found(f"{PARAGRAPH}\n\nIV\n\n{PARAGRAPH}", "head") == []

    def test_titles_after_a_wide_gap(self):
        gap = "\n\n\n\n\n"
        text = gap.join(["Tales\n\nby Ada Quill", f"THE OLD PIER\n\n{PARAGRAPH}", f"THE NEW PIER\n\n{PARAGRAPH}"])
        assert [row[3] for row in outline(text)] == ["THE OLD PIER", "THE NEW PIER"]

    def test_sections_without_heads_by_gaps_throughout(self):
        text = "\n\n\n".join([f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}"] * 3)
        assert outline(text) == [(0, "section", "", "")] * 3

    def test_one_wide_gap_makes_no_section(self):
        assert outline(f"{PARAGRAPH}\n\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n\n{PARAGRAPH}") == []

    def test_preface_in_front_notes_in_back(self):
        gap = "\n\n\n\n\n"
        text = gap.join([f"PREFACE\n\n{PARAGRAPH}", f"CHAPTER I\n\n{PARAGRAPH}", "NOTES\n\n[1] A note."])
        whole = document(text)
        places = {whole.covering(d.start, d.end, "front", "body", "back")[0].layer for d in whole.in_layer("div")}
        assert places == {"front", "body", "back"}

    def test_a_preface_alone_is_body(self):
        assert [one.layer for one in document(f"PREFACE\n\n{PARAGRAPH}").in_layer("front", "body")] == ["body"]

    def test_numbered_notes_at_the_end_need_no_heading(self):
        text = f"{PARAGRAPH}[1]\n\n{PARAGRAPH}[2]\n\n\n[1] First.\n\n[2] Second."
        assert outline(text)[-1][1] == "notes"

    def test_a_half_title_heads_the_body(self):
        gap = "\n\n\n\n\n"
        text = gap.join(["THE PIER\n\nby Ada Quill", "THE PIER", f"SCENE I\n\n{PARAGRAPH}", f"SCENE II\n\n{PARAGRAPH}"])
        whole = document(text)
        assert whole.slice(whole.in_layer("head")[0]) == "THE PIER"
        assert len(whole.in_layer("div")) == 2

    def test_the_end_is_a_trailer(self):
        assert found(f"CHAPTER I\n\n{PARAGRAPH}\n\nTHE END", "trailer") == ["THE END"]

    def test_boilerplate_is_kept_apart(self):
        text = (
            "The Archive Book of Piers\n\n*** START OF THE BOOK PIERS ***\n\nProduced by volunteers\n\n"
            f"CHAPTER I\n\n{PARAGRAPH}\n\n*** END OF THE BOOK PIERS ***\n\nLicence."
        )
        text = text.replace("THE BOOK", "THE PROJECT EBOOK")
        assert [row[1] for row in outline(text)] == ["boilerplate", "chapter", "boilerplate"]

    def test_contents_lead_to_the_divisions(self):
        text = (
            "CONTENTS\n\nCHAPTER I. The Pier .... 3\nCHAPTER II. The Boat .... 9\n\n\n\n"
            f"CHAPTER I. The Pier\n\n{PARAGRAPH}\n\n\n\nCHAPTER II. The Boat\n\n{PARAGRAPH}"
        )
        whole = document(text)
        ids = [one.attrs["id"] for one in whole.in_layer("div") if one.attrs["type"] == "chapter"]
        assert [one.attrs["target"] for one in whole.in_layer("ref")] == ids
        assert len(whole.in_layer("item")) == 2

    def test_contents_in_blocks_make_no_chapters(self):
        names = ["CHAPTER I", "CHAPTER II"]
        body = "\n\n\n\n".join(f"{name}\n\n{PARAGRAPH}" for name in names)
        assert [row[1] for row in outline("CONTENTS\n\n" + "\n\n".join(names) + "\n\n\n\n" + body)] == [
            "contents", "chapter", "chapter",
        ]  # fmt: skip


class TestTitlePage:
    def test_title_and_author(self):
        whole = document(f"THE PIER\n\nby Ada Quill\n\n\n\n{PARAGRAPH}\n\n{PARAGRAPH}")
        assert [whole.slice(one) for one in whole.in_layer("titlePart", "docAuthor")] == ["THE PIER", "Ada Quill"]

    def test_a_name_before_a_title_is_the_author(self):
        whole = document(f"Ada Quill\n\nA History of the Pier\n\n\n\n{PARAGRAPH}\n\n{PARAGRAPH}")
        assert found(whole.text, "docAuthor") == ["Ada Quill"]

    def test_a_chapter_is_no_title_page(self):
        assert found(f"CHAPTER I\n\n\n\n{PARAGRAPH}", "titlePage") == []

    def test_an_archive_labels_title_and_author(self):
        found = guess(Source(f"Title: A Winter Mill\n       And Other Tales\n\nAuthor: Ada Quill\n\n{PARAGRAPH}"))
        assert (found.title, found.author) == ("A Winter Mill And Other Tales", ("Ada Quill",))

    @pytest.mark.parametrize("gaps", ["\n\nby\n\nADA QUILL\n\n", "\n\n\n\nby\n\nADA QUILL\n\n\n\n"])
    def test_by_may_stand_alone_over_the_author(self, gaps):
        found = guess(Source(f"A WINTER MILL{gaps}CHAPTER I\n\n{PARAGRAPH}\n\n{PARAGRAPH}"))
        assert (found.title, found.author) == ("A Winter Mill", ("Ada Quill",))

    @pytest.mark.parametrize(
        ("first", "title"),
        [("HENRY II, OR THE PIER", "Henry II, or the Pier"), ("THE O'DONNELL MILL", "The O'Donnell Mill")],
    )
    def test_capitals_are_lowered_in_a_guess(self, first, title):
        assert guess(Source(f"{first}\n\nby A. Quill\n\n\n\n{PARAGRAPH}\n\n{PARAGRAPH}")).title == title


class TestProse:
    def test_paragraphs_are_blocks(self):
        assert found("One\nline.\n\nTwo.", "p") == ["One\nline.", "Two."]

    def test_long_lines_without_blank_lines_are_paragraphs(self):
        assert len(found("\n".join([PARAGRAPH.strip()] * 3), "p")) == 3

    def test_indented_verse_is_a_quotation(self):
        text = f"{PARAGRAPH}\n\n{PARAGRAPH}\n\n    The lamps are lit,\n      The ice is grey;\n\n{PARAGRAPH}"
        whole = document(text)
        assert len(whole.in_layer("quoteBlock")) == len(whole.in_layer("lg")) == 1
        assert [(one.attrs["n"], one.attrs.get("rend")) for one in whole.in_layer("l")] == [
            ("1", None), ("2", "indent(1)"),
        ]  # fmt: skip

    def test_a_motto_under_a_heading(self):
        text = f"CHAPTER I\n\n    The sea is wide.\n\n_A. Quill_.\n\n{PARAGRAPH}\n\nCHAPTER II\n\n{PARAGRAPH}"
        whole = document(text)
        assert whole.slice(whole.in_layer("epigraph")[0]).endswith("_A. Quill_.")

    def test_asterisks_are_a_separator(self):
        whole = document(f"{PARAGRAPH}\n\n* * * * *\n\n{PARAGRAPH}")
        assert [whole.slice(one) for one in whole.in_layer("ab")] == ["* * * * *"]
        assert len(whole.in_layer("milestone")) == 1

    def test_a_figure_has_its_caption(self):
        assert found(f"{PARAGRAPH}\n\n[Illustration: The pier]\n\n{PARAGRAPH}", "head") == ["The pier]"]

    @pytest.mark.parametrize(
        ("text", "labels", "heads", "captions"),
        [
            ("[Illustration: One]\n[Illustration: Two]", 2, ["One]", "Two]"], []),
            ("[Illustration:\n\nTHE QUAY\n\nFrom a drawing]", 1, ["THE QUAY"], ["From a drawing]"]),
            ("[Illustration: The [old] quay]", 1, ["The [old] quay]"], []),
        ],
    )
    def test_figures_of_several_blocks_and_several_in_one(self, text, labels, heads, captions):
        whole = document(f"{PARAGRAPH}\n\n{text}\n\n{PARAGRAPH}")
        inside = [whole.within(one.start, one.end, "head", "p") for one in whole.in_layer("figure")]
        words = [(one.layer, whole.slice(one)) for some in inside for one in some]
        assert len(whole.in_layer("label")) == labels
        assert words == [*(("head", one) for one in heads), *(("p", one) for one in captions)]

    @pytest.mark.parametrize(
        "table",
        [
            "+------+----+\n| Oats | 3  |\n+------+----+\n| Rye  | 5  |\n+------+----+",
            "Oats | 3\n-----|---\nRye  | 5",
            "| Oats | 3 |\n| Rye  | 5 |",
            "Oats    3\n----   --\nRye     5",
        ],
    )
    def test_tables_drawn_with_rules_keep_them_in_their_cells(self, table):
        whole = document(f"{PARAGRAPH}\n\n{table}\n\n{PARAGRAPH}")
        words = [re.sub(r"[-+|\s]", "", whole.slice(one)) for one in whole.in_layer("cell")]
        assert words == ["Oats", "3", "Rye", "5"]
        assert all(set(whole.slice(one)) <= set("-+| ") for one in whole.in_layer("pc"))
        assert [one.attrs.get("role") for one in whole.in_layer("row")] == ["label" if "--" in table else None, None]

    def test_a_caption_alone_is_no_figure(self):
        assert not found("[Illustration:\n\nThe quay\n\nFrom a drawing]", "figure")

    def test_a_table_needs_even_columns(self):
        text = f"{PARAGRAPH}\n\nOats    3    4\nRye    5    6\n\n{PARAGRAPH}"
        assert found(text, "cell") == ["Oats", "3", "4", "Rye", "5", "6"]

    def test_underscores_are_italics(self):
        whole = document("He was _very_ late, and snake_case_words stay.")
        assert [whole.slice(one) for one in whole.in_layer("hi")] == ["_very_"]
        assert [whole.slice(one) for one in whole.in_layer("pc")] == ["_", "_"]

    def test_page_numbers_in_brackets(self):
        whole = document(f"{PARAGRAPH} [Pg 12] {PARAGRAPH}")
        assert whole.in_layer("pb")[0].attrs["n"] == "12"
        assert [whole.slice(one) for one in whole.in_layer("fw")] == ["[Pg 12]"]

    def test_a_paragraph_broken_inside_its_sentence_is_flagged(self):
        half = "the boats had gone out before the light was up and nobody had seen them leave"
        whole = document(f"In the morning {half}\n\nand so {half}.\n\n{PARAGRAPH}")
        assert [one.attrs["kind"] for one in whole.in_layer("flag")] == ["paragraph-break"]


class TestLists:
    def test_lines_with_numbers(self):
        assert attributes(f"{PARAGRAPH}\n\n1. Oats.\n2. Rye.\n3. Hay.", "item", "n") == ["1", "2", "3"]

    def test_paragraphs_with_numbers(self):
        assert found(f"{PARAGRAPH}\n\n1. Oats.\n\n2. Rye.", "item") == ["Oats.", "Rye."]

    def test_numbering_that_begins_again_is_one_list(self):
        text = f"{PARAGRAPH}\n\n  1. Oats.\n  2. 3. Rye.\n  1. Hay:\n\nHay is dear.\n\n  1. Straw.\n  2. Peas.\n\n{PARAGRAPH}"
        whole = document(text)
        assert len(whole.in_layer("list")) == 1
        assert [one.attrs["n"] for one in whole.in_layer("item")] == ["1", "2-3", "4", "5", "6"]
        assert [one.attrs["kind"] for one in whole.in_layer("flag")] == ["numbering"]
        quoted = whole.in_layer("quoteBlock")[0]
        assert whole.covering(quoted.start, quoted.end, "item")[0].attrs["n"] == "4"

    def test_a_year_begins_no_list(self):
        assert found("1917. The year was bad.\n\n1918. It was worse.", "list") == []


class TestQuotations:
    def test_a_lead_in_with_a_colon(self):
        text = f"{PARAGRAPH}\n\nThe mayor made a brief speech:\n\nWe shall hold the pier, and we will mend it.\n\n{PARAGRAPH}"
        whole = document(text)
        assert [whole.slice(one) for one in whole.in_layer("saidBlock")] == [
            "We shall hold the pier, and we will mend it."
        ]

    def test_it_goes_on_as_long_as_person_and_tense_stay(self):
        more = "We are few, but our boats are sound and we have our nets."
        text = f"{PARAGRAPH}\n\nShe wrote:\n\n{more}\n\n{more}\n\nHe was not moved, and had said so.\n\n{PARAGRAPH}"
        whole = document(text)
        assert whole.slice(whole.in_layer("quoteBlock")[0]) == f"{more}\n\n{more}"

    def test_words_with_marks_are_left_to_speech(self):
        assert found(f"{PARAGRAPH}\n\nThe mayor said:\n\n‘We shall hold the pier, and mend it.’", "saidBlock") == []

    def test_the_authors_bracket_tells_the_speaker(self):
        text = f"{PARAGRAPH}\n\nOur boats [said the mayor at the pier] are as sound as they have ever been. We go.\n\n{PARAGRAPH}"
        whole = document(text)
        assert [whole.slice(one) for one in whole.in_layer("interpolation")] == ["[said the mayor at the pier]"]
        assert len(whole.in_layer("saidBlock")) == 1

    def test_a_lead_in_that_breaks_off(self):
        lead = "The council met on the Monday, and the second article of its ordinance on boats contained the"
        whole = document(
            f"{PARAGRAPH}\n\n{lead}\n\nNo boat is to leave before the tide has turned, or pay.\n\n{PARAGRAPH}"
        )
        assert [one.start for one in whole.in_layer("gap")] == [whole.text.index(lead) + len(lead)]
        assert [one.attrs["kind"] for one in whole.in_layer("flag")] == ["gap"]
        assert len(whole.in_layer("quoteBlock")) == 1

    def test_dialogue_set_as_a_script(self):
        text = f"{PARAGRAPH}\n\nQUILL: Will it hold?\n\nMARL: It will [Minutes of Monday].\n\n{PARAGRAPH}"
        whole = document(text)
        assert [one.attrs["who"] for one in whole.in_layer("sp")] == ["c.quill", "c.marl"]
        assert [whole.slice(one) for one in whole.in_layer("speaker")] == ["QUILL:", "MARL:"]
        assert [one.attrs["type"] for one in whole.in_layer("interpolation")] == ["source"]

    def test_one_label_alone_is_no_speech(self):
        assert found(f"{PARAGRAPH}\n\nNOTE: the pier is gone.\n\n{PARAGRAPH}", "sp") == []


class TestLetters:
    LETTER = "Dear Nell,\n\nThe rails have not come.\n\nYour loving brother,\nRobert Hay\n\nP.S. Do not tell Mamma."

    def test_a_letter_as_division(self):
        text = "\n\n\n".join(f"LETTER {number}\n\nOdessa, 3 March 1868\n\n{self.LETTER}" for number in ("I", "II"))
        whole = document(text)
        assert (
            len(whole.in_layer("dateline")) == len(whole.in_layer("signed")) == len(whole.in_layer("postscript")) == 2
        )
        assert whole.in_layer("floatingText") == []

    def test_a_letter_inside_a_tale(self):
        whole = document(f"{PARAGRAPH}\n\nThe letter ran:\n\n{self.LETTER}\n\n{PARAGRAPH}")
        assert whole.in_layer("floatingText")[0].attrs == {"type": "letter"}
        assert [whole.slice(one) for one in whole.in_layer("salute")] == ["Dear Nell,", "Your loving brother,"]

    def test_dialogue_is_no_letter(self):
        text = f"{PARAGRAPH}\n\nShe said:\n\n“Dear me, how wet it is.”\n\n“I am.”\n\n{PARAGRAPH}"
        assert found(text, "floatingText") == []


PLAY = """DRAMATIS PERSONAE

Anna, a widow
Bert, Duke of Marl
First Sailor



ACT I


SCENE I.

[Enter ANNA and BERT.]

ANNA.
What news of him, and of the ship, my lord?
The tide has turned, and still we have no word.

MARL.
[aside] None.

SAILOR.
The boat is in, and I have never in my life seen a thing so battered and so
bent about the bows as that one is.

[Exeunt.]


SCENE II.

[Enter ANNA.]

ANNA.
Enough.

SAILOR.
I have it here, and will not let it go to anyone who cannot pay me for the
trouble that I took.

END OF ACT I
"""


class TestCollection:
    def test_each_text_is_read_by_its_own_rules(self):
        whole = document(MISCELLANY)
        texts = whole.in_layer("text")
        assert [one.attrs.get("decls") for one in texts][1:] == ["tc.drama", "tc.verse"]
        inside = [{layer: len(whole.within(one.start, one.end, layer)) for layer in ("sp", "lg", "p")} for one in texts]
        assert [(one["sp"] > 0, one["lg"] > 0) for one in inside] == [(False, False), (True, False), (False, True)]

    def test_titles_and_frames(self):
        whole = document(MISCELLANY)
        group = whole.in_layer("group")[0]
        titles = [whole.slice(one) for one in whole.in_layer("head") if not whole.covering(one.start, one.end, "div")]
        assert titles == ["THE KEY", "A Tale", "THE STORM", "POEMS"]
        assert len(whole.within(group.start, group.end, "body")) == 3
        assert [whole.slice(one)[:9] for one in whole.in_layer("front")] == ["A HARBOUR", "THE STORM"]
        assert attributes(MISCELLANY, "ref", "target") == ["t.1", "t.2", "t.3"]

    def test_what_stands_loose_before_the_texts_is_a_division(self):
        text = MISCELLANY.replace("CONTENTS\n\nThe Key\nThe Storm\nPoems", "| a | b |\n| 1 | 2 |")
        whole = document(text)
        assert whole.in_layer("group")
        assert [one.layer for one in whole.covering(*whole.in_layer("table")[0][1:3], "front", "div")] == [
            "front",
            "div",
        ]

    def test_two_plays_have_two_casts(self):
        other = PIECE.replace("Anna, a maid", "Anna Holm, a queen").replace("Bert, a miller", "Bert Wick, a king")
        text = f"TWO PLAYS\n\nby Ada Quill\n\n\n\n\nTHE STORM\n\n\n\n{PIECE}\n\n\n\n\nTHE CALM\n\n\n\n{other}"
        assert set(attributes(text, "sp", "who")) == {"c.anna", "c.bert", "c.anna-holm", "c.bert-wick"}

    @pytest.mark.parametrize(
        "text",
        [
            TALE,
            f"A BOOK\n\n\n\n{TALE}\n\n\n\nCHAPTER III\n\n{STAGED * 3}\n\n\n\nCHAPTER IV\n\n{PARAGRAPH}",
            f"A BOOK\n\n\n\n{TALE}\n\n\n\n\nNOTES\n\n{chr(10).join(f'[{n}] A word.{chr(10)}' for n in range(1, 99))}",
            "\n\n\n\n".join(f"{title}\n\n{body}" for title, body in [("The Key", TALE[:3000]), ("The Quay", TALE[:3000]), ("The Storm", STAGED * 3), ("The Ice", TALE[:3000])]),
            f"THE STORM\n\nby Ada Quill\n\n\n\n\nTO WHOEVER READS\n\n{TALE[11:2800]}\n\n\n\n\nTHE STORM\n\n\n\n{PIECE}\n\n{STAGED * 50}",
        ],
        ids=["chapters", "numbered chapter of speeches", "notes", "titled chapter of speeches", "essay before a play"],
    )  # fmt: skip
    def test_what_is_no_collection(self, text):
        assert not document(text).in_layer("group")

    def test_a_stated_genre_makes_one_text(self):
        assert not document(MISCELLANY, "novel").in_layer("group")

    def test_the_evidence_names_each_text(self):
        assert [line.partition(": ")[0] for line in guess(Source(MISCELLANY)).texts] == [
            "text 1, “THE KEY”", "text 2, “THE STORM”", "text 3, “POEMS”",
        ]  # fmt: skip


class TestScenesInProse:
    def test_speeches_between_narrative(self):
        stage = "[Enter Bert.]\n\nANNA.\nWho is it?\n\nBERT.\nIt is I.\n\n"
        text = f"CHAPTER I\n\n{PARAGRAPH}\n\n{stage}She laughed.\n\n{stage}ANNA.\nCome in.\n\n{PARAGRAPH}"
        whole = document(text, "novel")
        assert [whole.slice(one) for one in whole.in_layer("speaker")] == ["ANNA.", "BERT.", "ANNA.", "BERT.", "ANNA."]
        assert [whole.slice(one) for one in whole.in_layer("stage")] == ["[Enter Bert.]"] * 2
        assert "She laughed." in [whole.slice(one) for one in whole.in_layer("p")]

    @pytest.mark.parametrize("label", ["{}.", "_{}._", "{}:"])
    def test_renditions_of_labels(self, label):
        names = ("Anna", "Bert") if "_" in label or ":" in label else ("ANNA", "BERT")
        speeches = "\n\n".join(f"{label.format(name)} It is so." for name in names * 3)
        assert (
            attributes(f"CHAPTER I\n\n{PARAGRAPH}\n\n{speeches}\n\n{PARAGRAPH}", "sp", "who", "novel")
            == ["c.anna", "c.bert"] * 3
        )

    def test_a_play_whose_labels_are_names_with_colons(self):
        speeches = "\n\n".join(f"{name}: It is so." for name in ("Anna", "Old Bert") * 8)
        assert set(attributes(speeches, "sp", "who")) == {"c.anna", "c.old-bert"}

    def test_a_list_of_capitals_is_no_scene(self):
        text = "CHAPTER I\n\n" + "\n\n".join(
            f"{word}. It was so." for word in ("FIRST", "SECOND", "THIRD", "LAST", "MORE")
        )
        assert not found(text, "sp", genre="novel")


class TestDrama:
    def test_acts_hold_scenes(self):
        assert [row[:2] for row in outline(PLAY, "drama")] == [(0, "castList"), (0, "act"), (1, "scene"), (1, "scene")]

    def test_roles_of_the_cast_list(self):
        assert found(PLAY, "role", genre="drama") == ["Anna", "Bert", "First Sailor"]

    def test_labels_are_settled_by_the_cast_list(self):
        assert attributes(PLAY, "sp", "who", "drama") == [
            "c.anna", "c.bert", "c.first-sailor", "c.anna", "c.first-sailor",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("direction", "whom"),
        [
            ("[to Bert]", "c.bert"),
            ("[aside to the First Sailor]", "c.first-sailor"),
            ("[To Bert, rising]", "c.bert"),
            ("[to herself]", None),
            ("[going to Bert]", None),
            ("[to Anna]", None),
        ],
    )
    def test_whom_a_direction_says_a_speech_is_for(self, direction, whom):
        text = PLAY.replace("ANNA.\nWhat", f"ANNA.\n{direction} What", 1)
        assert document(text, "drama").in_layer("sp")[0].attrs.get("toWhom") == whom

    def test_verse_and_prose(self):
        whole = document(PLAY, "drama")
        assert len(whole.in_layer("l")) == 3
        assert len(whole.in_layer("p")) == 3

    def test_directions_and_their_kinds(self):
        kinds = attributes(PLAY, "stage", "type", "drama")
        assert kinds == ["entrance", "delivery", "exit", "entrance"]

    @pytest.mark.parametrize(
        ("rendition", "labels"),
        [
            ("ANNA: Who is it?\n\nBERT: (aside) I.\n\nANNA: Who?", ["ANNA:", "BERT:", "ANNA:"]),
            ("  An. Who is it?\n\n  Be. [_aside_] I.\n\n  An. Who?", ["An.", "Be.", "An."]),
            ("_Anna._ Who is it?\n\n_Bert._ I.\n\n_Anna._ Who?", ["_Anna._", "_Bert._", "_Anna._"]),
            ("ANNA. Who is it?\n\nBERT. I.\n\nANNA. Who?", ["ANNA.", "BERT.", "ANNA."]),
        ],
    )
    def test_renditions_of_labels(self, rendition, labels):
        text = f"ACT I\n\n\nSCENE I\n\n{rendition}\n\n"
        assert found(text, "speaker", genre="drama") == labels

    def test_abbreviations_prefer_the_free_character(self):
        cast = "PERSONS\n\nRichard, a king\nHenry, Earl of Richmond\n\n\n\nACT I\n\n\nSCENE I\n\n"
        speeches = "\n\n".join(["  Ric. I am he.", "  Rich. And I am I.", "  Ric. Are you?"])
        assert attributes(cast + speeches, "sp", "who", "drama") == ["c.richard", "c.henry", "c.richard"]

    def test_several_speakers_share_a_label(self):
        cast = "PERSONS\n\nAnna\nBert\n\n\n\nACT I\n\n\nSCENE I\n\n"
        assert (
            attributes(f"{cast}ANNA.\nGo.\n\nANNA AND BERT.\nGo!\n\nBERT.\nGo.", "sp", "who", "drama")[1]
            == "c.anna c.bert"
        )

    @pytest.mark.parametrize(
        ("cast", "label", "ids"),
        [
            ("Anna", "MESSENGER.", ["c.messenger", "c.messenger.2"]),
            ("Messengers", "MESSENGER.", ["c.messenger", "c.messenger.2"]),
            ("Pirates", "PIRATE.", ["c.pirate", "c.pirate.2"]),
            ("Messenger", "MESSENGER.", ["c.messenger", "c.messenger"]),
            ("Anna", "ALL.", ["c.all", "c.all.2"]),
            ("Clara", "THE GHOST OF CLARA.", ["c.clara", "c.clara"]),
        ],
    )
    def test_persons_of_another_scene(self, cast, label, ids):
        text = f"PERSONS\n\n{cast}\nBert\n\n\n\nACT I\n\n\nSCENE I\n\nBERT.\nGo!\n\n{label}\nGone.\n\n\n\nSCENE II\n\n{label}\nBack."
        assert attributes(text, "sp", "who", "drama")[1:] == ids

    def test_all_between_the_numbered_are_the_numbered(self):
        speeches = "".join(
            f"{label}.\nCome.\n\n" for label in ("FIRST SAILOR", "SECOND SAILOR", "ALL", "FIRST SAILOR", "BERT", "ALL")
        )
        ids = attributes(f"ACT I\n\n\nSCENE I\n\n{speeches}", "sp", "who", "drama")
        assert (ids[2], ids[5]) == ("c.first-sailor c.second-sailor", "c.all")

    @pytest.mark.parametrize(
        ("directions", "labels", "who"),
        [
            ("Enter Anna, Bert and Clara.", "ANNA ALL", "c.bert c.clara"),
            ("Enter Anna, Bert and Clara.", "ANNA BOTH", "c.bert c.clara"),
            ("Enter Anna, Bert, Clara and Dora.", "ANNA BOTH", "c.both"),
            ("Enter Anna, Bert, Clara and Dora. Exit Dora.", "ANNA BOTH", "c.bert c.clara"),
            ("Enter Anna, Bert, Clara. Exeunt. Enter Dora and Anna.", "BERT ALL", "c.anna c.dora"),
            ("Enter Anna, Bert, Clara, Dora. Exeunt all but Bert and Clara.", "ANNA BOTH", "c.bert c.clara"),
            ("Enter Anna with soldiers and Bert.", "ANNA ALL", "c.all"),
            ("Enter two Sailors.", "ANNA ALL", "c.first-sailor c.second-sailor"),
            ("Enter two or three Sailors.", "ANNA ALL", "c.all"),
            ("Enter First Sailor.", "ANNA SAILOR", "c.first-sailor"),
            ("Enter two Sailors.", "ANNA SAILORS", "c.first-sailor c.second-sailor"),
            ("Enter some Villagers.", "ANNA ALL_VILLAGERS", "c.villagers"),
            ("Enter Anna.", "BERT BOTH_MILLERS", "c.anna c.clara"),
        ],
    )
    def test_several_are_those_on_stage(self, directions, labels, who):
        cast = "PERSONS\n\nAnna, a miller\nBert\nClara, a miller\nDora\nVillagers\n\n\n\nACT I\n\n\nSCENE I\n\n"
        others = "".join(f"\n\n{label}.\nYes." for label in ("FIRST SAILOR", "SECOND SAILOR"))
        speeches = "\n\n".join(f"{label.replace('_', ' ')}.\nNo." for label in labels.split())
        text = f"{cast}[{directions.replace('. ', '.]' + chr(10) * 2 + '[')}]\n\n{speeches}\n\n\n\nSCENE II{others}"
        assert attributes(text, "sp", "who", "drama")[1] == who

    def test_a_name_after_a_role_without_one_is_another_name(self):
        cast = "PERSONS\n\nThe Miller, Piers Holm, a widower\nAnna\n\n\n\nACT I\n\n\nSCENE I\n\n"
        ids = attributes(cast + "PIERS HOLM.\nGo.\n\nMILLER.\nGo.\n\nANNA.\nGo.", "sp", "who", "drama")
        assert ids == ["c.miller", "c.miller", "c.anna"]

    def test_the_directions_of_a_scene_tell_who_bears_a_title(self):
        cast = "PERSONS\n\nDuchess of Ferne\nDuchess of Holm\nBert\n\n\n\nACT I"
        scenes = "".join(
            f"\n\n\nSCENE\n\n[_Enter the Duchess of {one}._]\n\nDUCHESS.\nCome.\n" for one in ("Ferne", "Holm")
        )
        ids = attributes(cast + scenes, "sp", "who", "drama")
        assert ids == ["c.duchess-of-ferne", "c.duchess-of-holm"]

    def test_four_lines_between_stanzas_need_rhyme_by_half(self):
        crossed = "The gulls have gone along the bay,\nAnd cold and empty lies the town;\nWe shall not sail again today,\nFor all the yards are tumbled down."
        half = "We lit the lamp above the mill,\nAnd nobody came up the lane;\nThe water in the race is still,\nAnd she has never written since."
        text = f"ACT I\n\n\nSCENE I\n\nANNA.\n{crossed}\n{half}\n{crossed}\n\nBERT.\n{half}\n\n"
        assert found(text, "lg", genre="drama") == [crossed, half, crossed]

    def test_a_song_between_blank_lines_is_one_stanza(self):
        song = "The boats lie still,\nThe lamps are low,\nUpon the hill\nThe wild winds blow;\nAlas, alas,\nSo let it pass."
        text = f"ACT I\n\n\nSCENE I\n\nANNA.\nNow sing with me, and let the town be still;\nWe have no other comfort in this house.\n\n{song}\n\nBERT.\nGo on and sing.\n\n"
        assert found(text, "lg", genre="drama") == [song]

    def test_shared_lines_have_parts(self):
        text = (
            "ACT I\n\n\nSCENE I\n\nANNA.\nThe night is long and all the lamps are low;\nI cannot see.\n\n"
            "BERT.\nThen hold my hand and go.\nThe stair is steep, and I have walked it long."
        )
        assert attributes(text, "l", "part", "drama") == [None, "I", "F", None]

    def test_a_song_in_prose_is_a_stanza(self):
        prose = "I have been up and down the quay since noon, and nobody there has seen\nthe boat, or will say that he has; so let us sing.\n"
        song = "The boat is at the pier,\nThe rope is in the sea,\nAnd nobody is here\nBut you and me."
        text = f"ACT I\n\n\nSCENE I\n\nANNA.\n{prose}[_Sings._]\n{song}\n\n" + f"BERT.\n{prose}\n" * 3
        assert found(text, "lg", genre="drama") == [song]
        assert attributes(text, "lg", "type", "drama") == ["song"]
        assert len(found(text, "p", genre="drama")) == 4
        assert len(found(text, "l", genre="drama")) == 4

    def test_crossed_rhymes_are_a_stanza(self):
        lines = ["The night is long and all the lamps are low,", "And no one on the quay has any light;",
                 "The tide is out and nobody will go", "To look for you or me this winter night,"]  # fmt: skip
        text = "ACT I\n\n\nSCENE I\n\nANNA.\nI cannot tell you what I have not seen;\n{}\nBecause the stairs are wet with rain.\n"
        assert found(text.format("\n".join(lines)), "lg", genre="drama") == ["\n".join(lines)]
        assert found(text.format("\n".join(lines[::2] + lines[:1])), "lg", genre="drama") == []

    def test_a_scene_set_apart_without_a_head(self):
        text = PLAY.replace("SCENE II.\n\n", "")
        assert [row[1] for row in outline(text, "drama")] == ["castList", "act", "scene", "scene"]


class TestVerse:
    def test_a_book_of_verse(self):
        stanza = "The kitchen clock had lost a hand:\nIt kept the hours, not the rest.\nso be it,\nsaid my guest.\n\n"
        whole = document("\n\n\n".join(f"{number}. THE CLOCK\n\n{stanza * 2}" for number in ("I", "II")), "verse")
        assert [one.attrs["type"] for one in whole.in_layer("div")] == ["poem", "poem"]
        assert [one.attrs["type"] for one in whole.in_layer("lg")][:3] == ["poem", "stanza", "stanza"]
        assert whole.in_layer("l")[7].attrs["n"] == "8"
        assert whole.in_layer("quoteBlock") == []


class TestGenre:
    @pytest.mark.parametrize(
        ("text", "genre"),
        [
            (PLAY + "ANNA.\nNo.\n\n" * 12, "drama"),
            (
                "The clock had lost a hand,\nIt kept the hours,\nAnd all the land\nWas full of flowers.\n\n" * 20,
                "verse",
            ),
            ("“Come in,” said she. “It rains.”\n\nHe came.\n\n" * 30, "novel"),
            ("In 1878 the treaty was signed, and in 1881 it was broken.[1]\n\n" * 20, "history"),
        ],
    )
    def test_genre_by_the_look_of_the_lines(self, text, genre):
        assert guess(Source(text)).genre == genre


PIECES = [
    "CHAPTER I", "CHAPTER II", "PART THE FIRST", "PREFACE", "CONTENTS", "NOTES", "THE END", "I", "II", "ACT I",
    "SCENE I.", "SCENE, a hall.", "ACT 1. SCENE 1.", "DRAMATIS PERSONAE", "THE DARK HOUSE", PARAGRAPH.strip(),
    "He wrote to them as follows:", "and they all came to the", "We are here, and our men will go. [1]", "[1] A note.",
    "1. one\n2. two", "  1. one\n  2. two\n  1. one", "- a\n- b", "* * * *", "[Illustration: A pier]", "    A line,\n    A line;",
    "_A. Quill_", "ANNA: Will you?", "BERT: No.", "ANNA.\nWill you?", "[Enter ANNA.]", "Enter BERT.", "Dear Anna,",
    "Yours truly,\nAnna Smith", "P.S. More.", "a    b\nc    d", "by Ada Quill", "\x0c", "\xa0", "[Pg 3]", "_x_", "___", "x" * 200,
    "I am [said Anna] not a woman of many words, as you all know. Is it so?", "THE END\nOF IT", "\u2028",
]  # fmt: skip
GAPS = ["\n\n", "\n", "\n\n\n", "\n\n\n\n\n", "\r\n\r\n", " \n\xa0\n"]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GAPS)), min_size=1, max_size=20).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)
ANY = st.text(st.sampled_from("aA1 .:[]()*_\n\r\t\xa0\x0c“’I"), min_size=1, max_size=200)


@settings(deadline=None, max_examples=150)
@given(st.one_of(TEXTS, ANY), st.sampled_from(["", "drama", "verse"]))
def test_blocks_nest_and_leaves_cover_everything(text, genre):
    whole = document(text, genre)
    blocks = [one for one in whole.annotations if LAYERS[one.layer].level in ("frame", "container", "leaf")]
    stack = []
    for one in blocks:
        while stack and stack[-1].end <= one.start:
            stack.pop()
        assert not stack or one.end <= stack[-1].end
        stack.append(one)
    leaves = [(one.start, one.end) for one in blocks if LAYERS[one.layer].level == "leaf"]
    covered = {at for start, end in leaves for at in range(start, end)}
    assert all(at in covered for at, character in enumerate(text) if character not in " \t\r\n")


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_nothing_is_lost(text):
    whole = document(text)
    xml = encode_fragments(whole, list(fragments(whole)))
    plain = re.sub(r"<[^>]*>", "", xml).replace("&#13;", "\r").replace("&amp;", "&")
    returns = text.count("\r\n") == text.count("\r") == text.count("\n")
    assert plain.replace("\f", "") == (text.replace("\r", "") if returns else text).replace("\f", "")


class TestPages:
    def test_page_numbers_and_running_heads_are_furniture(self):
        half = "the boats had gone out before it was light"
        pages = "\n\n".join(f"{half}\n\n{page}\n\n{half}.\n\nTHE PIER {page}\n\n{PARAGRAPH}" for page in range(7, 13))
        whole = document(pages)
        assert [one.attrs["type"] for one in whole.in_layer("fw")] == ["pageNum", "header"] * 6
        assert whole.in_layer("pb")[0].attrs["n"] == "7"
        assert whole.in_layer("head") == []


class TestNesting:
    @pytest.mark.parametrize(
        "layers",
        [
            ("div", "note", "list", "item", "quoteBlock", "lg", "l"),
            ("note", "saidBlock", "p"),
            ("epigraph", "quoteBlock", "lg"),
            ("sp", "lg", "l"),
            ("list", "label"),
            ("table", "row", "cell"),
        ],
    )
    def test_of_blocks_of_one_extent_the_wider_kind_is_the_outer(self, layers):
        ranks = [LAYERS[layer].rank for layer in layers]
        assert ranks == sorted(set(ranks))

    def test_an_item_lies_in_its_list_and_holds_its_quotation(self):
        text = "Wren moved the following theses:\n\n1. No boat is to leave.\n\n2. No boat is to come."
        whole = document(text)
        xml = encode_fragments(whole, list(fragments(whole)))
        nesting = re.findall(r"<(/?(?:list|item|quote))\b", xml)
        assert nesting == ["list", *["item", "quote", "/quote", "/item"] * 2, "/list"]


@pytest.mark.parametrize("clue", [one for one in preformatted.CLUES if one.example], ids=lambda one: one.name)
def test_the_example_of_a_clue_for_listings_has_it(clue):
    block = blocks(clue.example)[0]
    assert clue.holds(preformatted.shape(block, page([block])))


# ---------------------------------------------------------------- what the editor says of the parts of a file
PARTS = """THE QUAY

The boats came in, the boats went out,
And nobody was by;
The gulls they wheeled and wheeled about
Beneath a leaden sky.

THE LAMP

It burned all night, and in the morning it was found to be out of oil.
"""


def parts_of(*told):
    context = Context(Edition(edition=Metadata(title="x", part=told)), Authority())
    return run(Document(Source(PARTS)), context, [structure])


def test_an_editor_says_what_the_texts_of_a_file_are_read_as():
    whole = parts_of(TextPart("The Quay", "verse"), TextPart("THE LAMP", "novel"))
    assert [one.attrs["decls"] for one in whole.in_layer("text")] == ["tc.verse", "tc.novel"]
    assert [whole.slice(one) for one in whole.in_layer("head")] == ["THE QUAY", "THE LAMP"]
    assert len(whole.in_layer("l")) == 4
    assert len(whole.in_layer("p")) == 1


def test_a_text_that_is_nowhere_is_told():
    whole = parts_of(TextPart("THE PIER", "verse"))
    assert not whole.in_layer("text")
    assert [one.attrs["reason"] for one in whole.in_layer("flag") if "THE PIER" in one.attrs["reason"]]
