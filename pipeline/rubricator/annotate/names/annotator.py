"""Persons, places, bodies and titles of works: those of the authority files first, then those the text tells.

TEI Guidelines 14.2.1 (personal names), 14.2.2 and 14.2.3 (bodies, places), 3.6.1 (referring strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rubricator.annotate.names.capitals import is_number
from rubricator.annotate.names.discovery import discovered_mentions, reasons
from rubricator.annotate.names.free import Free
from rubricator.annotate.names.known import known_mentions
from rubricator.annotate.names.mentions import Mention, matching_text
from rubricator.annotate.names.nouns import listed_mentions
from rubricator.annotate.names.tagger import tagged_mentions
from rubricator.annotate.names.vocabulary import NameWords, name_words
from rubricator.annotate.stages import annotator
from rubricator.language import lexicon
from rubricator.model.authority import Authority
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Document
from rubricator.model.genres import genre
from rubricator.model.name_forms import Parts, alike, parts
from rubricator.model.name_forms import names as entry_names
from rubricator.reading.corrected import Reading

_LAYER: Final = {"person": "persName", "place": "placeName", "org": "orgName", "bibl": "title"}
_WORD: Final = re.compile(r"\S+")
_AFTER: Final = re.compile(r",? ([A-Z][a-z]+\.?)(?!\w)")


@annotator(
    any_language=True,
    wants={"names"},
    reads={"sic", "title", "bibl", "role", "sp", "speaker", "div", "fw"},
    writes={
        "persName", "placeName", "orgName", "title", "roleName", "forename", "surname", "nameLink", "genName", "flag",
    },
    rules={
        "known-name": "a whole name, or a variant, from the authority files",
        "known-surname": "a surname from the authority files",
        "known-forename": "a forename from the authority files whose whole name the text has",
        "known-title": "the title of a work from the authority files",
        "titled": "a capitalized name after a title of rank",
        "full-name": "a forename before a capitalized word, or initials",
        "short-name": "a part of a name that the text has in full",
        "forename": "a forename alone",
        "cast": "a name of the cast list, or of a speaker's label",
        "famous": "a surname so well known that it needs no forename",
        "surname": "a frequent surname without an article",
        "family": "the plural of a surname",
        "acting": "a capitalized word that speaks, moves or owns like a person",
        "gazetteer": "a name in the gazetteer of the language",
        "place-word": "a name with a word for a kind of place",
        "place-context": "a capitalized word after a preposition of place",
        "body-word": "a name with a word for a kind of body",
        "tagger": "a name found by the tagger that the edition names",
        "part": "a part of a personal name",
    },
)  # fmt: skip
def names(document: Document, context: Context) -> Iterator[Annotation]:
    """Names with their ids; titles of rank inside personal names; open ambiguities as flags."""
    words = name_words(context.edition.edition.language)
    reading = matching_text(document)
    closed = Free(_closed(document, reading))
    known = [
        one for one in known_mentions(reading.text, context.authority, words) if closed.between(one.first, one.end)
    ]
    settled = [*closed.spans, *((one.first, one.end) for one in known)]
    fiction = genre(context.edition.edition.genre).fiction
    prefix, taken = "c." if fiction else "p.", context.authority.entries
    given = reading.text, settled, _cast(document, context.authority), words, prefix, taken
    edition = context.edition
    if edition.annotate.tagger:
        fresh = tagged_mentions(*given, edition)
    elif "method" in (listed := lexicon(edition.edition.language).table("names")):
        fresh = listed_mentions(*given, edition.edition.language)
    elif listed:
        fresh = discovered_mentions(*given, document.source.tokens)
    else:
        fresh = iter(())
    cited = Free((one.start, one.end) for one in document.in_layer("title"))
    for mention in sorted([*known, *fresh], key=lambda m: (m.start, -m.end)):
        if mention.kind != "bibl" or cited.between(*reading.source(mention.start, mention.end)):
            yield from _annotations(mention, reading, context.authority, words)


def evidence(document: Document, name: Annotation, context: Context) -> list[str]:
    """What speaks for each sense of a name that no authority file has, with the sums."""
    reading, words = matching_text(document), name_words(context.edition.edition.language)
    known = (one for one in document.in_layer(*_LAYER.values()) if one.rule.startswith("names/known-"))
    settled = [*_closed(document, reading), *((reading.offset(a.start), reading.offset(a.end)) for a in known)]
    start, end = reading.offset(name.start), reading.offset(name.end)
    return reasons(reading.text, settled, _cast(document, context.authority), words, start, end)


def _closed(document: Document, reading: Reading) -> Iterator[tuple[int, int]]:
    """What is no word of the author: the text that an archive adds, and page furniture."""
    archive = [one for one in document.in_layer("div") if one.attrs.get("type") == "boilerplate"]
    for one in (*archive, *document.in_layer("fw")):
        yield reading.offset(one.start), reading.offset(one.end)


def _cast(document: Document, authority: Authority) -> dict[str, str]:
    """Names of the cast list and of speakers' labels, with the ids that structure gave them."""
    found = {
        document.slice(role): role.attrs["corresp"] for role in document.in_layer("role") if "corresp" in role.attrs
    }
    for speech in document.in_layer("sp"):
        who = speech.attrs.get("who", "")
        label = next(iter(document.within(speech.start, speech.end, "speaker")), None)
        if label and who and " " not in who and authority.kind(who) in ("", "person"):
            name = document.slice(label).strip(" .:\n")
            found.setdefault(name, who)
    return {" ".join(alike(name).split()): id for name, id in found.items() if name[:1].isupper() and len(name) > 2}


