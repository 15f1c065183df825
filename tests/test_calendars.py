"""Julian and Gregorian days by Julian Day Number, weekdays, Easter."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.calendars import (
    Day,
    convert,
    easter,
    exists,
    from_julian_day,
    iso,
    julian_day,
    month_length,
    offset,
    weekday,
)

CALENDARS = ("julian", "gregorian")


@given(st.integers(-2_000_000, 4_000_000), st.sampled_from(CALENDARS))
def test_a_day_number_and_its_day_are_inverse(number, calendar):
    day = from_julian_day(number, calendar)
    assert exists(day, calendar)
    assert julian_day(day, calendar) == number


@given(st.dates())
def test_gregorian_weekdays_agree_with_the_standard_library(date):
    assert weekday(Day(date.year, date.month, date.day), "gregorian") == date.weekday()


@given(st.dates())
def test_gregorian_day_numbers_agree_with_the_standard_library(date):
    assert julian_day(Day(date.year, date.month, date.day), "gregorian") == date.toordinal() + 1721425


@pytest.mark.parametrize(
    ("julian", "days"),
    [
        (Day(1582, 10, 5), 10),
        (Day(1700, 2, 28), 10),
        (Day(1700, 3, 1), 11),
        (Day(1800, 3, 1), 12),
        (Day(1900, 2, 28), 12),
        (Day(1900, 3, 1), 13),
        (Day(2100, 2, 28), 13),
        (Day(2100, 3, 1), 14),
    ],
)
def test_the_offset_of_the_calendars_grows(julian, days):
    assert offset(julian) == days


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        (Day(1918, 1, 31), Day(1918, 2, 13)),
        (Day(1917, 10, 25), Day(1917, 11, 7)),
        (Day(1900, 2, 29), Day(1900, 3, 13)),
        (Day(1066, 10, 14), Day(1066, 10, 20)),
        (Day(-43, 3, 15), Day(-43, 3, 13)),
    ],
)
def test_conversion_both_ways(julian, gregorian):
    assert convert(julian, "julian", "gregorian") == gregorian
    assert convert(gregorian, "gregorian", "julian") == julian


@pytest.mark.parametrize(
    ("year", "calendar", "day"),
    [
        (1916, "gregorian", Day(1916, 4, 23)),
        (2024, "gregorian", Day(2024, 3, 31)),
        (1818, "gregorian", Day(1818, 3, 22)),
        (1917, "julian", Day(1917, 4, 2)),
        (1943, "julian", Day(1943, 4, 12)),
    ],
)
def test_easter(year, calendar, day):
    assert from_julian_day(easter(year, calendar), calendar) == day


@given(st.integers(326, 4000), st.sampled_from(CALENDARS))
def test_easter_is_a_sunday_in_spring(year, calendar):
    day = from_julian_day(easter(year, calendar), calendar)
    assert weekday(day, calendar) == 6
    assert (3, 22) <= (day.month, day.day) <= (4, 25)


def test_leap_years_of_the_calendars():
    assert [month_length(1900, 2, calendar) for calendar in CALENDARS] == [29, 28]
    assert not exists(Day(1917, 2, 29), "gregorian")


def test_years_before_christ_are_written_astronomically():
    assert iso(-489, 9, 12) == "-0489-09-12"
    assert iso(79) == "0079"


@pytest.mark.parametrize(
    ("day", "calendar", "number"),
    [
        (Day(-4712, 1, 1), "julian", 0),
        (Day(-4713, 11, 24), "gregorian", 0),
        (Day(0, 1, 1), "gregorian", 1721060),
        (Day(0, 1, 1), "julian", 1721058),
        (Day(1582, 10, 4), "julian", 2299160),
        (Day(1582, 10, 15), "gregorian", 2299161),
        (Day(1858, 11, 17), "gregorian", 2400001),
        (Day(1970, 1, 1), "gregorian", 2440588),
        (Day(2000, 1, 1), "gregorian", 2451545),
    ],
)
def test_day_numbers_of_the_almanac(day, calendar, number):
    assert julian_day(day, calendar) == number
    assert from_julian_day(number, calendar) == day


@given(st.integers(-3000, 4000), st.integers(3, 12), st.integers(1, 28))
def test_the_offset_is_that_of_the_centuries_that_had_no_leap_day(year, month, day):
    century = year // 100
    assert offset(Day(year, month, day)) == century - century // 4 - 2


@given(st.integers(-3000, 4000), st.integers(1, 12), st.integers(1, 31), st.sampled_from(CALENDARS))
def test_days_past_the_end_of_a_month_run_on(year, month, day, calendar):
    assert julian_day(Day(year, month, day), calendar) == julian_day(Day(year, month, 1), calendar) + day - 1


def test_the_library_waits_for_the_first_conversion():
    code = "import sys, rubricator.annotate.dates, rubricator.report.timeline; print('convertdate' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
