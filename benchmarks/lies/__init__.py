"""Lies and honest sentences about the sample archive, and what the check says of them."""
