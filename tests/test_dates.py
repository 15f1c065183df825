"""Dates: text in, spans with values out."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubricator.annotate.dates import dates
from rubricator.annotate.stages import run
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import CalendarRule, Dates, Edition, Metadata, Print, Witness
from rubricator.model.source import Source
from rubricator.report.timeline import timeline

RUSSIA = (CalendarRule("julian", "1918-01-31"), CalendarRule("gregorian"))


def document(text, *annotations, **settings):
    rules = Dates(calendars=settings.pop("calendars", ()), year=settings.pop("year", 0))
    edition = Edition(dates=rules, **settings)
    return run(Document(Source(text)).with_annotations(annotations), Context(edition=edition), [dates])


def found(text, **settings):
    """Outermost dates of the text, as printed, with their values joined."""
    made, end = [], -1
    whole = document(text, **settings)
    for date in whole.in_layer("date"):
        if date.start >= end:
            made.append((whole.slice(date), value(date)))
            end = date.end
    return made


def value(date):
    if "when" in date.attrs:
        return date.attrs["when"]
    span = [date.attrs.get(name, "") for name in ("from", "to")]
    return "/".join(span) if any(span) else "..".join(date.attrs.get(n, "") for n in ("notBefore", "notAfter"))


def flags(text, **settings):
    return [flag.rule for flag in document(text, **settings).in_layer("flag")]


def only(text, **settings):
    (date,) = document(text, **settings).in_layer("date")
    return date


@pytest.mark.parametrize(
    ("text", "printed", "iso"),
    [
        ("They met on 4 June 1851 at noon.", "4 June 1851", "1851-06-04"),
        ("They met on June 4, 1851, at noon.", "June 4, 1851", "1851-06-04"),
        ("They met on the 4th of June, 1851.", "4th of June, 1851", "1851-06-04"),
        ("Signed the fourth day of June, A.D. 1851.", "fourth day of June, A.D. 1851", "1851-06-04"),
        ("Dated Wednesday, 4 June 1851.", "Wednesday, 4 June 1851", "1851-06-04"),
        ("Printed 1851-06-04 in Vell.", "1851-06-04", "1851-06-04"),
        ("Stamped 4.6.1851 in Vell.", "4.6.1851", "1851-06-04"),
        ("It closed in June 1851 for good.", "June 1851", "1851-06"),
        ("It closed in 1851 for good.", "1851", "1851"),
        ("The year 1851 was wet.", "year 1851", "1851"),
        ("It fell in 490 BC at last.", "490 BC", "-0489"),
        ("It fell in A.D. 70 at last.", "A.D. 70", "0070"),
        ("Vell: MDCCLXXVI.", "MDCCLXXVI", "1776"),
        ("It was the spring of 1851.", "spring of 1851", "1851-03..1851-05"),
        ("In the winter of 1850-51 it froze.", "winter of 1850-51", "1850-12..1851-03"),
        ("In the 1850s it froze.", "1850s", "1850..1859"),
        ("In the nineteenth century it froze.", "nineteenth century", "1801..1900"),
        ("At the end of the nineteenth century it froze.", "end of the nineteenth century", "1890..1900"),
        ("In the 4th century BC it froze.", "4th century BC", "-0399..-0300"),
        ("By the end of June 1851 it froze.", "end of June 1851", "1851-06-21..1851-06-30"),
        ("In the first week of June 1851 it froze.", "first week of June 1851", "1851-06-01..1851-06-07"),
        ("In mid-1851 it froze.", "mid-1851", "1851-05..1851-08"),
        ("In early summer 1851 it froze.", "early summer 1851", "1851-06..1851-08"),
        ("Some time not before 1851 it froze.", "not before 1851", "1851.."),
        ("It froze sometime after 1851 again.", "sometime after 1851", "1851.."),
        ("It froze no later than June 1851 again.", "no later than June 1851", "..1851-06"),
        ("On Easter Monday 1916 they rose.", "Easter Monday 1916", "1916-04-24"),
        ("By Michaelmas 1851 it was built.", "Michaelmas 1851", "1851-09-29"),
        ("In the third year of King George III it froze.", "third year of King George III", "1762-10-25..1763-10-24"),
        ("Written 23 Feburary 1851.", "23 Feburary 1851", "1851-02-23"),
    ],
)
def test_a_date_and_its_value(text, printed, iso):
    assert found(text) == [(printed, iso)]


@pytest.mark.parametrize(
    ("text", "printed", "iso", "inner"),
    [
        ("From 3 to 9 June 1851 it rained.", "From 3 to 9 June 1851", "1851-06-03/1851-06-09", ["3", "9 June 1851"]),
        ("It rained 3–9 June 1851.", "3–9 June 1851", "1851-06-03/1851-06-09", ["3", "9 June 1851"]),
        ("It rained May 30-June 2, 1851.", "May 30-June 2, 1851", "1851-05-30/1851-06-02", ["May 30", "June 2, 1851"]),
        ("It rained 1792-3 in Vell.", "1792-3", "1792/1793", ["1792", "3"]),
        ("It rained between 1891 and 1900.", "between 1891 and 1900", "1891/1900", ["1891", "1900"]),
        ("It rained from March to May 1851.", "from March to May 1851", "1851-03/1851-05", ["March", "May 1851"]),
        ("It rained 499-493 BC in Vell.", "499-493 BC", "-0498/-0492", ["499", "493 BC"]),
    ],
)
def test_a_range_holds_a_date_for_each_end(text, printed, iso, inner):
    whole = document(text)
    outer, *ends = whole.in_layer("date")
    assert (whole.slice(outer), value(outer)) == (printed, iso)
    assert [whole.slice(end) for end in ends] == inner


@pytest.mark.parametrize(
    ("text", "printed", "when", "custom"),
    [
        ("On 28 January (10 February) 1918 it ended.", "28 January (10 February) 1918", "1918-02-10", "1918-01-28"),
        (
            "In 1917, on 15 November (28, New Style), it began.",
            "15 November (28, New Style)",
            "1917-11-28",
            "1917-11-15",
        ),
        (
            "In January 1918 he spoke. On the 18th (31st, New Style) it began.",
            "18th (31st, New Style)",
            "1918-01-31",
            "1918-01-18",
        ),
        ("On 3 March 1911 O.S. it began.", "3 March 1911 O.S.", "1911-03-16", "1911-03-03"),
        ("On 27 December 1917 (Old Style) it began.", "27 December 1917 (Old Style)", "1918-01-09", "1917-12-27"),
        ("On 23 February/8 March 1917 it began.", "23 February/8 March 1917", "1917-03-08", "1917-02-23"),
        ("On 5/18 January 1918 it began.", "5/18 January 1918", "1918-01-18", "1918-01-05"),
        ("Born 10 February 1641/2 in Vell.", "10 February 1641/2", "1642-02-20", "1642-02-10"),
        ("Crowned on 25 December 1066 there.", "25 December 1066", "1066-12-31", "1066-12-25"),
    ],
)
def test_a_date_in_the_old_calendar(text, printed, when, custom):
    whole = document(text)
    dated = [d for d in whole.in_layer("date") if whole.slice(d) == printed]
    assert [(d.attrs["when"], d.attrs["when-custom"], d.attrs["datingMethod"]) for d in dated] == [
        (when, custom, "cal.julian")
    ]


def test_a_dual_date_names_both_calendars_in_the_order_printed():
    assert only("On 28 January (10 February) 1918 it ended.").attrs["calendar"] == "cal.julian cal.gregorian"
    assert only("On 10 February (28 January O.S.) 1918 it ended.").attrs["calendar"] == "cal.gregorian cal.julian"


def test_a_number_in_brackets_is_no_second_calendar():
    assert found("On 8 January 1918 (3) it ended.") == [("8 January 1918", "1918-01-08")]


def test_the_edition_says_in_which_calendar_unmarked_days_stand():
    before = only("On 26 January 1918 it ended.", calendars=RUSSIA)
    assert (before.attrs["when"], before.rule) == ("1918-02-08", "dates/day-edition")
    assert only("On 14 February 1918 it ended.", calendars=RUSSIA).attrs["when"] == "1918-02-14"


def test_a_text_may_say_the_calendar_of_its_dates():
    text = "All dates in this book are given in the Old Style. On 25 October 1917 it began."
    date = only(text)
    assert (date.attrs["when"], date.rule, date.cert) == ("1917-11-07", "dates/day-calendar", "medium")


def test_a_day_told_of_a_land_of_the_new_calendar_stands_in_it():
    date = only("In France it ended on 26 January 1918.", calendars=RUSSIA)
    assert (date.attrs["when"], date.rule, date.cert) == ("1918-01-26", "dates/day-calendar", "medium")


def test_the_same_day_named_once_more_stands_in_the_new_calendar():
    text = "It began in Russia on 25 October 1917, and for others on 7 November."
    assert [iso for _, iso in found(text, calendars=RUSSIA)] == ["1917-11-07", "1917-11-07"]


def test_a_dual_date_beside_it_outweighs_the_land():
    text = "In mid-January 1918 Berlin stirred. On 18 January (31 January, New Style) it struck."
    assert found(text, calendars=RUSSIA)[0][1] == "1918-01-24..1918-02-02"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In June 1851 it rained. On 4 July it stopped.", ["1851-06", "1851-07-04"]),
        ("In November 1851 it rained. By February it stopped.", ["1851-11", "1852-02"]),
        ("In January 1852 it rained, as on 20 December.", ["1852-01", "1851-12-20"]),
        ("On 4 June 1851 it rained. On the 9th it stopped.", ["1851-06-04", "1851-06-09"]),
        ("On 28 June 1851 it rained. On the 3rd, it stopped.", ["1851-06-28", "1851-07-03"]),
        ("On 4 June 1851 it rained. The following day it stopped.", ["1851-06-04", "1851-06-05"]),
        ("On 30 June 1851 it rained. Two days later it stopped.", ["1851-06-30", "1851-07-02"]),
        ("In June 1851 it rained. Two months earlier it froze.", ["1851-06", "1851-04"]),
        ("In 1851 it rained. The previous year was dry.", ["1851", "1850"]),
        ("In 1851 it rained. By summer it stopped.", ["1851", "1851-06..1851-08"]),
        ("In the winter of 1854 it froze. On 15 January it rained.", ["1854-12..1855-02", "1855-01-15"]),
        ("In the spring of 1854 it froze. On the 15th it rained.", ["1854-03..1854-05"]),
        ("In 1851 it rained in August of that year.", ["1851", "1851-08"]),
    ],
)
def test_the_clock_supplies_what_a_date_leaves_open(text, values):
    assert [iso for _, iso in found(text)] == values


def test_what_is_supplied_lowers_certainty_and_is_named():
    first, second = document("In June 1851 it rained. On 4 July it stopped.").in_layer("date")
    assert (first.cert, first.rule) == ("high", "dates/month")
    assert (second.cert, second.rule, second.attrs["evidence"]) == ("medium", "dates/day-year", "internal")


def test_without_a_year_anywhere_none_is_invented():
    assert found("On 4 July it stopped.") == [("4 July", "--07-04")]


def test_a_retrospect_does_not_carry_the_story_with_it():
    text = (
        "In June 1851 it rained and nobody in the harbour cared to speak of it, though all of them had seen the "
        "water rise, and most remembered well enough how in April 1849 it had risen higher.\n\nOn 4 July it stopped."
    )
    assert [iso for _, iso in found(text)] == ["1851-06", "1849-04", "1851-07-04"]


def test_a_citation_moves_no_clock():
    text = "In June 1851 it rained (Vell, 1920). On 4 July it stopped."
    whole = document(text, Annotation("bibl", text.index("Vell"), text.index(")")))
    assert [value(d) for d in whole.in_layer("date")] == ["1851-06", "1920", "1851-07-04"]


@pytest.mark.parametrize(
    "text",
    [
        "They may go. March on, April, said June to her.",
        "He sent 1500 men and 1917 prisoners to Vell.",
        "See p. 1917 and pp. 1422-4 there.",
        "It cost $1917 or 1,917 francs.",
        "Roger, Earl of March, left.",
        "In the spring of the clock a wheel broke.",
        "The October revolution was not yet named.",
        "The 18th Regiment and the 5th Army left.",
        "It was the fall of the city.",
        "On the 4th he spoke, and carried the day this time.",
        "The next day it stopped.",
        "A house with 12 rooms and 3 doors; item 4.",
    ],
)
def test_what_is_no_date(text):
    assert found(text) == []


def test_a_date_that_the_print_breaks_off_is_one():
    text = "It began on 4\n\n[Pg 12]\n\nJune 1851 in Vell."
    at = text.index("[Pg")
    assert found_with(text, Annotation("fw", at, at + 7, {"type": "pageNum"})) == ["4", "June 1851"]


def test_a_corrected_word_is_read_as_corrected():
    text = "It began on 4 Ju-ne 1851 in Vell."
    at = text.index("Ju-ne")
    fix = Annotation("sic", at, at + 5, {"corr": "June", "type": "hyphen"})
    assert found_with(text, fix) == ["4 Ju-ne 1851"]


def found_with(text, *annotations):
    whole = document(text, *annotations)
    return [whole.slice(date) for date in whole.in_layer("date")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("On 3 March (15 March) 1911 it began.", "dates/check-dual"),
        ("On Monday, 4 June 1851, it began.", "dates/check-weekday"),
        ("On 31 June 1851 it began.", "dates/check-day"),
    ],
)
def test_a_contradiction_is_flagged_and_tagged_as_printed(text, rule):
    assert flags(text) == [rule]
    assert len(found(text)) == 1


def test_of_a_range_that_runs_backwards_only_the_ends_are_tagged():
    text = "It lasted from 3 March 1911 to 2 March 1911."
    assert flags(text) == ["dates/check-range"]
    assert [date.attrs.get("when") for date in document(text).in_layer("date")] == ["1911-03-03", "1911-03-02"]
    assert flags("It lasted from March 1911 to 1911.") == []


def test_an_impossible_day_keeps_its_printed_form():
    date = only("On 31 June 1851 it began.")
    assert ("when" in date.attrs, date.attrs["when-custom"], date.cert) == (False, "1851-06-31", "low")


def test_the_year_before_the_first_is_bounded_by_days_that_have_a_name():
    date = only("It fell in 1 BC at last.")
    assert value(date) == "-0001-12-31..0001-01-01"
    assert (date.attrs["when-custom"], date.attrs["datingMethod"]) == ("0000", "cal.gregorian")
    assert value(only("It fell in the 1st century BC.")) == "-0099..0001-01-01"


def test_a_span_in_the_old_calendar_repeats_both_its_ends():
    span = document("It rained from 14 to 18 January 1918.", calendars=RUSSIA).in_layer("date")[0]
    assert (span.attrs["from"], span.attrs["to"]) == ("1918-01-27", "1918-01-31")
    assert (span.attrs["from-custom"], span.attrs["to-custom"]) == ("1918-01-14", "1918-01-18")
    assert span.attrs["datingMethod"] == "cal.julian"


def test_a_part_of_a_month_in_the_old_calendar_repeats_both_its_limits():
    part = only("In mid-January 1918 it struck.", calendars=RUSSIA)
    assert (part.attrs["notBefore"], part.attrs["notBefore-custom"]) == ("1918-01-24", "1918-01-11")
    assert (part.attrs["notAfter"], part.attrs["notAfter-custom"]) == ("1918-02-02", "1918-01-20")


def test_a_span_across_the_reform_names_both_calendars():
    span = document("It rained from 14 January to 18 February 1918.", calendars=RUSSIA).in_layer("date")[0]
    assert span.attrs["calendar"] == "cal.julian cal.gregorian"
    assert "to-custom" not in span.attrs


def test_the_ends_of_a_range_may_be_parts():
    whole = document("It rained between late 1917 and early 1918.")
    assert [(whole.slice(d), value(d)) for d in whole.in_layer("date")] == [
        ("between late 1917 and early 1918", "1917-09/1918-04"),
        ("late 1917", "1917-09..1917-12"),
        ("early 1918", "1918-01..1918-04"),
    ]


def test_days_whose_figures_were_taken_for_letters_are_read():
    text = "On the 2lst of June 1851, the lst of July 1851 and May l0, 1854, it rained."
    assert [iso for _, iso in found(text)] == ["1851-06-21", "1851-07-01", "1854-05-10"]


def test_furniture_inside_a_date_is_no_part_of_it():
    text = "It began on 4\n\n[Pg 12]\n\nJune 1851 in Vell."
    at = text.index("[Pg")
    whole = document(text, Annotation("fw", at, at + 7, {"type": "pageNum"}))
    first, second = whole.in_layer("date")
    assert (whole.slice(first), whole.slice(second)) == ("4", "June 1851")
    assert first.attrs["next"] == second.attrs["id"] and second.attrs["prev"] == first.attrs["id"]
    assert first.attrs["when"] == second.attrs["when"] == "1851-06-04"
    assert len(timeline(whole)) == 1


def test_a_year_whose_figures_were_taken_for_letters_is_read():
    assert found("It rained in l917 and on 3 May 19I8.") == [("l917", "1917"), ("3 May 19I8", "1918-05-03")]


def test_years_of_a_war_and_days_counted_from_an_event_are_no_dates():
    assert found("In the fourth year of the war, two days after the battle, it rained.") == []


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("In the third year of the reign of Louis XIV it froze.", "1645-05-14..1646-05-13"),
        ("In the fifth year of Tsar Alexander I it froze.", "1805-03-24..1806-03-23"),
        ("In the fifteenth year of the reign of Tiberius it froze.", "0028-09-15..0029-09-14"),
    ],
)
def test_reigns_of_other_realms(text, iso):
    assert [value for _, value in found(text)] == [iso]


def test_a_date_after_the_print_is_flagged():
    print_of = Witness(print=Print(date="1930"))
    assert flags("On 4 June 1951 it began.", source=print_of) == ["dates/check-written"]


def test_a_day_told_out_of_order_by_a_month_is_flagged():
    text = "In December 1917 it began. On 9 December they met, on 5 December they ate, on 15 November they spoke. On 19 December they left."
    assert flags(text) == ["dates/check-order"]


def test_a_tale_is_not_dated_from_afar():
    text = "He was born in 1784. " + "Nothing happened at all. " * 200 + "In September she left."
    novel = Metadata(genre="novel")
    assert found(text, edition=novel)[-1] == ("September", "--09")
    assert found(text)[-1] == ("September", "1784-09")


WORDS = st.sampled_from(
    "on in the of 4 18th June May March 1851 1917-18 ( ) / – , . New Style BC 1 0 31 490 from to between and early "
    "spring winter century next day two days later Monday Easter February mai février de à au entre et début fin siècle "
    "année XIXe 3. Mai bis vom zwischen und Anfang Ende Jahrhundert v. Chr. l917 2lst \n\n".split(" ")
)
TEMPORAL = re.compile(r"-?(?!0000)\d{4}(?:-\d\d){0,2}|--\d\d(?:-\d\d)?")
GREGORIAN = ("when", "from", "to", "notBefore", "notAfter")


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=40), st.sampled_from(["en", "fr", "de"]))
def test_any_jumble_of_date_words_is_read_without_fault(words, language):
    text = " ".join(words)
    for date in document(text, edition=Metadata(language=language)).in_layer("date"):
        assert text[date.start : date.end].strip() == text[date.start : date.end] != ""
        values = [date.attrs[name] for name in GREGORIAN if name in date.attrs]
        assert values and all(TEMPORAL.fullmatch(value) for value in values)
        assert "when" not in date.attrs or len(values) == 1
