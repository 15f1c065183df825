"""The model in the middle, sources, annotations, editions, authority files, messages, and what stands under it."""
