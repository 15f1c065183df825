"""What helps an editor to have the last word: a folder to edit, entries to confirm, hand edits taken over."""
