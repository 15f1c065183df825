"""Tables: nothing in them is a formula, everything comes back as it was."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.authority import Authority
from rubricator.model.document import Annotation, Document
from rubricator.model.source import Source
from rubricator.report.mentions import mentions, to_csv
from rubricator.report.tables import as_csv, cell, from_csv, plain


@given(st.text())
def test_a_cell_comes_back(words: str) -> None:
    assert plain(str(cell(words))) == words


@given(st.lists(st.tuples(st.text(), st.text(alphabet="=+-@'\t\r\n0 a")), min_size=1))
def test_a_table_comes_back_and_calculates_nothing(rows: list[tuple[str, str]]) -> None:
    text = as_csv(("one", "two"), rows)
    assert [tuple(row.values()) for row in from_csv(text)] == rows
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(one[:1] in ("=", "@", "\t", "\r") for one in row if one)


def test_numbers_stay_numbers() -> None:
    assert [cell(one) for one in ("-12.5", "+3", "-", "=1+1", "'=x", "'tis")] == [
        "-12.5",
        "+3",
        "'-",
        "'=1+1",
        "''=x",
        "'tis",
    ]


def test_mentions_have_place_words_and_certainty() -> None:
    found = [
        Annotation("persName", 0, 9, {"ref": "p.voss"}, "names/full-name", "medium"),
        Annotation("date", 18, 22, {"when": "1913"}, "dates/year"),
    ]
    table = list(
        from_csv(to_csv(mentions(Document(Source("Mara Voss came in 1913.")).with_annotations(found), Authority())))
    )
    assert [(row["start"], row["end"], row["printed"], row["certainty"]) for row in table] == [
        ("0", "9", "Mara Voss", "medium"),
        ("18", "22", "1913", "high"),
    ]
    assert table[1]["value"] == "1913"
