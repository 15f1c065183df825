"""``profileDesc``: languages, calendars, the time told of, the persons of a tale, the genre (Guidelines 2.4)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from rubricator.header.elements import e
from rubricator.header.entries import relations
from rubricator.header.facts import Facts
from rubricator.model.genres import GENRES
from rubricator.report.timeline import coverage

_LANGUAGES: Final = {
    "en": "English", "fr": "French", "de": "German", "ru": "Russian", "ru-Latn": "Russian, romanized", "la": "Latin",
    "it": "Italian", "es": "Spanish", "el": "Greek", "grc": "Ancient Greek", "he": "Hebrew", "pl": "Polish",
    "uk-Latn": "Ukrainian, romanized", "nl": "Dutch", "pt": "Portuguese", "sv": "Swedish", "cy": "Welsh",
}  # fmt: skip
_CALENDARS: Final = {
    "cal.gregorian": "Gregorian calendar (New Style), proleptic where needed.",
    "cal.julian": "Julian calendar (Old Style).",
}
_ISO: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")
_LIMITS: Final = {"notBefore": "not before", "notAfter": "not after"}


def profile_desc(facts: Facts) -> etree._Element:
    """The element ``profileDesc``."""
    return e(
        "profileDesc",
        e("abstract", e("p", facts.meta.abstract)) if facts.meta.abstract else None,
        _creation(facts),
        _languages(facts),
        _calendars(facts),
        _fiction(facts),
        _time_told(facts),
        _text_class(facts),
        *_text_classes(facts),
    )


def _creation(facts: Facts) -> etree._Element | None:
    """When the text was written: not after its first print; a translation between that of the original and its own."""
    print_ = facts.context.edition.source.print
    first, own = (date if _ISO.fullmatch(date) else "" for date in (print_.original_date, print_.date))
    told: list[etree._Element | str] = []
    if written := first or ("" if print_.original_language else own):
        told += ["Written ", _dated(notAfter=written)]
    if print_.original_language and own:
        told += ["; translated " if told else "Translated ", _dated(notBefore=first, notAfter=own)]
    return e("creation", *told, ".") if told else None


def _dated(**bounds: str) -> etree._Element:
    known = {name: value for name, value in bounds.items() if value}
    words = " and ".join(f"{_LIMITS[name]} {value}" for name, value in known.items())
    return e("date", words, **known, evidence="external")


def _time_told(facts: Facts) -> etree._Element | None:
    """The time that the dates of the text tell of."""
    found = coverage(facts.document)
    if not found:
        return None
    first, last, count = found
    most = "Nearly all dates of the text" if count >= 20 else "The dates of the text"
    value = {"when": first} if first == last else {"from": first, "to": last}
    span = e("date", first if first == last else f"{first} to {last}", **value)
    return e("settingDesc", e("p", f"{most} ({count}) lie in the time ", span, "."))


def _languages(facts: Facts) -> etree._Element:
    shares = Counter({facts.meta.language: len(facts.document.text)})
    for one in facts.document.annotations:
        if tag := one.attrs.get("lang"):
            shares[tag] += one.end - one.start
            shares[facts.meta.language] -= one.end - one.start
    total = max(len(facts.document.text), 1)
    return e(
        "langUsage",
        *(
            e("language", _LANGUAGES.get(tag, tag), ident=tag, usage=str(round(100 * max(size, 0) / total)))
            for tag, size in shares.most_common()
        ),
    )


def _calendars(facts: Facts) -> etree._Element | None:
    used = [calendar for calendar in _CALENDARS if calendar in facts.pointed]
    found = (e("calendar", e("p", _CALENDARS[calendar]), xml_id=calendar) for calendar in used)
    return e("calendarDesc", *found) if used else None


def _fiction(facts: Facts) -> etree._Element | None:
    people = [entry for key, entry in facts.entries.items() if key in facts.fictional]
    related = relations(facts.context.authority.relations, facts.fictional)
    return e("particDesc", e("listPerson", *people, related, type="fictional")) if people else None


def _text_class(facts: Facts) -> etree._Element | None:
    genre, keywords = facts.meta.genre, facts.meta.keywords
    genre = "" if facts.document.in_layer("group") else genre
    if not (genre or keywords):
        return None
    guessed = "low" if "genre" in facts.context.edition.guessed else ""
    return e(
        "textClass",
        e("keywords", *(e("term", word) for word in keywords)) if keywords else None,
        e("catRef", scheme="#genre", target=f"#genre.{genre}", cert=guessed) if genre else None,
    )


def _text_classes(facts: Facts) -> Iterator[etree._Element]:
    """The kinds of the texts of a group, which select them with ``@decls``."""
    for genre in GENRES:
        if f"tc.{genre}" in facts.pointed:
            yield e("textClass", e("catRef", scheme="#genre", target=f"#genre.{genre}"), xml_id=f"tc.{genre}")
