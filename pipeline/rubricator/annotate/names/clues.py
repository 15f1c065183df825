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
    example: str


FORM: Final = (
    Clue("gazetteer", "place", 2.5, "gazetteer", True, "the gazetteer of the language has it",
         "The road was long. [Vienna] lay behind them."),
    Clue("town", "place", 1.1, "gazetteer", True, "a small town, whose name is often a surname as well",
         "The road was long. [Abingdon] lay behind them."),
    Clue("two words", "person", 0.6, "full-name", False, "two words that are no ordinary ones are often a full name",
         "The keeper, [Orla Quint], slept."),
    Clue("ending of places", "place", 0.6, "place-context", True, "many towns and lands end so",
         "They reached [Harlbury] then."),
    Clue("in the cast", "person", 4.0, "cast", True, "the text lists the person",
         "It was for [Orlo] alone."),
    Clue("famous", "person", 2.0, "famous", True, "so well known that the surname is enough",
         "The book was by [Galileo] alone."),
    Clue("abstract place", "place", -2.0, "place-context", False, "words that end so name ideas",
         "They believed in [Quietism] then."),
    Clue("abstract person", "person", -2.0, "acting", False, "words that end so name ideas",
         "So [Quietism] was told of, and [Quietism] was strong."),
    Clue("saint's place", "place", 0.8, "place-word", True, "more churches and towns than persons are called Saint",
         "They reached [Saint Orlan] then."),
    Clue("word for a body", "org", 3.0, "body-word", False, "its last word is a kind of body",
         "It was for the [Harl Committee] to say."),
    Clue("firm", "org", 3.0, "body-word", False, "the law lets only a company end its name so",
         "It was bound by [William Tarrant Limited] here."),
    Clue("body of a land", "org", 3.5, "body-word", False, "an adjective of nation before a kind of body",
         "It was for the [Russian Committee] to say."),
    Clue("word for a place", "place", 3.0, "place-word", True, "one of its words is a kind of place",
         "The [Harl Bridge] was long."),
    Clue("place or surname", "place", 2.0, "place-word", True, "a forename before a word that is a surname as well",
         "We saw [Robert Hill] there."),
    Clue("known body", "org", 2.5, "body-word", False, "a body that needs no further word",
         "The bill went through [Parliament] then."),
    Clue("body word alone", "person", -2.0, "acting", False, "a kind of body is nobody",
         "The [Committee] said so. Then [Committee] said it again."),
    Clue("forename", "person", 1.5, "forename", True, "a forename alone; some are places or words as well",
         "The boat was with [Robert] then."),
    Clue("word or forename", "person", 1.5, "forename", False, "Rose and Violet are flowers, too",
         "It rained and Rose sat, it snowed and Rose sat, it froze and [Rose] sat."),
    Clue("forename and name", "person", 2.5, "full-name", True, "a forename, or initials, before a name",
         "The boat was for [Robert Tarn] then."),
)  # fmt: skip
"""In the words of a name: counted once."""

