"""How well questions are answered whose right evidence is known."""
