"""Who does what to whom in a claim, beside its source."""
