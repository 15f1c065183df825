"""Layout: lines to zones, divisions, headings; each block told apart by the recogniser of its kind."""
