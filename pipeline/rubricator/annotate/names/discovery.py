"""Names without authority file, from form and context.

Every capitalised run that may be a name is weighed as person, place or body: by titles of rank, forenames,
the gazetteer, words for kinds of places and bodies, verbs of speech and motion, prepositions of place. The
weights of all its occurrences are added up, for a name has one sense in a document (Gale, Church and
Yarowsky, One Sense per Discourse, 1992); the parts of a full name share its sense.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Final

from rubricator.annotate.names.candidates import Candidate, candidates, ordinary_case
from rubricator.annotate.names.capitals import Around, Capitals
from rubricator.annotate.names.clues import CLUES, Clue
from rubricator.annotate.names.free import Free
from rubricator.annotate.names.links import AT_MOST, Named, link
from rubricator.annotate.names.long import LongName, long_names
from rubricator.annotate.names.mentions import Kind, Mention
from rubricator.annotate.names.vocabulary import NameWords
from rubricator.model.document import CERTS, Cert

Sums = dict[Kind, float]
"""Weights by kind of name."""
_ENOUGH_OCCURRENCES: Final = 3
_TELLING_OCCURRENCES: Final = 60
"""After so many occurrences the mean of what stands around a name is known."""
_ENOUGH: Final = {"person": 1.0, "place": 1.0, "org": 2.0}
_SURE: Final = 2.0
_INITIAL: Final = 2
_LEAST: Final = 0.3
"""Least mean weight, whatever the weights add up to: one occurrence of a hundred decides nothing."""
_PARTS_SHARE: Final = 2.0
_PARTS_MOST: Final = 2
"""How many full names give a word of theirs a share of their sense; more would outweigh all that is told of it."""
_MANY: Final = 8
"""After so many occurrences the text has had the occasion to tell a person from a thing."""
_PERSONAL: Final = 0.05
"""Least weight of telling clues an occurrence, where something must tell a person from a thing."""
_PERSONAL_AMONG_CAPITALS: Final = 0.15
_ACTING: Final = frozenset({"speaks", "acts", "who", "addressed", "title of rank"})
_OFTEN: Final = 12
"""An office that acts once or twice is no name."""
_ARTICLE_OF_CHARACTER: Final = 0.3
_CHARACTER: Final = 0.12
"""As much makes a person of who is always called with an article: the Hatter."""
_LIST_SHARE: Final[Sums] = {"place": 1.2, "person": 0.8}
_LIST_RULE: Final[dict[Kind, str]] = {"place": "place-context", "person": "acting"}
_HIGH: Final = {"person": 4.0, "place": 3.0, "org": 9.0}
"""How far ahead a sense is that is right in 95 of 100 (measured on LitBank; for places, as far as its gold goes)."""
_MEDIUM: Final = 2.0
_DATED: Final = re.compile(r", (?:[^\W\d_]+\.? )?\d")
_PARTY: Final = re.compile(r", [A-Z][\w. ]{0,11}\)")
_ENDS_BRACKET: Final = re.compile(r"\.?\)")
_SHORT: Final = 5
_LISTED: Final = frozenset({", ", " and ", ", and ", " or ", " to "})
_PLACE_ENDING: Final = re.compile(
    r"[^\W\d_]{3,}(?:bury|shire|ville|burgh?|borough|minster|mouth|stead|chester|haven|polis|stan|stadt|town|ania|avia|onia)"
)
_ABSTRACT: Final = re.compile(r".{3,}(?:ism|isms|ness|tions?|ments?|ology|ologies|tude|phies|ibus|ists|ites)")


def discovered_mentions(
    text: str,
    settled: Iterable[tuple[int, int]],
    cast: Mapping[str, str],
    words: NameWords,
    prefix: str,
    taken: Container[str],
    tokens: Mapping[str, int] | None = None,
) -> Iterator[Mention]:
    """Mentions of names that no authority file has; `tokens` counts the stretches between white space.
    None is looked for in the `settled` spans.

    Persons get ids that begin with `prefix`, those whom `cast` names (as printed, to id) theirs; none is in `taken`.
    """
    weights, found, long = _weighed(text, settled, cast, words, tokens)
    named = [weights.named(one) for one in found]
    named = [one for one in named if one.kind] + [part for one in long for part in one.named()]
    yield from link(sorted(named, key=lambda one: one.words[0].start), cast, words, prefix, taken)


def reasons(
    text: str, settled: Iterable[tuple[int, int]], cast: Mapping[str, str], words: NameWords, start: int, end: int
) -> list[str]:
    """What speaks for each sense of the name in a stretch; empty where none was weighed there."""
    weights, found, _ = _weighed(text, settled, cast, words)
    return [line for one in found if one.start < end and start < one.end for line in weights.reasons(one.key)]


def _weighed(
    text: str,
    settled: Iterable[tuple[int, int]],
    cast: Mapping[str, str],
    words: NameWords,
    tokens: Mapping[str, int] | None = None,
) -> tuple[_Weights, list[Candidate], list[LongName]]:
    """What may be names, with what speaks for each sense; and the long names, whose sense is sure."""
    capitals = Capitals(text, words, tokens)
    free = Free(settled)
    long = [one for one in long_names(capitals) if free.between(one.start, one.end)]
    free = Free([*free.spans, *((one.start, one.end) for one in long)])
    found = [one for one in candidates(capitals.runs, capitals) if free.between(one.start, one.end)]
    weights = _Weights(words, capitals, cast)
    for one in found:
        weights.add(one)
    weights.share_parts()
    weights.share_lists(text, found)
    return weights, found, long


def _lists(text: str, found: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Names that commas and conjunctions join, at least two."""
    listed: list[Candidate] = []
    for one in found:
        if listed and text[listed[-1].end : one.start] not in _LISTED:
            if len(listed) > 1:
                yield listed
            listed = []
        listed.append(one)
    if len(listed) > 1:
        yield listed


