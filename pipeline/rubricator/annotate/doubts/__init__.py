"""What an editor should look at: contradictions and sentences that do not fit; told, never corrected."""
