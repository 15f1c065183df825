"""English words for dates, as data: months, weekdays, seasons, feasts, numbers, parts of a time."""

from __future__ import annotations

from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MONTH_ABBREVIATIONS: Final = {
    "Jan": 1, "Feb": 2, "Febr": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8,
    "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12, "Octr": 10, "Novr": 11, "Decr": 12,
}  # fmt: skip

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

SEASONS: Final = {
    "spring": 3,
    "summer": 6,
    "autumn": 9,
    "fall": 9,
    "winter": 12,
    "midsummer": 6,
    "midwinter": 12,
}
"""Season to the first of its three months (northern, meteorological)."""

ORDINALS: Final = {
    word: number
    for number, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
            "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
            "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
            "twenty-ninth", "thirtieth", "thirty-first",
        ),
        1,
    )
}  # fmt: skip

COUNTS: Final = {
    "a": (1, 1), "an": (1, 1), "one": (1, 1), "two": (2, 2), "three": (3, 3), "four": (4, 4), "five": (5, 5),
    "six": (6, 6), "seven": (7, 7), "eight": (8, 8), "nine": (9, 9), "ten": (10, 10), "eleven": (11, 11),
    "twelve": (12, 12), "thirteen": (13, 13), "fourteen": (14, 14), "fifteen": (15, 15), "sixteen": (16, 16),
    "eighteen": (18, 18), "twenty": (20, 20), "thirty": (30, 30), "forty": (40, 40), "fifty": (50, 50),
    "a couple of": (2, 3), "a few": (2, 6), "some": (2, 9), "several": (3, 9),
}  # fmt: skip
"""Number words to the least and the most they may mean."""

DECADES: Final = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip

FIXED_FEASTS: Final = {
    "New Year's Day": (1, 1), "New Year's Eve": (12, 31), "Twelfth Night": (1, 5), "Epiphany": (1, 6),
    "Candlemas": (2, 2), "St Valentine's Day": (2, 14),
    "Valentine's Day": (2, 14), "St Patrick's Day": (3, 17),
    "Lady Day": (3, 25), "St George's Day": (4, 23), "May Day": (5, 1), "Midsummer Day": (6, 24),
    "Midsummer's Day": (6, 24), "Bastille Day": (7, 14), "Lammas": (8, 1), "Michaelmas": (9, 29),
    "Hallowe'en": (10, 31), "Halloween": (10, 31), "All Hallows' Eve": (10, 31), "All Saints' Day": (11, 1),
    "All Souls' Day": (11, 2), "Martinmas": (11, 11), "Armistice Day": (11, 11), "St Andrew's Day": (11, 30),
    "Christmas Eve": (12, 24), "Christmas Day": (12, 25), "Christmas": (12, 25), "St Stephen's Day": (12, 26),
    "Boxing Day": (12, 26), "Childermas": (12, 28), "Holy Innocents' Day": (12, 28),
}  # fmt: skip

MOVABLE_FEASTS: Final = {
    "Shrove Tuesday": -47, "Ash Wednesday": -46, "Palm Sunday": -7, "Maundy Thursday": -3, "Good Friday": -2,
    "Holy Saturday": -1, "Easter Eve": -1, "Easter Sunday": 0,
    "Easter Day": 0, "Easter": 0, "Easter Monday": 1,
    "Low Sunday": 7, "Ascension Day": 39, "Whit Sunday": 49, "Whitsunday": 49, "Whitsun": 49, "Pentecost": 49,
    "Whit Monday": 50, "Trinity Sunday": 56, "Corpus Christi": 60,
}  # fmt: skip
"""Feasts by their distance in days from Easter Sunday."""

PARTS: Final = {
    "early": "early", "late": "late", "later": "whole",
    "mid": "middle", "middle": "middle", "midst": "middle",
    "beginning": "start", "start": "start", "opening": "start", "outset": "start", "commencement": "start",
    "end": "end", "close": "end", "first half": "half1", "second half": "half2", "latter half": "half2",
    "last half": "half2", "early part": "early", "latter part": "late", "later part": "late",
    "first week": "week1", "second week": "week2", "third week": "week3", "fourth week": "week4",
    "last week": "week5", "first days": "start", "last days": "end",
    "early days": "start", "closing days": "end", "opening days": "start",
    "first weeks": "early", "last weeks": "late", "early months": "early", "first months": "early",
    "last months": "late", "closing months": "late", "rest": "whole", "remainder": "whole", "whole": "whole",
    "most": "whole", "height": "middle",
}  # fmt: skip
"""Words for a part of a time to the part they mean (see `dates.values`)."""

