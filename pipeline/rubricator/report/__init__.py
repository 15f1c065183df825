"""What a run tells: names, speeches, dates, works, doubts, and who says so."""
