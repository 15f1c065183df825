"""A tale, a play and poems in one file, for tests of collections; and the paragraph that many tests use."""

WORDS = "The rain had come down on the harbour all that week, and nobody in the town was dry or cheerful. "
PARAGRAPH = WORDS * 3

TALE = "\n\n\n\n".join(f"CHAPTER {number}\n\n{chr(10).join([PARAGRAPH, ''] * 6)}" for number in ("I", "II"))
STAGED = "\n\n".join(f"{name}.\n{line}" for name, line in [("ANNA", "Who is it?"), ("BERT", "It is I, and cold.")] * 8)
PIECE = f"PERSONS\n\nAnna, a maid\nBert, a miller\n\n\n\nACT I\n\n\n\nSCENE I\n\n{STAGED}\n\n\n\nACT II\n\n\n\nSCENE I\n\n{STAGED * 2}"
STANZA = "The boats lie still along the bay,\nThe gulls have all gone home;\nThe lamps are lit along the quay,\nAnd white is all the foam."
VERSES = "\n\n\n\n".join(f"{title}\n\n{STANZA}\n\n{STANZA}" for title in ("The Gull", "The Quay", "The Lamp"))
MISCELLANY = (
    "A HARBOUR BOOK\n\nby Ada Quill\n\n\n\n\n"
    "CONTENTS\n\nThe Key\nThe Storm\nPoems\n\n\n\n\n"
    f"THE KEY\n\nA Tale\n\nby Ada Quill\n\n\n\n{TALE}\n\n\n\n\nTHE STORM\n\n\n\n{PIECE}\n\n\n\n\nPOEMS\n\n\n\n{VERSES}\n"
)
