"""The encoder, and how it computes on the processor at hand."""
