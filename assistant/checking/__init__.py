"""Text -> claims, each bound to exact spans of articles, and a verdict."""
