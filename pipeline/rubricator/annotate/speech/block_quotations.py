"""Block quotations that lost their marks: words of another set as whole paragraphs (3.3.3 [COHQQ]).

What announces one: a lead-in that ends in a colon and names a saying or a document; a lead-in that
breaks off; the author's bracket with a verb of saying in its first sentence; a call of a note at the
end of a paragraph in the first person and the present. How far it goes: as long as person and tense
stay, up to a paragraph that ends with a call.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rubricator.language import alternatives, lexicon
from rubricator.model.document import Annotation, Cert
from rubricator.reading.blocks import Block
from rubricator.reading.calls import BRACKETED, RAISED
from rubricator.reading.named_persons import NamedPersons
from rubricator.reading.sentences import stops

_OPENING: Final = "\"“‘'«„»—–"
"""Marks that open words quoted in the text; after a dash somebody speaks."""
_QUOTED_WORDS: Final = re.compile(r"(?:(?<=[\s(])|^)[\"“‘«][^\W\d_]")
_CALL_AT_END: Final = re.compile(rf"(?:{BRACKETED}|[{RAISED}]{{1,3}})\W{{0,2}}$")
_LONGEST_CALL: Final = 16
"""Characters at the end of a block in which a call at its end stands."""
_REACH: Final = 600
"""Characters at the end of a block in which its last sentence is looked for."""
_INSERTION: Final = re.compile(r"[\[(](?P<words>[^\[\]()]{4,160}(?:\([^()]*\)[^\[\]()]*)?)[\])]")
_FIRST_WORDS: Final = 260
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOPS: Final = (".", "!", "?")
_SUBJECT_WORDS: Final = 6
"""Most words before the verb of saying in the author's bracket: [as the old minister afterwards said]."""
_SUBJECT: Final = 60
"""How far from the beginning of its sentence a subject may stand, in characters."""
_LONGEST: Final = 12
"""Most paragraphs of one block quotation."""


def _ends_in_call(block: Block) -> bool:
    return _CALL_AT_END.search(block.text, max(len(block.text) - _LONGEST_CALL, 0)) is not None


@dataclass(frozen=True)
class Words:
    """Patterns of one language."""

    leads: re.Pattern[str]
    spoken: re.Pattern[str]
    written: re.Pattern[str]
    present: frozenset[str]
    past: frozenset[str]
    first: frozenset[str]
    pronouns: frozenset[str]
    function_at_end: re.Pattern[str]
    articles: re.Pattern[str]
    paraphrase: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(language: str) -> Words:
    listed = lexicon(language).quotation
    return Words(
        leads=_any(*listed.spoken, *listed.written, *listed.leads, plural=True),
        spoken=_any(*listed.spoken),
        written=_any(*listed.written),
        present=frozenset(listed.present),
        past=frozenset(listed.past),
        first=frozenset(listed.first_person),
        pronouns=frozenset(listed.pronouns),
        function_at_end=re.compile(rf"\b(?:{alternatives(lexicon(language).common.function_words)})\s*$", re.I),
        articles=_any(*listed.articles),
        paraphrase=_any(*listed.paraphrase),
    )


def _any(*words: str, plural: bool = False) -> re.Pattern[str]:
    """Any of some words, in any case."""
    return re.compile(rf"\b(?:{alternatives(list(words))}){'s?' if plural else ''}\b", re.I)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation over `count` blocks; `insertion` is the author's bracket in it."""

    count: int
    rule: str
    layer: str
    who: str
    insertion: tuple[int, int] | None
    cert: Cert


def quotation(found: Sequence[Block], at: int, persons: NamedPersons, language: str = "en") -> Quotation | None:
    """The block quotation that begins with the block `at`, None where none does."""
    block = found[at]
    if len(block.text) < 40 or block.text[0] in _OPENING:
        return None
    known = _words(language)
    before = found[at - 1] if at and block.blanks <= 1 else None
    insertion = _insertion(block, known)
    if before and _answers(found, at, known):
        return Quotation(_extent(found, at, known), "answer", "saidBlock", _other(found, at, persons), None, "medium")
    if insertion:
        return _told(found, at, "inserted-attribution", insertion["words"], insertion, persons, known)
    if before and (led := _led(before, block, known)):
        rule, cert = led
        return _told(found, at, rule, _last_sentence(before), None, persons, known, cert)
    if before and _speaks_unannounced(block, before, known):
        return _told(found, at, "call-at-end", "", None, persons, known, "medium")
    return None


