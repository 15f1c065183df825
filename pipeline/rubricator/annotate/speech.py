"""The annotator `speech`: quotation marks, what they enclose, and who speaks (TEI Guidelines 3.3.3).

Detection is `quotation`, cues are `cues`, speakers are `attribution`; here the kinds are told apart and the
annotations written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rubricator.annotate.attribution import Attribution, Cast, Speaker
from rubricator.annotate.dashes import dash_quotations
from rubricator.annotate.kinds import Kinds, Verdict
from rubricator.annotate.quotation import Quotation, Span, convention, quotations
from rubricator.context import Context
from rubricator.document import Annotation, Cert, Document
from rubricator.stages import annotator

_LEAVES = ("p", "item", "ab", "l", "cell", "salute")
_RULES = {
    "named": "a verb of saying with the speaker's name beside the words",
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
    "group": "several speak, or persons not told apart",
    "none": "words in quotation marks, the speaker not found",
    "scare-quotes": "a few words under distance",
    "words-as-words": "words that are named, not used",
    "quoted-title": "a title in quotation marks",
    "mark": "a quotation mark",
    "described-speaker": "the description names the speaker",
    "faulty-mark": "a quotation mark is missing or the wrong way round",
}
_CERTAINTY: dict[str, Cert] = {
    "named": "high",
    "narrator": "high",
    "lead-in": "medium",
    "sentence-subject": "low",
    "beat": "medium",
    "named-apart": "low",
    "narrator-beat": "low",
    "description": "medium",
    "none": "unknown",
    "group": "unknown",
}
_SURE_MARGIN = 3.0


@annotator(
    reads={*_LEAVES, "sp", "persName", "orgName", "supplied", "rs"},
    writes={"said", "quote", "soCalled", "mentioned", "title", "pc", "rs", "flag"},
    rules=_RULES,
)
def speech(document: Document, context: Context) -> Iterator[Annotation]:
    """Yield said, quote, soCalled, mentioned and title with their marks, and flags for faulty marks."""
    regions = speech_regions(document)
    style = convention(document.text, regions)
    added = [(a.start, a.attrs["mark"]) for a in document.in_layer("supplied") if "mark" in a.attrs]
    found = quotations(document.text, regions, added, style)
    if style.dashes:
        found = sorted(found + dash_quotations(document.text, regions), key=lambda one: (one.start, -one.end))
    attribution = _attribution(document, context, regions, found)
    speakers = attribution.speakers()
    verdicts = Kinds(document.text, regions, found, speakers, context.edition.edition.genre).verdicts()
    yield from _written(document, found, verdicts, speakers)
    yield from _descriptions(document, attribution, {id for one in speakers.values() for id in one.ids})


def speech_regions(document: Document) -> list[Span]:
    """The stretches in which quotations live: leaves of prose, and runs of verse lines. They do not overlap."""
    regions: list[Span] = []
    verse_end = -1
    for leaf in document.in_layer(*_LEAVES):
        if leaf.layer == "l":
            if (
                verse_end >= 0
                and not document.text[verse_end : leaf.start].strip()
                and (document.text.count("\n", verse_end, leaf.start) < 2)
            ):
                regions[-1] = (regions[-1][0], leaf.end)
            else:
                regions.append((leaf.start, leaf.end))
            verse_end = leaf.end
            continue
        verse_end = -1
        if regions and regions[-1][1] > leaf.start:
            outer = regions.pop()
            if outer[0] < leaf.start:
                regions.append((outer[0], leaf.start))
            regions.append((leaf.start, leaf.end))
            if leaf.end < outer[1]:
                regions.append((leaf.end, outer[1]))
            continue
        regions.append((leaf.start, leaf.end))
    return [(start, end) for start, end in regions if document.text[start:end].strip()]


def _attribution(
    document: Document, context: Context, regions: Sequence[Span], found: Sequence[Quotation]
) -> Attribution:
    mentions = [
        (one.start, one.end, one.attrs["ref"])
        for one in document.in_layer("persName", "orgName")
        if "ref" in one.attrs
    ]
    authority = context.authority

    def find(phrase: str) -> list[str]:
        return [id for id in authority.find(phrase) if authority.kind(id) in ("person", "org")]

    narrator = next((id for id, entry in authority.entries.items() if entry.get("role") == "narrator"), "")
    fiction = context.edition.edition.genre not in ("history", "letters")
    return Attribution(
        document.text, regions, found, _outermost(mentions), Cast(authority.sex, find, narrator, fiction)
    )


def _outermost(mentions: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for mention in mentions:
        if not kept or mention[0] >= kept[-1][1]:
            kept.append(mention)
    return kept


# --- writing
def _written(
    document: Document,
    found: Sequence[Quotation],
    verdicts: Sequence[Verdict],
    speakers: dict[int, Speaker],
) -> Iterator[Annotation]:
    ids = _chain_ids(verdicts)
    for at, (one, verdict) in enumerate(zip(found, verdicts, strict=True)):
        attrs = dict(verdict.attrs)
        if at in ids:
            attrs["id"] = ids[at]
            if verdict.prev >= 0:
                attrs["prev"] = ids[verdict.prev]
            if verdict.next >= 0:
                attrs["next"] = ids[verdict.next]
        yield Annotation(
            verdict.layer, one.start, one.end, attrs, verdict.rule, _cert(one, verdict, speakers.get(at))
        )
        for start, end in one.opens:
            if start < end and not one.dash:
                yield Annotation("pc", start, end, {"type": "open"}, "mark")
        for start, end in one.closes:
            if start < end:
                yield Annotation("pc", start, end, {"type": "close"}, "mark")
        if one.faults and verdict.layer in ("said", "quote"):
            yield _flag(document, one)


def _chain_ids(verdicts: Sequence[Verdict]) -> dict[int, str]:
    chained = [at for at, verdict in enumerate(verdicts) if verdict.next >= 0 or verdict.prev >= 0]
    return {at: f"said.{number}" for number, at in enumerate(chained, 1)}


def _cert(one: Quotation, verdict: Verdict, speaker: Speaker | None) -> Cert:
    if verdict.layer in ("soCalled", "mentioned", "title"):
        return "medium"
    if one.faults:
        return "low"
    if not (verdict.attrs.get("who") or verdict.attrs.get("source")):
        return "unknown"
    if fixed := _CERTAINTY.get(verdict.rule):
        return fixed
    return "medium" if speaker and speaker.margin >= _SURE_MARGIN else "low"


_SENTENCES = {
    "missing-open": "No mark opens the quotation that ends here.",
    "missing-close": "No mark closes the quotation that begins here.",
    "wrong-way": "The mark that opens this quotation is a closing one.",
}


def _flag(document: Document, one: Quotation) -> Annotation:
    fault = one.faults[0]
    start, end = one.closes[-1] if fault == "missing-open" else one.opens[0]
    return Annotation(
        "flag", start, end, {"reason": _SENTENCES[fault], "kind": "quotation-mark"}, "faulty-mark", "medium"
    )


def _descriptions(document: Document, attribution: Attribution, used: set[str]) -> Iterator[Annotation]:
    """The words by which a speaker without a name is known, so that its id leads somewhere."""
    for id, subject in attribution.described.items():
        if id in used and not document.covering(subject.start, subject.end, "rs"):
            yield Annotation(
                "rs", subject.start, subject.end, {"ref": id, "type": "person"}, "described-speaker", "medium"
            )
