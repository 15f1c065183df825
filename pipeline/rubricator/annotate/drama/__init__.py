"""Plays and other talk set as a script: speakers, speeches, directions, casts (chapter 7 [DR])."""