def _led(before: Block, block: Block, known: Words) -> tuple[str, Cert] | None:
    """The rule by which the paragraph before leads to a quotation, and how sure it is."""
    if before.text.rstrip("—– ").endswith(":") and not (lead := _last_sentence(before)).startswith(tuple(_OPENING)):
        if known.leads.search(lead):
            return "lead-in", "high"
        if _likeness(block, known) >= 0.7:
            return "lead-in", "low"
    if _breaks_off(before, known) and not block.text[0].islower() and known.leads.search(_last_sentence(before)):
        return "lead-in-breaks-off", "medium"
    return None


def _told(
    found: Sequence[Block],
    at: int,
    rule: str,
    lead: str,
    insertion: re.Match[str] | None,
    persons: NamedPersons,
    known: Words,
    cert: Cert = "high",
) -> Quotation:
    count = 1 if found[at].text.endswith("?") else _extent(found, at, known)
    who = _who(found, at, lead, insertion, persons, known)
    layer = _kind(rule, lead, known)
    return Quotation(count, rule, layer, who, insertion.span() if insertion else None, cert)


def _answers(found: Sequence[Block], at: int, known: Words) -> bool:
    """True after a question that the author ascribes to somebody in a bracket."""
    before = found[at - 1]
    return before.text.endswith("?") and _insertion(before, known) is not None and _continues(found[at], known)


def _other(found: Sequence[Block], at: int, persons: NamedPersons) -> str:
    """Id of the person named last before the question, the one who asks apart."""
    question = found[at - 1]
    asks = {id for _, id in persons.named(question.source, question.start, question.end)}
    lead = found[at - 2] if at > 1 else question
    named = [id for _, id in persons.named(lead.source, lead.start, lead.end) if id not in asks]
    return named[-1] if named else ""


def _kind(rule: str, lead: str, known: Words) -> str:
    """Layer of words spoken or of words of a document: the last verb or noun of the lead-in tells."""
    spoken = max((m.start() for m in known.spoken.finditer(lead)), default=-1)
    written = max((m.start() for m in known.written.finditer(lead)), default=-1)
    if rule == "call-at-end" or spoken > written:
        return "saidBlock"
    return "quoteBlock"


def _insertion(block: Block, known: Words) -> re.Match[str] | None:
    """The author's bracket with a verb of saying at its beginning, in the first words of a paragraph."""
    end = min(block.end, block.start + _FIRST_WORDS)
    for match in _INSERTION.finditer(block.source, block.start, end):
        told = min(
            (m.start() for one in (known.spoken, known.written) if (m := one.search(match["words"]))), default=-1
        )
        if told < 0 or not (match[0][0] == "[" or match[0][-1] == "]"):
            continue
        if match["words"].count(" ", 0, told) <= _SUBJECT_WORDS and not _notes_itself(block, match):
            return match
    return None


def _notes_itself(block: Block, insertion: re.Match[str]) -> bool:
    """True for a bracket of whole sentences after one: an editor's or transcriber's, not whose words they are."""
    before = block.source[block.start : insertion.start()].rstrip()
    words: str = insertion["words"].rstrip("_ ")
    return words.endswith(_STOPS) and before.endswith(_STOPS) and len(words.split()) > _SUBJECT_WORDS


def _last_sentence(block: Block) -> str:
    words = block.words
    starts = [begin for _, begin in stops(words, max(0, len(words) - _REACH), small=True) if begin < len(words)]
    return words[starts[-1] :] if starts else words


def _breaks_off(block: Block, known: Words) -> bool:
    """True for a paragraph that ends in the middle of a sentence, with a word that wants another."""
    text = block.text
    return len(text) > 80 and text[-1].isalpha() and known.function_at_end.search(text, len(text) - 40) is not None


def _likeness(block: Block, known: Words) -> float:
    """Share of first person and present among the signs of person and tense; 0.5 without any."""
    count = Counter(word.lower() for word in _WORD.findall(block.text))
    present = sum(count[word] for word in known.present) + 2 * sum(count[word] for word in known.first)
    past = (
        sum(count[word] for word in known.past)
        + sum(number for word, number in count.items() if word.endswith("ed") and len(word) > 4) * 0.3
    )
    return present / (present + past) if present + past >= 2 else 0.5


def _first_persons(block: Block, known: Words) -> int:
    return sum(word.lower() in known.first for word in _WORD.findall(block.text))


