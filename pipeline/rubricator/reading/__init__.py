"""What every recogniser stands on: the text as a reader reads it, its words, sentences, numerals and blocks."""