FIRST_GREGORIAN_DAY: Final = {
    "France": "1582-12-20", "Paris": "1582-12-20", "Italy": "1582-10-15", "Rome": "1582-10-15",
    "Spain": "1582-10-15", "Madrid": "1582-10-15", "Portugal": "1582-10-15", "Lisbon": "1582-10-15",
    "Poland": "1582-10-15", "Warsaw": "1582-10-15", "Belgium": "1582-12-25", "Brussels": "1582-12-25",
    "Austria": "1584-01-17", "Vienna": "1584-01-17", "Austro-Hungary": "1584-01-17",
    "Austria-Hungary": "1584-01-17", "Hungary": "1587-11-01",
    "Budapest": "1587-11-01", "Germany": "1700-03-01", "Berlin": "1700-03-01", "Denmark": "1700-03-01",
    "Holland": "1701-01-12", "Switzerland": "1701-01-12", "Zurich": "1701-01-12", "Geneva": "1701-01-12",
    "Britain": "1752-09-14", "England": "1752-09-14", "London": "1752-09-14", "Scotland": "1752-09-14",
    "Ireland": "1752-09-14", "America": "1752-09-14", "United States": "1752-09-14",
    "Washington": "1752-09-14", "New York": "1752-09-14", "Sweden": "1753-03-01", "Stockholm": "1753-03-01",
    "Japan": "1873-01-01", "Tokyo": "1873-01-01", "Bulgaria": "1916-04-14", "Sofia": "1916-04-14",
    "Russia": "1918-02-14", "Russian": "1918-02-14", "Soviet": "1918-02-14",
    "Petrograd": "1918-02-14", "Moscow": "1918-02-14", "Petersburg": "1918-02-14",
    "Ukraine": "1918-03-01", "Kiev": "1918-03-01", "Serbia": "1919-01-28", "Belgrade": "1919-01-28",
    "Romania": "1919-04-14", "Bucharest": "1919-04-14", "Greece": "1923-03-01", "Athens": "1923-03-01",
}  # fmt: skip
"""Lands, their capitals and what is theirs, to their first Gregorian day.

After the table of E. G. Richards, Mapping Time (1998)."""

REIGNS: Final = {
    "William I": "1066-12-25", "William II": "1087-09-26", "Henry I": "1100-08-05", "Stephen": "1135-12-22",
    "Henry II": "1154-12-19", "Richard I": "1189-09-03", "Henry III": "1216-10-28", "Edward I": "1272-11-20",
    "Edward II": "1307-07-08", "Edward III": "1327-01-25", "Richard II": "1377-06-22", "Henry IV": "1399-09-30",
    "Henry V": "1413-03-21", "Henry VI": "1422-09-01", "Edward IV": "1461-03-04", "Richard III": "1483-06-26",
    "Henry VII": "1485-08-22", "Henry VIII": "1509-04-22", "Edward VI": "1547-01-28", "Elizabeth": "1558-11-17",
    "Elizabeth I": "1558-11-17", "James I": "1603-03-24", "Charles I": "1625-03-27", "Charles II": "1649-01-30",
    "James II": "1685-02-06", "Anne": "1702-03-08", "George I": "1714-08-01", "George II": "1727-06-11",
    "George III": "1760-10-25", "George IV": "1820-01-29", "William IV": "1830-06-26", "Victoria": "1837-06-20",
    "Edward VII": "1901-01-22", "George V": "1910-05-06", "George VI": "1936-12-11", "Elizabeth II": "1952-02-06",
}  # fmt: skip
"""English and British reigns to the first day of their first regnal year, in the calendar of the day.

After C. R. Cheney and M. Jones, A Handbook of Dates for Students of British History (2000).
"""