def _annotations(mention: Mention, reading: Reading, authority: Authority, words: NameWords) -> Iterator[Annotation]:
    mention = _with_generation(mention, reading.text, words)
    start, end = reading.source(mention.first, mention.end)
    attrs = {"ref": mention.id}
    if mention.kind == "bibl":
        attrs |= {"level": level} if (level := authority.level(mention.id)) else {}
    yield Annotation(_LAYER[mention.kind], start, end, attrs, rule=mention.rule, cert=mention.cert)
    if mention.others:
        yield _open(mention, start, end, authority)
    if mention.kind == "person":
        yield from _parts(mention, reading, authority, words)


def _with_generation(mention: Mention, text: str, words: NameWords) -> Mention:
    """The mention with what tells father from son after it: ``Le Fanu, Jr.``"""
    after = _AFTER.match(text, mention.end)
    if mention.kind != "person" or not after or after[1] not in words.generations:
        return mention
    return mention._replace(end=after.end())


def _open(mention: Mention, start: int, end: int, authority: Authority) -> Annotation:
    either = ", ".join(f"{authority.label(id)} ({id})" for id in (mention.id, *mention.others))
    attrs = {
        "reason": f"this name may mean: {either}",
        "kind": "ambiguous name",
        "candidates": " ".join((mention.id, *mention.others)),
    }
    return Annotation("flag", start, end, attrs, mention.rule)


def _parts(mention: Mention, reading: Reading, authority: Authority, words: NameWords) -> Iterator[Annotation]:
    """Titles of rank, and the parts of a name of several words."""
    text = reading.text
    if mention.first < mention.start:
        title = text[mention.first : mention.start].rstrip()
        start, end = reading.source(mention.first, mention.first + len(title))
        kind = words.titles.get(title.split()[0], "honorific")
        yield Annotation("roleName", start, end, {"type": kind if kind != "kin" else "honorific"}, rule="part")
    for layer, start, end in _name_parts(text, mention, authority, words):
        yield Annotation(layer, *reading.source(start, end), rule="part")


def _name_parts(text: str, mention: Mention, authority: Authority, words: NameWords) -> Iterator[tuple[str, int, int]]:
    if text.find(" ", mention.start, mention.end) < 0:
        return
    found = list(_WORD.finditer(text, mention.start, mention.end))
    given = _divided(mention.id, authority)
    numbers = {one for one in found[1:] if one[0] in words.generations or is_number(one[0])}
    last = next(one for one in reversed(found) if one not in numbers)
    for at, one in enumerate(found):
        if one in numbers:
            yield "genName", one.start(), one.end()
            continue
        if one[0] in words.capital_particles and at + 1 < len(found) and found[at + 1] is last:
            yield "nameLink", one.start(), one.end()
            continue
        layer = _part_layer(one[0].rstrip(","), given, words, last=one is last and (at > 0 or not numbers))
        if layer:
            yield layer, one.start(), one.start() + len(one[0].rstrip(","))


def _divided(id: str, authority: Authority) -> Parts:
    entry = authority.entries.get(id)
    return parts(entry_names(entry)[0]) if entry is not None else Parts()


def _part_layer(word: str, given: Parts, words: NameWords, *, last: bool) -> str:
    folded = word.casefold()
    if given.surname and folded in alike(given.surname).casefold().split():
        return "surname"
    if given.link and folded in given.link.casefold().split():
        return "nameLink"
    if folded == given.generation.casefold() != "":
        return "genName"
    if not last and (word in words.forenames or (len(word) < 7 and word.endswith("."))):
        return "forename"
    if any(folded in name.casefold() for name in given.forenames):
        return "forename"
    return "surname" if last and not given.plain and not given.forenames and word[0].isupper() else ""
