"""Names of several words with a small one between: Duke of Wellington, Charles the Second, Bank of England."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from rubricator.annotate.names.capitals import Capitals, Run, Token, is_number
from rubricator.annotate.names.links import Named
from rubricator.annotate.names.mentions import Kind
from rubricator.annotate.names.vocabulary import NameWords

_OF: Final = (" of ", " of the ")
_HOUSE: Final = "House"
_THE: Final = " the "
_LISTED: Final = frozenset({", ", " and ", ", and "})
_WORD_AFTER: Final = re.compile(r" ([a-z]+)\b")


class LongName(NamedTuple):
    """A name ``[start, end)`` whose kind is sure from its form, and the name of a place at its end."""

    whole: Token
    titles: tuple[Token, ...]
    kind: Kind
    rule: str
    place: tuple[Token, ...] = ()
    words: tuple[Token, ...] = ()

    @property
    def start(self) -> int:
        """Where it begins, titles of rank included."""
        return self.titles[0].start if self.titles else self.whole.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.whole.end

    def named(self) -> Iterator[Named]:
        """The name, and the place in it."""
        yield Named(self.titles, self.words or (self.whole,), self.kind, self.rule)
        if self.place:
            yield Named((), self.place, "place", "place-context")


def long_names(capitals: Capitals) -> Iterator[LongName]:
    """The long names of a text."""
    runs, text, words = capitals.runs, capitals.text, capitals.words
    yield from _initials(text, words)
    for run in runs:
        found = _WORD_AFTER.match(text, run.end)
        if found and found[1] in words.place_words_after:
            yield from _with_kind_after(run, found.end(), text, words)
        elif found:
            yield from _body_after(run, found, text, words)
    yield from _of_one_rank(runs, text, words)
    for left, right in pairwise(runs):
        start, end = left.end, right.start
        if 1 < end - start < 9:
            yield from _joined(left, right, text[start:end], text, words)


def _of_one_rank(runs: Iterable[Run], text: str, words: NameWords) -> Iterator[LongName]:
    """Persons after a title in the plural: ``Messrs. Green and Brown``. The title is no part of their names."""
    end = -1
    for run in runs:
        plural = run.tokens[0].text in words.plural_titles
        if not plural and (end < 0 or text[end : run.start] not in _LISTED):
            end = -1
            continue
        name = _name_of(Run(run.tokens[plural:], False), words) if len(run.tokens) > plural else ()
        end = name[-1].end if name and name[-1] is run.tokens[-1] else -1
        firm = text.startswith(" & ", end) if end >= 0 else False
        if name and not firm and " ".join(token.text for token in name).title() not in words.places:
            yield LongName(_whole(name[0], name[-1], text), (), "person", "titled", words=name)


def _initials(text: str, words: NameWords) -> Iterator[LongName]:
    """Places in initials, spaced or not, no name behind them: ``U. S.``."""
    printed = {form for short in words.short_places for form in (short, short.replace(".", ". ").rstrip())}
    if present := sorted((form for form in printed if form in text), key=len, reverse=True):
        either = "|".join(map(re.escape, present))
        for found in re.finditer(rf"(?:{either})(?! ?[A-Z])", text):
            before = text[max(0, found.start() - 2) : found.start()]
            if not (before[-1:].isalnum() or before.endswith((".", ". "))):
                yield LongName(Token(found[0], *found.span()), (), "place", "gazetteer")


def _joined(left: Run, right: Run, between: str, text: str, words: NameWords) -> Iterator[LongName]:
    if between in _OF:
        yield from _of(left, right, text, words)
    elif between == " & ":
        yield LongName(_whole(left.tokens[-1], right.tokens[-1], text), (), "org", "body-word")
    elif between == "'s " and len(left.tokens) == 1 and right.tokens[0].text in words.place_words:
        yield LongName(_whole(left.tokens[0], right.tokens[0], text), (), "place", "place-word")
    elif between == "' " and right.tokens[0].text in words.body_words and left.tokens[-1].text.endswith("s"):
        yield LongName(_whole(left.tokens[0], right.tokens[0], text), (), "org", "body-word")
    elif between == _THE and (right.tokens[0].text in words.epithets or is_number(right.tokens[0].text)):
        yield from _epithet(left, right, text, words)


def _with_kind_after(run: Run, end: int, text: str, words: NameWords) -> Iterator[LongName]:
    """``Essex county``: a word for a kind of place in small letters, up to `end`."""
    name = _name_of(run, words)
    if name and name[-1] is run.tokens[-1] and (not run.opens or len(name) > 1):
        yield LongName(Token(text[name[0].start : end], name[0].start, end), (), "place", "place-word")


def _body_after(run: Run, found: re.Match[str], text: str, words: NameWords) -> Iterator[LongName]:
    """``the British army``, ``Quill college``: a word for a kind of body in small letters."""
    last = run.tokens[-1]
    if found[1] in words.body_words_after and last.text in words.adjectives:
        whole = Token(text[last.start : found.end()], last.start, found.end())
        if text[last.start - 4 : last.start] == "the ":
            yield LongName(whole, (), "org", "body-word")
    elif found[1] in words.named_bodies_after and not run.opens:
        name = _name_of(run, words)
        if name and name[-1] is last and last.text not in words.titles:
            yield LongName(Token(text[name[0].start : found.end()], name[0].start, found.end()), (), "org", "body-word")


def _of(left: Run, right: Run, text: str, words: NameWords) -> Iterator[LongName]:
    last = left.tokens[-1]
    tail = _name_of(right, words)
    if not tail:
        return
    if last.text in words.lands:
        land = " ".join(token.text for token in tail)
        if land in words.places or land in words.towns:
            yield LongName(_whole(last, tail[-1], text), (), "place", "place-word", tail)
    elif last.text == _HOUSE:
        if right.tokens[0].text in words.houses:
            yield LongName(_whole(last, right.tokens[0], text), (), "org", "body-word")
    elif last.text in words.lands_titles:
        yield LongName(_whole(last, tail[-1], text), (), "person", "titled", tail)
    elif last.text in words.body_words:
        first = next(token for token in left.tokens if token is last or token.text not in words.not_names)
        place = tail if " ".join(token.text for token in tail) in words.places else ()
        yield LongName(_whole(first, tail[-1], text), (), "org", "body-word", place)
    elif last.text in words.forenames and (len(left.tokens) == 1 or left.tokens[-2].text in words.titles):
        titles = tuple(token for token in left.tokens[:-1] if token.text in words.titles)
        yield LongName(_whole(last, tail[-1], text), titles, "person", "full-name", tail)


def _name_of(run: Run, words: NameWords) -> tuple[Token, ...]:
    kept = []
    for token in run.tokens:
        if token.text in words.not_names or token.text in words.adjectives:
            break
        kept.append(token)
    return tuple(kept)


def _epithet(left: Run, right: Run, text: str, words: NameWords) -> Iterator[LongName]:
    last = left.tokens[-1]
    if last.text in words.forenames:
        titles = tuple(token for token in left.tokens[:-1] if token.text in words.titles)
        yield LongName(_whole(last, right.tokens[0], text), titles, "person", "full-name")


def _whole(first: Token, last: Token, text: str) -> Token:
    return Token(text[first.start : last.end], first.start, last.end)
