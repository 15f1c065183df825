"""Cues: the words around a quotation that say who speaks (``said Alice``, ``the general replied:``).

Pure functions on offsets. A cue names the verb, if there is one, and the subject: an entity by its name,
a pronoun, or a description. Nothing is resolved here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, Literal, NamedTuple

from rubricator.annotate.speech.words import Words
from rubricator.reading.calls import BRACKETED
from rubricator.reading.sentences import shortens

_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_BREAK: Final = re.compile(
    r"[.!?…\"”\r\n;](?:(?<=[.!?…])[.!?…]*[\"”’'»)\]_]*\s+(?=[\"“‘'«([_]*[^\W_a-z])|(?<=[\"”])\s+(?=[A-Z])"
    r"|(?:(?<=\r)\n|(?<=\n))[ \t]*\r?\n|(?<=;)\s)"
)
_OPENING: Final = re.compile(rf"[\s,;:.…—–\-)*_]*(?:{BRACKETED}[\s,.]*)?\(?")
_REACH: Final = 150
_LEAD: Final = 420
_FAR: Final = 45
_WHOLE: Final = 30
_PHRASE: Final = 8
_ELIDED: Final = re.compile(r"(\w+)['’]")
_STOP: Final = re.compile(r"[!?;:\"“”‘«».]")
_ENDED: Final = re.compile(r"(?<!\.)\.(?!\.)")

Side = Literal["after", "before", "beat-after", "beat-before", "lead-in"]
Token = tuple[str, int, int]
Mention = tuple[int, int, str]


class Subject(NamedTuple):
    """Who a cue names: `id` for a named entity; else `pronoun` (M, F, 1, P, N); else `noun`, with its whole
    `phrase`, and the owner of a kin term (``his``, an id); else a `name` that no entity bears. Offsets of the words.
    """

    start: int
    end: int
    id: str = ""
    pronoun: str = ""
    noun: str = ""
    phrase: str = ""
    determiner: str = ""
    name: str = ""
    more: tuple[str, ...] = ()


class Cue(NamedTuple):
    """A cue beside a quotation: its subject, its verb (empty for an action beside the words), its offsets."""

    side: Side
    subject: Subject | None
    verb: str
    start: int
    end: int
    closed: bool = False
    distant: bool = False


@dataclass(frozen=True)
class Cues:
    """Finds cues in a text, given its named entities outside quotations."""

    text: str
    words: Words
    mentions: Mapping[int, Mention] = field(default_factory=dict)
    endings: Mapping[int, Mention] = field(default_factory=dict)
    mended: Sequence[tuple[int, int, str]] = ()
    """Words that read otherwise than they stand, in order: offsets and the word."""

    def after(self, at: int, limit: int) -> Cue | None:
        """The cue that follows a quotation which ends at `at`; nothing beyond `limit` is read."""
        opening = _OPENING.match(self.text, at)
        begin = opening.end() if opening else at
        if _ENDED.search(self.text, at, begin):
            return None
        if "[" in self.text[at:begin] and not self.text[begin : begin + 1].islower():
            return None
        stop = self._sentence_end(begin, min(limit, begin + _REACH))
        tokens = self._tokens(begin, stop, 16)
        if not tokens or tokens[0][1] != begin:
            return None
        closed = stop < limit or stop == limit
        first = tokens[0][0].lower()
        if first in self.words.according:
            return self._in_words_of(tokens, stop)
        if first in self.words.was:
            return self._answer_of(tokens, at)
        if found := self._it_was(tokens, closed):
            return found
        introduced = first
        tokens = self._from_verb(tokens)
        first = tokens[0][0].lower()
        if first in self.words.openers and len(tokens) > 1:
            tokens = tokens[1:]
            first = tokens[0][0].lower()
        if first in self.words.report and not tokens[0][0].isupper():
            return self._inverted(tokens, 0, stop, closed)
        got = self._subject(tokens, 0)
        if not got:
            return None
        subject, following = got
        if subject.pronoun == "P" and (told := self._from_source(tokens)):
            subject = told
        at_verb, distant = self._verb(tokens, following)
        if not self.text[begin].islower() and self._denied(tokens[following : at_verb + 1]):
            return None
        if at_verb >= 0 and self._indirect(tokens, at_verb) and self._ended_before(at):
            return None
        if at_verb >= 0:
            return Cue("after", subject, tokens[at_verb][0].lower(), begin, tokens[at_verb][2], closed, distant)
        if introduced in self.words.thus:
            return Cue("after", subject, introduced, begin, stop, closed)
        return Cue("beat-after", subject, "", begin, stop, closed)

    def _from_verb(self, tokens: list[Token]) -> list[Token]:
        """The words from an inverted verb of saying on, without the pronouns before it: ``lui avait dit Ilse``."""
        at = 0
        while at + 1 < len(tokens) and tokens[at][0].lower() in self.words.fronted:
            at += 1
        return tokens[at:] if tokens[at][0] in self.words.report else tokens

    def _indirect(self, tokens: Sequence[Token], verb: int) -> bool:
        """``I answered that …``: the verb reports other words, which answer those quoted."""
        return verb + 1 < len(tokens) and tokens[verb + 1][0].lower() in self.words.conjunctions

    def _ended_before(self, at: int, stops: str = ".!?") -> bool:
        """A sentence, or with a comma among the `stops` a clause, ends in the words quoted before `at`."""
        last = self.text[max(0, at - 3) : at].rstrip("”\"’'»_")[-1:]
        return bool(last) and last in stops

    def _denied(self, tokens: Sequence[Token]) -> bool:
        """``The Mouse did not answer``: who is silent is not who spoke."""
        return any(word.lower() in self.words.negations for word, _, _ in tokens)

    def _it_was(self, tokens: list[Token], closed: bool) -> Cue | None:
        """``It was Ilse who spoke``."""
        pronouns = self.words.pronouns
        if len(tokens) < 5 or pronouns.get(tokens[0][0].lower()) != "N" or tokens[1][0].lower() not in self.words.was:
            return None
        got = self._subject(tokens, 2)
        if not got or got[1] + 1 >= len(tokens) or pronouns.get(tokens[got[1]][0].lower()) != "R":
            return None
        verb = tokens[got[1] + 1][0].lower()
        if verb not in self.words.report | self.words.bare:
            return None
        return Cue("after", got[0], verb, tokens[0][1], tokens[got[1] + 1][2], closed)

    def _answer_of(self, tokens: list[Token], at: int) -> Cue | None:
        """``was Kit's first question``, ``was her only answer``; after whole words ``was Kit's contribution`` too."""
        told = self.words.utterances.intersection(word.lower() for word, _, _ in tokens[2:7])
        if len(tokens) < 3 or not (told or self._ended_before(at, ",.!?")):
            return None
        word, start, end = tokens[1]
        mention = self.mentions.get(start)
        if mention and (told or self._possessive(tokens[1], mention)):
            subject = Subject(mention[0], mention[1], id=mention[2], phrase=self.text[mention[0] : mention[1]])
            return Cue("after", subject, "was", start, mention[1])
        if word.lower() in self.words.his | self.words.her:
            sex = "M" if word.lower() in self.words.his else "F"
            return Cue("after", Subject(start, end, pronoun=sex, phrase=word), "was", start, end)
        return None

    def _in_words_of(self, tokens: list[Token], stop: int) -> Cue | None:
        """``in Fenn's phrase``, ``according to Fenn``."""
        if len(tokens) < 3:
            return None
        at = 2 if tokens[1][0].lower() == "to" else 1
        mention = self.mentions.get(tokens[at][1])
        if mention is None:
            return None
        rest = [word.lower() for word, start, _ in tokens[at + 1 : at + 5] if start >= mention[1]]
        if at == 1 and not self.words.phrases.intersection(rest[:2]):
            return None
        subject = Subject(mention[0], mention[1], id=mention[2], phrase=self.text[mention[0] : mention[1]])
        return Cue("after", subject, "phrase", tokens[0][1], stop)

    def before(self, floor: int, at: int, *, far: bool = False) -> Cue | None:
        """The cue in the sentence that leads to a quotation which begins at `at`.

        With `far` a reporting clause earlier in the sentence counts: ``In principle, he said, the port ‘…’``.
        """
        begin = self._sentence_start(max(floor, at - _LEAD), at)
        tokens = self._tokens(begin, at, 90)
        if not tokens:
            return None
        tail = self.text[tokens[-1][2] : at]
        leads = ":" in tail or "," in tail or not tail.strip(" \t\r\n(—–-_…")
        plain = any(mark in tail for mark in (":", ",", "—", "–", "--"))
        reach = max(0, len(tokens) - (14 if ":" in tail else 8))
        for index in range(len(tokens) - 1, reach - 1, -1):
            word = tokens[index][0].lower()
            reports = word in self.words.report or (word in self.words.turn and plain)
            if reports and leads and self._is_verb(tokens, index, len(tokens) - 1):
                if not plain and not self._governs(tokens, index):
                    continue
                subject = self._subject_of(tokens, index)
                distant = subject is not None and self._far(subject, tokens, index, at)
                return Cue("before", subject, word, begin, at, True, distant)
        if far and (found := self._clause_in(tokens)):
            return found._replace(end=at)
        subject = self._first_subject(tokens)
        if subject is None:
            return None
        side: Side = "lead-in" if ":" in tail else "beat-before"
        return Cue(side, subject, "", begin, at, True)

    def _far(self, subject: Subject, tokens: list[Token], verb: int, at: int) -> bool:
        """The subject stands far before its verb, or somebody else may be who is ``saying`` it."""
        word, start, _ = tokens[verb]
        if start <= subject.end:
            return False
        if word.endswith(self.words.participle_ends) and self.words.he_or_she.search(self.text, subject.end, start):
            return True
        return at - subject.end > _FAR

    def objects(self, start: int, stop: int, verb: str) -> Iterator[Mention]:
        """Names after "to" between two offsets, or right after a verb of telling; `verb` ends before them."""
        ends = (found.start() for found in _STOP.finditer(self.text, start, stop))
        stop = next((end for end in ends if not shortens(self.text, end)), stop)
        last = verb
        for word, begin, _ in self._tokens(start, stop, 12):
            if begin in self.mentions and (last in self.words.to or last in self.words.telling):
                yield self.mentions[begin]
            last = word.lower()

    def main_subject(self, floor: int, end: int) -> Subject | None:
        """The first subject of the last sentence of a stretch."""
        begin = self._sentence_start(max(floor, end - 400), max(floor, end - 2))
        return self._first_subject(self._tokens(begin, end, 40))

    def _clause_in(self, tokens: list[Token]) -> Cue | None:
        """A reporting clause inside a sentence: a subject with its verb of saying right after it."""
        for index in range(1, len(tokens)):
            word = tokens[index][0].lower()
            if word not in self.words.report or word in self.words.weak or word in self.words.verb_nouns:
                continue
            before = index - 1
            while before > 0 and tokens[before][0].lower() in self.words.auxiliary:
                before -= 1
            if (
                not self._is_verb(tokens, index, len(tokens) - 1)
                or "," in self.text[tokens[before][2] : tokens[index][1]]
            ):
                continue
            mention = self.endings.get(tokens[before][2])
            name, start, end = tokens[before]
            if mention:
                subject = Subject(mention[0], end, id=mention[2], phrase=self.text[mention[0] : end])
            elif self.words.pronouns.get(name.lower(), "N") in "MFP":
                subject = Subject(start, end, pronoun=self.words.pronouns[name.lower()], phrase=name.lower())
            else:
                continue
            return Cue("before", subject, word, tokens[0][1], tokens[index][2], True, True)
        return None

    def named_at(self, at: int) -> Subject | None:
        """The name right before an offset, a bracket or comma between."""
        end = len(self.text[max(0, at - 4) : at].rstrip(" \n\r(,—–")) + max(0, at - 4)
        mention = self.endings.get(end)
        return Subject(mention[0], end, id=mention[2], phrase=self.text[mention[0] : end]) if mention else None

    def _governs(self, tokens: list[Token], verb: int) -> bool:
        """Without a comma or colon a verb of saying governs the words at once, or through "that"."""
        last = len(tokens) - 1
        if verb == last or tokens[verb + 1][0].lower() in self.words.that:
            return True
        return verb >= last - 2 and tokens[last][0].lower() not in self.words.leads

    # --- words and sentences
    def _tokens(self, start: int, end: int, most: int) -> list[Token]:
        matches = _WORD.finditer(self.text, start, end)
        if most < _WHOLE:
            matches = islice(matches, most)
        if self.words.clitics or self.words.elided:
            found = [token for word in matches for token in self._untied(word)]
        else:
            found = [(word[0], *word.span()) for word in matches]
        if self.mended:
            found = self._as_read(found, start, end)
        return found[:most] if most < _WHOLE else found[-most:]

    def _as_read(self, tokens: list[Token], start: int, end: int) -> list[Token]:
        """``re-`` and ``plied`` at the end of a line are one word; a word that is corrected is read so."""
        low = bisect_left(self.mended, (start,))
        for first, last, word in self.mended[low : bisect_left(self.mended, (end,))]:
            inside = [at for at, (_, here, _) in enumerate(tokens) if first <= here < last]
            if inside:
                tokens[inside[0] : inside[-1] + 1] = [(word, first, last)]
        return tokens

    def _untied(self, word: re.Match[str]) -> list[Token]:
        """``dit-il``, ``s'écria-t-elle``, ``l'inconnu``: what a hyphen or an apostrophe ties, apart."""
        found: list[Token] = []
        whole, start = word[0], word.start()
        elided = _ELIDED.match(whole)
        if elided and elided[1].lower() in self.words.elided:
            found.append((elided[1], start, start + elided.end()))
            whole, start = whole[elided.end() :], start + elided.end()
        head, tie, pronoun = whole.rpartition("-")
        if not tie or pronoun.lower() not in self.words.clitics:
            return [*found, (whole, start, word.end())]
        verb = (head.removesuffix("-t"), start, start + len(head))
        return [*found, verb, (pronoun, word.end() - len(pronoun), word.end())]

    def _sentence_end(self, start: int, limit: int) -> int:
        for found in _BREAK.finditer(self.text, start, limit):
            if not shortens(self.text, found.start()):
                return found.start() + 1
        return limit

    def _sentence_start(self, floor: int, at: int) -> int:
        begin = floor
        for found in _BREAK.finditer(self.text, floor, at):
            if found.end() < at and not shortens(self.text, found.start()):
                begin = found.end()
        return begin

    # --- verbs
    def _adverb(self, word: str) -> bool:
        """By its end; a word in capitals is none: ``König``, ``Emily``."""
        return word.endswith(self.words.adverb_ends) and word[:1].islower()

    def _is_verb(self, tokens: list[Token], index: int, last: int) -> bool:
        word = tokens[index][0].lower()
        if word in self.words.turn and word not in self.words.bare and index < last:
            return self._turns(tokens, index)
        if word in self.words.closing:
            return index >= last - 1
        before = tokens[index - 1][0].lower() if index else ""
        if word.endswith(self.words.participle_ends) and index and not self._participle(tokens, index):
            return False
        if word in self.words.verb_nouns and any(
            tokens[back][0].lower() in self.words.determiners for back in range(max(0, index - 3), index)
        ):
            return False
        return before not in self.words.determiners and not before.endswith(("'s", "’s"))

    def _turns(self, tokens: Sequence[Token], index: int) -> bool:
        """A particle makes the verb one of saying: burst out, went on, but not went in."""
        particle = tokens[index + 1][0].lower() if index + 1 < len(tokens) else ""
        going = tokens[index][0].lower() in self.words.going
        return particle in (self.words.going_on if going else self.words.particles)

    def _going(self, word: str) -> bool:
        return word.endswith(self.words.participle_ends)

    def _participle(self, tokens: list[Token], index: int) -> bool:
        before = tokens[index - 1][0].lower()
        gap = self.text[tokens[index - 1][2] : tokens[index][1]]
        return (
            "," in gap
            or before in self.words.auxiliary
            or before in self.words.before_participle
            or self._adverb(tokens[index - 1][0])
        )

    def _verb(self, tokens: list[Token], start: int) -> tuple[int, bool]:
        """Index of the verb of saying that the subject before `start` governs; whether words stand between."""
        comma = False
        for index in range(start, min(len(tokens), start + 12)):
            word = tokens[index][0].lower()
            gap = self.text[tokens[index - 1][2] : tokens[index][1]] if index else ""
            comma = comma or "," in gap or "(" in gap
            if word in self.words.report and (index > start or not word.endswith(self.words.participle_ends)):
                if comma and index > start + 4 and (word in self.words.weak or self._going(word)):
                    continue
                if self._is_verb(tokens, index, len(tokens) - 1):
                    return index, index > start + 3
            if word in self.words.turn and self._turns(tokens, index):
                return index, index > start + 3
            plain = word in self.words.auxiliary or self._adverb(tokens[index][0]) or word in self.words.also
            if not plain and not comma and index > start + 4:
                return -1, False
        return -1, False

    def _inverted(self, tokens: list[Token], at: int, stop: int, closed: bool) -> Cue | None:
        begin = self._past_adverbs(tokens, at + 1)
        got = self._subject(tokens, begin, inverted=True) if begin < len(tokens) else None
        subject = got[0] if got else self._past_phrase(tokens, begin)
        return Cue(
            "after",
            subject,
            tokens[at][0].lower(),
            tokens[at][1],
            subject.end if subject else tokens[at][2],
            closed,
        )

    def _past_adverbs(self, tokens: list[Token], at: int) -> int:
        """Index of the word at which the subject after a verb may stand: ``reprit alors en souriant le roi``."""
        while at + 1 < len(tokens):
            word, following = tokens[at][0].lower(), tokens[at + 1]
            if word in self.words.before_participle and following[0].endswith(self.words.participle_ends):
                at += 2
            elif self._stands_between(tokens[at][0], following):
                at += 1
            else:
                break
        return at

    def _stands_between(self, word: str, following: Token) -> bool:
        """An adverb, or a pronoun that is no subject: ``fragte ihn der Wirt``."""
        lower = word.lower()
        if lower in self.words.objects:
            return self._may_be_subject(following) or following[0] in self.words.particles
        return lower in self.words.particles or self._adverb(word)

    def _may_be_subject(self, token: Token) -> bool:
        word = token[0].lower()
        return token[1] in self.mentions or word in self.words.determiners or word in self.words.pronouns

    def _past_phrase(self, tokens: list[Token], begin: int) -> Subject | None:
        """The subject after a phrase of manner that parts it from its verb: ``dit d'une voix lente le vieillard``."""
        if not self.words.objects or begin >= len(tokens) or tokens[begin][0].lower() not in self.words.prepositions:
            return None
        end = begin
        while end + 1 < min(len(tokens), begin + _PHRASE) and not self._parted(tokens[end], tokens[end + 1]):
            end += 1
        for index in range(begin + 1, end + 1):
            if self._may_be_subject(tokens[index]) and not self._governed(tokens, tokens[index][1]):
                got = self._subject(tokens[: end + 1], index, inverted=True)
                return got[0] if got else None
        return None

    def _parted(self, token: Token, following: Token) -> bool:
        return not self.text[token[2] : following[1]].isspace() and token[2] < following[1]

    # --- subjects
    def _subject(self, tokens: list[Token], index: int, *, inverted: bool = False) -> tuple[Subject, int] | None:
        """The subject that begins at a token, and the index of the token after it."""
        if index >= len(tokens):
            return None
        word, start, end = tokens[index]
        lower = word.lower()
        if named := self._named(tokens, index):
            return named
        if lower in self.words.pronouns and (word != "I" or len(word) == 1):
            return Subject(start, end, pronoun=self.words.pronouns[lower], phrase=lower), index + 1
        if lower in self.words.determiners:
            return self._described(tokens, index, inverted=inverted)
        if (inverted or index == 0) and lower in self.words.family:
            return Subject(start, end, noun=lower, phrase=lower), index + 1
        if inverted and word[:1].isupper() and len(word) > 2 and lower not in self.words.determiners:
            return Subject(start, end, name=word, phrase=word), index + 1
        if lower in self.words.epithets and index + 1 < len(tokens):
            return self._named(tokens, index + 1)
        return None

    def _named(self, tokens: list[Token], index: int) -> tuple[Subject, int] | None:
        """The named entity that begins at a token, title words before it included."""
        start = tokens[index][1]
        at = self._name_at(tokens, index)
        if at < 0:
            return None
        mention = self.mentions[tokens[at][1]]
        following = _past(tokens, at, mention[1])
        if self._possessive(tokens[following - 1], mention):
            return self._kin(tokens, following, mention)
        more: tuple[str, ...] = ()
        if following + 1 < len(tokens) and tokens[following][0] in self.words.also:
            other = self.mentions.get(tokens[following + 1][1])
            if other:
                more = (other[2],)
                following = _past(tokens, following, other[1])
        return Subject(start, mention[1], id=mention[2], phrase=self.text[start : mention[1]], more=more), following

    def _name_at(self, tokens: list[Token], index: int) -> int:
        """Index of the token at which a name begins, at most two title words on; -1 without one."""
        at = index
        while tokens[at][1] not in self.mentions:
            if at + 1 >= len(tokens) or at >= index + 2 or not self._title(tokens, at):
                return -1
            at += 1
        return at

    def _title(self, tokens: list[Token], at: int) -> bool:
        gap = self.text[tokens[at][2] : tokens[at + 1][1]]
        return tokens[at][0][:1].isupper() and gap.strip() in ("", ".")

    def _possessive(self, token: Token, mention: Mention) -> bool:
        return token[2] > mention[1] and self.text[mention[1] : token[2]] in ("'s", "’s", "s", "'", "’")

    def _kin(self, tokens: list[Token], index: int, owner: Mention) -> tuple[Subject, int] | None:
        """``Alice's elder sister``: a description that belongs to a named person."""
        if index >= len(tokens):
            return None
        words = [tokens[index]]
        for at in range(index + 1, min(len(tokens), index + 4)):
            word, here, _ = tokens[at]
            apart = self.text[words[-1][2] : here].strip(" \t\r\n_")
            if apart or here in self.mentions or self._ends_noun(word):
                break
            words.append(tokens[at])
        phrase = " ".join(word.lower() for word, _, _ in words)
        noun = words[-1][0].lower()
        subject = Subject(owner[0], words[-1][2], noun=noun, phrase=phrase, determiner=owner[2])
        return subject, index + len(words)

    def _ends_noun(self, word: str) -> bool:
        """A word before which a noun with its adjectives ends."""
        words, lower = self.words, word.lower()
        return lower in words.ending or self._adverb(word) or lower in words.report or lower in words.turn

    def _described(self, tokens: list[Token], index: int, *, inverted: bool) -> tuple[Subject, int] | None:
        """A description that begins with a determiner: ``the old general``, ``the Hatter``."""
        first, start, end = tokens[index]
        words: list[Token] = []
        for at in range(index + 1, min(len(tokens), index + 7)):
            word, here, _ = tokens[at]
            if self.text[end:here].strip(" \t\r\n_"):
                break
            if len(words) < 4 and (mention := self.mentions.get(here)):
                return self._described_name(tokens, at, start, mention)
            lower = word.lower()
            if words and lower in self.words.of:
                of_whom = self._source(tokens, at) if words[-1][0].lower() in self.words.documents else None
                if of_whom:
                    return of_whom
                break
            if (
                lower in self.words.ending
                or self._adverb(word)
                or (words and not inverted and (lower in self.words.report or lower in self.words.turn))
            ):
                break
            words.append(tokens[at])
            end = tokens[at][2]
            if self.words.capital_nouns and word[:1].isupper() and lower not in self.words.roles:
                break
        if not words:
            return None
        noun = words[-1][0].lower()
        phrase = " ".join(word.lower() for word, _, _ in words)
        pronoun = "P" if noun in self.words.group else ""
        subject = Subject(start, end, pronoun=pronoun, noun=noun, phrase=phrase, determiner=first.lower())
        return subject, index + 1 + len(words)

    def _described_name(self, tokens: list[Token], at: int, start: int, mention: Mention) -> tuple[Subject, int] | None:
        following = _past(tokens, at, mention[1])
        if tokens[following - 1][2] > mention[1]:
            return self._kin(tokens, following, mention)
        return Subject(start, mention[1], id=mention[2], phrase=self.text[start : mention[1]]), following

    def _from_source(self, tokens: list[Token]) -> Subject | None:
        """``we were told in a message from the Third Army``: the body speaks."""
        for index, (word, _, _) in enumerate(tokens[:-1]):
            if word.lower() in self.words.documents and tokens[index + 1][0].lower() in self.words.of:
                got = self._source(tokens, index + 1)
                return got[0] if got else None
        return None

    def _source(self, tokens: list[Token], at: int) -> tuple[Subject, int] | None:
        """``a report of the Tenth Army``: the body speaks."""
        for index in range(at + 1, min(len(tokens), at + 3)):
            if mention := self.mentions.get(tokens[index][1]):
                phrase = self.text[mention[0] : mention[1]]
                subject = Subject(mention[0], mention[1], id=mention[2], phrase=phrase)
                return subject, _past(tokens, index, mention[1])
        return None

    def _subject_of(self, tokens: list[Token], verb: int) -> Subject | None:
        """The subject of a verb of saying: beside it, else the first of the sentence, else after it."""
        at = verb - 1
        while at >= 0 and (tokens[at][0].lower() in self.words.auxiliary or self._adverb(tokens[at][0])):
            at -= 1
        if at >= 0 and "," not in self.text[tokens[at][2] : tokens[at + 1][1]]:
            word, start, end = tokens[at]
            if self.words.pronouns.get(word.lower()) == "R" and (found := self._antecedent(tokens, at)):
                return found
            if self.words.pronouns.get(word.lower(), "R") != "R":
                return Subject(start, end, pronoun=self.words.pronouns[word.lower()], phrase=word.lower())
            if (mention := self.endings.get(end)) and not self._governed(tokens, mention[0]):
                return Subject(mention[0], mention[1], id=mention[2], phrase=word, more=self._joined(mention))
            for back in range(at - 1, max(-1, at - 4), -1):
                if tokens[back][0].lower() in self.words.determiners and not self._governed(tokens, tokens[back][1]):
                    got = self._described(tokens, back, inverted=False)
                    if got and got[1] > at:
                        return got[0]
        if found := self._behind(tokens, verb):
            return found
        if found := self._clause_subject(tokens, verb) or self._first_subject(tokens[:verb]):
            return found
        got = self._subject(tokens, verb + 1, inverted=True)
        return got[0] if got else None

    def _behind(self, tokens: list[Token], verb: int) -> Subject | None:
        """``Darauf rief er``: where verbs are inverted, the subject right after one, if that goes on with no other."""
        if self.words.subject_first or verb + 1 >= len(tokens) or verb == 0:
            return None
        before, after = tokens[verb - 1][0].lower(), tokens[verb + 1]
        nominative = self.words.definite | self.words.pronouns.keys()
        if before in self.words.links or not (after[1] in self.mentions or after[0].lower() in nominative):
            return None
        got = self._subject(tokens, verb + 1, inverted=True)
        return got[0] if got and got[0].pronoun not in ("N", "R") else None

    def _clause_subject(self, tokens: list[Token], verb: int) -> Subject | None:
        """``When I came close she bowed and said``: the pronoun whose clause runs on to the verb without a comma."""
        for at in range(verb - 1, max(-1, verb - 12), -1):
            word, start, end = tokens[at]
            if "," in self.text[end : tokens[at + 1][1]]:
                return self._first_of_clause(tokens, at + 1, verb)
            if (pronoun := self.words.pronouns.get(word.lower(), "")) and pronoun in "MF1":
                return Subject(start, end, pronoun=pronoun, phrase=word.lower())
        return None

    def _first_of_clause(self, tokens: list[Token], begin: int, verb: int) -> Subject | None:
        """The name or the person described with whom a clause begins, after ``and`` or the like."""
        while begin < verb and tokens[begin][0].lower() in self.words.links:
            begin += 1
        if begin + 1 < verb and not self.words.subject_first and tokens[begin][1] not in self.mentions:
            begin += not self._may_be_subject(tokens[begin])  # erschien ihm Maria und sprach
            begin += tokens[begin][0].lower() in self.words.objects
        got = self._subject(tokens, begin) if begin < verb else None
        if got is None or got[1] > verb or not (got[0].id or got[0].noun):
            return None
        return got[0] if got[0].id else self._person(got[0])

    def _antecedent(self, tokens: list[Token], relative: int) -> Subject | None:
        """``the White Rabbit, who said``: whom a relative pronoun means, right before it."""
        if relative == 0 or self.text[tokens[relative - 1][2] : tokens[relative][1]].strip() not in ("", ","):
            return None
        if mention := self.endings.get(tokens[relative - 1][2]):
            return Subject(mention[0], mention[1], id=mention[2], phrase=self.text[mention[0] : mention[1]])
        for back in range(relative - 2, max(-1, relative - 6), -1):
            if tokens[back][0].lower() in self.words.determiners:
                got = self._described(tokens, back, inverted=False)
                return got[0] if got and got[1] == relative else None
        return None

    def _joined(self, mention: Mention) -> tuple[str, ...]:
        head = self.text[max(0, mention[0] - 6) : mention[0]]
        word = head.rsplit(None, 1)[-1] if head.endswith(" ") and head.strip() else ""
        if word in self.words.also and (other := self.endings.get(mention[0] - len(word) - 2)):
            return (other[2],)
        return ()

    def _governed(self, tokens: list[Token], start: int) -> bool:
        """A preposition stands before the words that begin at `start`."""
        head = self.text[max(0, start - 12) : start].split()
        return bool(head) and head[-1].lower().rstrip("'’") in self.words.prepositions

    def _first_subject(self, tokens: list[Token]) -> Subject | None:
        """The first person who is the subject in a sentence: what a preposition governs is none."""
        for index, (word, start, _) in enumerate(tokens[:30]):
            lower = word.lower()
            pronoun = self.words.pronouns.get(lower, "")
            if pronoun in ("N", "R") or (pronoun == "P" and self._heads_clause(tokens, index)):
                continue
            if start not in self.mentions and not self._leads_subject(lower):
                continue
            got = None if self._governed(tokens, start) else self._subject(tokens, index)
            if got and (subject := self._person(got[0])):
                return subject
        return None

    def _leads_subject(self, word: str) -> bool:
        words = self.words
        return word in words.pronouns or word in words.determiners or word in words.family

    def _heads_clause(self, tokens: list[Token], index: int) -> bool:
        """``All that Fenn wanted``."""
        return index + 1 < len(tokens) and tokens[index + 1][0].lower() in self.words.that

    def _person(self, subject: Subject) -> Subject | None:
        """The subject, if it is a person; the person whose face or voice it is; None for a thing."""
        if not subject.noun or subject.pronoun:
            return subject
        owned = subject.determiner not in self.words.determiners
        if owned and (subject.noun in self.words.things or subject.noun in self.words.utterances):
            return subject._replace(id=subject.determiner, noun="", determiner="")
        words = self.words
        known = any(subject.noun in one for one in (words.animate, words.utterances, words.roles, words.offices))
        return subject if known or owned or self._titled(subject) else None

    def _titled(self, subject: Subject) -> bool:
        """``the Rabbit``: one whom a description in capitals names."""
        return self.text[subject.end - len(subject.noun)].isupper() and not subject.noun.endswith(
            self.words.plural_ends
        )


def _past(tokens: list[Token], at: int, end: int) -> int:
    """Index of the first token from `at` on that does not begin before `end`."""
    while at < len(tokens) and tokens[at][1] < end:
        at += 1
    return at
