"""What may be a name: capitalised runs without the words that only open a sentence, qualify or rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from rubricator.annotate.names.capitals import Capitals, Run, Token
from rubricator.annotate.names.vocabulary import NameWords
from rubricator.reading.figures import roman

_LONGEST_RUN: Final = 60
"""Words of a run that are read together; no name is longer, and what is read stays linear."""
_DATED: Final = re.compile(r", (?:[^\W\d_]+\.? )?\d")
"""What follows the place of a dateline."""


class Candidate(NamedTuple):
    """A run that may be a name: its titles of rank, its words.

    By `key`, its words, occurrences are counted together.
    """

    titles: tuple[Token, ...]
    words: tuple[Token, ...]
    opens: bool
    key: str

    @property
    def first(self) -> int:
        """Where its titles begin."""
        return (self.titles or self.words)[0].start

    @property
    def start(self) -> int:
        """Where the name begins, titles left out."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.words[-1].end


def ordinary_case(word: str) -> str:
    """A word in capitals as a name is usually written."""
    return word.capitalize() if len(word) > 2 and word.isupper() else word


class Shape(NamedTuple):
    """A candidate without its place: its tokens count from the start of its run."""

    titles: tuple[Token, ...]
    words: tuple[Token, ...]
    opens: bool
    key: str


def candidates(runs: Iterable[Run], capitals: Capitals) -> Iterator[Candidate]:
    """The names that may stand in the runs: their words without those that only open a sentence or qualify.

    What may be a name in a run is a matter of its words, so it is found once for all runs of the same words.
    """
    shapes: dict[tuple[bool, str], tuple[Shape, ...]] = {}
    for run in _datelines(runs, capitals):
        at = run.start
        words = run.opens, capitals.text[at : run.end]
        found = shapes.get(words)
        if found is None:
            found = shapes[words] = tuple(_shapes(_moved(run.tokens, -at), run.opens, capitals))
        for shape in found:
            one = Candidate(_moved(shape.titles, at), _moved(shape.words, at), shape.opens, shape.key)
            if not (
                len(one.words) == 1 and capitals.text[one.end : one.end + 1] == "." and _abbreviated(one, capitals)
            ):
                yield one


def _datelines(runs: Iterable[Run], capitals: Capitals) -> Iterator[Run]:
    """The runs, each that ends in the place of a dateline in two: ``Yours, J. MELTON LONDON, May 3.``"""
    places = capitals.words.places
    for run in runs:
        at = next((n for n in (-1, -2) if " ".join(ordinary_case(one.text) for one in run.tokens[n:]) in places), 0)
        if at and len(run.tokens) > -at and _DATED.match(capitals.text, run.end):
            yield Run(run.tokens[:at], run.opens)
            yield Run(run.tokens[at:], False)
        else:
            yield run


def _moved(tokens: tuple[Token, ...], by: int) -> tuple[Token, ...]:
    if not tokens:
        return ()
    if len(tokens) == 1:
        text, start, end = tokens[0]
        return (Token(text, start + by, end + by),)
    return tuple([Token(text, start + by, end + by) for text, start, end in tokens])


def _shapes(run: tuple[Token, ...], opens: bool, capitals: Capitals) -> Iterator[Shape]:
    tokens = list(run)
    if len(tokens) == 1 and (
        tokens[0].text in capitals.words.never_alone or (opens and capitals.ordinary(tokens[0].text))
    ):
        return
    in_capitals = tokens[0].text.isupper() and all(token.text.isupper() for token in tokens)
    if len(tokens) > 1 and (in_capitals or _in_title_case(tokens, capitals.words)):
        for piece in _in_capitals(tokens, capitals):
            yield from _names(piece, False, capitals)
        return
    for at in range(0, len(tokens), _LONGEST_RUN):
        yield from _names(tokens[at : at + _LONGEST_RUN], opens and not at, capitals)


def _in_title_case(tokens: Sequence[Token], words: NameWords) -> bool:
    """True for a stretch that writes its small words with capitals too: ``Returns And Takes The Ferry``."""
    return any(token.text in words.title_case_words for token in tokens[1:])


def _in_capitals(tokens: Sequence[Token], capitals: Capitals) -> Iterator[list[Token]]:
    """A stretch in capitals or title case, cut at its ordinary words: ``NEWS FROM ITALY``."""
    words = capitals.words
    kinds = words.place_words | words.body_words | words.titles.keys() | words.place_qualifiers
    piece: list[Token] = []
    for token in tokens:
        form = ordinary_case(token.text)
        if form in kinds or len(form) < 3 or not (form in words.not_names or capitals.ordinary(form)):
            piece.append(token)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _names(tokens: list[Token], opens: bool, capitals: Capitals) -> Iterator[Shape]:
    if opens and _only_opens(tokens, capitals):
        tokens, opens = tokens[1:], False
    while tokens:
        tokens, opens = _without_qualifiers(tokens, opens, capitals.words)
        titles = _leading_titles(tokens, capitals.words)
        stop = _name_length(tokens, len(titles), capitals)
        if stop > len(titles):
            name = tuple(tokens[len(titles) : stop])
            one = Shape(tuple(titles), name, opens, " ".join([ordinary_case(word.text) for word in name]))
            if _may_be_name(one, capitals):
                yield one
        tokens, opens = tokens[max(stop, 1) :], False


