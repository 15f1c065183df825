"""From spans to the TEI text: one winner where spans conflict, then tags between the characters."""
