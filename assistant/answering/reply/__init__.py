"""What a language model wrote, read as an answer: reasoning left out, its [n] and layout understood."""
