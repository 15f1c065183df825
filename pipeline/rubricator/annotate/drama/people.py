"""Who speaks in a transcript: one person, however the label has the name (Mr. Rankin, Mr. RANKIN, Miss S. B. ANTHONY).

Labels with one surname are one person unless their titles or forenames tell them apart (Mr. Oswald, Mrs. Oswald). An
office is a person of its own (The CHAIRMAN). Question and answer are whoever the text says examines and answers, else
two persons of the section, with a lower certainty.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rubricator.annotate.drama.cast import folded
from rubricator.annotate.drama.labels import Key, Label
from rubricator.language import alternatives, lexicon
from rubricator.model.document import Cert
from rubricator.model.name_forms import slug
from rubricator.reading.named_persons import NamedPersons

_NAME: Final = r"(?P<name>(?:(?:[^\W\d_a-z][\w’'-]*\.?|of|de|von)[ \n]?){1,6})"
_BEFORE: Final = 2500
"""Characters before a question in which somebody is named who asks it."""


class Speaker(NamedTuple):
    """Ids of those who speak, and how sure that is."""

    who: str
    cert: Cert = "high"


class _Words(NamedTuple):
    """What a language says of those who speak."""

    men: frozenset[str]
    women: frozenset[str]
    titles: frozenset[str]
    asks: frozenset[str]
    answers: frozenset[str]
    articles: frozenset[str]
    asking: re.Pattern[str]
    answering: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(language: str) -> _Words:
    drama = lexicon(language).drama
    titles = {*drama.honorifics, *drama.men, *drama.women}
    asking, answering = (
        re.compile(rf"\b(?i:{alternatives(found)})\s+(?:the\s+)?{_NAME}") for found in (drama.asking, drama.answering)
    )
    men, women, asks, answers = map(frozenset, (drama.men, drama.women, drama.asks, drama.answers))
    return _Words(men, women, frozenset(titles), asks, answers, frozenset(drama.articles), asking, answering)


def speakers(
    labels: Sequence[Label], text: str, sections: Sequence[int], persons: NamedPersons, language: str
) -> dict[int, Speaker]:
    """Who speaks after each label, by its offset; `sections` are the offsets at which divisions begin."""
    known = _words(language)
    keys = {one.key: one.name for one in labels}
    ids = _ids([key for key in keys if not _is_part(key, known)], keys, persons, known)
    found = {one.start: Speaker(ids[one.key]) for one in labels if one.key in ids}
    return found | dict(_examined([one for one in labels if one.key not in ids], text, sections, persons, known))


def _is_part(key: Key, known: _Words) -> bool:
    """True for Q. and A., Interviewer, The Witness."""
    bare = [word for word in key if word not in known.articles or len(key) == 1]
    return len(bare) == 1 and bare[0] in known.asks | known.answers


def _ids(keys: Iterable[Key], names: Mapping[Key, str], persons: NamedPersons, known: _Words) -> dict[Key, str]:
    """Ids of the persons whom labels name."""
    by_surname: dict[str, list[Key]] = defaultdict(list)
    for key in keys:
        by_surname[_bare(key, known)[-1]].append(key)
    found: dict[Key, str] = {}
    for same in by_surname.values():
        apart = list(_persons(sorted(same, key=lambda key: -len(key)), known))
        for one in apart:
            id = next((id for key in one if (id := _listed(names[key], persons))), "") or _id(
                one, len(apart) > 1, known
            )
            found |= dict.fromkeys(one, id)
    return found


def _bare(key: Key, known: _Words) -> Key:
    """The words of a name without titles and articles."""
    return tuple(word for word in key if word not in known.titles and word not in known.articles) or key


def _persons(same: Sequence[Key], known: _Words) -> Iterator[list[Key]]:
    """Labels of one surname by the persons they name, the fullest first."""
    left = list(same)
    while left:
        one = [key for key in left if _may_be(left[0], key, known)]
        left = [key for key in left if key not in one]
        yield one


def _may_be(full: Key, other: Key, known: _Words) -> bool:
    """True where two labels of a surname may be one person's: neither sex nor forenames are at odds."""
    sexes = [_sex(key, known) for key in (full, other)]
    if all(sexes) and sexes[0] != sexes[1]:
        return False
    forenames = (_bare(key, known)[:-1] for key in (full, other))
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(*forenames, strict=False))


def _sex(key: Key, known: _Words) -> str:
    return "m" if not known.men.isdisjoint(key) else "f" if not known.women.isdisjoint(key) else ""


def _id(one: Sequence[Key], several: bool, known: _Words) -> str:
    """An id: the fullest name, with a title where others have the surname."""
    full = max((_bare(key, known) for key in one), key=len)
    title = next((word for key in one for word in key if word in known.titles), "") if several else ""
    return "p." + slug(" ".join([title, *full] if title else full))


def _listed(name: str, persons: NamedPersons) -> str:
    """Id of the person of an authority file whom a label names."""
    words = " ".join(name.split("(")[0].split()).strip(" .:_")
    return persons.one(words) or persons.one(words.title()) or persons.one(words.split()[-1].title())


def _examined(
    labels: Iterable[Label], text: str, sections: Sequence[int], persons: NamedPersons, known: _Words
) -> Iterator[tuple[int, Speaker]]:
    """Those who ask and answer: as the text names them last, else two persons of each section."""
    named: dict[bool, Speaker] = {}
    section, seen, ahead = 0, 0, sorted(sections)
    for one in sorted(labels):
        if ahead and ahead[0] <= one.start:
            section, named = section + len([at for at in ahead if at <= one.start]), {}
            ahead = [at for at in ahead if at > one.start]
        for asks, pattern in ((True, known.asking), (False, known.answering)):
            for match in pattern.finditer(text, max(seen, one.start - _BEFORE), one.start):
                name = "p." + slug(" ".join(_bare(folded(match["name"]), known)))
                named[asks] = Speaker(_listed(match["name"], persons) or name, "medium")
        seen = one.start
        asks = not known.asks.isdisjoint(one.key)
        yield one.start, named.get(asks) or Speaker(f"p.{'question' if asks else 'answer'}-{max(section, 1)}", "low")
