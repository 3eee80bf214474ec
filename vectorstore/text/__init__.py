"""Pure functions of a string: sentences, words, numbers, names, near-copies."""
