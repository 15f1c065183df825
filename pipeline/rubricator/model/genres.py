"""The genres of texts, and what each implies: the one place where something is concluded from a genre."""

from __future__ import annotations

from typing import Final, NamedTuple


class Genre(NamedTuple):
    """A genre: what it is, and what follows from it.

    In `fiction` the persons are invented; where a text is `literary`, years are rare and remembered, numbers seldom
    measure, quotation marks hold speech; `labelled` texts give each speech after the label of its speaker.
    """

    gloss: str
    fiction: bool = False
    literary: bool = False
    labelled: bool = False


GENRES: Final[dict[str, Genre]] = {
    "history": Genre("historical narrative, biography, memoirs"),
    "essay": Genre("essays, sermons, treatises: prose that argues or describes"),
    "novel": Genre("novel or tales", fiction=True, literary=True),
    "drama": Genre("drama", fiction=True, literary=True, labelled=True),
    "transcript": Genre("transcript of a debate, hearing, trial or interview", labelled=True),
    "dialogue": Genre("dialogue that argues, with labels of speakers", labelled=True),
    "verse": Genre("verse, poems", literary=True),
    "letters": Genre("letters, correspondence"),
    "diary": Genre("diary, journal"),
    "dictionary": Genre("dictionary, encyclopaedia or other reference work of entries"),
    "manual": Genre("manual, specification, recipes: prose that instructs"),
    "catalogue": Genre("catalogue, inventory"),
}

_UNKNOWN: Final = Genre("")


def genre(name: str) -> Genre:
    """The genre of a name; one that implies nothing for none."""
    return GENRES.get(name, _UNKNOWN)