def _only_opens(tokens: Sequence[Token], capitals: Capitals) -> bool:
    first = tokens[0].text
    words = capitals.words
    if first in words.titles and len(tokens) > 1:
        return False
    if len(tokens) > 1 and _qualifies(first, tokens[1].text, words):
        return False
    if first in words.forenames and len(tokens) > 1 and capitals.inside[first]:
        return False
    return capitals.ordinary(first)


def _without_qualifiers(tokens: list[Token], opens: bool, words: NameWords) -> tuple[list[Token], bool]:
    at = 0
    while at < len(tokens) and (tokens[at].text in words.not_names or tokens[at].text in words.adjectives):
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if following and (tokens[at].text in words.titles or _qualifies(tokens[at].text, following, words)):
            break
        at += 1
    return tokens[at:], opens and not at


def _qualifies(word: str, following: str, words: NameWords) -> bool:
    """``North Cape``, ``New Bridge``, ``South Carolina``; ``Federal Court``."""
    if word in words.place_qualifiers:
        whole = f"{word} {following}"
        return following in words.place_words or whole in words.places or whole in words.towns
    return word in words.adjectives and following in words.body_words


def _leading_titles(tokens: Sequence[Token], words: NameWords) -> list[Token]:
    found = []
    for token in tokens:
        if token.text not in words.titles and ordinary_case(token.text) not in words.titles:
            break
        found.append(token)
    return found


def _name_length(tokens: Sequence[Token], start: int, capitals: Capitals) -> int:
    """Where the name ends: before a word that is in no name, a new title of rank, or the name of somebody else."""
    words, at = capitals.words, start
    if at < len(tokens) and tokens[at].text in words.place_qualifiers:
        at += 1
    while at < len(tokens) and (tokens[at].text not in words.not_names or _numbered(tokens, start, at, words)):
        if at > start and tokens[at].text in words.generations:
            break
        if at > start and at + 1 < len(tokens):
            text = tokens[at].text
            if text in words.titles or (text in words.forenames and capitals.ordinary(tokens[at - 1].text)):
                break
        at += 1
    return at


def _abbreviated(one: Candidate, capitals: Capitals) -> bool:
    """``Vol. 3``: a full stop that ends no sentence."""
    around = capitals.around(one.first, one.end)
    return (
        around.mark_after.startswith(".")
        and around.after[:1] > ""
        and not (around.after[0].isupper() or around.after[0] == "'")
    )


def _numbered(tokens: Sequence[Token], start: int, at: int, words: NameWords) -> bool:
    """``Henry VIII``: a Roman number after a forename."""
    number = tokens[at].text
    if at != start + 1 or not (number.isupper() and roman(number)) or tokens[start].text not in words.forenames:
        return False
    return number != "I" or start > 0


def _ranks_nothing(one: Shape, capitals: Capitals) -> bool:
    """True for an adjective before a noun: ``General Terms``."""
    if one.titles[-1].text not in capitals.words.adjective_titles:
        return False
    return all(capitals.small[word.text.lower()] and capitals.ordinary(word.text) for word in one.words)


def _may_be_name(one: Shape, capitals: Capitals) -> bool:
    if one.titles and _ranks_nothing(one, capitals):
        return False
    if one.titles and not all(len(word.text.rstrip(".")) < 2 for word in one.words):
        return True
    texts = [word.text for word in one.words]
    if texts[0] in capitals.words.generations:
        return False
    if not texts[-1][-1].isalnum() and texts[-1][-1] != ".":
        return True
    full = [text for text in texts if len(text.rstrip(".")) > 1]
    if not full or (len(full) < len(texts) and all(capitals.ordinary(text) for text in full)):
        return False
    if one.key in capitals.words.places and not (one.opens and capitals.ordinary(one.key)):
        return True
    if all(text.isupper() for text in texts):
        if texts[0][1:2] == "." and len(texts[-1]) > 2:
            return True
        forms = [text.capitalize() for text in texts]
        if len(forms) > 1 and forms[-1] in capitals.words.place_words | capitals.words.body_words:
            return not all(map(capitals.ordinary, forms[:-1]))
        return any(form in capitals.words.forenames or capitals.inside[form] > 0 for form in forms) and not any(
            map(capitals.ordinary, forms)
        )
    if len(texts) == 1:
        return not capitals.ordinary(texts[0]) and texts[0] not in capitals.words.adjectives
    words = capitals.words
    kind_words = words.place_words | words.body_words
    return texts[-1] in kind_words or texts[0] in words.place_words_first or not all(map(capitals.ordinary, texts))
