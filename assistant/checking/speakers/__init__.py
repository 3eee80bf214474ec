"""Who says what a claim says, and how sure they are."""
