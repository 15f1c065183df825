"""What speaks for and against a person as the speaker, where no name stands beside the words.

Each clue has a weight for words without any cue (`bare`) and one for words with a pronoun or noun such as *she* or
*the girl* (`cued`), on a scale of natural logarithms; the reason; and an example, in which the clue is found for the
person (or the turn) in the last words quoted. `learning.py` moves the weights to what texts tell; it starts from
these and leaves a weight near its own where the texts say little.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Clue(NamedTuple):
    """A clue with its weights, the reason for them and an example; in that it is found for the `person`."""

    name: str
    bare: float
    cued: float
    why: str
    example: str
    person: str = "Ilse"


PERSONS: Final = (
    # --- who is named in the narrative
    Clue("last-named", 1.2, 1.2, "the last name before the words", "Jorn saw Ilse.\n\n“Late?”"),
    Clue("second-named", 0.8, 0.8, "the last name but one", "Ilse saw Jorn.\n\n“Late?”"),
    Clue("third-named", 0.4, 0.4, "the third name back", "Ilse saw Jorn. Fenn slept.\n\n“Late?”"),
    Clue("named-earlier", 0.2, 0.2, "named further back",
         "Ilse saw Jorn. Fenn slept. Captain Brandt sang.\n\n“Late?”"),
    Clue("last-begins", 0.5, 0.5, "that name begins its sentence, as a subject does", "Ilse slept.\n\n“Late?”"),
    Clue("in-paragraph", 0.9, 2.0, "named in the same paragraph", "It was dark for Ilse that day. “Late?” it said."),
    Clue("begins-in-paragraph", 0.0, 0.3, "and begins a sentence there", "Ilse slept. It rained. “Late?” it said."),
    Clue("in-paragraph-above", 0.3, 0.3, "named in the paragraph above", "Jorn saw Ilse.\n\n“Late?”"),
    Clue("often-named", 0.1, 0.1, "named again further back",
         "Ilse sang.\n\nIt rained.\n\nIlse slept.\n\n“Late?”"),
    Clue("named-after", 0.5, 0.3, "named in the narrative that follows the words",
         "“Late?” The door of Ilse was open."),
    Clue("begins-after", 0.3, 0.3, "and begins a sentence there", "“Late?” The lamp went out. Ilse slept."),
    Clue("acts-above", 1.6, 1.8, "acts in the paragraph of narrative right above", "Ilse came in.\n\n“Late?”"),
    Clue("he-or-she-above", 0.6, 0.9, "of the sex of whoever acts there", "Ilse slept.\n\nShe woke.\n\n“Late?”"),
    Clue("acts-beside-above", 0.8, 0.5, "acts at the end of the paragraph above, where another speaks",
         "“Late,” said Jorn. Ilse looked up.\n\n“Late?”"),
    Clue("i-above", 0.3, 0.0, "the narrator acts there", "I came in.\n\n“Late?”", "narrator"),
    Clue("unnamed", -1.0, -1.0, "somebody without a name, who may be another with one",
         "“Late,” said the girl.\n\n“Yes.”\n\n“Late?”", "girl"),
    Clue("pointed-to", 0.5, 0.5, "the narrative means them by such a description shortly before",
         "“Late,” said the girl.\n\n“Yes.”\n\nThe girl slept.\n\n“Late?”", "girl"),
    Clue("described", 0.0, 1.5, "the cue describes them so", "“Late?” said the girl.", "girl"),
    Clue("described-by-trade", 0.0, 3.5, "the cue describes them so", "“Late?” said the drummer.", "drummer"),
    Clue("trade-recurs", 0.0, 1.0, "cues often do",
         "“Late,” said the drummer.\n\n“Late?” said the drummer.", "drummer"),
    # --- who talks
    Clue("spoke-near", 0.6, 0.3, "a cue named them a turn or two before", "“Late,” said Ilse.\n\n“Late?”"),
    Clue("spoke-far", 0.4, 0.2, "a cue named them earlier in the talk",
         "“Late,” said Ilse.\n\n“Very.”\n\n“So.”\n\n“Late?”"),
    Clue("speaks-near", 0.6, 0.2, "a cue names them a turn or two later", "“Late?”\n\n“Late,” said Ilse."),
    Clue("speaks-far", 0.4, 0.1, "a cue names them later in the talk",
         "“Late?”\n\n“So.”\n\n“Very.”\n\n“Late,” said Ilse."),
    Clue("at-hand-near", -0.6, -0.6, "at hand for words near by, not for these",
         "“Late?”\n\n“So.” The door of Ilse was open."),
    Clue("called-before", 1.7, 1.2, "the words before call them by name", "“Late, Ilse?”\n\n“Late?”"),
    Clue("called-last", 0.3, 0.3, "and call them in the end, nobody else", "“Late, Ilse?”\n\n“Late?”"),
    Clue("called-after", 1.0, 0.7, "the words after call them by name", "“Late?”\n\n“Yes, Ilse.”"),
    Clue("sir-before", 0.5, 0.3, "of the sex of whom the words before address",
         "Ilse slept.\n\n“Late, madam.”\n\n“Late?”"),
    Clue("sir-after", 0.5, 0.3, "of the sex of whom the words after address",
         "Ilse slept.\n\n“Late?”\n\n“Yes, madam.”"),
    Clue("mentioned-before", -0.3, -0.2, "the words before speak of them",
         "Ilse slept.\n\n“I saw that Ilse slept.”\n\n“Late?”"),
    Clue("mentioned-after", -0.3, -0.2, "the words after speak of them",
         "Ilse slept.\n\n“Late?”\n\n“I saw that Ilse slept.”"),
    Clue("addresses", -4.2, -4.2, "nobody calls himself", "Ilse slept.\n\n“Late, Ilse?”"),
    Clue("mentions", -1.8, -1.8, "few speak of themselves by name", "Ilse slept.\n\n“Did I say that Ilse slept?”"),
    # --- who they are
    Clue("narrator", 0.7, 0.0, "a narrator in the tale is at hand wherever talk is told", "I came in.\n\n“Late?”",
         "narrator"),
    Clue("i-near", 0.3, 0.0, "the narrative beside or above says I", "I came in.\n\n“Late?”", "narrator"),
    Clue("i-in-scene", 0.2, 0.0, "the narrative around the words often says I", "I came in.\n\n“Late?”", "narrator"),
    Clue("prominent", 0.3, 0.3, "named often in the text", "Ilse slept.\n\n“Late?”"),
    Clue("in-scene", 0.3, 0.3, "named often around the words", "Ilse slept.\n\n“Late?”"),
    Clue("talker", 0.3, 0.3, "cues often name them as a speaker", "“Late,” said Ilse.\n\n“Late?”"),
    Clue("never-speaks", -0.3, -0.3, "no cue ever does, though cues name others",
         "Jorn saw Ilse.\n\n“Late,” said Jorn.\n\n“Late?”"),
    Clue("impersonal", -1.5, -1.5, "nothing tells that it is a person", "The ship was the Gleam.\n\n“Late?”", "Gleam"),
    Clue("idiolect", 0.4, 0.4, "the words are like what they say elsewhere",
         "“Well,” said Ilse.\n\n“Late,” said Jorn.\n\n“Well?”"),
    Clue("likely-near", 0.3, 0.3, "likely speaks in the turns around", "“Late,” said Ilse.\n\n“Late?”"),
    Clue("sex", 0.0, 1.2, "how well the sex fits the pronoun", "Ilse and Jorn slept. “Late?” she said."),
    Clue("family", 0.0, 2.5, "bears the name of the person whose kin speaks",
         "Ilse Voss slept.\n\n“Late,” said Jorn Voss.\n\n“Late?” cried his sister.", "Ilse Voss"),
    Clue("family-elder", 0.0, 1.0, "goes by a title, as parents and wives do",
         "Mrs. Voss slept.\n\n“Late,” said Ilse Voss.\n\n“Late?” cried her mother.", "Mrs. Voss"),
)  # fmt: skip
"""Of persons."""

TURNS: Final = (
    Clue("goes-on-beside", -1.8, -1.8, "with nothing or little between, the words are another's", "“Late.” “Late?”"),
    Clue("goes-on-next", -1.8, -1.8, "a new paragraph is a new speaker", "“Late.”\n\n“Late?”"),
    Clue("goes-on-apart", 0.1, 0.1, "after a paragraph of narrative anybody may go on",
         "“Late.”\n\nIt rained.\n\n“Late?”"),
    Clue("goes-on-far", 0.3, 0.3, "the same after more", "“Late.”\n\nIt rained.\n\nIt poured.\n\n“Late?”"),
    Clue("goes-on-asked", -0.3, -0.3, "a question asks another", "“So?”\n\n“Late?”"),
    Clue("returns-beside", 1.3, 1.3, "the one before answers", "“Late.”\n\n“Late.” “Late?”"),
    Clue("returns-next", 1.3, 1.3, "two take turns", "“Late.”\n\n“Late.”\n\n“Late?”"),
    Clue("returns-apart", 1.2, 1.2, "two take turns across a paragraph of narrative",
         "“Late.”\n\n“Late.”\n\nIt rained.\n\n“Late?”"),
    Clue("returns-far", 0.9, 0.9, "and across more", "“Late.”\n\n“Late.”\n\nIt rained.\n\nIt poured.\n\n“Late?”"),
    Clue("returns-asked", 0.2, 0.2, "whom a question asks answers", "“Late.”\n\n“So?”\n\n“Late?”"),
    Clue("returns-after-pause", -0.2, -0.2, "less so where the two turns before stand apart",
         "“Late.”\n\nIt rained.\n\n“Late.”\n\n“Late?”"),
)  # fmt: skip
"""Of turns: that the last speaker goes on, or that the one before the last does."""

NOBODY_CLUE: Final = "nobody"
NOBODY: Final = (
    Clue(NOBODY_CLUE, 0.3, -1.0, "somebody else than those at hand speaks; who is hardly at hand weighs no more", ""),
)
"""Of none of the persons; not learned."""

CLUES: Final = {clue.name: clue for clue in (*PERSONS, *TURNS, *NOBODY)}
REASONED: Final = {
    "bare": {clue.name: clue.bare for clue in CLUES.values()},
    "cued": {clue.name: clue.cued for clue in CLUES.values()},
}
"""The weights before any learning."""
