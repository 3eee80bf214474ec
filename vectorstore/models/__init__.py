"""The encoder, and how it computes on the processor at hand."""

import os

# torch and oneDNN keep what they have compiled for each shape that they multiplied, a thousand of
# each. Batches of text have so many lengths that it is seldom used again; it took 1.6 GB.
os.environ.setdefault("LRU_CACHE_CAPACITY", "16")
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "16")
