"""What is read from the question alone: no archive in here."""
