"""Letters: openers, closers, postscripts (4.2.2 [DSOC])."""
