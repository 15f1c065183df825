"""Kinds of quoted words: said, quote, soCalled, mentioned, title (TEI Guidelines 3.3.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.speech.marks import Quotation, Span
from rubricator.annotate.speech.mending import UNMARKED
from rubricator.annotate.speech.speakers import Speaker
from rubricator.annotate.speech.words import Words, words
from rubricator.reading.sentences import stops
from rubricator.reading.words import word as word_pattern

_SENTENCE_END: Final = ".!?…"
_POINTS: Final = ",:;.—–!?-_)]\"'”’"
_SHORT: Final = 90
_MANY: Final = 13
_FEW: Final = 5


class Verdict(NamedTuple):
    """What a quotation is: layer, attributes, rule; and the pieces of one utterance before and after it."""

    layer: str
    attrs: Mapping[str, str]
    rule: str = "none"
    prev: int = -1
    next: int = -1


class _Case(NamedTuple):
    """A quotation to be judged: who is taken to speak, its first words, and what leads to it.

    `lead` and `last` are the last two words before it in small letters, `tail` the marks after them; `reported` tells
    that a verb of saying stands right beside the words.
    """

    one: Quotation
    speaker: Speaker
    words: Sequence[str]
    lead: str
    last: str
    tail: str
    reported: bool

    @property
    def mid(self) -> bool:
        """The words stand in mid-sentence."""
        return bool(self.last) and not self.tail

    @property
    def upper(self) -> bool:
        """The first word begins with a capital."""
        return bool(self.words) and self.words[0][:1].isupper()


_NOBODY: Final = Speaker()
_SCARE_QUOTES: Final = Verdict("soCalled", {}, "scare-quotes")
_WORDS_AS_WORDS: Final = Verdict("mentioned", {}, "words-as-words")
_QUOTED_TITLE: Final = Verdict("title", {"level": "a"}, "quoted-title")


class Kinds:
    """Tells the kinds of the quotations of one document apart."""

    def __init__(
        self,
        text: str,
        regions: Sequence[Span],
        found: Sequence[Quotation],
        speakers: Mapping[int, Speaker],
        tale: bool,
        vocabulary: Words | None = None,
        kind: Callable[[str], str] = lambda _: "person",
    ) -> None:
        self.text, self.regions, self.found, self.speakers = text, regions, found, speakers
        self.tale, self.kind = tale, kind
        self.words = vocabulary or words()
        self.naming = self.words.terms | self.words.titles
        self.governing = (self.words.governing | self.words.leads) - self.words.report - self.words.that

    def verdicts(self) -> list[Verdict]:
        """One verdict for each quotation, in order."""
        plain = [self._verdict(at, one) for at, one in enumerate(self.found)]
        return self._chained(plain)

    # --- one quotation
    def _verdict(self, at: int, one: Quotation) -> Verdict:
        speaker = self.speakers.get(at, _NOBODY)
        if one.unmarked:
            return self._unmarked(speaker)
        if one.dash:
            return self._said(speaker)
        floor = self.regions[one.region][0]
        if self.tale and one.start == floor:
            return _WORDS_AS_WORDS if self._calls(speaker, one) else self._said(speaker)
        lead, last, tail = self._lead(max(floor, one.start - 40), one.start)
        if self.tale and not tail and self._calls(speaker, one):
            return _WORDS_AS_WORDS
        if self.tale and last and (aside := self._aside(one, last, tail)):
            return aside
        reported = self._reported(speaker, one)
        if self.tale and last not in self.naming and (reported or one.start <= floor + 1):
            return self._said(speaker)
        case = _Case(one, speaker, self._first_words(*one.inner), lead, last, tail, reported)
        sentence = self._sentence_like(*one.inner, case.mid)
        if (not case.reported or (last in self.naming and not sentence)) and (named := self._named(case)):
            return named
        return self._in_fiction(case, sentence) if self.tale else self._in_history(case, sentence)

    def _unmarked(self, speaker: Speaker) -> Verdict:
        """Words after a colon, without marks: of a document where a verb of writing leads to them."""
        written = speaker.own is not None and speaker.own.verb in self.words.write
        return (self._quote(speaker) if written else self._said(speaker))._replace(rule="run-in")

    def _first_words(self, start: int, end: int) -> list[str]:
        """The words of the first line or so; for what is longer, many."""
        words: list[str] = word_pattern.findall(self.text, start, min(end, start + _SHORT))
        return words + [""] * _MANY if end > start + _SHORT else words

    def _calls(self, speaker: Speaker, one: Quotation) -> bool:
        """A verb of calling has a few small words for its object."""
        return speaker.own is not None and speaker.own.verb in self.words.call and self._a_name(*one.inner)

    def _a_name(self, start: int, end: int) -> bool:
        """A few small words: what somebody is called."""
        text = self.text[start:end]
        return len(text) < 40 and text[:1].islower() and not text.endswith(("!", "?"))

    def _lead(self, floor: int, at: int) -> tuple[str, str, str]:
        """The last two words before a quotation, in small letters, and the marks after them."""
        head = self.text[floor:at].rstrip(" \t\r\n_(").rsplit(None, 2)
        if not head:
            return "", "", ""
        word = head[-1].rstrip(_POINTS)
        tail = head[-1][len(word) :]
        lead = head[-2].strip(_POINTS) if len(head) > 1 else ""
        return lead.lower(), word.strip("_([\"'“‘").lower(), tail

    def _sentence_like(self, start: int, end: int, mid: bool) -> bool:
        text = self.text[start:end].strip("_ \r\n\t—–-")
        if not text or len(text) > 160:
            return bool(text)
        if text[-1] == ",":
            return not mid
        return text[-1] in "!?…;—-" or (text[-1] == "." and not (mid and text[0].islower() and text.count(" ") < _MANY))

    def _reported(self, speaker: Speaker, one: Quotation) -> bool:
        """A verb of saying stands right beside the words."""
        cue = speaker.own
        if cue is None or not cue.verb:
            return False
        if cue.side == "before":
            return cue.end >= one.start - 1
        return cue.start >= one.end and not self._runs_on(one)

    def _runs_on(self, one: Quotation) -> bool:
        """The sentence goes on past the mark without a stop: a phrase in it, not words with a reporting clause."""
        last, tail = self.text[one.inner[1] - 1], self.text[one.end : one.end + 3]
        return last.isalnum() and tail[:1] == " " and tail[1:2].isalpha()

    def _named(self, case: _Case) -> Verdict | None:
        """Words as words, and titles."""
        words, last, tail = case.words, case.last, case.tail
        if len(words) > 12 or tail in (".", "!", "?"):
            return None
        capitals = sum(1 for word in words if word[:1].isupper() or word.lower() in self.words.small)
        titled = case.upper and capitals == len(words)
        if titled and last in self.words.titles and tail in ("", ",", ":"):
            return _QUOTED_TITLE
        if tail:
            return None
        if len(words) <= 6 and (
            last in self.words.terms or (case.lead in self.words.terms and last in ("of", "as", "the", "like"))
        ):
            return _WORDS_AS_WORDS
        return None

    def _in_fiction(self, case: _Case, sentence: bool) -> Verdict:
        one, words, last = case.one, case.words, case.last
        if case.reported:
            return self._said(case.speaker)
        small = not words or words[0][:1].islower()
        if not sentence and (case.mid or small) and one.start > self.regions[one.region][0] + 1:
            return _SCARE_QUOTES
        if case.mid and self._governed(case):
            return _SCARE_QUOTES
        if last in self.words.documents or last in self.words.write:
            return self._quote(case.speaker)
        return self._said(case.speaker)

    def _governed(self, case: _Case) -> bool:
        """A few words that the sentence around them governs, and no verb of saying."""
        words, last = case.words, case.last
        reports = last in self.words.report
        if len(words) < _MANY and not reports and not case.upper:
            return True
        if len(words) <= 7 and last in self.words.governing and self.text[case.one.inner[1] - 1] not in "!?":
            return True
        return len(words) <= 4 and not reports and last not in self.words.links

    def _aside(self, one: Quotation, last: str, tail: str) -> Verdict | None:
        """A title, or a few small words that the sentence governs, whatever verb stands near."""
        start, end = one.inner
        stopped, governed = not self.text[end - 1].isalnum(), not tail and last in self.governing
        if stopped and not governed:
            return None
        words = self._first_words(start, end)
        if not stopped and self._headed(words):
            return _QUOTED_TITLE
        return _SCARE_QUOTES if governed and 0 < len(words) < _FEW and words[0][0].islower() else None

    def _headed(self, words: Sequence[str]) -> bool:
        """Three words or more in title case."""
        if not 3 <= len(words) <= 12 or not words[0][0].isupper():
            return False
        return all(word[0].isupper() or word in self.words.small for word in words)

    def _in_history(self, case: _Case, sentence: bool) -> Verdict:
        one, speaker, cue, last = case.one, case.speaker, case.speaker.own, case.last
        embedded = (not case.tail and last in self.words.leads) or not case.upper
        mid = case.mid and last not in self.words.report
        if (embedded or mid) and not case.reported and len(case.words) <= 3 and not sentence:
            return _SCARE_QUOTES
        if self._written(case):
            return self._quote(speaker)
        if case.reported and (not embedded or (cue is not None and cue.side == "after")):
            return self._said(speaker)
        if cue is None or embedded:
            return self._quote(speaker)
        if self.text[one.inner[1] - 1] in "!?" or cue.side == "lead-in":
            return self._said(speaker)
        return self._quote(speaker)

    def _written(self, case: _Case) -> bool:
        """The words are those of a document."""
        one, cue = case.one, case.speaker.own
        verb = cue.verb if cue else ""
        if verb in self.words.write or verb in ("phrase", "thus"):
            return True
        return self._from_document(one, cue.start if cue else one.start, cue.end if cue else one.end)

    def _from_document(self, one: Quotation, start: int, end: int) -> bool:
        """The words that introduce a quotation name a document."""
        floor = max(self.regions[one.region][0], min(start, one.start) - 60)
        head = self.text[floor : one.start]
        begins = [begin for _, begin in stops(head, small=True) if begin < len(head)]
        sentence = head[begins[-1] :] if begins else head
        following = self.text[one.end : end + 60].split(".")[0] if end > one.end else ""
        return any(
            word.lower() in self.words.documents for word in word_pattern.findall(sentence[-90:] + " " + following)
        )

    def _said(self, speaker: Speaker) -> Verdict:
        if any(self.kind(id) == "bibl" for id in speaker.ids):
            return self._quote(speaker)
        attrs = {"direct": "true", **self._aloud(speaker)}
        if speaker.ids:
            attrs["who"] = " ".join(speaker.ids)
        if speaker.ids and speaker.whom and attrs.get("aloud") != "false":
            attrs["toWhom"] = " ".join(speaker.whom)
        return Verdict("said", attrs, speaker.rule if speaker.ids else "group" if speaker.rule == "group" else "none")

    def _aloud(self, speaker: Speaker) -> dict[str, str]:
        cue = speaker.cue
        if cue is not None and cue.verb:
            silent = cue.verb in self.words.think or cue.verb in self.words.write or cue.verb in self.words.wire
            return {"aloud": "false" if silent else "true"}
        return {"aloud": "true"} if self.tale and speaker.ids else {}

    @staticmethod
    def _quote(speaker: Speaker) -> Verdict:
        attrs = {"source": " ".join(speaker.ids)} if speaker.ids else {}
        return Verdict("quote", attrs, speaker.rule if speaker.ids else "none")

    # --- pieces of one utterance
    def _chained(self, verdicts: list[Verdict]) -> list[Verdict]:
        """Chain the pieces that a reporting clause interrupts: same speaker, one sentence or its sequel."""
        links: dict[int, int] = {}
        last: dict[int, int] = {}
        for at, one in enumerate(self.found):
            before = last.get(one.depth, -1)
            last[one.depth] = at
            if before < 0 or self.found[before].last_region != one.region:
                continue
            if UNMARKED in one.faults or self._interrupted(before, at, verdicts):
                links[before] = at
                verdicts[at] = verdicts[before]
        backward = {after: before for before, after in links.items()}
        return [
            Verdict(one.layer, one.attrs, one.rule, backward.get(at, -1), links.get(at, -1))
            if at in links or at in backward
            else one
            for at, one in enumerate(verdicts)
        ]

    def _interrupted(self, before: int, at: int, verdicts: Sequence[Verdict]) -> bool:
        first, second = self.found[before], self.found[at]
        if second.start - first.end > 140 or first.end >= second.start:
            return False
        one, other = verdicts[before], verdicts[at]
        if one.layer not in ("said", "quote") or other.layer in ("mentioned", "title"):
            return False
        pointers = [v.attrs.get("who") or v.attrs.get("source") for v in (one, other)]
        if pointers[0] != pointers[1]:
            return False
        between = self.text[first.end : second.start].rstrip()
        ended = self.text[first.inner[1] - 1] in _SENTENCE_END
        continues = self.text[second.inner[0]].islower() or between[-1:] in (",", ";", "—", "–", "-")
        cue = self.speakers.get(before, Speaker()).cue
        reporting = cue is not None and bool(cue.verb) and first.end <= cue.start < second.start
        return reporting and continues and not (ended and between[-1:] in _SENTENCE_END)
