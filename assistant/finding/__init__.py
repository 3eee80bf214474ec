"""Question and archive -> the best passages, and how sure it is that they answer."""
