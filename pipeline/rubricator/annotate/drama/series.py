"""Labels of speakers, found as a series (7.2.2 [DRSP]).

Candidates of one shape (case, mark, on a line of their own or before the words) make a series, and it counts by how
often its names come back: a speaker speaks again; the first word of a paragraph, a numbered heading, the headword of
an entry does not. The best series gives the names; labels in another shape are taken where they name the same persons.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.drama.labels import (
    BRACKET,
    SHORT_NAME,
    WORD,
    Key,
    Label,
    Shape,
    Words,
    cuts,
    folded_key,
    known_words,
)
from rubricator.reading.blocks import Block

_LEAST: Final = 5
"""Least labels of a series."""
_CLOSED: Final = 0.5
"""Share of the labels of a series whose names come back."""
_TURNS: Final = 0.15
"""Share of neighbouring labels that differ."""
_ENOUGH_TURNS: Final = 20
"""Changes of speaker that are enough in any case."""
_TITLED: Final = 0.7
"""Share of labels with a title by which a text is a transcript, and whoever has one a speaker."""
_PERSONS: Final = 3
"""Least persons with titles in a short debate."""
_OFFICES: Final = 0.8
"""Share of the brackets after labels that look like offices from which on all that do so are offices."""
_CLOSED_WITHOUT_MARK: Final = 0.8
_INNER: Final = 0.1
"""Share of the labels of a series inside blocks from which on those are labels, too."""
_CONSTANT: Final = 0.9
"""Share of the labels of a series that stand alike, set in or with words below, from which on the others are none."""
_DENSE: Final = 0.6
"""Share of blocks that begin with labels from which on one that nothing else supports is a label."""
_THIN: Final = 0.03
"""Share of all lines that labels inside blocks have at least, where little marks them."""
_HEADING: Final = 120
"""Characters after a label in which a heading of names ends."""
_FEW_BLOCKS: Final = 3
"""Blocks of a text without blank lines, in which every line may begin a speech."""
_SHORT_LABEL: Final = 3
"""Most words of a label that nothing but its place supports."""
_LONG_BLOCK: Final = 20
"""Lines of a block from which on every line may begin a speech."""
_MOST_NAMES: Final = 60
_SAMPLE: Final = 300_000
"""Characters in which a word is looked for."""
_OUTER_MARKS: Final = " _*=()[]:.,—–-"
_NUMBER: Final = re.compile(r"(?:\d+|[ivxlc]+)")


class Series(NamedTuple):
    """The labels of a text, in order, the shape that most of them have, and how many came in the shape next to it."""

    labels: tuple[Label, ...]
    shape: Shape
    next: int = 0

    @property
    def inner(self) -> list[Label]:
        """Labels at the start of a line inside a block."""
        return [one for one in self.labels if not one.first]


def series(
    found: Sequence[Block], language: str = "en", cast: Collection[Key] = (), stated: bool = False
) -> Series | None:
    """The labels of some blocks, None where nothing makes a series.

    `cast` are names that are known, folded; where it is `stated` that there are labels, a few are enough.
    """
    if not found:
        return None
    known, listed, text = known_words(language), frozenset(cast), found[0].source
    long = _LONG_BLOCK if len(found) > _FEW_BLOCKS else 0
    chosen = _chosen([made for block in found for made in _candidates(block, known, long)], known)
    chosen = _with_offices(chosen, text, known)
    best, after = _best(chosen, text, listed)
    best = best or (_likeliest(chosen) if stated else _formal(chosen, known))
    if best is None:
        return None
    shape, names = best
    chosen += _inside(found, chosen, names, known) if long else []
    kept = tuple(_kept(sorted(chosen), shape, names, listed, known, found))
    enough = stated or (len(kept) >= _LEAST and not _is_sparse(kept, shape, found))
    return Series(kept, shape, after) if enough else None


def _is_sparse(kept: Sequence[Label], shape: Shape, found: Sequence[Block]) -> bool:
    """True for names that now and then begin a line of prose or of a list, and have no shape of their own."""
    inner = sum(not one.first for one in kept)
    if inner * 2 < len(kept) or shape.case != "title" or shape.mark == ":":
        return False
    return not shape.mark or len(kept) < _THIN * sum(len(block.lines) for block in found)


def _candidates(block: Block, known: Words, long: int) -> Iterator[list[Label]]:
    """What a block may begin with, and each line of one of more than `long` lines."""
    for at, line in enumerate(block.lines if len(block.lines) > long else block.lines[:1]):
        if made := cuts(block.source, line, block.end, known, not at):
            yield made


def _chosen(lines: Sequence[Sequence[Label]], known: Words) -> list[Label]:
    """Of what each line may begin with the label that stands apart from titles; numbers and days are none."""
    heads = _titles(lines, known)
    chosen = (one for options in lines if (one := _choice(options, heads)))
    return [one for one in chosen if not _is_numbered(one.key, known) and not _is_heading(one, known)]


def _is_heading(one: Label, known: Words) -> bool:
    """True for a word that no label begins with, and for a heading known by name, such as INTRODUCTION."""
    if one.key[0] in known.never or " ".join(one.key).removeprefix("the ") in known.headings:
        return True
    return len(one.key[0]) > 2 and known.small >= {*one.key}


def _titles(lines: Sequence[Sequence[Label]], known: Words) -> frozenset[Key]:
    """Labels that are no more than the beginning of others: Mr, where Mr. Rankin and Mrs. Oswald come back."""
    counts = Counter(one.key for options in lines for one in options)
    short: Counter[Key] = Counter()
    longer: Counter[Key] = Counter()
    for options in lines:
        short[options[0].key] += 1
        if options[0].shape.mark == ".":
            longer[options[0].key] += any(counts[one.key] > 1 for one in options[1:] if _goes_on(options[0], one))
    titles = {key for key, count in short.items() if longer[key] * 2 >= count and longer[key] > 1}
    return frozenset(titles | {(word,) for word in known.never_alone})


def _goes_on(short: Label, longer: Label) -> bool:
    """True for MRS. ELVSTED and Mr. ROSS, not for ANNA. It is so."""
    return short.shape.case != "capitals" or longer.shape.case == "capitals"


def _choice(options: Sequence[Label], titles: Collection[Key]) -> Label | None:
    """The first label of a line whose last word is no title and no initial."""
    for one in options:
        key = one.key
        if key and key[-1:] not in titles and key not in titles and (len(key[-1]) > 1 or len(key) == 1):
            return one if len(key[-1]) > 1 else _initial(options)
    return None


def _initial(options: Sequence[Label]) -> Label:
    """A single letter, unless a name in capitals follows it: Q., but H. W. BLAIR."""
    longer = (one for one in options[1:] if one.shape.case == "capitals" and len(one.key[-1]) > 1)
    return next(longer, options[0])


def _with_offices(chosen: Sequence[Label], text: str, known: Words) -> list[Label]:
    """The labels, what stands in brackets made part of those where it is an office and no direction."""
    asides = [text[one.end : one.words] for one in chosen if one.words > one.end]
    alike = sum(_is_office(aside, known) for aside in asides)
    usual = alike >= _OFFICES * len(asides) and alike > 2
    return [_with_office(one, text, usual, known) if one.words > one.end else one for one in chosen]


def _with_office(one: Label, text: str, usual: bool, known: Words) -> Label:
    aside = text[one.end : one.words]
    inner = folded_key(aside.strip(_OUTER_MARKS))
    titled = bool(inner) and inner[0] in known.titles
    usual = usual or one.key[0] in known.titles
    if not (titled or " ".join(inner) in known.offices or (usual and _is_office(aside, known))):
        return one
    key = inner if titled and one.key[0] not in known.titles else one.key
    return one._replace(end=one.words, name=text[one.start : one.words], key=key)


def _is_office(aside: str, known: Words) -> bool:
    """True for what may belong to the label: a constituency, an office, a name; a direction tells what is done."""
    words = WORD.findall(aside)
    inner, bracket, done = aside.rstrip(" .:—–-_").rpartition(")")
    if not words or words[0].lower() in known.delivery or (inner[-1:] in (".", "!", "?") and "," not in inner):
        return False
    words = words[: len(words) - len(done.split())] if bracket else words
    named = all(word[0].isupper() or word in known.small or len(word) < 4 for word in words)
    return named and words[0][0].isupper() and words[0].lower() not in known.small


def _is_numbered(key: Key, known: Words) -> bool:
    """True for SECTION 2 and for a number alone."""
    words = [word for word in key if not _NUMBER.fullmatch(word)]
    letter = len(key) == 1 and len(key[0]) == 1 and key[0].isalpha()
    return not key or key[0] in known.numbered or not (words or letter)


Best = tuple[Shape, frozenset[Key]]


def _best(chosen: Sequence[Label], text: str, cast: frozenset[Key]) -> tuple[Best | None, int]:
    """The shape whose labels come back most, with their names; and the number of such labels of the next shape."""
    shapes: dict[Shape, list[Label]] = defaultdict(list)
    for one in chosen:
        shapes[one.shape].append(one)
    rated = [(*_rated(group, text, cast), shape) for shape, group in shapes.items() if len(group) >= _LEAST]
    rated.sort(key=lambda one: -one[0])
    if not rated or rated[0][0] < _LEAST:
        return None, 0
    return (rated[0][2], rated[0][1]), rated[1][0] if len(rated) > 1 else 0


def _formal(chosen: Sequence[Label], known: Words) -> Best | None:
    """The labels of a short debate, in which hardly anybody speaks twice: nearly all with titles, marked alike."""
    shapes: dict[Shape, list[Label]] = defaultdict(list)
    for one in chosen:
        if one.shape.mark == ":" or (one.shape.mark and one.shape.case == "capitals"):
            shapes[one.shape].append(one)
    group = max(shapes.values(), key=len, default=[])
    titled = sum(_has_title(one.key, known) for one in group)
    honoured = {one.key for one in group if one.key[0] in known.titles}
    if len(group) < _LEAST or titled < _TITLED * len(group) or len(honoured) < _PERSONS:
        return None
    return group[0].shape, frozenset(one.key for one in group)


def _likeliest(chosen: Sequence[Label]) -> Best | None:
    """The commonest shape with a mark, where there are too few labels for a series; names that come back count most."""
    names = Counter(one.key for one in chosen)
    shapes: Counter[Shape] = Counter()
    for one in chosen:
        if one.first and one.shape.mark and (one.followed or not one.shape.alone or one.shape.case == "capitals"):
            shapes[one.shape] += names[one.key]
    best = shapes.most_common(1)[0][0] if shapes else None
    return (best, frozenset(one.key for one in chosen if one.shape == best)) if best else None


def _rated(group: Sequence[Label], text: str, cast: frozenset[Key]) -> tuple[int, frozenset[Key]]:
    """How many labels of a shape have names that come back or are known, and these names; 0 where it is no series."""
    counts = Counter(one.key for one in group)
    again = {key: count for key, count in counts.items() if count > 1 or key in cast}
    letters = [key for key in again if len(key) == 1 and len(key[0]) == 1]
    again = {key: count for key, count in again.items() if key not in letters or len(letters) > 1}
    if not _is_closed(group, again):
        return 0, frozenset()
    if group[0].shape.case == "title":
        often = sorted(again, key=lambda key: -again[key])[:_MOST_NAMES]
        again = {key: again[key] for key in often if key in cast or not _is_word(key, again[key], text)}
    return (sum(again.values()), frozenset(again)) if _is_closed(group, again) else (0, frozenset())


def _is_closed(group: Sequence[Label], again: Mapping[Key, int]) -> bool:
    """True where few names explain most labels of a shape and take turns."""
    named = [one.key for one in group if one.key in again]
    least, share = (2.0, _CLOSED) if group[0].shape.mark else (3.0, _CLOSED_WITHOUT_MARK)
    if len(again) < 2 or len(named) < least * len(again) or len(named) < share * _accountable(group, again):
        return False
    return sum(one != after for one, after in pairwise(named)) >= min(_TURNS * len(named), _ENOUGH_TURNS)


def _accountable(group: Sequence[Label], again: Mapping[Key, int]) -> int:
    """Number of the labels of a shape between the first and the last whose names come back, at the starts of blocks."""
    places = [at for at, one in enumerate(group) if one.key in again]
    between = group[places[0] : places[-1] + 1] if places else ()
    return sum(one.first or one.key in again for one in between)


def _is_word(key: Key, count: int, text: str) -> bool:
    """True for a label of one word that the text has more often inside its sentences, with a small letter."""
    if len(key) > 1:
        return False
    return text.count(f" {key[0]} ", 0, _SAMPLE) + text.count(f" {key[0]},", 0, _SAMPLE) > count * 2


def _inside(found: Sequence[Block], chosen: Sequence[Label], names: Collection[Key], known: Words) -> list[Label]:
    """Labels with names of the series at the start of lines inside short blocks."""
    openings = {one.name.partition(" ")[0] for one in chosen if one.key in names}
    begins = tuple(sorted(openings | {f"_{word}" for word in openings}))
    lines = (
        cuts(block.source, line, block.end, known, first=False)
        for block in found
        if len(block.lines) <= _LONG_BLOCK
        for line in block.lines[1:]
        if line.text.startswith(begins)
    )
    return [one for one in _chosen([made for made in lines if made], known) if one.key in names]


def _kept(
    chosen: Sequence[Label],
    shape: Shape,
    names: Collection[Key],
    cast: Collection[Key],
    words: Words,
    found: Sequence[Block],
) -> Iterator[Label]:
    """The labels of a series: those of its names in any shape that has a mark, and others of its own shape."""
    group = [one for one in chosen if one.shape == shape and one.key in names]
    inner, indented, followed = (
        sum(signs) > share * len(group)
        for signs, share in (
            ((not one.first for one in group), _INNER),
            ((one.indent > 0 for one in group), _CONSTANT),
            ((one.followed for one in group), _CONSTANT),
        )
    )
    names = {one.key for one in group if one.followed} if followed else names
    titled = sum(one.key[0] in words.titles for one in group) > _TITLED * len(group)
    singles = {word for key in names for word in key} | words.small
    plain = shape.case == "title" and shape.mark != ":"
    loose = (not plain and bool(shape.mark)) or indented or followed or (plain and len(group) > _DENSE * len(found))
    text, first = found[0].source, group[0].start if group else 0
    for one in chosen:
        known = one.key in names or one.key in cast
        if one.shape == shape and (one.indent or not indented):
            short = not plain or len(one.key) <= _SHORT_LABEL
            fits = _has_title(one.key, words) if titled else loose and short and (one.followed or not followed)
            new = (fits and (one.first or inner) and first < one.start) or _shortens(one.key, singles)
            if (known and (one.first or inner)) or (new and (one.first or titled)):
                yield one
        elif one.shape != shape and _is_alike(one, known, singles, inner) and _speaks(one, text, singles):
            yield one


def _shortens(key: Key, names: Set[str]) -> bool:
    """True where each word is one of the names, in full or shortened: Piscator, where others have Pisc."""
    return all(word in names or any(_one_begins(word, name) for name in names) for word in key)


def _one_begins(word: str, name: str) -> bool:
    return min(len(word), len(name)) > 2 and (word.startswith(name) or name.startswith(word))


def _is_alike(one: Label, known: bool, singles: Set[str], inner: bool) -> bool:
    """True for a label of another shape that names those of the series: with a mark, or with a direction after it."""
    if one.words > one.end and one.first and not one.shape.mark:
        return singles >= {*one.key}
    return known and bool(one.shape.mark) and (one.first or (inner and one.shape.case != "title"))


def _has_title(key: Key, words: Words) -> bool:
    """True for Mr. Ross and The Chairman."""
    return key[0] in words.ranks or key[0] in words.small


def _speaks(one: Label, text: str, names: Set[str]) -> bool:
    """True where words follow a label, and no further names, as in the heading of a scene: Adelheid. Franz."""
    if one.shape.case != "title" or one.words > one.end:
        return True
    rest = BRACKET.sub("", text[one.words : one.words + _HEADING].partition("\n\n")[0])
    words = WORD.findall(rest)
    if not words or any(word[0].islower() and len(word) > SHORT_NAME for word in words):
        return bool(words)
    return not any(word[0].isupper() and names >= {*folded_key(word)} for word in words)
