"""Names without authority file in languages whose lexicon gives lists of names: titles, forenames, places, bodies.

Where every noun has a capital (German), a capital says nothing; where only names have one (French), it says much.
So a name is told by what stands with it: a title or a forename before it, a list that has it, a preposition of
place, a verb that only persons do. A surname once told is known wherever it stands alone, and in its genitive.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from rubricator.annotate.names.capitals import Token
from rubricator.annotate.names.free import Free
from rubricator.annotate.names.links import Named, link
from rubricator.annotate.names.mentions import Kind, Mention
from rubricator.annotate.names.vocabulary import NameWords
from rubricator.language import alternatives, lexicon
from rubricator.language.frequency import zipf
from rubricator.language.lexicon import split
from rubricator.model.document import Cert

_UPPER: Final = "A-ZÀ-ÖØ-ÞŒŠŽ"
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(
    rf"(?<![^\W_])(?:[dDlLqQ]['’])?(?![DLJMNSTC]['’])(?P<word>[{_UPPER}](?:\.(?=\s?[{_UPPER}])|{_LETTER}*(?:['’-]{_LETTER}+)*))(?P<stop>\.?)"
)
_BEFORE: Final = re.compile(r"([^\W_]+)(?:['’]\s*|\s+)$")
_AFTER: Final = re.compile(r"\s+([^\W\d_]+)")
_SENTENCE: Final = re.compile(r"(?:[.!?…:»«“”\"„‚‘(—–-]|^)[\s«“\"„‚‘(]*$")
_FREQUENT: Final = {"nouns": 2.2, "capitals": 3.0}
"""From which place on the Zipf scale on a word is an ordinary one, by the method of the language."""
_FREQUENT_SURNAME: Final = 4.6
"""After a title or a forename a word must be so common to be no surname."""
_TWICE: Final = 2
_SHORTENED: Final = 5
"""A word with fewer letters before a full stop may be an abbreviation."""
_MOSTLY: Final = 0.5
_REACH: Final = 40
_LINE: Final = re.compile(r"\s*\n\s*\n")


Verdict = tuple[Kind, str, Cert]
"""Kind, rule and certainty of a name."""


class _Lists(NamedTuple):
    """What the lexicon says of names beside the shared classes."""

    method: str
    before_noun: frozenset[str]
    suffixes: tuple[str, ...]
    ends: tuple[str, ...]
    place_suffixes: tuple[str, ...]
    ambiguous: frozenset[str]
    particles: re.Pattern[str]
    body_rest: re.Pattern[str]
    place_lead: re.Pattern[str]
    listing: re.Pattern[str]


@lru_cache(maxsize=4)
def _lists(language: str) -> _Lists:
    listed = lexicon(language).table("names")

    def words(name: str) -> tuple[str, ...]:
        return split(listed.get(name, ""))

    particles = alternatives(words("particles")).replace(r"\ ", r"\s+").replace("'", "['’]")
    return _Lists(
        listed.get("method", "capitals"),
        frozenset(words("before_noun")),
        words("noun_suffixes"),
        words("noun_ends"),
        words("place_suffixes") or ("\0",),
        frozenset(words("ambiguous_places")),
        re.compile(rf"[ \n]+(?:(?P<particle>{particles})(?:[ \n]+|(?<=['’])))?"),
        re.compile(
            rf"(?: (?:{alternatives(words('body_tails'))})\b"
            rf"| (?:{alternatives(words('of'))})(?:(?<=['’])| )[{_UPPER}]{_LETTER}+(?:-{_LETTER}+)*)+"
        ),
        _leading(words("place_words"), words("of")),
        _listing(words("joints")),
    )


def _listing(joints: Sequence[str]) -> re.Pattern[str]:
    """What parts the names of an enumeration: a comma, or a word such as “and”."""
    joint = rf"(?:{alternatives(joints)})[ \n]+"
    return re.compile(rf",[ \n]*(?:{joint})?|[ \n]+{joint}")


def _leading(kinds: Sequence[str], joints: Sequence[str]) -> re.Pattern[str]:
    """A word for a kind of place before a name: ``lac de``, ``Gemeinde``."""
    joint = rf"(?:{alternatives(joints)})(?:(?<=['’])|\s)" if joints else ""
    return re.compile(rf"\b(?:{alternatives(kinds)})\s{joint}$")


class _Word(NamedTuple):
    """A capitalised word with the word before it and whether it opens a sentence."""

    text: str
    start: int
    end: int
    before: str
    opens: bool

    @property
    def token(self) -> Token:
        """The word as other rooms take it."""
        return Token(self.text, self.start, self.end)


def listed_mentions(
    text: str,
    settled: Iterable[tuple[int, int]],
    cast: Mapping[str, str],
    words: NameWords,
    prefix: str,
    taken: Container[str],
    language: str,
) -> Iterator[Mention]:
    """Mentions of names that no authority file has, outside the `settled` spans; ids as in `discovered_mentions`."""
    free = Free(settled)
    found = _Finder(text, words, language).named()
    kept = [one for one in found if free.between(one.words[0].start, one.words[-1].end)]
    yield from link(kept, cast, words, prefix, taken)


class _Finder:
    """The names of one text."""

    def __init__(self, text: str, words: NameWords, language: str) -> None:
        self.text, self.words, self.language = text, words, language
        self.lists = _lists(language)
        self.surnames: set[str] = set()
        self._known: dict[str, bool] = {}

    @cached_property
    def _ranks(self) -> frozenset[str]:
        """Titles and kinds of bodies in all their forms: des Bischofs, den Grafen."""
        plain = {word for word in self.words.titles if len(word) > _TWICE}
        return frozenset(plain | {word + ending for word in plain for ending in ("s", "es", "n", "en")})

    @cached_property
    def found(self) -> list[_Word]:
        """All capitalised words."""
        return [self._word(match) for match in _WORD.finditer(self.text) if len(match["word"]) > 1]

    def _word(self, match: re.Match[str]) -> _Word:
        start = match.start("word")
        before = _BEFORE.search(self.text, max(0, start - _REACH), start)
        opens = _SENTENCE.search(self.text, max(0, start - _REACH), start) is not None
        known = self.words.titles.keys() | self.words.forenames
        stopped = match["word"] + "." if match["stop"] and match["word"] + "." in known else match["word"]
        return _Word(stopped, start, start + len(stopped), before[1].lower() if before else "", opens)

    @cached_property
    def small(self) -> Counter[str]:
        """How often each word stands in small letters."""
        return Counter(re.findall(rf"(?<![^\W_])[a-zß-öø-ÿ]{_LETTER}*", self.text))

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """Of each capitalised word, how often an article or another word that a noun takes stands before it."""
        before: dict[str, list[bool]] = defaultdict(list)
        for one in self.found:
            before[one.text].append(one.before in self.lists.before_noun)
        return {word: sum(seen) / len(seen) for word, seen in before.items()}

    # --- one word
    def ordinary(self, word: str) -> bool:
        """True for a word that is no name by itself."""
        if (known := self._known.get(word)) is None:
            known = self._known[word] = self._is_ordinary(word)
        return known

    def _is_ordinary(self, word: str) -> bool:
        if word in self.words.not_names or word in self.words.titles or len(word.rstrip(".")) < _TWICE:
            return True
        if word.isupper() and len(word) > _TWICE and (lowered := word.capitalize()) != word:
            return self.ordinary(lowered)
        folded = word.lower()
        if folded in self.small or zipf(folded, self.language) >= _FREQUENT[self.lists.method]:
            return True
        if self.lists.method == "capitals":
            return False
        return (
            folded.endswith((*self.lists.suffixes, *self.lists.ends))
            or self.shares.get(word, 0.0) >= _MOSTLY
            or self._is_compound(folded)
        )

    def _is_compound(self, folded: str) -> bool:
        """Two words of the language in one: the end is a word, and so is what stands before it."""
        return any(
            zipf(folded[at:], self.language) > _FREQUENT["nouns"]
            and any(zipf(head, self.language) > _FREQUENT["nouns"] for head in _heads(folded[:at]))
            for at in range(3, len(folded) - 2)
        )

    def _surname_like(self, one: _Word) -> bool:
        """True for what may be a surname after a title or forename."""
        text = one.text.capitalize() if one.text.isupper() else one.text
        if text in self.words.not_names or text in self._ranks or text in self.words.body_words or self._lands(text):
            return False
        if len(text) < _SHORTENED and self.text[one.end : one.end + 1] == ".":
            return False
        common = zipf(text.lower(), self.language)
        if self.lists.method == "capitals":
            return text.lower() not in self.small or common < _FREQUENT["capitals"]
        return common < _FREQUENT_SURNAME and not text.lower().endswith(self.lists.suffixes)

    def _lands(self, text: str) -> bool:
        """True for a place of the gazetteer, in the genitive too where nouns have one."""
        bare = text[:-1] if self.lists.method == "nouns" and text.endswith("s") else text
        return text in self.words.places or bare in self.words.places

    def _joint(self, one: _Word, other: _Word) -> str | None:
        """The particle between two words that stand side by side, '' for none; None where they do not."""
        gap = self.lists.particles.fullmatch(self.text, one.end, other.start)
        if gap is None and self.text[one.end : other.start] in (".", ". ") and len(one.text) < _REACH:
            gap = self.lists.particles.fullmatch(self.text, one.end + 1, other.start)
            if gap is None or len(one.text) > 3:
                return "" if self.text[one.end : other.start] == "." else None
        if gap is None or _LINE.match(self.text, one.end):
            return None
        return gap["particle"] or ""

    # --- names
    def named(self) -> list[Named]:
        """All names, in order."""
        phrases = list(self._phrases())
        covered = Free((one.words[0].start, one.words[-1].end) for one in phrases)
        whole = [
            *phrases,
            *(one for one in self._full_names() if covered.between(one.words[0].start, one.words[-1].end)),
        ]
        for one in whole:
            if one.kind == "person" and len(one.words[-1].text) > _TWICE:
                self.surnames.add(one.words[-1].text)
        spans = Free((one.words[0].start, one.words[-1].end) for one in whole)
        alone = [one for one in self.found if spans.between(one.start, one.end)]
        kinds = self._kinds(alone)
        single = [self._single(one, kinds[one.text]) for one in alone if one.text in kinds and self._stands(one)]
        bodies = list(self._bodies(alone))
        taken = Free((one.words[0].start, one.words[-1].end) for one in bodies)
        single = [one for one in single if taken.between(one.words[0].start, one.words[-1].end)]
        return sorted([*whole, *single, *bodies], key=lambda one: one.words[0].start)

    def _single(self, one: _Word, verdict: Verdict) -> Named:
        """A name of one word; a place with the word for its kind: ``lac de Genève``."""
        lead = self.lists.place_lead.search(self.text, max(0, one.start - _REACH), one.start)
        if verdict[0] != "org" and lead:
            return Named(
                (), (Token(self.text[lead.start() : one.end], lead.start(), one.end),), "place", "place-word", "medium"
            )
        return Named((), (one.token,), *verdict)

    def _stands(self, one: _Word) -> bool:
        """False for a word that opens a sentence and may be an ordinary one there."""
        return not (one.opens and one.text in self.words.not_names)

    def _phrases(self) -> Iterator[Named]:
        """Places whose names are several words."""
        several = [
            place for place in self.words.places | self.words.towns if " " in place and place.split()[0][0].isupper()
        ]
        firsts = {place.split()[0] for place in several}
        known = {place.casefold() for place in several}
        for one in self.found:
            if one.text in firsts:
                for size in (4, 3, 2):
                    end = self._end_of(one, size)
                    if end and " ".join(self.text[one.start : end].split()).casefold() in known:
                        yield Named(
                            (), (Token(self.text[one.start : end], one.start, end),), "place", "gazetteer", "high"
                        )
                        break

    def _end_of(self, one: _Word, size: int) -> int:
        """Where the last of so many words ends."""
        found = re.compile(rf"\w+(?:\s[\w’'-]+){{{size - 1}}}").match(self.text, one.start)
        return found.end() if found else 0

    def _full_names(self) -> Iterator[Named]:
        """Names with a title, a forename or initials before them."""
        found, at = self.found, 0
        while at < len(found):
            titles, begin = self._titles(at)
            words, end = self._name_from(begin, bool(titles))
            if not words and not titles and self.lists.method == "capitals":
                words, end = self._two_unknown(at)
            if words and (titles or len(words) > 1) and len(words[-1].text.rstrip(".")) > _TWICE - 1:
                rule = "titled" if titles else "forename"
                yield Named(tuple(titles), tuple(words), "person", rule, "medium")
                at = end
            else:
                at += 1

    def _titles(self, at: int) -> tuple[list[Token], int]:
        found, titles = self.found, list[Token]()
        small = _BEFORE.search(self.text, max(0, found[at].start - _REACH), found[at].start)
        if small and small[1].islower() and small[1] in self.words.titles:
            titles.append(Token(small[1], small.start(1), small.end(1)))
            return titles, at
        while at < len(found) and found[at].text in self.words.titles:
            if titles and self._joint(found[at - 1], found[at]) is None:
                break
            titles.append(found[at].token)
            at += 1
        if titles and (at >= len(found) or self._joint(found[at - 1], found[at]) is None):
            return [], at
        return titles, at

    def _name_from(self, at: int, titled: bool) -> tuple[list[Token], int]:
        """The words of a personal name that begins at a word, and the word after it."""
        found, words, first = self.found, list[Token](), at
        while at < len(found) and len(words) < _LONGEST:
            one = found[at]
            joint = self._joint(found[at - 1], one) if at > first or (titled and not self._small_title(at)) else ""
            if joint is None:
                break
            given = one.text in self.words.forenames or (len(one.text.rstrip(".")) == 1 and one.text.endswith("."))
            if not words and not titled and not given:
                break
            if not (given or self._surname_like(one)):
                break
            if joint and one.text in self.words.places:
                break
            start = self.text.rfind(joint, found[at - 1].end, one.start) if joint else one.start
            words.append(Token(self.text[start : one.end], start, one.end))
            at += 1
            if not given:
                break
        if not titled and words and all(word.text in self.words.forenames for word in words) and len(words) < _TWICE:
            return [], at
        return words, at

    def _two_unknown(self, at: int) -> tuple[list[Token], int]:
        """Two words side by side that are nothing but a name: ``Cindy Santos``."""
        pair = self.found[at : at + 2]
        if len(pair) < _TWICE or self._joint(*pair) != "" or any(map(self._known_otherwise, pair)):
            return [], at
        return [one.token for one in pair], at + 2

    def _known_otherwise(self, one: _Word) -> bool:
        text = one.text
        listed = text in self.words.places or text in self.words.towns or text in self.words.body_words
        return listed or text.isupper() or len(text) <= _TWICE or self.ordinary(text)

    def _small_title(self, at: int) -> bool:
        return not at or self.found[at - 1].text not in self.words.titles

    def _kinds(self, alone: Sequence[_Word]) -> dict[str, Verdict]:
        """Kind, rule and certainty of the words that are names by themselves; one sense in a text."""
        seen: dict[str, list[_Word]] = defaultdict(list)
        for one in alone:
            seen[one.text].append(one)
        judged = ((word, self._kind(word, places)) for word, places in seen.items())
        kinds = {word: verdict for word, verdict in judged if verdict}
        return kinds | dict(self._listed(kinds))

    def _listed(self, kinds: Mapping[str, Verdict]) -> Iterator[tuple[str, Verdict]]:
        """Unknown words in an enumeration of names are names of the same kind."""
        for row in self._rows():
            told: Counter[Kind] = Counter(kind for one in row if (kind := self._told(one, kinds)))
            if len(told) == 1 and sum(told.values()) * 3 >= len(row):
                (kind,) = told
                fresh = [one for one in row if not self._told(one, kinds) and not self._is_common(one.text)]
                for one in fresh:
                    yield one.text, (kind, _OF_LIST[kind], "low")

    def _rows(self) -> Iterator[list[_Word]]:
        row: list[_Word] = []
        for one in self.found:
            if row and not self.lists.listing.fullmatch(self.text, row[-1].end, one.start):
                if len(row) > _TWICE:
                    yield row
                row = []
            row.append(one)
        if len(row) > _TWICE:
            yield row

    def _told(self, one: _Word, kinds: Mapping[str, Verdict]) -> Kind | None:
        if one.text in self.surnames:
            return "person"
        verdict = kinds.get(one.text)
        return verdict[0] if verdict and verdict[0] != "org" else None

    def _is_common(self, word: str) -> bool:
        return (
            word in self.words.not_names
            or word in self._ranks
            or (
                self.lists.method == "nouns"
                and (word.lower() in self.small or word.lower().endswith(self.lists.suffixes))
            )
        )

    def _kind(self, word: str, seen: Sequence[_Word]) -> Verdict | None:
        plain = word.capitalize() if word.isupper() and len(word) > 3 else word
        bare = plain[:-1] if plain.endswith("s") else plain
        if plain in self.words.not_names or plain in self.words.titles:
            return None
        if plain in self.words.bodies:
            return "org", "body-word", "medium"
        if self._is_acronym(word):
            return "org", "body-word", "low"
        if plain in self.surnames or (self.lists.method == "nouns" and bare in self.surnames):
            return "person", "short-name", "medium"
        placed = sum(one.before in self.words.place_prepositions for one in seen)
        if plain in self.lists.ambiguous and placed * 2 < len(seen):
            return None
        if self._lands(plain):
            return "place", "gazetteer", "high"
        if plain.lower().endswith(self.lists.place_suffixes) and zipf(plain.lower(), self.language) < 1:
            return "place", "place-word", "low"
        if plain in self.words.towns and not self.ordinary(plain) and (placed or self.lists.method == "capitals"):
            return "place", "gazetteer", "medium"
        if plain in self.words.forenames or (self.lists.method == "nouns" and bare in self.words.forenames):
            return ("person", "forename", "medium") if self.shares.get(word, 0) < _MOSTLY else None
        if self.ordinary(plain):
            return None
        acting = sum(map(self._acts, seen))
        led = sum(
            self.lists.place_lead.search(self.text, max(0, one.start - _REACH), one.start) is not None for one in seen
        )
        if (placed + led) * 2 >= len(seen) and not acting:
            return "place", "place-context", "low"
        inside = sum(not one.opens for one in seen)
        if acting or (self.lists.method == "capitals" and inside >= _TWICE):
            return "person", "acting", "low"
        return None

    def _is_acronym(self, word: str) -> bool:
        """Capitals that are no number and no word: ``ATS``; in a language where only names have capitals."""
        if self.lists.method != "capitals" or not (_TWICE < len(word) < 6 and word.isupper() and word.isalpha()):
            return False
        return not set(word) <= set("IVXLCDM") and not self.ordinary(word.capitalize())

    def _acts(self, one: _Word) -> bool:
        """A verb that only persons do stands beside the word."""
        after = _AFTER.match(self.text, one.end)
        verbs = self.words.speech_verbs | self.words.person_verbs
        return one.before in self.words.speech_verbs or bool(after and after[1] in verbs)

    def _bodies(self, alone: Sequence[_Word]) -> Iterator[Named]:
        """Bodies by their word and what follows it: Conseil fédéral, Société des Nations."""
        if self.lists.method != "capitals":
            return
        for one in alone:
            if one.text in self.words.body_words and (rest := self.lists.body_rest.match(self.text, one.end)):
                name = Token(self.text[one.start : rest.end()], one.start, rest.end())
                yield Named((), (name,), "org", "body-word", "low")


_LONGEST: Final = 5
_OF_LIST: Final[Mapping[Kind, str]] = {"person": "acting", "place": "place-context"}


def _heads(word: str) -> Iterator[str]:
    """What the first part of a compound may be without the letters that join it."""
    yield word
    for joint in ("s", "n", "en", "es", "er", "-"):
        if word.endswith(joint) and len(word) > len(joint) + 2:
            yield word[: -len(joint)]
