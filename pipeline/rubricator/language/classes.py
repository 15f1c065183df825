"""The classes of words that a language may have, by subject. Every class may be empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Words = tuple[str, ...]


def _none() -> Mapping[str, str]:
    return {}


def _no_divisions() -> Mapping[str, tuple[str, int]]:
    return {}


@dataclass(frozen=True, slots=True)
class Common:
    """``common.toml``: what several subjects ask for.

    `months` holds the forms of each month, the full name first. `cardinals` begin with one, `ordinals` with
    first (the forms of one parted by ``|``); `tens` begin with twenty. `ordinal_suffixes` make an ordinal of figures,
    `tens_ordinal` of a ten; where a unit comes before its ten, `unit_joint` joins them (einundzwanzig).
    No sentence ends with `function_words`.
    """

    months: tuple[Words, ...] = ()
    weekdays: tuple[Words, ...] = ()
    seasons: Mapping[str, str] = field(default_factory=_none)
    cardinals: Words = ()
    ordinals: Words = ()
    tens: Words = ()
    last: Words = ()
    ordinal_suffixes: Words = ()
    tens_ordinal: Words = ()
    unit_joint: Words = ()
    function_words: Words = ()

    def numbers(self) -> dict[str, int]:
        """Words for numbers, by value; the words for the last one count -1."""
        found = {form: at for at, word in enumerate(self.cardinals, 1) for form in word.split("|")}
        found |= self.ordinal_values()
        units = {word: value for word, value in found.items() if value < 10}
        for at, tens in enumerate(self.tens, 2):
            found |= dict.fromkeys(tens.split("|"), at * 10)
            found |= {f"{ten} {unit}": at * 10 + value for ten in tens.split("|") for unit, value in units.items()}
            found |= self._units_first(tens.split("|"), at * 10) if self.unit_joint else {}
        return found | dict.fromkeys(self.last, -1)

    def _units_first(self, forms: Sequence[str], value: int) -> dict[str, int]:
        """A ten, and units before it, as cardinals and ordinals: einundzwanzig, ein und zwanzigster."""
        tens = [form + ending for form in forms for ending in ("", *self.tens_ordinal)]
        units = [(unit, at) for at, one in enumerate(self.cardinals[:9], 1) for unit in one.split("|")]
        joints = [form for joint in self.unit_joint for form in (joint, f" {joint} ")]
        found = {unit + joint + ten: value + at for unit, at in units for joint in joints for ten in tens}
        return found | dict.fromkeys(tens, value)

    def ordinal_values(self) -> dict[str, int]:
        """Ordinals by value, in all their forms."""
        return {form: at for at, word in enumerate(self.ordinals, 1) for form in word.split("|")}

    def month_names(self) -> Words:
        """The full names of the months."""
        return tuple(forms[0] for forms in self.months)


@dataclass(frozen=True, slots=True)
class Parts:
    """``parts.toml``: words for the parts of a book.

    `divisions` maps the word of a numbered heading to the type of its division and its rank (the lower holds the
    higher), `named` a heading known by name to its type; `front` and `back` say where types stand. `articles` may
    stand before a word and its number (Book *the* First), `counted` between (Letter *No.* 3), `leads` after a name
    (Introduction *to* …). `small` and `lowered` stay small in a heading, `name_never` are no part of an author's
    name. `by`, `edition` and `imprint` stand on title pages, `roles` map words there to what somebody did; `trailers`
    are patterns of what ends a text. `figures` begin a bracket that stands for a picture: [Illustration: The quay].
    """

    divisions: Mapping[str, tuple[str, int]] = field(default_factory=_no_divisions)
    named: Mapping[str, str] = field(default_factory=_none)
    front: Words = ("preface", "dedication", "contents", "liminal", "epigraph", "castList")
    back: Words = ("notes", "bibliography", "index", "appendix")
    articles: Words = ()
    counted: Words = ()
    leads: Words = ()
    small: Words = ()
    lowered: Words = ()
    name_never: Words = ()
    by: Words = ()
    edition: Words = ()
    imprint: Words = ()
    roles: Mapping[str, str] = field(default_factory=_none)
    trailers: Words = ()
    figures: Words = ("illustration",)


@dataclass(frozen=True, slots=True)
class Drama:
    """``drama.toml``: words of stage directions, labels and cast lists.

    `never_alone` are honorifics that are no label by themselves, `never_labels` are none at all, `offices` follow a
    name in a label; `parts` are those of who speaks in a debate, a hearing, an interview, of them who `asks` and who
    `answers`. `all` and `both` speak together, `crowd` are those of whom others are on in another scene, `crowds`
    more than one can count, `unnamed` another one in each scene; `clauses` begin the description of a role, `joints`
    join names in a label. `asking` and `answering` stand before the name of who does so, `examines` and `talks` in
    the head of a hearing and of an interview; `men` and `women` are titles of theirs, `voices` are nobody's;
    `same` are those who are on already; `actors` stand before the name of who plays a part. `definite` and
    `indefinite` articles begin a role, `of` stands before the land of a title; `plurals` are endings, each with that
    of the singular.
    """

    entrances: Words = ()
    exits: Words = ()
    noises: Words = ()
    delivery: Words = ()
    settings: Words = ()
    settings_of_play: Words = ()
    business: Words = ()
    aliases: Words = ()
    clauses: Words = ()
    titles: Words = ()
    honorifics: Words = ()
    articles: Words = ()
    crowd: Words = ()
    all: Words = ()
    both: Words = ()
    either: Words = ()
    all_go: Words = ()
    stay: Words = ()
    crowds: Words = ()
    unnamed: Words = ()
    sung: Words = ()
    read: Words = ()
    addressed: Words = ()
    shades: Words = ()
    groups: Words = ()
    joints: Words = ()
    never_alone: Words = ()
    offices: Words = ()
    never_labels: Words = ()
    parts: Words = ()
    asks: Words = ()
    answers: Words = ()
    voices: Words = ()
    men: Words = ()
    women: Words = ()
    asking: Words = ()
    answering: Words = ()
    examines: Words = ()
    talks: Words = ()
    same: Words = ()
    actors: Words = ()
    definite: Words = ()
    indefinite: Words = ()
    of: Words = ()
    plurals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """``letters.toml``: words of salutations, closings, postscripts and of what announces a letter.

    `and_so_on` ends closing words that are not written out: I am, Sir, &c.
    """

    salutations: Words = ()
    closings: Words = ()
    announced: Words = ()
    before: Words = ()
    never: Words = ()
    titles: Words = ()
    postscripts: Words = ()
    to: Words = ()
    sender: Words = ()
    addressee: Words = ()
    enclosures: Words = ()
    and_so_on: Words = ("etc", "&c")


@dataclass(frozen=True, slots=True)
class Quotation:
    """``quotation.toml``: words by which a quotation that is set off is announced, and told from narrative."""

    leads: Words = ()
    spoken: Words = ()
    written: Words = ()
    present: Words = ()
    past: Words = ()
    first_person: Words = ()
    articles: Words = ()
    paraphrase: Words = ()
    pronouns: Words = ()


@dataclass(frozen=True, slots=True)
class Sentences:
    """``sentences.toml``: where sentences end.

    A full stop shortens the words of `leading`, which always lead on, of `shortened`, which a name follows, of
    `numbered`, which a number follows; `openers` begin a sentence though a shortened word stands before them. With
    `ordinals` a stop makes a number ordinal.
    """

    leading: Words = ()
    shortened: Words = ()
    numbered: Words = ()
    openers: Words = ()
    ordinals: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """``verse.toml``: words over the argument of a canto, and words that it begins with."""

    heads: Words = ()
    openings: Words = ()


@dataclass(frozen=True, slots=True)
class Genre:
    """``genre.toml``: words by which the kind of a text shows: of prose, of orders, of a `record` of what was said."""

    third: Words = ()
    past: Words = ()
    present: Words = ()
    addressed: Words = ()
    instructions: Words = ()
    record: Words = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """``notes.toml``: words of notes.

    `note`, `margin`, `transcriber` and `editor` stand before the label or the words of a note, `heads` (with
    `after_heads`) over notes, `page` and `line` before the place that a note is for.
    """

    note: Words = ()
    margin: Words = ()
    transcriber: Words = ()
    editor: Words = ()
    heads: Words = ()
    after_heads: Words = ()
    page: Words = ()
    line: Words = ()


@dataclass(frozen=True, slots=True)
class Archives:
    """``any/archives.toml``: patterns of the marks that archives put around a text, and words of their credits."""

    start: Words = ()
    end: Words = ()
    transcriber: Words = ()
    signs: Words = ()
    marks: Words = ()
    alone: Words = ()
    archive: Mapping[str, Any] = field(default_factory=_none)
