"""What speaks for and against each sense of a name: the clues of `discovery.py`, with weight, reason and example."""

from __future__ import annotations

from typing import Final, NamedTuple

from rubricator.annotate.names.mentions import Kind


class Clue(NamedTuple):
    """A clue speaks for a kind of name (against it, where the weight is negative).

    `rule` is the name of the rule where this clue weighs most; a `telling` clue is one that
    hardly any other word with a capital gives.
    In the example, the test of the clue, the name stands in brackets: without the clue its reading is another.
    """

    name: str
    kind: Kind
    weight: float
    rule: str
    telling: bool
    why: str
    example: str = ""


FORM: Final = (
    Clue("gazetteer", "place", 2.5, "gazetteer", True, "the gazetteer of the language has it"),
    Clue("town", "place", 1.1, "gazetteer", True, "a small town, whose name is often a surname as well"),
    Clue("two words", "person", 0.6, "full-name", False, "two words that are no ordinary ones are often a full name"),
    Clue("ending of places", "place", 0.6, "place-context", True, "many towns and lands end so"),
    Clue("in the cast", "person", 4.0, "cast", True, "the text lists the person"),
    Clue("famous", "person", 2.0, "famous", True, "so well known that the surname is enough"),
    Clue("abstract place", "place", -2.0, "place-context", False, "words that end so name ideas"),
    Clue("abstract person", "person", -2.0, "acting", False, "words that end so name ideas"),
    Clue("saint's place", "place", 0.8, "place-word", True, "more churches and towns than persons are called Saint"),
    Clue("word for a body", "org", 3.0, "body-word", False, "its last word is a kind of body"),
    Clue("firm", "org", 3.0, "body-word", False, "the law lets only a company end its name so"),
    Clue("body of a land", "org", 3.5, "body-word", False, "an adjective of nation before a kind of body"),
    Clue("word for a place", "place", 3.0, "place-word", True, "one of its words is a kind of place"),
    Clue("place or surname", "place", 2.0, "place-word", True, "a forename before a word that is a surname as well"),
    Clue("known body", "org", 2.5, "body-word", False, "a body that needs no further word"),
    Clue("body word alone", "person", -2.0, "acting", False, "a kind of body is nobody"),
    Clue("forename", "person", 1.5, "forename", True, "a forename alone; some are places or words as well"),
    Clue("word or forename", "person", 1.5, "forename", False, "Rose and Violet are flowers, too"),
    Clue("forename and name", "person", 2.5, "full-name", True, "a forename, or initials, before a name"),
)
"""In the words of a name: counted once."""

CONTEXT: Final = (
    Clue("title of rank", "person", 3.0, "titled", True, "only persons bear titles; a name borrows them elsewhere"),
    Clue("capital", "person", 0.5, "acting", False, "most unknown words with a capital are persons"),
    Clue("capital after a preposition", "person", 0.15, "acting", False, "a person may stand there too"),
    Clue("preposition of place", "place", 1.2, "place-context", False, "one is in a place, seldom in a person"),
    Clue("looked at", "person", 0.9, "acting", True, "one looks at persons"),
    Clue("at", "place", 1.0, "place-context", True, "one lives at a place"),
    Clue("went to", "place", 1.0, "place-context", True, "one goes to a place"),
    Clue("spoke to", "person", 0.8, "acting", True, "one speaks to persons"),
    Clue("preposition of way", "place", 0.5, "place-context", False, "ways lead from places"),
    Clue("way from and to", "place", 0.6, "place-context", False, "a way has two ends"),
    Clue("out of", "place", 1.2, "place-context", True, "one goes out of a place"),
    Clue("town of", "place", 1.5, "place-context", True, "the town of …, the King of …"),
    Clue("title in small letters", "person", 1.5, "titled", True, "a rank before a name"),
    Clue("before people and papers", "place", 0.8, "place-context", True, "the … people, the … road"),
    Clue("speaks", "person", 2.0, "acting", True, "only persons say"),
    Clue("acts", "person", 0.8, "acting", True, "looking and nodding are what persons do; ships go, too"),
    Clue("auxiliary", "person", 0.4, "acting", False, "persons were and did, but so did towns"),
    Clue("called", "person", 1.0, "acting", True, "named …, my cousin …"),
    Clue("dear and little", "person", 1.0, "acting", True, "dear, poor, little …; but salt is good, too"),
    Clue("like", "person", 0.5, "acting", False, "persons are likened to persons"),
    Clue("addressed", "person", 0.7, "acting", True, "called to, at the end of a cry or question"),
    Clue("owns", "person", 0.3, "acting", False, "persons own"),
    Clue("article", "person", -2.0, "acting", False, "persons have no article"),
    Clue("exclamation", "person", -0.5, "acting", False, "a word alone that is cried may be any word"),
    Clue("indefinite article", "person", -1.5, "acting", False, "a Turner is a picture"),
    Clue("before a date", "place", 2.0, "place-context", True, "the place of a dateline"),
    Clue("constituency", "place", 2.5, "place-context", True, "in brackets, before the short name of a party"),
    Clue("short form in brackets", "person", -4.0, "acting", False, "the short name of a party or book"),
    Clue("no place in brackets", "place", -4.0, "place-context", False, "the short name of a party or book"),
    Clue("before a word that no person has", "person", -4.0, "acting", False, "a calendar, a style, an era"),
    Clue("before a number", "person", -4.0, "acting", False, "what is numbered is a thing"),
    Clue("who", "person", 1.5, "acting", True, "only of persons one says who"),
    Clue("before a title", "person", 1.5, "acting", True, "an office follows the name"),
    Clue("after a place", "place", 1.0, "place-context", True, "in a list of places"),
    Clue("before a place", "place", 1.5, "place-context", True, "a town is followed by its land"),
)
"""Around an occurrence: added up over the document."""

CLUES: Final = {clue.name: clue for clue in (*FORM, *CONTEXT)}