def _extent(found: Sequence[Block], at: int, known: Words) -> int:
    """Number of paragraphs: as long as person and tense stay, up to one that ends with a call."""
    count = 1
    while at + count < len(found) and count < _LONGEST:
        last, block = found[at + count - 1], found[at + count]
        if _ends_in_call(last) or block.blanks > 1 or not _continues(block, known):
            break
        if last.text.endswith(":") or _insertion(block, known):
            break
        count += 1
    return count


def _continues(block: Block, known: Words) -> bool:
    first = block.words.partition(" ")[0].strip(",;").lower()
    if _QUOTED_WORDS.search(block.text) or first in known.pronouns:
        return False
    return _likeness(block, known) >= 0.62 and (_first_persons(block, known) > 0 or _likeness(block, known) > 0.9)


def _speaks_unannounced(block: Block, before: Block, known: Words) -> bool:
    """First person and present after reported speech, ended by a call, without any marks."""
    if not _ends_in_call(block) or _QUOTED_WORDS.search(block.text) or len(block.text) > 2000:
        return False
    tail = before.part(len(before.lines) - 1, len(before.lines))
    return (
        _likeness(block, known) >= 0.8
        and _first_persons(block, known) >= 3
        and _QUOTED_WORDS.search(before.text) is not None
        and not _ends_in_call(before)
        and _likeness(tail, known) > 0.3
    )


def _who(
    found: Sequence[Block], at: int, lead: str, insertion: re.Match[str] | None, persons: NamedPersons, known: Words
) -> str:
    """Id of the person or body whose words they are: named in bracket or lead-in, else the last one named before."""
    block = found[at]
    if insertion:
        inside = [id for _, id in persons.named(block.source, *insertion.span())]
        return inside[0] if inside else ""
    if not at:
        return ""
    before = found[at - 1]
    if not lead:
        named = Counter(id for _, id in persons.named(before.source, before.start, before.end))
        return named.most_common(1)[0][0] if named else ""
    start = max(before.end - len(lead), before.start)
    first = lead.partition(" ")[0].lower()
    if first not in known.pronouns:
        subjects = persons.named(before.source, start, min(before.end, start + 2 * _SUBJECT))
        return next((id for offset, id in subjects if offset - start < _SUBJECT), "")
    earlier = [id for _, id in persons.named(before.source, before.start, start)]
    if first in ("he", "she", "his", "her"):
        earlier = [id for id in earlier if persons.authority.kind(id) == "person"]
    return earlier[-1] if earlier else ""


def block_quotation(found: Sequence[Block], at: int, one: Quotation, author: str = "") -> Iterator[Annotation]:
    """The quotation, its paragraphs, the author's bracket."""
    blocks = found[at : at + one.count]
    start, end = blocks[0].start, blocks[-1].end
    cert = one.cert
    if one.layer == "saidBlock":
        attrs = {"direct": "true", "aloud": "true"} | ({"who": one.who} if one.who else {})
        cert = cert if one.who else "unknown"
    else:
        attrs = {"source": one.who} if one.who else {}
    yield Annotation(one.layer, start, end, attrs, one.rule, cert)
    for block in blocks:
        yield Annotation("p", block.start, block.end, {}, "paragraph")
    if one.insertion:
        attrs = {"type": "interpolation"} | ({"resp": author} if author else {})
        yield Annotation("interpolation", *one.insertion, attrs, one.rule)


def author_of_articles(before: Block, persons: NamedPersons, language: str = "en") -> str | None:
    """Whose theses, articles or clauses the list after this lead-in quotes; None where it announces none."""
    known = _words(language)
    announced = before.text.rstrip("—– ").endswith(":") and known.articles.search(before.text)
    if not announced or known.paraphrase.search(before.text):
        return None
    named = [id for _, id in persons.named(before.source, before.start, before.end)]
    return named[0] if named else ""


def cut_lead_in(before: Block) -> Iterator[Annotation]:
    """What an editor must know of a lead-in that breaks off: a gap, and a word about it."""
    at, rule = before.end, "lead-in-breaks-off"
    yield Annotation("gap", at, at, {"reason": "omitted", "unit": "words", "extent": "unknown"}, rule)
    reason = "The sentence breaks off here; words are missing before the next paragraph."
    yield Annotation("flag", at, at, {"reason": reason, "kind": "gap"}, rule)
