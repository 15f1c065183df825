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

from rubricator.annotate.names.bodies import bodies
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
_SELDOM: Final = 0.2
"""A surname may have an article as seldom as that."""
_OFTEN: Final = 3
"""So often a noun would have had its article."""
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
    ambiguous_forenames: frozenset[str]
    particles: re.Pattern[str]
    title_before: re.Pattern[str]
    particle_before: re.Pattern[str]
    offices: tuple[str, ...]
    inflections: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...]
    surnames: frozenset[str]
    noun_surnames: frozenset[str]
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
        frozenset(words("ambiguous_forenames")),
        re.compile(rf"[ \n]+(?:(?P<particle>{particles})(?:[ \n]+|(?<=['’])))?"),
        re.compile(rf"(?<![^\W_])([^\W_]+)[ \n]+(?:(?:{particles})(?:[ \n]+|(?<=['’])))?$"),
        re.compile(rf"(?<![^\W_])({alternatives(words('leading_particles'))})[ \n]+$"),
        words("office_ends") or ("\0",),
        words("adjective_inflections") or ("\0",),
        tuple((old, new) for old, _, new in (pair.partition("=") for pair in words("old_spellings"))),
        frozenset((*words("surnames"), *words("noun_surnames"))),
        frozenset(words("noun_surnames")),
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
        words = (self._word(match) for match in _WORD.finditer(self.text))
        return [one for one in words if len(one.text) > 1]

    def _word(self, match: re.Match[str]) -> _Word:
        start = match.start("word")
        before = _BEFORE.search(self.text, max(0, start - _REACH), start)
        opens = _SENTENCE.search(self.text, max(0, start - _REACH), start) is not None
        whole = match["word"] + "."
        known = match["stop"] and (whole in self.words.titles or whole in self.words.forenames)
        stopped = whole if known else match["word"]
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
        least = _FREQUENT[self.lists.method]
        if folded in self.small or any(zipf(form, self.language) >= least for form in self._spelt(folded)):
            return True
        if self.lists.method == "capitals":
            return False
        return (
            folded.endswith((*self.lists.suffixes, *self.lists.ends))
            or self.shares.get(word, 0.0) >= _MOSTLY
            or self._is_compound(folded)
        )

    def _rare(self, word: str) -> bool:
        """True for a word that is seldom and no noun by its end, though two nouns may make it."""
        folded = word.lower()
        listed = word in self.words.not_names or word in self._ranks or folded in self.small
        return not (listed or zipf(folded, self.language) >= _FREQUENT["nouns"] or folded.endswith(self.lists.suffixes))

    def _spelt(self, folded: str) -> Iterator[str]:
        """A word as it is, and as it is spelt today."""
        yield folded
        for old, new in self.lists.spellings:
            if old in folded:
                yield folded.replace(old, new)

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
        if text in self.words.not_names or text in self._ranks or text in self.words.body_words:
            return False
        if text in self.lists.surnames:
            return True
        if len(text) < _SHORTENED and self.text[one.end : one.end + 1] == "." and not self._lands(text):
            return False
        common = zipf(text.lower(), self.language)
        if self.lists.method == "capitals":
            return text.lower() not in self.small or common < _FREQUENT["capitals"]
        return common < _FREQUENT_SURNAME and not text.lower().endswith(self.lists.suffixes)

    def _bare_form(self, text: str) -> str:
        """A name without the ending of the genitive, where nouns have one: Goethes, Mazzini's."""
        if self.lists.method != "nouns" or not text.endswith("s"):
            return text
        return text[:-2] if text[-2:-1] in ("'", "’") else text[:-1]

    def _nominative(self, word: Token) -> Token:
        """A name in the genitive by its own form, by which it is linked."""
        bare = self._bare_form(word.text)
        lists = self.surnames, self.lists.surnames, self.words.places, self.words.towns, self.words.forenames
        if bare == word.text or any(word.text in known for known in lists[1:]):
            return word
        return word._replace(text=bare) if any(bare in known for known in lists) else word

    def _lands(self, text: str) -> bool:
        """True for a place of the gazetteer, in the genitive too where nouns have one."""
        return text in self.words.places or self._bare_form(text) in self.words.places

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
        kinds = self._kinds(alone, whole)
        single = [self._single(one, kinds[one.text]) for one in alone if one.text in kinds and self._stands(one)]
        found = [*whole, *single]
        named = list(bodies(self.text, self.language))
        taken = Free((one.words[0].start, one.words[-1].end) for one in named)
        found = [one for one in found if taken.between((one.titles or one.words)[0].start, one.words[-1].end)]
        found = [one._replace(words=(*one.words[:-1], self._nominative(one.words[-1]))) for one in found]
        return sorted([*found, *named], key=lambda one: one.words[0].start)

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
            words, end = self._name_from(begin, titles)
            if not words and not titles:
                words, end = self._led_by_particle(at)
            if not words and not titles:
                words, end = self._two_unknown(at)
            whole = titles or len(words) > 1 or (words and words[0].start < found[at].start)
            if whole and words and len(words[-1].text.rstrip(".")) > _TWICE - 1:
                rule = "titled" if titles else "forename"
                yield Named(tuple(titles), tuple(words), "person", rule, "medium")
                at = end
            else:
                at += 1

    def _titles(self, at: int) -> tuple[list[Token], int]:
        """The titles that begin at a word, or the one in small letters before it, and the word after them."""
        found, titles = self.found, list[Token]()
        small = self.lists.title_before.search(self.text, max(0, found[at].start - _REACH), found[at].start)
        if small and small[1].islower() and small[1] in self.words.titles:
            titles.append(Token(small[1], small.start(1), small.end(1)))
            return titles, at
        while at < len(found) and self._is_title(at):
            if titles and self._joint(found[at - 1], found[at]) is None:
                break
            titles.append(found[at].token)
            at += 1
        if titles and (at >= len(found) or self._joint(found[at - 1], found[at]) is None):
            return [], at
        return titles, at

    def _is_title(self, at: int) -> bool:
        """A title, or a noun for an office right before a word that is no noun: Landrat Stubenrauch."""
        one = self.found[at]
        if one.text in self.words.titles:
            return not (one.text.endswith(".") and self.text[max(0, one.start - 2) : one.start - 1].isdigit())
        if not one.text.lower().endswith(self.lists.offices) or at + 1 == len(self.found):
            return False
        after = self.found[at + 1]
        named = after.text in self.words.forenames or after.text in self.lists.surnames or self._rare(after.text)
        return self._joint(one, after) == "" and named and not self._lands(after.text)

    def _name_from(self, at: int, titles: Sequence[Token]) -> tuple[list[Token], int]:
        """The words of a personal name that begins at a word, and the word after it."""
        found, words, first = self.found, list[Token](), at
        before = titles[-1].end if titles else -1
        while at < len(found) and len(words) < _LONGEST:
            one = found[at]
            joint = self._joint_after(words[-1].end if words else before, one) if words or titles else ""
            if joint is None:
                break
            given = self._is_forename(one.text) or (len(one.text.rstrip(".")) == 1 and one.text.endswith("."))
            if not words and not titles and not given:
                break
            rank = bool(words) and not joint and self._ends_as_rank(at)
            if not (given or rank or self._surname_like(one)) or not self._may_be_lord(one, joint, titles, words):
                break
            if words and not (given or self._bears_more(at, joint, titles, words)):
                break
            start = self.text.rfind(joint, words[-1].end if words else before, one.start) if joint else one.start
            words.append(Token(self.text[start : one.end], start, one.end))
            at += 1
        if not titles and len(words) == 1 and self._is_forename(words[0].text):
            return [], first
        return words, at

    def _is_forename(self, text: str) -> bool:
        return (text.capitalize() if text.isupper() and len(text) > _TWICE else text) in self.words.forenames

    def _ends_as_rank(self, at: int) -> bool:
        """A title after a forename with no name after it is a surname: Michel Chevalier."""
        one = self.found[at]
        if one.text not in self.words.titles or one.text.endswith(".") or len(one.text) < _SHORTENED:
            return False
        return at + 1 == len(self.found) or self._joint_after(one.end, self.found[at + 1]) is None

    def _may_be_lord(self, one: _Word, joint: str, titles: Sequence[Token], words: Sequence[Token]) -> bool:
        """False for a place; but who bears a title and a place is named by it: Lord Holland, Herzog von Nemours."""
        text = one.text.capitalize() if one.text.isupper() else one.text
        lord = any(title.text in self.words.lands_titles for title in titles) and not words
        if not self._lands(text):
            return lord or not joint or text in self.lists.surnames or not self.ordinary(text)
        return lord if joint else bool(titles or words) and text in self.words.places

    def _bears_more(self, at: int, joint: str, titles: Sequence[Token], words: Sequence[Token]) -> bool:
        """A name goes on after its first word: after a forename, by a particle, or where an unknown forename led."""
        last = words[-1].text
        if self._is_forename(last) or last.endswith("."):
            return True
        one = self.found[at]
        if joint:
            return len(words) <= _TWICE and not self._placed(one.text)
        unknown = not self.ordinary(one.text) and not self.ordinary(last) and not self._placed(one.text)
        return self.lists.method == "capitals" and bool(titles) and len(words) == 1 and unknown

    def _joint_after(self, end: int, other: _Word) -> str | None:
        """The particle between the end of a word and another one, '' for none; None where more stands between."""
        gap = self.lists.particles.fullmatch(self.text, end, other.start)
        if gap is None and self.text[end : other.start] in ("", ".", ". "):
            return ""
        if gap is None or _LINE.match(self.text, end):
            return None
        return gap["particle"] or ""

    def _two_unknown(self, at: int) -> tuple[list[Token], int]:
        """Two words side by side that are nothing but a name: ``Cindy Santos``."""
        pair = self.found[at : at + 2]
        if len(pair) < _TWICE or self._joint(*pair) != "" or any(map(self._known_otherwise, pair)):
            return [], at
        return [one.token for one in pair], at + 2

    def _known_otherwise(self, one: _Word) -> bool:
        text = one.text
        listed = self._lands(text) or text in self.words.towns or text in self.words.body_words
        noun = self.lists.method == "nouns" and (
            one.before in self.lists.before_noun or one.opens or text.lower().endswith(self.lists.offices)
        )
        return listed or noun or text.isupper() or len(text) <= _TWICE or self.ordinary(text)

    def _led_by_particle(self, at: int) -> tuple[list[Token], int]:
        """A name by the particle before it: ``v. Kardorff``; one written out before an unknown word only."""
        one = self.found[at]
        before = self.lists.particle_before.search(self.text, max(0, one.start - _REACH), one.start)
        if before is None or not self._surname_like(one) or self._placed(one.text) or one.text.isupper():
            return [], at
        if not before[1].endswith(".") and not self._after_office(before.start(1)):
            return [], at
        return [Token(self.text[before.start(1) : one.end], before.start(1), one.end)], at + 1

    def _after_office(self, at: int) -> bool:
        """A noun for an office, or one that names kin, stands right before: Botschafter von Velics."""
        before = re.compile(r"([^\W\d_]+)\s+$").search(self.text, max(0, at - _REACH), at)
        return before is not None and (before[1] in self._ranks or before[1].lower().endswith(self.lists.offices))

    def _placed(self, word: str) -> bool:
        """True for a place of some list, or a word that stands after a preposition of place elsewhere."""
        if self._lands(word) or word in self.words.towns or word.lower().endswith(self.lists.place_suffixes):
            return True
        return word in self._after_places

    @cached_property
    def _after_places(self) -> frozenset[str]:
        """Words that stand after a preposition of place somewhere."""
        return frozenset(one.text for one in self.found if one.before in self.words.place_prepositions)

    def _kinds(self, alone: Sequence[_Word], whole: Sequence[Named]) -> dict[str, Verdict]:
        """Kind, rule and certainty of the words that are names by themselves; one sense in a text."""
        seen: dict[str, list[_Word]] = defaultdict(list)
        for one in alone:
            seen[one.text].append(one)
        judged = ((word, self._kind(word, places)) for word, places in seen.items())
        kinds = {word: verdict for word, verdict in judged if verdict}
        return kinds | dict(self._listed(kinds, alone, whole))

    def _listed(
        self, kinds: Mapping[str, Verdict], alone: Sequence[_Word], whole: Sequence[Named]
    ) -> Iterator[tuple[str, Verdict]]:
        """Unknown words in an enumeration of names are names of the same kind."""
        for row in self._rows([*alone, *whole]):
            told: Counter[Kind] = Counter(kind for one in row if (kind := self._told(one, kinds)))
            if len(told) == 1 and sum(told.values()) * 3 >= len(row):
                (kind,) = told
                fresh = (one.text for one in row if isinstance(one, _Word) and one.text not in kinds)
                yield from ((word, (kind, _OF_LIST[kind], "low")) for word in fresh if not self._is_common(word))

    def _rows(self, units: Iterable[_Word | Named]) -> Iterator[list[_Word | Named]]:
        row: list[_Word | Named] = []
        for one in sorted(units, key=_extent):
            if row and not self.lists.listing.fullmatch(self.text, _extent(row[-1])[1], _extent(one)[0]):
                if len(row) > 1:
                    yield row
                row = []
            row.append(one)
        if len(row) > 1:
            yield row

    def _told(self, one: _Word | Named, kinds: Mapping[str, Verdict]) -> Kind | None:
        if isinstance(one, Named):
            return one.kind
        listed = one.text in self.lists.surnames and not self.shares.get(one.text, 0) and not self._lands(one.text)
        if one.text in self.surnames or listed:
            return "person"
        verdict = kinds.get(one.text)
        return verdict[0] if verdict and verdict[0] != "org" else None

    def _is_common(self, word: str) -> bool:
        return (
            word in self.words.not_names
            or word in self._ranks
            or word in self.words.titles
            or (self.lists.method == "nouns" and self.ordinary(word) and word not in self.lists.surnames)
        )

    def _kind(self, word: str, seen: Sequence[_Word]) -> Verdict | None:
        plain = word.capitalize() if word.isupper() and len(word) > 3 else word
        bare = self._bare_form(plain)
        if plain in self.words.not_names or plain in self.words.titles:
            return None
        if plain in self.words.bodies:
            return "org", "body-word", "medium"
        if self._is_acronym(word):
            return "org", "body-word", "low"
        if plain in self.surnames or bare in self.surnames:
            return "person", "short-name", "medium"
        placed = sum(one.before in self.words.place_prepositions for one in seen)
        if plain in self.lists.ambiguous and placed * 2 < len(seen):
            return None
        if self._lands(plain):
            return "place", "gazetteer", "high"
        if plain.lower().endswith(self.lists.place_suffixes) and zipf(plain.lower(), self.language) < 1:
            return "place", "place-word", "low"
        acting = sum(map(self._acts, seen))
        if self._is_town(plain) and acting * 2 <= len(seen) and self.shares.get(word, 0) < _MOSTLY:
            return "place", "gazetteer", "medium"
        if plain in self.lists.ambiguous_forenames and acting < _TWICE:
            return None
        if plain in self.words.forenames or bare in self.words.forenames:
            return ("person", "forename", "medium") if self.shares.get(word, 0) < _MOSTLY else None
        if self._is_surname(plain, word, seen) and not placed:
            return "person", "surname", "low"
        if self.ordinary(plain):
            return None
        led = sum(
            self.lists.place_lead.search(self.text, max(0, one.start - _REACH), one.start) is not None for one in seen
        )
        if (placed + led) * 2 >= len(seen) and not acting:
            return "place", "place-context", "low"
        inside = sum(not one.opens for one in seen)
        told = inside >= _TWICE if self.lists.method == "capitals" else self._bare(seen)
        if acting or told:
            return "person", "acting", "low"
        return None

    def _bare(self, seen: Sequence[_Word]) -> bool:
        """An unknown noun that stands often, and never with an article or an adjective before it."""
        if len(seen) < _OFTEN or any(one.before in self.lists.before_noun for one in seen):
            return False
        return not any(len(one.before) > _TWICE + 1 and one.before.endswith(self.lists.inflections) for one in seen)

    def _is_town(self, plain: str) -> bool:
        """A town of the list, in the genitive too where nouns have one, which the text has not in small letters."""
        if plain.lower() in self.small or plain in self.lists.surnames:
            return False
        return plain in self.words.towns or self._bare_form(plain) in self.words.towns

    def _is_surname(self, plain: str, word: str, seen: Sequence[_Word]) -> bool:
        """A frequent surname without article, in the genitive too; one that is a noun as well, more than once."""
        if not {plain, self._bare_form(plain)} & self.lists.surnames or plain.lower() in self.small:
            return False
        if self.shares.get(word, 0) > _SELDOM:
            return False
        common = plain in self.lists.noun_surnames or (plain not in self.lists.surnames and plain in self.small)
        return not common or (not self.shares.get(word, 0) and sum(not one.opens for one in seen) >= _TWICE)

    def _is_acronym(self, word: str) -> bool:
        """Capitals that are no number and no word: ``ATS``; in a language where only names have capitals."""
        if not (_TWICE < len(word) < 6 and word.isupper() and word.isalpha()) or word in self.words.places:
            return False
        return not set(word) <= set("IVXLCDM") and not self.ordinary(word.capitalize())

    def _acts(self, one: _Word) -> bool:
        """A verb that only persons do stands beside the word."""
        after = _AFTER.match(self.text, one.end)
        verbs = self.words.speech_verbs | self.words.person_verbs
        return one.before in self.words.speech_verbs or bool(after and after[1] in verbs)


_LONGEST: Final = 5
_OF_LIST: Final[Mapping[Kind, str]] = {"person": "acting", "place": "place-context"}


def _extent(one: _Word | Named) -> tuple[int, int]:
    """Where a word or a name begins, titles included, and ends."""
    if isinstance(one, Named):
        return (one.titles or one.words)[0].start, one.words[-1].end
    return one.start, one.end


def _heads(word: str) -> Iterator[str]:
    """What the first part of a compound may be without the letters that join it."""
    yield word
    for joint in ("s", "n", "en", "es", "er", "-"):
        if word.endswith(joint) and len(word) > len(joint) + 2:
            yield word[: -len(joint)]