CONTEXT: Final = (
    Clue("title of rank", "person", 3.0, "titled", True, "only persons bear titles; a name borrows them elsewhere",
         "The boat of Captain Orlo was lost, and [Orlo] too."),
    Clue("capital", "person", 0.5, "acting", False, "most unknown words with a capital are persons",
         "It was like [Orlo] to do so."),
    Clue("capital after a preposition", "person", 0.15, "acting", False, "a person may stand there too",
         "She looked at [Orlo] then."),
    Clue("preposition of place", "place", 1.2, "place-context", False, "one is in a place, seldom in a person",
         "They were long in [Orlo] then."),
    Clue("looked at", "person", 0.9, "acting", True, "one looks at persons",
         "She looked at [Orlo] then."),
    Clue("at", "place", 1.0, "place-context", True, "one lives at a place",
         "They lived at [Orlo] then."),
    Clue("went to", "place", 1.0, "place-context", True, "one goes to a place",
         "They went to [Orlo] then."),
    Clue("spoke to", "person", 0.8, "acting", True, "one speaks to persons",
         "She spoke to [Orlo]'s boy."),
    Clue("preposition of way", "place", 0.5, "place-context", False, "ways lead from places",
         "The way from [Orlo] to the mill. They reached [Orlo]."),
    Clue("way from and to", "place", 0.6, "place-context", False, "a way has two ends",
         "They came from [Orlo] to the mill."),
    Clue("out of", "place", 1.2, "place-context", True, "one goes out of a place",
         "They went out of [Orlo] then."),
    Clue("town of", "place", 1.5, "place-context", True, "the town of …, the King of …",
         "They liked the town of [Orlo] then."),
    Clue("title in small letters", "person", 1.5, "titled", True, "a rank before a name",
         "They met captain [Orlo] there."),
    Clue("before people and papers", "place", 0.8, "place-context", True, "the … people, the … road",
         "They liked [Orlo] people and Orlo papers."),
    Clue("speaks", "person", 2.0, "acting", True, "only persons say",
         "“Come,” said [Orlo], and went."),
    Clue("acts", "person", 0.8, "acting", True, "looking and nodding are what persons do; ships go, too",
         "Here [Orlo] nodded, and went."),
    Clue("auxiliary", "person", 0.4, "acting", False, "persons were and did, but so did towns",
         "The boat of [Orlo] was good; the boat of Orlo was new."),
    Clue("called", "person", 1.0, "acting", True, "named …, my cousin …",
         "They called him [Orlo] then, named [Orlo]."),
    Clue("dear and little", "person", 1.0, "acting", True, "dear, poor, little …; but salt is good, too",
         "It was for dear [Orlo] alone."),
    Clue("like", "person", 0.5, "acting", False, "persons are likened to persons",
         "It was like [Orlo] to do so."),
    Clue("addressed", "person", 0.7, "acting", True, "called to, at the end of a cry or question",
         "Come here, [Orlo]!"),
    Clue("owns", "person", 0.3, "acting", False, "persons own",
         "The boat of [Orlo]'s man; the cat of Orlo's wife; the dog of Orlo's son."),
    Clue("article", "person", -2.0, "acting", False, "persons have no article",
         "The [Orlo] was late, and the Orlo was old; once Orlo was."),
    Clue("exclamation", "person", -0.5, "acting", False, "a word alone that is cried may be any word",
         "So it went. [Orlo]! Then it rained. Orlo! They knew that. Orlo! It rained."),
    Clue("indefinite article", "person", -1.5, "acting", False, "a Turner is a picture",
         "He bought an [Orlo] once, and an Orlo again; Orlo is good, and Orlo was."),
    Clue("before a date", "place", 2.0, "place-context", True, "the place of a dateline",
         "They liked Orlby. [ORLBY], May 3."),
    Clue("constituency", "place", 2.5, "place-context", True, "in brackets, before the short name of a party",
         "Mr. Tarn ([Orlby], Lib.) spoke."),
    Clue("short form in brackets", "person", -4.0, "acting", False, "the short name of a party or book",
         "Mr. Tarn (Ashby, [Orlo]) spoke; there Orlo nodded, and here Orlo nodded."),
    Clue("no place in brackets", "place", -4.0, "place-context", False, "the short name of a party or book",
         "They lived at Orlo, at Orlo. Mr. Tarn (Ashby, [Orlo]) spoke."),
    Clue("before a word that no person has", "person", -4.0, "acting", False, "a calendar, a style, an era",
         "It was like [Orlo] style."),
    Clue("before a number", "person", -4.0, "acting", False, "what is numbered is a thing",
         "They saw [Orlo] 4 there; Orlo was old."),
    Clue("who", "person", 1.5, "acting", True, "only of persons one says who",
         "It was for [Orlo], who went."),
    Clue("before a title", "person", 1.5, "acting", True, "an office follows the name",
         "It was for [Orlo], Captain of the boat."),
    Clue("after a place", "place", 1.0, "place-context", True, "in a list of places",
         "They knew England, [Orlo] nodded at them."),
    Clue("before a place", "place", 1.5, "place-context", True, "a town is followed by its land",
         "They knew [Orlby], England, then."),
)  # fmt: skip
"""Around an occurrence: added up over the document."""

CLUES: Final = {clue.name: clue for clue in (*FORM, *CONTEXT)}