def _no_sums() -> Sums:
    return {"person": 0.0, "place": 0.0, "org": 0.0}


class _Weights:
    """What form and occurrences of every name say about its sense, added up.

    The weights of occurrences beyond the first three only change their mean.
    """

    def __init__(self, words: NameWords, capitals: Capitals, cast: Mapping[str, str]) -> None:
        self._words = words
        self._cast = frozenset(name.casefold() for name in cast)
        self._capitals = capitals
        self._form_sums: dict[str, Sums] = {}
        self._context_sums: dict[str, Sums] = defaultdict(_no_sums)
        self._counts: Counter[str] = Counter()
        self._parts: dict[str, tuple[str, ...]] = {}
        self._told: dict[str, Counter[str]] = defaultdict(Counter)
        self._telling: dict[tuple[str, Kind], float] = defaultdict(float)
        self._articles: Counter[str] = Counter()
        self._acting: dict[str, float] = defaultdict(float)
        self._shared: Counter[str] = Counter()
        self._rules: dict[tuple[str, str], tuple[float, str]] = {}
        self._certs: dict[tuple[str, Kind | None, str], Cert] = {}
        self._senses: dict[str, tuple[Kind | None, str]] = {}

    def add(self, one: Candidate) -> None:
        """Count an occurrence; what the form of a name says counts once, what stands around it the first times."""
        key = one.key
        if self._counts[key] == _TELLING_OCCURRENCES:
            return
        self._counts[key] += 1
        if key not in self._form_sums:
            self._parts[key] = tuple(ordinary_case(word.text) for word in one.words)
            self._form_sums[key] = _no_sums()
            for name in self._form(one):
                self._note(self._form_sums[key], key, CLUES[name])
        for name in self._context(one):
            self._note(self._context_sums[key], key, CLUES[name])

    def reasons(self, key: str) -> Iterator[str]:
        """The clues of a name with their weights, and the sums."""
        for name, count in self._told[key].most_common():
            clue = CLUES[name]
            yield f"{clue.kind} {clue.weight:+g} × {count}: {name} ({clue.why})"
        if self._shared[key]:
            yield f"person {_PARTS_SHARE:+g} × {self._shared[key]}: part of a full name"
        share = min(1.0, _ENOUGH_OCCURRENCES / self._counts[key])
        sums = ", ".join(f"{kind} {weight:.1f}" for kind, weight in self._sums(key).items() if weight)
        yield f"together: {sums} (in {self._counts[key]} places; what stands around them counts {share:.2f} times)"

    def _note(self, sums: Sums, key: str, clue: Clue) -> None:
        self._told[key][clue.name] += 1
        sums[clue.kind] += clue.weight
        if clue.name == "article":
            self._articles[key] += 1
        elif clue.name in _ACTING:
            self._acting[key] += clue.weight
        if clue.telling and not (clue.name == "dear and little" and self._capitals.capitalising):
            self._telling[key, clue.kind] += clue.weight
        if clue.weight > self._rules.get((key, clue.kind), (0.0, ""))[0]:
            self._rules[key, clue.kind] = (clue.weight, clue.rule)

    def share_parts(self) -> None:
        """Give the words of full personal names a share of their sense."""
        full = [key for key in self._form_sums if len(self._parts[key]) > 1 and self._telling[key, "person"] > 0]
        for key in [key for key in full if self._best(key)[0] == "person" and self._is_full_name(key)]:
            for part in self._parts[key]:
                if len(part) > 2 and part in self._form_sums and part not in self._words.places:
                    self._share(part)

    def _is_full_name(self, key: str) -> bool:
        """Where things have capitals too, two of them side by side are no full name."""
        initial = len(self._parts[key][0].rstrip(".")) < _INITIAL
        return not self._capitals.capitalising or (self._rules[key, "person"][0] >= _SURE and not initial)

    def _share(self, part: str) -> None:
        self._telling[part, "person"] += _PARTS_SHARE * self._counts[part]
        self._rules.setdefault((part, "person"), (_PARTS_SHARE, "short-name"))
        if self._shared[part] < _PARTS_MOST:
            self._shared[part] += 1
            self._form_sums[part]["person"] += _PARTS_SHARE

    def share_lists(self, text: str, found: Iterable[Candidate]) -> None:
        """Let a name in a list of places (``Siberia, Lapland and Thule``) be one, in a list of persons likewise."""
        for listed in _lists(text, found):
            keys = list(dict.fromkeys(one.key for one in listed))
            best = {key: self._best(key) for key in keys}
            sure = {kind for kind, weight in best.values() if kind and weight >= _SURE}
            kind = next(iter(sure)) if len(sure) == 1 else None
            if kind in ("place", "person"):
                for key in keys:
                    if best[key][1] < _SURE:
                        self._context_sums[key][kind] += _LIST_SHARE[kind]
                        self._rules.setdefault((key, kind), (1.2, _LIST_RULE[kind]))

    def _sums(self, key: str) -> Sums:
        form, context = self._form_sums[key], self._context_sums[key]
        share = min(1.0, _ENOUGH_OCCURRENCES / self._counts[key])
        sums = {kind: form[kind] + share * context[kind] for kind in form}
        if self._acting[key] >= _CHARACTER * self._counts[key] and self._counts[key] >= _OFTEN and key[-1] != "s":
            sums["person"] += share * self._articles[key] * (_ARTICLE_OF_CHARACTER - CLUES["article"].weight)
        return sums

    def _best(self, key: str) -> tuple[Kind | None, float]:
        form, context, sums = self._form_sums[key], self._context_sums[key], self._sums(key)
        kind = max(sums, key=sums.__getitem__)
        if (kind == "person" and not self._is_personal(key)) or (kind == "place" and not self._is_place(key)):
            return None, 0.0
        enough = max(sums[kind], form[kind] + context[kind]) >= _ENOUGH[kind] and sums[kind] >= _LEAST
        return (kind, sums[kind]) if enough else (None, 0.0)

    def _is_personal(self, key: str) -> bool:
        """A person needs more than a capital, where the text has had the occasion to tell it."""
        if self._capitals.capitalising:
            return self._tells(key, "person") >= _PERSONAL_AMONG_CAPITALS
        needed = self._counts[key] >= _MANY or all(map(self._is_word, key.split()))
        return not needed or self._tells(key, "person") >= _PERSONAL

    def _is_place(self, key: str) -> bool:
        """So does a place where things have capitals, too."""
        return not self._capitals.capitalising or self._tells(key, "place") > 0

    def _tells(self, key: str, kind: Kind) -> float:
        """What hardly anything but such a name gives, an occurrence."""
        return self._telling[key, kind] / self._counts[key]

    def _is_word(self, word: str) -> bool:
        """A word that the language, or this text, also writes small."""
        return all(part in self._words.common or self._capitals.small[part] > 0 for part in word.lower().split("-"))

    def named(self, one: Candidate) -> Named:
        """An occurrence with kind, rule and certainty."""
        kind, rule = self.sense(one)
        return Named(one.titles, one.words, kind, rule, self._cert(one.key, kind, rule))

    def _cert(self, key: str, kind: Kind | None, rule: str) -> Cert:
        """How sure a sense is: by how much it is ahead of the others, and by what its rule allows at most."""
        known = (key, kind, rule)
        if known not in self._certs:
            ahead = self._ahead(key, kind) if kind else 0.0
            cert: Cert = "high" if ahead >= _HIGH[kind or "org"] else "medium" if ahead >= _MEDIUM else "low"
            self._certs[known] = max(cert, AT_MOST.get(rule, "high"), key=CERTS.index)
        return self._certs[known]

    def _ahead(self, key: str, kind: Kind) -> float:
        sums = self._sums(key)
        return sums[kind] - max(weight for one, weight in sums.items() if one != kind)

    def sense(self, one: Candidate) -> tuple[Kind | None, str]:
        """Kind and rule of an occurrence; no kind where the evidence is not enough."""
        if one.titles and one.words[-1].text in self._words.body_words:
            return None, ""
        if one.titles and not self._place_like(one):
            return "person", "titled"
        if one.key not in self._senses:
            kind, _ = self._best(one.key)
            rule = self._rules.get((one.key, kind or ""), (0.0, "acting"))[1]
            family = kind is None and self._is_family(one.key)
            self._senses[one.key] = ("person", "family") if family else (kind, rule)
        return self._senses[one.key]

    def _is_family(self, key: str) -> bool:
        """``the Bennets``: the plural of a surname."""
        return key.endswith("s") and key[:-1] in self._form_sums and self._best(key[:-1])[0] == "person"

    def _place_like(self, one: Candidate) -> bool:
        return len(one.words) > 1 and one.words[-1].text in self._words.place_words

    def _form(self, one: Candidate) -> Iterator[str]:
        """The clues in the words of a name."""
        words, texts = self._words, [ordinary_case(word.text) for word in one.words]
        first, last, several = texts[0], texts[-1], len(texts) > 1
        if one.key in words.places:
            yield "gazetteer"
        elif one.key in words.towns:
            yield "town"
        elif len(texts) == 2 and not any(text.lower() in words.common for text in texts):
            yield "two words"
        if _PLACE_ENDING.fullmatch(last) and first not in words.forenames:
            yield "ending of places"
        if one.key.casefold() in self._cast:
            yield "in the cast"
        if one.key in words.famous:
            yield "famous"
        if _ABSTRACT.fullmatch(last) and last not in words.body_words and last not in words.place_words:
            yield "abstract place"
            if not several:
                yield "abstract person"
        if first in words.saints and several:
            yield "saint's place"
        if several and last in words.body_words:
            if last in words.firm_endings:
                yield "firm"
            yield "body of a land" if first in words.adjectives or first in words.body_qualifiers else "word for a body"
        if several and (last in words.place_words or first in words.place_words_first):
            yield (
                "place or surname" if first in words.forenames and last in words.place_surnames else "word for a place"
            )
        if one.key in words.bodies:
            yield "known body"
        elif one.key in words.body_words:
            yield "body word alone"
        if first in words.forenames or (first[1:2] == "." and several):
            yield "forename and name" if several else "word or forename" if self._is_word(first) else "forename"

    def _unknown(self, one: Candidate) -> bool:
        return not self._capitals.ordinary(one.words[0].text)

    def _context(self, one: Candidate) -> Iterator[str]:
        """The clues around an occurrence."""
        around = self._capitals.around(one.first, one.end)
        if one.titles:
            yield "title of rank"
        if one.opens and around.mark_after.startswith("!"):
            yield "exclamation"
        if around.before not in self._words.before_no_person and (not one.opens or self._unknown(one)):
            yield "capital"
        elif around.before != "the":
            yield "capital after a preposition"
        if one.opens and _DATED.match(self._capitals.text, one.end):
            yield "before a date"
        yield from self._brackets(one)
        yield from self._before(around, one.key)
        yield from self._after(around)

    def _brackets(self, one: Candidate) -> Iterator[str]:
        """``(Ashby, Lib.)`` after a name: for which place somebody sits, and in which party."""
        text = self._capitals.text
        if text[one.start - 1 : one.start] == "(" and _PARTY.match(text, one.end):
            yield "constituency"
        short = len(one.words) == 1 and one.end - one.start <= _SHORT
        led = text[max(0, one.start - 2) : one.start].lstrip() in ("(", ", ")
        if short and led and _ENDS_BRACKET.match(text, one.end):
            yield "short form in brackets"
            yield "no place in brackets"

    def _before(self, around: Around, key: str) -> Iterator[str]:
        words, before, second = self._words, around.before, around.second_before
        if before in words.place_prepositions:
            if key not in words.famous:
                yield "preposition of place"
        elif before == "at":
            yield "looked at" if second in words.looking else "at"
        elif before == "to":
            if second in words.moving:
                yield "went to"
            elif second in words.addressing:
                yield "spoke to"
        elif before in words.path_prepositions:
            yield "preposition of way"
            if f"{before} {around.after}" in words.ways or second in words.moving:
                yield "way from and to"
        elif before == "of" and second in words.leaving_of:
            yield "out of"
        elif before == "of" and second in words.kinds_of:
            yield "town of"
        if before in words.small_titles and not around.mark_before:
            yield "title in small letters"
        if before in words.naming or f"{second} {before}" in words.called:
            yield "called"
        elif before in words.endearing:
            yield "dear and little"
        if before in words.comparing:
            yield "like"
        if around.mark_before == "," and around.mark_after[:1] in ("!", "?"):
            yield "addressed"
        if before in words.articles:
            yield "indefinite article"
        if before == "the":
            yield "article"
        if around.mark_before == "," and before.capitalize() in words.places:
            yield "after a place"

    def _after(self, around: Around) -> Iterator[str]:
        words, after = self._words, around.after
        follows = "" if around.mark_after else after
        said_before = around.before in words.speech_verbs and around.before not in words.naming
        if not around.mark_after.strip(".") and (after.isdecimal() or after in words.before_number):
            yield "before a number"
        if follows in words.after_place:
            yield "before people and papers"
        if said_before or follows in words.speech_verbs:
            yield "speaks"
        elif follows in words.person_verbs:
            yield "acts"
        elif follows in words.auxiliaries:
            yield "auxiliary"
        if around.owns:
            yield "owns"
        if after.lower() in words.after_no_person and not around.mark_after.strip(")"):
            yield "before a word that no person has"
        if around.mark_after == ",":
            if after == "who":
                yield "who"
            if after in words.titles:
                yield "before a title"
            if after == "where" or after in words.places:
                yield "before a place"
