"""What a claim counts, measures and dates, beside what its source does."""
