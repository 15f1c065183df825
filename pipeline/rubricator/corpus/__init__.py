"""Many editions at once: what there is to do, who does it, what came of it, and what is made of them all.

`sources` finds the texts, `manifest` remembers what was done, `keeper` holds each text to its limits, `runners` give
the work to processes or to a cluster, `run` is the whole.
"""
