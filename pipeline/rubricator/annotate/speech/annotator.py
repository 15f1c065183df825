"""The annotator `speech`: quotation marks, what they enclose, and who speaks (TEI Guidelines 3.3.3).

Detection is `quotation`, cues are `cues`, speakers are `attribution`; here the kinds are told apart and the
annotations written.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from rubricator.annotate.names.vocabulary import NameWords, name_words
from rubricator.annotate.speech import mending
from rubricator.annotate.speech.cues import Mention
from rubricator.annotate.speech.dashes import dash_quotations, parted
from rubricator.annotate.speech.joint import Weights
from rubricator.annotate.speech.kinds import Kinds, Verdict
from rubricator.annotate.speech.learned import weights
from rubricator.annotate.speech.marks import Convention, Quotation, Span, convention, quotations
from rubricator.annotate.speech.nested import nested_speakers
from rubricator.annotate.speech.persons import Cast, Persons, one_by_surname
from rubricator.annotate.speech.speakers import Speaker, speakers
from rubricator.annotate.speech.unmarked import run_in, turns
from rubricator.annotate.speech.utterances import Passage
from rubricator.annotate.speech.words import Words, words
from rubricator.annotate.stages import annotator
from rubricator.model.context import Context
from rubricator.model.document import Annotation, Cert, Document
from rubricator.model.genres import genre
from rubricator.reading.own_words import own_words
from rubricator.reading.text import broken_words, read

_SAID = ("said", "quote")
_LEAVES = ("p", "item", "ab", "l", "cell", "salute")
_RULES = {
    "named": "a verb of saying with the speaker's name beside the words",
    "shared-name": "a verb of saying with a name that several bear",
    "named-apart": "a verb of saying whose subject stands further off",
    "lead-in": "a sentence that ends in a colon leads to the words",
    "narrator": "the narrator reports own words",
    "narrator-beat": "an action of the narrator stands beside the words",
    "beat": "an action of a named person stands beside the words",
    "sentence-subject": "the words stand in a sentence about the person",
    "description": "the speaker is described by office or trade",
    "pronoun": "a verb of saying with a pronoun, resolved to a person at hand",
    "beat-pronoun": "an action of a person named by a pronoun stands beside the words",
    "generic": "a verb of saying with a noun such as man or girl, resolved like a pronoun",
    "turn": "the turn of the conversation",
    "nested": "a verb of saying inside the words of another",
    "run-in": "the words follow a verb of saying, or a name, and a colon, without marks",
    "together": "two or more who spoke or were named before speak together",
    "group": "several speak, or persons not told apart",
    "none": "words in quotation marks, the speaker not found",
    "scare-quotes": "a few words under distance",
    "words-as-words": "words that are named, not used",
    "quoted-title": "a title in quotation marks",
    "mark": "a quotation mark",
    "described-speaker": "the description names the speaker",
    "faulty-mark": "a quotation mark is missing or the wrong way round",
    "block": "the words stand in a block quotation or speech of the person",
    "insertion": "the author's brackets inside the words",
    "wrong-way": "an opening quotation mark printed as a closing one",
    "stray-mark": "a quotation mark that belongs to no quotation",
    "missing-mark": "the quotation mark that is missing",
}
_CERTAINTY: dict[str, Cert] = {
    "named": "high",
    "narrator": "high",
    "shared-name": "medium",
    "lead-in": "medium",
    "sentence-subject": "low",
    "beat": "medium",
    "named-apart": "medium",
    "narrator-beat": "low",
    "description": "medium",
    "nested": "medium",
    "together": "low",
    "none": "unknown",
    "group": "unknown",
}
_HIGH, _MEDIUM = 0.98, 0.8
"""From which probability on a speaker who was weighed is certain."""
_SETTLED = 0.9
_TALK = 5
"""So many quotations, one a paragraph in the mean, are talk."""
_OPEN, _CLOSE = {"type": "open"}, {"type": "close"}
_REMARK = re.compile(
    r"\[(?=[^\[\]]*[^\W\d_]{2})[^\[\]]{3,160}\]"
    r"|\((?:[a-z]+ing\b|with an?\b|in an?\b|(?:loud |renewed |great )?(?:laughter|cheers|applause|hear, hear))"
    r"[^()]{0,100}\)"
)


@annotator(
    needs={"speech"},
    heeds={"said"},
    reads={
        *_LEAVES,
        "sp",
        "quoteBlock",
        "saidBlock",
        "interpolation",
        "aside",
        "noteref",
        "persName",
        "orgName",
        "title",
        "supplied",
        "sic",
        "rs",
    },
    writes={"said", "quote", "soCalled", "mentioned", "title", "pc", "rs", "supplied", "sic", "interpolation", "flag"},
    rules=_RULES,
)
def speech(document: Document, context: Context) -> Iterator[Annotation]:
    """Yield said, quote, soCalled, mentioned and title with their marks, and flags for faulty marks."""
    persons, strays = _heard(document, context)
    passage = persons.passage
    regions, found = passage.regions, passage.quotations
    said_by = _with_blocks(document, found, _speakers(persons, weights(context.edition.speakers_table)))
    verdicts = Kinds(document.text, regions, found, said_by, passage.tale, passage.words, passage.kind).verdicts()
    yield from _written(found, verdicts, said_by)
    yield from _insertions(document, found, verdicts)
    layers = {at: verdict.layer for at, verdict in enumerate(verdicts)}
    yield from mending.faults(document.text, regions, found, layers, _known_errors(document))
    yield from strays
    yield from _descriptions(document, persons, {id for one in said_by.values() for id in one.ids})


def persons_of(document: Document, context: Context) -> Persons:
    """The quotations of a document and the persons of its text, before anything was attributed."""
    before = [one for one in document.annotations if not one.rule.startswith("speech/") and one.layer not in _SAID]
    return _heard(own_words(Document(document.source).with_annotations(before)), context)[0]


def _heard(document: Document, context: Context) -> tuple[Persons, list[Annotation]]:
    """The quotations with the persons of the text; and the marks that are stray."""
    language = context.edition.edition.language
    vocabulary = words(language)
    regions = speech_regions(document)
    style = convention(document.text, regions)
    added = [(a.start, a.attrs["mark"]) for a in document.in_layer("supplied") if "mark" in a.attrs]
    found = quotations(document.text, regions, added, style, language)
    if style.dashes or vocabulary.incise:
        found = list(parted(document.text, regions, found, vocabulary))
    if style.dashes:
        found = _with_dashes(found, dash_quotations(document.text, regions, vocabulary))
    found = list(mending.parted(document.text, regions, mending.joined(found), vocabulary))
    found = mending.led_out(document.text, found, vocabulary)
    tale = _is_tale(context, regions, found)
    named = _mentions(document, ("persName", "orgName") if tale else ("persName", "orgName", "title"))
    mentions = one_by_surname(document.text, named, context.authority.sex, vocabulary)
    strays: list[Annotation] = []
    if tale:
        mending.from_the_start(regions, document.text, found)
    else:
        calls = {one.end: one.start for one in document.in_layer("noteref")}
        found, strays = _mended(document.text, regions, found, mentions, calls, style, language)
    found = _with_unmarked(document.text, regions, found, mentions, vocabulary)
    kind = _kinds_of_ids(document, context)
    heard = context.heard.get("said", {})
    given = {place: tuple(who.split()) for place, said in heard.items() if (who := said.get("who"))}
    passage = Passage(document.text, regions, found, mentions, tale, vocabulary, kind=kind, given=given)
    passage.mended = _mended_words(document)
    return _persons(passage, context, _forenames(name_words(language))), strays


def _mended_words(document: Document) -> list[tuple[int, int, str]]:
    """Words that are broken at the end of a line or corrected, as the reading of the text has them."""
    broken = [(one.start(1), one.end(3)) for one in broken_words(document.source)]
    mended = [(one.start, one.end) for one in document.in_layer("sic") if one.attrs.get("corr")]
    if not (broken or mended):
        return []
    reading = read(document, furniture=True, calls=True, marks=True, verses=True)
    found = (_word_around(document.text, *span) for span in {*broken, *mended})
    words_read = sorted((start, end, reading.text[slice(*reading.span(start, end))]) for start, end in found)
    return [one for one in words_read if " " not in one[2]]


def _word_around(text: str, start: int, end: int) -> Span:
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


def _kinds_of_ids(document: Document, context: Context) -> Callable[[str], str]:
    """What an id names, as the authority files tell, else the element that it stands on."""
    tagged = {
        one.attrs["ref"]: kind
        for layer, kind in (("orgName", "org"), ("title", "bibl"))
        for one in document.in_layer(layer)
        if "ref" in one.attrs
    }
    return lambda id: context.authority.kind(id) or tagged.get(id, "person")


def _with_dashes(found: Sequence[Quotation], dashed: Sequence[Quotation]) -> list[Quotation]:
    """Both kinds in order; what stands after a dash goes before marks that enclose the same words."""
    marked = sorted((one.start, one.end) for one in found)
    starts = [start for start, _ in marked]
    free = [one for one in dashed if not _is_covered(one, marked, starts)]
    return sorted([*found, *free], key=lambda one: (one.start, -one.end))


def _is_covered(one: Quotation, marked: Sequence[Span], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, one.start) - 1
    return at >= 0 and marked[at][1] > one.start


def _known_errors(document: Document) -> set[int]:
    return {one.start for one in document.in_layer("sic")}


def _mended(
    text: str,
    regions: Sequence[Span],
    found: Sequence[Quotation],
    mentions: Sequence[Mention],
    calls: Mapping[int, int],
    style: Convention,
    language: str,
) -> tuple[list[Quotation], list[Annotation]]:
    """The quotations with those whose marks are lost; and the marks that are stray."""
    for at, end in mending.run_on(text, regions, found):
        found[at].end, found[at].last_region = end, found[at].last_region + 1
        found[at].faults += (mending.RUN_ON,)
    all_found, strays = [*found, *mending.unmarked_rest(text, regions, found, calls, words(language))], []
    starts = [one.start for one in found]
    for mark in mending.orphans(text, regions, found, style, language):
        region = bisect_right(regions, mark) - 1
        last = found[max(0, bisect_right(starts, mark[0]) - 1)].end if found else 0
        floor = max(regions[region][0], last if last <= mark[0] else 0)
        phrase = mending.lost_opening(text, mark, region, floor, mentions, words(language))
        if phrase:
            all_found.append(phrase)
        else:
            strays.append(mending.stray(mark))
    return sorted(all_found, key=lambda one: (one.start, -one.end)), strays


def _with_unmarked(
    text: str, regions: Sequence[Span], found: list[Quotation], mentions: Sequence[Mention], vocabulary: Words
) -> list[Quotation]:
    """The quotations with words that no marks enclose."""
    more = [*run_in(text, regions, found, vocabulary), *turns(text, regions, found, mentions)]
    return sorted((*found, *more), key=lambda one: (one.start, -one.end)) if more else found


def _is_tale(context: Context, regions: Sequence[Span], found: Sequence[Quotation]) -> bool:
    """A tale by its genre; without one, where paragraphs are talk.

    One in ten begins with quoted words, or each has a quotation in the mean and there are some. Where both hold of one
    paragraph in two, it is talk whatever genre was guessed from the rest.
    """
    name = context.edition.edition.genre
    outer = [one for one in found if one.depth == 0]
    begin = sum(1 for one in outer if one.dash or one.start - regions[one.region][0] <= 1)
    if name:
        talk = begin * 2 >= len(regions) and len(outer) >= max(len(regions), _TALK)
        return genre(name).literary or (talk and "genre" in context.edition.guessed)
    return begin * 10 >= len(regions) or len(outer) >= max(len(regions), _TALK)


def _forenames(known: NameWords) -> Mapping[str, str]:
    """Sex by forename; of those that both sexes bear nothing is told."""
    male, female = known.male_forenames - known.female_forenames, known.female_forenames - known.male_forenames
    return dict.fromkeys(male, "M") | dict.fromkeys(female, "F")


def _persons(passage: Passage, context: Context, forenames: Mapping[str, str]) -> Persons:
    authority = context.authority

    def find(phrase: str) -> list[str]:
        return [id for id in authority.find(phrase) if authority.kind(id) in ("person", "org")]

    narrator = next((id for id, entry in authority.entries.items() if entry.get("role") == "narrator"), "")
    return Persons(passage, Cast(authority.sex, find, narrator, forenames))


def _speakers(persons: Persons, table: Weights) -> Mapping[int, Speaker]:
    outer = speakers(persons.passage, persons, table)
    return {**outer, **dict(nested_speakers(persons.passage, outer))}


def _mentions(document: Document, layers: Sequence[str]) -> list[Mention]:
    """Names of persons, bodies and newspapers with their ids, the outermost where they nest.

    Those in passages of another language, whose words are not shown here, are passed over.
    """
    kept: list[Mention] = []
    for one in document.in_layer(*layers):
        if one.layer == "title" and one.attrs.get("level") != "j":
            continue
        if document.text[one.start : one.end].isspace():
            continue
        if "ref" in one.attrs and (not kept or one.start >= kept[-1][1]):
            kept.append((one.start, one.end, one.attrs["ref"]))
    return kept


# --- regions
def speech_regions(document: Document) -> list[Span]:
    """The stretches in which quotations live: leaves of prose, and runs of verse lines. They do not overlap."""
    regions: list[Span] = []
    verse_end = -1
    for leaf in document.in_layer(*_LEAVES):
        if leaf.layer == "l":
            if verse_end >= 0 and _one_stanza(document.text, verse_end, leaf.start):
                regions[-1] = (regions[-1][0], leaf.end)
            else:
                regions.append((leaf.start, leaf.end))
            verse_end = leaf.end
            continue
        verse_end = -1
        regions += (
            _nested_in(regions.pop(), leaf) if regions and regions[-1][1] > leaf.start else [(leaf.start, leaf.end)]
        )
    return [(start, end) for start, end in regions if document.text[start:end].strip()]


def _one_stanza(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip() and text.count("\n", end, start) < 2


def _nested_in(outer: Span, leaf: Annotation) -> list[Span]:
    """A leaf inside another (a paragraph in an item) cuts it in two."""
    pieces = [(outer[0], leaf.start), (leaf.start, leaf.end), (leaf.end, outer[1])]
    return [(start, end) for start, end in pieces if start < end]


# --- quotations inside what the structure already gives to somebody
def _with_blocks(
    document: Document, found: Sequence[Quotation], said_by: Mapping[int, Speaker]
) -> Mapping[int, Speaker]:
    """Words without a cue inside a block quotation or a speech are those of its author."""
    blocks = [one for one in document.in_layer("quoteBlock", "saidBlock", "sp") if _pointers(one)]
    given: dict[int, Speaker] = {}
    starts = [one.start for one in found]
    for block in blocks:
        for at in range(bisect_left(starts, block.start), bisect_left(starts, block.end)):
            if not (at in said_by and said_by[at].cue and said_by[at].ids):
                given[at] = Speaker(_pointers(block), "block")
    return {**said_by, **given}


def _pointers(block: Annotation) -> tuple[str, ...]:
    return tuple((block.attrs.get("who") or block.attrs.get("source") or "").split())


# --- writing
def _written(
    found: Sequence[Quotation], verdicts: Sequence[Verdict], said_by: Mapping[int, Speaker]
) -> Iterator[Annotation]:
    ids = _chain_ids(verdicts)
    for at, (one, verdict) in enumerate(zip(found, verdicts, strict=True)):
        attrs = verdict.attrs
        if at in ids:
            attrs = {**attrs, "id": ids[at]}
            if verdict.prev >= 0:
                attrs["prev"] = ids[verdict.prev]
            if verdict.next >= 0:
                attrs["next"] = ids[verdict.next]
        yield Annotation(verdict.layer, one.start, one.end, attrs, verdict.rule, _cert(one, verdict, said_by.get(at)))
        yield from _marks(one)


def _marks(one: Quotation) -> Iterator[Annotation]:
    for spans, attrs in ((one.opens, _OPEN), (one.closes, _CLOSE)):
        for start, end in spans:
            if start < end:
                yield Annotation("pc", start, end, attrs, "mark")


def _insertions(document: Document, found: Sequence[Quotation], verdicts: Sequence[Verdict]) -> Iterator[Annotation]:
    """What the author puts in brackets inside the words of another."""
    given = {one.start for one in document.in_layer("interpolation", "noteref", "aside")}
    remarks = [remark.span() for remark in _REMARK.finditer(document.text) if remark.start() not in given]
    if not remarks:
        return
    for one, verdict in zip(found, verdicts, strict=True):
        if one.depth or verdict.layer not in ("said", "quote"):
            continue
        for at in range(bisect_left(remarks, (one.start, 0)), bisect_left(remarks, (one.end, 0))):
            if remarks[at][1] <= one.end:
                yield Annotation("interpolation", *remarks[at], {"type": "interpolation"}, "insertion", "medium")


def _chain_ids(verdicts: Sequence[Verdict]) -> dict[int, str]:
    chained = [at for at, verdict in enumerate(verdicts) if verdict.next >= 0 or verdict.prev >= 0]
    return {at: f"said.{number}" for number, at in enumerate(chained, 1)}


def _cert(one: Quotation, verdict: Verdict, speaker: Speaker | None) -> Cert:
    if verdict.layer in ("soCalled", "mentioned", "title"):
        return "medium"
    if not (verdict.attrs.get("who") or verdict.attrs.get("source")):
        return "unknown"
    if one.faults:
        return "low"
    if one.unmarked:
        return "medium" if speaker and speaker.chance >= _SETTLED else "low"
    if fixed := _CERTAINTY.get(verdict.rule):
        return fixed
    chance = speaker.chance if speaker else 0.0
    return "high" if chance >= _HIGH else "medium" if chance >= _MEDIUM else "low"


def _descriptions(document: Document, persons: Persons, used: set[str]) -> Iterator[Annotation]:
    """The words by which a speaker without a name is known, so that its id leads somewhere."""
    for id, subject in persons.described.items():
        if id in used and not document.covering(subject.start, subject.end, "rs"):
            attrs = {"ref": id, "type": "person"}
            yield Annotation("rs", subject.start, subject.end, attrs, "described-speaker", "medium")
