"""How the reader was made: docs/reader.md."""
