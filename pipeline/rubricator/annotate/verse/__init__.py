"""Verse: lines told from prose, stanzas (chapter 6 [VE])."""
